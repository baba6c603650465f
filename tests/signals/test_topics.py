"""Topics: a closed set, and every signal belongs to one of it."""

from __future__ import annotations

from pagequality.signals import SIGNALS
from pagequality.signals.base import ACCUSE
from pagequality.signals.topics import OTHER, TITLES, TOPICS, topic_of

STATED = {
    "body_wording": "wording", "headline_bait": "headline", "references": "speculation",
    "adblock_wall": "template_noise", "repeated_runs": "stuffing", "word_order": "broken_text",
    "hidden_links": "hidden_text", "sales_talk": "advertising", "about_pages": "standing",
    "images": "layout", "link_density": "furniture", "swapped_place": OTHER,
    "quotations": OTHER, "title_wording": OTHER,
}  # fmt: skip


def test_signals_are_of_the_topics_that_people_would_look_under():
    """A sample of each topic; what says little to people is merely statistical."""
    found = {signal.name: topic_of(signal) for signal in SIGNALS}
    assert {name: found[name] for name in STATED} == STATED
    assert set(found.values()) == set(TOPICS)
    assert tuple(TITLES) == TOPICS
    assert TOPICS[-1] == OTHER


def test_what_accuses_in_words_can_be_shown():
    """All signals that only accuse have quotes, but for those that nobody could point at.

    To name a place is no fault that a quote could show, and meta keywords are not seen.
    """
    silent = {
        signal.name
        for signal in SIGNALS
        if signal.speaks == ACCUSE and not (signal.quote or signal.shown_by)
    }
    assert silent == {
        "letter_order", "meta_keywords", "place_mentions", "repeated_links", "requests_anywhere",
        "swapped_place",
    }  # fmt: skip
