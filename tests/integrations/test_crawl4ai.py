"""crawl4ai, real crawls of a small web on loopback addresses; no browser is needed."""

from __future__ import annotations

import asyncio
import re

import pytest

pytest.importorskip("crawl4ai", reason="crawl4ai comes with pagequality[crawl4ai]")
pytestmark = pytest.mark.filterwarnings("ignore")

from crawl4ai import AsyncWebCrawler, CacheMode, CrawlerRunConfig, HTTPCrawlerConfig  # noqa: E402
from crawl4ai.async_crawler_strategy import AsyncHTTPCrawlerStrategy  # noqa: E402
from crawl4ai.content_scraping_strategy import LXMLWebScrapingStrategy  # noqa: E402
from crawl4ai.deep_crawling import BFSDeepCrawlStrategy  # noqa: E402
from crawl4ai.models import CrawlResult  # noqa: E402
from local_web import FARM, HONEST, local_web  # noqa: E402

from pagequality.integrations import crawl4ai as adapter  # noqa: E402
from pagequality.integrations.settings import CrawlSettings  # noqa: E402
from pagequality.sites.tracker import SiteTracker  # noqa: E402


@pytest.fixture(scope="module")
def web():
    """The sites."""
    with local_web(7) as web:
        yield web


@pytest.fixture(autouse=True)
def _home(tmp_path, monkeypatch):
    monkeypatch.setenv("CRAWL4_AI_BASE_DIRECTORY", str(tmp_path))


def crawl(url, **config):
    """Fetch a page, or all that a deep crawl finds."""

    async def fetch():
        strategy = AsyncHTTPCrawlerStrategy(browser_config=HTTPCrawlerConfig())
        async with AsyncWebCrawler(crawler_strategy=strategy) as crawler:
            options = CrawlerRunConfig(cache_mode=CacheMode.BYPASS, verbose=False, **config)
            return list(await crawler.arun(url, config=options))

    return asyncio.run(fetch())


def numbers(results):
    """The numbers of the numbered pages that were fetched."""
    found = (re.search(r"/page/(\d+)$", result.url) for result in results)
    return sorted(int(match[1]) for match in found if match)


def test_a_result_is_annotated(web):
    """With its address, headers and status; the rest of the metadata stays."""
    (low,), (honest,) = crawl(web.url(FARM)), crawl(web.url(HONEST))
    before = dict(low.metadata)
    assert adapter.annotate(low) is low
    assert low.metadata["pagequality"]["low"]
    assert {name: low.metadata[name] for name in before} == before
    assert adapter.annotate(honest).metadata["pagequality"]["label"] == "honest"
    strict = adapter.annotate(low, CrawlSettings(threshold=1.0))
    assert not strict.metadata["pagequality"]["low"]


def test_a_missing_page_is_an_error(web):
    """The status of the answer is heard: no page of it is low."""
    missing = CrawlResult(
        url="http://a.example/", html=web.page(FARM, 0).decode(), success=True, status_code=404,
        response_headers={"Content-Type": "text/html"},
    )  # fmt: skip
    found = adapter.annotate(missing).metadata["pagequality"]
    assert (found["state"], found["low"]) == ("error", False)


def test_a_failed_fetch_is_left_alone():
    """There is no page to judge."""
    failed = CrawlResult(url="http://gone.example/", html="", success=False)
    assert adapter.annotate(failed).metadata is None
    assert not adapter.is_low(failed)


def test_scraping_goes_on_as_before(web):
    """The wrapper changes nothing but the metadata."""
    (plain,) = crawl(web.url(HONEST), scraping_strategy=LXMLWebScrapingStrategy())
    (judged,) = crawl(web.url(HONEST), scraping_strategy=adapter.ScoringStrategy())
    assert judged.cleaned_html == plain.cleaned_html
    assert judged.links == plain.links
    assert judged.metadata.pop("pagequality")["label"] == "honest"
    assert judged.metadata == plain.metadata


@pytest.mark.parametrize("kind", ["best first", "breadth first"])
def test_links_of_low_pages_are_not_followed(web, kind):
    """A farm is left at its first page, an honest site is crawled whole."""

    class BreadthFirst(adapter.SkipLowLinks, BFSDeepCrawlStrategy):
        """The mixin with another strategy."""

    kinds = {"best first": adapter.BestFirstStrategy, "breadth first": BreadthFirst}

    def found(host):
        return crawl(
            web.url(host),
            scraping_strategy=adapter.ScoringStrategy(),
            deep_crawl_strategy=kinds[kind](max_depth=3),
        )

    assert numbers(found(HONEST)) == list(range(7))
    assert numbers(found(FARM)) == [0]


def test_the_frontier_follows_what_is_known_of_sites(web):
    """Pages of a site that is known to be low come last, or never."""
    memory = SiteTracker()
    for number in range(12):
        memory.add_row({"url": web.url(FARM, f"/{number}"), "probability": 0.99})
    scorer = adapter.SiteScorer(memory)
    assert (scorer.score(web.url(FARM)), scorer.score(web.url(HONEST))) == (0.0, 0.5)
    results = crawl(
        web.url(HONEST, "/to-farm"),
        scraping_strategy=adapter.ScoringStrategy(memory=memory),
        deep_crawl_strategy=adapter.BestFirstStrategy(
            max_depth=2, include_external=True, url_scorer=scorer, score_threshold=0.25
        ),
    )
    assert [result.url for result in results if FARM in result.url] == []
    assert len(results) > 1


def test_memory_is_filled_by_the_crawl(web):
    """Every judged page counts for its site."""
    memory = SiteTracker()
    crawl(
        web.url(HONEST),
        scraping_strategy=adapter.ScoringStrategy(memory=memory),
        deep_crawl_strategy=adapter.BestFirstStrategy(max_depth=3),
    )
    assert HONEST in memory.to_json()
