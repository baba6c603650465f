"""Fitting models to labelled pages, and measuring how good they are."""
