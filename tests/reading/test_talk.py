"""What a short page speaks of, by sentences of which a test says how they sound."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from planted import chosen

from pagequality.learned.dead_ends import KINDS
from pagequality.learned.models import default_models
from pagequality.reading.talk import by_talk, talk_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pagequality.page.page import Page
    from pagequality.text.arrays import Floats

SOUNDS = {"alas": 3.0, "well": 0.2, "beans": -4.0}


class Planted:
    """Says of a sentence what its first word sounds like, and one kind for all."""

    def __init__(self, kind: str) -> None:
        self.kind = KINDS.index(kind)

    def log_odds(self, sentences: Sequence[str]) -> Floats:
        """A row a sentence."""
        scores = np.full((len(sentences), 1 + len(KINDS)), -5.0)
        scores[:, 0] = [SOUNDS[sentence.strip('"').split()[0].lower()] for sentence in sentences]
        scores[:, 1 + self.kind] = 5.0
        return scores


def _page(*paragraphs: str, kind: str = "error", beside: str = "") -> Page:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    page = chosen(f"<body>{beside}<main>{body}</main></body>")
    return replace(page, models=replace(default_models(), dead_ends=Planted(kind)))


def _state(*paragraphs: str, kind: str = "error") -> str:
    found = by_talk(_page(*paragraphs, kind=kind))
    return found.name if found else ""


def test_a_page_that_speaks_of_nothing_else_is_a_dead_end() -> None:
    """It has the state of its kind, a notice, and quotes what tells most."""
    found = by_talk(_page("Well that is how it is.", "Alas nothing lies here.", kind="parked"))
    assert found is not None
    assert (found.name, found.quote) == ("parked", "Alas nothing lies here.")
    assert found.notice is not None


def test_every_kind_has_a_notice() -> None:
    """Whatever the model can call a page."""
    for kind in KINDS:
        found = by_talk(_page("Alas nothing lies here.", kind=kind))
        assert found is not None
        assert (found.name, found.notice is None) == (kind, False)


def test_words_weigh_what_sentences_say() -> None:
    """A short sigh beside a long tale is no dead end, a long one beside a short tale is."""
    tale = "Beans climb up their poles in the warm wind of the early summer all day."
    assert _state("Alas so it goes.", tale) == ""
    assert _state("Alas nothing lies here now whatever you may have been told by us.", "Beans.")


def test_a_long_sentence_shows_nothing() -> None:
    """Thirty words are enough to say that there is nothing."""
    assert _state("Alas " + "nothing " * 29) == "error"
    assert _state("Alas " + "nothing " * 30) == ""


def test_one_loud_complaint_is_no_dead_end() -> None:
    """A quarter of the sentences must sound so, however short the others are."""
    loud = "Alas nothing lies here now whatever you may have been told by all of us."
    assert _state(loud, "Beans are in now. " * 3) == "error"
    assert _state(loud, "Beans are in now. " * 4) == ""


def test_hints_alone_show_nothing() -> None:
    """One sentence must tell it clearly."""
    assert _state("Well here we are.", "Well there you go.") == ""


@pytest.mark.parametrize(("details", "sighs"), [(0, 1), (1, 2)])
def test_a_page_that_tells_a_particular_must_sigh_the_louder(details: int, sighs: int) -> None:
    """A sentence of its own with a name or a number may be the firm's; it weighs the more."""
    sigh, own = "Alas nothing lies here.", ["Beans came from Ely."] * details
    tale = "Beans are fine by now." if not details else "Well then."
    assert _state(*[sigh] * sighs, *own, tale) == "error"
    assert _state(*[sigh] * (sighs - 1), *own, tale) == ""


def test_a_page_that_tells_two_particulars_is_content() -> None:
    """However much it sighs."""
    own = ["Beans came from Ely.", "Beans went to Hull."]
    assert _state(*["Alas nothing lies here now whatever you may have heard."] * 9, *own) == ""


def test_a_teaser_may_stand_above_a_wall_but_no_story() -> None:
    """Two sentences send to the till; sixty words may stand before them."""
    wall = ("Alas subscribe to read on.", "Alas it costs a pound.")
    teaser = "Beans climb up their poles in Ely. Beans climb in Hull. "
    assert _state(teaser, *wall, kind="paywall") == "paywall"
    assert _state(teaser, wall[0], kind="paywall") == ""
    assert _state(teaser, *wall, kind="error") == ""
    assert _state(teaser, "Well subscribe to read on.", "Well pay.", kind="paywall") == ""
    assert _state(teaser * 6, *wall, kind="paywall") == ""


def test_how_a_text_is_called_does_not_outweigh_it() -> None:
    """Sixty words speak for themselves; below that a heading is heard with them."""
    head = "<h2>Alas nothing lies here now whatever you may have been told by us all</h2>"
    tale = "Well then. Alas so. " + "Beans are fine. " * 4
    assert _heard(head, tale) == "error"
    assert _heard(head, tale * 4) == ""


def _heard(beside: str, text: str) -> str:
    page = chosen(f"<body><main>{beside}<p>{text}</p></main></body>")
    found = by_talk(replace(page, models=replace(default_models(), dead_ends=Planted("error"))))
    return found.name if found else ""


def test_quotations_are_not_heard() -> None:
    """They are what others say; a sentence that is nothing else is the page's own."""
    assert _state('"Alas nothing lies here," well how they sigh.') == ""
    assert _state('"Alas nothing lies here."') == "error"
    long = "Alas nothing lies here for whoever may come by it on a day of rain or wind or snow"
    assert _state(f'"{long}," well how they sigh.') == ""


def test_whoever_tells_what_he_did_has_something_to_say() -> None:
    """Two such sentences make content, as names and numbers do."""
    sighs = ["Alas nothing lies here now whatever you may have heard."] * 9
    assert _state(*sighs, "Beans I sowed too.") == "error"
    assert _state(*sighs, "Beans I sowed too.", "Beans are my joy.") == ""


def test_long_pages_are_not_listened_to() -> None:
    """A page of more than 250 words has something to say."""
    assert _state(*["Alas nothing lies here."] * 60) == "error"
    assert _state(*["Alas nothing lies here."] * 63) == ""
    assert _state() == ""


def test_links_labels_and_what_stands_around_are_not_heard() -> None:
    """Only the sentences of the content; a page of other things is not judged by two of them."""
    page = _page(
        "Alas nothing lies here.", '<a href="/beans">Beans for sale in our shop</a>', "Beans",
        beside="<p>Alas the menu.</p>",
    )  # fmt: skip
    assert talk_of(page).sentences == ["Alas nothing lies here."]
    linked = _page("Alas no.", '<a href="/beans">Beans for sale in our shop today only</a>')
    assert by_talk(linked) is None
