"""Quotes of all else: phrases, furniture, titles, headings and telling words."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from planted import SIGNAL, lines_of, told

from pagequality.judge.evidence import Quotes
from pagequality.learned.wording.aspects import of_view
from pagequality.learned.wording.features import BITS, SHIFT
from pagequality.learned.wording.model import WordingModel
from pagequality.reading import read, read_text
from pagequality.signals import NAMED_FAMILIES, quotes
from pagequality.signals.boilerplate import blocks_outside
from pagequality.signals.speculation import sentences_that_speculate
from pagequality.signals.wording import telling_words
from pagequality.text.tokens import hash_words


def test_phrases_quote_the_sentences_that_hold_them():
    """Each sentence once, in the order of the page, four at most; the topic is the kind."""
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
    assert blocks_outside(page) == (
        ("Four four four four", "boilerplate", 6, "html>body>p", ()),
        ("Three three three", "boilerplate", 4, "html>body>p", ()),
        ("Two two", "boilerplate", 2, "html>body>p", ()),
    )
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
OF_TITLES = (
    "title_wording title_score title_parts title_length title_word_density title_pair_density"
)
OF_HEADINGS = (
    "heading_wording heading_score question_headings numbered_headings headings_with_keyword"
)
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
        (OF_HEADLINES, HEADLINE),
        ("slug_words address_digits address_repeats_title",
         [("https://garden.example/beans-of-the-hill", "address")]),
        ("length compressibility images praise affiliate_links", []),
    ],
)  # fmt: skip
def test_a_signal_quotes_what_it_is_about(signals, quotes):
    """Titles for titles, headings for headings, the address for the address, else nothing."""
    page = read(PAGE, url="https://garden.example/beans-of-the-hill")
    for name in signals.split():
        found = Quotes(page).of(SIGNAL[name])
        assert told(found) == quotes, name
        if quotes != HEADINGS:
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
    page = lines_of("Beans need water every morning.", f"So we {phrase} beans.")
    assert told(Quotes(page).of(SIGNAL[signal])) == [(f"So we {phrase} beans.", topic)]


def test_each_family_shows_what_it_found():
    """Families are quoted by their own finders, whatever they weigh."""
    page = read(PAGE)
    found = Quotes(page).by_family()
    assert list(found) == ["boilerplate", "headline_mismatch", "template_noise", "speculation"]
    assert list(found) == list(NAMED_FAMILIES)
    assert told(found["headline_mismatch"]) == HEADLINE
    assert found["boilerplate"] == blocks_outside(page)
    assert found["speculation"] == sentences_that_speculate(page)


def weighed(low, other=None):
    """A wording model that knows these words' weights for low quality, all equally rare."""
    targets = [aspect.target for aspect in of_view("body")]
    idf, weight = np.zeros(1 << BITS, np.float32), np.zeros((1 << BITS, len(targets)), np.float32)
    for target, words in (("low", low), ("mill", other or {})):
        for word, value in words.items():
            bucket = hash_words([word])[0] >> SHIFT
            idf[bucket], weight[bucket, targets.index(target)] = 1.0, value
    return WordingModel(idf, weight, np.zeros(len(targets), np.float32))


def judged_by(page, model):
    """The page with this model for the words of its content."""
    wording = {"body": model}
    return replace(page, models=replace(page.models, wording=wording))


def test_telling_words_are_sorted_by_how_much_low_pages_prefer_them():
    """Strongest first, eight at most, each once; words that honest pages prefer are left out."""
    text = "Zeal beans the Amazing quest of zeal and peas"
    model = weighed(
        {"amazing": 0.5, "quest": 0.9, "zeal": 0.4, "beans": -0.8, "peas": 0.0}, {"of": 5.0}
    )
    # "zeal" is said twice: 0.4 * (1 + ln 2) = 0.68, between "quest" and "amazing".
    (found,) = telling_words(judged_by(lines_of(text), model))
    assert found == ("quest, zeal, amazing", "words", -1, "", ())
    page = judged_by(read(f"<article><p>{text}</p></article>"), weighed({"peas": 1.0}))
    assert [quote.quote for quote in telling_words(page)] == ["peas"]
    assert telling_words(judged_by(lines_of("Beans"), model)) == ()
    assert telling_words(judged_by(read(""), model)) == ()
    many = {f"w{n}": 0.1 * n for n in range(1, 11)}
    (found,) = telling_words(judged_by(lines_of(" ".join(many)), weighed(many)))
    assert found.quote == "w10, w9, w8, w7, w6, w5, w4, w3"


def test_rarer_words_tell_more():
    """Of two words with one weight the rarer one comes first; furniture is not read."""
    page = replace(lines_of("gamma", "alpha beta"), is_main=np.array([False, True]))
    for rare, common in (("alpha", "beta"), ("beta", "alpha")):
        model = weighed({"alpha": 0.5, "beta": 0.5, "gamma": 0.9})
        model.idf[hash_words([rare])[0] >> SHIFT] = 2.0
        judged = judged_by(page, model)
        (found,) = telling_words(judged)
        assert found.quote == f"{rare}, {common}"
        assert Quotes(judged).of(SIGNAL["body_wording"]) == (found,)
