"""Where a text says phrases of its headline over and over, and where it names its subject."""

from __future__ import annotations

import pytest
from planted import chosen, told, words

from pagequality.reading import read, read_text
from pagequality.signals.keywords import phrase_again

TALK = "The crew came in the morning, looked at the slates and mended them before the rain."


def below(headline: str, *lines: str) -> tuple:
    """Return what is quoted of a page with a headline and these paragraphs."""
    text = "".join(f"<p>{line}</p>" for line in lines)
    return phrase_again(chosen(f"<main><h1>{headline}</h1>{text}</main>"))


def test_a_phrase_that_takes_up_the_text_is_counted_and_shown():
    """How often it is said in how many words; then the sentences that say it most."""
    line = "Roof repair is what we do, for roof repair is roof repair."
    found = below("Roof repair in Ware", *[line] * 4, TALK)
    assert told(found) == [
        ("“roof repair” 12 times in 64 words", "counted"), (line, "headline again"),
    ]  # fmt: skip
    assert not found[0].is_quote
    assert found[1].marked("[", "]") == (
        "[Roof repair] is what we do, for [roof repair] is [roof repair]."
    )


@pytest.mark.parametrize(
    ("lines", "others", "counted"), [(6, 100, True), (6, 500, False), (5, 0, False)]
)
def test_a_subject_that_is_named_now_and_then_is_no_fault(
    lines: int, others: int, *, counted: bool
):
    """A dozen sayings count where they are every twentieth word, and fewer never do."""
    said = [f"Roof repair is roof repair here. Number {n}." for n in range(lines)]
    assert bool(below("Roof repair in Ware", *said, words(others))) == counted


def test_a_subject_in_every_sentence_is_still_its_subject():
    """However often it is named, no sentence says it twice, and nothing is quoted."""
    said = [f"Our roof repair is done in a day. Number {n}." for n in range(20)]
    assert below("Roof repair in Ware", *said) == ()


def test_many_words_of_the_headline_in_a_row_are_stuffed():
    """Two sentences with five of its words show it, whatever their capitals; one does not."""
    lines = [
        "Ask for the cheap roof repair near Ware and we come.",
        "Nobody does Cheap Roof Repair Near Ware as we do.",
    ]
    found = below("Cheap roof repair near Ware", *lines, TALK)
    assert [quote.marked("[", "]") for quote in found] == [
        "Ask for the [cheap roof repair near Ware] and we come.",
        "Nobody does [Cheap Roof Repair Near Ware] as we do.",
    ]
    assert below("Cheap roof repair near Ware", lines[0], TALK) == ()
    assert below("Cheap roof repair", lines[0], lines[1], TALK) == ()


@pytest.mark.parametrize("pair", ["DSC extension", "part 6", "of the", "roof-repair"])
def test_what_cannot_be_said_otherwise_is_no_repetition(pair: str):
    """A name, a figure, words without meaning and a piece of an address."""
    line = f"We saw that {pair} was not {pair}, for {pair} was what they had asked for."
    assert below(f"All about {pair}", *[line] * 9) == ()


def test_a_list_of_links_is_no_text():
    """The titles of other pages say the same words, and are their names."""
    line = "Cheap roof repair in Ware and cheap roof repair in Kew"
    links = [f"<a href='/{n}'>{line}</a>" for n in range(9)]
    assert below("Cheap roof repair in Ware", *links, TALK) == ()
    assert below("Cheap roof repair in Ware", *[line] * 9, TALK) != ()


@pytest.mark.parametrize("text", ["", "Beans", "Beans\nBeans"])
def test_the_shortest_texts_say_nothing_again(text: str):
    """A page of one word or none is a page."""
    assert phrase_again(read_text(text)) == phrase_again(read(text)) == ()
