"""Different hashes, where each stands first, and the most frequent one."""

from __future__ import annotations

import numpy as np
import pytest

from pagequality.text.counts import distinct, first_of_each, most_frequent
from pagequality.text.tokens import hash_words


@pytest.mark.parametrize("words", ["", "peas", "peas beans peas", "to be or not to be"])
def test_different_words_are_those_that_numpy_finds(words: str) -> None:
    """Different words, and where each stands first, are told as NumPy tells them."""
    hashes = hash_words(words.split())
    known, first = np.unique(hashes, return_index=True)
    assert distinct(hashes).tolist() == known.tolist()
    assert [found.tolist() for found in first_of_each(hashes)] == [known.tolist(), first.tolist()]


@pytest.mark.parametrize(
    ("words", "word", "count"),
    [("peas", "peas", 1), ("be to be", "be", 2), ("a b b c b a", "b", 3)],
)
def test_the_most_frequent_word_is_found_and_counted(words: str, word: str, count: int) -> None:
    """However the words stand."""
    assert most_frequent(hash_words(words.split())) == (int(hash_words([word])[0]), count)
