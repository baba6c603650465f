"""How likely letters are behind the two before them, word by word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from pagequality.text.arrays import Flags, Floats32, Ints
    from pagequality.text.tokens import Tokens

LETTERS: Final = 27
"""The letters of English, and whatever stands before a word."""
SHORTEST: Final = 4
"""Letters of a word that is judged."""
LONGEST: Final = 24
"""Of a longer word only the beginning is read."""
_A: Final = ord("a")


def triples(tokens: Tokens, chosen: Flags) -> tuple[Ints, Ints]:
    """Return the triples of letters in the chosen words that are of plain letters throughout.

    The first is the number of each triple, two places before each word counted as empty; the
    second the number of its word among the chosen ones that are read.

    >>> from pagequality.text.tokens import tokenise
    >>> found, word = triples(tokenise("Beans, 2 cafés"), np.ones(3, bool))
    >>> len(found), word.tolist()
    (5, [0, 0, 0, 0, 0])
    """
    read = (chosen & (tokens.size >= SHORTEST)).nonzero()[0]
    start, size = tokens.start.take(read), np.minimum(tokens.size.take(read), LONGEST)
    word = np.arange(len(size)).repeat(size)
    within = np.arange(len(word))
    within -= (size.cumsum() - size).take(word)
    letter = tokens.codes.take(start.take(word) + within).astype(np.intp)
    letter -= _A
    odd = (letter < 0) | (letter >= LETTERS - 1)
    if odd.any():
        kept = np.bincount(word, odd, minlength=len(size)).take(word) == 0
        letter, within, word = letter[kept], within[kept], word[kept]
    letter += 1
    ahead, before = _shifted(letter, within, 2), _shifted(letter, within, 1)
    return (ahead * LETTERS + before) * LETTERS + letter, word


def _shifted(letter: Ints, within: Ints, by: int) -> Ints:
    """The letters so many places before, none beyond the beginning of a word."""
    moved = np.zeros_like(letter)
    moved[by:] = letter[:-by]
    moved *= within >= by
    return moved


def surprise(table: Floats32, tokens: Tokens, chosen: Flags) -> Floats32:
    """Return for each word that is read the mean surprise at its letters, in nats."""
    found, word = triples(tokens, chosen)
    if not len(found):
        return np.zeros(0, np.float32)
    counts = np.bincount(word)
    known = counts.nonzero()[0]
    sums = np.bincount(word, table.take(found))
    means: Floats32 = (sums.take(known) / counts.take(known)).astype("f4")
    return means
