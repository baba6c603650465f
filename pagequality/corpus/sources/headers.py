"""First lines of tables kept as text: what parts their names, and whether they are any."""

from __future__ import annotations

import csv
import io
import re
from typing import Final

_SEPARATORS: Final = ",;\t|"
_NAME: Final = re.compile(r"[^\W\d][\w.:-]*(?: [\w.:-]+)*")
_DECLARED: Final = re.compile(r"\s*sep=([,;\t|])\s*", re.IGNORECASE)
_LONGEST: Final = 60
_TELLING: Final = frozenset(("html", "text", "content", "body", "url"))
"""A table of pages has a column of one of these names."""


def separator(line: str) -> str:
    r"""Tell what parts the names of a first line.

    >>> separator("id;url;html"), separator("id\thtml"), separator("html")
    (';', '\t', ',')
    """
    return max(_SEPARATORS, key=line.count)


def declared(line: str) -> str:
    r"""Return the separator that a first line declares, as Excel writes it; empty for none.

    >>> declared("sep=;\r\n"), declared("sep,html\n")
    (';', '')
    """
    found = _DECLARED.fullmatch(line)
    return found[1] if found else ""


def table_form(start: str) -> str:
    r"""Tell a table of pages by its first characters: ``csv``, ``tsv``, or empty for none.

    Its first line is names, of which one is telling, and each row behind it has as many cells; the
    last one may be cut off.

    >>> table_form("url,html\nhttp://a.example/,<p>Tea\n"), table_form("id\ttext\n1\tTea\n")
    ('csv', 'tsv')
    >>> table_form("Text, content\nand all the rest, as they say\n"), table_form("url,html\nTea\n")
    ('', '')
    """
    first, _, rest = start.partition("\n")
    told = declared(first)
    if told:
        first, _, rest = rest.partition("\n")
    first = first.rstrip("\r")
    parted_by = told or separator(first)
    if parted_by not in first:
        return ""
    try:
        names = next(csv.reader([first], delimiter=parted_by, strict=True))
        if not _are_names(names):
            return ""
        rows = [row for row in csv.reader(io.StringIO(rest), delimiter=parted_by) if row]
    except csv.Error:
        return ""
    if not rows:
        return ""
    *whole, last = rows
    is_even = all(len(row) == len(names) for row in whole) and len(last) <= len(names)
    shows = bool(whole) or len(last) == len(names) or rest.lstrip().startswith('"')
    return ("tsv" if parted_by == "\t" else "csv") if is_even and shows else ""


def _are_names(cells: list[str]) -> bool:
    """Whether these are names of columns, of which one tells that pages stand in the table."""
    if not all(len(cell) <= _LONGEST and _NAME.fullmatch(cell) for cell in cells):
        return False
    return not _TELLING.isdisjoint(cell.lower() for cell in cells)
