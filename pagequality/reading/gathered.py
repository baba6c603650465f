"""What a walk gathers: blocks and their holders, links, and what the head says."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.page.blocks import BlockTable
from pagequality.page.head import Markup
from pagequality.reading.tags import below, inner_text

if TYPE_CHECKING:
    from pagequality.page.blocks import Holder
    from pagequality.page.head import Link, Picture
    from pagequality.reading.dom import Node

OPEN, UNSEEN, FOLDED = 0, 1, 2
"""How a block is shown: plainly, not at all, or when a reader unfolds it."""
_CARD_BLOCKS, _CARD, _LONG_LINK = 3, 800, 200
"""A link of so many blocks and characters is one that somebody forgot to close."""
_REMARKS: Final = frozenset(("Comment", "UserComments"))
_MOST_ITEMS: Final = 1000
_MOST_PICTURES, _DESCRIPTION = 500, 200
"""Pictures of which something is kept, and characters of what is said of each."""
_ICON, _DIGITS = 64, 5
"""Pixels of a side of an icon, and digits of a number of them that is read."""
NOWHERE: Final = -1
"""What stands in an `OpenLink` that has no address."""

Row = tuple[int, int, int, int, int, int, bool]
"""Depth, links, link characters, controls, images, how it is shown, whether a break parts it."""
OpenLink = tuple[int, int, int]
"""An open link: how many pieces, blocks and characters of links stood before it."""
Undo = OpenLink | tuple[str, str, str, int, int]
"""What leaving an element restores: the link it was, or what a block changed."""


class Gathered:
    """Blocks as they come, the elements that hold them, links, and the head's elements."""

    __slots__ = (
        "canonical", "containers", "controls", "described_images", "elements", "folds",
        "frames", "headings", "headlines", "images", "items", "json_ld", "language", "linked",
        "links", "metas", "pictures", "players", "remarks", "rows", "scripts", "tags", "templates",
        "texts", "title", "truncated",
    )  # fmt: skip

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.tags: list[str] = []
        self.rows: list[Row] = []
        self.containers: list[Holder] = []
        self.links: list[Link] = []
        self.metas: list[dict[str, str | None]] = []
        self.json_ld: list[str] = []
        self.scripts: list[str] = []
        self.frames: list[str] = []
        self.templates: list[Node] = []
        self.headings: list[int] = []
        self.headlines: list[int] = []
        self.remarks: list[tuple[int, int]] = []
        self.items: list[str] = []
        self.pictures: list[Picture] = []
        self.title = self.canonical = self.language = ""
        self.elements = self.images = self.described_images = self.controls = self.players = 0
        self.truncated = False
        self.folds = self.linked = 0

    def note(self, attributes: dict[str, str | None], depth: int) -> None:
        """Note what an element says that it holds: a heading, the headline, a reader's remark."""
        if attributes.get("role") == "heading":
            self.headings.append(len(self.texts))
        if "headline" in (attributes.get("itemprop") or "").split():
            self.headlines.append(len(self.texts))
        if "itemtype" in attributes:
            self._note_item((attributes["itemtype"] or "").rpartition("/")[2], depth)

    def _note_item(self, kind: str, depth: int) -> None:
        """Note what an element says that it is about: a reader's remark, or another thing."""
        if kind in _REMARKS:
            self.remarks.append((depth, len(self.texts)))
        elif len(self.items) < _MOST_ITEMS:
            self.items.append(kind)

    def note_picture(self, attributes: dict[str, str | None]) -> None:
        """Count a picture that is described, and keep what is said of one larger than an icon."""
        described = (attributes.get("alt") or "").strip()
        if not described:
            return
        self.described_images += 1
        small = any(_is_small(attributes.get(side)) for side in ("width", "height"))
        if not small and len(self.pictures) < _MOST_PICTURES:
            self.pictures.append((described[:_DESCRIPTION], len(self.texts)))

    def add_links(self, node: Node) -> None:
        """Keep the links of what is no text."""
        for _, tag, inner in below(node, ()):
            if tag == "a" and (href := inner.attributes.get("href")):
                self.links.append((href, inner.attributes.get("rel") or "", len(self.texts)))

    def add_frame(self, node: Node) -> None:
        """Keep the address of what is framed."""
        self.frames.append(node.attributes.get("src") or "")

    def add_player(self, _: Node) -> None:
        """Count what is played or drawn; what it holds is shown where that fails."""
        self.players += 1

    def add_script(self, node: Node) -> None:
        """Keep structured data, and the address of a script."""
        attributes = node.attributes
        if "ld+json" in (attributes.get("type") or "").lower():
            self.json_ld.append(inner_text(node))
        elif attributes.get("src"):
            self.scripts.append(attributes["src"] or "")

    def add_meta(self, node: Node) -> None:
        """Keep what the head states."""
        self.metas.append(node.attributes)

    def add_title(self, node: Node) -> None:
        """Keep the first title that says something."""
        self.title = self.title or " ".join(inner_text(node).split())

    def unlink_behind(self, block: int, linked: int) -> None:
        """Look at a link that ends here; ``linked`` characters of links stood before its block."""
        if len(self.rows) - block > _CARD_BLOCKS and self.linked - linked > _CARD:
            self.unlink(range(block, len(self.rows)))
            self.linked = linked

    def unlink(self, blocks: range) -> None:
        """Take the text of a link that was never closed for what it is."""
        for i in blocks:
            depth, links, _, controls, images, shown, broken = self.rows[i]
            self.rows[i] = (depth, links, 0, controls, images, shown, broken)

    def _unlinked(self, shown: int) -> int:
        """The characters outside of links in what is shown in a way."""
        pairs = zip(self.texts, self.rows, strict=True)
        return sum(len(text) - row[2] for text, row in pairs if row[5] == shown)

    def settle(self) -> None:
        """Decide, when all has been seen, what no part of the page could tell alone.

        A page of several folded details is made to be unfolded, and so is one that folds away
        most of its text; a link that each of several long blocks starts anew was never closed.
        """
        if self.folds:
            shown = self.folds > 1 or self._unlinked(FOLDED) > self._unlinked(OPEN)
            self.rows = [
                (*row[:5], int(row[5] == UNSEEN or (row[5] == FOLDED and not shown)), row[6])
                for row in self.rows
            ]
        if not any(row[2] > _LONG_LINK for row in self.rows):
            return
        start, last = 0, ("", -1)
        for href, _, block in [*self.links, ("", "", -1)]:
            if (href, block - 1) == last:
                last = href, block
                continue
            if last[1] - start >= _CARD_BLOCKS:
                blocks = range(start, min(last[1] + 1, len(self.rows)))
                if sum(self.rows[i][2] for i in blocks) > _CARD:
                    self.unlink(blocks)
            start, last = block, (href, block)

    def text(self) -> str:
        """All blocks, one a line: the text that every offset refers to."""
        return "\n".join(self.texts)

    def table(self) -> BlockTable:
        """Return the blocks as columns."""
        lengths = np.fromiter(map(len, self.texts), np.intp, len(self.texts))
        end = np.cumsum(lengths + 1) - 1
        numbers = np.fromiter(chain.from_iterable(self.rows), np.intp).reshape(-1, 7).T
        return BlockTable(
            tag=tuple(self.tags),
            start=end - lengths,
            end=end,
            depth=numbers[0],
            links=numbers[1],
            link_characters=numbers[2],
            controls=numbers[3],
            images=numbers[4],
            hidden=numbers[5].astype(bool),
            broken=numbers[6].astype(bool),
            containers=tuple(self.containers),
        )

    def markup(self) -> Markup:
        """Return the counts over the whole document."""
        return Markup(
            elements=self.elements,
            scripts=tuple(self.scripts),
            frames=tuple(self.frames),
            links=tuple(self.links),
            images=self.images,
            described_images=self.described_images,
            controls=self.controls,
            players=self.players,
            pictures=tuple(self.pictures),
        )


def _is_small(side: str | None) -> bool:
    """Whether a side of a picture is said to be no longer than that of an icon.

    >>> [_is_small(side) for side in ("32", "32px", "640", "100%", "", None)]
    [True, True, False, False, False, False]
    """
    pixels = (side or "").strip().lower().removesuffix("px")
    return len(pixels) <= _DIGITS and pixels.isdecimal() and int(pixels) <= _ICON
