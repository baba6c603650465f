"""What else is told of a test, a firm or a title, and whom nothing accuses; all texts invented.

Photographs and an address may only help, other things are only told: nobody is accused for lack of
them.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from promised_pages import FILLER, passage, verdict

from pagequality import read, read_text
from pagequality.learned.promises import promised
from pagequality.learned.promises.delivery import Body
from pagequality.learned.promises.kinds import detailed
from pagequality.learned.promises.lexicon import split
from pagequality.learned.promises.local import REACHED, facts
from pagequality.learned.promises.model import body_measures
from pagequality.learned.promises.reviews import named, pictures, weighed
from pagequality.learned.promises.titles import own_title, said_otherwise
from pagequality.signals.headline_mismatch import promises_not_kept
from pagequality.text.tokens import tokenise

if TYPE_CHECKING:
    from pagequality.page.page import Page

REVIEW = "Quillmaster 9 kettle review"
THIN = (
    "<p>The Quillmaster pours well, and it is the kettle that many of us would like to have. The "
    "Quillmaster is there for tea and for soup, for small rooms and for large ones, and so it is "
    "one that anybody can use for as long as there is water.</p>"
)


END = f"<p>{passage(4)}</p><p>{passage(5)}</p>"


def body_of(page: Page, headline: str) -> Body:
    """A page beside its measures."""
    measured = body_measures(page, tokenise(headline))
    assert measured is not None
    return Body.of(page, measured)


def pictured(html: str) -> int:
    """How many pictures of a review show the thing."""
    page = read(f"<h1>{REVIEW}</h1>{THIN}{html}{END}")
    body = body_of(page, REVIEW)
    return pictures(detailed("test", 1.0, split(REVIEW)), body, named(body))


def test_pictures_show_the_thing_that_their_words_name() -> None:
    """By description or caption; icons, other things and empty descriptions show nothing of it."""
    shown = "<img src=a alt='Quillmaster on a hob'><p>It was hot at once.</p>"
    caption = "<figure><img src=b><figcaption>The Quillmaster from below</figcaption></figure>"
    assert pictured(shown + caption) == 2
    assert pictured(shown) == 0  # one picture stands above every article
    icon = "<img src=i alt='Quillmaster' width=32><p>Beans.</p>"
    assert pictured(shown + icon) == 0
    assert pictured(shown + "<img src=c alt='a harbour at dawn'><p>Beans.</p>" + caption) == 2
    assert pictured("<img src=a alt=''><p>Beans.</p><img src=b alt=' '><p>Peas.</p>") == 0


def test_pictures_outside_of_the_content_show_nothing() -> None:
    """The same words below the text, in the site's own links, are no photographs of a test."""
    links = "".join(f"<a href=/{n}><img src={n} alt='Quillmaster'> Kettles {n}</a> " for n in "123")
    assert pictured(f"<footer><nav>{links}</nav></footer>") == 0


@pytest.mark.parametrize(
    ("html", "there"),
    [
        (("<h3>Pros</h3><ul><li>It is light and it pours well</li></ul>"
         "<h3>Cons</h3><ul><li>It is loud for its size</li></ul>"), True),
        (("<p>What we liked</p><p>It is light for us.</p>"
         "<p>What we didn\u2019t like</p><p>It was loud.</p>"), True),
        ("<p>Pros: light and quick</p><p>Cons: loud</p>", True),
        ("<h3>Pros</h3><ul><li>Light</li></ul>", False),
        ("<h3>Pros</h3><h3>Cons</h3>", False),
        ("<p>The pros play on Sunday, the cons of it are plain.</p>", False),
        ("<h3>Good Friday</h3><p>Closed.</p><h3>Bad Ems</h3><p>A spa.</p>", False),
    ],
)  # fmt: skip
def test_pros_and_cons_are_two_labels_with_something_behind_each(html: str, there: bool) -> None:  # noqa: FBT001
    """One side is no weighing, a label with nothing behind it neither, nor a sentence."""
    assert weighed(read(f"<h1>{REVIEW}</h1>{THIN}{html}{END}")) is there


def test_a_review_is_helped_by_what_it_shows_and_never_accused_for_lack_of_it() -> None:
    """What helps is said; it is never among what is missing."""
    pros = "<p>Pros: light and quick to pour</p><p>Cons: loud for so small a thing</p>"
    photos = "<img src=a alt='Quillmaster lid'><p>Hot.</p><img src=b alt='Quillmaster base'>"
    bare, told = verdict("test", REVIEW, THIN)
    helped, with_help = verdict(
        "test", REVIEW, THIN + pros + photos + THIN.replace("Quill", "The Quill")
    )
    assert bare < helped
    assert "photographs" in with_help
    assert "pros and cons" in with_help
    assert "photographs" not in told
    assert "pros and cons" not in told


