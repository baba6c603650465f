"""Which blocks of a page are its main content."""
