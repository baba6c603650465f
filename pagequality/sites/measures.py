"""What a site is measured by: names alone, so that the model need not know how."""

from __future__ import annotations

from typing import Final

QUANTILES: Final = {
    "lowest_tenth": 0.1,
    "lowest_quarter": 0.25,
    "median": 0.5,
    "highest_quarter": 0.75,
    "highest_tenth": 0.9,
}
"""Quantiles of the log-odds of a site's pages."""
ACCUSING: Final = ("repeated_sentences", "titles_alike", "shared_targets")
"""What pages show side by side that may speak against a site; the rest is told, and no more:
honest sites, too, have a template, one author, and pages that were put there on one day."""
NAMES: Final = (*QUANTILES, "doorways", *ACCUSING)
"""The measures, in the order of the model."""
