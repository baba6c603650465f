"""One request object: what it must hold, and what is wrong with one that does not."""

from __future__ import annotations

import base64
import binascii
import json
from types import NoneType
from typing import Any, Final

from pagequality.corpus.columns import Columns
from pagequality.corpus.items import BAD_RECORD, Item, from_record
from pagequality.tabular.failure import Failure

LARGEST: Final = 16_000_000
"""Bytes of a request, unless told otherwise."""
PAGES: Final = ("html", "html_base64", "text")
"""The keys under which a page may stand; a request has one of them."""
_KEYS: Final = frozenset((*PAGES, "id", "url", "headers", "status", "fetched"))
TEXT: Final = "text"
"""The form of an item whose page is extracted text."""


def item_of(request: bytes, line: str = "") -> Item:
    """Return a request's page, or an item whose failure says what is wrong.

    Its ``id`` says as JSON how the answer is to be called: see `named`.

    Args:
        request: JSON.
        line: the number of the line on which it came, if it came so.

    >>> item_of(b'{"id": 7, "html_base64": "PHA+VGVh"}').payload
    b'<p>Tea'
    >>> item_of(b'{"id": 7, "html": "<p>Tea"}').id
    '{"id": 7}'
    >>> str(item_of(b'{"url": "http://a.example/"}').failure)
    'bad record: one of html, html_base64, text must be there'
    >>> str(item_of(b'{"html": "<p>Tea", "adress": ""}').failure)
    'bad record: unknown keys: adress'
    """
    try:
        record = _record(request)
    except ValueError as error:
        return refused(Item(named(None, line)), str(error))
    given = [key for key in PAGES if record.get(key) is not None]
    page = given[0] if given else PAGES[0]
    item = from_record({PAGES[0]: None, **record}, Columns(html=page), "")
    item = item._replace(id=named(record.get("id"), line))
    unknown = sorted(set(record) - _KEYS)
    if unknown:
        return refused(item, f"unknown keys: {', '.join(unknown[:20])}")
    if len(given) != 1:
        return refused(item, f"one of {', '.join(PAGES)} must be there")
    if item.failure is not None or page == PAGES[0]:
        return item
    return item._replace(form=TEXT) if page == TEXT else _decoded(item)


def _record(request: bytes) -> dict[str, Any]:
    """Return a request's object; `ValueError` says why it is none."""
    try:
        record = json.loads(request)
    except (ValueError, RecursionError) as error:
        message = f"invalid JSON: {error}"
        raise ValueError(message) from error
    if not isinstance(record, dict):
        message = "the request is JSON, but not an object"
        raise ValueError(message)  # noqa: TRY004 - of the caller's bytes, not of their type
    if not isinstance(name := record.get("id"), (str, int, float, NoneType)):
        message = f"'id' is {type(name).__name__}, not text or a number"
        raise ValueError(message)  # noqa: TRY004 - as above
    return record


def named(given: str | float | None, line: str = "") -> str:
    """Write as JSON what an answer is called: by the ``id`` that was given, else by its line.

    >>> named(7, "3"), named(None, "3"), named(None)
    ('{"id": 7}', '{"line": 3}', '{}')
    """
    if given is not None:
        return json.dumps({"id": given})
    return json.dumps({"line": int(line)} if line else {})


def _decoded(item: Item) -> Item:
    try:
        return item._replace(payload=base64.b64decode(item.payload or "", validate=True))
    except (binascii.Error, ValueError) as error:
        return refused(item, f"html_base64: {error}")


def refused(item: Item, message: str) -> Item:
    """Return a request's item with what is wrong in place of a page.

    >>> str(refused(Item("a"), "too long").failure)
    'bad record: too long'
    """
    return item._replace(payload=None, failure=Failure(BAD_RECORD, message))
