"""Whether a headline baits the click."""
