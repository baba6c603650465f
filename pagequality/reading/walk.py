"""Tree to blocks: one iterative walk over the whole document.

The walk meets every node once and keeps what any later step needs: the text as blocks,
the elements that hold them, links, and what the head says. Nothing recurses, so depth
costs nothing; ``max_nodes`` bounds the time.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, ClassVar, Final

from pagequality.page.blocks import HEADINGS
from pagequality.reading.gathered import FOLDED, NOWHERE, OPEN, UNSEEN, Gathered
from pagequality.reading.lines import ENDS, formula_beside, is_within_line, runs_on
from pagequality.reading.sheet import Sheet
from pagequality.reading.style import BARE, HIDDEN, PLAIN, Hiding, alike, colour, look
from pagequality.reading.tags import (
    BLOCKS,
    HIDING,
    INLINE,
    LINGERING,
    MARKS,
    OPAQUE,
    PLAYERS,
    SPACES,
    TELLING,
    below,
    first_child_tag,
    join,
)
from pagequality.text.tokens import BLANK

if TYPE_CHECKING:
    from collections.abc import Callable

    from pagequality.reading.dom import Node
    from pagequality.reading.gathered import OpenLink, Undo

_SKIPPED: Final = (0, 0, NOWHERE)
"""Says that what an element holds has been seen to."""
_SUMMARY: Final = 3
"""What shows again of what is folded away."""
_BLOCK, _INLINE, _LEAF, _CLOSED = 1, 2, 3, 4
_MOST_SHADOWS, _MOST_ELEMENTS, _NEAR, _BODY = 8, 200_000, 2, 1
_IN_TABLE: Final = 4
"""So many levels below one with a colour a text stands on it: in a table, that of the table."""
_EDITS: Final = frozenset(("mw-editsection", "editsection"))
"""What MediaWiki calls the link that it puts behind each heading, to edit what stands below."""
_MOST_TEMPLATES, _TEMPLATE_NODES = 32, 2000
"""So many templates are opened, and so many nodes of each are visited."""


class Walk(Gathered):
    """One walk over a document, and what it gathers."""

    __slots__ = (
        "_anchors", "_asides", "_behind_link", "_broken", "_controls", "_depth", "_details",
        "_folded", "_grounds", "_hides_inline", "_hiding", "_hinting", "_images", "_known",
        "_link_characters", "_links", "_pieces", "_shadows", "_styled", "_tag",
        "_telling", "_unseen", "_unseen_tags",
    )  # fmt: skip

    def __init__(self, sheet: Sheet | None = None) -> None:
        super().__init__()
        sheet = sheet or Sheet()
        self._pieces: list[str] = []
        self._tag = "body"
        self._depth = self._unseen = self._anchors = 0
        self._link_characters = self._links = self._controls = self._images = 0
        self._broken = self._styled = False
        self._hiding = Hiding(sheet)
        self._known = self._hiding.known
        self._telling = TELLING | sheet.attributes
        self._hinting = sheet.attributes | {"hidden", "color"}
        self._unseen_tags = sheet.tags | HIDING
        self._hides_inline = not sheet.tags.isdisjoint(INLINE)
        ground = sheet.ground()
        self._grounds = [] if ground is None else [(_BODY, ground, _NEAR)]
        self._asides: list[tuple[str, list[tuple[str, str]], int]] = []
        self._details: list[int] = []
        self._folded = self._shadows = 0
        self._behind_link = -1

    def run(self, root: Node, max_nodes: int) -> None:  # noqa: C901, PLR0912 - the one hot loop
        """Visit every node below ``root`` in document order."""
        stack: list[tuple[Node, Undo | None]] = []
        pieces, leaves, kinds = self._pieces, self._LEAVES, self._KINDS
        node, undo = root, None
        for _ in range(max_nodes):
            piece = node.text_content
            if piece is not None:
                if piece and (pieces or not piece.isspace()):
                    pieces.append(piece)
                    if self._anchors:
                        self._link_characters += len(piece)
            elif (kind := kinds.get(tag := node.tag or "-comment")) == _LEAF:
                leaves[tag](self, node)
            elif kind != _CLOSED:
                self.elements += 1
                attributes = node.attributes
                if kind == _BLOCK:
                    undo = self._enter_block(node, tag, attributes)
                elif kind == _INLINE:
                    look_closer = attributes or self._hides_inline
                    undo = self._inline(node, tag, attributes) if look_closer else None
                else:
                    undo = self._enter(node, tag, attributes)
                if undo is not _SKIPPED:
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
        pieces, tag, linked = self._pieces, self._tag, self._link_characters
        joined = "".join(pieces) if len(pieces) == 1 or tag == "pre" else join(pieces)
        text = " ".join(joined.split())
        pieces.clear()
        if text and (text.isascii() or text.strip(BLANK)):
            if linked:
                linked = min(linked, len(text))
                self.linked += linked
            hidden = UNSEEN if self._unseen > 0 else FOLDED if self._folded > 0 else OPEN
            self.texts.append(text)
            self.tags.append(tag)
            self.rows.append(
                (self._depth, self._links, linked,
                 self._controls, self._images, hidden, self._broken)
            )  # fmt: skip
            self._controls = self._images = 0
            self._broken = False
        self._link_characters = self._links = 0
        self._behind_link = -1
        if self._asides:
            self._add_asides()

    def _add_asides(self) -> None:
        """Put what inline elements hid behind the block that it stood in."""
        for text, links, linked in self._asides:
            self.links += [(href, rel, len(self.texts)) for href, rel in links]
            self.texts.append(text)
            self.tags.append(self._tag)
            self.rows.append((self._depth, len(links), linked, 0, 0, UNSEEN, False))
            self.linked += linked
        self._asides.clear()

    def _inline(self, node: Node, tag: str, attributes: dict[str, str | None]) -> Undo | None:
        """Pass into an inline element, or put aside what it hides."""
        if "itemprop" in attributes and "headline" in (attributes["itemprop"] or "").split():
            self.headlines.append(len(self.texts))
        if attributes.get("class") in _EDITS:
            self.add_links(node)
            return _SKIPPED
        named = self._hides_inline and tag in self._unseen_tags
        if (named or self._may_hide(attributes)) and self._is_hidden(node, tag, attributes):
            first = first_child_tag(node)
            if first in INLINE or first in ("-text", "a", ""):
                self._set_aside(node)
                return _SKIPPED
            return self._enter(node, tag, attributes)
        if "aria-hidden" in attributes and self._is_drawn(node):
            return _SKIPPED
        return None

    def _is_drawn(self, node: Node) -> bool:
        """Whether an element draws a formula that stands beside it as well, for all to read."""
        formula = formula_beside(node)
        return formula is not None and not self._is_hidden(
            formula, formula.tag or "", formula.attributes
        )

    def _may_hide(self, attributes: dict[str, str | None]) -> bool:
        """Whether an element's attributes are worth a closer look."""
        label = attributes.get("class")
        if label:
            suspect = self._known.get(label)
            if suspect or (suspect is None and self._hiding.suspects(label)):
                return True
        if "style" in attributes and look(attributes["style"] or "") is not PLAIN:
            return True
        if not self._hinting.isdisjoint(attributes):
            return True
        return self._hiding.sheet.names_ids and self._suspects(attributes)

    def _is_hidden(self, node: Node, tag: str, attributes: dict[str, str | None]) -> bool:
        """Whether an element is not shown."""
        said = look(attributes.get("style") or "")
        if (
            said.hides
            or "hidden" in attributes
            or "popover" in attributes
            or tag in self._unseen_tags
            or not self._hiding.sheet.attributes.isdisjoint(attributes)
            or self._suspects(attributes)
        ):
            hides = self._hiding.hides(tag, attributes, node)
            if hides == HIDDEN or (hides == BARE and first_child_tag(node) == "-text"):
                return True
        ink = said.color or (colour(attributes["color"] or "") if "color" in attributes else "")
        return bool(ink) and said.ground is None and alike(ink, self._ground())

    def _suspects(self, attributes: dict[str, str | None]) -> bool:
        """Whether class and id words may hide an element."""
        label = attributes.get("class") or ""
        if "id" in attributes:
            label = f"{label} {attributes['id']}"
        return self._known[label] if label in self._known else self._hiding.suspects(label)

    def _ground(self) -> str:
        """The colour behind the text, as far as the page itself tells."""
        sheet = self._hiding.sheet
        plain = not self._styled and sheet.is_empty
        if self._grounds:
            depth, ground, near = self._grounds[-1]
            return ground if plain or self._depth - depth < near else ""
        return "ffffff" if plain else ""

    def _set_aside(self, node: Node) -> None:
        """Gather what a hidden inline element holds, so that its sentence stays whole."""
        pieces: list[str] = []
        links: list[tuple[str, str]] = []
        linked, anchor = 0, -1
        for level, tag, inner in below(node, self._LEAVES):
            if level <= anchor:
                anchor = -1
            if tag == "-text":
                pieces.append(inner.text_content or "")
                linked += len(pieces[-1]) if anchor >= 0 else 0
            elif tag in ("script", "meta", "link"):
                self._LEAVES[tag](self, inner)
            elif tag not in INLINE:
                pieces.append(" ")
                href = inner.attributes.get("href") if tag == "a" else None
                if href:
                    links.append((href, inner.attributes.get("rel") or ""))
                    anchor = level
        text = " ".join("".join(pieces).split())
        if text:
            self._asides.append((text, links, min(linked, len(text))))
            self._pieces.append("")

    def _enter(self, node: Node, tag: str, attributes: dict[str, str | None]) -> Undo | None:
        """Open a link, a block-level element, or one that may be either that or part of a line."""
        if tag == "a":
            return self._enter_link(node, attributes)
        if (
            runs_on(node, self._pieces) if tag in LINGERING
            else tag not in BLOCKS and is_within_line(node, tag, self._pieces)
        ):  # fmt: skip
            may_hide = self._may_hide(attributes)
            if tag == "noscript" or (may_hide and self._is_hidden(node, tag, attributes)):
                self._set_aside(node)
                return _SKIPPED
            return None
        return self._enter_block(node, tag, attributes)

    def _enter_block(self, node: Node, tag: str, attributes: dict[str, str | None]) -> Undo:
        """Open a block-level element."""
        if self._pieces:
            self._flush()
        label, unseen = "", OPEN
        if attributes:
            label, named = attributes.get("class") or "", 1
            if "id" in attributes:
                label, named = f"{label} {attributes['id']}", 2
            suspect = self._known.get(label)
            if suspect is None:
                suspect = self._hiding.suspects(label)
            has_more = len(attributes) > named or "class" not in attributes
            if suspect or (has_more and self._tells(attributes)):
                unseen = self._judge(node, tag, attributes)
        if tag in self._unseen_tags and not unseen:
            unseen = self._closed(node, tag, attributes)
        self._depth += 1
        if unseen:
            self._shift(unseen, 1)
        outer = self._tag
        if outer not in HEADINGS:
            self._tag = tag
        return tag, outer, label, len(self.texts), unseen

    def _enter_link(self, node: Node, attributes: dict[str, str | None]) -> Undo:
        """Open a link; one without an address is none, and is often never closed."""
        if (
            len(attributes) > 1
            and self._may_hide(attributes)
            and self._is_hidden(node, "a", attributes)
        ):
            self._set_aside(node)
            return _SKIPPED
        pieces = self._pieces
        if pieces and self._behind_link == len(pieces):
            pieces.append(" ")
        href = attributes.get("href")
        if not href:
            return len(pieces), len(self.rows), NOWHERE
        self._anchors += 1
        self._links += 1
        self.links.append((href, attributes.get("rel") or "", len(self.texts)))
        if href[0] == "#":
            self._hiding.controlled.add(href[1:])
        return len(pieces), len(self.rows), self.linked

    def _judge(self, node: Node, tag: str, attributes: dict[str, str | None]) -> int:
        """Tell whether a block-level element hides what it holds; note what else it says."""
        if "aria-controls" in attributes:
            self._hiding.controlled.update((attributes["aria-controls"] or "").split())
        self.note(attributes, self._depth + 1)
        if tag == "html":
            self.language = attributes.get("lang") or ""
        hidden = self._is_hidden(node, tag, attributes)
        style = attributes.get("style")
        ground = look(style).ground if style else None
        if ground is None and "bgcolor" in attributes:
            ground = colour(attributes["bgcolor"] or "")
        if attributes.get("background"):
            ground = ""
        if ground is not None and tag != "html":
            near = _IN_TABLE if tag == "table" else _NEAR
            self._grounds.append((self._depth + 1, ground, near))
        return UNSEEN if hidden else OPEN

    def _closed(self, node: Node, tag: str, attributes: dict[str, str | None]) -> int:
        """What elements do that are shown only when they are open, or by no means."""
        if tag == "details" and "open" not in attributes:
            self._details.append(self._depth + 1)
            self.folds += 1
            return FOLDED
        if tag == "noscript" or (tag == "dialog" and "open" not in attributes):
            return UNSEEN
        if tag == "summary":
            return _SUMMARY if self._details and self._details[-1] == self._depth else OPEN
        if tag in ("dialog", "details"):
            return OPEN
        return UNSEEN if self._hiding.hides(tag, attributes, node) else OPEN

    def _tells(self, attributes: dict[str, str | None]) -> bool:
        """Whether attributes beside class and id words may say that an element is hidden."""
        styled = "style" in attributes and look(attributes["style"] or "") is not PLAIN
        return styled or not self._telling.isdisjoint(attributes)

    def _shift(self, unseen: int, by: int) -> None:
        """Count the open elements that hide or fold away."""
        if unseen == UNSEEN:
            self._unseen += by
        else:
            self._folded += by if unseen == FOLDED else -by

    def _leave(self, undo: Undo) -> None:
        """Close a link or a block-level element."""
        if len(undo) == 3:  # noqa: PLR2004 - a link
            self._leave_link(undo)
            return
        if self._pieces:
            self._flush()
        tag, self._tag, label, first, unseen = undo
        depth, last = self._depth, len(self.texts)
        if last > first:
            self.containers.append((tag, label, depth, first, last))
        if self._grounds and self._grounds[-1][0] == depth:
            self._grounds.pop()
        if unseen:
            if unseen == FOLDED:
                self._details.pop()
            self._shift(unseen, -1)
        self._depth = depth - 1

    def _leave_link(self, link: OpenLink) -> None:
        """Close a link: what marks a heading is no part of it, what runs on is no link text."""
        before, rows, linked = link
        pieces = self._pieces
        headed = self._tag in HEADINGS and before < len(pieces)
        if headed and "".join(pieces[before:]).strip(SPACES) in MARKS:
            del pieces[before:]
        self._behind_link = len(pieces)
        if linked != NOWHERE:
            self._anchors -= 1
            self.unlink_behind(rows, linked)

    def _break(self, _: Node) -> None:
        """Take a line break as the end of a block; a heading stays one."""
        if self._pieces:
            if self._tag in HEADINGS:
                self._pieces.append(" ")
            else:
                self._flush()
                self._broken = True

    def _soft_break(self, _: Node) -> None:
        """Take a chance to break a word for no break."""
        if self._pieces:
            self._pieces.append("")

    def _image(self, node: Node) -> None:
        """Count a picture; it parts the sentences between which it stands."""
        self.images += 1
        self._images += 1
        self.note_picture(node.attributes)
        if self._pieces and self._pieces[-1][-1:] in ENDS:
            self._pieces.append(" ")

    def _control(self, _: Node) -> None:
        self.controls += 1
        self._controls += 1
        if self._pieces:
            self._pieces.append(" ")

    def _template(self, node: Node) -> None:
        """Leave a template closed: it is no part of what a page shows, but a shadow root is."""
        self.elements += 1
        attributes = node.attributes
        is_root = "shadowrootmode" in attributes or "shadowroot" in attributes
        if self._pieces and (is_root or not runs_on(node, self._pieces)):
            self._flush()
        if is_root:
            if self._shadows < _MOST_SHADOWS:
                self._shadows += 1
                self._open(node, max(_MOST_ELEMENTS - self.elements, 0))
                self._shadows -= 1
        else:
            self.templates.append(node)

    def _open(self, node: Node, most: int) -> None:
        for fragment in node.template_fragments()[:1]:
            if fragment.first_child is not None:
                self.run(fragment.first_child, most)

    def _link(self, node: Node) -> None:
        attributes = node.attributes
        relation = (attributes.get("rel") or "").lower()
        if relation == "canonical":
            self.canonical = attributes.get("href") or ""
        elif "stylesheet" in relation:
            self._styled = True

    _LEAVES: ClassVar[dict[str, Callable[[Walk, Node], None]]] = {
        "br": _break,
        "wbr": _soft_break,
        "img": _image,
        "input": _control,
        "textarea": _control,
        "select": _control,
        "iframe": Gathered.add_frame,
        **dict.fromkeys(PLAYERS, Gathered.add_player),
        "script": Gathered.add_script,
        "meta": Gathered.add_meta,
        "link": _link,
        "title": Gathered.add_title,
        "template": _template,
    }
    _KINDS: ClassVar[dict[str, int]] = (
        dict.fromkeys(BLOCKS - LINGERING - {"a"}, _BLOCK)
        | dict.fromkeys(INLINE, _INLINE)
        | dict.fromkeys((*OPAQUE, "-text"), _CLOSED)
        | dict.fromkeys(_LEAVES, _LEAF)
    )
    """What is done at an element; links, and tags that HTML does not know, are looked at."""

    def open_templates(self) -> None:
        """Read what the first templates hold, as text that is not shown, at the end."""
        for node in islice(self.templates, _MOST_TEMPLATES):
            undo = self._enter(node, "template", node.attributes)
            self._unseen += 1
            self._open(node, _TEMPLATE_NODES)
            self._unseen -= 1
            if undo is not None:
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
