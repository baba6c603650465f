"""WARC files: responses and resources; after a broken record the reading goes on."""

from __future__ import annotations

from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from pagequality.corpus.items import BAD_FILE, BAD_RECORD, TRUNCATED, Item
from pagequality.corpus.sources.base import GZIP
from pagequality.errors import MissingExtraError
from pagequality.tabular.failure import Failure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pagequality.corpus.sources.base import Settings, Skip

_PLAIN: Final = b"WARC/1."
_MEMBER: Final = GZIP + b"\x08"
_CHUNK: Final = 1 << 20


def _fastwarc() -> Any:
    try:
        from fastwarc import warc  # noqa: PLC0415 - optional
    except ImportError as error:
        message = "WARC files need fastwarc: pip install 'pagequality[warc]'"
        raise MissingExtraError(message) from error
    return warc


def read(
    path: str, settings: Settings, skip: Skip, *, stream: IO[bytes] | None = None
) -> Iterator[Item]:
    """Yield the pages of a WARC file; each damaged stretch is one item that says so."""
    if stream is not None:
        yield from _records(_Place(path), stream, settings, skip=skip)
        return
    with Path(path).open("rb") as file:
        place: _Place | None = _Place(path)
        while place is not None:
            file.seek(place.start)
            try:
                yield from _records(place, file, settings, skip=skip)
            except OSError as error:
                if place.fresh and not skip.one():
                    message = f"a record after byte {place.last} cannot be read: {error}"
                    yield Item(f"{path}@{place.last}", failure=Failure(BAD_RECORD, message))
                place = _next_place(file, place)
            else:
                place = None


class _Place:
    """Where reading began, where the last good record began, and whether there was one."""

    def __init__(self, path: str, start: int = 0, *, fresh: bool = True) -> None:
        self.path, self.start, self.last, self.fresh = path, start, start, fresh


def _next_place(file: IO[bytes], place: _Place) -> _Place | None:
    """Find the next thing that looks like the beginning of a record."""
    file.seek(0)
    mark = _MEMBER if file.read(2) == GZIP else _PLAIN
    start = place.last + 1
    while True:
        file.seek(start)
        chunk = file.read(_CHUNK)
        found = chunk.find(mark)
        if found >= 0:
            return _Place(place.path, start + found, fresh=False)
        if len(chunk) < _CHUNK:
            return None
        start += _CHUNK - len(mark)


def _records(place: _Place, file: IO[bytes], settings: Settings, *, skip: Skip) -> Iterator[Item]:
    warc, path = _fastwarc(), place.path
    types = warc.WarcRecordType
    wanted = (types.response, types.resource)
    for record in warc.ArchiveIterator(file, parse_http=False, record_types=types.any_type):
        place.last, place.fresh = place.start + record.stream_pos, True
        if record.record_type == types.conversion:
            if not settings.text:
                message = (
                    f"{path} is a WET file: extracted text without its HTML. Score the WARC "
                    "file of the same name, or use the text mode (text=True, --text)."
                )
                if not skip.one():
                    yield Item(path, failure=Failure(BAD_FILE, message))
                return
        elif record.record_type not in wanted or settings.text:
            continue
        if not skip.one():
            yield _item(record, f"{path}@{place.last}", text=settings.text)


def _item(record: Any, name: str, *, text: bool) -> Item:
    headers = record.headers
    url = headers.get("WARC-Target-URI", "").strip("<> ")
    size = record.content_length
    block = record.reader.read()
    item = Item(_bare(headers.get("WARC-Record-ID", "")) or name, url, block)
    if len(block) < size:
        message = f"the record should have {size} bytes and has {len(block)}"
        return item._replace(payload=None, failure=Failure(TRUNCATED, message))
    if text:
        return item._replace(payload=block.decode("utf-8", "replace"))
    kind = headers.get("Content-Type", "")
    if kind.lower().startswith("application/http"):
        return item._replace(form="http")
    return item._replace(headers={"content-type": kind} if kind else None)


def _bare(name: str) -> str:
    return name.strip("<> ").removeprefix("urn:uuid:")
