"""Kinds of single words, and words among words."""

from __future__ import annotations

import numpy as np
import pytest

from pagequality.text.tokens import hash_words, tokenise
from pagequality.text.vocabulary import (
    Kind,
    among,
    content_words,
    count_present,
    kinds,
    present,
)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("harbour", Kind.OTHER),
        ("the", Kind.FUNCTION),
        ("We've", Kind.FIRST),
        ("yourself", Kind.SECOND),
        ("moreover", Kind.CONNECTIVE),
        ("most", Kind.SUPERLATIVE),
        ("stunning", Kind.PRAISE),
        ("seamless", Kind.PRAISE),
        ("factors", Kind.BARE_NOUN),
        ("told", Kind.REPORTING),
        ("wrote", Kind.PAST),
        ("was", Kind.PAST),
    ],
)
def test_a_word_has_one_kind(word: str, kind: Kind) -> None:
    """That of the last list it is on; letter case does not count."""
    assert (
        kinds(hash_words([word])).tolist() == kinds(hash_words([word.upper()])).tolist() == [kind]
    )


def test_kinds_are_counted() -> None:
    """Each word once, for its kind."""
    found = kinds(tokenise("We told you: the best, best tips for harbours").hash)
    counts = np.bincount(found, minlength=len(Kind))
    told = {Kind(place).name: int(count) for place, count in enumerate(counts) if count}
    assert told == {
        "OTHER": 1, "FUNCTION": 2, "FIRST": 1, "SECOND": 1, "SUPERLATIVE": 2, "BARE_NOUN": 1,
        "REPORTING": 1,
    }  # fmt: skip
    assert len(counts) == len(Kind)


def test_content_words_carry_a_topic() -> None:
    """Each once, sorted by hash, and none of a special kind."""
    words = content_words(tokenise("Harbour, the best harbour and a pier").hash)
    assert words.tolist() == sorted(hash_words(["harbour", "pier"]).tolist())


@pytest.mark.parametrize("many", [1, 64, 65, 90])
def test_words_are_found_among_few_and_many(many: int) -> None:
    """Both ways to look, whichever is faster, find the same."""
    few = hash_words([f"word{number}" for number in range(many)])
    words = hash_words(["pier", "word0", "tide", "word0", f"word{many}"])
    assert among(words, few).tolist() == [False, True, False, True, False]
    assert present(few, words).tolist() == [True] + [False] * (many - 1)
    assert among(words[:0], few).tolist() == []
    assert not present(few, np.zeros(0, np.uint32)).any()


@pytest.mark.parametrize("more", [0, 70])
def test_words_present_are_counted(more: int) -> None:
    """Few words and many are looked up alike; each of them counts once."""
    few = hash_words(["peas", "beans", *(f"word{number}" for number in range(more))])
    assert count_present(few, hash_words(["peas", "peas", "lentils", "word3"])) == 1 + (more > 3)
