"""Invented pages as WARC records, JSON lines and tables."""

from __future__ import annotations

import json

import pyarrow as pa
from corpus_stubs import page

NUMBER = 12
"""Pages in each of the sample corpora."""


def record(kind: str, name: str, block: bytes, *, content: str, size: int | None = None) -> bytes:
    """Return one WARC record."""
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{name}>\r\n"
        f"WARC-Target-URI: http://site.example/{name}\r\nWARC-Date: 2026-01-01T00:00:00Z\r\n"
        f"Content-Type: {content}\r\nContent-Length: {len(block) if size is None else size}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def response(name: str, body: bytes, *, headers: str = "Content-Type: text/html") -> bytes:
    """Return a WARC record of an HTTP response."""
    block = f"HTTP/1.1 200 OK\r\n{headers}\r\n\r\n".encode() + body
    return record("response", name, block, content="application/http; msgtype=response")


def warc_records(number: int) -> list[bytes]:
    """Return records of pages, and of things that are none."""
    about = record("warcinfo", "about", b"software: none", content="application/warc-fields")
    asked = record("request", "asked", b"GET / HTTP/1.1\r\n\r\n", content="application/http")
    return [about, asked, *(response(str(i), page(i).encode()) for i in range(number))]


def json_lines(number: int) -> bytes:
    """Return pages as JSON lines."""
    rows = (
        {"id": str(i), "url": f"http://site.example/{i}", "html": page(i)} for i in range(number)
    )
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def table(number: int) -> pa.Table:
    """Return pages as an Arrow table."""
    numbers = range(number)
    return pa.table(
        {
            "id": [str(i) for i in numbers],
            "url": [f"http://site.example/{i}" for i in numbers],
            "html": [page(i).encode() for i in numbers],
            "other": [None] * number,
        }
    )
