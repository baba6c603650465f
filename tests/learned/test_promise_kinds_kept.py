"""What keeps a promise of each kind, and where nothing can be said; all texts are invented."""

from __future__ import annotations

import math

import pytest
from promised_pages import FILLER, NAMES, passage, verdict

from pagequality import Limits, read
from pagequality.learned.promises import promised


def test_of_a_text_that_goes_on_elsewhere_nothing_is_missing() -> None:
    """Cut, behind a wall, broken off, or not shown at once: the rest may stand there."""
    two = "".join(f"<h2>{n}. The {NAMES[n]} bean</h2><p>{passage(n)}</p>" for n in (1, 2))
    headline = "9 tips for beans"
    assert verdict("items", headline, two)[0] == 0.0
    for end in (
        "<p>Continue reading</p>",
        "<p>Subscribe to read the rest of this story</p>",
        "<p>Page 1 of 4</p>",
        f"<p>{FILLER} and then the mayor of Skelby […]</p>",
    ):
        assert math.isnan(verdict("items", headline, two + end)[0]), end
    assert verdict("items", headline, two + "<h3>Continue reading</h3><p>Peas</p>")[0] == 0.0
    hidden = "".join(f"<li>The {NAMES[n]} bean</li>" for n in range(9))
    assert math.isnan(verdict("items", headline, f"{two}<ul hidden>{hidden}</ul>")[0])
    many = "".join(f"<p>{passage(n % 9)}</p>" for n in range(60))
    page = read(f"<h1>{headline}</h1>{two}{many}", limits=Limits(words=400))
    assert any(notice.code == "truncated" for notice in page.notices)
    assert not [one for one in promised(page).deliveries if one.kept < 1]


def test_a_kept_promise_is_kept_in_a_text_that_goes_on() -> None:
    """What is there is there, whatever follows."""
    nine = "".join(f"<h2>{n}. The {NAMES[n]} bean</h2><p>{passage(n)}</p>" for n in range(1, 10))
    assert verdict("items", "9 tips for beans", f"{nine}<p>Continue reading</p>")[0] == 1.0


@pytest.mark.parametrize(
    ("headline", "given", "other"),
    [
        ("When does the Skelby ferry sail?", "The Skelby ferry will sail on 4 May at noon.",
         "The Skelby ferry will sail with 8 cameras and 20 hens."),
        ("Who is the mayor of Kelmouth?", "The mayor of Kelmouth is Mara Quill, a baker.",
         "The mayor of Kelmouth is an important person."),
        ("Skelby ferry ticket price", "The Skelby ferry ticket price is £4 for a day.",
         "The Skelby ferry ticket price is in row 3 of the list."),
    ],
)  # fmt: skip
def test_an_answer_is_of_the_kind_that_is_asked_for(headline: str, given: str, other: str) -> None:
    """A moment, a name, an amount of money; of another kind it is one in part."""
    kind = "answer" if headline.endswith("?") else "figure"
    rest = f"<p>{FILLER * 3}</p>"
    assert verdict(kind, headline, f"<p>{given}</p>{rest}")[0] == 1.0
    assert verdict(kind, headline, f"<p>{other}</p>{rest}")[0] == 0.5


def test_another_amount_than_the_headlines_keeps_it_in_part() -> None:
    """Rounded it is the same; where the body gives none, nothing is held against it."""
    rest = f"<p>{FILLER * 2}</p>"
    headline = "Bridge at Kelmouth to cost £40 million"
    for told, kept in (("£12 million", 0.5), ("£39.6m", 1.0), ("40 million pounds", 1.0)):
        body = f"<p>The bridge at Kelmouth will cost {told}, said the mayor on Monday.</p>{rest}"
        assert verdict("figure", headline, body)[0] == kept, told


def test_an_offer_is_of_the_kind_that_is_named() -> None:
    """Links are no file, and pictures no film; a player or a film's address is."""
    links = "".join(f'<p>{passage(n)} <a href="/page-{n}">more</a></p>' for n in range(4))
    kept, found = verdict("offer", "Bean calendar download", links)
    assert (kept, found) == (0.5, "promises 'download', no files found")
    assert verdict("offer", "Watch the Skelby ferry video", links)[0] == 0.5
    for player in ("<video src=/a></video>", '<p><a href="https://vimeo.com/1">film</a></p>'):
        assert verdict("offer", "Watch the Skelby ferry video", links + player)[0] == 1.0


def test_what_keeps_a_promise_is_pointed_at() -> None:
    """Items are shown by the first that the page numbers."""
    items = "".join(f"<h2>{n}. The {NAMES[n]} bean</h2><p>{passage(n)}</p>" for n in range(1, 10))
    page = read(f"<h1>9 tips for beans</h1><p>{FILLER}</p>{items}")
    shown = next(one for one in promised(page).deliveries if one.promise.kind == "items").block
    assert page.blocks[shown].text.startswith("1. The")
