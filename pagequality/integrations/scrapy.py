"""Scrapy: pages are judged as they come, and the crawl may turn away from low ones.

One line in the settings switches it on; nothing is dropped unless asked for::

    ADDONS = {"pagequality.integrations.scrapy.Addon": 500}

Every HTML page that reaches a spider has its verdict in ``response.meta["pagequality"]``, a plain
dict (`pagequality.tabular.summary.Summary`), and so has every item made of it.

| setting | default | meaning |
|---|---|---|
| ``PAGEQUALITY_ENABLED`` | true | false switches everything off |
| ``PAGEQUALITY_THRESHOLD`` | 0.7 | probability from which on a page is low |
| ``PAGEQUALITY_PRIOR`` | none | share of low pages where the crawl goes |
| ``PAGEQUALITY_TIME_LIMIT`` | 20 | seconds after which a page is given up |
| ``PAGEQUALITY_MODEL`` | none | path of a model of your own |
| ``PAGEQUALITY_LINKS`` | ``follow`` | links of low pages and to low sites: ``follow``, ``later`` \
or ``drop`` |
| ``PAGEQUALITY_ITEMS`` | ``keep`` | items of low pages: ``keep`` or ``drop`` |
| ``PAGEQUALITY_FIELD`` | ``pagequality`` | field of an item that gets the verdict; empty for none |
| ``PAGEQUALITY_WORKERS`` | processors less one | worker processes |

Pages are judged in worker processes, so the reactor never waits. With a job directory the memory
of sites is kept beside Scrapy's own files.
"""

from __future__ import annotations

import asyncio
import logging
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from pagequality.corpus.engine import number_of_processes
from pagequality.corpus.items import Item
from pagequality.corpus.options import TIME_LIMIT
from pagequality.corpus.pool import PagePool
from pagequality.errors import CorpusError, MissingExtraError
from pagequality.integrations.settings import KEY, CrawlSettings, SummaryWorker
from pagequality.judge.verdict import LOW
from pagequality.page.site import site_of
from pagequality.sites.tracker import SiteTracker
from pagequality.tabular.outputs import write_text

try:
    from itemadapter import ItemAdapter
    from scrapy import signals
    from scrapy.exceptions import DropItem, NotConfigured
    from scrapy.http import HtmlResponse
    from scrapy.http.request import NO_CALLBACK
    from scrapy.spidermiddlewares.base import BaseSpiderMiddleware
    from scrapy.utils.asyncio import is_asyncio_available
    from scrapy.utils.job import job_dir
except ImportError as error:
    message = "Scrapy needs scrapy 2.14 or newer: pip install 'pagequality[scrapy]'"
    raise MissingExtraError(message) from error

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.settings import BaseSettings

    from pagequality.tabular.summary import Summary

SITES_FILE: Final = "pagequality-sites.json"
"""The memory of sites in a job directory."""
LATER: Final = 100
"""By so much the priority of a request is lowered that can wait."""
_LINKS: Final = ("follow", "later", "drop")
_ITEMS: Final = ("keep", "drop")
_MIDDLEWARE, _SPIDER_MIDDLEWARE, _PIPELINE = 540, 543, 100
_log = logging.getLogger(__name__)


class Addon:
    """Puts the three components where they belong."""

    def update_settings(self, settings: BaseSettings) -> None:
        """Add them to Scrapy's settings, unless they are there."""
        for name, component, place in (
            ("DOWNLOADER_MIDDLEWARES", ScoringMiddleware, _MIDDLEWARE),
            ("SPIDER_MIDDLEWARES", FrontierMiddleware, _SPIDER_MIDDLEWARE),
            ("ITEM_PIPELINES", LowItemsPipeline, _PIPELINE),
        ):
            settings.setdefault_in_component_priority_dict(name, component, place)


def settings_of(crawler: Crawler) -> CrawlSettings:
    """Read how pages are judged.

    Raises:
        NotConfigured: it is switched off.
        ValueError: a number is out of range.
    """
    settings = crawler.settings
    if not settings.getbool("PAGEQUALITY_ENABLED", True):  # noqa: FBT003 - Scrapy's own order
        raise NotConfigured
    prior = settings.get("PAGEQUALITY_PRIOR")
    return CrawlSettings(
        model=settings.get("PAGEQUALITY_MODEL"),
        prior=None if prior is None else float(prior),
        threshold=settings.getfloat("PAGEQUALITY_THRESHOLD", LOW),
        time_limit=settings.getfloat("PAGEQUALITY_TIME_LIMIT", TIME_LIMIT),
    )


def _choice(crawler: Crawler, name: str, known: tuple[str, ...]) -> str:
    found: str = crawler.settings.get(name, known[0])
    if found not in known:
        text = f"{name} must be one of {', '.join(known)}, not {found!r}"
        raise ValueError(text)
    return found


def verdict_of(response: Response | None) -> Summary | None:
    """Return what was said of a response; nothing for one that was not judged."""
    found: Summary | None = None if response is None else response.meta.get(KEY)
    return found


