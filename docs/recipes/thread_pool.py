"""Fetch in threads, judge in processes: the plain crawler without an event loop.

Threads wait for the network side by side; a page is handed to a process of the pool and its thread
waits for the verdict, so no more pages are held than there are threads.

    python docs/recipes/thread_pool.py https://example.com/ https://example.org/
"""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from pagequality.corpus.items import Item
from pagequality.corpus.pool import PagePool
from pagequality.integrations.settings import CrawlSettings, SummaryWorker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pagequality.tabular.summary import Summary

THREADS = 16
LARGEST = 8_000_000


def fetch(url: str) -> Item:
    """Fetch a page; one that is not there has a page of its own, too."""
    request = Request(url, headers={"User-Agent": "pagequality-recipe"})  # noqa: S310
    try:
        answer = urlopen(request, timeout=20)  # noqa: S310 - whoever runs it chose the address
    except HTTPError as error:
        answer = error
    with answer:
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return Item(url, answer.url, answer.read(LARGEST), headers=headers, status=answer.status)


def visit(url: str, pool: PagePool) -> Summary:
    """Fetch a page and have it judged."""
    found: Summary = pool.submit(fetch(url)).result()
    return found


def crawl(urls: Iterable[str], pool: PagePool) -> Iterator[Summary]:
    """Yield a verdict for each address, in order."""
    with ThreadPoolExecutor(THREADS) as threads:
        yield from threads.map(partial(visit, pool=pool), urls)


def main() -> None:
    """Judge the addresses given."""
    with PagePool(SummaryWorker(CrawlSettings()), n_jobs=-1) as pool:
        for url, found in zip(sys.argv[1:], crawl(sys.argv[1:], pool), strict=True):
            sys.stdout.write(json.dumps({"url": url, **found}) + "\n")


if __name__ == "__main__":
    main()
