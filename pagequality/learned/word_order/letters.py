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
    length = tokens.end - tokens.start
    start = tokens.start[chosen & (length >= SHORTEST)]
    size = np.minimum(length[chosen & (length >= SHORTEST)], LONGEST)
    first = np.cumsum(size) - size
    within = np.arange(int(size.sum())) - np.repeat(first, size)
    letter = tokens.codes.take(within + np.repeat(start, size)).astype(np.intp) - _A
    plain = (letter >= 0) & (letter < LETTERS - 1)
    word = np.repeat(np.arange(len(size)), size)
    whole = np.bincount(word, ~plain, minlength=len(size)) == 0
    kept = whole[word]
    letter, within, word = letter[kept] + 1, within[kept], word[kept]
    before = np.where(within >= 1, np.roll(letter, 1), 0)
    ahead = np.where(within >= 2, np.roll(letter, 2), 0)  # noqa: PLR2004 - the letter but one
    return (ahead * LETTERS + before) * LETTERS + letter, word


def surprise(table: Floats32, tokens: Tokens, chosen: Flags) -> Floats32:
    """Return for each word that is read the mean surprise at its letters, in nats."""
    found, word = triples(tokens, chosen)
    if not len(found):
        return np.zeros(0, np.float32)
    counts = np.bincount(word)
    known = counts > 0
    means: Floats32 = (np.bincount(word, table.take(found))[known] / counts[known]).astype("f4")
    return means
