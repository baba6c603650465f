"""Where tables and JSON objects keep a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST: Final = 20
_LONGEST: Final = 1000
TWICE: Final = "several columns are called"


class Columns(NamedTuple):
    """Where a table or a JSON object keeps the page, its address and its name."""

    html: str = "html"
    url: str = "url"
    id: str = "id"

    def present(self, names: Iterable[str]) -> list[str]:
        """Return what is to be read of a table with such columns: these, and what servers said.

        >>> Columns("body").present(["n", "status", "url", "body"])
        ['body', 'url', 'status']
        """
        known = set(names)
        return [name for name in dict.fromkeys((*self, *_TOLD)) if name in known]

    def asked(self) -> dict[str, str]:
        """Return which columns must be there, by what they are for.

        >>> Columns("body").asked(), Columns(url="link").asked()
        ({'html': 'body'}, {'html': 'html', 'url': 'link'})
        """
        named = self._asdict()
        return {use: named[use] for use in named if use == "html" or named[use] != _USUAL[use]}

    def missing(self, names: Iterable[str]) -> str:
        """Say which column a table lacks, or has twice; nothing when all is well.

        The page's own must be there, and so must the others where they were asked for by name. What
        else is there twice is not read.

        >>> Columns("body").missing(["body"]), Columns(url="link").missing(["html", "uri"])
        ('', "there is no column 'link'; there are: html, uri")
        >>> Columns().missing(["html", "at", "at"]), Columns().missing(["url", "html", "html"])
        ('', "several columns are called 'html': give each a name of its own")
        """
        known = list(names)
        used = self.present(known)
        if twice := next((name for name in used if known.count(name) > 1), None):
            return f"{TWICE} {twice!r}: give each a name of its own"
        gone = next((name for name in self.asked().values() if name not in known), None)
        if gone is None:
            return ""
        there = ", ".join(map(str, known[:_MOST]))[:_LONGEST] or "none"
        return f"there is no column {gone!r}; there are: {there}"


_TOLD: Final = ("headers", "status")
"""What a server said with a page."""
_USUAL: Final = Columns()._asdict()
