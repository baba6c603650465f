"""What the signals of headline promise, on headlines and bodies counted by hand."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

import pytest
from planted import chosen, words

from pagequality.reading import read, read_text
from pagequality.signals.headline_mismatch import (
    SIGNALS,
    clickbait_form,
    exaggeration,
    headline_and_missing,
    headline_bait,
    headline_capitals,
    headline_gap,
    headline_that_baits,
    items_missing,
    lead_coverage,
    numbers_missing,
    promise_missing,
    promise_unkept,
    promises_not_kept,
    title_disagreement,
)

if TYPE_CHECKING:
    from pagequality import Page

OF_BODY = (headline_gap, promise_missing, lead_coverage, numbers_missing)
each_of_body = pytest.mark.parametrize(
    "signal", OF_BODY, ids=[signal.__name__ for signal in OF_BODY]
)
BRIDGE = (
    "The mayor of Ashby opened the new river bridge on Monday morning. The bridge over the river "
    "cost nine million pounds, the mayor said, and replaces the ferry that has carried traffic "
    "since the old bridge fell. About two hundred people came to see the bridge opened, and the "
    "mayor of Ashby was the first to walk across it."
)
BEANS = (
    "Soak the beans in cold water overnight. Drain them, cover them with fresh water and bring "
    "them slowly to the boil with a bay leaf and half an onion. After an hour add salt. They are "
    "done when a bean crushes between tongue and palate. Serve them with oil, parsley and bread, "
    "and keep the broth for soup."
)


def _page(headline: str, body: str, *, around: str = ""):
    """A headline over a body, both of them content, and what stands around them."""
    return chosen(f"<main><h1>{headline}</h1><p>{body}</p></main><footer>{around}</footer>")


def _text(headline: str, body: str):
    """The same as plain text."""
    return read_text(f"{headline}\n\n{body}")


both_sources = pytest.mark.parametrize("page", [_page, _text], ids=["html", "text"])


@both_sources
def test_headline_gap_tells_a_delivering_body_from_another(page) -> None:
    """The same headline over its own story and over a recipe: far apart, an even chance between."""
    own = headline_gap(page("Mayor of Ashby opens new river bridge", BRIDGE))
    other = headline_gap(page("Mayor of Ashby opens new river bridge", BEANS))
    assert own < 0.4
    assert other > 0.6
    assert headline_gap(page("Ashby beans cooked slowly with onion and parsley", BEANS)) < other


@each_of_body
def test_a_headline_does_not_deliver_itself(signal) -> None:
    """Whether the headline counts as content or not, and what stands around: the body decides."""
    inside = _page("Mayor and 7 others open bridge", BEANS, around="Mayor and 7 others open bridge")
    header = "<header><h1>Mayor and 7 others open bridge</h1></header>"
    assert signal(inside) == signal(chosen(f"{header}<main><p>{BEANS}</p></main>"))
    assert signal(inside) == signal(_text("Mayor and 7 others open bridge", BEANS))


@each_of_body
@both_sources
def test_a_body_of_fewer_than_thirty_words_is_unknown(page, signal) -> None:
    """Thirty words can be judged, twenty-nine cannot."""
    assert isnan(signal(page("7 beans", words(29))))
    assert not isnan(signal(page("7 beans", words(30))))


@pytest.mark.parametrize("signal", SIGNALS, ids=[signal.name for signal in SIGNALS])
def test_a_page_without_words_is_unknown(signal) -> None:
    """Without a headline nothing is promised, and without words nothing is said."""
    assert isnan(signal.function(read("")))
    assert isnan(signal.function(read_text("")))


@both_sources
def test_promise_missing_is_the_share_that_never_comes(page) -> None:
    """Of leeks, peas and beans a body that says leeks lacks two thirds; function words are free."""
    headline = "All the leeks, peas and the beans"
    assert promise_missing(page(headline, f"{words(39)} leeks")) == pytest.approx(2 / 3)
    assert promise_missing(page(headline, f"{words(39)} LEEKS leeks Peas")) == pytest.approx(1 / 3)
    assert promise_missing(page(headline, f"beans {words(300)} peas leeks")) == 0.0
    assert promise_missing(page(headline, words(40))) == 1.0


@both_sources
def test_lead_coverage_reads_the_first_eighty_words(page) -> None:
    """The lead says two of four words, the 80th among them; the 81st and the end do not help."""
    headline = "Leeks, peas, onions and beans"
    body = f"leeks {words(78)} peas onions {words(120)} beans"
    assert lead_coverage(page(headline, body)) == 0.5
    assert lead_coverage(page(headline, body.replace("leeks loam", "loam", 1))) == 0.5
    assert lead_coverage(page(headline, body.replace("leeks", "loam"))) == 0.25
    assert lead_coverage(page(headline, body.replace("leeks", "leeks beans"))) == 0.5
    assert lead_coverage(page(headline, body.replace("leeks loam", "leeks beans"))) == 0.75


@both_sources
def test_lead_coverage_reads_the_beginning_not_the_end(page) -> None:
    """What a body says in its first words alone is covered, in its last words alone it is not."""
    assert lead_coverage(page("Leeks and peas", f"leeks peas {words(200)}")) == 1.0
    assert lead_coverage(page("Leeks and peas", f"{words(200)} leeks peas")) == 0.0


@both_sources
def test_numbers_missing_is_the_share_of_numbers_that_never_come(page) -> None:
    """Of 7, 12 and 2024 a body that gives 12 lacks two thirds; another number is not it."""
    headline = "7 beans and 12 peas in 2024"
    assert numbers_missing(page(headline, f"12 {words(40)} 17 24 202")) == pytest.approx(2 / 3)
    assert numbers_missing(page(headline, f"12 7 {words(40)}")) == pytest.approx(1 / 3)
    assert numbers_missing(page(headline, f"{words(200)} 2024, 12, 7")) == 0.0


@both_sources
def test_numbers_missing_and_promise_missing_need_a_promise(page) -> None:
    """A headline without numbers promises none, and one of function words promises nothing."""
    assert isnan(numbers_missing(page("Seven beans", words(40))))
    assert isnan(promise_missing(page("What and who", words(40))))
    assert isnan(lead_coverage(page("What and who", words(40))))


def test_clickbait_form_tells_bait_from_news() -> None:
    """Withheld facts bait; a plain report does not."""
    bait = "You Won't Believe What Happened When She Opened This Door"
    plain = "Central bank raises interest rate by a quarter point"
    assert clickbait_form(read(f"<h1>{bait}</h1>")) > 0.6
    assert clickbait_form(read(f"<h1>{plain}</h1>")) < 0.4


def test_clickbait_form_reads_the_headline_and_then_the_title() -> None:
    """A title stands in for a missing headline only; plain text has the title it was given."""
    bait, plain = "You won't believe what this bean did next", "Bean harvest falls by a tenth"
    score = clickbait_form(read(f"<h1>{bait}</h1>"))
    assert clickbait_form(read(f"<title>{plain}</title><h1>{bait}</h1>")) == score
    assert clickbait_form(read(f"<title>{bait}</title><p>{words(40)}</p>")) == score
    assert clickbait_form(read_text(words(40), title=bait)) == score
    assert clickbait_form(read(f"<title>{bait}</title><h1>{plain}</h1>")) < score - 0.3


@both_sources
def test_exaggeration_counts_loud_words_that_the_body_drops(page) -> None:
    """Of best, vibrant and seamless, each once, the body repeats one: two are left."""
    headline = "The best, the BEST vibrant and seamless beans"
    assert exaggeration(page(headline, f"{words(30)} best")) == 2.0
    assert exaggeration(page(headline, f"{words(30)} best vibrant")) == 1.0
    assert exaggeration(page(headline, words(30))) == 3.0
    assert exaggeration(page(headline + ", ultimate, perfect", words(30))) == 3.0
    assert exaggeration(page("The best, the BEST beans", words(30))) == 1.0
    assert exaggeration(page("Beans of the village", words(30))) == 0.0


def test_title_disagreement_is_the_share_that_the_title_lacks() -> None:
    """A title that says beans lacks three of leeks, peas, beans and onions."""
    headline = "<h1>Leeks, peas, beans and the onions</h1>"
    assert title_disagreement(read(f"<title>Beans | Kettle and corn</title>{headline}")) == 0.75
    assert title_disagreement(read(f"<title>Peas, BEANS: Kettle</title>{headline}")) == 0.5
    assert title_disagreement(read(f"<title>Onions leeks beans peas</title>{headline}")) == 0.0


def test_title_disagreement_takes_the_title_for_sharing_where_there_is_no_other() -> None:
    """The Open Graph title stands in for a missing title and goes behind one that is there."""
    shared = "<meta property='og:title' content='Beans'>"
    headline = "<h1>Leeks, peas, beans and onions</h1>"
    assert title_disagreement(read(shared + headline)) == 0.75
    both = f"<title>Beans and peas</title>{shared}{headline}"
    assert title_disagreement(read(both)) == 0.5


def test_title_disagreement_is_unknown_without_two_texts() -> None:
    """One text alone agrees with nothing, and of plain text the title is the headline."""
    assert isnan(title_disagreement(read("<h1>Leeks and peas</h1>")))
    assert isnan(title_disagreement(read("<title>Leeks</title><h1>And of</h1>")))
    assert isnan(title_disagreement(read_text("Leeks", title="Leeks and peas")))


@both_sources
def test_headline_capitals_counts_words_of_three_letters_or_more(page) -> None:
    """Three of four long words are capitalised; OF and to count neither way."""
    assert headline_capitals(page("Five beans OF Old York to", words(30))) == 0.75
    assert headline_capitals(page("Five Beans OF Old York to", words(30))) == 1.0
    assert headline_capitals(page("five beans OF old york to", words(30))) == 0.0
    assert isnan(headline_capitals(page("OF to", words(30))))


def _tips(number: int, *, found: int):
    """A page that promises so many tips and has so many headings."""
    names = "amber broad curly dwarf early fen green hardy islay jade".split()
    parts = "".join(
        f"<h2>Water the {name} bean</h2><p>Ours stood {n + 2} weeks in the {names[-n - 1]} shed, "
        f"and Mrs Orme gave it {n + 1} cups of rain water each morning before the sun was up.</p>"
        for n, name in enumerate(names[:found])
    )
    headline = f"{number} tips for growing beans"
    return read(f"<title>{headline}</title><h1>{headline}</h1>{parts}")


def test_items_missing_is_the_share_of_the_number_that_is_not_there():
    """Six headings of ten, all ten, and no number at all."""
    assert items_missing(_tips(10, found=6)) == 0.4
    assert items_missing(_tips(10, found=10)) == 0.0
    assert isnan(items_missing(_page("Mayor of Ashby opens new river bridge", BRIDGE)))


def test_what_is_missing_is_said_in_words():
    """The headline first, then what was promised and what was found."""
    found = promises_not_kept(_tips(10, found=6))
    assert [(one.quote, one.kind) for one in found[:2]] == [
        ("10 tips for growing beans", "headline"),
        ("promises 10 items, 6 found", "promise"),
    ]
    assert promises_not_kept(read(f"<p>{BEANS}</p>")) == ()


def test_a_promise_is_less_likely_kept_where_its_items_are_missing():
    """Ten of ten and three of ten."""
    assert promise_unkept(_tips(10, found=10)) < promise_unkept(_tips(10, found=3))


def test_what_cannot_be_compared_is_unknown():
    """A label promises nothing; of a short body, an error page, an empty page nothing is said."""
    assert isnan(promise_unkept(read(f"<h1>Archives</h1><p>{BRIDGE}</p>")))
    assert isnan(promise_unkept(read("<h1>10 tips for growing beans</h1><p>Soon.</p>")))
    gone = read(f"<h1>10 tips for growing beans</h1><p>{BRIDGE}</p>", status=410)
    assert isnan(promise_unkept(gone))
    assert isnan(promise_unkept(read("")))


def test_plain_numbers_questions_and_instructions_are_no_bait():
    """Each is far below a headline that teases; the quote is the headline alone."""
    bait = headline_bait(read("<h1>You Won't Believe This Amazing Secret Trick!</h1>"))
    plain = ("7 ways to dry beans", "How do beans grow?", "How to mend a gate", "Beans of Ashby")
    for headline in plain:
        assert headline_bait(read(f"<h1>{headline}</h1>")) < bait - 0.2


@pytest.mark.parametrize(
    ("headline", "baits"),
    [
        ("The best beans", True), ("A vibrant bean", True), ("Do beans sleep?", True),
        ("What the bean did next…", True), ("9 beans of Ashby", True), ("Beans!", True),
        ("Beans of Ashby", False), ("Ashby 31330 review: an oven", False), ("", False),
    ],
)  # fmt: skip
def test_a_headline_is_shown_as_bait_where_it_can_be_seen(headline: str, *, baits: bool) -> None:
    """A loud word, a question, an exclamation, something left open, a number before its things."""
    page = read(f"<h1>{headline}</h1>")
    assert [one.quote for one in headline_that_baits(page)] == [headline] * baits


def _planned(headline: str, body: str) -> Page:
    """A headline and a text, each with a number of homes."""
    text = "The council builds homes by the river. " * 6
    content = f"<h1>{headline} homes planned</h1><p>{text} In all {body} are planned.</p>"
    return chosen(f"<main>{content}</main>")


@pytest.mark.parametrize(("headline", "body"), [("2,000", "2000"), ("2000", "2,000")])
def test_a_number_is_one_however_it_is_grouped(headline: str, body: str) -> None:
    """A comma between thousands changes nothing; another number is missing."""
    page = _planned(headline, body)
    assert numbers_missing(page) == 0.0
    assert len(headline_and_missing(page)) == 1
    other = _planned(headline, "300")
    assert numbers_missing(other) == 1.0
    assert headline_and_missing(other)[1].quote == "2000"


def test_items_that_nothing_marks_are_not_missing() -> None:
    """Parts of plain text, and paragraphs, may be the items; fewer of them cannot be."""
    part = "In the oven it takes an hour and the door stays shut all the while."
    head = "<h1>5 ways to roast coffee beans</h1>"
    whole = "5 ways to roast coffee beans\n\n" + "\n\n".join([part] * 5)
    assert isnan(items_missing(read_text(whole)))
    paragraphs = "".join(f"<p>{part}</p>" for _ in range(5))
    assert isnan(items_missing(chosen(f"<main>{head}{paragraphs}</main>")))
    short = chosen(f"<main>{head}<p>{part * 4}</p></main>")
    assert items_missing(short) == 1.0
