"""What the signals of specifics promise, on sentences counted by hand."""

from __future__ import annotations

from math import isnan

import pytest
from planted import chosen, lines_of, told, with_sentences

from pagequality.reading import read, read_text
from pagequality.signals.specifics import (
    SIGNALS,
    bare_quotes,
    bare_sentences,
    first_hand,
    first_hand_quotes,
    one_person,
    own_quotes,
    own_voice,
    particular_sentences,
    varied_names,
)

BARE = "Water is an important thing for the beans of every garden."


def test_own_voice_weighs_the_writer_against_the_reader() -> None:
    """Nobody is half; each own word lifts, each word for the reader sinks."""
    assert own_voice(read_text("The beans grow.")) == 0.5
    assert own_voice(read_text("I grow my beans.")) == pytest.approx(2.5 / 3, abs=1e-3)
    assert own_voice(read_text("You grow your beans.")) == pytest.approx(0.5 / 3, abs=1e-3)
    assert own_voice(read_text("I grow your beans.")) == 0.5
    assert own_voice(read_text("We grow our beans.")) == 0.5


def test_one_person_is_not_several_and_no_number() -> None:
    """Neither "we" nor the small "i" of a list counts, nor what stands around the content."""
    assert one_person(read_text("I say that I'm in my garden, we in ours")) == 300.0
    assert one_person(read_text("i beans ii peas")) == 0.0
    assert one_person(chosen("<nav>My account</nav><main>I sow two beans.</main>")) == 250.0


def test_what_others_say_is_not_the_writers_own() -> None:
    """Neither "I" in a quotation counts, nor that of a numbered war, king or chapter."""
    assert one_person(read_text("“I like my beans”, said Ann; I do, too.")) == pytest.approx(
        1000 / 9
    )
    assert one_person(read_text("World War I and Elizabeth I, Part I")) == 0.0
    assert one_person(read_text("At war I ate my beans")) == pytest.approx(333.333, abs=1e-2)
    assert own_voice(read_text("“I like my beans”, said Ann.")) == 0.5


@pytest.mark.parametrize(
    "text",
    [
        "Pay somebody who can dig my garden for me cheap.",
        "The best beans near me are cheap.",
        "Can I dig my garden in May? Yes, you can.",
        "Who called me from my own garden",
    ],
)
def test_what_is_typed_into_a_search_is_no_writer(text: str) -> None:
    """Nobody says "I": "my" and "me" are the searcher's, and so is the "I" of a question."""
    page = read_text(text)
    assert one_person(page) == 0.0
    assert own_voice(page) <= 0.5
    assert own_quotes(page) == ()


def test_a_writer_is_one_beside_questions_and_headings() -> None:
    """Of six own words two are told: not those of a heading or a question, nor "near me"."""
    html = "<main><h2>My beans</h2><p>I sow my beans near me. Do I water mine?</p></main>"
    assert one_person(chosen(html)) == pytest.approx(1000 * 2 / 12)


@pytest.mark.parametrize(
    ("sentence", "tells"),
    [
        ("I sowed the beans in May.", True),
        ("We then sowed the beans in May.", True),
        ("I was in the garden all day.", True),
        ("We will have sowed the beans by May.", False),
        ("I sow the beans in May.", False),
        ("They sowed the beans in May.", False),
        ("“We sowed the beans in May”, said Ann.", False),
        ("Our beans were sowed in May.", False),
    ],
)
def test_first_hand_is_a_person_who_did(sentence: str, *, tells: bool) -> None:
    """One says "I" or "we", and a verb of the past follows at once or behind one word."""
    page = read_text(f"Beans need a warm soil. {sentence}")
    assert first_hand(page) == (0.5 if tells else 0.0)
    assert told(first_hand_quotes(page)) == ([(sentence, "first hand")] if tells else [])


def test_varied_names_are_different_ones() -> None:
    """Six names of which three differ; the first word of a sentence is none; four are too few."""
    assert varied_names(read_text("Go to Kew, Ely, Kew, Ware, Ware, Ware.")) == 0.5
    assert isnan(varied_names(read_text("Go to Kew, Ely, Kew, Ware.")))
    assert isnan(varied_names(read_text("Kew. Ely. Ware. Bath. Hull. York. Leeds.")))


@pytest.mark.parametrize(
    "held",
    ["In 1987 the", "As Ada says, the", "As I know, the", 'As they say, "the', "He saw that"],
)
def test_what_is_held_makes_a_sentence_specific(held: str) -> None:
    """A figure, a name, a person or a quotation; of three long sentences two are bare."""
    page = read_text(f"{BARE} {BARE} {held} beans of the old garden grew without rain.")
    assert bare_sentences(page) == pytest.approx(2 / 3, abs=1e-3)
    assert told(bare_quotes(page)) == [(BARE, "nothing specific")] * 2


def test_short_sentences_do_not_count_as_bare() -> None:
    """What is short has no room; with two long sentences nothing is known."""
    assert bare_sentences(read_text(f"{BARE} {BARE} {BARE} Beans grow well.")) == 1.0
    assert isnan(bare_sentences(read_text(f"{BARE} {BARE} Beans grow well.")))


@pytest.mark.parametrize("text", ["I", "d", "1", "“", "we", "ed", "I.", "Ä"])
def test_the_shortest_texts_are_measured(text: str) -> None:
    """A page of one letter or two is a page."""
    for page in (read_text(text), read(f"<p>{text}")):
        for signal in SIGNALS:
            assert type(signal.function(page)) is float


def test_the_particular_is_the_share_that_is_expected() -> None:
    """The mean chance of the sentences, whatever else they are."""
    page = lines_of(BARE, BARE)
    rows = [(0.9, 0.9, 0.9, 0.9, chance) for chance in (0.1, 0.7)]
    assert particular_sentences(with_sentences(page, *rows)) == pytest.approx(0.4)


@pytest.mark.parametrize(
    "sentence",
    [
        "My aunt kept bees behind the chapel until the road was widened.",
        "The committee met on 4 March in the parish hall and elected Mrs Doe as treasurer.",
        "We measured 41 decibels at the back of the hall with both doors shut.",
    ],
)
def test_who_was_there_is_particular(sentence) -> None:
    """An account, minutes and a measurement; general advice is not."""
    general = read_text("Choosing the right tools is important for a healthy and beautiful garden.")
    assert particular_sentences(general) < 0.2
    assert particular_sentences(read_text(sentence)) > 0.6


def test_own_quotes_hold_the_writer() -> None:
    """The sentences with "I" or "my", not those of the reader."""
    page = read_text("My beans grow well here. Your beans do not grow. I know why.")
    assert told(own_quotes(page)) == [("My beans grow well here.", "own voice")]


@pytest.mark.parametrize("signal", SIGNALS, ids=[signal.name for signal in SIGNALS])
def test_a_page_without_words_is_unknown(signal) -> None:
    """Nothing said, nothing specific."""
    assert isnan(signal.function(read("")))
    assert isnan(signal.function(read_text("")))
