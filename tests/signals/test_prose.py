"""Prose signals on texts whose words and marks can be counted by hand."""

from __future__ import annotations

import math

import pytest
from planted import with_main

from pagequality.reading import read, read_text
from pagequality.signals import prose
from pagequality.signals.prose import (
    asides,
    commas,
    connectives,
    exclamations,
    figures,
    first_person,
    function_words,
    length,
    names,
    past_tense,
    questions,
    quotations,
    second_person,
    sentence_length,
    sentence_variety,
    vague_nouns,
    word_length,
)

VARIED = math.sqrt(8 / 3) / 4
"""Spread over mean of sentences of two, four and six words."""
COUNTED = (
    (length, "Beans want water.", math.log(4)),
    (length, "Beans want water and sun.", math.log(6)),
    (sentence_length, "Beans grow. Peas grow too.", 2.5),
    (sentence_length, "Beans grow. Peas grow up the old wall.", 4.0),
    (sentence_length, "Beans grow. Peas grow. Kale grows by the wall.", 3.0),
    (sentence_length, "Yes! Beans grow well.", 3.0),
    (sentence_length, "bean " * 61, 60.0),
    (sentence_variety, "Beans grow. Peas grow. Kale grows.", 0.0),
    (sentence_variety, "Beans grow. Peas grow up here. Kale grows by the old wall.", VARIED),
    (sentence_variety, "Beans grow. " * 20 + "bean " * 200, 2.0),
    (word_length, "Beans grow", 4.5),
    (word_length, "Vegetables grow", 7.0),
    (word_length, "b" * 30, 20.0),
    (function_words, "the bean and the pea", 0.6),
    (function_words, "You and I sow beans", 0.6),
    (function_words, "broad bean pods", 0.0),
    (first_person, "I water our beans", 500.0),
    (first_person, "You water your beans", 0.0),
    (second_person, "You water your beans", 500.0),
    (second_person, "I water our beans", 0.0),
    (connectives, "Moreover the beans grew", 250.0),
    (connectives, "Then the beans grew", 0.0),
    (past_tense, "We saw the beans", 250.0),
    (past_tense, "She said we saw beans", 400.0),
    (past_tense, "We see the beans", 0.0),
    (vague_nouns, "Various beans", 500.0),
    (vague_nouns, "Broad beans", 0.0),
    (names, "Ada saw Kew", 0.667),
    (names, "Ada saw iPods", 0.333),
    (figures, "Plant 40 beans", 0.333),
    (figures, "Plant F40 beans", 0.0),
    (commas, "Beans, peas", 500.0),
    (commas, "Beans; peas", 0.0),
    (exclamations, "Beans! Peas", 500.0),
    (exclamations, "Beans? Peas", 0.0),
    (questions, "Beans? Peas", 500.0),
    (questions, "Beans! Peas", 0.0),
    (quotations, 'She said "beans grow" twice', 400.0),
    (quotations, "She said “beans grow” twice", 400.0),
    (quotations, "She said 'beans grow' twice", 0.0),
    (asides, "Beans (the broad ones) grow", 400.0),
    (asides, "Beans (the broad ones); grow", 600.0),
    (asides, "Beans, the broad ones, grow", 0.0),
)
CALM = "Broad bean pods. Pea pods climb here. Kale leaves stand by every wall."
LOUD = "Moreover, I told you (and Ada) of 40 various things: “vegetables”; were they grown? Yes!"
every_signal = pytest.mark.parametrize("signal", [row.function for row in prose.SIGNALS])


@pytest.mark.parametrize(("signal", "text", "value"), COUNTED)
def test_what_is_counted_is_what_stands_there(signal, text, value):
    """Each value is the one counted by hand, for plain text and for a paragraph of a page."""
    assert signal(read_text(text)) == pytest.approx(value)
    assert signal(with_main(f"<p>{text}</p>", [True])) == pytest.approx(value)


def test_every_signal_of_the_family_is_counted_by_hand():
    """No signal of the family lacks two texts of different value."""
    for row in prose.SIGNALS:
        assert len({value for signal, _, value in COUNTED if signal is row.function}) > 1, row.name


@every_signal
def test_only_the_content_is_counted(signal):
    """A paragraph outside the content moves nothing; the same paragraph inside it does."""
    alone = signal(with_main(f"<p>{CALM}</p>", [True]))
    before, after = f"<p>{LOUD}</p><p>{CALM}</p>", f"<p>{CALM}</p><p>{LOUD}</p>"
    assert signal(with_main(before, [False, True])) == alone
    assert signal(with_main(after, [True, False])) == alone
    assert signal(with_main(after, [True, True])) != alone


@every_signal
def test_a_page_without_content_has_no_prose(signal):
    """Without a word of content all is unknown but the length, which is nothing."""
    for page in (read(""), read_text(""), with_main(f"<p>{LOUD}</p>", [False])):
        value = signal(page)
        assert value == 0.0 if signal is length else math.isnan(value)


def test_two_sentences_have_no_variety():
    """The spread of sentence lengths is unknown below three sentences of two words or more."""
    assert math.isnan(sentence_variety(read_text("Beans grow. Peas grow up here.")))
    assert math.isnan(sentence_variety(read_text("Beans grow. Peas grow up here. Yes!")))
