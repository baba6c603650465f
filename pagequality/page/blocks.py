"""Blocks: runs of visible text, and the elements that hold them.

The blocks of a page are kept as columns (`BlockTable`), because every signal reads them
as arrays; `Block` is a row of them for people.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from pagequality.text.arrays import Flags, Ints


LOWER_HEADINGS: Final = frozenset(("h2", "h3", "h4", "h5", "h6"))
HEADINGS: Final = LOWER_HEADINGS | {"h1"}
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
