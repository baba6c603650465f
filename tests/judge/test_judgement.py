"""The judge by hand: calibration, prior, length, family scores; and a verdict made of them."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

import pagequality as pq
from pagequality.judge.model import Family, Judge, Model
from pagequality.judge.proofs import Proofs
from pagequality.judge.trees import Trees
from pagequality.judge.vector import vector
from pagequality.learned.curves import Curves
from pagequality.learned.odds import sigmoid
from pagequality.page.notice import Notice
from pagequality.signals import NAMED_FAMILIES, NAMES

SIZE = len(NAMES)
YEARS, PRICES, LENGTH = (NAMES.index(name) for name in ("years", "prices", "length"))
LEAF = math.inf
ROWS = "".join(f"<p>Row {row} of the beans was watered by Ann Lee on Monday.</p>" for row in "1234")


def curves_of(size, known=None, unknown=None):
    """Lines through 0 with a slope a signal, from 0 to 10; what each adds when unknown."""
    slope, missing = np.zeros(size), np.zeros(size)
    for place, value in (known or {}).items():
        slope[place] = value
    for place, value in (unknown or {}).items():
        missing[place] = value
    return Curves(np.tile([0.0, 10.0], (size, 1)), np.outer(slope, [0.0, 10.0]), missing)


def stump(signal):
    """One tree: 0.5 at its root, 0 for 4 or less of a signal, 2 above it or where unknown."""
    return Trees(
        root=np.array([0]), signal=np.array([signal, 0, 0]), threshold=np.array([4.0, LEAF, LEAF]),
        left=np.array([1, 1, 2]), unknown_left=np.array([False, True, True]),
        value=np.array([0.5, 0.0, 2.0]), depth=1,
    )  # fmt: skip


JUDGE = Judge(
    curves_of(SIZE, {YEARS: 0.3, PRICES: -0.1}, {YEARS: 0.7}), stump(PRICES),
    page=curves_of(SIZE, {LENGTH: 0.2}), bound=0.5, slope=2.0, intercept=-0.4,
)  # fmt: skip
MODEL = Model(
    name="made", judges={"html": JUDGE, "text": replace(JUDGE, slope=1.0)}, base_rate=0.2,
    half_words=25.0, typical=np.full(SIZE, 1.0),
)  # fmt: skip


def vector_of(**known):
    """A vector of zeros with some signals known."""
    row = np.zeros(SIZE)
    for name, value in known.items():
        row[NAMES.index(name)] = value
    return row


def test_a_judgement_is_the_calibrated_sum():
    """Slope times curves and trees, from the tree's root and the intercept, at full length."""
    added, start = JUDGE.contributions(vector_of(years=3.0, prices=5.0))
    # Years: 2 * 0.9. Prices: 2 * (-0.5 + (2 - 0.5)). Start: 2 * 0.5 - 0.4.
    assert added[YEARS] == pytest.approx(1.8)
    assert added[PRICES] == pytest.approx(2.0)
    assert start == pytest.approx(0.6)
    assert np.count_nonzero(added) == 2
    few, _ = JUDGE.contributions(vector_of(years=3.0, prices=4.0))
    assert few[PRICES] == pytest.approx(2 * (-0.4 + (0.0 - 0.5)))


def test_what_is_unknown_adds_nothing_of_its_own():
    """What the sum takes it for is part of the start: 2 * 0.7 for years, 2 * 1.5 for prices."""
    unknown, start = JUDGE.contributions(vector_of(years=math.nan, prices=math.nan))
    assert not unknown.any()
    assert start == pytest.approx(0.6 + 1.4 + 3.0)


def test_what_stands_around_is_bounded():
    """However long the page, its length adds 2 * 0.5 at most; a little of it adds what it is."""
    much, _ = JUDGE.contributions(vector_of(length=10.0, prices=5.0))
    assert 0.99 < much[LENGTH] < 1.0
    little, _ = JUDGE.contributions(vector_of(length=0.1, prices=5.0))
    assert little[LENGTH] == pytest.approx(2 * 0.02, abs=1e-3)


def test_a_judge_hears_what_can_move_its_sum():
    """Signals with a curve, those that trees ask for and those that prove; no others."""
    assert np.flatnonzero(JUDGE.heard()).tolist() == sorted((YEARS, PRICES, LENGTH))
    proving = Proofs(np.array([0]), np.array([[1.0, 3.0]]), np.array([[0.0, 0.9]]))
    assert replace(JUDGE, proofs=proving).heard()[0]


