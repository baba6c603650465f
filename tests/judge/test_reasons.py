"""Explanations: topics strongest first, sentences that fit their sign, quotes for what accuses."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from pagequality.judge.evidence import Quotes
from pagequality.judge.judgement import Judgement
from pagequality.judge.reasons import Explainer, Measured
from pagequality.judge.usual import SHARES, nothing_known
from pagequality.learned.odds import sigmoid
from pagequality.page.evidence import Evidence
from pagequality.reading import read_text
from pagequality.signals import NAMES, SIGNALS
from pagequality.signals.topics import OTHER, TOPICS

SIZE = len(NAMES)
AS_USUAL = np.array([0.03, 0.06, 0.1, 0.15, 0.2, 0.25])
"""What these shares of honest pages reach, of any signal."""


class Shown(Quotes):
    """Quotes four lines of every signal, the first of which is the same of all."""

    def __init__(self):
        super().__init__(read_text(""))
        self.asked = []

    def of(self, signal):
        """Return quotes that name the signal."""
        self.asked.append(signal.name)
        own = [Evidence(f"{signal.name} {n}", "kind", 0, "p") for n in range(3)]
        return (Evidence("The same…", "kind", 0, "p"), *own)


def topics(added, values=None, *, quotes=None, page_type="article", standing=None):
    """Topics from what signals add and what they are, by name; unnamed ones add nothing."""
    vector, contributions = np.zeros(SIZE), np.zeros(SIZE)
    for given, row in ((values or {}, vector), (added, contributions)):
        for name, number in given.items():
            row[NAMES.index(name)] = number
    standing = standing or replace(nothing_known(SIZE), signals=np.tile(AS_USUAL, (SIZE, 1)))
    judged = Judgement(float(contributions.sum()) - 1.0, -1.0, contributions, 1.0)
    measured = Measured(vector, judged, page_type, standing)
    return Explainer(measured, quotes or Shown()).topics()


def reason_of(name, value, added, **given):
    """The one reason of one signal."""
    ((reason,),) = [topic.reasons for topic in topics({name: added}, {name: value}, **given)]
    return reason


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (("rumours", 0.3, 1.0),
         "Hearsay told as news: 30 % of sentences; 1 in 100 honest articles has as much."),
        (("rumours", 0.17, 1.0),
         "Hearsay told as news: 17 % of sentences; 1 in 20 honest articles has as much."),
        (("rumours", 0.05, -1.0),
         "Hearsay told as news: 5 % of sentences; honest articles have 3 % of sentences."),
        (("rumours", 0.0, -0.5),
         "No sign of hearsay told as news; honest articles have 3 % of sentences."),
        (("rumours", 0.01, -0.5),
         ("Little sign of hearsay told as news: 1 % of sentences; honest articles have 3 % of "
          "sentences.")),
        (("dead_links", 0.01, -0.5),
         ("Less than usual of links in its prose that lead nowhere: 1 % of them; honest articles "
          "have 3 % of them.")),
        (("first_hand", 0.4, -1.0),
         "An account of one's own: 40 % of sentences; honest articles have 3 % of sentences."),
        (("headline_bait", 0.9, 1.0),
         "A headline that exaggerates or withholds; 1 in 100 honest articles has as much."),
        (("headline_bait", 0.05, -1.0), "A headline that exaggerates or withholds."),
        (("adblock_wall", 0.5, 1.0),
         "An adblock notice: 20 words; 1 in 100 honest articles has as much."),
    ],
)  # fmt: skip
def test_a_sentence_says_what_was_seen_how_much_and_who_else_has_it(said, expected):
    """The amount in its unit; how rare it is where it accuses, what is usual where it does not."""
    assert reason_of(*said).sentence == expected


def test_a_sentence_names_the_type_of_page_it_compares_with():
    """Forums with forums, and pages of unknown type with all; nothing where nothing is known."""
    told = reason_of("rumours", 0.17, 1.0, page_type="forum").sentence
    assert told.endswith("1 in 20 honest forum pages has as much.")
    assert "1 in 20 honest pages has" in reason_of("rumours", 0.17, 1.0, page_type="").sentence
    unknown = reason_of("rumours", 0.17, 1.0, standing=nothing_known(SIZE))
    assert unknown.sentence == "Hearsay told as news: 17 % of sentences."
    assert math.isnan(unknown.typical)


def test_a_reason_holds_the_numbers_it_tells():
    """Name, value, typical value and contribution are the signal's own."""
    reason = reason_of("rumours", 0.3, 0.5)
    assert (reason.signal, reason.value, reason.typical) == ("rumours", 0.3, 0.03)
    assert reason.contribution == 0.5


