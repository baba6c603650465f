"""How a crawler's pages are judged: one frozen value, and one scorer a process.

The value is what travels to worker processes, into pickles and job files; the scorer, which weighs
a thousand times as much, is made where it is needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from pagequality.arguments import need_number
from pagequality.corpus.items import Item
from pagequality.corpus.options import TIME_LIMIT, ScoringOptions
from pagequality.corpus.worker import PageWorker
from pagequality.judge.scorer import Scorer, shipped_scorer
from pagequality.judge.unjudged import unjudged
from pagequality.judge.verdict import LOW, Verdict
from pagequality.page.notice import Notice
from pagequality.tabular.summary import Summary, summary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pagequality.tabular.failure import Failure

KEY: Final = "pagequality"
"""Where an engine's metadata keep a page's `Summary`."""


@dataclass(frozen=True, slots=True)
class CrawlSettings:
    """How pages are judged.

    Attributes:
        model: path of a model of your own; nothing for the one that comes along.
        prior: share of low pages where they come from, in (0, 1).
        threshold: probability from which on a page is called low, in (0, 1].
        time_limit: seconds a page may take.
        text: pages are extracted text, not HTML.

    Raises:
        ValueError: a number is out of range.

    >>> CrawlSettings(threshold=90)
    Traceback (most recent call last):
        ...
    ValueError: threshold must lie between 0 and 1, not 90
    """

    model: str | None = None
    prior: float | None = None
    threshold: float = LOW
    time_limit: float = TIME_LIMIT
    text: bool = False

    def __post_init__(self) -> None:
        _ = self.options
        if self.prior is not None:
            need_number("prior", self.prior)
        if self.prior is not None and not 0.0 < self.prior < 1.0:
            message = f"prior must lie between 0 and 1, not {self.prior:g}"
            raise ValueError(message)

    @property
    def options(self) -> ScoringOptions:
        """The same for workers."""
        return ScoringOptions(threshold=self.threshold, time_limit=self.time_limit, text=self.text)

    @property
    def scorer(self) -> Scorer:
        """This process's scorer, loaded once.

        Raises:
            ModelError: the model cannot be used.
        """
        return _scorer(self.model, self.prior)

    def judge(
        self,
        payload: str | bytes | None,
        *,
        url: str = "",
        headers: Mapping[str, str] | None = None,
        status: int | None = None,
    ) -> Summary:
        """Judge a page in this process, within the time limit; nothing in a page makes it raise.

        >>> CrawlSettings().judge("<p>Too short to judge.")["state"]
        'thin'
        """
        item = Item(url, url, payload, headers=headers, status=status)
        return SummaryWorker(self)(item)


class SummaryWorker(PageWorker):
    """What a process runs for a crawler: results are summaries.

    >>> SummaryWorker(CrawlSettings())(Item("a", payload="<p>Too short."))["low"]
    False
    """

    def __init__(self, settings: CrawlSettings) -> None:
        super().__init__(settings, settings.options, verdicts=True)

    def __call__(self, item: Item, *, in_worker: bool = False) -> Summary:
        """Judge one page and sum up the verdict."""
        return self._summed(item, super().__call__(item, in_worker=in_worker))

    def failed(self, item: Item, failure: Failure) -> Summary:
        """Sum up why a page could not be judged."""
        return self._summed(item, super().failed(item, failure))

    @property
    def scorer(self) -> Any:
        """This process's scorer."""
        return self.given.scorer

    def _summed(self, item: Item, found: Verdict | Failure) -> Summary:
        if not isinstance(found, Verdict):
            found = unjudged(Notice(found.code, found.message), item.url)
        return summary(found, self.options.threshold)


@cache
def _scorer(model: str | None, prior: float | None) -> Scorer:
    if model is None and prior is None:
        return shipped_scorer()
    return Scorer(model, prior=prior)
