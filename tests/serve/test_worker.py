"""One worker for both kinds of page."""

from __future__ import annotations

import json

from pagequality.corpus.options import ScoringOptions
from pagequality.serve.requests import item_of
from pagequality.serve.worker import RequestWorker


def asked(**request):
    """The item of a request."""
    return item_of(json.dumps(request).encode())


def test_text_is_judged_as_text():
    """One worker judges both kinds; what only markup tells is unknown of text."""
    words = "Water the beans every single morning, before the sun is on them. " * 20
    worker = RequestWorker(None, ScoringOptions(signals=True, threshold=0.7))
    html, text = worker(asked(html=f"<p>{words}")), worker(asked(text=words))
    assert len(html) == len(text)
    assert html != text
    assert worker(asked(text=words)) == text
