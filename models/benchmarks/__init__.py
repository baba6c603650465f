"""Figures of each model, beside those of other tools."""
