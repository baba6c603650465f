"""The dossier of a site: its pages alone, with quotes, and what would change the verdict."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import date

import pytest
from made import NASTY, TOPICS, VERDICT, check, quote, row, topic

import pagequality as pq
from pagequality.errors import CorpusError
from pagequality.reports.kept import verdict_of
from pagequality.tabular.schema import evidence

MOST = 2_000_000
WHEN = date(2026, 3, 1)
LOW = VERDICT.probability


def judged(number, probability=LOW, verdict=VERDICT, **cells):
    """A row of the site with its evidence."""
    cells = {"url": f"https://blog.plot.example/{number}", "log_odds": 2.0} | cells
    return row(number, probability, evidence=evidence(verdict), **cells)


def written(folder, rows):
    """Write rows as a file of scores."""
    path = folder / "scores.jsonl"
    path.write_text("".join(f"{json.dumps(one)}\n" for one in rows), encoding="utf-8")
    return path


def test_a_dossier_is_of_one_site_alone(tmp_path):
    """The site and what is below it; not one whose name ends alike."""
    urls = ("https://plot.example/", "http://www.plot.example/x", "https://myplot.example/",
            "https://plot.example.org/", "", None)  # fmt: skip
    path = written(tmp_path, [row(n, 0.9, url=url) for n, url in enumerate(urls)])
    assert pq.site_dossier(path, "plot.example").figures["pages"] == 2
    assert pq.site_dossier(path, " WWW.plot.example").figures["pages"] == 1
    with pytest.raises(CorpusError, match=r"no page of 'other\.example' is in these scores"):
        pq.site_dossier(path, "other.example")
    assert pq.site_dossier(path, "https://Plot.example/x").figures["site"] == "plot.example"
    for name in ("https://shop.plot.example/", "shop.plot.example"):
        with pytest.raises(CorpusError, match=r"scores; its site is 'plot\.example'$"):
            pq.site_dossier(path, name)


def test_pages_are_told_with_quotes_and_what_would_change(tmp_path):
    """Addresses, dates, quotes as selectors that open on the page, the sum without each topic."""
    rows = [judged(1, fetched="2026-02-11"), judged(2, 0.1, log_odds=-2.2), judged(3, None)]
    found = pq.site_dossier(written(tmp_path, rows), "plot.example", when=WHEN)
    assert json.loads(found.to_json()) == found.figures
    assert found.figures["labels"] == {"low quality": 1, "honest": 1, "not judged": 1}
    assert found.figures["topics"][0] == {"topic": "wording", "accused": 2, "decides": 1}
    (page,) = found.figures["against"]
    assert (page["url"], page["fetched"]) == ("https://blog.plot.example/1", "2026-02-11")
    assert [one["topic"] for one in page["topics"]] == ["wording", "speculation", "layout"]
    told = page["topics"][0]["quotes"][0]
    assert told["type"] == "TextQuoteSelector"
    assert told["exact"] == "It may rain in May, and it may"
    words = "It%20may%20rain%20in%20May%2C%20and%20it%20may"
    assert told["link"] == f"https://blog.plot.example/1#:~:text={words}"
    read = check(found.to_html(), most=MOST)
    text = read.text.replace("\u00a0", " ")
    assert "Without it 88 % would be 27 %." in text
    assert "Fetched: 2026-02-11" in text
    assert "How to appeal" in text
    assert told["link"] in read.links


def test_scores_without_quotes_make_a_dossier_that_says_so(tmp_path):
    """The sentences are there, and how to get the quotes."""
    path = written(tmp_path, [row(1, 0.9)])
    found = pq.site_dossier(path, "site1.example", when=WHEN)
    text = check(found.to_html(), most=MOST).text
    assert "score the pages again with --explain" in text
    assert "Words that low pages use." in text
    assert "these scores do not record when" in text
    without = found.figures["against"][0]["topics"][0]["without"]
    assert without == pytest.approx(1 / (1 + math.exp(1.2 - math.log(9))))


def test_nothing_of_a_page_acts(tmp_path):
    """Not in any cell, nor in the evidence."""
    nasty = replace(
        VERDICT,
        topics=tuple(
            topic(one.name, one.contribution, quote(NASTY, 0, cues=((0, 9),), kind=NASTY))
            for one in TOPICS
        ),
    )
    rows = [
        judged(place, verdict=nasty, headline=NASTY, doubt=NASTY, model=NASTY, fetched=NASTY,
               url=f"https://plot.example/{NASTY}")
        for place in range(3)
    ]  # fmt: skip
    read = check(pq.site_dossier(written(tmp_path, rows), "plot.example").to_html(), most=MOST)
    assert "<script>alert(1)</script>" in read.text


def test_a_dossier_has_a_bound(tmp_path):
    """Thirty pages against a site, ten for it, however many there are."""
    long = replace(VERDICT, topics=tuple(
        topic(one.name, one.contribution, *[quote("<" * 900, 3)] * 9) for one in TOPICS
    ))  # fmt: skip
    rows = [judged(n, 0.9 if n % 2 else 0.1, long, headline="&" * 9000) for n in range(200)]
    found = pq.site_dossier(written(tmp_path, rows), "plot.example")
    assert (len(found.figures["against"]), len(found.figures["for"])) == (30, 10)
    check(found.to_html(), most=MOST)


DAMAGED = [
    "", "{broken", "[]", "null", "3", '{"topics": 3}', "[" * 100_000,
    '{"topics": [{"name": "no topic"}], "log_odds": 1, "baseline": 0}',
    json.dumps({"topics": [{"name": "no topic", "contribution": 1, "without": 0.5, "rarity": None,
                            "reasons": []}], "log_odds": 1, "baseline": 0}),
    json.dumps({"topics": [{"name": ["wording"], "contribution": 1, "without": 0.5, "rarity": None,
                            "reasons": []}], "log_odds": 1, "baseline": 0}),
    json.dumps({"topics": [{"name": "wording", "contribution": "x", "without": 0.5,
                            "rarity": None, "reasons": []}], "log_odds": 1, "baseline": 0}),
    evidence(VERDICT).replace('"It may rain in May, and it may"', "7"),
    evidence(VERDICT).replace('"start":5', '"start":"5"'),
    evidence(VERDICT).replace('"cues":[[3,6]]', '"cues":[["3",6]]'),
    evidence(VERDICT).replace('"sentence":"What wording says."', '"sentence":null'),
]  # fmt: skip


@pytest.mark.parametrize("cell", DAMAGED)
def test_a_damaged_cell_of_evidence_is_left_out(cell):
    """What the row's plain cells tell is told then; nothing raises."""
    verdict = verdict_of(row(1, 0.9, evidence=cell))
    assert [one.name for one in verdict.topics] == ["wording", "layout"]
    assert verdict.topics[0].evidence == ()
    assert verdict.label == "low quality"


def test_a_whole_cell_of_evidence_is_the_verdict():
    """Topics, quotes and sums as they were judged."""
    verdict = verdict_of(row(1, LOW, log_odds=2.0, evidence=evidence(VERDICT)))
    again = pq.Verdict.from_dict(VERDICT.to_dict())
    assert str(verdict.topics) == str(again.topics)
    assert (verdict.log_odds, verdict.baseline) == (2.0, -1.5)
