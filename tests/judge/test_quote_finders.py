"""Quotes of all else: phrases, furniture, titles, headings and sentences that pad."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from planted import SIGNAL, lines_of, told, with_main, with_noise, with_sentences, words

from pagequality.judge.evidence import Quotes
from pagequality.reading import read, read_text
from pagequality.signals import NAMED_FAMILIES, quotes
from pagequality.signals.boilerplate import blocks_outside
from pagequality.signals.cliche import (
    praise_sentences,
    sentences_that_pad,
    superlative_sentences,
)
from pagequality.signals.prose import connective_sentences, vague_sentences
from pagequality.signals.repetition import repeated_passages
from pagequality.signals.speculation import sentences_that_speculate


def test_phrases_quote_the_sentences_that_hold_them():
    """Each sentence once, the fullest first, four at most; the topic is the kind."""
    lines = [f"Time {n} to reshape the garden and reshape the beds." for n in range(6)]
    page = lines_of("Beans need water every morning.", *lines)
    found = quotes.phrases("significance")(page)
    assert told(found) == [(line, "significance") for line in lines[:4]]
    assert [quote.block for quote in found] == [1, 2, 3, 4]
    assert quotes.phrases("rumour")(page) == ()


def test_the_longest_furniture_is_boilerplate():
    """The three longest visible blocks outside the content, longest first, no headline."""
    lines = [
        "One",
        "The headline of these beans stands here",
        "Two two",
        "Content of more words",
        "Three three three",
        "A hidden line with many words in it",
        "Four four four four",
    ]
    page = read("".join(f"<p>{line}</p>" for line in lines))
    table = replace(page.table, hidden=np.array([line.startswith("A hidden") for line in lines]))
    main = np.array([line.startswith("Content") for line in lines])
    head = replace(page.head, headline=lines[1])
    page = replace(page, table=table, is_main=main, head=head)
    assert [quote[:4] for quote in blocks_outside(page)] == [
        ("Four four four four", "boilerplate", 6, "html>body>p"),
        ("Three three three", "boilerplate", 4, "html>body>p"),
        ("Two two", "boilerplate", 2, "html>body>p"),
    ]
    assert blocks_outside(replace(page, is_main=~page.table.hidden)) == ()
    other = blocks_outside(replace(page, head=replace(head, headline="Beans")))
    assert [quote.block for quote in other] == [1, 6, 4]


PAGE = (
    "<title>Beans of the hill</title><body><h1>12 beans of Zanzibar</h1><h2>How to sow?</h2>"
    "<p>Ann Lee waters the beans on the hill every morning.</p>"
    + "".join(f"<h3>Part {n} of it</h3>" for n in range(4))
)
TITLE = [("Beans of the hill", "title")]
HEADINGS = [(text, "heading") for text in ("How to sow?", *(f"Part {n} of it" for n in range(3)))]
OF_TITLES = "title_wording title_score title_parts title_length"
OF_HEADINGS = "heading_wording heading_score"
OF_HEADLINES = (
    "headline_gap promise_missing lead_coverage numbers_missing clickbait_form exaggeration "
    "title_disagreement headline_capitals"
)
HEADLINE = [("12 beans of Zanzibar", "headline"), ("12, Zanzibar", "promised, not in the body")]


@pytest.mark.parametrize(
    ("signals", "quotes"),
    [
        (OF_TITLES, TITLE),
        (OF_HEADINGS, HEADINGS),
        ("question_headings", HEADINGS[:1]),
        (OF_HEADLINES, HEADLINE),
        ("slug_words address_digits address_repeats_title",
         [("https://garden.example/beans-of-the-hill", "address")]),
        ("length images numbered_headings", []),
        ("compressibility praise affiliate_links", []),
    ],
)  # fmt: skip
def test_a_signal_quotes_what_it_is_about(signals, quotes):
    """Titles for titles, headings for headings, the address for the address, else nothing."""
    page = read(PAGE, url="https://garden.example/beans-of-the-hill")
    for name in signals.split():
        found = Quotes(page).of(SIGNAL[name])
        assert told(found) == quotes, name
        if quotes not in (HEADINGS, HEADINGS[:1]):
            assert {(quote.block, quote.path) for quote in found} <= {(-1, "")}
    bare = Quotes(read_text(""))
    assert [bare.of(SIGNAL[name]) for name in signals.split()] == [()] * len(signals.split())


@pytest.mark.parametrize(
    ("signal", "topic", "phrase"),
    [
        ("machine_cliches", "machine_cliche", "delve into"),
        ("open_endings", "significance", "reshape the"),
        ("sales_talk", "sales_talk", "best prices"),
        ("calls_to_action", "call_to_action", "call us today"),
        ("stock_headings", "stock_heading", "final thoughts"),
    ],
)  # fmt: skip
def test_a_signal_of_phrases_quotes_its_own_topic(signal, topic, phrase):
    """The sentence with the phrase is quoted for the signal that counts such phrases."""
    line = f"So we {phrase} beans, and {phrase} peas."
    page = lines_of("Beans need water every morning.", line)
    assert told(Quotes(page).of(SIGNAL[signal])) == [(line, topic.replace("_", " "))]


def test_each_family_shows_what_it_found():
    """Families are quoted by their own finders, whatever they weigh."""
    page = read(PAGE)
    found = Quotes(page).by_family()
    assert list(found) == ["boilerplate", "headline_mismatch", "template_noise", "speculation"]
    assert list(found) == list(NAMED_FAMILIES)
    assert told(found["headline_mismatch"]) == HEADLINE
    assert found["boilerplate"] == blocks_outside(page)
    assert found["speculation"] == sentences_that_speculate(page)


LOUD = "Whether you are new to it or not, there is something for everyone here."
PLAIN = "The beans were sown by the old wall and came up in the second week."


def padding_in(page, *chances):
    """The page, all of it body text, with these chances that its sentences pad."""
    page = with_noise(page, ["body"] * len(page.table))
    return with_sentences(page, *((0.0, 0.0, 0.0, chance) for chance in chances))


def test_the_sentences_that_surely_pad_are_quoted():
    """The surest first, from an even chance on; they show what words say of the page, too."""
    page = padding_in(lines_of(PLAIN, LOUD, PLAIN), 0.5, 0.9, 0.49)
    found = sentences_that_pad(page)
    assert told(found) == [(LOUD, "padding"), (PLAIN, "padding")]
    assert Quotes(page).of(SIGNAL["style_wording"]) == found
    assert sentences_that_pad(padding_in(lines_of(PLAIN), 0.49)) == ()
    assert sentences_that_pad(padding_in(read(""))) == ()


@pytest.mark.parametrize(
    "line",
    ["Thank you for your patience and for all the trust that you have put in us.",
     "Your vet is the right person to weigh what all of it means for your dog.",
     "We\u2019d love to hear from you whoever you are and wherever you may be living."],
)  # fmt: skip
def test_courtesies_and_advice_to_ask_who_knows_are_no_padding(line):
    """However surely a model finds them empty: anybody may say that."""
    assert sentences_that_pad(padding_in(lines_of(line), 0.9)) == ()


def test_a_stock_phrase_makes_padding_surer():
    """What is doubtful else is quoted if it says what machines say."""
    line = "In this article, we will discuss the beans and all that you need to know."
    assert told(sentences_that_pad(padding_in(lines_of(line), 0.4))) == [(line, "padding")]
    assert sentences_that_pad(padding_in(lines_of(PLAIN), 0.4)) == ()


def test_a_plain_fact_is_no_padding():
    """However much a sentence sounds like padding, it tells something particular."""
    page = with_noise(lines_of(LOUD, PLAIN), ["body"] * 2)
    rows = (0.0, 0.0, 0.0, 0.9, 0.4), (0.0, 0.0, 0.0, 0.6, 0.39)
    assert told(sentences_that_pad(with_sentences(page, *rows))) == [(PLAIN, "padding")]


@pytest.mark.parametrize(
    "html",
    [
        f"<h2>{LOUD}</h2>",
        "<p>Whether you are new, read on.</p>",
        f"<p>{LOUD.replace('everyone', 'everyone of 12')}</p>",
        f"<p>{LOUD[:-1]} {'and here ' * 20}.</p>",
        f"<p>{LOUD[:-1]}?</p>",
        f"<p>{LOUD[:-1]}</p>",
        f"<p>{LOUD[:-1]} (rake, hoe and can).</p>",
        f"<p>{LOUD[:-1]}: a rake, a hoe and a can.</p>",
    ],
)
def test_scraps_figures_details_and_questions_are_not_worth_quoting(html):
    """Eight to forty words of running text without any of these are, and no heading."""
    page = with_main(f"{html}<p>{PLAIN}</p>", [True, True])
    chances = [0.9] * int(page.main_sentences.sum() - 1)
    assert sentences_that_pad(padding_in(page, *chances, 0.1)) == ()


def test_what_is_no_content_is_not_quoted():
    """A disclaimer may sound as it likes."""
    page = padding_in(lines_of(LOUD, PLAIN), 0.9, 0.1)
    assert sentences_that_pad(with_noise(page, ["legal", "body"])) == ()


def test_words_of_a_kind_are_marked_where_they_stand():
    """The sentence with the most of them comes first; words outside the content do not count."""
    page = lines_of("The best, greatest beans.", "Best of the best, greatest ever.", "Best, best.")
    page = replace(page, is_main=np.array([True, True, False]))
    first, second = superlative_sentences(page)
    assert first.marked("[", "]") == "[Best] of the [best], [greatest] ever."
    assert (second.quote, second.kind) == ("The best, greatest beans.", "superlative")


@pytest.mark.parametrize(
    ("finder", "manner", "plain"),
    [
        (superlative_sentences, "The best and greatest beans.", "Most are never the best here."),
        (praise_sentences, "A vibrant and seamless bean.", "A vibrant bean for all of us."),
        (vague_sentences, "Various tips and solutions.", "Various tips on beans and peas."),
        (quotes.phrases("general_advice", least=2), "It ensures and boosts growth.",
         "It ensures growth."),
    ],
)  # fmt: skip
def test_a_word_that_anybody_says_shows_nothing_alone(finder, manner, plain):
    """Several in one sentence are a manner, and are quoted."""
    assert [quote.quote for quote in finder(lines_of(manner))] == [manner]
    assert finder(lines_of(plain)) == ()


def test_connectives_are_a_manner_where_sentences_open_with_them():
    """Three that do are quoted; fewer, and those within a sentence, are good style."""
    lines = [f"{word}, the beans grow." for word in ("Moreover", "Furthermore", "Additionally")]
    found = connective_sentences(lines_of(*lines))
    assert [quote.marked("[", "]")[:6] for quote in found] == ["[Moreo", "[Furth", "[Addit"]
    assert connective_sentences(lines_of(*lines[:2], "The beans, moreover, grow.")) == ()


def test_runs_that_come_again_are_counted_and_marked():
    """The run of four words said most often, if it is said three times, and in short distances."""
    again = [f"Number {n} is the best roof repair in town today." for n in ("one", "two", "six")]
    found = repeated_passages(lines_of("Beans need water.", *again))
    assert told(found) == [
        ("“roof repair in town” 3 times in 33 words", "counted"),
        *((line, "said again") for line in again),
    ]
    assert repeated_passages(lines_of(*again[:2])) == ()
    assert repeated_passages(lines_of(*again, words(570))) != ()
    assert repeated_passages(lines_of(*again, " ".join(f"w{n}" for n in range(580)))) == ()


@pytest.mark.parametrize("row", ["bed and (for a week) food", "bed and | for a week"])
def test_cells_of_a_table_are_no_run_that_comes_again(row):
    """Words of two cells, or of a bracket and its neighbours, were not said together."""
    rows = [f"Number {name} has {row} here." for name in ("one", "two", "six")]
    assert repeated_passages(lines_of("Beans need water.", *rows)) == ()


def test_words_of_two_lines_are_no_run_that_comes_again():
    """Rows of a table are alike; the end of one and the beginning of the next are no phrase."""
    rows = ("with two beds", "and for a week") * 3
    assert repeated_passages(lines_of("Beans need water.", *rows)) == ()


def test_the_same_sentence_is_quoted_once():
    """What stands there three times is one quote, and leaves room for others."""
    lines = ["Click here and buy now.", "Click here, all of you."]
    page = lines_of(*lines[:1] * 5, lines[1])
    assert [quote.quote for quote in quotes.phrases("call_to_action")(page)] == lines


def test_a_quote_is_found_again_by_its_selector():
    """Offsets lead to the words; what stands before and behind is of the same block."""
    page = lines_of("Water comes first. Only then reshape the beds. Rest later.", "Other lines.")
    (found,) = quotes.phrases("significance")(page)
    assert page.text[found.start : found.end] == found.quote == "Only then reshape the beds."
    assert (found.prefix, found.suffix) == ("Water comes first. ", " Rest later.")
    selector = found.selector()
    assert selector["prefix"] + selector["exact"] + selector["suffix"] == page.text.split("\n")[0]
    assert found.link("https://a.example/x").endswith(
        "#:~:text=Only%20then%20reshape%20the%20beds."
    )
    assert found.link("") == ""


def test_phrases_are_quoted_from_the_content_alone():
    """What a footer says is not what the signal counted."""
    page = with_main("<p>To buy beans, click here.</p><p>Click here, read more.</p>", [True, False])
    found = quotes.phrases("call_to_action")(page)
    assert told(found) == [("To buy beans, click here.", "call to action")]
