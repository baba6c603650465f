"""The report of a page: complete, bounded, harmless, and its sum is right."""

from __future__ import annotations

import json
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
from pagequality.text.visible import visible
from pagequality.views.parts import cut

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


def full(verdict):
    """The report as JSON, read back; nothing that steers is in it, and it has a bound."""
    made = verdict.to_json(full=True, when=WHEN, indent=2)
    assert len(made.encode()) <= MOST
    assert not [mark for mark in made if ord(mark) < 32 and mark != "\n"]
    assert not set(made) & set("\x7f\x9b\u202e\u2066\u2028")
    return json.loads(made, parse_constant=pytest.fail)


def lines_of(found):
    """The lines of the page's text, each with whether it is main content."""
    return [
        (line, stretch["main"]) for stretch in found["text"] for line in stretch["text"].split("\n")
    ]


def test_the_report_as_json_tells_the_same(sample, judged):
    """The verdict, and what HTML tells beside it: words, topics, limits, who judged it and when."""
    verdict = judged(sample)
    found, made = full(verdict), verdict.to_html(when=WHEN)
    text = check(made, most=MOST).text
    assert found.items() >= {**verdict.to_dict(), "topics": found["topics"]}.items()
    assert Verdict.from_dict(found) == verdict
    assert found["label"] == verdict.label
    assert (found["made_on"], found["report"]) == ("2026-03-01", "page")
    for told in (found["made_by"], *found["limits"], *found["objecting"]):
        assert told in text
    for one in found["topics"] if not verdict.abstained else ():
        assert one["title"] in text
        assert " ".join(visible(cut(one["sentence"], 300)).split()) in text
    words = [(line, is_main) for line, is_main in lines_of(found) if line.strip()]
    assert made.count('<p class="template">') == sum(not is_main for _, is_main in words)
    assert all(" ".join(visible(line).split()) in text for line, _ in words)
    assert found["lines_left_out"] == 0
    kept = dict.fromkeys(line for line in verdict.text.text.split("\n") if line.strip())
    assert dict.fromkeys(line for line, _ in words) == kept


def test_quotes_stand_where_the_json_says():
    """Offsets are those of the page's text, in whichever stretch they lie."""
    found = full(VERDICT)
    assert found["text"] == [
        {"start": 0, "main": False, "text": "Home"},
        {"start": 5, "main": True, "text": "It may rain in May, and it may not rain in May."},
        {"start": 53, "main": False, "text": "Buy <seeds> now"},
    ]
    quote = found["topics"][1]["reasons"][0]["evidence"][0]
    here = found["text"][1]
    start, end = (quote[name] - here["start"] for name in ("start", "end"))
    assert here["text"][start:end] == quote["quote"] == "may not rain in May."
    assert found["doubt"] == ""
    assert full(replace(VERDICT, topics=VERDICT.topics[:1]))["doubt"].startswith("few marks agree")
    assert full(Verdict.from_dict(VERDICT.to_dict()))["text"] == []


@pytest.mark.parametrize(
    ("line", "is_main", "number"),
    [
        ("<&>" * 30_000, True, 50),
        ("\\" * 90, True, 50_000),
        ("\u202e" * 9, True, 50_000),
        ("x", True, 50_000),
        ("x", None, 50_000),
    ],
)
def test_the_text_of_a_long_page_is_cut_for_both(line, is_main, number):
    """The same lines are left out of HTML and of JSON, which both have a bound."""
    kinds = [bool(place % 2) if is_main is None else is_main for place in range(number)]
    long = replace(VERDICT, topics=(), text=PageText("\n".join([line] * number), tuple(kinds)))
    found, made = full(long), long.to_html()
    read = check(made, most=MOST)
    assert 0 < found["lines_left_out"] < number
    assert f"{found['lines_left_out']:,} more lines are left out here" in read.text
    assert len(lines_of(found)) == number - found["lines_left_out"]
    for stretch in found["text"]:
        first = stretch["text"].split("\n")[0].removesuffix("\u2026")
        assert long.text.text.startswith(first, stretch["start"])


def test_the_json_holds_what_a_page_may_hold_as_words():
    """Nothing of it acts, and it comes back as it was."""
    found = full(HOSTILE)
    assert found["headline"] == NASTY.replace("\ud800", "\\ud800")
    assert next(line for line, _ in lines_of(found)) == found["headline"]


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
