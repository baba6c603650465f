"""Template lines: found on several pages, whatever their order and parts, and taken out of one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_pages import documents

import pagequality as pq
from pagequality.page.template import NO_LINES, TemplateLines, without
from pagequality.sites.template import FEWEST
from pagequality.text.sets import MOST

SUBJECTS = "boat net gull mast pier tide crab buoy keel sail rope hull".split()
CALL = "Ring our friendly office today and ask what we can do for you this spring"
HASHES = st.lists(st.integers(0, 9), max_size=8, unique=True).map(tuple)
SKETCH = pq.sketch(pq.read("<p>Nothing to see."))


def story(number, sentences=8):
    """Return prose of which each sentence is of its own."""
    subject = SUBJECTS[number]
    return "".join(
        f"<p>The {subject} of berth {n} in harbour {number} was painted by {SUBJECTS[n]} crews "
        f"before they sailed to port {n * 7 + number}.</p>"
        for n in range(sentences)
    )


def page(number, *, call=CALL):
    """Return an article that ends as all articles of its site do, with no mark of a footer."""
    body = f"<h1>The {SUBJECTS[number]}</h1>{story(number)}<p>{call}</p>"
    return f"<title>The {SUBJECTS[number]}</title><body><article>{body}</article>"


def sketches(pages):
    """Return the sketches of pages as HTML."""
    return [pq.sketch(pq.read(html)) for html in pages]


def of(lines=(), passages=()):
    """Return a sketch of a page with these blocks around its content and in it."""
    return replace(SKETCH, lines=lines, passages=passages)


@given(st.lists(st.builds(of, HASHES, HASHES), max_size=9), st.randoms(use_true_random=False))
def test_lines_know_no_order(pages, random):
    """They are counted page by page, in content or around it, once a page, and stand in order."""
    found = pq.template_lines(pages)
    shuffled = random.sample(pages, len(pages))
    assert pq.template_lines(shuffled) == found
    members = [{*one.lines, *one.passages} for one in pages]
    for block, count in zip(found.hashes, found.repeated, strict=True):
        assert count == sum(block in own for own in members) >= max(FEWEST, len(pages) / 2)
    assert list(found.hashes) == sorted(set(found.hashes))
    assert found.pages == len(pages)


@given(st.lists(st.builds(of, HASHES, HASHES), max_size=FEWEST - 1))
def test_few_pages_have_no_template(pages):
    """A page alone has none, and two may be alike by chance."""
    assert not pq.template_lines(pages)


def test_trackers_tell_the_lines_of_what_they_kept():
    """However parts are merged and written down; a site without sketches has none."""
    trackers = []
    for number in range(6):
        tracker, html = pq.SiteTracker(), page(number)
        url = f"https://harbour.example/{number}"
        tracker.add(pq.analyze(html, url=url), sketch=pq.sketch(pq.read(html, url=url)))
        trackers.append(tracker)
    one, two, three, *rest = trackers
    first, last = one.merge(two).merge(three), two.merge(three.merge(one))
    for tracker in rest:
        first, last = first.merge(tracker), tracker.merge(last)
    lines = first.template_lines("harbour.example")
    assert lines == last.template_lines("harbour.example")
    assert lines == pq.SiteTracker.from_json(last.to_json()).template_lines("harbour.example")
    assert lines == pq.template_lines(sketches(page(number) for number in range(6)))
    assert (len(lines), lines.repeated, lines.pages) == (1, (6,), 6)
    assert first.template_lines("garden.example") == NO_LINES


def test_a_line_that_looks_like_content_is_taken_out():
    """On a page alone it is main content; beside its neighbours it is not, and a notice says so."""
    lines = pq.template_lines(sketches(page(number) for number in range(4)))
    alone, beside = pq.read(page(0)), pq.read(page(0), template=lines)
    assert CALL in alone.main_text
    assert CALL not in beside.main_text
    assert beside.main_text == alone.main_text.replace(CALL, "").strip()
    assert beside.main_share < alone.main_share
    (notice,) = (one for one in beside.notices if one.code == "template lines")
    assert notice.message.startswith("15 words in 1 block were")
    assert beside.text == alone.text
    assert beside.state == alone.state


def test_a_line_is_found_whether_others_took_it_for_content_or_not():
    """In the footer of some pages, in the article of another."""
    marked = [
        f"<body><article><h1>The {SUBJECTS[n]}</h1>{story(n)}</article>"
        f"<footer><a href='/'>{CALL}</a></footer>" for n in range(3)
    ]  # fmt: skip
    assert all(CALL not in pq.read(html).main_text for html in marked)
    lines = pq.template_lines(sketches([*marked, page(5)]))
    assert CALL not in pq.read(page(5), template=lines).main_text


def test_labels_stay():
    """A heading that all pages have, or a cell of a table, belongs to what stands beside it."""
    pages = [page(n, call=f"{CALL}</p><h2>What it costs</h2><p>It cost {n} crowns in the end and "
                          f"nobody of crew {n} was sorry for it.") for n in range(4)]  # fmt: skip
    lines = pq.template_lines(sketches(pages))
    assert len(lines) == 2
    beside = pq.read(pages[0], template=lines)
    assert "What it costs" in beside.main_text
    assert CALL not in beside.main_text


def test_near_copies_keep_their_content():
    """What stands on all pages of a site and is all that they say is no template."""
    copies = [f"<h1>The {SUBJECTS[n]}</h1>{story(0)}" for n in range(4)]
    lines = pq.template_lines(sketches(copies))
    assert len(lines) > 1
    for html in copies:
        alone, beside = pq.read(html), pq.read(html, template=lines)
        assert beside.main_text == alone.main_text
        assert "so all stay" in beside.notices[-1].message
        first, second = pq.analyze(html), pq.analyze(html, template=lines)
        assert first.probability == second.probability
        assert first.signals == pytest.approx(second.signals, nan_ok=True)


def test_a_short_page_keeps_what_it_has():
    """A template line may be a third of it; without it there would be too little to judge."""
    short = f"<h1>The tide</h1><p>{CALL}.</p><p>Low water today is at six in the morning, and high "
    short += "water at noon, says the harbour master, who was there and wrote it down for us.</p>"
    read = pq.read(short)
    lines = TemplateLines(tuple(sorted(read.block_hashes.tolist())), (3,) * len(read.table), 3)
    assert pq.read(short, template=lines).main_text == read.main_text


def test_a_verdict_is_told_without_the_lines():
    """It is that of the page without them, by whichever door, and nothing changes without any."""
    lines = pq.template_lines(sketches(page(number) for number in range(4)))
    verdict = pq.analyze(page(1), template=lines)
    scorer = pq.Scorer()
    assert verdict == scorer.analyze(page(1), template=lines)
    assert verdict == scorer.judge(without(pq.read(page(1)), lines))
    assert verdict.log_odds != pq.analyze(page(1)).log_odds
    assert pq.analyze(page(1), template=TemplateLines()) == pq.analyze(page(1))


@given(documents, st.booleans())
def test_any_page_can_be_told_from_its_template(html, whole):
    """Whatever a page holds and whatever its lines are; never more than half of it goes."""
    read = pq.read(html)
    hashes = np.unique(read.block_hashes)[:: 1 if whole else 2].tolist()
    found = without(read, TemplateLines(tuple(hashes), (3,) * len(hashes), 4))
    assert len(found.main_words) >= len(read.main_words) / 2
    assert not (found.is_main & ~read.is_main).any()
    assert pq.Scorer().judge(found).state == read.state


def test_what_is_kept_of_a_page_is_bounded():
    """Of a page of very many blocks some are known; a line may be missed, and none is made up."""
    rows = [
        "".join(f"<p>Row {n} of table {number} has its own words here.</p>" for n in range(300))
        for number in range(4)
    ]
    pages = [f"<main>{row}<p>{CALL}</p></main>" for row in rows]
    kept = sketches(pages)
    assert all(len(one.passages) == MOST for one in kept)
    lines = pq.template_lines(kept)
    known = pq.read(pages[0])
    assert set(lines.hashes) <= {int(known.block_hashes[-1])}


def test_a_page_of_which_most_would_go_keeps_it_however_much_is_left():
    """Forty words of its own are left, and sixty stand everywhere: it is a near copy."""
    own, shared = " ".join(f"own{n}" for n in range(45)), " ".join(f"same{n}" for n in range(60))
    page = pq.read_text(f"{own}\n{shared}", title="Beans")
    lines = pq.TemplateLines((int(page.block_hashes[1]),), (3,), 4)
    assert without(page, lines).is_main.all()
