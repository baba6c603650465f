"""Walls, missing pages and words to come in many wordings, and honest pages that speak of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import pagequality as pq
from pagequality.reading.first_blocks import SENTENCE
from pagequality.reading.state_rules import rules

if TYPE_CHECKING:
    from collections.abc import Callable

    from pagequality.reading.state_rules import Rule

MENU = "".join(f"<li><a href='/{name}'>{name}</a></li>" for name in ("News", "Sport", "Letters"))
BESIDE = "".join(
    f"<li><a href='/{n}'>{text}</a></li>"
    for n, text in enumerate(("Mill wheel turns again", "Goose wins the cup", "Ford shut"))
)


def bare(title: str, body: str) -> str:
    """A page with nothing but a headline and its text."""
    return f"<html lang=en><title>{title}</title><body><h1>{title}</h1>{body}</body></html>"


def dressed(title: str, body: str) -> str:
    """The same on a site with a menu, a list of other stories and a footer."""
    return (
        f"<html lang=en><title>{title} - Mill Lane Echo</title><body><nav><ul>{MENU}</ul></nav>"
        f"<main><article><h1>{title}</h1><div>{body}</div></article></main>"
        f"<aside><h2>Most read</h2><ul>{BESIDE}</ul></aside>"
        "<footer><p>Mill Lane Echo, 2 Mill Lane.</p></footer></body></html>"
    )


PAGES = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("pages_by_state.txt").read_text("utf-8").splitlines()
    if "\t" in line
]
DEAD_ENDS = [page for page in PAGES if page[0] != "ok"]
HONEST = [page for page in PAGES if page[0] == "ok"]


@pytest.mark.parametrize("form", [bare, dressed])
@pytest.mark.parametrize("made", DEAD_ENDS)
def test_a_page_without_content_is_told(
    made: tuple[str, str, str], form: Callable[[str, str], str]
) -> None:
    """Bare and on a whole site; a missing page on a site is one that was answered as if well."""
    name, title, body = made
    found = pq.read(form(title, body)).state
    assert found.name in ({"error", "soft_404"} if name == "error" else {name})
    assert found.notice is not None
    assert found.quote


@pytest.mark.parametrize("form", [bare, dressed])
@pytest.mark.parametrize("made", HONEST)
def test_an_honest_page_may_speak_of_them(
    made: tuple[str, str, str], form: Callable[[str, str], str]
) -> None:
    """A short page with something of its own to say can be judged, whatever it mentions."""
    found = pq.read(form(*made[1:])).state
    assert (found.name in {"ok", "thin"}, found.notice) == (True, None)


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.state)
def test_a_cue_is_in_whatever_is_said(rule: Rule) -> None:
    """No sentence is passed over for want of a cue."""
    said = [sentence for _, title, body in PAGES for sentence in SENTENCE.split(f"{title}. {body}")]
    for sentence in said:
        assert rule.said_in(sentence) == [found[0] for found in rule.says.finditer(sentence)]


def test_there_are_as_many_honest_pages_as_kinds_of_dead_ends() -> None:
    """The tables are read, and the honest side is not forgotten."""
    assert len(HONEST) > 40
    assert {page[0] for page in DEAD_ENDS} == {
        "bot_wall", "consent_wall", "error", "login_wall", "parked", "paywall", "placeholder",
    }  # fmt: skip
