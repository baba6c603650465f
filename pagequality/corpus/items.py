"""What a source hands on: one item a page, cheap to make and cheap to send to a worker."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pagequality.corpus.codings import MOST, undo
from pagequality.corpus.http import BadMessage, parse_response, plain_headers
from pagequality.page.notice import Notice
from pagequality.reading.deadline import CODE
from pagequality.reading.source import plain_status
from pagequality.tabular.failure import Failure
from pagequality.tabular.moments import fetched_of
from pagequality.text.files import refuse_pipes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pagequality.corpus.columns import Columns

NO_PAGE: Final = "no page"
NO_COLUMN: Final = "no column"
BAD_RECORD: Final = "bad record"
BAD_FILE: Final = "bad file"
TRUNCATED: Final = "truncated"
TIME_LIMIT: Final = CODE
WORKER_DIED: Final = "worker died"
FAILED: Final = "failed"


class Item(NamedTuple):
    """A page on its way to a worker.

    ``form`` says what ``payload`` is: ``"page"`` (the page itself), ``"file"`` (a path to
    read it from), ``"json"`` (a line of JSON) or ``"http"`` (an HTTP response as it came over
    the wire). Whatever can be done by a worker is left to it, because there are many
    workers and one reader. ``status`` is the HTTP status, where it is known; ``notices`` say
    what a reader of the verdict should know of the record, such as that it was cut off;
    ``fetched`` says when the page was fetched, as `moment` writes it; ``text`` says that the page
    is plain text, in a corpus of HTML, too.
    """

    id: str
    url: str = ""
    payload: str | bytes | None = None
    form: str = "page"
    headers: Mapping[str, str] | None = None
    failure: Failure | None = None
    status: int | None = None
    notices: tuple[Notice, ...] = ()
    fetched: str = ""
    text: bool = False


def opened(item: Item, columns: Columns) -> Item:
    """Return the item with the page itself as its payload, or with a failure.

    >>> from pagequality.corpus.columns import Columns
    >>> line = Item("a.jsonl:1", payload=b'{"html": "<p>Tea", "id": 7}', form="json")
    >>> opened(line, Columns())[:3]
    ('7', '', '<p>Tea')
    >>> str(opened(line._replace(payload=b'{"html": '), Columns()).failure)[:24]
    'bad record: invalid JSON'
    """
    if item.failure is not None or item.form == "page":
        return item if item.failure is not None else _checked(item)
    return _checked(_OPENERS[item.form](item, columns))


def _checked(item: Item) -> Item:
    if item.failure is None and item.payload is None:
        return item._replace(failure=Failure(NO_PAGE, "there is no page in this record"))
    return item


def _open_file(item: Item, _: Columns) -> Item:
    """Read a page's file, unpacked if it is compressed, and no more of it than a page needs."""
    path = Path(str(item.payload))
    try:
        refuse_pipes(path)
        with path.open("rb") as file:
            content = file.read(MOST + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        return _failed(item, BAD_FILE, f"cannot read the file: {why}")
    return page_of(content, item)


def page_of(content: bytes, item: Item) -> Item:
    """Return the item with what a file holds as its page: unpacked, and cut where it is huge.

    >>> import gzip
    >>> page_of(gzip.compress(b"<p>Tea"), Item("tea.html.gz")).payload
    b'<p>Tea'
    """
    found = undo(content[:MOST])
    if found.failure:
        return _failed(item, BAD_FILE, f"the file cannot be read: {found.failure}")
    cut = found.cut
    if len(content) > MOST:
        cut = f"only its first {MOST} bytes were kept"
    return _cut(item._replace(payload=found.body, form="page"), cut)


def _cut(item: Item, why: str) -> Item:
    """Say on an item that its page is not whole; empty when it is."""
    if not why:
        return item
    return item._replace(notices=(*item.notices, Notice(TRUNCATED, f"the page was cut off: {why}")))


def _open_json(item: Item, columns: Columns) -> Item:
    try:
        record = json.loads(item.payload or b"")
    except UnicodeDecodeError:
        why = "the line is not UTF-8: convert the file, for one with iconv -f latin1 -t utf-8"
        return _failed(item, BAD_RECORD, why)
    except (ValueError, RecursionError) as error:
        return _failed(item, BAD_RECORD, f"invalid JSON: {error}")
    if not isinstance(record, dict):
        return _failed(item, BAD_RECORD, "the line is JSON, but not an object")
    return from_record(record, columns, item.id)


def from_record(record: Mapping[str, Any], columns: Columns, name: str) -> Item:
    """Make an item of a mapping; a missing or odd page becomes a failure.

    >>> from pagequality.corpus.columns import Columns
    >>> from_record({"html": "<p>Tea", "url": "http://a.example/"}, Columns(), "row 1").url
    'http://a.example/'
    >>> str(from_record({"body": ""}, Columns(), "row 1").failure)
    "no column: no 'html' among: body"
    """
    given, url = record.get(columns.id), record.get(columns.url)
    item = Item(name if given is None else str(given), "" if url is None else str(url))
    if columns.html not in record:
        known = ", ".join(sorted(map(str, record))[:20]) or "nothing"
        return _failed(item, NO_COLUMN, f"no {columns.html!r} among: {known}")
    page = record[columns.html]
    if page is not None and not isinstance(page, (str, bytes)):
        message = f"{columns.html!r} is {type(page).__name__}, not text or bytes"
        return _failed(item, BAD_RECORD, message)
    headers, status = plain_headers(record.get("headers")), plain_status(record.get("status"))
    return item._replace(payload=page, headers=headers, status=status, fetched=fetched_of(record))


def _open_http(item: Item, _: Columns) -> Item:
    try:
        found = parse_response(item.payload if isinstance(item.payload, bytes) else b"")
    except BadMessage as error:
        return _failed(item, BAD_RECORD, str(error))
    item = item._replace(payload=found.body, headers=found.headers, status=found.status)
    return _cut(item._replace(form="page"), "" if item.notices else found.cut)


def _failed(item: Item, code: str, message: str) -> Item:
    return item._replace(payload=None, form="page", failure=Failure(code, message))


_OPENERS: Final = {"file": _open_file, "json": _open_json, "http": _open_http}
