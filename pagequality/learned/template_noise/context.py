"""What stands around a block of a page: its neighbours, blocks of its shape, and prose.

Template text comes in runs (a menu, a list of products), and so does prose; what a short line
is for shows in the lines beside it as much as in its own words. Nothing here asks a model, so
that a fitted model has no say in what it is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.learned.template_noise import markup
from pagequality.learned.template_noise.features import KINDS
from pagequality.text.tokens import STOP

if TYPE_CHECKING:
    from pagequality.learned.template_noise.features import Lines
    from pagequality.page.blocks import BlockTable
    from pagequality.text.arrays import Floats32, Ints

REACHES: Final = (3, 8)
"""Over how many blocks before and after it a block's neighbourhoods reach."""
PROSE: Final = 20
"""A block of so many words, at least half of them no link, is prose."""
OWN: Final = 5 + len(KINDS)
"""How many values of a block its neighbours see."""
_FAR = 50
_DEEPEST = 999
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_HALF = 0.5
PLACED: Final = 12
"""How many columns tell of shape, place and page."""
WIDTH: Final = 1 + markup.WIDTH + (2 + len(REACHES)) * OWN + PLACED
"""Number of columns that `context` gives."""


def context(table: BlockTable, lines: Lines, phrases: Floats32) -> Floats32:
    """Describe what stands around every block; one row a block.

    ``phrases`` is `features.lexical` of the blocks. First comes a one, then `markup.marks`; then
    the values of the block before, those of the block behind, and their means over the
    neighbourhoods of `REACHES`, the block itself left out; then its shape and place.
    """
    count = len(table)
    if not count:
        return np.zeros((0, WIDTH), np.float32)
    own = _own(table, lines, phrases)
    total = np.zeros((count + 1, OWN), np.float32)
    np.cumsum(own, axis=0, out=total[1:])
    place = np.arange(count)
    found = np.ones((count, WIDTH), np.float32)
    found[:, 1 : 1 + markup.WIDTH] = markup.marks(table)
    around = found[:, 1 + markup.WIDTH : -PLACED].reshape(count, -1, OWN)
    around[0, 0] = around[-1, 1] = 0
    around[1:, 0], around[:-1, 1] = own[:-1], own[1:]
    for i, reach in enumerate(REACHES, 2):
        first, last = np.maximum(place - reach, 0), np.minimum(place + reach + 1, count)
        around[:, i] = total[last] - total[first] - own
        around[:, i] /= np.maximum(last - first - 1, 1)[:, None]
    found[:, -PLACED:] = _placed(table, lines, own[:, 1])
    return found


def _own(table: BlockTable, lines: Lines, phrases: Floats32) -> Floats32:
    """What the neighbours of a block see of it: size, links, its end, its tag, its phrases."""
    width = len(KINDS)
    last = lines.tokens.kinds.take(np.maximum(lines.end - 1, 0), mode="clip")
    own = np.empty((len(table), OWN), np.float32)
    own[:, 0] = np.log1p(lines.words) / 2
    own[:, 1] = table.link_characters / np.maximum(table.end - table.start, 1)
    np.minimum(own[:, 1], 1, out=own[:, 1])
    own[:, 2] = (last & STOP) > 0
    own[:, 3] = [tag in _HEADINGS for tag in table.tag]
    own[:, 4] = table.hidden
    own[:, 5:] = phrases[:, : 3 * width].reshape(len(table), 3, width).sum(axis=1)
    return own


def _placed(table: BlockTable, lines: Lines, linked: Floats32) -> Floats32:
    """How many blocks are shaped alike, where the block stands among prose, and the page."""
    count = len(table)
    placed = np.zeros((count, PLACED), np.float32)
    numbers = {tag: i for i, tag in enumerate(dict.fromkeys(table.tag))}
    shape = np.array([numbers[tag] for tag in table.tag]) * (_DEEPEST + 1)
    shape += np.minimum(table.depth, _DEEPEST)
    _, inverse, alike = np.unique(shape, return_inverse=True, return_counts=True)
    changes = np.flatnonzero(np.diff(shape, prepend=-1) != 0)
    runs = np.diff(np.append(changes, count))
    placed[:, 0] = np.log1p(alike[inverse]) / 3
    placed[:, 1] = np.log1p(np.repeat(runs, runs)) / 3
    placed[:, 2] = repeated(lines)
    prose = np.flatnonzero((lines.words >= PROSE) & (linked < _HALF) & ~table.hidden)
    distance = np.full(count, _FAR)
    if len(prose):
        zone = np.repeat([3, 4, 5], [prose[0], prose[-1] + 1 - prose[0], count - 1 - prose[-1]])
        place = np.arange(count)
        behind = np.searchsorted(prose, place).clip(max=len(prose) - 1)
        distance = np.minimum(
            np.abs(place - prose[behind]), np.abs(place - prose[np.maximum(behind - 1, 0)])
        )
    else:
        zone = np.full(count, 6)
    placed[np.arange(count), zone] = 1
    placed[:, 7] = np.log1p(distance) / 3
    placed[:, 8] = table.hidden
    placed[:, 9] = np.log(count) / 5
    placed[:, 10] = np.log1p(lines.words.mean()) / 3
    placed[:, 11] = table.images > 0
    return placed


def repeated(lines: Lines) -> Ints:
    """Which lines have the same words as another line of the page."""
    order = np.arange(len(lines.tokens)) - np.repeat(lines.first_word, lines.words)
    mixed = (lines.tokens.hash.astype(np.uint64) + np.uint64(1)) * _PRIME
    mixed ^= mixed >> np.uint64(29)
    mixed *= order.astype(np.uint64) * np.uint64(2) + np.uint64(1)
    total = np.append(np.uint64(0), np.cumsum(mixed, dtype=np.uint64))
    sums = total[lines.first_word + lines.words] - total[lines.first_word]
    _, inverse, counts = np.unique(sums, return_inverse=True, return_counts=True)
    return ((lines.words > 0) & (counts[inverse] > 1)).astype(np.intp)
