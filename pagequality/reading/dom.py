"""Text to tree: lexbor by default; a BeautifulSoup tree walks the same way.

The walk in `reading.walk` needs six things of a node: ``tag``, ``first_child``,
``next``, ``parent``, ``text_content`` and ``attributes``; and of a template what it holds,
which is no child of it in lexbor's tree. lexbor's nodes have them; `SoupNode` lends them to
BeautifulSoup's.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, Final, Protocol

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from pagequality.page.notice import Notice
from pagequality.reading import guard
from pagequality.reading.limits import DEFAULT_LIMITS
from pagequality.text.tokens import valid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bs4 import BeautifulSoup
    from bs4.element import PageElement

    from pagequality.reading.limits import Limits

_PLAIN: Final = 20
"""Characters that cost BeautifulSoup what a tag or a reference does, or less."""


class Node(Protocol):
    """What the walk asks of a node; text nodes have the tag ``-text``."""

    @property
    def tag(self) -> str | None: ...  # noqa: D102
    @property
    def first_child(self) -> Node | None: ...  # noqa: D102
    @property
    def next(self) -> Node | None: ...  # noqa: D102
    @property
    def parent(self) -> Node | None: ...  # noqa: D102
    @property
    def text_content(self) -> str | None: ...  # noqa: D102
    @property
    def attributes(self) -> dict[str, str | None]: ...  # noqa: D102
    def template_fragments(self) -> Sequence[Node]: ...  # noqa: D102


class SoupNode:
    """A BeautifulSoup element that answers as a lexbor node does."""

    __slots__ = ("element", "tag")

    def __init__(self, element: PageElement) -> None:
        from bs4.element import NavigableString, PreformattedString, Tag  # noqa: PLC0415

        self.element: Any = element
        if isinstance(element, Tag):
            self.tag = element.name.lower()
        elif isinstance(element, PreformattedString) or not isinstance(element, NavigableString):
            self.tag = "-comment"
        else:
            self.tag = "-text"

    @property
    def first_child(self) -> SoupNode | None:
        """The first node inside this element."""
        children = getattr(self.element, "contents", None)
        return SoupNode(children[0]) if children else None

    @property
    def next(self) -> SoupNode | None:
        """The node after this one under the same parent."""
        sibling = self.element.next_sibling
        return None if sibling is None else SoupNode(sibling)

    @property
    def parent(self) -> SoupNode | None:
        """The element that holds this one."""
        holder = self.element.parent
        return None if holder is None else SoupNode(holder)

    @property
    def text_content(self) -> str | None:
        """The characters of a text node; nothing of any other."""
        return str(self.element) if self.tag == "-text" else None

    @property
    def attributes(self) -> dict[str, str | None]:
        """The element's attributes, several class words joined by spaces."""
        return {
            name.lower(): " ".join(value) if isinstance(value, list) else value
            for name, value in self.element.attrs.items()
        }

    def template_fragments(self) -> list[SoupNode]:
        """What a template holds: here its children."""
        return [self]

    def text(self) -> str:
        """All characters below this element."""
        return str(self.element.get_text())


def parse(text: str, parser: str, limits: Limits = DEFAULT_LIMITS) -> tuple[Any, Any, list[Notice]]:
    """Parse text with ``"lexbor"`` or ``"bs4"``; return the root node, its owner, and notices.

    The owner must outlive the nodes: lexbor frees the tree with it. What BeautifulSoup refuses,
    lexbor reads, and so it does what would take BeautifulSoup long; what that has no room for is no
    page.
    """
    notices: list[Notice] = []
    if parser == "bs4":
        from bs4 import BeautifulSoup as Soup  # noqa: PLC0415 - only who asks for it pays for it

        message = "BeautifulSoup would take too long for the page; it was parsed with lexbor"
        if sum(map(text.count, "<&\0")) + len(text) // _PLAIN <= limits.soup:
            tamed = guard.tamed(valid(text), limits, strict=True)
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")  # text that looks like an address, or like XML
                    return *from_soup(Soup(tamed.text, _best_backend())), list(tamed.notices)
            except Exception:  # noqa: BLE001 - its backends raise what they like
                message = "BeautifulSoup refused the page; it was parsed with lexbor"
        notices.append(Notice("parser", message))
    tamed = guard.tamed(text, limits)
    try:
        tree = LexborHTMLParser(tamed.text)
    except SelectolaxError:
        tree = LexborHTMLParser("")
        notices.append(Notice("unreadable", "the parser had no room for the page"))
    return tree.root, tree, [*notices, *tamed.notices]


def styles(owner: Any) -> list[str]:
    """The rules that a tree's ``<style>`` elements hold, but for those that are for no screen."""
    if not hasattr(owner, "find_all"):
        found = [(node.attributes, node.parent, node.first_child) for node in owner.css("style")]
        return [
            child.text_content or ""
            for attributes, parent, child in found
            if child is not None and _is_for_screens(attributes, parent.tag if parent else "")
        ]
    return [
        str(style.string or "")
        for style in owner.find_all("style")
        if _is_for_screens(style.attrs, style.parent.name)
    ]


def _is_for_screens(attributes: Any, parent: str | None) -> bool:
    media = str(attributes.get("media") or "all").lower()
    return parent != "noscript" and ("screen" in media or "all" in media)


def from_soup(soup: BeautifulSoup) -> tuple[Any, Any]:
    """Return the first node of a tree that BeautifulSoup has built, and its owner."""
    return SoupNode(soup).first_child, soup


def _best_backend() -> str:
    """html5lib builds the tree browsers build; the standard library's parser else."""
    from bs4.builder import builder_registry  # noqa: PLC0415

    return "html5lib" if builder_registry.lookup("html5lib") else "html.parser"
