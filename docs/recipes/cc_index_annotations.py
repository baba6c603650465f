"""A scores file of a Common Crawl WARC -> a Parquet table to join with Common Crawl's URL index.

The index and its annotations meet in ``url_surtkey``, the address with its host turned round,
within one crawl. Score the WARC first, then write the table:

    pagequality score crawl.warc.gz -o scores.parquet --threshold 0.8
    python docs/recipes/cc_index_annotations.py CC-MAIN-2026-43 scores.parquet annotation.parquet
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pyarrow as pa
import pyarrow.parquet as pq

KEPT = ("probability", "low", "label", "state", "page_type", "language", "model")
"""Columns of a scores file that an annotation keeps."""
_WWW = re.compile(r"www\d*\.")
_USUAL_PORTS = {"http": 80, "https": 443}


def surt_host(url: str) -> str:
    """Return the host as the host index names it: turned round, without ``www``.

    >>> surt_host("https://www.news.example.co.uk/a"), surt_host("http://192.0.2.7/")
    ('uk,co,example,news', '192.0.2.7')
    """
    host = (urlsplit(url).hostname or "").rstrip(".")
    host = _WWW.sub("", host, count=1) if _WWW.match(host) and host.count(".") > 1 else host
    if re.fullmatch(r"[\d.]+|.*:.*", host):
        return host
    return ",".join(reversed(host.encode("idna").decode().split(".")))


def surt(url: str) -> str:
    """Return an address as the URL index names it; session ids, which it drops, are kept.

    >>> surt("https://www.example.com/README"), surt("http://example.com:8080/?b=2&a=1#top")
    ('com,example)/readme', 'com,example:8080)/?a=1&b=2')
    """
    parts = urlsplit(url)
    port = parts.port if parts.port != _USUAL_PORTS.get(parts.scheme) else None
    path = re.sub(r"/{2,}", "/", parts.path.lower()).rstrip("/") or "/"
    query = "&".join(sorted(parts.query.lower().split("&"))) if parts.query else ""
    where = surt_host(url) + (f":{port}" if port else "")
    return f"{where}){path}" + (f"?{query}" if query else "")


def annotation(scores: pa.Table, crawl: str) -> pa.Table:
    """Return a row for each judged page that has an address, sorted by its key."""
    rows = [
        {"crawl": crawl, "url_surtkey": surt(row["url"]), "surt_host_name": surt_host(row["url"])}
        | {f"pagequality_{name}": row[name] for name in KEPT}
        for row in scores.to_pylist()
        if row["url"] and row["error"] is None
    ]
    types = [("crawl", pa.string()), ("url_surtkey", pa.string()), ("surt_host_name", pa.string())]
    types += [(f"pagequality_{name}", scores.schema.field(name).type) for name in KEPT]
    rows.sort(key=lambda row: row["url_surtkey"])
    return pa.Table.from_pylist(rows, schema=pa.schema(types))


def main() -> None:
    """Write the annotation of a crawl, of a scores file."""
    crawl, scores, out = sys.argv[1:]
    table = annotation(pq.read_table(Path(scores)), crawl)
    pq.write_table(table, out, compression="zstd")
    sys.stdout.write(f"{table.num_rows} pages\n")


if __name__ == "__main__":
    main()
