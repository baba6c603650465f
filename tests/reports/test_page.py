"""The report of a page: complete, bounded, harmless, and its sum is right."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import pytest
from made import NASTY, TEXT, TOPICS, VERDICT, check, quote, topic

from pagequality.judge.unjudged import unjudged
from pagequality.judge.verdict import PageText, Verdict
from pagequality.page.notice import Notice
from pagequality.page.state import PageState
from pagequality.reports.waterfall import steps

MOST = 300_000
WHEN = date(2026, 3, 1)
HOSTILE = replace(
    VERDICT,
    url=f"javascript:{NASTY}",
    headline=NASTY,
    language=NASTY,
    page_type=NASTY,
    model=NASTY,
    notices=(Notice(NASTY, NASTY),),
    state=PageState("thin", NASTY, None),
    topics=tuple(
        topic(one.name, one.contribution, quote(NASTY, 0, cues=((5, 9), (7, 20)), kind=NASTY))
        for one in TOPICS
    ),
    text=PageText(f"{NASTY}\n{NASTY}", (True,)),
)


def test_every_sample_page_has_a_report(sample, judged):
    """Whatever the page: small, of our elements alone, with its probability or why it has none."""
    verdict = judged(sample)
    read = check(verdict.to_html(when=WHEN), most=MOST)
    assert "1 March 2026" in read.text
    assert verdict.model in read.text
    if verdict.abstained:
        assert f"Not judged: {verdict.notices[0].message}"[:100] in read.text
        assert "What led to this" not in read.text
    else:
        assert all(one.title in read.text for one in verdict.topics)


def test_nothing_of_a_page_acts_or_leads_anywhere():
    """Markup, scripts, controls and marks of direction in every text are shown, not run."""
    read = check(HOSTILE.to_html(when=WHEN), most=MOST)
    assert read.links == []
    assert "<script>alert(1)</script>" in read.text
    assert "\\u202efdp.exe" in read.text
    check(HOSTILE._repr_html_(), most=MOST)
    check(replace(HOSTILE, abstained=True, probability=math.nan).to_html(), most=MOST)


def test_a_page_of_any_length_has_a_short_report():
    """Very long texts, lines, titles, quotes and many signals stay below the bound."""
    line = "<&>" * 30_000
    long = replace(
        VERDICT, headline=line, url=f"https://a.example/{line}", page_type=line, model=line,
        notices=(Notice("n", line),) * 20, text=PageText(f"{line}\n" * 50, ()),
        topics=tuple(
            topic(one.name, one.contribution, quote("<" * 300, 3, cues=((0, 300),)))
            for one in TOPICS
        ),
    )  # fmt: skip
    read = check(long.to_html(), most=MOST)
    assert "more lines are left out here" in read.text


def test_the_steps_lead_from_the_baseline_to_the_log_odds(sample, judged):
    """Each begins where the last one ended; taking one away gives the promised probability."""
    verdict = judged(sample)
    if verdict.abstained:
        return
    found = steps(verdict)
    assert found[0].before == verdict.baseline
    assert [step.before for step in found[1:]] == [step.after for step in found[:-1]]
    assert found[-1].after == pytest.approx(verdict.log_odds, abs=1e-9)
    for step in found:
        odds = verdict.log_odds - step.topic.contribution
        assert step.topic.without == pytest.approx(1 / (1 + math.exp(-odds)), abs=1e-9)


def test_a_topic_tells_what_it_did_and_how_rare_that_is():
    """Where it moved the sum, what would be without it, and how many honest pages have as much."""
    text = check(VERDICT.to_html(), most=MOST).text.replace("\u00a0", " ")
    assert "Moves 18 % to 82 %; without it 88 % would be 27 %; 1 in 40 honest pages" in text
    assert "Before anything speaks for or against it: 18 %" in text
    assert "The sum: this page: 88 %" in text
    assert "1 weaker, \u22120.10 together: Site furniture" in text
    assert "Doubt" not in text
    alone = replace(VERDICT, topics=(topic("wording", 3.5),))
    assert "Doubt: few marks agree: look yourself." in alone.to_html()


def test_the_words_of_the_page_are_there_with_the_quotes_marked():
    """Main content and template apart; an overlap has both numbers."""
    made = VERDICT.to_html()
    read = check(made, most=MOST)
    assert read.marks == ["1", "2", "1", "1 2", "2"]
    assert '<p class="template">Buy &lt;seeds&gt; now</p>' in made
    assert '<p class="template">Home</p>' in made
    for line in TEXT.split("\n"):
        assert line in read.text
    bare = Verdict.from_dict(VERDICT.to_dict()).to_html()
    assert "It is not kept with this verdict." in bare
    assert "<mark" not in bare


def test_quotes_open_on_the_page_with_their_cues_marked():
    """A text fragment where the address is known; no link where it is not."""
    made = VERDICT.to_html()
    assert "https://plot.example/may?a=1&amp;b=2#:~:text=It%20may%20rain" in made
    assert "It <b><u>may</u></b> rain in May" in made
    assert check(replace(VERDICT, url="").to_html(), most=MOST).links == []


def test_a_page_that_was_not_judged_says_why():
    """The notice stands first, the words that show it beside it."""
    verdict = replace(
        unjudged(Notice("error page", "the page says that it is not there")),
        state=PageState("soft_404", "Nothing here", None),
    )
    text = check(verdict.to_html(when=WHEN), most=MOST).text
    assert "Not judged: the page says that it is not there (error page)." in text
    assert "\u201cNothing here\u201d" in text
    assert "soft 404" in text
