"""Whole sites, from the scores of their pages."""
