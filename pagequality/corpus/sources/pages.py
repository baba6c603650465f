"""Files of one page, HTML or text: the reader hands on their names, the workers open them."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from pagequality.corpus.codings import MOST
from pagequality.corpus.items import Item, page_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pagequality.corpus.sources.base import Settings, Skip


def read(path: str, _: Settings, skip: Skip, *, stream: IO[bytes] | None = None) -> Iterator[Item]:
    """Yield the one page of a file, or of standard input."""
    if skip.one():
        return
    if stream is not None:
        yield page_of(stream.read(MOST + 1), Item(path))
    else:
        yield Item(path, payload=path, form="file")


def read_text(
    path: str, settings: Settings, skip: Skip, *, stream: IO[bytes] | None = None
) -> Iterator[Item]:
    """Yield the one page of a file of plain text."""
    for item in read(path, settings, skip, stream=stream):
        yield item._replace(text=True)
