"""Whole sites: the model of `pagequality.sites`, and its exam."""
