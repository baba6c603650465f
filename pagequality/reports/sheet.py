"""What every report is put together from: the document, its sections, tables and facts."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pagequality.text.html import Html, joined, tag
from pagequality.version import __version__
from pagequality.views.parts import cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONGEST: Final = 300
"""Characters of a page's title, address or sentence that a report shows."""


def document(title: str, *sections: str) -> str:
    """Return a whole file: styles inside, no script, nothing fetched from anywhere.

    >>> document("Beans & rain", tag("p", "Sow late.")).count("<p>Sow late.</p>")
    1
    """
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", cut(title, LONGEST)),
        tag("style", _style()),
    )
    return f"<!doctype html>\n{tag('html', head, tag('body', *sections), lang='en')}"


def section(title: str, *children: str) -> Html:
    """Return a part of a report under a heading."""
    return tag("section", tag("h2", title), *children)


def paragraph(*children: str) -> Html:
    """Return a paragraph."""
    return tag("p", *children)


def listed(items: Iterable[str]) -> Html:
    """Return items as a list."""
    return tag("ul", *(tag("li", item) for item in items))


def facts(pairs: Iterable[tuple[str, str]]) -> Html:
    """Return names and what belongs to them; a name without anything is left out."""
    rows = (joined(tag("dt", name), tag("dd", value)) for name, value in pairs if value)
    return tag("dl", *rows)


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: int = 0) -> Html:
    """Return a table, the last ``numbers`` columns of which hold numbers.

    A cell that is an element ``td`` already stands as it is.
    """
    first_number = len(head) - numbers

    def cell(kind: str, place: int, child: str) -> Html:
        if isinstance(child, Html) and child.startswith("<td"):
            return child
        return tag(kind, child, class_="n" if place >= first_number else None)

    names = tag("tr", *(cell("th", place, name) for place, name in enumerate(head)))
    lines = (tag("tr", *(cell("td", place, one) for place, one in enumerate(row))) for row in rows)
    return tag("div", tag("table", tag("thead", names), tag("tbody", *lines)), class_="wide")


def count(number: int) -> str:
    """Write a number of pages.

    >>> count(1234567)
    '1,234,567'
    """
    return f"{number:,}"


def dated(when: date | None) -> date:
    """Return a day, today where none is given."""
    return date.today() if when is None else when  # noqa: DTZ011 - the day where the reader is


def day(when: date) -> str:
    """Write a date so that nobody mistakes the month.

    >>> day(date(2026, 3, 1))
    '1 March 2026'
    """
    return f"{when.day} {when:%B %Y}"


def maker() -> str:
    """Return the program's name and version."""
    return f"pagequality {__version__}"


@cache
def _style() -> Html:
    """Return the styles, which are ours."""
    return Html(Path(__file__).with_name("style.css").read_text(encoding="utf-8"))
