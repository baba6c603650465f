"""A user's labels: a CSV file that names pages, or holds them, and says which are low."""

from __future__ import annotations

import csv
import errno
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from pagequality.corpus.items import Item
from pagequality.corpus.items import page_of as unpacked
from pagequality.corpus.sources.headers import declared, separator
from pagequality.errors import PageQualityError
from pagequality.page.site import site_of
from pagequality.tabular.suffixes import form_of
from pagequality.text.files import read_file, refuse_pipes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pagequality.judge.scorer import Scorer
    from pagequality.page.page import Page

_FILE: Final = ("file", "path", "page")
_LOW: Final = ("low", "label")
_LARGEST_CELL: Final = 100_000_000
HELP: Final = (
    "a CSV file with a column `file` (a page, relative to the CSV file), or `html` or `text` (the "
    "page itself); `low` with 1 or 0, empty to leave a page out; and, if you have them, `url` and "
    "`site` (pages of one site are never parted; without it the address names the site)"
)


class LabelsError(PageQualityError, ValueError):
    """A file of labels cannot be used; the message says where and why."""


class Labelled(NamedTuple):
    """One labelled page, not read yet.

    ``html``, ``text`` or, if both are nothing, the file holds the page.
    """

    name: str
    low: int
    site: str
    url: str
    file: Path | None
    html: str | None
    text: str | None

    @property
    def is_text(self) -> bool:
        """Whether it is plain text, not HTML."""
        return self.text is not None or (
            self.file is not None and form_of(self.file.name) == "text"
        )


def read_labels(path: str) -> list[Labelled]:
    """Read the labels; pages without one are left out.

    Raises:
        LabelsError: there is no such file, a column is missing, or a label is not 0 or 1.
    """
    csv.field_size_limit(_LARGEST_CELL)
    try:
        refuse_pipes(path)
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            first = file.readline()
            told = declared(first)
            parted_by = told or separator(first)
            if not told:
                file.seek(0)
            table = csv.DictReader(file, delimiter=parted_by, strict=True)
            columns = _columns(path, table.fieldnames or ())
            rows = [(table.line_num + bool(told), row) for row in table]
    except (OSError, ValueError, csv.Error) as error:
        message = f"cannot read {path}: {getattr(error, 'strerror', None) or error}"
        raise LabelsError(message) from error
    folder = Path(path).parent
    found = []
    for line, row in rows:
        label = (row[columns["low"]] or "").strip()
        if label in {"0", "1"}:
            found.append(_labelled(row, columns, folder / (row.get(columns["page"]) or "")))
        elif label:
            message = f"{path}, line {line}: {columns['low']} is {label!r}, not 0 or 1"
            raise LabelsError(message)
    if not found:
        message = f"{path} labels no page"
        raise LabelsError(message)
    return found


def _columns(path: str, names: Sequence[str]) -> dict[str, str]:
    """Find which columns hold the page and its label."""
    page = next((name for name in ("html", "text", *_FILE) if name in names), "")
    low = next((name for name in _LOW if name in names), "")
    if not page or not low:
        wanted = "file, html or text" if not page else "low"
        message = f"{path} has no column {wanted}; it has {', '.join(names) or 'none'}"
        raise LabelsError(message)
    return {"page": page, "low": low}


def _labelled(row: Mapping[str, str], columns: dict[str, str], file: Path) -> Labelled:
    url = (row.get("url") or "").strip()
    inline, content = columns["page"] not in _FILE, row[columns["page"]] or ""
    name = row.get("id") or url or content[:40] if inline else str(row[columns["page"]])
    site = (row.get("site") or "").strip() or site_of(url)
    return Labelled(
        name=name,
        low=int(row[columns["low"]]),
        site=site,
        url=url,
        file=None if inline else file,
        html=content if columns["page"] == "html" else None,
        text=content if columns["page"] == "text" else None,
    )


def page_of(scorer: Scorer, labelled: Labelled) -> Page:
    """Read a labelled page with a scorer's settings; `OSError` if its file cannot be read."""
    content = labelled.html if labelled.text is None else labelled.text
    data = (content or "") if labelled.file is None else _content(labelled.file)
    return scorer.read_payload(data, text=labelled.is_text, url=labelled.url or None)


def _content(file: Path) -> str | bytes:
    """Return what a page's file holds, unpacked as everywhere."""
    found = unpacked(read_file(file, _LARGEST_CELL), Item(file.name))
    if found.failure is not None:
        raise OSError(errno.EINVAL, found.failure.message)
    return found.payload or b""
