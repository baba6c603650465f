"""JSON lines, plain or compressed: the reader finds the lines, the workers parse them."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Final

from pagequality.corpus.items import BAD_RECORD, TRUNCATED, Item
from pagequality.corpus.sources.base import Settings, Skip, open_stream
from pagequality.tabular.failure import Failure

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST: Final = 64_000_000
"""Bytes of a line; a longer one is no record (a binary file has no line ends)."""


def read(path: str, _: Settings, skip: Skip, *, stream: IO[bytes] | None = None) -> Iterator[Item]:
    """Yield one item a line; blank lines count for nothing.

    A compressed file that is cut off or damaged ends with an item that says so.
    """
    number = 0
    with open_stream(path, stream) as lines:
        while True:
            try:
                line = lines.readline(LONGEST)
                whole = len(line) < LONGEST or line.endswith(b"\n") or _pass_over(lines)
            except EOFError as error:
                if not skip.one():
                    message = f"the compressed file breaks off after line {number}: {error}"
                    yield Item(path, failure=Failure(TRUNCATED, message))
                return
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


def _pass_over(lines: IO[bytes]) -> bool:
    """Read on to the end of a line that is too long; it is not whole."""
    while True:
        line = lines.readline(1 << 20)
        if not line or line.endswith(b"\n"):
            return False
