"""Verdicts as rows of a table, and files of such rows."""
