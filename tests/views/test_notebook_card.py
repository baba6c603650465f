"""The card of a verdict: complete, escaped, without script, coloured by what it says."""

from __future__ import annotations

import math
from dataclasses import replace
from html.parser import HTMLParser

import pytest

import pagequality as pq
from pagequality.judge.verdict import Reason, Verdict
from pagequality.page.evidence import Evidence
from pagequality.page.notice import Notice
from pagequality.views.notebook import card as card_of


class Balanced(HTMLParser):
    """Fails on tags that do not match."""

    def __init__(self):
        super().__init__()
        self.open, self.words = [], []

    def handle_starttag(self, tag, attrs):  # noqa: ARG002 - the parser's signature
        """Note a tag that opens."""
        self.open.append(tag)

    def handle_endtag(self, tag):
        """Match a tag that closes."""
        assert self.open.pop() == tag

    def handle_data(self, data):
        """Keep the words."""
        self.words.append(data)


def words_of(verdict):
    """Return the words of a verdict's card."""
    parser = Balanced()
    parser.feed(verdict._repr_html_())
    assert parser.open == []
    return " ".join(parser.words)


def test_a_card_shows_gauge_families_and_reasons(sample, judged):
    """Every sample page has a card that can be read."""
    verdict = judged(sample)
    words = words_of(verdict)
    assert verdict.abstained == ("not judged" in words)
    for name in verdict.families:
        assert name.replace("_", " ") in words
    for reason in () if verdict.abstained else verdict.reasons[:3]:
        assert reason.sentence in words


def test_a_page_cannot_write_into_the_notebook():
    """Markup and scripts in titles and quotes are shown, not run."""
    html = "<title>&lt;script&gt;alert(1)</title><h1>&lt;img src=x onerror=alert(1)></h1><p>"
    shown = pq.analyze(html + "Tea is boiled in water, then poured. " * 30)._repr_html_()
    assert "<img" not in shown
    assert "<script" not in shown


QUOTES = tuple(Evidence(f"quote {n}", "image", n, "p") for n in range(3))
REASONS = tuple(
    Reason(f"signal {n}", 1.0, 1.0, (2.0 - n / 10) * (-1) ** n, f"Sentence {n}.", QUOTES)
    for n in range(8)
)
VERDICT = Verdict(
    probability=0.9,
    abstained=False,
    notices=(Notice("truncated", "only its beginning"),),
    families={"boilerplate": 0.25, "template_noise": math.nan},
    signals={},
    reasons=REASONS,
    log_odds=0.0,
    baseline=0.0,
    remainder=0.0,
    evidence={},
    url="https://a.example/",
    headline="Rain",
    model="made 1",
)
GREEN, RED = "hsl(130 55% 42%)", "hsl(0 55% 42%)"


@pytest.mark.parametrize(
    ("probability", "hue", "share"), [(0.0, 130, 0), (0.25, 98, 25), (0.9, 13, 90), (1.0, 0, 100)]
)
def test_the_gauge_is_as_long_and_as_red_as_the_probability(probability, hue, share):
    """Green for 0, over amber, to red for 1; the number in the same colour."""
    shown = card_of(replace(VERDICT, probability=probability, reasons=(), families={}))
    colour = f"hsl({hue} 55% 42%)"
    assert f"width:{share}%;height:8px;background:{colour};" in shown
    assert f'<b style="color:{colour}">{share}%</b> likely low quality' in shown


def test_reasons_are_red_against_the_page_and_green_for_it():
    """Six reasons, two quotes each, with the sign in number and colour."""
    shown = card_of(VERDICT)
    assert f'<b style="color:{RED}">+2.00</b> Sentence 0.' in shown
    assert f'<b style="color:{GREEN}">-1.90</b> Sentence 1.' in shown
    assert [f"Sentence {n}." in shown for n in range(8)] == [True] * 6 + [False] * 2
    assert [shown.count(f"“quote {n}”") for n in range(3)] == [6, 6, 0]


def test_the_card_tells_title_notices_families_and_model():
    """The headline, else the address; a family's bar and number, or that it is unknown."""
    shown = card_of(VERDICT)
    for part in (">Rain<", ">truncated: only its beginning<", "width:25%;", "</span> 0.25</div>",
                 "template noise</span>unknown</div>", ">made 1<"):  # fmt: skip
        assert part in shown
    assert ">https://a.example/<" in card_of(replace(VERDICT, headline=""))
    assert ">Page<" in card_of(replace(VERDICT, headline="", url=""))
    silent = card_of(replace(VERDICT, probability=math.nan, abstained=True))
    assert "not judged" in silent
    assert "Sentence" not in silent
    long = card_of(replace(VERDICT, headline="so " * 100))
    assert f">{('so ' * 100)[:159]}…<" in long
