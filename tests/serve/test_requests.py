"""Request objects: each key, and what is said of a wrong one."""

from __future__ import annotations

import base64
import json

import pytest

from pagequality.serve.requests import item_of

BYTES = "<meta charset=windows-1252><p>caf\xe9".encode("windows-1252")


def asked(**request):
    """The item of a request."""
    return item_of(json.dumps(request).encode(), "3")


def test_every_key_is_heard():
    """Whoever sends what he knows is judged by it."""
    item = asked(id=7, url="http://a.example/", html="<p>Tea", headers={"Age": "3"}, status=404,
                 fetched="2026-02-11")  # fmt: skip
    assert item[:3] == ('{"id": 7}', "http://a.example/", "<p>Tea")
    assert (item.headers, item.status, item.failure) == ({"Age": "3"}, 404, None)
    assert item.fetched == "2026-02-11"


def test_bytes_come_as_base64():
    """They are decoded as a page of that encoding is."""
    assert asked(html_base64=base64.b64encode(BYTES).decode()).payload == BYTES


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        ({}, "one of html, html_base64, text must be there"),
        ({"html": "<p>a", "text": "a"}, "one of html, html_base64, text must be there"),
        ({"html": 7}, "'html' is int, not text or bytes"),
        ({"html_base64": "?"}, "html_base64: "),
        ({"html_base64": "caf\xe9"}, "html_base64: "),
        ({"html": "a", "deadline": 1}, "unknown keys: deadline"),
        ({"html": "a", "id": [7]}, "'id' is list, not text or a number"),
    ],
)
def test_a_wrong_request_is_told_what_is_wrong(request_, message):
    """In one line, under the number of the line."""
    item = asked(**request_)
    assert message in str(item.failure)
    assert (item.id, item.payload) == ('{"line": 3}', None)


@pytest.mark.parametrize("line", [b"", b"[]", b"\xff", b"[" * 100_000, b'{"html": '])
def test_what_is_no_object_is_refused(line):
    """Whatever the bytes are."""
    assert item_of(line).failure is not None
