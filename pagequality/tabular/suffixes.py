"""How file names end, by the format of what they hold: the one table of it."""

from __future__ import annotations

from typing import Final


def _packed(*stems: str) -> tuple[str, ...]:
    """Return endings with those of their compressed forms."""
    return tuple(stem + tail for stem in stems for tail in ("", ".gz", ".zst"))


SUFFIXES: Final = {
    "html": _packed(".html", ".htm", ".xhtml", ".shtml", ".mhtml", ".mht"),
    "text": _packed(".txt"),
    "jsonl": _packed(".jsonl", ".ndjson"),
    "json": _packed(".json"),
    "csv": _packed(".csv"),
    "tsv": _packed(".tsv"),
    "parquet": (".parquet", ".pq"),
    "arrow": (".arrow", ".arrows", ".feather", ".ipc"),
    "warc": _packed(".warc"),
    "wacz": (".wacz", ".wacz.zip"),
    "wet": _packed(".wet"),
    "wat": _packed(".wat"),
    "arc": _packed(".arc"),
    "index": _packed(".cdx", ".cdxj"),
}
"""Endings in lower case."""
CORPORA: Final = ("jsonl", "json", "csv", "tsv", "parquet", "arrow", "warc", "wacz")
"""Formats of files that hold many pages and can be read."""
SINKS: Final = (".parquet", ".pq", ".jsonl", ".jsonl.gz", ".csv", ".csv.gz")
"""Endings that rows can be written to."""
_SENT: Final = {"html": (".html", ".htm", ".xhtml"), "json": (".json",), "text": (".txt", ".md")}
"""Endings of files to send, by what they hold."""
_NEVER_SENT: Final = (
    ".pdf", ".ps", ".doc", ".docx", ".odt", ".rtf", ".tex", ".xls", ".xlsx", ".ods", ".ppt",
    ".pptx", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".xml", ".yaml", ".yml", ".zip",
    ".tar", ".gz", ".zst", ".mhtml", ".mht", ".ipynb",
)  # fmt: skip
"""Endings of formats that nothing here writes."""


def form_of(name: str) -> str:
    """Tell a file's format by how its name ends; empty when it is none of these.

    >>> form_of("crawl.JSONL.gz"), form_of("CC-MAIN-0001.warc.gz"), form_of("notes")
    ('jsonl', 'warc', '')
    """
    small = name.lower()
    return next((form for form, ends in SUFFIXES.items() if small.endswith(ends)), "")


def sent_as(ending: str) -> str:
    """Return the format of files to send whose names end so; empty where none does.

    >>> sent_as(".htm"), sent_as(".pdf")
    ('html', '')
    """
    return next((form for form, ends in _SENT.items() if ending in ends), "")


def told_otherwise(name: str, form: str) -> str:
    """Return the ending of a name that tells another format than what is written; empty for none.

    >>> told_otherwise("report.pdf", "html"), told_otherwise("report.html", "html")
    ('.pdf', '')
    >>> told_otherwise("report.json", "html"), told_otherwise("report.v2", "html")
    ('.json', '')
    """
    small = name.lower()
    if small.endswith(_SENT[form]):
        return ""
    others = (
        *_NEVER_SENT,
        *(end for ends in (*SUFFIXES.values(), *_SENT.values()) for end in ends),
    )
    return next((end for end in others if small.endswith(end)), "")
