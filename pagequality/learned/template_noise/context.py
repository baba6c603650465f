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
    from pagequality.text.arrays import Array, Flags, Floats32, Ints

REACHES: Final = (3, 8)
"""Over how many blocks before and after it a block's neighbourhoods reach."""
PROSE: Final = 20
"""A block of so many words, at least half of them no link, is prose."""
OWN: Final = 5 + len(KINDS)
"""How many values of a block its neighbours see."""
_HEADING = 3
_FAR = 50
_DEEPEST = 999
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
    columns = np.ones((WIDTH, count), np.float32)
    if not count:
        return columns.T
    tags = markup.tag_numbers(table)
    columns[1 : 1 + markup.WIDTH] = markup.marks(table, tags).T
    own = _own(table, lines, phrases)
    own[_HEADING] = markup.is_heading(tags)
    around = columns[1 + markup.WIDTH : -PLACED].reshape(-1, OWN, count)
    around[0, :, 0] = around[1, :, -1] = 0
    around[0, :, 1:], around[1, :, :-1] = own[:, :-1], own[:, 1:]
    around[2:] = _means(own)
    shape = tags * (_DEEPEST + 1) + np.minimum(table.depth, _DEEPEST)
    columns[-PLACED : -PLACED + 2] = np.log1p([_copies(shape), _together(shape)]) / 3
    _place(table, lines, links=own[1], columns=columns[2 - PLACED :])
    return columns.T


def _own(table: BlockTable, lines: Lines, phrases: Floats32) -> Floats32:
    """What neighbours see of a block: size, links, its end, its phrases; a row each.

    The row `_HEADING` is left for its tag.
    """
    last = lines.tokens.kinds.take(np.maximum(lines.end - 1, 0), mode="clip")
    own = np.zeros((OWN, len(table)), np.float32)
    own[0] = np.log1p(lines.words) / 2
    own[1] = np.minimum(markup.linked(table), 1)
    own[2] = (last & STOP) > 0
    own[4] = table.hidden
    own[5:] = phrases.T[: 3 * len(KINDS)].reshape(3, len(KINDS), -1).sum(axis=0)
    return own


def _means(own: Floats32) -> Floats32:
    """The mean of every value over the neighbourhoods of `REACHES`, the block itself left out."""
    count = own.shape[1]
    place, reach = np.arange(count), np.array(REACHES)[:, None]
    first, last = np.maximum(place - reach, 0), np.minimum(place + reach + 1, count)
    total = np.zeros((OWN, count + 1), np.float32)
    total[:, 1:] = own.cumsum(axis=1)
    sums = total.take(last, axis=1)
    sums -= total.take(first, axis=1)
    sums -= own[:, None]
    sums /= np.maximum(last - first - 1, 1).astype(np.float32)
    means: Floats32 = sums.swapaxes(0, 1)
    return means


def _place(table: BlockTable, lines: Lines, *, links: Floats32, columns: Floats32) -> None:
    """Tell of copies, of the place among prose, and of the page; one row each."""
    prose = (lines.words >= PROSE) & (links < _HALF) & ~table.hidden
    columns[0] = repeated(lines)
    columns[1:5] = 0
    columns[5] = np.log1p(_zones(prose, columns[1:5])) / 3
    columns[6] = table.hidden
    columns[7] = np.log(len(table)) / 5
    columns[8] = np.log1p(lines.words.mean()) / 3
    columns[9] = table.images > 0


def _zones(prose: Flags, zones: Floats32) -> Ints | int:
    """Mark blocks before, among and behind prose, or without any; how far is the next prose?"""
    places = prose.nonzero()[0]
    if not len(places):
        zones[3] = 1
        return _FAR
    zones[0, : places[0]] = zones[1, places[0] : places[-1] + 1] = zones[2, places[-1] + 1 :] = 1
    place = np.arange(len(prose))
    behind = places.searchsorted(place)
    after = np.abs(places.take(behind, mode="clip") - place)
    distance: Ints = np.minimum(after, np.abs(places.take(behind - 1, mode="clip") - place))
    return distance


def repeated(lines: Lines) -> Flags:
    """Which lines have the same words as another line of the page."""
    order = np.arange(1, 2 * len(lines.tokens), 2).view(np.uint64)
    order -= (2 * lines.first_word).view(np.uint64).take(lines.word_line)
    mixed = lines.tokens.hash.astype(np.uint64)
    mixed += np.uint64(1)
    mixed *= _PRIME
    mixed ^= mixed >> np.uint64(29)
    mixed *= order
    total = np.zeros(len(mixed) + 1, np.uint64)
    mixed.cumsum(out=total[1:])
    sums = total.take(lines.first_word + lines.words) - total.take(lines.first_word)
    return (_copies(sums) > 1) & (lines.words > 0)


def _copies(values: Array) -> Ints:
    """How often the value of each place occurs, itself among them."""
    order = values.argsort()
    copies = np.empty(len(values), np.intp)
    copies[order] = _together(values.take(order))
    return copies


def _together(values: Array) -> Ints:
    """How long the run of equal values is that each place stands in."""
    changes = (values[1:] != values[:-1]).nonzero()[0]
    runs = np.concatenate([changes, [len(values) - 1]])
    runs[1:] -= changes
    runs[0] += 1
    return runs.repeat(runs)