class ScoringMiddleware:
    """Downloader middleware: judges final HTML responses.

    It stands where responses have been unpacked, redirects followed and errors tried again, so
    every page is judged once. Requests that no spider made (``robots.txt``) are left alone.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        settings = settings_of(crawler)
        if settings.model is not None:
            _ = settings.scorer  # a broken model is said at the start of the crawl
        usual = max(1, number_of_processes(-1) - 1)
        workers = crawler.settings.getint("PAGEQUALITY_WORKERS", usual)
        self.pool = PagePool(SummaryWorker(settings), n_jobs=workers)
        crawler.signals.connect(self.close, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make it from a crawler's settings."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Forget the verdict of the page that a request's metadata were copied from."""
        request.meta.pop(KEY, None)

    async def process_response(self, request: Request, response: Response) -> Response:
        """Judge a page and leave the verdict in the request's metadata."""
        if isinstance(response, HtmlResponse) and request.callback is not NO_CALLBACK:
            started = time.monotonic()
            try:
                found = request.meta[KEY] = await self._judged(response)
            except CorpusError as error:  # no process can be started: the crawl goes on without
                self.crawler.stats.inc_value(f"{KEY}/error")
                _log.error("%s is not judged: %s", response, error)
            else:
                self._count(found, time.monotonic() - started)
        return response

    async def _judged(self, response: Response) -> Summary:
        item = Item(
            response.url, response.url, response.body, headers=_headers(response),
            status=response.status,
        )  # fmt: skip
        if is_asyncio_available():
            found: Summary = await asyncio.wrap_future(self.pool.submit(item))
            return found
        from twisted.internet.threads import deferToThread  # noqa: PLC0415 - imports the reactor

        return await deferToThread(self.pool.submit(item).result)  # type: ignore[no-any-return]

    def _count(self, found: Summary, seconds: float) -> None:
        stats = self.crawler.stats
        stats.inc_value(f"{KEY}/pages")
        stats.inc_value(f"{KEY}/label/{found['label'].replace(' ', '_')}")
        if found["low"]:
            stats.inc_value(f"{KEY}/low")
        if found["probability"] is None:
            state = found["state"] if found["state"] != "ok" else "".join(found["notices"][:1])
            stats.inc_value(f"{KEY}/abstained/{state.replace(' ', '_')}")
        stats.inc_value(f"{KEY}/seconds_waited", round(seconds, 6))

    def close(self) -> None:
        """End the worker processes."""
        self.pool.close()


def _headers(response: Response) -> dict[str, str]:
    return {
        name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
        for name, values in response.headers.items()
    }


class FrontierMiddleware(BaseSpiderMiddleware):  # type: ignore[misc]
    """Spider middleware: annotates items; drops or delays links of low pages and to low sites.

    ``memory`` is what it knows of sites, a `SiteTracker`.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        settings_of(crawler)
        self.links = _choice(crawler, "PAGEQUALITY_LINKS", _LINKS)
        self.field = crawler.settings.get("PAGEQUALITY_FIELD", KEY)
        self.memory = SiteTracker()
        self._without_field: set[type] = set()
        crawler.signals.connect(self.opened, signal=signals.spider_opened)
        crawler.signals.connect(self.closed, signal=signals.spider_closed)

    def process_spider_input(self, response: Response) -> None:
        """Take a page into account for its site."""
        found = verdict_of(response)
        if found is not None:
            self.memory.add_row({"url": response.url, **found})

    def get_processed_request(self, request: Request, response: Response | None) -> Request | None:
        """Let a request pass, wait or go, by the page that it stands on and the site it is to."""
        if self.links == "follow" or response is None:
            return request
        found = verdict_of(response)
        why = "page" if found is not None and found["low"] else "site"
        if why == "site" and self.memory.decide(site_of(request.url)) != "low":
            return request
        stats = self.crawler.stats
        if self.links == "drop":
            stats.inc_value(f"{KEY}/requests_dropped/low_{why}")
            return None
        stats.inc_value(f"{KEY}/requests_delayed/low_{why}")
        return request.replace(priority=request.priority - LATER)

    def get_processed_item(self, item: Any, response: Response | None) -> Any:
        """Give an item the verdict of its page."""
        found = verdict_of(response)
        if found is None or not self.field or type(item) in self._without_field:
            return item
        try:
            ItemAdapter(item)[self.field] = found
        except KeyError:
            self._without_field.add(type(item))
            _log.warning(
                "%s has no field %r: it gets no verdict and is never dropped; add the field, or "
                "name another in PAGEQUALITY_FIELD", type(item).__name__, self.field,
            )  # fmt: skip
        return item

    def opened(self) -> None:
        """Go on with the memory of a job that was broken off; begin anew where it is damaged."""
        file = self._file()
        if file is None or not file.exists():
            return
        try:
            self.memory = SiteTracker.from_json(file.read_bytes())
        except (OSError, CorpusError) as error:
            _log.error("the memory of sites begins anew, for %s cannot be read: %s", file, error)

    def closed(self) -> None:
        """Keep the memory with the job."""
        file = self._file()
        if file is not None:
            write_text(file, self.memory.to_json())

    def _file(self) -> Path | None:
        folder = job_dir(self.crawler.settings)
        return Path(folder, SITES_FILE) if folder else None


class LowItemsPipeline:
    """Item pipeline: drops items of low pages, where ``PAGEQUALITY_ITEMS`` is ``drop``."""

    def __init__(self, crawler: Crawler) -> None:
        settings_of(crawler)
        if _choice(crawler, "PAGEQUALITY_ITEMS", _ITEMS) == "keep":
            raise NotConfigured
        self.field = crawler.settings.get("PAGEQUALITY_FIELD", KEY)
        if not self.field:
            text = "PAGEQUALITY_ITEMS = 'drop' needs the name of a field in PAGEQUALITY_FIELD"
            raise ValueError(text)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make it from a crawler's settings."""
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        """Return an item, unless its page is low."""
        found = ItemAdapter(item).get(self.field)
        if found is not None and found["low"]:
            text = f"low page: {', '.join(found['topics']) or found['label']}"
            raise DropItem(text, log_level="INFO")
        return item
