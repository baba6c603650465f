"""What stands inside a sentence: which elements run on in it, and which repeat a part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pagequality.reading.tags import BLOCKS, first_child_tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pagequality.reading.dom import Node

_SILENT: Final = frozenset(("picture", "noscript", "template", "img", "script", "-comment"))
"""Elements that say nothing in a sentence."""
_MOST_SILENT: Final = 4
ENDS: Final = frozenset((".", "!", "?", "…"))
"""What stands at the end of a sentence."""
_CLOSERS: Final = " \t\r\n\"'”’»)"


def is_within_line(node: Node, tag: str, pieces: Sequence[str]) -> bool:
    """Whether a button or an element that HTML does not know stands inside a sentence.

    ``pieces`` is the text before it.
    """
    following = node.next
    after = (
        (following.text_content or "").lstrip()
        if following is not None and following.tag == "-text" else ""
    )  # fmt: skip
    before = any(not piece.isspace() for piece in pieces if piece)
    if tag == "button":
        return bool(after) and (before or not after[0].isupper())
    return before or bool(after)


def runs_on(node: Node, pieces: Sequence[str]) -> bool:
    """Whether a sentence begins before an element and goes on behind it."""
    after = _text_behind(node) if pieces else ""
    if not after:
        return False
    before = next((piece for piece in reversed(pieces) if piece and not piece.isspace()), "")
    ended = before.rstrip(_CLOSERS)[-1:] in ENDS
    return bool(before) and (not ended or after[0].islower())


def _text_behind(node: Node) -> str:
    """The text behind an element, where nothing or only what is silent parts the two."""
    following = node.next
    for _ in range(_MOST_SILENT):
        if following is None:
            return ""
        text = (following.text_content or "").lstrip() if following.tag == "-text" else ""
        if text or (following.tag not in _SILENT and following.tag != "-text"):
            return text
        following = following.next
    return ""


def formula_beside(node: Node) -> Node | None:
    """The formula that stands beside what may be a drawing of it, as marked-up mathematics."""
    holder = node.parent
    if holder is None or (holder.tag or "") in BLOCKS:
        return None
    for beside in (holder.first_child, node.next):
        if beside is not None and "math" in (beside.tag, first_child_tag(beside)):
            return beside
    return None
