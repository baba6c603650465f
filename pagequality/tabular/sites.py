"""Which site a row of scores is of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pagequality.page.site import site_of

if TYPE_CHECKING:
    from collections.abc import Mapping


def site_named(row: Mapping[str, Any]) -> str:
    """Return the site that a row names in its column ``site``, else that of its address.

    >>> site_named({"url": "http://www.a.example/"}), site_named({"url": None, "site": "mine"})
    ('a.example', 'mine')
    """
    name = row.get("site")
    known = isinstance(name, (str, int)) and str(name)
    return known or site_of(row.get("url") or "")
