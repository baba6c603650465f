"""Many sites at once, fed one page at a time, as a crawler meets them."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from pagequality.errors import CorpusError
from pagequality.page.site import site_of
from pagequality.sites.judging import judge, next_step
from pagequality.sites.marks import (
    key_of_row,
    key_of_verdict,
    mark_of_row,
    mark_of_verdict,
)
from pagequality.sites.networks import Network, networks
from pagequality.sites.sample import Sample
from pagequality.sites.sequential import Promise
from pagequality.sites.template import template_lines
from pagequality.tabular.sites import site_named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pagequality.judge.verdict import Verdict
    from pagequality.page.sketch import Sketch
    from pagequality.page.template import TemplateLines
    from pagequality.sites.verdict import SiteVerdict, Step

_PROTOCOL: Final = 2


class SiteTracker:
    """What is known of every site so far, in room that does not grow with a site's pages.

    The order in which pages come changes nothing. Trackers of parts of a crawl merge into the
    tracker of the whole, in any order.

    Args:
        false_alarms: the share of honest sites that may be called low.
        misses: the share of low sites that may be called honest.
        budget: judged pages of a site after which `decide` decides as things stand; none without
            it.

    Raises:
        ValueError: a share is not between 0 and 0.5, or the budget is not positive.

    >>> import pagequality as pq
    >>> tracker = SiteTracker()
    >>> for number in range(12):
    ...     row = {"url": f"https://farm.example/{number}", "probability": 0.98}
    ...     name = tracker.add_row(row)
    >>> tracker.decide("farm.example"), tracker.decide("garden.example")
    ('low', 'go on')
    >>> tracker.verdict("farm.example").pages
    12
    """

    def __init__(
        self, *, false_alarms: float = 0.01, misses: float = 0.05, budget: int | None = None
    ) -> None:
        self.promise = Promise(false_alarms, misses, budget).checked()
        self._samples: dict[str, Sample] = {}

    def __len__(self) -> int:
        return len(self._samples)

    def __contains__(self, site: str) -> bool:
        return site in self._samples

    @property
    def sites(self) -> list[str]:
        """The sites of which a page was seen, by name."""
        return sorted(self._samples)

    def sample(self, site: str) -> Sample:
        """Return what is kept of a site; nothing but zeros for one that was not seen."""
        return self._samples.get(site) or Sample()

    def add(
        self, verdict: Verdict, *, site: str | None = None, sketch: Sketch | None = None
    ) -> str:
        """Take a page into account.

        Args:
            verdict: what was said of it.
            site: what it belongs to, if not the registrable domain of its address.
            sketch: of `pagequality.sketch`, for what only pages side by side show.

        Returns:
            The site it was counted for.
        """
        name = site_of(verdict.url) if site is None else site
        sample = self._samples.setdefault(name, Sample())
        if verdict.abstained:
            sample.add_unjudged(verdict.state.name)
        else:
            sample.add(key_of_verdict(verdict), partial(mark_of_verdict, verdict, sketch=sketch))
        return name

    def add_row(self, row: Mapping[str, Any]) -> str:
        """Take a row of scores into account; its ``site`` counts, else that of its ``url``.

        Returns:
            The site it was counted for.
        """
        name = site_named(row)
        sample = self._samples.setdefault(name, Sample())
        probability = row.get("probability")
        if probability is None or probability != probability:  # noqa: PLR0124 - nan
            sample.add_unjudged("error" if row.get("error") else row.get("state") or "not judged")
        else:
            sample.add(key_of_row(row), partial(mark_of_row, row))
        return name

    def verdict(self, site: str) -> SiteVerdict:
        """Say what the pages so far say of a site."""
        return judge(site, self.sample(site), self.promise)

    def verdicts(self) -> list[SiteVerdict]:
        """Say it of every site, those that are surest to be low first."""
        found = [judge(site, sample, self.promise) for site, sample in self._samples.items()]
        return sorted(found, key=lambda verdict: verdict.rank)

    def decide(self, site: str) -> Step:
        """Say whether the promised error is reached, and which way.

        With a budget, a site that has used it up is decided as things stand.
        """
        return next_step(self.sample(site), self.promise)

    def template_lines(self, site: str) -> TemplateLines:
        """Return the lines that stand on most pages of a site, of those kept with a sketch.

        For `pagequality.analyze` and its like, which then judge a page without them.
        """
        marks = self.sample(site).marks
        return template_lines(mark.sketch for mark in marks if mark.sketch is not None)

    def networks(self) -> list[Network]:
        """Return which of the sites share ids, templates or targets; see `Network`."""
        return networks(self._samples)

    def merge(self, other: SiteTracker) -> SiteTracker:
        """Return a tracker of what both saw; this one's promise holds."""
        both = SiteTracker(
            false_alarms=self.promise.false_alarms,
            misses=self.promise.misses,
            budget=self.promise.budget,
        )
        for tracker in (self, other):
            for site, sample in tracker._samples.items():  # noqa: SLF001 - its own kind
                both._samples.setdefault(site, Sample()).merge(sample)
        return both

    def to_json(self) -> str:
        """Write everything down as JSON, the same text for the same pages."""
        sites = {site: self._samples[site].to_json() for site in self.sites}
        return json.dumps({"protocol": _PROTOCOL, "promise": self.promise, "sites": sites})

    @classmethod
    def from_json(cls, text: str | bytes) -> SiteTracker:
        """Undo `to_json`.

        Raises:
            CorpusError: it is not what `to_json` wrote.
        """
        try:
            data = json.loads(text)
            if data["protocol"] != _PROTOCOL:
                message = f"its protocol is {data['protocol']}"
                raise ValueError(message)  # noqa: TRY301 - one message for all that is broken
            false_alarms, misses, budget = data["promise"]
            found = cls(false_alarms=false_alarms, misses=misses, budget=budget)
            for site, sample in data["sites"].items():
                found._samples[site] = Sample.from_json(sample)
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            message = f"this is no tracker of sites: {error}"
            raise CorpusError(message) from error
        return found
