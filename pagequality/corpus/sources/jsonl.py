"""JSON lines, plain or compressed: the reader finds the lines, the workers parse them."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Final

from pagequality.corpus.items import BAD_RECORD, TRUNCATED, Item
from pagequality.corpus.sources import separated, values
from pagequality.corpus.sources.base import Settings, Skip, as_utf8, open_stream
from pagequality.corpus.sources.kinds import START, told_by
from pagequality.tabular.failure import Failure

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST: Final = 64_000_000
"""Bytes of a line; a longer one is no record (a binary file has no line ends)."""


def read(
    path: str, settings: Settings, skip: Skip, *, stream: IO[bytes] | None = None
) -> Iterator[Item]:
    """Yield one item a line; blank lines count for nothing.

    A file that begins like an array, or like an object laid out on several lines, is read as
    the JSON that it is, and one that begins like a table of pages as that table. Where a
    compressed file is cut off or damaged an item says so, and the reading goes on with the next
    member.
    """
    number = 0
    with open_stream(path, stream) as file:
        try:
            lines = as_utf8(file)
            start = lines.peek(START)[:START]
        except EOFError as error:
            lines, start = file, b""
            yield from _broken_off(path, 0, error, skip=skip)
        told = told_by(start)
        if told == "json":
            yield from values.items(lines, settings, skip, path=path)
            return
        if told in {"csv", "tsv"}:
            yield from separated.read(path, settings, skip, stream=lines)
            return
        while True:
            try:
                line = lines.readline(LONGEST)
                whole = len(line) < LONGEST or line.endswith(b"\n") or _pass_over(lines)
            except EOFError as error:
                yield from _broken_off(path, number, error, skip=skip)
                continue
            if not line:
                return
            number += 1
            name = f"{path}:{number}"
            if not line.strip() or skip.one():
                continue
            if whole:
                yield Item(name, payload=line, form="json")
            else:
                message = f"the line is longer than {LONGEST} bytes"
                yield Item(name, failure=Failure(BAD_RECORD, message))


def _broken_off(path: str, number: int, error: EOFError, *, skip: Skip) -> Iterator[Item]:
    if not skip.one():
        message = f"the compressed file breaks off behind line {number}: {error}"
        yield Item(path, failure=Failure(TRUNCATED, message))


def _pass_over(lines: IO[bytes]) -> bool:
    """Read on to the end of a line that is too long; it is not whole."""
    while True:
        line = lines.readline(1 << 20)
        if not line or line.endswith(b"\n"):
            return False
