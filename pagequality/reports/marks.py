"""Text with spans marked in it, which may overlap: split into segments that know their spans."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

from pagequality.text.html import Html, escape, joined, tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


class Span(NamedTuple):
    """A part of a text, from the character ``start`` up to ``end``, and what it is marked as."""

    start: int
    end: int
    name: str


class Segment(NamedTuple):
    """A piece of a text in which no span begins or ends, and the names of those it lies in."""

    text: str
    names: tuple[str, ...]


def segments(text: str, spans: Sequence[Span]) -> Iterator[Segment]:
    """Split a text where spans begin and end; the pieces put together are the text.

    >>> [tuple(piece) for piece in segments("abcdef", [Span(1, 4, "x"), Span(3, 9, "y")])]
    [('a', ()), ('bc', ('x',)), ('d', ('x', 'y')), ('ef', ('y',))]
    """
    size = len(text)
    inside = [span for span in spans if span.start < min(span.end, size) and span.end > 0]
    ends = {min(max(place, 0), size) for span in inside for place in (span.start, span.end)}
    places = sorted(ends | {0, size})
    for first, last in itertools.pairwise(places):
        around = (span.name for span in inside if span.start <= first and last <= span.end)
        yield Segment(text[first:last], tuple(dict.fromkeys(around)))


def marked(text: str, spans: Sequence[Span], numbers: Mapping[str, int]) -> Html:
    """Return a text with its spans as ``mark``, each with the numbers of what it is marked as.

    A segment of several spans has all their numbers, and the colour of the first.

    >>> marked("a<b", [Span(1, 2, "layout")], {"layout": 2})
    'a<mark class="hue-2" data-topics="2">&lt;</mark>b'
    """
    return joined(*(_mark(piece, numbers) for piece in segments(text, spans)))


def _mark(piece: Segment, numbers: Mapping[str, int]) -> Html:
    found = sorted(numbers[name] for name in piece.names)
    if not found:
        return escape(piece.text)
    kinds = f"hue-{hue(found[0])}{' over' if found[1:] else ''}"
    return tag("mark", piece.text, class_=kinds, data_topics=" ".join(map(str, found)))


def hue(number: int) -> int:
    """Return which of the six colours a number has.

    >>> hue(1), hue(6), hue(7)
    (1, 6, 1)
    """
    return (number - 1) % 6 + 1
