"""Words, sentences and phrases of a text, as arrays over the whole text."""
