"""How file names end, by the format of what they hold: the one table of it."""

from __future__ import annotations

from typing import Final


def _packed(*stems: str) -> tuple[str, ...]:
    """Return endings with those of their compressed forms."""
    return tuple(stem + tail for stem in stems for tail in ("", ".gz", ".zst"))


SUFFIXES: Final = {
    "html": (".html", ".htm", ".xhtml", ".shtml"),
    "text": (".txt",),
    "jsonl": _packed(".jsonl", ".ndjson"),
    "csv": (".csv", ".csv.gz"),
    "parquet": (".parquet", ".pq"),
    "arrow": (".arrow", ".arrows", ".feather", ".ipc"),
    "warc": _packed(".warc"),
    "wet": _packed(".wet"),
}
"""Endings in lower case."""
SINKS: Final = (".parquet", ".pq", ".jsonl", ".jsonl.gz", ".csv", ".csv.gz")
"""Endings that rows can be written to."""


def form_of(name: str) -> str:
    """Tell a file's format by how its name ends; empty when it is none of these.

    >>> form_of("crawl.JSONL.gz"), form_of("CC-MAIN-0001.warc.gz"), form_of("notes")
    ('jsonl', 'warc', '')
    """
    small = name.lower()
    return next((form for form, ends in SUFFIXES.items() if small.endswith(ends)), "")
