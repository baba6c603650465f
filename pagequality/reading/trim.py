"""After the walk: bring out text that hides, and leave out what is too much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pagequality.page.notice import Notice
from pagequality.text.tokens import seen

if TYPE_CHECKING:
    from pagequality.reading.walk import Walk


def holds_words(walk: Walk, least: int) -> bool:
    """Whether a reader sees at least so many words."""
    seen = 0
    for text, row in zip(walk.texts, walk.rows, strict=True):
        if not row[5]:
            seen += text.count(" ") + 1
            if seen >= least:
                return True
    return False


def unhide(walk: Walk) -> None:
    """Take what is marked as not shown for shown."""
    walk.rows = [(*row[:5], 0, row[6]) for row in walk.rows]


def unveil(walk: Walk) -> None:
    """Leave out of every block the characters that nobody sees; a block of nothing else stays."""
    for number, text in enumerate(walk.texts):
        if not text.isascii() and (clean := " ".join(seen(text).split())) != text and clean:
            walk.texts[number] = clean
            depth, links, linked, controls, images, shown, broken = walk.rows[number]
            linked = min(linked, len(clean))
            walk.rows[number] = (depth, links, linked, controls, images, shown, broken)


def cut(walk: Walk, characters: int) -> list[Notice]:
    """Leave out the blocks beyond so many characters; say what is amiss with the text."""
    notices = []
    if walk.truncated:
        message = "the page is too large; only its beginning was read"
        notices.append(Notice("truncated", message))
    if not walk.texts:
        notices.append(Notice("empty", "the page has no visible text"))
    total = 0
    for number, text in enumerate(walk.texts):
        total += len(text) + 1
        if total > characters:
            _drop(walk, max(number, 1), characters)
            return [Notice("truncated", f"only the first {characters} characters are judged")]
    return notices


def _drop(walk: Walk, number: int, characters: int) -> None:
    """Keep the blocks before ``number``, or a part of the first one."""
    walk.texts = [text[:characters] for text in walk.texts[:number]]
    walk.tags, walk.rows = walk.tags[:number], walk.rows[:number]
    walk.links = [(href, rel, min(block, number)) for href, rel, block in walk.links]
    walk.containers = [
        (tag, label, depth, first, min(last, number))
        for tag, label, depth, first, last in walk.containers
        if first < number
    ]
