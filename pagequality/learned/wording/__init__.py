"""What the words of a page say of its quality and kind."""
