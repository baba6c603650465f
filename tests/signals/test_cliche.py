"""What the signals of cliche promise, on phrases and words counted by hand."""

from __future__ import annotations

from math import isnan

import pytest
from planted import chosen, lines_of, with_sentences, words

from pagequality.reading import read, read_text
from pagequality.signals.cliche import (
    SIGNALS,
    calls_to_action,
    dashes,
    machine_cliches,
    padded_sentences,
    praise,
    sales_talk,
    stock_headings,
    superlatives,
)

TALK = {
    machine_cliches: "when it comes to",
    sales_talk: "money back guarantee",
    calls_to_action: "watch now",
}
"""For each signal of phrases one that its lexicon has held since the first version."""
MARKED = {
    **TALK,
    praise: "vibrant",
    superlatives: "cheapest",
    dashes: "loam — loam",
}
"""For each signal of the content's words one of its marks."""
each_talk = pytest.mark.parametrize("signal", TALK, ids=[signal.__name__ for signal in TALK])
each_mark = pytest.mark.parametrize("signal", MARKED, ids=[signal.__name__ for signal in MARKED])


def _of(total: int, *marks: str) -> str:
    """Return so many words in all, the marks among them."""
    held = " loam ".join(marks)
    return f"{held} {words(total - sum(map(str.isalpha, held.split())))}"


@each_mark
def test_a_mark_counts_for_each_thousand_words(signal) -> None:
    """One mark in 50 words is twenty in a thousand, two are forty, and in 100 words ten."""
    mark = MARKED[signal]
    assert signal(read_text(_of(50, mark))) == 20.0
    assert signal(read_text(_of(50, mark, mark))) == 40.0
    assert signal(read_text(_of(100, mark.upper()))) == 10.0


@each_mark
def test_marks_around_the_content_do_not_count(signal) -> None:
    """A footer full of them leaves a content of 50 words with one at twenty."""
    mark = MARKED[signal]
    around = f"<nav>{mark}</nav><main>{_of(50, mark)}</main><footer>{_of(90, mark, mark)}</footer>"
    assert signal(chosen(around)) == 20.0


@each_mark
def test_marks_of_the_others_do_not_count(signal) -> None:
    """No phrase or word above is counted by two signals."""
    others = [mark for other, mark in MARKED.items() if other is not signal]
    assert signal(read_text(_of(50, *others))) == 0.0


@each_talk
def test_phrases_stop_at_two_hundred(signal) -> None:
    """A text of nothing but phrases gets two hundred, one without any zero."""
    assert signal(read_text(TALK[signal])) == 200.0
    assert signal(read_text(words(50))) == 0.0


@each_talk
def test_phrases_are_whole(signal) -> None:
    """A phrase with a word between, or with letters on its end, is none."""
    first, *rest = TALK[signal].split()
    assert signal(read_text(_of(50, " ".join([first, "loam", *rest])))) == 0.0
    assert signal(read_text(_of(50, TALK[signal] + "x"))) == 0.0


@pytest.mark.parametrize("signal", SIGNALS, ids=[signal.name for signal in SIGNALS])
def test_a_page_without_words_is_unknown(signal) -> None:
    """Nothing said, nothing to count."""
    assert isnan(signal.function(read("")))
    assert isnan(signal.function(read_text("")))


def test_praise_and_superlatives_are_told_apart() -> None:
    """Of forty words two praise and one is a superlative."""
    text = _of(40, "seamless", "vibrant", "best")
    assert praise(read_text(text)) == 50.0
    assert superlatives(read_text(text)) == 25.0
    assert superlatives(read_text(text + " " + words(40))) == 12.5


HEADED = """
    <h1>Benefits of beans</h1> <p>What is a bean? Final thoughts on the benefits of beans.</p>
    <h2>Benefits of peas</h2> <h3>Watering</h3> <h4>Soil</h4> <h6>Conclusion</h6>
"""


def test_stock_headings_is_a_share_of_the_lower_headings() -> None:
    """Two of four headings are stock; what the first heading and the text say is no matter."""
    assert stock_headings(read(HEADED)) == 0.5
    assert stock_headings(read(HEADED.replace("Watering", "Key takeaways"))) == 0.75
    assert stock_headings(read(HEADED.replace("Conclusion", "Harvest"))) == 0.25


def test_stock_headings_counts_a_heading_once() -> None:
    """Two stock phrases in one heading make it stock once."""
    twice = "<h2>What is soil? The benefits of it in conclusion</h2><h2>Water</h2>"
    assert stock_headings(read(twice)) == 0.5


def test_stock_headings_is_unknown_without_headings() -> None:
    """Plain text has none, nor has a page with a first heading alone."""
    assert isnan(stock_headings(read_text("Conclusion\n\nThey grow.")))
    assert isnan(stock_headings(read("<h1>Conclusion</h1><p>They grow.</p>")))


def test_dashes_are_long_ones_between_words() -> None:
    """An em dash, and an en dash between spaces; not a range, not a hyphen."""
    assert dashes(read_text(f"peas—leeks – beans {words(47)}")) == 40.0
    assert dashes(read_text(f"well-known peas - leeks 9–17 beans {words(42)}")) == 0.0


SAID = "The beans were sown by the old wall."
SAYS_NOTHING = "It is more important than ever to find what truly works for you."


def test_padding_is_the_share_that_is_expected() -> None:
    """The mean chance of the sentences, whatever else they are."""
    page = lines_of(SAID, SAID, SAYS_NOTHING)
    rows = [(0.9, 0.9, 0.9, chance) for chance in (0.1, 0.2, 0.9)]
    assert padded_sentences(with_sentences(page, *rows)) == pytest.approx(0.4)
    assert isnan(padded_sentences(with_sentences(read_text(""))))


def test_what_says_nothing_pads_more_than_what_says_something() -> None:
    """Plain statements, first-hand telling and instructions are no padding."""
    plain = [SAID, "Mix the flour with the butter.", "My aunt kept bees behind the chapel."]
    most = max(padded_sentences(read_text(sentence)) for sentence in plain)
    assert most < 0.2 < padded_sentences(read_text(SAYS_NOTHING))


def test_what_a_loan_is_called_sells_none() -> None:
    """Who explains or warns names the thing; who sells it says how fast it is approved."""
    told = "A payday loan is a small loan until the next wages, at a very high rate."
    assert sales_talk(read_text(told)) == 0.0
    assert sales_talk(read_text(f"{told} Instant approval, bad credit welcome.")) > 0.0
