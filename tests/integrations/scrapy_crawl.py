"""One crawl in a process of its own: a reactor cannot be started twice.

    python scrapy_crawl.py '{"start": ["http://127.0.0.1:8000/page/0"], "settings": {}}'

prints the items and the statistics of the crawl as JSON.
"""

from __future__ import annotations

import dataclasses
import json
import sys
import warnings

import scrapy
from scrapy.crawler import AsyncCrawlerProcess, CrawlerProcess
from scrapy.exceptions import ScrapyDeprecationWarning


@dataclasses.dataclass
class Bare:
    """An item without a field for the verdict."""

    url: str


class LinkSpider(scrapy.Spider):
    """Follows every link and yields an item a page, with the verdict as the spider saw it."""

    name = "links"
    handle_httpstatus_list = (404,)
    bare = False

    async def start(self):
        """Ask for the first pages."""
        for url in self.start_urls:
            yield scrapy.Request(url)

    def parse(self, response):
        """Yield the page, then its links, with the verdict carried on as careless spiders do."""
        seen = response.meta.get("pagequality")
        yield Bare(response.url) if self.bare else {"url": response.url, "seen": seen}
        if isinstance(response, scrapy.http.HtmlResponse):
            for link in response.css("a::attr(href)"):
                if "/page/" in link.get():
                    yield response.follow(link.get(), meta={"pagequality": seen})


class Keep:
    """The last pipeline: keeps what came through."""

    items: list = []  # noqa: RUF012 - one crawl a process

    def process_item(self, item):
        """Keep an item."""
        self.items.append(dict(item) if isinstance(item, dict) else dataclasses.asdict(item))
        return item


def crawl(asked):
    """Crawl and return what was found."""
    settings = {
        "ADDONS": {"pagequality.integrations.scrapy.Addon": 500},
        "ITEM_PIPELINES": {Keep: 900},
        "TELNETCONSOLE_ENABLED": False,
        "LOG_LEVEL": "WARNING",
        "RETRY_TIMES": 2,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
        "DOWNLOAD_DELAY": 0,
        **asked["settings"],
    }
    kind = CrawlerProcess if settings.get("TWISTED_REACTOR_ENABLED", True) else AsyncCrawlerProcess
    process = kind(settings)
    crawler = process.create_crawler(LinkSpider)
    process.crawl(crawler, start_urls=asked["start"], bare=asked.get("bare", False))
    process.start()
    stats = {name: value for name, value in crawler.stats.get_stats().items()
             if isinstance(value, (int, float, str))}  # fmt: skip
    return {"items": Keep.items, "stats": stats}


if __name__ == "__main__":
    warnings.simplefilter("error", ScrapyDeprecationWarning)
    json.dump(crawl(json.loads(sys.argv[1])), sys.stdout)
