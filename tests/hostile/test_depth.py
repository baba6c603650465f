"""The law of depth: whatever tags a page repeats, the parser never has many elements open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from pagequality import Limits
from pagequality.reading.pruning import Pruner

if TYPE_CHECKING:
    from pagequality.reading.dom import Node

LIMITS: Final = Limits(depth=20, reopened=300)
TIMES: Final = 150
DEEP: Final = 120
"""Levels, some more than `LIMITS` has: those of formulas, and of what a parser adds."""
TAGS: Final = (
    "p div section ul li dl dd dt h1 button span option select blockquote object form table tr td "
    "caption tbody colgroup a b i nobr font template ruby rt rtc svg math desc mi title dialog x-y"
).split()
PIECES: Final = st.lists(
    st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS] + ["x"]),
    min_size=1,
    max_size=8,
).map("".join)


def depth_of(markup: str) -> int:
    """Return how deep the parser's tree is, templates included."""
    tree: Any = LexborHTMLParser(markup)
    above: list[Node] = []
    node: Node = tree.root
    deepest = 0
    while True:
        child: Node | None = node.first_child
        if child is None and node.tag == "template":
            child = next((part.first_child for part in node.template_fragments()), None)
        if child is not None:
            above.append(node)
            node, deepest = child, max(deepest, len(above))
            continue
        while node.next is None:
            if not above:
                return deepest
            node = above.pop()
        node = node.next


def repeated(piece: str, before: str = "") -> str:
    """Return a page that repeats a piece."""
    return f"<!doctype html><body>{before}{piece * TIMES}"


@pytest.mark.parametrize(
    "piece",
    [
        "<div>",
        "<li><ul></li>",
        "<p><button></p><object>",
        "<rt><rt></p><form><p>x</form></form>",
        "<ruby><ruby></option><option></ruby>",
        "<canvas><caption></canvas><canvas></caption></canvas>x",
        "<q><dialog></q></dialog><q></q></q>",
        "x</q><q></b><s><b>",
        "<b><p><b></p></b>",
        "<b id=1><i></b><u><span></u>",
    ],
)
def test_nothing_that_is_repeated_goes_deep(piece: str) -> None:
    """What stands too deep is left out, also where end tags do not do what they seem to."""
    for before in ("", "<template>", "<p><i>", "<b><i><u>" * 4):
        assert depth_of(Pruner(repeated(piece, before), LIMITS).run()) < DEEP


@given(PIECES, PIECES)
@settings(max_examples=60)
def test_no_tags_go_deep(piece: str, before: str) -> None:
    """Nor do others, at random."""
    assert depth_of(Pruner(repeated(piece, before), LIMITS).run()) < DEEP


def test_the_law_sees_what_is_deep() -> None:
    """Without the pruner these pages are."""
    assert depth_of(repeated("<div>")) > DEEP
    assert depth_of(repeated("<li><ul></li>")) > DEEP
