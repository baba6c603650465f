"""What the lines around a line say of it: means over neighbours and over the page.

Template text comes in runs (a menu, a list of products), and so does prose; whether an
editor would keep a line depends on the lines beside it more than on its own words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.text.tokens import STOP

if TYPE_CHECKING:
    from pagequality.learned.template_noise.features import Lines
    from pagequality.text.arrays import Floats32, Ints

REACHES: Final = (1, 3, 8)
"""How many lines before and after a line are averaged."""
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_EDGE = 0.1
_LARGEST = 8
_WIDTH = 4 * (3 + len(REACHES)) + 5


def context(lines: Lines, log_odds: Floats32) -> Floats32:
    """Describe each line by itself, its neighbourhoods and its page.

    A line has four values: the log-odds that it is kept (the last column of ``log_odds``),
    those that it is body, its number of words and whether it ends like a sentence. Each comes
    as itself, as its means over the neighbourhoods of `REACHES`, and as its mean and
    maximum over the page. Then follow: the line stands on the page twice, the number of
    lines, the place on the page, being in the first tenth, in the last tenth.
    """
    if not lines.tokens.text:
        return np.zeros((len(lines), _WIDTH), np.float32)
    columns = _own(lines, log_odds)
    count, width = columns.shape
    total = np.zeros((count + 1, width))
    np.cumsum(columns, axis=0, out=total[1:])
    place = np.arange(count)
    parts = [columns]
    for reach in REACHES:
        first, last = np.maximum(place - reach, 0), np.minimum(place + reach + 1, count)
        parts.append((total[last] - total[first]) / (last - first)[:, None])
    parts.append(np.broadcast_to(total[-1] / count, columns.shape))
    parts.append(np.broadcast_to(columns.max(axis=0), columns.shape))
    share = (place + 1) / count
    page = [_repeated(lines), np.full(count, np.log(count)), share, share < _EDGE]
    return np.column_stack([*parts, *page, share > 1 - _EDGE]).astype(np.float32)


def _own(lines: Lines, log_odds: Floats32) -> Floats32:
    """The four values of each line by itself."""
    classes = log_odds[:, :-1]
    highest = classes[:, :-1].max(axis=1)
    noise = highest + np.log(np.exp(classes[:, :-1] - highest[:, None]).sum(axis=1))
    body = np.clip(classes[:, -1] - noise, -_LARGEST, _LARGEST)
    last = lines.tokens.kinds.take(np.maximum(lines.end - 1, 0), mode="clip")
    return np.column_stack([log_odds[:, -1], body, np.log1p(lines.words), (last & STOP) > 0])


def _repeated(lines: Lines) -> Ints:
    """Which lines have the same words as another line of the page."""
    order = np.arange(len(lines.tokens)) - np.repeat(lines.first_word, lines.words)
    mixed = (lines.tokens.hash.astype(np.uint64) + np.uint64(1)) * _PRIME
    mixed ^= mixed >> np.uint64(29)
    mixed *= order.astype(np.uint64) * np.uint64(2) + np.uint64(1)
    total = np.append(np.uint64(0), np.cumsum(mixed, dtype=np.uint64))
    sums = total[lines.first_word + lines.words] - total[lines.first_word]
    _, inverse, counts = np.unique(sums, return_inverse=True, return_counts=True)
    return ((lines.words > 0) & (counts[inverse] > 1)).astype(np.intp)