PLACE = "Drain cleaning in Kelmouth, OH"
TALK = (
    "<p>Our drain cleaning in Kelmouth is good, and it is for all who live there. Drains are part "
    "of every house, and so it is important that they are clean and that the water goes where it "
    "should. That is why drain cleaning is for everybody and for each of the drains.</p>"
)
FACTS = {
    REACHED: "<p>Come to 14 Mill Street.</p>",
    "opening hours": "<p>We work 8am to 5pm.</p>",
    "what happens to who calls": (
        "<p>1. You call and tell us what has happened.</p><p>2. A van comes to your house.</p>"
        "<p>3. You pay for the work that was done.</p>"
    ),
}


@pytest.mark.parametrize("fact", FACTS)
def test_facts_of_a_place_are_told_one_by_one(fact: str) -> None:
    """Each is found by itself, none of them in talk."""
    assert facts(body_of(read(f"<h1>{PLACE}</h1>{TALK}{FACTS[fact]}{TALK[:90]}"), PLACE)) == [fact]
    assert facts(body_of(read(f"<h1>{PLACE}</h1>{TALK}"), PLACE)) == []


@pytest.mark.parametrize(
    "text",
    ["0181 496 0123", "(614) 555-0134", "+44 20 7946 0000", "Kelmouth, OH 43004", "SW1A 2AB",
     "22 Old Quay Road", "Hafenstra\u00dfe 7"],
)  # fmt: skip
def test_ways_to_reach_a_firm_are_known_in_many_forms(text: str) -> None:
    """Numbers and addresses; also in the foot of the page."""
    page = read(f"<main><h1>{PLACE}</h1>{TALK}</main><footer><p>{text}</p></footer>")
    assert REACHED in facts(body_of(page, PLACE))


@pytest.mark.parametrize(
    "text", ["Psalm 23, 1-6", "In 1996 12 boats sank.", "Chapter 4 Road trips"]
)
def test_other_numbers_are_no_address(text: str) -> None:
    """A psalm, a year, a chapter."""
    assert facts(body_of(read(f"<h1>{PLACE}</h1>{TALK}<p>{text}</p>"), PLACE)) == []


def test_a_way_to_reach_a_firm_helps_and_other_facts_are_told() -> None:
    """A place that is only named in talk keeps nothing; what is there is said beside what lacks."""
    assert verdict("service", PLACE, TALK)[0] == 0.0
    kept, told = verdict("service", PLACE, TALK + FACTS[REACHED])
    assert kept == 0.5
    assert told.endswith(f"but {REACHED}")
    kept, told = verdict("service", PLACE, TALK + FACTS["opening hours"])
    assert kept == 0.0
    assert told.endswith("but opening hours")
    both = f"{FACTS[REACHED]}<p>A visit costs $40, and each hour of work another $30.</p>"
    assert verdict("service", PLACE, TALK + both) == (
        1.0,
        f"promises a service, {REACHED} found",
    )


def test_a_small_trade_without_an_address_is_not_told_that_it_lacks_one() -> None:
    """What may only help is never missing."""
    _, told = verdict("service", PLACE, TALK)
    assert not any(word in told for word in ("address", "hours", "happens"))


ITEMS = "".join(f"<h2>{n}. Hut {n}</h2><p>{passage(n)}</p>" for n in (1, 2, 3))


def with_title(title: str, headline: str, html: str, *, head: str = "") -> Page:
    """A page of an own title."""
    return read(f"<head>{head}<title>{title}</title></head><h1>{headline}</h1>{html}")


def test_the_titles_own_items_are_counted_beside_the_headline() -> None:
    """Three that disagree are told: the title, the headline, and what the text has."""
    page = with_title(
        "9 best tips for huts - Skelby Post", "Huts of Kelmouth and their walls", ITEMS
    )
    told = [one.found for one in promised(page).title]
    assert told[0] == "the title promises 9 items, the headline none; promises 9 items, 3 found"
    assert any(told[0][:40] in one.quote for one in promises_not_kept(page))
    page = with_title("9 best tips for huts", "3 best tips for huts", ITEMS)
    assert promised(page).title[0].found.startswith("the title promises 9 items, the headline 3;")
    page = with_title("3 best tips for huts", "Huts of Kelmouth and their walls", ITEMS)
    assert [one.kept for one in promised(page).title] == [1.0]


def test_a_title_stands_in_for_a_headline_that_promises_nothing() -> None:
    """A name above a text that the title calls a list."""
    page = with_title("9 best tips for huts", "Mara Quill", ITEMS)
    assert [one.found for one in promised(page).deliveries if one.promise.kind == "items"] == [
        "the title: promises 9 items, 3 found"
    ]


