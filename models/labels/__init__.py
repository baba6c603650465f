"""The published labels, and how their texts and pages are found again."""
