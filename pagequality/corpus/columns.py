"""Where tables and JSON objects keep a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST: Final = 20
_LONGEST: Final = 1000


class Columns(NamedTuple):
    """Where a table or a JSON object keeps the page, its address and its name."""

    html: str = "html"
    url: str = "url"
    id: str = "id"

    def missing(self, names: Iterable[str]) -> str:
        """Say which column is not among those of a table; nothing when all is well.

        The page's own must be there, and so must the others where they were asked for by name.

        >>> Columns("body").missing(["body"]), Columns(url="link").missing(["html", "uri"])
        ('', "there is no column 'link'; there are: html, uri")
        """
        known = list(names)
        asked = [self.html]
        asked += [name for name, usual in zip(self[1:], _USUAL[1:], strict=True) if name != usual]
        gone = next((name for name in asked if name not in known), None)
        if gone is None:
            return ""
        there = ", ".join(map(str, known[:_MOST]))[:_LONGEST] or "none"
        return f"there is no column {gone!r}; there are: {there}"


_USUAL: Final = Columns()
