"""Trackers of sites: whatever the order and the parts, what they saw is what they say."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pagequality as pq
from pagequality.errors import CorpusError
from pagequality.sites.sample import KEPT
from pagequality.sites.sequential import FEWEST
from pagequality.sites.tracker import SiteTracker

PAGE = "<h1>Beans</h1><p>" + "We water the beans at five in the morning, and so should you. " * 12


def row(url, probability, **more):
    """Return a row of scores."""
    return {"url": url, "probability": probability, "abstained": probability is None} | more


ROWS = st.lists(
    st.builds(
        row,
        st.builds("https://{}.example/{}".format, st.sampled_from("abc"), st.integers(0, 40)),
        st.none() | st.floats(0.0, 1.0),
        topic_1=st.sampled_from(("stock +1.20: The page", "trust -0.50: The page", None)),
    ),
    max_size=60,
)


def tracked(rows):
    """Return a tracker that saw some rows."""
    tracker = SiteTracker()
    for one in rows:
        tracker.add_row(one)
    return tracker


@given(ROWS, ROWS, ROWS)
def test_merging_is_associative_and_knows_no_order(first, second, third):
    """However parts are merged, the whole is what one tracker would have seen, page by page."""
    one, two, three = tracked(first), tracked(second), tracked(third)
    whole = tracked([*third, *first, *second]).to_json()
    assert one.merge(two).merge(three).to_json() == whole
    assert one.merge(two.merge(three)).to_json() == whole
    assert three.merge(one).merge(two).to_json() == whole


@given(ROWS)
def test_a_tracker_survives_as_json(rows):
    """What is written and read again says the same, and merges with nothing into itself."""
    tracker = tracked(rows)
    again = SiteTracker.from_json(tracker.to_json())
    assert again.to_json() == tracker.to_json() == tracker.merge(SiteTracker()).to_json()
    assert [one.to_json() for one in again.verdicts()] == [
        one.to_json() for one in tracker.verdicts()
    ]


def test_a_site_takes_no_more_room_however_large_it_is():
    """Of a thousand pages as many are kept as of twenty, and all are counted."""
    tracker = tracked(row(f"https://a.example/{number}", 0.5) for number in range(1000))
    verdict = tracker.verdict("a.example")
    assert (verdict.pages, verdict.judged, verdict.compared) == (1000, 1000, KEPT)


def test_pages_that_were_not_judged_are_counted_by_their_reason():
    """An error and a wall tell nothing of a site, and the verdict says how many there were."""
    tracker = tracked([
        row("https://a.example/1", None, state="login_wall"),
        row("https://a.example/2", None, error="the payload is PDF"),
        row("https://a.example/3", float("nan")),
    ])  # fmt: skip
    verdict = tracker.verdict("a.example")
    assert verdict.not_judged == (("error", 1), ("login_wall", 1), ("not judged", 1))
    assert (verdict.judged, verdict.label, verdict.decision) == (0, "undecided", "go on")
    assert verdict.probability != verdict.probability
    assert verdict.interval == (0.0, 1.0)
    assert verdict.pages_needed is None


def test_a_site_that_was_never_seen_is_undecided():
    """Asking for it adds nothing."""
    tracker = SiteTracker()
    assert (tracker.decide("a.example"), tracker.verdict("a.example").pages) == ("go on", 0)
    assert tracker.sites == []
    assert "a.example" not in tracker


def test_one_terrible_page_is_no_terrible_site():
    """A few are; and as many honest ones make an honest site."""
    low = [row(f"https://low.example/{number}", 0.97) for number in range(8)]
    good = [row(f"https://good.example/{number}", 0.02) for number in range(8)]
    assert tracked(low[:1]).decide("low.example") == "go on"
    tracker = tracked([*low, *good])
    assert [one.label for one in tracker.verdicts()] == ["low", "honest"]
    assert [one.pages_needed for one in tracker.verdicts()] == [0, 0]


def test_the_pages_still_needed_are_few_where_pages_are_plain():
    """One clear page promises a decision sooner than one in between, which promises none."""
    clear, likely, between = (
        tracked([row("https://a.example/1", chance)]).verdict("a.example").pages_needed
        for chance in (0.99, 0.9, 0.3)
    )
    assert clear == FEWEST - 1
    assert likely is None or likely >= clear
    assert between is None


def test_a_budget_decides_in_any_case():
    """After so many pages the likelier side is named."""
    tracker = SiteTracker(budget=3)
    for number in range(3):
        assert tracker.decide("a.example") == "go on"
        tracker.add_row(row(f"https://a.example/{number}", 0.6))
    assert tracker.decide("a.example") in {"low", "honest"}


@pytest.mark.parametrize("budget", [5, 16, 20, 100])
def test_a_budget_counts_every_judged_page(budget):
    """Not those alone that are kept or are content; until then it says how many are left."""
    tracker = SiteTracker(budget=budget)
    for number in range(budget):
        assert tracker.decide("a.example") == tracker.verdict("a.example").decision == "go on"
        assert (tracker.verdict("a.example").pages_needed or 0) <= budget - number
        tracker.add_row(row(f"https://a.example/{number or ''}", 0.7))
    verdict = tracker.verdict("a.example")
    assert tracker.decide("a.example") == verdict.decision == "low"
    assert verdict.pages_needed == 0


@pytest.mark.parametrize("chance", [0.7, 0.8, 0.83, 0.9, 0.3, 0.05])
def test_the_pages_still_needed_can_be_had(chance):
    """So many more of the same decide; where no number would, none is promised."""
    few, many = (
        tracked(row(f"https://a.example/{number}", chance) for number in range(pages))
        for pages in (2, 500)
    )
    needed = few.verdict("a.example").pages_needed
    assert (needed is None) == (many.decide("a.example") == "go on")
    for number in range(needed or 0):
        assert few.decide("a.example") == "go on"
        few.add_row(row(f"https://a.example/more/{number}", chance))
    assert needed is None or few.decide("a.example") != "go on"
    assert many.verdict("a.example").pages_needed in {0, None}


def test_a_budget_of_sites_decides_no_part_of_one():
    """Parts differ where the promise says so, not where the pages are used up."""
    rows = [row(f"https://a.example/{part}/{number}", chance)
            for part, chance in (("one", 0.55), ("two", 0.2)) for number in range(6)]  # fmt: skip
    tracker = SiteTracker(budget=4)
    for one in rows:
        tracker.add_row(one)
    assert tracker.verdict("a.example").sections == ()


@pytest.mark.parametrize(
    ("promise", "said"),
    [
        ({"false_alarms": 0.0}, "false alarms"),
        ({"misses": 0.7}, "misses"),
        ({"budget": 0}, "budget"),
    ],
)
def test_a_promise_that_cannot_be_kept_is_refused(promise, said):
    """The message names what is out of range."""
    with pytest.raises(ValueError, match=said):
        SiteTracker(**promise)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"protocol": 9}', "null", '{"protocol": 1, "promise": [1], "sites": {}}'],
)  # fmt: skip
def test_what_is_no_tracker_is_told_in_one_line(text):
    """Broken JSON, another protocol, and what lacks something."""
    with pytest.raises(CorpusError, match="no tracker of sites") as error:
        SiteTracker.from_json(text)
    assert "\n" not in str(error.value)


def test_a_verdict_and_its_row_are_one_page():
    """A page counts alike whether it comes as a verdict or as a row of scores."""
    from pagequality.tabular.schema import Layout, all_columns  # noqa: PLC0415
    from pagequality.tabular.schema import row as cells  # noqa: PLC0415

    verdict = pq.analyze(PAGE, url="https://garden.example/beans")
    names = [column.name for column in all_columns(Layout())]
    flat = dict(zip(names, ("1", verdict.url, None, *cells(verdict, Layout())), strict=True))
    first, second = SiteTracker(), SiteTracker()
    assert first.add(verdict) == second.add_row(flat) == "garden.example"
    one, two = first.verdict("garden.example"), second.verdict("garden.example")
    assert one.probability == pytest.approx(two.probability)
    assert {topic.name for topic in one.topics} == {topic.name for topic in two.topics}


def test_a_name_of_ones_own_groups_pages_without_addresses():
    """A column ``site``, or the argument, stands in for the address."""
    tracker = SiteTracker()
    assert tracker.add_row({"probability": 0.5, "site": "mine", "id": "1"}) == "mine"
    assert tracker.add(pq.analyze(PAGE), site="mine") == "mine"
    assert tracker.verdict("mine").judged == 2


def test_topics_name_what_accuses_with_pages_that_show_it():
    """What excuses is no topic; examples are the pages that it accuses most."""
    tracker = tracked([
        row("https://a.example/1", 0.9, topic_1="stock +0.50: x", topic_2="trust -2.00: x"),
        row("https://a.example/2", 0.9, topic_1="stock +1.50: x", topic_2="broken"),
    ])  # fmt: skip
    (topic,) = tracker.verdict("a.example").topics
    assert (topic.name, topic.pages, topic.contribution) == ("stock", 2, 1.0)
    assert [example.url for example in topic.examples] == [
        "https://a.example/2", "https://a.example/1",
    ]  # fmt: skip


def test_the_terms_add_up_to_the_probability():
    """A site's reasons are exact, as a page's are."""
    tracker = tracked(row(f"https://a.example/{n}", 0.2 + 0.1 * n) for n in range(6))
    verdict = tracker.verdict("a.example")
    log_odds = sum(added for _, added in verdict.terms)
    assert verdict.probability == pytest.approx(1 / (1 + 2.718281828459045**-log_odds))


def test_a_verdict_is_plain_json():
    """Unknown numbers become null, and nothing is left that JSON does not know."""
    plain = json.loads(SiteTracker().verdict("a.example").to_json())
    assert plain["probability"] is None
    assert plain["interval"] == [0.0, 1.0]


def test_pages_of_about_and_tags_are_set_aside_where_there_are_others():
    """A privacy notice that reads badly is not what a site is made for."""
    good = [row(f"https://a.example/{number}.html", 0.05) for number in range(6)]
    aside = [row(f"https://a.example/tag/{number}/", 0.95) for number in range(6)]
    alone, both = tracked(good).verdict("a.example"), tracked([*good, *aside]).verdict("a.example")
    assert both.probability == alone.probability
    assert tracked(aside).verdict("a.example").probability > 0.5


def test_sections_that_differ_are_told_apart():
    """One good part and one bad make a mixed site; parts of one kind are not named."""
    shop = [row(f"https://a.example/deals/{number}", 0.99) for number in range(7)]
    blog = [row(f"https://blog.a.example/{number}", 0.01) for number in range(7)]
    verdict = tracked([*shop, *blog]).verdict("a.example")
    assert verdict.label == "mixed"
    assert [(one.name, one.label) for one in verdict.sections] == [
        ("a.example/deals/", "low"), ("blog.a.example/", "honest"),
    ]  # fmt: skip
    assert tracked(shop).verdict("a.example").sections == ()