def test_topics_come_strongest_first_and_statistical_marks_last():
    """Sorted by size whatever the sign; other marks stand last however large they are."""
    found = topics({"rumours": 0.5, "affiliate_links": -2.0, "question_headings": 1.0,
                    "commas": 5.0}, dict.fromkeys(NAMES, 0.3))  # fmt: skip
    assert [topic.name for topic in found] == ["advertising", "layout", "speculation", OTHER]
    assert [topic.contribution for topic in found] == [-2.0, 1.0, 0.5, 5.0]


def test_a_topic_is_the_sum_of_its_signals():
    """Weak signals are no reasons, but they count; without the topic the page stands lower."""
    (topic,) = topics({"rumours": 0.5, "hedged_speculation": 0.03, "open_endings": -0.0299},
                      dict.fromkeys(NAMES, 0.3))  # fmt: skip
    assert [reason.signal for reason in topic.reasons] == ["rumours", "hedged_speculation"]
    assert topic.contribution == pytest.approx(0.5001)
    assert topic.remainder == pytest.approx(-0.0299)
    assert topic.without == pytest.approx(sigmoid(-1.0))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("first_hand", 0.0),  # a lack
        ("rumours", 0.02),  # less than usual
        ("rumours", 0.05),  # as much as many honest pages
        ("rumours", 0.12),  # as much as one honest page in ten
        ("rumours", math.nan),  # unknown
    ],
)
def test_what_convinces_nobody_is_a_statistical_mark(name, value):
    """A lack, a usual value and the unknown accuse of nothing, but may excuse."""
    (topic,) = topics({name: 1.0}, {name: value})
    assert topic.name == OTHER
    assert not topic.evidence
    (excusing,) = topics({name: -1.0}, {name: value})
    assert excusing.name != OTHER


def test_what_no_honest_page_of_a_type_is_known_for_is_a_statistical_mark():
    """Where other signals are known of them; where none is, a model of one's own still tells."""
    usual = np.tile(AS_USUAL, (SIZE, 1))
    usual[NAMES.index("rumours")] = math.nan
    known = replace(nothing_known(SIZE), signals=usual)
    (topic,) = topics({"rumours": 1.0}, {"rumours": 0.9}, standing=known)
    assert topic.name == OTHER
    (topic,) = topics({"rumours": 1.0}, {"rumours": 0.9}, standing=nothing_known(SIZE))
    assert topic.name != OTHER


def test_what_no_words_of_the_page_show_is_a_statistical_mark():
    """However rare a value is, it is told only with a quote."""

    class Silent(Quotes):
        def of(self, signal):
            assert signal.name == "rumours"
            return ()

    (topic,) = topics({"rumours": 1.0}, {"rumours": 0.9}, quotes=Silent(read_text("")))
    assert topic.name == OTHER


@pytest.mark.parametrize("name", ["commas", "letter_order", "profiles", "title_score"])
@pytest.mark.parametrize("added", [1.0, -1.0])
def test_what_says_little_to_people_is_statistical(name, added):
    """It neither accuses nor excuses in words."""
    (topic,) = topics({name: added}, {name: 0.9})
    assert topic.name == OTHER


def test_a_topic_is_told_by_what_differs_from_honest_pages():
    """Its sentence is that of the strongest such signal; where none differs, it says so."""
    (topic,) = topics({"first_hand": -1.0, "years": -0.5}, {"first_hand": 0.02, "years": 0.9})
    assert topic.reasons[0].signal == "first_hand"
    assert topic.sentence.startswith("Years and dates")
    (same,) = topics({"first_hand": -1.0}, {"first_hand": 0.02})
    assert same.sentence == "Much as on honest pages."


def test_a_lack_takes_back_what_excuses_in_its_topic():
    """As far as the topic then does not accuse; what does not fit in is statistical."""
    found = topics({"first_hand": -1.0, "references": 0.6, "years": 0.5}, {"first_hand": 0.3})
    assert {topic.name: topic.contribution for topic in found} == {
        "speculation": pytest.approx(-0.4), OTHER: pytest.approx(0.5),
    }  # fmt: skip
    accused = topics({"first_hand": -1.0, "references": 0.6, "rumours": 1.5},
                     {"first_hand": 0.3, "rumours": 0.3})  # fmt: skip
    assert {topic.name: topic.contribution for topic in accused} == {
        "speculation": pytest.approx(0.5), OTHER: pytest.approx(0.6),
    }  # fmt: skip


