"""Sources: paths, folders, tables in memory, mappings and standard input -> items, in order."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sized
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pagequality.corpus.columns import Columns
from pagequality.corpus.items import BAD_FILE, Item, from_record
from pagequality.corpus.sources import jsonl, pages, tables, warc
from pagequality.corpus.sources.base import Skip, looks_like
from pagequality.errors import CorpusError, MissingExtraError
from pagequality.tabular.failure import Failure
from pagequality.tabular.suffixes import form_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

STDIN: Final = "-"
_READERS: Final = {
    "html": pages.read,
    "jsonl": jsonl.read,
    "parquet": tables.read_parquet,
    "arrow": tables.read_arrow,
    "warc": warc.read,
}
FORMATS: Final = tuple(_READERS)


@dataclass(frozen=True, slots=True)
class Source:
    """A corpus: where it is, how it is to be read.

    Attributes:
        places: paths, or ``"-"``; empty for a corpus that is already in memory.
        columns: where tables and JSON objects keep the page.
        form: one of `FORMATS` for every file; found out file by file when empty.
        text: the corpus holds extracted text; then WET files are read as well.
        records: mappings with the columns' names, in place of ``places``.
    """

    places: tuple[str, ...]
    columns: Columns = field(default_factory=Columns)
    form: str = ""
    text: bool = False
    records: Iterable[Mapping[str, Any]] | None = None

    def items(self, skip: int = 0) -> Iterator[Item]:
        """Yield every page but the first ``skip``; a file that cannot be read is one item."""
        left = Skip(skip)
        if self.records is not None:
            for number, record in enumerate(self.records):
                if not left.one():
                    yield from_record(record, self.columns, str(number))
            return
        for path, form in self.files():
            yield from _guarded(path, form, self, left=left)

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield every file with its format; folders in the order of their sorted names."""
        for place in self.places:
            if place == STDIN:
                yield place, self.form or "jsonl"
            elif Path(place).is_dir():
                yield from _walk(Path(place), self.form)
            else:
                yield place, self.form or format_of(Path(place))

    def total(self) -> int | None:
        """Return the number of pages where that can be known without reading them."""
        if self.records is not None:
            return len(self.records) if isinstance(self.records, Sized) else None
        number = 0
        for path, form in self.files():
            known = 1 if form == "html" and path != STDIN else tables.count(path, form)
            if known is None:
                return None
            number += known
        return number

    def fingerprint(self) -> str:
        """Return a digest of the files' names, sizes and times; a resumed run compares it."""
        digest = hashlib.sha256(repr((self.columns, self.form, self.text)).encode())
        for path, form in self.files() if self.records is None else ():
            known = "" if path == STDIN else _stamp(Path(path))
            digest.update(f"{path}\0{form}\0{known}\n".encode("utf-8", "surrogateescape"))
        return digest.hexdigest()[:16]


def open_source(
    given: Any, *, columns: Columns | None = None, form: str = "", text: bool = False
) -> Source:
    """Make a `Source` of a path, several paths, ``"-"``, an Arrow table or mappings.

    Raises:
        CorpusError: a path does not exist, a format is unknown, or it is WET without ``text``.
    """
    columns = columns or Columns()
    if form and form not in FORMATS:
        message = f"unknown format {form!r}: choose one of {', '.join(FORMATS)}"
        raise CorpusError(message)
    if hasattr(given, "__arrow_c_stream__"):
        given = tables.records(given)
    if isinstance(given, (str, Path)):
        given = [given]
    given = list(given) if isinstance(given, (list, tuple)) else given
    if not isinstance(given, list) or not all(isinstance(one, (str, Path)) for one in given):
        return Source((), columns, text=text, records=given)
    places = tuple(str(one) for one in given)
    if not places:
        message = "there is no corpus to score"
        raise CorpusError(message)
    for place in places:
        _check(place, text=text)
    return Source(places, columns, form, text)


def _check(place: str, *, text: bool) -> None:
    if place != STDIN and not Path(place).exists():
        message = f"there is no file or folder {place}"
        raise CorpusError(message)
    if form_of(place) == "wet" and not text:
        message = (
            f"{place} is a WET file: extracted text without its HTML, so most signals cannot "
            "be measured. Score the WARC file of the same name, or use the text mode "
            "(text=True, --text) if there is nothing else."
        )
        raise CorpusError(message)


def format_of(path: Path) -> str:
    """Tell a file's format by its name, else by its first bytes.

    >>> format_of(Path("crawl.jsonl.gz")), format_of(Path("CC-MAIN-0001.warc.wet.gz"))
    ('jsonl', 'warc')
    """
    form = form_of(path.name)
    form = "warc" if form == "wet" else form
    return form if form in _READERS else looks_like(path)


def _walk(folder: Path, form: str) -> Iterator[tuple[str, str]]:
    """Yield the files of a folder that are corpora by their names, sorted within each folder."""
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        entries = []
    for entry in entries:
        if entry.is_dir():
            if not entry.name.startswith("."):
                yield from _walk(entry, form)
        elif form_of(entry.name) in _READERS:
            yield str(entry), form or format_of(entry)


def _guarded(path: str, form: str, source: Source, *, left: Skip) -> Iterator[Item]:
    """Read one file; if it cannot be read (any further), say so in one item and go on."""
    try:
        stream = sys.stdin.buffer if path == STDIN else None
        yield from _READERS[form](path, source, left, stream=stream)
    except (MissingExtraError, CorpusError):
        raise
    except Exception as error:  # noqa: BLE001 - one bad file must not end the run
        if not left.one():
            reason = f"{type(error).__name__}: {error}"
            yield Item(path, failure=Failure(BAD_FILE, f"cannot be read (any further): {reason}"))


def _stamp(path: Path) -> str:
    try:
        status = path.stat()
    except OSError:
        return "missing"
    return f"{status.st_size} {status.st_mtime_ns}"
