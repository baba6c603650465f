"""WARC files: the pages in them; what is no page is counted, what is damaged is told."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Final

from pagequality.corpus.http import holds_body
from pagequality.corpus.items import BAD_FILE, BAD_RECORD, TRUNCATED, Item
from pagequality.corpus.sources.kinds import ADVICE
from pagequality.corpus.sources.members import ENDED, pieces
from pagequality.corpus.sources.records import Record, Stretch, records
from pagequality.page.notice import Notice
from pagequality.tabular.failure import Failure
from pagequality.tabular.moments import moment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pagequality.corpus.sources.base import Settings, Skip

_ARC: Final = b"filedesc:"
_HTML_TYPES: Final = ("text/html", "application/xhtml")
_WEB: Final = ("http:", "https:", "file:", "ftp:")
_NO_MARKUP: Final = "conversion"


def read(
    path: str, settings: Settings, skip: Skip, *, stream: IO[bytes] | None = None
) -> Iterator[Item]:
    """Yield the pages of a WARC file; each damaged stretch is one item that says so.

    Requests, revisits, metadata, DNS answers and resources that are no pages give no item:
    `Skip.passed` counts them.
    """
    if stream is not None:
        yield from items(stream, settings, skip, path=path)
        return
    with open(path, "rb") as file:  # noqa: PTH123 - a path of any kind
        yield from items(file, settings, skip, path=path)


def items(file: IO[bytes], settings: Settings, skip: Skip, *, path: str) -> Iterator[Item]:
    """Yield the pages of an open WARC file."""
    texts = others = 0
    for found in records(pieces(file)):
        if isinstance(found, Record) and not found.why:
            kind = _passed_over(found, text=settings.text)
            texts += kind == _NO_MARKUP
            others += kind not in {_NO_MARKUP, "warcinfo"}
            if kind:
                skip.passed[kind] += 1
                continue
        elif isinstance(found, Stretch) and found.start.startswith(_ARC):
            yield from _refused(path, "arc", skip)
            return
        others += 1
        if not skip.one():
            yield _item(found, path, text=settings.text)
    if texts and not others:
        yield from _refused(path, "wet", skip)


def _refused(path: str, form: str, skip: Skip) -> Iterator[Item]:
    if not skip.one():
        yield Item(path, failure=Failure(BAD_FILE, f"{path} {ADVICE[form]}"))


def _passed_over(record: Record, *, text: bool) -> str:
    """Say what a record is that holds no page; an empty string when it may hold one.

    >>> _passed_over(Record(0, {"warc-type": "request"}, b"GET / HTTP/1.1", 14), text=False)
    'request'
    """
    kind = record.headers["warc-type"].lower()
    if text or kind not in {"response", "resource"}:
        return "" if text and kind == _NO_MARKUP else kind
    content = record.headers.get("content-type", "").lower()
    target = record.headers.get("warc-target-uri", "").strip("<> ").lower()
    if target.startswith(("dns:", "whois:")) or content.startswith("text/dns"):
        return "dns"
    if content.startswith("application/http") or record.block.startswith(b"HTTP/"):
        return ""
    page = content.startswith(_HTML_TYPES) and target.startswith(_WEB)
    return "" if page else kind if kind == "resource" else "other response"


def _item(found: Record | Stretch, path: str, *, text: bool) -> Item:
    name = f"{path}@{found.place}"
    if isinstance(found, Stretch):
        code = TRUNCATED if ENDED in found.why else BAD_RECORD
        return Item(name, failure=Failure(code, found.why))
    headers = found.headers
    url = headers.get("warc-target-uri", "").strip("<> ")
    fetched = moment(headers.get("warc-date", ""))
    item = Item(_bare(headers.get("warc-record-id", "")) or name, url, found.block, fetched=fetched)
    if found.why and not _is_worth_judging(found, text=text):
        code = TRUNCATED if found.size or ENDED in found.why else BAD_RECORD
        return item._replace(payload=None, failure=Failure(code, found.why))
    if why := _not_whole(found):
        item = item._replace(notices=(Notice(TRUNCATED, why),))
    if text:
        return item._replace(payload=found.block.decode("utf-8", "replace"))
    if _is_response(found):
        return item._replace(form="http")
    kind = headers.get("content-type", "")
    return item._replace(headers={"content-type": kind} if kind else None)


def _is_response(record: Record) -> bool:
    """Whether a record holds an HTTP response, and not the page itself."""
    kind = record.headers.get("content-type", "").lower()
    return kind.startswith("application/http") or record.block.startswith(b"HTTP/")


def _is_worth_judging(record: Record, *, text: bool) -> bool:
    """Whether a record that breaks off holds the beginning of a page.

    What is left of a compressed member that is damaged or breaks off was never checked against its
    sum, and is not taken for the page's words.
    """
    if not record.is_cut:
        return False
    if text or not _is_response(record):
        return bool(record.block.strip())
    return holds_body(record.block)


def _not_whole(record: Record) -> str:
    """Say why a page is not whole: files break off, crawlers cut, and so do we."""
    if record.why:
        return f"the page was cut off: {record.why}"
    if len(record.block) < record.size:
        return (
            f"the page was cut off: only the first {len(record.block)} of its {record.size} bytes "
            "were kept"
        )
    cut = record.headers.get("warc-truncated", "")
    if cut:
        return f"the page was cut off when it was stored ({cut})"
    if record.headers.get("warc-segment-number"):
        return "the page was cut off: the record holds its first part alone"
    return ""


def _bare(name: str) -> str:
    return name.strip("<> ").removeprefix("urn:uuid:")
