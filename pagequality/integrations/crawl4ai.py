"""crawl4ai: the verdict in ``result.metadata["pagequality"]``, and crawls that leave low pages.

On results as they are::

    result = await crawler.arun(url)
    annotate(result).metadata["pagequality"]["low"]

Within a deep crawl, from one memory of sites that the crawl fills and follows::

    memory = SiteTracker()
    config = CrawlerRunConfig(
        scraping_strategy=ScoringStrategy(memory=memory),
        deep_crawl_strategy=BestFirstStrategy(max_depth=3, url_scorer=SiteScorer(memory)),
    )

A page is judged inside the event loop, in some milliseconds. ``prefetch=True`` scrapes nothing,
so nothing is judged. These classes are for Python: crawl4ai's server drops classes that it does
not know, without a word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pagequality.errors import MissingExtraError
from pagequality.integrations.settings import KEY, CrawlSettings
from pagequality.page.site import site_of

try:
    from crawl4ai.content_scraping_strategy import (
        ContentScrapingStrategy,
        LXMLWebScrapingStrategy,
    )
    from crawl4ai.deep_crawling.bff_strategy import BestFirstCrawlingStrategy
    from crawl4ai.deep_crawling.scorers import URLScorer
except ImportError as error:
    message = "crawl4ai needs crawl4ai 0.9.5 or newer: pip install 'pagequality[crawl4ai]'"
    raise MissingExtraError(message) from error

if TYPE_CHECKING:
    from crawl4ai.models import CrawlResult, ScrapingResult

    from pagequality.sites.tracker import SiteTracker

_USUAL: Final = CrawlSettings()
_SCORES: Final = {"honest": 1.0, "go on": 0.5, "low": 0.0}


def annotate(result: CrawlResult, settings: CrawlSettings = _USUAL) -> CrawlResult:
    """Judge a result's page and keep the verdict in its metadata.

    A result without a page, of a failed fetch for one, is returned as it is.

    Args:
        result: what ``arun`` returned, or one of what a deep crawl returned.
        settings: how pages are judged.

    Returns:
        The same result.
    """
    if result.html:
        found = settings.judge(
            result.html,
            url=result.redirected_url or result.url,
            headers={str(k).lower(): str(v) for k, v in (result.response_headers or {}).items()},
            status=result.status_code,
        )
        result.metadata = {**(result.metadata or {}), KEY: found}
    return result


def is_low(result: CrawlResult) -> bool:
    """Whether a result's page was judged, and is low."""
    found = (result.metadata or {}).get(KEY)
    return found is not None and found["low"]


class ScoringStrategy(ContentScrapingStrategy):  # type: ignore[misc]
    """Scrapes as another strategy does, and judges the page as it came.

    Args:
        inner: what scrapes; crawl4ai's own when not given.
        settings: how pages are judged.
        memory: of sites, to be filled; `SiteScorer` reads it.
    """

    def __init__(
        self,
        inner: ContentScrapingStrategy | None = None,
        *,
        settings: CrawlSettings = _USUAL,
        memory: SiteTracker | None = None,
    ) -> None:
        self.inner = LXMLWebScrapingStrategy() if inner is None else inner
        self.settings, self.memory = settings, memory

    @property
    def logger(self) -> Any:
        """The inner strategy's logger, which crawl4ai sets."""
        return self.inner.logger

    @logger.setter
    def logger(self, logger: Any) -> None:
        """Hand it to the inner strategy."""
        self.inner.logger = logger

    def scrap(self, url: str, html: str, **options: Any) -> ScrapingResult:
        """Scrape a page and judge it."""
        return self._judged(self.inner.scrap(url, html, **options), html, options, url=url)

    async def ascrap(self, url: str, html: str, **options: Any) -> ScrapingResult:
        """Scrape a page and judge it."""
        scraped = await self.inner.ascrap(url, html, **options)
        return self._judged(scraped, html, options, url=url)

    def _judged(
        self, scraped: ScrapingResult, html: str, options: dict[str, Any], *, url: str
    ) -> ScrapingResult:
        address = options.get("redirected_url") or url
        found = self.settings.judge(html, url=address, status=options.get("status_code"))
        if self.memory is not None:
            self.memory.add_row({"url": address, **found})
        scraped.metadata = {**(scraped.metadata or {}), KEY: found}
        return scraped


class SkipLowLinks:
    """For a deep-crawl strategy, named before it: links of low pages are not followed.

    ::

        class Strategy(SkipLowLinks, BFSDeepCrawlStrategy): ...
    """

    async def link_discovery(self, result: CrawlResult, *where: Any, **more: Any) -> None:
        """Discover the links of a page, unless it is low."""
        if not is_low(result):
            await super().link_discovery(result, *where, **more)  # type: ignore[misc]


class BestFirstStrategy(SkipLowLinks, BestFirstCrawlingStrategy):  # type: ignore[misc]
    """crawl4ai's best-first crawl that does not follow the links of low pages."""


class SiteScorer(URLScorer):  # type: ignore[misc]
    """Scores an address by what is known of its site: honest 1, unknown 0.5, low 0.

    With ``score_threshold=0.25`` a strategy never goes to a low site. Do not put it inside
    crawl4ai's ``CompositeScorer``, which asks once for each address and never again.

    Args:
        memory: of sites, as `ScoringStrategy` fills it.
        weight: of the score.
    """

    __slots__ = ("memory",)

    def __init__(self, memory: SiteTracker, *, weight: float = 1.0) -> None:
        super().__init__(weight)
        self.memory = memory

    def _calculate_score(self, url: str) -> float:
        return _SCORES[self.memory.decide(site_of(url))]
