"""The parts a page is made of: frozen values.

The blocks of a page are kept as columns (`BlockTable`), because every signal reads them
as arrays; `Block` is a row of them for people.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from pagequality.text import Ints

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


class Notice(NamedTuple):
    """Something a reader of the verdict should know: a short code and a sentence."""

    code: str
    message: str


def host_of(url: str) -> str:
    """Return the host of an absolute URL.

    >>> host_of("https://www.example.org/beans")
    'www.example.org'
    """
    return url.partition("//")[2].partition("/")[0]


def site_of(url: str) -> str:
    """Return the last two labels of a URL's host: enough to tell own links from others.

    >>> site_of("https://www.example.org/beans")
    'example.org'
    """
    return ".".join(host_of(url).lower().rsplit(".", 2)[-2:])


Link = tuple[str, str, int]
"""A hyperlink: where it leads, its ``rel`` words, and the block it stands in."""

Holder = tuple[str, str, int, int, int]
"""An element that holds blocks: tag, class and id words, depth, first block, last block + 1.

A plain tuple, because a page has hundreds and only few are ever looked at.
"""


class Block(NamedTuple):
    """A run of visible text with no block-level element inside.

    Attributes:
        tag: the nearest block-level element, such as ``p`` or ``li``.
        text: the text, white space folded.
        depth: elements between it and the root.
        words: number of words.
        links: number of hyperlinks in it.
        link_characters: characters of it that are link text.
        hidden: it is marked as not shown (``hidden``, ``display:none`` and such).
        is_main: it belongs to the main content.
        probability: how likely that is, in [0, 1]; ``nan`` for plain text.
        path: the elements that hold it, outermost first, as a CSS-like path.
    """

    tag: str
    text: str
    depth: int
    words: int
    links: int
    link_characters: int
    hidden: bool
    is_main: bool
    probability: float
    path: str


@dataclass(frozen=True, slots=True, eq=False)
class BlockTable:
    """The blocks of a page as columns of one length; see `Block` for most of them.

    ``start`` and ``end`` are offsets in the page's text; ``controls`` and ``images`` count
    the form controls and images since the block before; ``broken`` says that only a line
    break (``br``) parts the block from the one before.
    """

    tag: tuple[str, ...]
    start: Ints
    end: Ints
    depth: Ints
    links: Ints
    link_characters: Ints
    controls: Ints
    images: Ints
    hidden: Flags
    broken: Flags
    containers: tuple[Holder, ...] = ()

    def __len__(self) -> int:
        return len(self.tag)


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of itself outside its text; empty strings where it says nothing."""

    title: str = ""
    headline: str = ""
    open_graph_title: str = ""
    site_name: str = ""
    description: str = ""
    keywords: str = ""
    canonical: str = ""
    author: str = ""
    published: str = ""
    modified: str = ""
    language: str = ""
    open_graph_type: str = ""
    schema_types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Markup:
    """Counts over the whole document that blocks do not carry."""

    elements: int = 0
    scripts: tuple[str, ...] = ()
    frames: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    images: int = 0
    described_images: int = 0
    controls: int = 0
