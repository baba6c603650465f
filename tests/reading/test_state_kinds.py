"""Walls, missing pages and words to come in many wordings, and honest pages that speak of them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pagequality as pq
from pagequality.reading.first_blocks import SENTENCE, Sentence, low
from pagequality.reading.state_rules import patterns, rules

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
    """No sentence is passed over for want of a cue, and what is said is quoted as it is written."""
    said = [text for _, title, body in PAGES for text in SENTENCE.split(f"{title}. {body}")]
    cased = re.compile(rule.says.pattern, re.IGNORECASE)
    for text in said:
        assert rule.said_in(Sentence(text)) == [found[0] for found in cased.finditer(text)]


@pytest.mark.parametrize("kind", ["name", "sure", "says", "tells", "along", "cue", "hint", "part"])
def test_patterns_are_written_in_small_letters(kind: str) -> None:
    """They are asked of text in small letters, in which a capital would never be found."""
    for state in (*(rule.state for rule in rules()), "script_shell"):
        for pattern in patterns(state, kind):
            assert not re.search(r"(?<!\\)[A-Z]", pattern)


@given(st.text(st.characters(codec="utf-8")))
def test_small_letters_are_found_as_with_letter_case_ignored(text: str) -> None:
    """A text in small letters has as many, and is what a pattern of any case takes it for."""
    assert len(low(text)) == len(text)
    assert re.fullmatch(re.escape(low(text)), text, re.IGNORECASE)


def test_there_are_as_many_honest_pages_as_kinds_of_dead_ends() -> None:
    """The tables are read, and the honest side is not forgotten."""
    assert len(HONEST) > 40
    assert {page[0] for page in DEAD_ENDS} == {
        "bot_wall", "consent_wall", "error", "login_wall", "parked", "paywall", "placeholder",
    }  # fmt: skip
