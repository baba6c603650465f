"""Light stems, counted letter by letter."""

from __future__ import annotations

import pytest

from pagequality.text.stems import LONGEST, stem_lengths, stem_words
from pagequality.text.tokens import tokenise

STEMS = {
    "cats": "cat",
    "cat's": "cat",
    "gas": "gas",
    "glass": "glass",
    "bus": "bus",
    "denies": "den",
    "denied": "den",
    "denying": "den",
    "deny": "den",
    "bed": "bed",
    "need": "need",
    "added": "add",
    "string": "str",
    "bring": "bring",
    "ring": "ring",
    "movies": "mov",
    "bee": "bee",
    "eerie": "eer",
    "freely": "freel",
    "walking": "walk",
    "songs": "song",
    "tide": "tid",
}


@pytest.mark.parametrize(("word", "stem"), STEMS.items())
def test_endings_fall_off(word: str, stem: str) -> None:
    """Plural and possessive, -ed and -ing, up to two vowels; short words stay as they are."""
    tokens = tokenise(word)
    assert stem_lengths(tokens.codes, tokens.start, tokens.end).tolist() == [len(stem)]
    assert stem_words([word]).tolist() == stem_words([word.upper()]).tolist()


def test_stems_are_told_apart_by_their_letters() -> None:
    """Words of one stem hash alike, others do not."""
    by_stem = {stem: set() for stem in STEMS.values()}
    for word, stem in STEMS.items():
        by_stem[stem] |= set(stem_words([word]).tolist())
    assert all(len(found) == 1 for found in by_stem.values())
    assert len(set.union(*by_stem.values())) == len(by_stem)


def test_seven_letters_count() -> None:
    """What differs in the seventh letter differs; what differs in the eighth does not."""
    assert LONGEST == 7
    assert len(set(stem_words(["international", "internal", "internauts"]).tolist())) == 1
    assert len(set(stem_words(["abcdefgh", "abcdefxh", "abcdefgo"]).tolist())) == 2
