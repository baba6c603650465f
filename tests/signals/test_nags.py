"""What counts as a nag: what asks something of the reader, and never mere furniture."""

from __future__ import annotations

import numpy as np
import pytest
from planted import words

from pagequality.learned.template_noise.model import CLASSES
from pagequality.reading import read_text
from pagequality.signals.template_noise import interruptions, intrusion, nag_share, noise_share

FURNITURE = ("navigation", "legal", "metadata", "wall")
NAGS = (
    "adblock",
    "discussion",
    "newsletter",
    "consent",
    "related",
    "social",
    "promo",
    "disclosure",
)
PARAGRAPHS = 4


def _between(kind: str):
    """Four paragraphs of eight words, the line between the first two of a kind set by hand."""
    lines = [words(8), words(8, "clay"), *[words(8)] * (PARAGRAPHS - 1)]
    page = read_text("\n".join(lines))
    kinds = np.full(len(lines), CLASSES.index("body"))
    kinds[1] = CLASSES.index(kind)
    vars(page)["noise_kind"] = kinds
    return page


def test_every_kind_is_a_nag_furniture_or_the_body() -> None:
    """No kind of line goes without a verdict on whether it nags."""
    assert sorted([*FURNITURE, *NAGS, "body"]) == sorted(CLASSES)


@pytest.mark.parametrize("kind", NAGS)
def test_nags_are_counted(kind: str) -> None:
    """One line of five asks something: a fifth of the words, and one interruption in five."""
    page = _between(kind)
    assert nag_share(page) == noise_share(page) == intrusion(page) == 0.2
    assert interruptions(page) == 0.2


@pytest.mark.parametrize("kind", FURNITURE)
def test_nags_are_no_furniture(kind: str) -> None:
    """Menus, legal lines, bylines and walls are noise that asks for nothing."""
    page = _between(kind)
    assert noise_share(page) == 0.2
    assert nag_share(page) == intrusion(page) == interruptions(page) == 0.0


def test_the_body_is_neither_noise_nor_nag() -> None:
    """Lines of the body count nowhere."""
    page = _between("body")
    assert noise_share(page) == nag_share(page) == intrusion(page) == interruptions(page) == 0.0
