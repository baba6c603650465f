"""Small models learned from labelled data, and the bundle that carries them."""
