"""Sources: paths, folders, tables in memory, mappings and standard input -> items, in order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sized
from dataclasses import dataclass, field, replace
from itertools import islice, product, tee
from logging import getLogger
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pagequality.corpus.columns import TWICE, Columns
from pagequality.corpus.items import (
    BAD_FILE,
    BAD_RECORD,
    NO_COLUMN,
    Item,
    from_record,
    opened,
)
from pagequality.corpus.sources import jsonl, pages, separated, tables, values, wacz, warc
from pagequality.corpus.sources.base import Begun, Skip
from pagequality.corpus.sources.folders import files_read, forms_read
from pagequality.corpus.sources.kinds import ADVICE, format_of
from pagequality.corpus.sources.names import may_be_meant, no_name
from pagequality.errors import CorpusError, MissingExtraError
from pagequality.tabular.failure import Failure
from pagequality.tabular.outputs import keep_apart
from pagequality.tabular.suffixes import form_of
from pagequality.text.files import is_folder, is_regular, refuse_pipes
from pagequality.text.visible import visible

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Sequence

_log = getLogger(__name__)
STDIN: Final = "-"
LOOKED_AT: Final = 10_000
"""Pages that are looked at beforehand: if none has a column that was asked for, none is scored."""
_USES: Final = {
    "html": "the pages stand", "url": "their addresses stand", "id": "their names stand"
}  # fmt: skip
_READERS: Final = {
    "html": pages.read,
    "text": pages.read_text,
    "jsonl": jsonl.read,
    "json": values.read,
    "csv": separated.read,
    "tsv": separated.read,
    "parquet": tables.read_parquet,
    "arrow": tables.read_arrow,
    "warc": warc.read,
    "wacz": wacz.read,
}
FORMATS: Final = tuple(form for form in _READERS if form != "text")
"""What can be asked for; that pages are texts is said otherwise."""


@dataclass(frozen=True, slots=True)
class Source:
    """A corpus: where it is, how it is to be read.

    Attributes:
        places: paths, or ``"-"``; empty for a corpus that is already in memory.
        columns: where tables and JSON objects keep the page.
        form: one of `FORMATS` for every file; found out file by file when empty.
        text: the corpus holds extracted text; then WET files are read as well.
        records: mappings with the columns' names, in place of ``places``.
        begun: standard input, where it is one of ``places``.
    """

    places: tuple[str, ...]
    columns: Columns = field(default_factory=Columns)
    form: str = ""
    text: bool = False
    records: Iterable[Mapping[str, Any]] | None = None
    begun: Begun = field(default_factory=Begun, repr=False, compare=False)

    def items(
        self, skip: int = 0, *, passed: Counter[str] | None = None, quiet: bool = False
    ) -> Iterator[Item]:
        """Yield every page but the first ``skip``; a file that cannot be read is one item.

        What is no page (a crawl's requests, its DNS answers) gives none; ``passed`` counts it.
        """
        left = Skip(skip, passed)
        if self.records is not None:
            for number, record in enumerate(self.records):
                if not left.one():
                    yield _in_memory(record, self.columns, str(number))
            return
        for path, form in self.files():
            if not quiet:
                _log.info("reading %s as %s", visible(path), form)
            yield from _guarded(path, form, self, left=left)

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield every file with its format; folders in the order of their sorted names."""
        for place in self.places:
            if place == STDIN:
                yield place, self.form or "jsonl"
            elif is_folder(place):
                yield from _walk(Path(place), self.form, text=self.text)
            else:
                yield place, self.form or _readable(Path(place))

    def total(self) -> int | None:
        """Return the number of pages where that can be known without reading them."""
        if self.records is not None:
            return len(self.records) if isinstance(self.records, Sized) else None
        number = 0
        for path, form in self.files():
            known = 1 if form in {"html", "text"} and path != STDIN else tables.count(path, form)
            if known is None:
                return None
            number += known
        return number

    def with_columns(self) -> Source:
        """Return the corpus; refuse one none of whose first pages has a column that was asked for.

        Failed fetches may stand first, and have no page: so many are looked at. What can be read
        only once is kept, so that nothing is lost of it: read what is returned.
        """
        here, uses = self, self.columns.asked().items()
        for use, name in uses:
            look = here
            if isinstance(here.records, Iterator):
                first, second = tee(here.records)
                look, here = replace(here, records=first), replace(here, records=second)
            with here.begun.looking():
                lacking = _lacking(replace(look, columns=Columns(name)))
            if lacking:
                where = f": say where {_USES[use]} ({use}=, --{use}-column)"
                raise CorpusError(lacking if TWICE in lacking else lacking + where)
        return here

    def keep_apart(self, outputs: Sequence[str | Path]) -> None:
        """Refuse outputs that are read here, or would be by whoever resumes the run."""
        if self.records is not None:
            return
        keep_apart(outputs, [path for path, _ in self.files() if path != STDIN])
        for output, folder in product(map(Path, outputs), filter(is_folder, self.places)):
            inside = Path(folder).resolve() in output.resolve().parents
            if inside and form_of(output.name) in forms_read(Path(folder), text=self.text):
                message = f"{output} would be read as one of the pages: write outside the folder"
                raise CorpusError(message)

    @property
    def is_read_once(self) -> bool:
        """Whether it cannot be read again: standard input, and pages that come one by one."""
        return STDIN in self.places or isinstance(self.records, Iterator)

    @property
    def is_named(self) -> bool:
        """Whether all of it lies in files, so that `fingerprint` tells it from any other."""
        return self.records is None and STDIN not in self.places

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
        CorpusError: a path does not exist, a format is unknown, all files are of kinds that are
            not read (ARC, WAT, archives; WET without ``text``), or it is none of these.
    """
    columns = columns or Columns()
    if form and form not in FORMATS:
        message = f"unknown format {form!r}: choose one of {', '.join(FORMATS)}"
        raise CorpusError(message)
    if hasattr(given, "__arrow_c_stream__"):
        return Source((), columns, text=text, records=tables.records(given, columns))
    given = [given] if isinstance(given, (str, Path)) else _many(given)
    if not isinstance(given, list) or not all(isinstance(one, (str, Path)) for one in given):
        return Source((), columns, text=text, records=given)
    places = tuple(str(one) for one in given)
    if not places:
        message = "there is no corpus to score"
        raise CorpusError(message)
    _check_all(places, form=form, text=text)
    return Source(places, columns, form, text)


def _many(given: Any) -> Any:
    """Return paths as a list, and mappings as they are; refuse what is neither.

    Nothing is taken of what comes one by one.

    >>> _many({"a": Path("a"), "b": Path("b")}.values())
    [PosixPath('a'), PosixPath('b')]
    """
    if isinstance(given, (bytes, Mapping)) or not isinstance(given, Iterable):
        message = f"a corpus is a path, several, or many mappings, not {type(given).__name__}"
        raise CorpusError(message)
    if isinstance(given, Iterator):
        return given
    first = next(iter(given), "")
    if isinstance(first, (str, Path)):
        return list(given)
    _in_memory(first, Columns(), "0")
    return given


def _in_memory(record: Any, columns: Columns, name: str) -> Item:
    """Make an item; the first that is no mapping shows that none is."""
    if isinstance(record, Mapping):
        return from_record(record, columns, name)
    why = f"a page in memory is a mapping, not {type(record).__name__}"
    if name == "0":
        message = f"{why}; paths are given as a list"
        raise CorpusError(message)
    return Item(name, failure=Failure(BAD_RECORD, why))


def _lacking(source: Source) -> str:
    """Say which columns there are if none of the first pages has that of the pages."""
    told = ""
    for item in islice(source.items(quiet=True), LOOKED_AT):
        page = opened(item, source.columns) if item.form == "json" else item
        if page.failure is None or page.failure.code != NO_COLUMN:
            return ""
        told = told or page.failure.message
    return told


def _check_all(places: Sequence[str], *, form: str, text: bool) -> None:
    """Refuse what cannot be read at all; beside something else its row says why it is not."""
    refused = [_check(place, form=form, text=text) for place in places]
    if all(refused):
        raise CorpusError(refused[0])


def _check(place: str, *, form: str, text: bool) -> str:
    """Say why a file is of a kind that is not read, with advice; nothing when it is.

    Raises:
        CorpusError: there is no such file, or it is not what was asked for.
    """
    path = Path(place)
    if place == STDIN or (place and is_folder(place)):
        return ""
    if not is_regular(path) and (told := no_name(place)):
        raise CorpusError(told)
    try:
        refuse_pipes(path)
    except FileNotFoundError as error:
        message = f"there is no file or folder {place}{may_be_meant(place)}"
        raise CorpusError(message) from error
    except (OSError, ValueError) as error:
        message = f"cannot read {place}: {getattr(error, 'strerror', None) or error}"
        raise CorpusError(message) from error
    found = form or format_of(path)
    return f"{place} {ADVICE[found]}" if found in ADVICE and not (found == "wet" and text) else ""


def _readable(path: Path) -> str:
    """Return the reader's name for a file."""
    return _read_as(format_of(path))


def _read_as(form: str) -> str:
    """Return the reader's name for a format."""
    return _READ_AS.get(form, form)


_READ_AS: Final = {"wet": "warc"}


def _walk(folder: Path, form: str, *, text: bool) -> Iterator[tuple[str, str]]:
    """Yield the files of a folder that are read, each with its reader's name."""
    for file, found in files_read(folder, text=text):
        yield str(file), form or _read_as(found)


def _guarded(path: str, form: str, source: Source, *, left: Skip) -> Iterator[Item]:
    """Read one file; if it cannot be read (any further), say so in one item and go on."""
    try:
        stream = source.begun.open() if path == STDIN else None
        if form not in _READERS:
            if not left.one():
                yield Item(path, failure=Failure(BAD_FILE, f"{path} {ADVICE[form]}"))
            return
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
