"""Folders: which of their files are read, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pagequality.corpus.sources.kinds import IN_FOLDERS, TABLES, start_of, told_by
from pagequality.tabular.suffixes import form_of
from pagequality.text.files import files_below

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_TOLD_BY_BYTES: Final = frozenset(("warc",))
"""What is read in folders whatever it is called: nothing else begins like it."""


def form_in_folder(file: Path) -> str:
    """Tell the format of a folder's file: by its name; an archive without one by its first bytes.

    >>> from pathlib import Path
    >>> form_in_folder(Path("crawl.warc.gz")), form_in_folder(Path("nowhere"))
    ('warc', '')
    """
    named = form_of(file.name)
    if named:
        return named
    told = told_by(start_of(file))
    return told if told in _TOLD_BY_BYTES else ""


def files_read(folder: Path, *, text: bool) -> Iterator[tuple[Path, str]]:
    """Yield the files of a folder that are read, each with its format, sorted within each folder.

    Tables and JSON files beside pages are mostly about the pages; in a folder that holds nothing
    else to read they are what is meant.
    """
    wanted, alone = wanted_in_folders(text=text), True
    held: list[tuple[Path, str]] = []
    for file in files_below(folder):
        form = form_in_folder(file)
        if form in wanted:
            alone = False
            held.clear()
            yield file, form
        elif alone and form in TABLES:
            held.append((file, form))
    yield from held


def forms_read(folder: Path, *, text: bool) -> frozenset[str]:
    """Return the formats of which a new file in a folder would be read, too."""
    wanted = wanted_in_folders(text=text)
    alone = not any(form in wanted for _, form in files_read(folder, text=text))
    return wanted | TABLES if alone else wanted


def wanted_in_folders(*, text: bool) -> frozenset[str]:
    """Return the formats that are looked for in folders: pages of text in place of HTML.

    >>> wanted_in_folders(text=True) - wanted_in_folders(text=False)
    frozenset({'text'})
    """
    return IN_FOLDERS - {"html"} | {"text"} if text else IN_FOLDERS
