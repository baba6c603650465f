"""Measure crawls of a local web: what judging costs, in pages a second, processor time and memory.

    python -m models run crawls

Development pages are served on the loopback address by a process of its own, and crawled by Scrapy
with the add-on and without it, by the asyncio recipe that judges in threads and in processes, and
sent to ``pagequality serve``. The ways take turns, so that a change of the machine's speed meets
all alike; medians are kept. Memory is what a crawl and its workers hold together (proportional set
size), sampled twice a second.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib.util
import itertools
import json
import os
import re
import statistics
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.error import HTTPError
from urllib.request import urlopen

from models.benchmarks.corpus import watch
from models.data import pages
from models.places import ROOT, data_folder, write_report
from pagequality.corpus.pool import PagePool
from pagequality.integrations.settings import CrawlSettings, SummaryWorker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PAGES: Final = 2000
ROUNDS: Final = 3
CLIENTS: Final = 8
_THIS: Final = "models.benchmarks.crawls"
_ADDON: Final = {"ADDONS": {"pagequality.integrations.scrapy.Addon": 500}}
_SETTINGS: Final = {
    "TELNETCONSOLE_ENABLED": False, "LOG_LEVEL": "ERROR", "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
    "DOWNLOAD_DELAY": 0,
}  # fmt: skip


def crawl_scrapy(addresses: list[str], **settings: Any) -> int:
    """Crawl with Scrapy; return how many pages came."""
    import scrapy  # noqa: PLC0415 - an optional extra
    from scrapy.crawler import CrawlerProcess  # noqa: PLC0415 - as above

    class Pages(scrapy.Spider):  # type: ignore[misc]
        name = "pages"
        start_urls = addresses

        def parse(self, response: Any) -> Iterator[dict[str, Any]]:
            """Yield an item a page."""
            yield {"url": response.url}

    process = CrawlerProcess({**_SETTINGS, **settings})
    crawler = process.create_crawler(Pages)
    process.crawl(crawler)
    process.start()
    count: int = crawler.stats.get_value("item_scraped_count")
    return count


def crawl_asyncio(addresses: list[str], *, workers: int) -> int:
    """Crawl as the recipe does, judging in threads or in so many processes."""
    path = ROOT / "docs" / "recipes" / "asyncio_httpx.py"
    spec = importlib.util.spec_from_file_location("asyncio_httpx", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    recipe = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(recipe)
    if not workers:
        return len(asyncio.run(recipe.crawl(addresses, None)))
    with PagePool(SummaryWorker(CrawlSettings()), n_jobs=workers) as pool:
        return len(asyncio.run(recipe.crawl(addresses, pool)))


WAYS: Final[dict[str, Callable[[list[str]], int]]] = {
    "scrapy, not judged": crawl_scrapy,
    "scrapy, one worker": lambda urls: crawl_scrapy(urls, **_ADDON, PAGEQUALITY_WORKERS=1),
    "scrapy, two workers": lambda urls: crawl_scrapy(urls, **_ADDON, PAGEQUALITY_WORKERS=2),
    "asyncio, threads": lambda urls: crawl_asyncio(urls, workers=0),
    "asyncio, one worker": lambda urls: crawl_asyncio(urls, workers=1),
    "asyncio, two workers": lambda urls: crawl_asyncio(urls, workers=2),
}


def be_the_web(data: Path, number: int) -> None:
    """Serve development pages until the process is ended."""
    held = [row["html"] for row in itertools.islice(pages(data), number)]

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            found = re.fullmatch(r"/(\d+)", self.path)
            body = held[int(found[1]) % len(held)] if found else b""
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_port, flush=True)
    server.serve_forever()


@contextmanager
def started(*words: str, **pipes: Any) -> Iterator[subprocess.Popen[bytes]]:
    """Run a module of this Python while it is open."""
    env = os.environ | {"OMP_NUM_THREADS": "1"}
    with subprocess.Popen([sys.executable, "-m", *words], env=env, cwd=ROOT, **pipes) as process:  # noqa: S603
        try:
            yield process
        finally:
            process.terminate()


def watched(way: str, port: int, number: int) -> dict[str, float]:
    """Crawl in a process of its own and watch it."""
    words = (_THIS, "--way", way, "--port", str(port), "--pages", str(number))
    samples: list[float] = []
    with started(*words, stdout=subprocess.PIPE) as process:
        watcher = threading.Thread(target=watch, args=(process, samples))
        watcher.start()
        out = process.communicate()[0]
        watcher.join()
    figures: dict[str, float] = json.loads(out.splitlines()[-1])
    return figures | {"peak_mib": round(max(samples), 1)}


def one(way: str, port: int, number: int) -> None:
    """Be the process that is watched."""
    before, started_at = sum(os.times()[:4]), time.monotonic()
    count = WAYS[way]([f"http://127.0.0.1:{port}/{n}" for n in range(number)])
    seconds, worked = time.monotonic() - started_at, sum(os.times()[:4]) - before
    print(json.dumps({
        "pages": count, "pages_per_second": round(count / seconds, 2),
        "processor_ms_per_page": round(1000 * worked / count, 3),
    }))  # fmt: skip


def served(data: Path, number: int) -> dict[str, float]:
    """Send pages to ``pagequality serve`` from many clients, and watch it."""
    bodies = [
        json.dumps({"id": n, "html": row["html"].decode(errors="replace")}).encode()
        for n, row in enumerate(itertools.islice(pages(data), number))
    ]
    samples: list[float] = []
    with started(
        "pagequality", "serve", "--http", "0", "-j", "2", stderr=subprocess.PIPE
    ) as process:
        if process.stderr is None:
            raise RuntimeError
        where = process.stderr.readline().decode().split()[-1]
        watcher = threading.Thread(target=watch, args=(process, samples))
        watcher.start()
        begun = time.monotonic()
        with ThreadPoolExecutor(CLIENTS) as clients:
            waits = sorted(clients.map(lambda body: sent(f"{where}/page", body), bodies))
        seconds = time.monotonic() - begun
        process.terminate()
        watcher.join()
    return {
        "requests": len(waits),
        "requests_per_second": round(len(waits) / seconds, 2),
        "median_ms": round(1000 * statistics.median(waits), 1),
        "slowest_percent_ms": round(1000 * waits[int(0.99 * len(waits))], 1),
        "peak_mib": round(max(samples), 1),
    }


def sent(where: str, body: bytes) -> float:
    """Send a request, again while the server is busy; return the seconds until its answer."""
    begun = time.monotonic()
    while True:
        try:
            with urlopen(where, data=body, timeout=120) as answer:  # noqa: S310 - our own server
                answer.read()
        except HTTPError as error:
            if error.code != 503:
                raise
            time.sleep(0.05)
        else:
            return time.monotonic() - begun


def measured(data: Path, number: int, rounds: int) -> dict[str, Any]:
    """Return the medians of each way over some rounds, the server's figures among them."""
    found: dict[str, list[dict[str, float]]] = {way: [] for way in (*WAYS, "serve")}
    words = (_THIS, "--web", str(data), "--pages", str(number))
    with started(*words, stdout=subprocess.PIPE) as web:
        if web.stdout is None:
            raise RuntimeError
        port = int(web.stdout.readline())
        for _ in range(rounds):
            for way in WAYS:
                found[way].append(watched(way, port, number))
                print(way, json.dumps(found[way][-1]), flush=True)
            found["serve"].append(served(data, number))
            print("serve", json.dumps(found["serve"][-1]), flush=True)
    return {
        way: {name: round(statistics.median(run[name] for run in runs), 2) for name in runs[0]}
        for way, runs in found.items()
    }


def run(data: Path, *, number: int = PAGES, rounds: int = ROUNDS) -> None:
    """Crawl in every way, print and keep the table."""
    begun, load = time.time(), os.getloadavg()[0]
    table = measured(data, number, rounds)
    write_report("crawls", {
        "rounds": rounds, "processors": os.cpu_count(), "load_at_start": round(load, 1),
        "minutes": round((time.time() - begun) / 60, 1), "ways": table,
    })  # fmt: skip


def main() -> None:
    """Read the options."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--pages", type=int, default=PAGES)
    options.add_argument("--rounds", type=int, default=ROUNDS)
    options.add_argument("--web", type=Path, help=argparse.SUPPRESS)
    options.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    options.add_argument("--port", type=int, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.web:
        be_the_web(given.web, given.pages)
    elif given.way:
        one(given.way, given.port, given.pages)
    else:
        run(data_folder(), number=given.pages, rounds=given.rounds)


if __name__ == "__main__":
    main()
