"""What a crawler knows of a site while it crawls, and what that says of the next link to it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol, Self

from pagequality.page.site import site_of

if TYPE_CHECKING:
    from collections.abc import Mapping

Decision = Literal["low", "honest", "go on"]

_ENOUGH: Final = 10
_LOW, _HONEST = 0.8, 0.3


class SiteMemory(Protocol):
    """What adapters ask of a memory of sites; `RunningMeans` is one."""

    def add_row(self, row: Mapping[str, Any]) -> str:
        """Take a page into account: its ``url``, ``probability`` and ``state``."""

    def decide(self, site: str) -> Decision:
        """Say whether a site is known to be low or honest, or more pages are needed."""

    def to_json(self) -> str:
        """Write everything down."""


class RunningMeans:
    """The mean probability of each site's pages, in a few bytes a site.

    A site is decided after ten judged pages: ``low`` from a mean of 0.8 on, ``honest`` up to 0.3.

    >>> memory = RunningMeans()
    >>> for page in range(10):
    ...     site = memory.add_row({"url": f"http://farm.example/{page}", "probability": 0.95})
    >>> memory.decide(site), memory.decide("garden.example")
    ('low', 'go on')
    >>> RunningMeans.from_json(memory.to_json()).decide("farm.example")
    'low'
    """

    def __init__(self) -> None:
        self._sites: dict[str, tuple[int, float]] = {}

    def add_row(self, row: Mapping[str, Any]) -> str:
        """Take a page into account; one that was not judged changes nothing."""
        site = site_of(row["url"])
        if row["probability"] is not None:
            pages, total = self._sites.get(site, (0, 0.0))
            self._sites[site] = (pages + 1, total + row["probability"])
        return site

    def decide(self, site: str) -> Decision:
        """Say what a site's pages so far say of it."""
        pages, total = self._sites.get(site, (0, 0.0))
        if pages < _ENOUGH:
            return "go on"
        mean = total / pages
        return "low" if mean >= _LOW else "honest" if mean <= _HONEST else "go on"

    def to_json(self) -> str:
        """Write everything down as JSON."""
        return json.dumps(self._sites)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Undo `to_json`."""
        memory = cls()
        memory._sites = {site: (pages, total) for site, (pages, total) in json.loads(text).items()}
        return memory
