"""Whether a body delivers what its headline says."""