def test_what_does_not_sound_low_takes_back_and_does_not_praise():
    """An excuse in a circle speaks only against what accuses in its topic."""
    (alone,) = topics({"body_wording": -1.0}, {"body_wording": 0.0})
    assert alone.name == OTHER
    both = topics({"body_wording": -1.0, "machine_cliches": 1.5},
                  {"body_wording": 0.0, "machine_cliches": 30.0})  # fmt: skip
    assert {topic.name: topic.contribution for topic in both} == {"wording": pytest.approx(0.5)}
    (bare,) = topics({"headline_bait": -1.0}, {"headline_bait": 0.0})
    assert bare.name == OTHER
    (own,) = topics({"original_style": -1.0}, {"original_style": 0.9})
    assert own.name == OTHER


def test_what_its_writer_does_not_show_is_no_praise():
    """An "I" that is nobody's own takes back what accuses in its topic, and praises nothing."""

    class Silent(Shown):
        def of(self, signal):
            return () if signal.name == "first_hand" else super().of(signal)

    (alone,) = topics({"first_hand": -1.0}, {"first_hand": 0.3}, quotes=Silent())
    assert alone.name == OTHER
    (shown,) = topics({"first_hand": -1.0}, {"first_hand": 0.3})
    assert shown.name == "speculation"
    (both,) = topics({"first_hand": -1.0, "rumours": 1.5}, {"first_hand": 0.3, "rumours": 0.9},
                     quotes=Silent())  # fmt: skip
    assert (both.name, both.contribution) == ("speculation", pytest.approx(0.5))


def test_how_many_honest_pages_a_topic_accuses_as_much():
    """The smallest share that is reached; nothing where it speaks for the page."""
    reached = np.tile(np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6]), (len(TOPICS), 1))
    standing = replace(nothing_known(SIZE), topics=reached)
    for added, share in ((0.45, 0.05), (0.05, 1.0), (9.0, SHARES[-1])):
        (topic,) = topics({"rumours": added}, {"rumours": 0.3}, standing=standing)
        assert topic.rarity == share
    (excusing,) = topics({"rumours": -1.0}, {"rumours": 0.3}, standing=standing)
    assert math.isnan(excusing.rarity)


def test_only_what_accuses_is_quoted_and_nothing_twice():
    """Three quotes a topic, the strongest signal's first, and the same words never again.

    What speaks for a page is looked for, and not shown.
    """
    quotes = Shown()
    found = topics(
        {"rumours": 2.0, "first_hand": -0.5, "hedged_speculation": 1.0, "headline_bait": 0.5,
         "question_headings": -1.0},
        dict.fromkeys(NAMES, 0.3), quotes=quotes,
    )  # fmt: skip
    shown = {topic.name: [quote.quote for quote in topic.evidence] for topic in found}
    assert shown == {
        "speculation": ["The same…", "rumours 0", "rumours 1"],
        "layout": [],
        "headline": ["headline_bait 0", "headline_bait 1", "headline_bait 2"],
    }
    assert set(quotes.asked) == {"rumours", "hedged_speculation", "headline_bait", "first_hand"}


def test_every_signal_is_of_a_topic_and_tells_its_amount():
    """Units write any value in range as a number with its unit, and phrases end in no mark."""
    for signal in SIGNALS:
        assert signal.phrase[-1].isalnum()
        for value in (signal.low, (signal.low + signal.high) / 2):
            told = reason_of(signal.name, value, -1.0).sentence
            assert told.endswith(".")
            assert "nan" not in told


class OneForAll(Shown):
    """The same one quote of every signal."""

    def of(self, signal):
        """Return it, whatever is asked."""
        self.asked.append(signal.name)
        return (Evidence("The same", "kind", 0, "p"),)


def test_a_topic_whose_quotes_a_stronger_one_has_shown_is_statistical():
    """No accusation without a quote, and none twice."""
    strong, weak = (
        {"rumours": 2.0, "affiliate_links": 0.5},
        {"rumours": 0.9, "affiliate_links": 0.9},
    )
    found = topics(strong, weak, quotes=OneForAll())
    assert {topic.name: topic.contribution for topic in found} == {"speculation": 2.0, OTHER: 0.5}
    assert len(found[0].evidence) == 1
