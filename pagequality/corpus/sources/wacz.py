"""WACZ files: ZIP archives with WARC files in ``archive/``, as browsers that crawl write them."""

from __future__ import annotations

import zipfile
from typing import IO, TYPE_CHECKING, Final

from pagequality.corpus.items import BAD_FILE, Item
from pagequality.corpus.sources.warc import items
from pagequality.errors import CorpusError, MissingExtraError
from pagequality.tabular.failure import Failure
from pagequality.tabular.suffixes import form_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pagequality.corpus.sources.base import Settings, Skip

NO_WARC: Final = (
    "a ZIP archive without WARC files; unpack it and give the folder, or the files in it"
)


def holds_warc(path: Path) -> bool:
    """Whether there are WARC files in an archive; one that is broken is told of by its reader."""
    try:
        with zipfile.ZipFile(path) as archive:
            return bool(_warc_names(archive))
    except (OSError, ValueError, RuntimeError, zipfile.BadZipFile):
        return True


def _warc_names(archive: zipfile.ZipFile) -> list[str]:
    """Return the names of the WARC files in an archive, in order."""
    return sorted(name for name in archive.namelist() if form_of(name) == "warc")


def read(
    path: str, settings: Settings, skip: Skip, *, stream: IO[bytes] | None = None
) -> Iterator[Item]:
    """Yield the pages of every WARC file in the archive, in the order of their names.

    One that cannot be read is an item that says so; the others are read all the same.
    """
    if stream is not None:
        message = "a WACZ file cannot be read from standard input; give a file"
        raise CorpusError(message)
    with zipfile.ZipFile(path) as archive:
        names = _warc_names(archive)
        for name in names:
            try:
                with archive.open(name) as file:
                    yield from items(file, settings, skip, path=f"{path}!{name}")
            except (MissingExtraError, CorpusError):
                raise
            except Exception as error:  # noqa: BLE001 - each way of packing has its own
                if not skip.one():
                    why = f"cannot be read (any further): {type(error).__name__}: {error}"
                    yield Item(f"{path}!{name}", failure=Failure(BAD_FILE, why))
    if not names and not skip.one():
        yield Item(path, failure=Failure(BAD_FILE, f"it is {NO_WARC}"))
