"""Abstention: a page that cannot be judged says why; a thin one with words enough is judged."""

from __future__ import annotations

from dataclasses import replace

import pytest

import pagequality as pq
from pagequality.judge.abstention import reasons_to_abstain
from pagequality.page.notice import Notice
from pagequality.page.state import STATES, PageState

TEXT = "Row one of the beans was watered by Ann Lee on Monday, and the next by her son. " * 9


@pytest.mark.parametrize("name", [name for name in STATES if name != "ok"])
def test_every_state_with_a_notice_abstains(name: str) -> None:
    """With that notice, and no probability."""
    page = replace(pq.read_text(TEXT), state=PageState(name, "words", Notice(name, "because")))
    assert reasons_to_abstain(page) == [(name, "because")]
    verdict = pq.Scorer().judge(page)
    assert verdict.abstained
    assert verdict.state == page.state
    assert verdict.notices[-1] == (name, "because")


def test_content_is_judged() -> None:
    """A page with content, and a thin one of which enough can be said."""
    assert reasons_to_abstain(pq.read_text(TEXT)) == []
    thin = pq.read_text("bean " * 30)
    assert thin.state.name == "thin"
    assert reasons_to_abstain(thin) == []
    assert not pq.Scorer().judge(thin).abstained


def test_the_state_comes_back_from_json() -> None:
    """With its quote and notice, or without them."""
    for html in ("<title>404 Not Found</title><h1>Not Found</h1>", f"<p>{TEXT}"):
        verdict = pq.analyze(html)
        assert pq.Verdict.from_dict(verdict.to_dict()).state == verdict.state
    assert verdict.to_dict()["state"] == {"name": "ok", "quote": "", "notice": None}
