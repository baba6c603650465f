"""Texts that hedge with good reason: hardly a sentence of them is called speculation."""

from __future__ import annotations

from pathlib import Path

import pytest

from pagequality.learned.hedging import kind_chances
from pagequality.reading import read_text

TEXTS = Path(__file__).parent / "innocent_hedging.txt"
"""Invented texts: a line a text, under a heading for each kind."""
FEWEST = 12
MOST = 0.02
MOST_OF_A_KIND = 0.1


def innocent() -> dict[str, list[str]]:
    """The texts of each kind."""
    kinds: dict[str, list[str]] = {}
    for line in TEXTS.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            kinds[line[3:]] = texts = []
        elif line and not line.startswith("#"):
            texts.append(line)
    return kinds


KINDS = innocent()


def accused(texts: list[str]) -> tuple[int, list[str]]:
    """How many sentences were judged, and those called speculation of whatever kind."""
    judged, found = 0, []
    for text in texts:
        page = read_text(text)
        chances = kind_chances(page)[:, 1:].max(axis=1)
        judged += len(chances)
        starts, ends = (edge[page.main_sentences] for edge in page.sentences)
        for start, end, chance in zip(starts, ends, chances, strict=True):
            if chance > 0.5:
                found.append(page.text[start:end])
    return judged, found


def test_every_kind_has_texts_enough():
    """Twelve kinds of innocent text at least, and twelve texts of each."""
    assert len(KINDS) >= 12
    assert {kind: len(texts) for kind, texts in KINDS.items() if len(texts) < FEWEST} == {}


def test_innocent_sentences_are_rarely_called_speculation():
    """At most two in a hundred of all sentences."""
    judged, found = accused([text for texts in KINDS.values() for text in texts])
    assert judged > 300
    assert len(found) <= MOST * judged, found


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_is_singled_out(kind):
    """Of each kind one sentence or one in ten at most: answered questions are the hardest."""
    judged, found = accused(KINDS[kind])
    assert judged >= FEWEST
    assert len(found) <= max(1, MOST_OF_A_KIND * judged), found
