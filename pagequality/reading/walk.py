"""Tree to blocks: one iterative walk over the whole document.

The walk meets every node once and keeps what any later step needs: the text as blocks,
the elements that hold them, links, and what the head says. Nothing recurses, so depth
costs nothing; ``max_nodes`` bounds the time.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, ClassVar, Final

import numpy as np

from pagequality.page.blocks import BlockTable
from pagequality.page.head import Markup

if TYPE_CHECKING:
    from collections.abc import Callable

    from pagequality.reading.dom import Node

Undo = tuple[()] | tuple[str, str, str, int, bool]
"""What leaving an element restores: nothing but the link it was, or what a block changed."""

_INLINE: Final = frozenset(
    "abbr acronym b bdi bdo big cite code data del dfn em font head i ins kbd label "
    "mark math nobr q rb rp rt ruby s samp small span strike strong sub sup time tt u var "
    "wbr".split()
)
_OPAQUE: Final = frozenset(
    "style svg object embed applet canvas audio video map datalist noframes noembed "
    "option -comment !doctype".split()
)
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_HIDING: Final = ("display:none", "display: none", "visibility:hidden")
_ANCHOR: Final = ()
_MOST_TEMPLATES, _TEMPLATE_NODES = 32, 2000
"""So many templates are opened, and so many nodes of each are visited."""


class Walk:
    """What one walk gathers: blocks and their holders, links, and the head's elements."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.tags: list[str] = []
        self.rows: list[tuple[int, int, int, int, int, bool, bool]] = []
        self.containers: list[tuple[str, str, int, int, int]] = []
        self.links: list[tuple[str, str, int]] = []
        self.metas: list[dict[str, str | None]] = []
        self.json_ld: list[str] = []
        self.scripts: list[str] = []
        self.frames: list[str] = []
        self.templates: list[Node] = []
        self.title = self.canonical = self.language = ""
        self.elements = self.images = self.described_images = self.controls = 0
        self.truncated = False
        self._pieces: list[str] = []
        self._tag = "body"
        self._depth = self._unseen = self._anchors = 0
        self._link_characters = self._links = 0
        self._controls = self._images = 0
        self._broken = False

    def run(self, root: Node, max_nodes: int) -> None:  # noqa: C901, PLR0912 - the one hot loop
        """Visit every node below ``root`` in document order."""
        stack: list[tuple[Node, Undo | None]] = []
        pieces, leaves = self._pieces, self._LEAVES
        node = root
        for _ in range(max_nodes):
            tag = node.tag or "-comment"
            if tag == "-text":
                piece = node.text_content
                if piece and (pieces or not piece.isspace()):
                    pieces.append(piece)
                    if self._anchors:
                        self._link_characters += len(piece)
            elif tag in leaves:
                leaves[tag](self, node)
            elif tag not in _OPAQUE:
                self.elements += 1
                undo = None if tag in _INLINE else self._enter(node, tag)
                child = node.first_child
                if child is not None:
                    stack.append((node, undo))
                    node = child
                    continue
                if undo is not None:
                    self._leave(undo)
            following = node.next
            while following is None:
                if not stack:
                    self._flush()
                    return
                node, undo = stack.pop()
                if undo is not None:
                    self._leave(undo)
                following = node.next
            node = following
        self.truncated = True
        for _, undo in reversed(stack):
            if undo is not None:
                self._leave(undo)
        self._flush()

    def _flush(self) -> None:
        """End the block being built, if it holds any visible character."""
        text = " ".join("".join(self._pieces).split())
        self._pieces.clear()
        if text:
            linked = min(self._link_characters, len(text))
            self.texts.append(text)
            self.tags.append(self._tag)
            self.rows.append(
                (self._depth, self._links, linked, self._controls, self._images,
                 self._unseen > 0, self._broken)
            )  # fmt: skip
            self._controls = self._images = 0
            self._broken = False
        self._link_characters = self._links = 0

    def _enter(self, node: Node, tag: str) -> Undo:
        """Open a link or a block-level element."""
        attributes = node.attributes
        if tag == "a":
            self._anchors += 1
            href = attributes.get("href")
            if href:
                self._links += 1
                self.links.append((href, attributes.get("rel") or "", len(self.texts)))
            return _ANCHOR
        if self._pieces:
            self._flush()
        label, unseen = "", tag == "noscript"
        if attributes:
            label = attributes.get("class") or ""
            if "id" in attributes:
                label = f"{label} {attributes['id']}"
            if "style" in attributes or "hidden" in attributes:
                unseen = unseen or _is_hidden(attributes)
            if tag == "html":
                self.language = attributes.get("lang") or ""
        undo = (tag, self._tag, label, len(self.texts), unseen)
        self._depth += 1
        if unseen:
            self._unseen += 1
        if self._tag not in _HEADINGS:
            self._tag = tag
        return undo

    def _leave(self, undo: Undo) -> None:
        """Close a link or a block-level element."""
        if not undo:
            self._anchors -= 1
            return
        if self._pieces:
            self._flush()
        tag, self._tag, label, first, unseen = undo
        last = len(self.texts)
        if last > first:
            self.containers.append((tag, label, self._depth, first, last))
        self._depth -= 1
        if unseen:
            self._unseen -= 1

    def _break(self, _: Node) -> None:
        """Take a line break as the end of a block."""
        if self._pieces:
            self._flush()
            self._broken = True

    def _image(self, node: Node) -> None:
        self.images += 1
        self._images += 1
        self.described_images += bool((node.attributes.get("alt") or "").strip())

    def _control(self, _: Node) -> None:
        self.controls += 1
        self._controls += 1

    def _frame(self, node: Node) -> None:
        self.frames.append(node.attributes.get("src") or "")

    def _script(self, node: Node) -> None:
        attributes = node.attributes
        if "ld+json" in (attributes.get("type") or ""):
            self.json_ld.append(_inner_text(node))
        elif attributes.get("src"):
            self.scripts.append(attributes["src"] or "")

    def _template(self, node: Node) -> None:
        """Leave a template closed: it is no part of what a page shows."""
        self.elements += 1
        if self._pieces:
            self._flush()
        self.templates.append(node)

    def _meta(self, node: Node) -> None:
        self.metas.append(node.attributes)

    def _link(self, node: Node) -> None:
        attributes = node.attributes
        if (attributes.get("rel") or "").lower() == "canonical":
            self.canonical = attributes.get("href") or ""

    def _title(self, node: Node) -> None:
        self.title = self.title or " ".join(_inner_text(node).split())

    _LEAVES: ClassVar[dict[str, Callable[[Walk, Node], None]]] = {
        "br": _break,
        "img": _image,
        "input": _control,
        "textarea": _control,
        "select": _control,
        "iframe": _frame,
        "script": _script,
        "meta": _meta,
        "link": _link,
        "title": _title,
        "template": _template,
    }

    def open_templates(self) -> None:
        """Read what the first templates hold, as text that is not shown, at the end."""
        for node in islice(self.templates, _MOST_TEMPLATES):
            undo = self._enter(node, "template")
            self._unseen += 1
            for fragment in node.template_fragments()[:1]:
                if fragment.first_child is not None:
                    self.run(fragment.first_child, _TEMPLATE_NODES)
            self._unseen -= 1
            self._leave(undo)

    def take_lines(self, text: str) -> None:
        """Make a block of every line of plain text."""
        for line in text.splitlines():
            self._pieces.append(line)
            self._flush()

    def append_paragraphs(self, paragraphs: list[str]) -> None:
        """Add text that was found outside the tree, as paragraphs at the end."""
        self._tag = "p"
        for paragraph in paragraphs:
            self._pieces.append(paragraph)
            self._flush()

    def text(self) -> str:
        """All blocks, one a line: the text that every offset refers to."""
        return "\n".join(self.texts)

    def table(self) -> BlockTable:
        """Return the blocks as columns."""
        lengths = np.fromiter(map(len, self.texts), np.intp, len(self.texts))
        end = np.cumsum(lengths + 1) - 1
        numbers = np.array(self.rows, np.intp).reshape(-1, 7).T
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
        )


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    """Whether an element's own attributes say that it is not shown.

    React sends parts of a page that are ready late in ``<div hidden id="S:0">``, and a script
    puts them in their place at once: a reader sees them.
    """
    if "hidden" in attributes:
        return not (attributes.get("id") or "").startswith("S:")
    style = attributes.get("style")
    return style is not None and any(mark in style for mark in _HIDING)


def _inner_text(node: Node) -> str:
    """Text of an element that holds only text."""
    child = node.first_child
    return (child.text_content or "") if child is not None else ""
