"""The card of a verdict: the short form of its report; escaped, without script."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from made import TOPICS, VERDICT, check, quote, topic

import pagequality as pq
from pagequality.judge.verdict import Verdict
from pagequality.page.evidence import COUNTED, Evidence
from pagequality.views.notebook import card as card_of
from pagequality.views.parts import quoted

MOST = 20_000


def words(card: str) -> str:
    """The words of a card, with plain blanks."""
    return check(card, most=MOST).text.replace("\u00a0", " ")


def test_a_card_shows_the_strongest_topics(sample, judged):
    """Every sample page has a card that can be read."""
    verdict = judged(sample)
    text = words(verdict._repr_html_())
    assert verdict.abstained == ("not judged" in text)
    for one in () if verdict.abstained else verdict.topics[:5]:
        assert one.title in text


def test_a_page_cannot_write_into_the_notebook():
    """Markup and scripts in titles and quotes are shown, not run."""
    html = "<title>&lt;script&gt;alert(1)</title><h1>&lt;img src=x onerror=alert(1)></h1><p>"
    shown = pq.analyze(html + "Tea is boiled in water, then poured. " * 30)._repr_html_()
    assert "<img" not in shown
    assert "<script" not in shown


def test_what_is_said_of_a_page_stands_in_no_quotation_marks():
    """A number that was counted is not the page's own words; a quote is."""
    said, own = (
        str(quoted(Evidence("beans, 12 times", kind, -1, ""), "")) for kind in (COUNTED, "padding")
    )
    assert said.startswith("beans, 12 times")
    assert own.startswith("\u201cbeans, 12 times\u201d")


@pytest.mark.parametrize(
    ("probability", "hue", "share"), [(0.0, 130, 0), (0.25, 98, 25), (0.9, 13, 90), (1.0, 0, 100)]
)
def test_the_gauge_is_as_long_and_as_red_as_the_probability(probability, hue, share):
    """Green for 0, over amber, to red for 1; the number in nearly the same colour."""
    shown = card_of(replace(VERDICT, probability=probability))
    colour = f"hsl({hue} 55% 42%)"
    assert f"width:{share}%;height:8px;border-radius:4px;background:{colour}" in shown
    assert f'color:color-mix(in srgb, {colour} 65%, currentColor)">{share}\u00a0%</b>' in shown


def test_topics_add_up_from_where_honest_pages_stand():
    """The strongest with what it did, its quotes with their cues; the weak summed up."""
    more = topic("headline", 0.05), topic("standing", -0.15)
    many = replace(VERDICT, topics=(*TOPICS, *more), log_odds=1.9)
    text = words(card_of(many))
    told = [
        "\u22121.50 Before anything speaks for or against it: 18 %",
        "+3.00 Its wording. What wording says.",
        "\u201cIt may rain in May, and it may\u201d (hedge)",
        "without it 88 % would be 27 %; 1 in 40 honest pages of this type (article) has as much",
        "\u22121.00 Layout. What layout says.",
        "\u22120.10 2 other topics",
        "+1.90 The sum: 88 %",
    ]
    places = [text.replace(" ", "").find(one.replace(" ", "")) for one in told]
    assert places == sorted(places)
    assert -1 not in places
    assert "<b><u>may</u></b>" in card_of(many)


def test_a_card_is_short():
    """Five topics and two quotes each, however many there are."""
    quotes = [quote(f"quote {number}") for number in range(4)]
    topics = [topic(name, 1.0, *quotes) for name in
              ("wording", "headline", "speculation", "stuffing", "layout", "standing")]  # fmt: skip
    text = words(card_of(replace(VERDICT, topics=tuple(topics))))
    assert [text.count(f"quote {number}") for number in range(4)] == [5, 5, 0, 0]
    assert "1 other topics" not in text
    assert "1 other topic" in text


def test_the_card_tells_title_notices_doubt_and_model():
    """The headline, else the address; why to look; why there is no verdict."""
    shown = card_of(VERDICT)
    for part in (">Beans in May<", ">truncated: only its beginning was read<", VERDICT.model):
        assert part in shown
    assert f">{VERDICT.url.replace('&', '&amp;')}<" in card_of(replace(VERDICT, headline=""))
    assert ">Page<" in card_of(replace(VERDICT, headline="", url=""))
    alone = replace(VERDICT, topics=(topic("wording", 3.5),))
    assert ">doubt: few marks agree: look yourself<" in card_of(alone)
    silent = card_of(replace(VERDICT, probability=math.nan, abstained=True))
    assert "not judged" in silent
    assert "What wording says" not in silent
    long = card_of(replace(VERDICT, headline="so " * 100))
    assert f">{('so ' * 100)[:159].rstrip()}…<" in long


def test_a_card_needs_nothing_but_the_verdict():
    """One that came through JSON shows the same."""
    assert card_of(Verdict.from_dict(VERDICT.to_dict())) == card_of(VERDICT)
