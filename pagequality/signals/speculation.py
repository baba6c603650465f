"""Speculation: sentences that hedge, guess, or lean on authorities without a name.

A page may hedge soberly (medicine, science, law) or fill itself with guesses about what
could reshape everything; the sentence model tells the two apart, and the signals here
count what it finds.

>>> classify("Only time will tell whether this will reshape the industry.").speculation > 0.2
True
"""

from __future__ import annotations

from pagequality.classifiers.sentences import (
    SentenceSpeculation,
    classify,
    classify_many,
    cue_spans,
    probabilities,
)

__all__ = ["SentenceSpeculation", "classify", "classify_many", "cue_spans", "probabilities"]