def test_a_title_of_a_test_is_checked_where_the_headline_speaks_of_none() -> None:
    """The words of tests, and what is missing."""
    page = with_title("Kettles of Kelmouth tested", "The Quillmaster kettle and its makers", THIN)
    (found,) = promised(page).title
    assert found.found.startswith(
        "the title says 'tested', the headline does not; says 'tested', no"
    )
    assert found.kept < 1


@pytest.mark.parametrize(
    "title",
    [
        "Huts of Kelmouth | Skelby Post", "Skelby Post", "Reviews",
        "9 tips | huts | cheap huts | best huts | hut tips | Skelby",
        "12 Angry Hens: a poem of Kelmouth", "7 Cups | Huts of Kelmouth", "",
    ],
)  # fmt: skip
def test_a_site_s_name_a_label_and_a_heap_of_words_promise_nothing(title: str) -> None:
    """Nor does the name of a poem that holds a number."""
    head = "<meta property=og:site_name content='Skelby Post'>"
    page = with_title(title, "Huts of Kelmouth", ITEMS, head=head)
    assert promised(page).title == ()


def test_years_and_amounts_of_the_title_are_held_against_headline_and_text() -> None:
    """A year that the text gives after all, or a headline without one, contradicts nothing."""
    huts = "Best huts of Kelmouth 2026"
    dated = partial(said_otherwise, huts, "Huts of Kelmouth in 2019")
    assert dated("A hut.") == "the title says 2026, the headline 2019"
    assert dated("In 2026 we slept there.") == ""
    assert said_otherwise(huts, "Huts of Kelmouth", "In 2019 we slept there.") == ""
    paid = partial(said_otherwise, "How Mara earned $9,000 with huts", "How Mara lives")
    assert paid("She was given $40.") == "the title gives an amount, the text only others"
    assert paid("She was given $9,000.") == ""
    assert paid("She was given a hut.") == ""


def test_of_a_text_that_goes_on_the_title_is_told_nothing() -> None:
    """What is missing may stand behind the wall, and plain text has no title of its own."""
    wall = "<p>Subscribe to read the rest of this story</p>"
    title = "9 best tips for huts in 2026 that cost $9,000"
    page = with_title(title, "Huts of Kelmouth in 2019", f"{ITEMS}<p>{FILLER} $4</p>{wall}")
    assert not [one for one in promised(page).title if one.kept < 1]
    assert own_title(read_text(FILLER, title="9 best tips")) == ""


INNOCENT = {
    "poem": (
        "The ferry",
        "<p>The ferry waits.<br>Nine lamps are lit.<br>None of them is mine.</p>" * 5,
    ),
    "notice": ("Choir practice", "<p>Choir practice is on Tuesday at seven in the hall.</p>" * 6),
    "wit": (
        "Mayor reviews nine years of potholes",
        "<p>The mayor of Skelby, Mara Quill, said on Monday that nine years of holes were enough. "
        "\u201cI fell into one in May,\u201d she said.</p>" * 4,
    ),
    "trade": (
        "Joiner in Kelmouth",
        "<p>I make doors and stairs in Kelmouth and have done so since 1984. Ring me for 3 doors "
        "or one; a door costs \u00a390 and takes until Friday.</p>" * 3,
    ),
}


@pytest.mark.parametrize("kind", INNOCENT)
def test_innocents_are_not_accused_by_their_title(kind: str) -> None:
    """A poem, a notice, a newspaper's wit, a small trade: no title of theirs breaks a promise."""
    headline, html = INNOCENT[kind]
    for title in (headline, f"{headline} - Skelby Post", f"Skelby Post: {headline}", "Home"):
        page = with_title(title, headline, html)
        assert not promised(page).title
        row = promised(page).row
        model = page.models.promises
        assert row is None or model.unkept(row) <= model.accuses


def test_particulars_of_a_body_are_measured() -> None:
    """Who knows the case tells more of it than talk does; talk of advice has more of that."""
    told = "Mara Quill sold 14 doors to the chapel of Skelby in May 1984 for 90 pounds each. "
    talk = "It is essential to find the right doors for your needs, which ensures a good home. "
    rows = [body_of(read(f"<h1>Doors</h1><p>{text * 6}</p>"), "Doors") for text in (told, talk)]
    known, general = (body.measured for body in rows)
    for name in ("particular", "particular_most", "particular_last"):
        assert known[name] > general[name]
    assert known["padding"] < general["padding"]
    assert known["advice"] == 0 < general["advice"]
