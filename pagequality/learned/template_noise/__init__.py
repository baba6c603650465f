"""What a line of a page is for: content, or a kind of template noise."""
