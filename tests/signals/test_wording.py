"""Wording signals on estimates that are set by hand, and on words that speak clearly."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from planted import with_main

from pagequality.learned.models import default_models
from pagequality.learned.wording import estimates, views
from pagequality.learned.wording.aspects import ASPECTS, VIEWS, of_view
from pagequality.learned.wording.features import BITS, SHIFT
from pagequality.learned.wording.model import WordingModel
from pagequality.reading import read, read_text
from pagequality.signals import quotes, wording
from pagequality.signals.wording import (
    affiliate_wording,
    artificial_style,
    artificial_wording,
    blog_wording,
    body_score,
    body_wording,
    company_wording,
    copied_wording,
    heading_score,
    heading_wording,
    mill_wording,
    news_wording,
    original_style,
    original_wording,
    padded_style,
    padded_wording,
    stuffed_wording,
    style_score,
    style_wording,
    title_score,
    title_wording,
)
from pagequality.text.tokens import hash_words

READS = {
    body_wording: ("body", "low"),
    body_score: ("body", "score"),
    original_wording: ("body", "original"),
    padded_wording: ("body", "padded"),
    artificial_wording: ("body", "artificial"),
    stuffed_wording: ("body", "stuffed"),
    copied_wording: ("body", "copied"),
    mill_wording: ("body", "mill"),
    affiliate_wording: ("body", "affiliate"),
    blog_wording: ("body", "blog"),
    company_wording: ("body", "company"),
    news_wording: ("body", "news"),
    title_wording: ("title", "low"),
    title_score: ("title", "score"),
    heading_wording: ("headings", "low"),
    heading_score: ("headings", "score"),
    style_wording: ("style", "low"),
    style_score: ("style", "score"),
    original_style: ("style", "original"),
    padded_style: ("style", "padded"),
    artificial_style: ("style", "artificial"),
}
"""The words that each signal speaks of, and what it says of them."""
each_signal = pytest.mark.parametrize("signal", READS, ids=lambda signal: signal.__name__)

NEWS = "The mayor said on Tuesday that the bridge would close until March."
DIARY = "I baked bread with my grandmother last weekend, and I love how it came out."
MACHINE = "In today's world, beans play a crucial role. Discover the key benefits in this guide."
ESSAY = "Moreover, it is important to note that beans play a crucial role in our lives."
REVIEW = "Our top picks: the best blenders reviewed. Pros and cons. Check price on Amazon."
SHOP = "We offer products and services to our customers. Contact us today for a free quote."
DOORWAY = (
    "Looking for a reliable locksmith in your area? Our locksmith services cover all of the city."
)
CLEAR = (
    (body_wording, ESSAY, NEWS, 0.25),
    (body_score, MACHINE, NEWS, 0.15),
    (original_wording, DIARY, DOORWAY, 0.25),
    (padded_wording, ESSAY, DIARY, 0.25),
    (artificial_wording, MACHINE, NEWS, 0.2),
    (stuffed_wording, DOORWAY, NEWS, 0.1),
    (copied_wording, DOORWAY, DIARY, 0.1),
    (mill_wording, MACHINE, NEWS, 0.1),
    (affiliate_wording, REVIEW, NEWS, 0.4),
    (blog_wording, DIARY, NEWS, 0.25),
    (company_wording, SHOP, NEWS, 0.4),
    (news_wording, NEWS, SHOP, 0.4),
)
"""For each signal words that it must score higher, others, and by how much at least."""


def with_wording(models):
    """Return the small models with these for the wording of each view."""
    return replace(default_models(), wording=models)


def saying(view, targets):
    """Make a model that says of any words in a view what is told for each target, else unknown."""
    bias = [targets.get(aspect.target, math.nan) for aspect in of_view(view)]
    weight = np.zeros((1 << BITS, len(bias)), np.float32)
    return WordingModel(np.ones(1 << BITS, np.float32), weight, np.array(bias, np.float32))


def estimated(**given):
    """Read a page of which models say so: targets for each view, the others unknown."""
    models = {view: saying(view, given.get(view, {})) for view in VIEWS}
    return read("<h1>Beans</h1><h2>Peas</h2><p>Kale", models=with_wording(models))


def spoken(page, view):
    """Return the words of a view, as hashes."""
    return views(page)[view].tolist()


def hashes(words):
    """Return the hashes of single words."""
    return hash_words(words.split()).tolist()


def test_every_signal_of_the_family_is_pinned():
    """The table here speaks of all signals of the family, and of each view and target once."""
    assert [row.function for row in wording.SIGNALS] == list(READS)
    assert [aspect.signal for aspect in ASPECTS] == [row.name for row in wording.SIGNALS]
    assert len(set(READS.values())) == len(READS)
    body = {signal for signal, (view, _) in READS.items() if view == "body"}
    assert {signal for signal, *_ in CLEAR} == body


@each_signal
def test_each_signal_reads_its_own_view_and_target(signal):
    """Of estimates that are all different each signal tells its own, and knows no other."""
    view, target = READS[signal]
    others = {
        name: {aspect.target: 0.01 * n + 0.2 * row for n, aspect in enumerate(of_view(name))}
        for row, name in enumerate(VIEWS)
    }
    others[view][target] = 0.875
    assert signal(estimated(**others)) == 0.875
    del others[view][target]
    assert math.isnan(signal(estimated(**others)))


@each_signal
def test_estimates_are_kept_within_the_range(signal):
    """Wild estimates are held at the ends of the range; what is within is left alone."""
    view, target = READS[signal]
    for estimate, value in ((-7.0, -1.0), (-0.5, -0.5), (1.5, 1.5), (7.0, 2.0)):
        assert signal(estimated(**{view: {target: estimate}})) == value


def test_the_family_knows_no_other_names():
    """A name that is no row of the table is no attribute of the module."""
    with pytest.raises(AttributeError, match="moon_wording"):
        _ = wording.moon_wording


def test_the_body_is_the_content():
    """Words outside the content have no part in the body."""
    page = with_main("<p>Menu</p><h2>Growing</h2><p>Beans grow</p>", [False, True, True])
    assert spoken(page, "body") == hashes("growing beans grow")


def test_the_title_is_headline_and_title():
    """Both are read, and one that is missing is not read twice as the other."""
    page = read("<title>Bean news</title><h1>Beans grow</h1><h2>Peas</h2><p>Kale")
    assert spoken(page, "title") == hashes("beans grow bean news")
    assert spoken(read("<h1>Beans grow</h1><p>Kale"), "title") == hashes("beans grow")
    assert spoken(read("<p>Kale"), "title") == []


def test_the_headings_are_those_below_the_first_level():
    """From h2 to h6; the headline is none of them."""
    html = "<h1>Beans</h1><h2>Peas</h2><p>Kale</p><h6>Leek soup</h6>"
    page = with_main(html, [True, True, True, False])
    assert spoken(page, "headings") == hashes("peas leek soup")


def test_a_templates_headings_alone_say_nothing_of_a_page():
    """Those of a sidebar and a comment form do not speak for a content that has none."""
    html = "<h1>Beans</h1><p>Kale</p><h3>Recent posts</h3><h3>Leave a reply</h3>"
    page = with_main(html, [True, True, False, False])
    assert spoken(page, "headings") == []
    assert math.isnan(heading_score(page))
    assert quotes.headings(page) == ()


def model_of(bias, size=1, **weights):
    """Make a model of so many like estimates: what each is without a word, what each word adds."""
    table = np.zeros((1 << BITS, size), np.float32)
    places = hash_words(list(weights)) >> SHIFT
    table[places] = np.array(list(weights.values()))[:, None]
    return WordingModel(table[:, 0] != 0, table, np.full(size, bias, np.float32))


def test_an_estimate_is_the_bias_and_the_mean_direction_of_the_words():
    """One word adds its weight, two different words their sum over the root of two."""
    model = model_of(0.25, beans=0.5, peas=-0.75)

    def score(words):
        return model.scores(hash_words(words.split())).tolist()

    assert score("beans") == score("beans leeks") == [0.75]
    assert score("peas") == [-0.5]
    assert score("beans peas") == pytest.approx([0.25 - 0.25 / math.sqrt(2)])
    assert score("beans peas peas")[0] < score("beans peas")[0]
    assert np.isnan(score("leeks")).all()


def test_pages_and_texts_are_read_by_the_same_models():
    """Words are judged by the model of their view, and by none where there is none."""
    models = with_wording({"body": model_of(0.25, len(of_view("body")), beans=0.5)})
    of_body = [aspect.signal for aspect in of_view("body")]
    of_text = estimates(read_text("Beans", models=models))
    page = replace(read("<h1>Beans</h1>", models=models), is_main=np.array([True]))
    assert [of_text[name] for name in of_body] == [0.75] * len(of_body)
    assert [estimates(page)[name] for name in of_body] == [0.75] * len(of_body)
    assert np.isnan([estimates(page)[aspect.signal] for aspect in of_view("title")]).all()


@pytest.mark.parametrize("case", CLEAR)
def test_clear_words_are_told_apart(case):
    """On text and as a paragraph: machine prose, diaries, shops, news and their like."""
    signal, high, low, margin = case
    for told in (read_text, lambda text: with_main(f"<p>{text}", [True])):
        assert signal(told(high)) > signal(told(low)) + margin


@pytest.mark.parametrize("signal", [title_wording, title_score])
def test_clear_titles_are_told_apart(signal):
    """A list of superlatives is worded worse than a report, of a page or of a text."""
    low, fine = "Top 10 best amazing benefits of beans", "Council closes bridge until March"
    assert signal(read(f"<h1>{low}</h1><p>B")) > signal(read(f"<h1>{fine}</h1><p>B")) + 0.2
    assert signal(read_text("B", title=low)) > signal(read_text("B", title=fine)) + 0.2


@pytest.mark.parametrize("signal", [heading_wording, heading_score])
def test_clear_headings_are_told_apart(signal):
    """A heading of every filler is worded worse than one that tells of the page."""
    low, fine = "Frequently asked questions", "How the beans grew"
    assert signal(read(f"<h2>{low}</h2><p>B")) > signal(read(f"<h2>{fine}</h2><p>B")) + 0.2


@each_signal
def test_without_known_words_nothing_is_estimated(signal):
    """A page without words, or without those of the view, is unknown."""
    assert math.isnan(signal(read("")))
    view, _ = READS[signal]
    if view in {"body", "style"}:
        assert math.isnan(signal(with_main("<p>Beans grow</p>", [False])))
    else:
        assert math.isnan(signal(read("<p>The beans were sown in April.")))


@pytest.mark.parametrize("signal", [heading_wording, heading_score])
def test_plain_text_has_no_headings(signal):
    """What was a heading cannot be told from text, so it is unknown."""
    assert math.isnan(signal(read_text("Frequently asked questions\n\nBeans grow well here.")))


def test_style_knows_no_topic():
    """Texts that differ in their things, names and numbers alone are worded alike in style."""
    one, other = "We walked Rex past 7 barns, slowly.", "We talked Max past 12 horns, coldly."
    texts = [read_text(f"{text} " * 9) for text in (one, other)]
    assert spoken(texts[0], "style") == spoken(texts[1], "style")
    assert spoken(texts[0], "style") != spoken(texts[0], "body")


def test_style_hears_marks_and_endings():
    """A mark behind a word counts as one; another ending is another turn of phrase."""
    assert len(spoken(read_text("the barn, the"), "style")) == 4
    assert spoken(read_text("barns"), "style") != spoken(read_text("barned"), "style")


@pytest.mark.parametrize("signal", [style_wording, style_score])
def test_clear_style_is_told_apart(signal):
    """Stock phrases about anything are phrased worse than a diary."""
    assert signal(read_text(f"{ESSAY} " * 4)) > signal(read_text(f"{DIARY} " * 4)) + 0.1