def test_what_is_not_heard_need_not_be_measured():
    """The sum is the same to the bit whether silent signals are known or not."""
    page = pq.read(f"<title>Beans</title>{ROWS}")
    heard = MODEL.judges["html"].heard()
    few, every = vector(page, heard=heard), vector(page)
    assert np.array_equal(few[heard], every[heard], equal_nan=True)
    assert np.isnan(few[~heard]).all()
    assert not np.isnan(every[~heard]).all()
    shipped = pq.Scorer()
    for html in (ROWS, "<p>Beans", f"<h1>Beans</h1>{ROWS * 9}"):
        verdict = shipped.judge(pq.read(html))
        score = shipped.score(html)
        assert score == verdict.probability or (verdict.abstained and math.isnan(score))


def test_length_and_prior_weigh_a_judgement():
    """75 of 100 words count three quarters, around the base rate, or around the prior."""
    row = vector_of(years=3.0, prices=5.0)
    judged = MODEL.judge(row, words=75)
    own = math.log(0.2 / 0.8)
    assert judged.baseline == pytest.approx(own + 0.75 * (0.6 - own))
    assert judged.contributions[[YEARS, PRICES]] == pytest.approx([0.75 * 1.8, 0.75 * 2.0])
    assert judged.log_odds == pytest.approx(judged.baseline + 0.75 * 3.8)
    even = MODEL.judge(row, words=75, prior=0.5)
    assert even.baseline == pytest.approx(0.75 * (0.6 - own))
    assert np.array_equal(even.contributions, judged.contributions)
    text = MODEL.judge(row, words=75, source="text")
    assert text.contributions[[YEARS, PRICES]] == pytest.approx([0.75 * 0.9, 0.75 * 1.0])
    assert text.baseline == pytest.approx(own + 0.75 * (0.1 - own))


def test_a_family_sums_its_own_signals():
    """Its start and what its curves add, as a probability; unknown ones add their share."""
    family = Family(np.array([PRICES, YEARS]), curves_of(2, {0: 0.5, 1: -0.25}, {1: 0.1}), -0.2)
    assert family.score(vector_of()) == pytest.approx(1 / (1 + math.exp(0.2)))
    assert family.score(vector_of(prices=4.0, length=9.0)) == pytest.approx(sigmoid(-0.2 + 2.0))
    assert family.score(vector_of(prices=4.0, years=8.0)) == pytest.approx(sigmoid(-0.2))
    assert family.score(vector_of(prices=4.0, years=math.nan)) == pytest.approx(sigmoid(1.9))
    assert math.isnan(family.score(vector_of(prices=math.nan, years=math.nan)))
    model = replace(
        MODEL, families={"speculation": family, "boilerplate": replace(family, start=1)}
    )
    assert model.family_scores(vector_of()) == pytest.approx(
        {"speculation": sigmoid(-0.2), "boilerplate": sigmoid(1.0)}
    )


def test_a_verdict_tells_the_judgement():
    """Topics, baseline and families are the model's; small terms are a topic's remainder."""
    curves = curves_of(SIZE)
    curves.values[[YEARS, PRICES, LENGTH]] = [[1.0], [0.0], [0.01]]  # level, whatever the page
    judge = Judge(
        curves, stump(PRICES), curves_of(SIZE), 0.0, 1.0, 0.0
    )  # the page has no prices: 0 - 0.5
    family = Family(np.array([PRICES]), curves_of(1), 0.3)
    model = replace(
        MODEL, judges={"html": judge, "text": judge}, digest="abc", half_words=0.0,
        families=dict.fromkeys(NAMED_FAMILIES, family),
    )  # fmt: skip
    verdict = pq.Scorer(model, prior=0.4).analyze(
        f"<h1>Beans</h1>{ROWS}", url="https://a.example/b"
    )
    assert {reason.signal: reason.contribution for reason in verdict.reasons} == {
        "years": pytest.approx(1.0),
        "prices": pytest.approx(-0.5),
    }
    assert {topic.name: topic.contribution for topic in verdict.topics} == {
        "other_marks": pytest.approx(0.51),  # years accuse by a lack, sums and length are innocent
    }
    assert verdict.topics[-1].remainder == pytest.approx(0.01)
    shift = math.log(0.4 / 0.6) - math.log(0.2 / 0.8)
    assert verdict.baseline == pytest.approx(0.5 + shift)
    assert verdict.log_odds == pytest.approx(1.01 + shift)
    assert verdict.probability == pytest.approx(sigmoid(1.01 + shift))
    assert verdict.families == pytest.approx(dict.fromkeys(NAMED_FAMILIES, sigmoid(0.3)))
    assert verdict.model == "made abc"
    assert (verdict.url, verdict.headline) == ("https://a.example/b", "Beans")
    assert verdict.signals["years"] == 0.0


def test_a_page_is_judged_by_its_source_and_its_content():
    """Plain text by the terms for text; words outside the main content lend no weight."""
    page = pq.read_text("bean " * 25 + "\n" + "pea " * 75)
    page = replace(page, is_main=np.array([True, False]))
    verdict = pq.Scorer(MODEL).judge(page)
    # The slope of text is 1, half the words count, and there are no prices: 0 - 0.5.
    (prices,) = [reason for reason in verdict.reasons if reason.signal == "prices"]
    assert prices.contribution == pytest.approx(0.5 * 1.0 * (0.0 - 0.5))
    judged = MODEL.judge(vector(page), words=25, source="text")
    assert verdict.log_odds == pytest.approx(judged.log_odds)


