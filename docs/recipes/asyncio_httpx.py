"""Fetch with httpx, judge without holding up the event loop.

A thread (``asyncio.to_thread``) keeps the loop free, but judging is Python, so threads share one
processor. A pool of processes uses them all, and a page that kills its process costs nothing but
itself. Measured figures stand in models/reports/crawls.json.

    python docs/recipes/asyncio_httpx.py https://example.com/ https://example.org/
"""

from __future__ import annotations

import asyncio
import json
import sys
from typing import TYPE_CHECKING

import httpx

from pagequality.corpus.items import Item
from pagequality.corpus.pool import PagePool
from pagequality.integrations.settings import CrawlSettings, SummaryWorker

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pagequality.tabular.summary import Summary

SETTINGS = CrawlSettings(threshold=0.8)
FETCHES = 16
"""So many addresses are asked at once."""


async def judge_in_thread(page: httpx.Response) -> Summary:
    """Judge a page in a thread: the loop stays free, other pages wait for the processor."""
    return await asyncio.to_thread(
        SETTINGS.judge, page.content, url=str(page.url), headers=page.headers,
        status=page.status_code,
    )  # fmt: skip


async def judge_in_process(page: httpx.Response, pool: PagePool) -> Summary:
    """Judge a page in a process of the pool."""
    url = str(page.url)
    item = Item(url, url, page.content, headers=dict(page.headers), status=page.status_code)
    found: Summary = await asyncio.wrap_future(pool.submit(item))
    return found


async def crawl(urls: Iterable[str], pool: PagePool | None) -> dict[str, Summary]:
    """Fetch addresses and judge what comes, in processes if there is a pool."""
    room = asyncio.Semaphore(FETCHES)
    found: dict[str, Summary] = {}

    async def visit(client: httpx.AsyncClient, url: str) -> None:
        async with room:
            page = await client.get(url)
            judging = judge_in_process(page, pool) if pool else judge_in_thread(page)
            found[url] = await judging

    async with httpx.AsyncClient(follow_redirects=True, trust_env=False) as client:
        await asyncio.gather(*(visit(client, url) for url in urls))
    return found


def main() -> None:
    """Judge the addresses given."""
    with PagePool(SummaryWorker(SETTINGS), n_jobs=-1) as pool:
        for url, found in asyncio.run(crawl(sys.argv[1:], pool)).items():
            sys.stdout.write(json.dumps({"url": url, **found}) + "\n")


if __name__ == "__main__":
    main()
