"""Pages made of the kinds that prove, and what they are held against."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

pytest.importorskip("pandas", reason="recipes come with pagequality[train]")

from models.judge import proving
from models.judge.proving import RECIPES, Draw, proofs_of
from models.judge.seed_pages import seeds
from models.learned.word_order_texts import Part, part_of
from pagequality.reading import read_text
from pagequality.signals import NAMES, SIGNALS
from pagequality.training.examples import Examples

TEXTS = [seed.text for seed in seeds() if not seed.low][:6]
MEASURES = {signal.name: signal.function for signal in SIGNALS}


def value(name: str, text: str) -> float:
    """What a signal says of a text, nothing where it is unknown."""
    return float(np.nan_to_num(MEASURES[name](read_text(text))))


@pytest.mark.parametrize("name", RECIPES)
def test_a_page_of_a_kind_shows_it_and_the_text_it_was_made_of_does_not(name: str) -> None:
    """The same draw makes the same page."""
    own, *others = TEXTS
    draws = [Draw(own, others, Random(3)) for _ in range(2)]  # noqa: S311 - no secret
    pages = [RECIPES[name](draw) for draw in draws]
    assert pages[0] == pages[1]
    assert value(name, pages[0]) > 0.2 > value(name, own)


def test_honest_pages_that_taught_word_order_are_not_asked(monkeypatch) -> None:
    """The network knows them: on these it alarms less than on pages that it never saw."""
    monkeypatch.setattr(proving, "made", lambda: {"word_order": np.linspace(1.0, 20.0, 50)})
    sites = np.array([f"s{number}.example" for number in range(600)])
    teaches = np.array([part_of(site) is Part.TEACHES for site in sites])
    vectors = np.zeros((600, len(NAMES)))
    ones = np.ones(600)
    examples = Examples({"html": vectors}, np.zeros(600, int), sites, ones, ones, {})
    vectors[teaches, NAMES.index("word_order")] = 20.0
    assert proofs_of(examples).strongest(vectors[teaches][0])[1] > 0.3
    vectors[~teaches, NAMES.index("word_order")] = 20.0
    assert proofs_of(examples).strongest(vectors[0]) == (-1, 0.0)