def test_notices_are_told_once():
    """A page's own notices come first; one that is also why it is not judged stands once."""
    verdict = pq.Scorer(MODEL).analyze("")
    assert verdict.abstained
    assert math.isnan(verdict.probability)
    assert [code for code, _ in verdict.notices] == ["empty"]
    page = replace(pq.read("<p>Beans"), notices=(Notice("truncated", "only its beginning"),))
    short = pq.Scorer(MODEL).judge(page)
    assert [code for code, _ in short.notices] == ["truncated", "too little text"]


PLAIN_HEADLINE = "The mill bridge is open again"
LOUD_HEADLINE = "The 10 Best Most SHOCKING Secrets Of The Kelmouth Mill Bridge Revealed"
SOBER = (
    f"<h1>{PLAIN_HEADLINE}</h1>"
    "<p>The mill bridge in Kelmouth opened on Monday after two years of work, said Ann Lee, who "
    "led the repair. The crew replaced 14 beams and cut the stone for the north pier by hand.</p>"
    "<p>I walked across at noon. The old rail was gone, the deck smelled of tar, and Tom Hill was "
    "selling tea from a cart at the far end, as his father did before the flood in 1987.</p>"
    "<p>The council paid 310,000 for it. Lee told us that the piers had moved by 4 cm in the "
    "winter of 2019, and that the mill itself had been shut since then.</p>"
)
NAGS = (
    "<p>Please disable your ad blocker to continue reading our site.</p><p>Subscribe to our "
    "newsletter and never miss a post!</p><p>Leave a comment below and tell us what you think. "
    "Your email address will not be published.</p><p>We use cookies. Accept all cookies.</p>"
    "<p>Share this on Facebook</p><p>You may also like</p>"
)
GUESSES = (
    "<p>Experts believe this could reshape the industry forever. Only time will tell what it may "
    "mean for the future. Many say it might be a game changer. Could this be the beginning of a "
    "new era? Perhaps it will possibly transform everything, some analysts suggest.</p>"
)
MENU = (
    "<ul>" + "".join(f"<li><a href='/c{n}'>Category {n} page</a></li>" for n in range(60)) + "</ul>"
)


@pytest.mark.parametrize(
    ("family", "html", "least"),
    [
        ("template_noise", SOBER + NAGS, 0.2),
        ("speculation", SOBER + GUESSES, 0.2),
        ("boilerplate", MENU + SOBER + MENU, 0.1),
        ("headline_mismatch", SOBER.replace(PLAIN_HEADLINE, LOUD_HEADLINE), 0.1),
    ],
)  # fmt: skip
def test_the_shipped_families_rise_with_what_they_are_about(family, html, least):
    """A sober page with more of one fault has a clearly higher score in that family."""
    before, after = pq.analyze(SOBER).families, pq.analyze(html).families
    assert after[family] > before[family] + least


SPUN = (
    "<h1>Top 10 Amazing Benefits of Choosing the Best Flooring Services</h1>" + "<p>In today's "
    "fast-paced world, choosing the best flooring services is crucial for every homeowner. Look no "
    "further! Our comprehensive guide will help you unlock the ultimate benefits of quality "
    "flooring services. Whether you are looking for affordable flooring or premium flooring, we "
    "have got you covered.</p><p>Moreover, the best flooring services offer numerous advantages. "
    "It is important to note that quality flooring can transform your home. Contact us today to "
    "learn more about our flooring services near you.</p><p>In conclusion, flooring services play "
    "a vital role in elevating your living space. So what are you waiting for?</p>"
)


def test_the_shipped_model_tells_spun_from_sober():
    """As HTML and as text, a spun page is far likelier to be low; its wording says so, too."""
    sober, spun = pq.analyze(SOBER), pq.analyze(SPUN)
    assert spun.probability > sober.probability + 0.2
    assert spun.signals["body_wording"] > sober.signals["body_wording"] + 0.2
    texts = [pq.analyze_text(pq.read(html).text) for html in (SOBER, SPUN)]
    assert texts[1].probability > texts[0].probability + 0.2
    wording = spun.topics[0]
    assert (wording.name, wording.contribution > 0) == ("wording", True)
    assert any("in today's" in quote.marked().lower() for quote in wording.evidence)


def test_a_scorer_refuses_a_parser_that_there_is_none_of():
    """At once, and not at each page."""
    with pytest.raises(ValueError, match="unknown parser 'html6': choose one of lexbor, bs4"):
        pq.Scorer(MODEL, parser="html6")
