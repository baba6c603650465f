"""A small web on loopback addresses: farms and honest sites, with what goes wrong on the way.

Page ``n`` of a site links to its pages ``2n+1`` and ``2n+2``, so a crawl from page 0 finds all of
them. The pages are the samples of this repository, with the number of the page in their title.
"""

from __future__ import annotations

import gzip
import re
import threading
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from sample_pages import PAGES, read_samples

import pagequality as pq

if TYPE_CHECKING:
    from collections.abc import Iterator

HONEST, FARM = "127.0.0.1", "127.0.0.2"
"""Two sites: the address of a machine is a site of its own."""
_PAGE = re.compile(r"/page/(\d+)$")
_SHOWN = 6


@dataclass
class Web:
    """The sites, how many pages each has, and what was asked for.

    Attributes:
        port: of all sites.
        size: pages of each site.
        asked: how often each path of each host was asked for.
        bodies: sample pages by host, already chosen so that their verdicts are plain.
    """

    port: int
    size: int
    asked: Counter[str] = field(default_factory=Counter)
    bodies: dict[str, list[bytes]] = field(default_factory=dict)

    def url(self, host: str, path: str = "/page/0") -> str:
        """The address of a page."""
        return f"http://{host}:{self.port}{path}"

    def page(self, host: str, number: int) -> bytes:
        """A sample page with its number and links to two more pages of its site."""
        bodies = self.bodies[host]
        body = bodies[number % len(bodies)]
        links = [n for n in (2 * number + 1, 2 * number + 2) if n < self.size]
        tail = "".join(f'<p><a href="/page/{n}">Page {n}</a></p>' for n in links)
        return body.replace(b"</body>", tail.encode() + b"</body>")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    web: Web

    def do_GET(self) -> None:
        host = self.headers["Host"].partition(":")[0]
        self.web.asked[f"{host}{self.path}"] += 1
        found = _PAGE.match(self.path)
        if found and int(found[1]) < self.web.size:
            page = self.web.page(host, int(found[1]))
            if int(found[1]) % 2 and "gzip" in self.headers.get("Accept-Encoding", ""):
                self.answer(200, gzip.compress(page, 1), **{"Content-Encoding": "gzip"})
            else:
                self.answer(200, page)
        elif self.path == "/moved":
            self.answer(302, b"<p>Moved.", Location="/page/1")
        elif self.path == "/flaky" and self.web.asked[f"{host}/flaky"] == 1:
            self.answer(503, b"<p>Come back later.")
        elif self.path == "/flaky":
            self.answer(200, self.web.page(host, 0))
        elif self.path == "/to-farm":
            farm = "".join(f'<a href="{self.web.url(FARM, f"/page/{n}")}">{n}</a>' for n in (0, 1))
            self.answer(200, self.web.page(HONEST, 0).replace(b"</body>", farm.encode()))
        elif self.path == "/leaflet.pdf":
            self.answer(200, b"%PDF-1.7 ...", **{"Content-Type": "application/pdf"})
        else:
            self.answer(404, (PAGES / "edge" / "not-found.html").read_bytes())

    def answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def plain_pages(label: int) -> list[bytes]:
    """The sample pages whose verdict agrees with their label."""
    found = []
    for sample in read_samples():
        if sample.label == label and b"</body>" in sample.html:
            probability = pq.score(sample.html)
            if (probability >= 0.7) if label else (probability <= 0.3):
                found.append(sample.html)
    return found[:_SHOWN]


@contextmanager
def local_web(size: int = 15) -> Iterator[Web]:
    """Serve the sites while it is open."""
    handler = type("Handler", (_Handler,), {})
    first = ThreadingHTTPServer((HONEST, 0), handler)
    servers = [first, ThreadingHTTPServer((FARM, first.server_port), handler)]
    web = handler.web = Web(
        first.server_port, size, bodies={HONEST: plain_pages(0), FARM: plain_pages(1)}
    )
    threads = [threading.Thread(target=server.serve_forever, args=(0.05,)) for server in servers]
    for thread in threads:
        thread.start()
    try:
        yield web
    finally:
        for server, thread in zip(servers, threads, strict=True):
            server.shutdown()
            thread.join()
            server.server_close()
