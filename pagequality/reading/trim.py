"""After the walk: bring out text that hides, and leave out what is too much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pagequality.page.notice import Notice
from pagequality.text.tokens import seen, sentence_spans

if TYPE_CHECKING:
    from pagequality.reading.limits import Limits
    from pagequality.reading.walk import Walk
    from pagequality.text.tokens import Tokens


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


def cut(walk: Walk, limits: Limits) -> list[Notice]:
    """Leave out the blocks beyond the limits; say what is amiss with the text."""
    notices = []
    if walk.truncated:
        message = "the page is too large; only its beginning was read"
        notices.append(Notice("truncated", message))
    if not walk.texts:
        notices.append(Notice("empty", "the page has no visible text"))
    if len(walk.texts) > limits.blocks:
        _drop(walk, limits.blocks, limits.text)
        notices = [Notice("truncated", f"only the first {limits.blocks} blocks are judged")]
    if sum(map(len, walk.texts)) + len(walk.texts) <= limits.text:
        return notices
    total = 0
    for number, text in enumerate(walk.texts):
        total += len(text) + 1
        if total > limits.text:
            _drop(walk, max(number, 1), limits.text)
            message = f"only the first {limits.text} characters are judged"
            return [Notice("truncated", message)]
    return notices


def cut_words(walk: Walk, tokens: Tokens, limits: Limits) -> list[Notice]:
    """Leave out the block in which there are too many words or sentences, and those behind it."""
    if len(tokens.start) <= min(limits.words, limits.sentences):
        return []
    kind, most, starts = "sentences", limits.sentences, sentence_spans(tokens)[0]
    if len(tokens.start) > limits.words:
        kind, most, starts = "words", limits.words, tokens.start
    if len(starts) <= most:
        return []
    before = tokens.text.count("\n", 0, int(starts[most]))
    _drop(walk, max(before, 1), int(starts[most]) if before == 0 else limits.text)
    return [Notice("truncated", f"only the first {most} {kind} are judged")]


def cut_head(walk: Walk, limits: Limits) -> list[Notice]:
    """Leave out what a page says of itself beyond the limits: links, data, statements."""
    notices = []
    if len(walk.links) > limits.links:
        del walk.links[limits.links :]
        notices.append(Notice("simplified", f"only the first {limits.links} links count"))
    if sum(map(len, walk.json_ld)) > limits.structured:
        left, kept = limits.structured, []
        for document in walk.json_ld:
            kept.append(document[:left])
            left = max(left - len(document), 0)
        walk.json_ld = kept
        message = f"only the first {limits.structured} characters of structured data were read"
        notices.append(Notice("simplified", message))
    if any(len(holder[1]) > limits.labels for holder in walk.containers):
        walk.containers = [
            (tag, label[: limits.labels], depth, first, last)
            for tag, label, depth, first, last in walk.containers
        ]
    if len(walk.title) > limits.title:
        message = f"only the first {limits.title} characters of the title count"
        notices.append(Notice("truncated", message))
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
