"""Which elements part blocks, which run on in a line, and which hold no text to be read."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from pagequality.reading.dom import Node

INLINE: Final = frozenset(
    "abbr acronym b bdi bdo big cite code data del dfn em font head i ins kbd label "
    "mark math nobr q rb rp rt ruby s samp small span strike strong sub sup time tt u var "
    "mrow mi mo mn ms mtext msup msub msubsup mfrac msqrt mroot mover munder munderover mstyle "
    "mpadded mphantom menclose mtable mtr mtd mlabeledtr semantics mmultiscripts mprescripts "
    "maction merror mspace none source".split()
)
PLAYERS: Final = frozenset("audio video canvas object embed applet".split())
"""Elements that play, draw or run something."""
OPAQUE: Final = PLAYERS | frozenset(
    "style svg map datalist noframes noembed option annotation annotation-xml -comment "
    "!doctype".split()
)
TELLING: Final = frozenset(
    (
        "hidden", "bgcolor", "background", "aria-controls", "role", "lang", "color", "popover",
        "itemprop", "itemtype",
    )
)  # fmt: skip
"""Attributes, beside class and style, that the walk listens to."""
HIDING: Final = frozenset(
    ("noscript", "dialog", "details", "summary", "marquee", "layer", "ilayer")
)
"""Elements that hide what they hold, or may, and the one that shows again."""
BLOCKS: Final = frozenset(
    "html body div section article main nav header footer aside form ul ol li table tbody thead "
    "tfoot tr td th caption dl dt dd p h1 h2 h3 h4 h5 h6 blockquote pre figure figcaption details "
    "summary fieldset legend noscript dialog address hgroup center menu dir search hr a template "
    "slot frameset frame picture layer ilayer marquee listing xmp plaintext".split()
)
"""Elements that always part blocks; others (buttons, custom elements) do so between texts only."""
LINGERING: Final = frozenset(("picture", "slot", "noscript"))
"""Those of them that part no sentence in whose midst they stand."""
SPACES: Final = " \t\r\n\xa0\ufe0e\ufe0f"
"""What stands around a mark unseen: spaces, and which look of a sign is meant."""
MARKS: Final = frozenset(("#", "¶", "§", "🔗", "⚓", "∞", "[#]", "[link]", "(#)"))
"""What links to a heading itself are shown as."""


def join(pieces: list[str]) -> str:
    """Join the texts of a block; what inline elements part only by a capital gets a space.

    >>> join(["Harbour", "Skelby dredges"]), join(["i", "Phone"]), join(["re", "written"])
    ('Harbour Skelby dredges', 'iPhone', 'rewritten')
    """
    for one, two in pairwise(pieces):
        if two[:1].isupper() and one[-1:].islower() and one[-2:-1].isalpha():
            break
    else:
        return "".join(pieces)
    parted = pieces[:1]
    for one, two in pairwise(pieces):
        if two[:1].isupper() and one[-1:].islower() and one[-2:-1].isalpha():
            parted.append(" ")
        parted.append(two)
    return "".join(parted)


def first_child_tag(node: Node) -> str:
    """The tag of the first thing an element holds, white space aside."""
    child = node.first_child
    while child is not None and child.tag == "-text" and not (child.text_content or "").strip():
        child = child.next
    return "" if child is None else child.tag or ""


def inner_text(node: Node) -> str:
    """Text of an element that holds only text."""
    child = node.first_child
    return (child.text_content or "") if child is not None else ""


def below(root: Node, leaves: Container[str]) -> Iterator[tuple[int, str, Node]]:
    """All nodes from an element down, each with its level and tag, but for what is opaque."""
    yield 0, root.tag or "", root
    stack: list[Node] = []
    node = root.first_child
    while node is not None:
        tag = node.tag or "-comment"
        child = None
        if tag not in OPAQUE:
            yield len(stack) + 1, tag, node
            child = None if tag in leaves else node.first_child
        if child is not None:
            stack.append(node)
            node = child
            continue
        following = node.next
        while following is None and stack:
            following = stack.pop().next
        node = following
