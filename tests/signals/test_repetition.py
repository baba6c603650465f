"""Repetition signals on texts whose repeats can be counted by hand."""

from __future__ import annotations

import hashlib
import math

import pytest
from planted import with_main

from pagequality.reading import read, read_text
from pagequality.signals.repetition import (
    compressibility,
    repeated_blocks,
    repeated_links,
    repeated_pairs,
    repeated_runs,
    repeated_text,
    top_word,
    vocabulary_richness,
)

TWENTY = " ".join(f"bean{number}" for number in range(20))
"""Twenty different words."""
FORTY = " ".join(f"bean{number}" for number in range(40))
"""Forty different words, the fewest whose repeats are counted."""
JUMBLE = " ".join(hashlib.sha256(b"%d" % n).hexdigest() for n in range(100))
"""Some 6,500 characters in which nothing comes twice but by chance."""
CHORUS = "Water the beans every day. " * 160
"""Some 4,300 characters of one sentence."""
of_words = pytest.mark.parametrize(
    "signal", [compressibility, repeated_pairs, repeated_runs, vocabulary_richness, top_word]
)


def test_repeated_pairs_are_those_that_stood_there_before():
    """Twenty words said twice: 19 of 39 pairs stood there before; three times, 39 of 59."""
    assert repeated_pairs(read_text(FORTY)) == 0.0
    assert repeated_pairs(read_text(f"{TWENTY} {TWENTY}")) == 19 / 39
    assert repeated_pairs(read_text(f"{TWENTY} {TWENTY} {TWENTY}")) == 39 / 59


def test_repeated_runs_are_of_five_words():
    """Twenty words said twice: 16 of 36 runs stood there before; runs of four do not count."""
    assert repeated_runs(read_text(f"{TWENTY} {TWENTY}")) == 16 / 36
    assert repeated_runs(read_text(f"{FORTY} bean1 bean2 bean3 bean4")) == 0.0
    assert repeated_runs(read_text(f"{FORTY} bean1 bean2 bean3 bean4 bean5")) == 1 / 41


def test_vocabulary_richness_reads_the_first_300_words():
    """Twice forty words are half as rich; what comes after 300 words tells nothing."""
    many = [f"bean{number}" for number in range(300)]
    assert vocabulary_richness(read_text(FORTY)) == 1.0
    assert vocabulary_richness(read_text(f"{FORTY} {FORTY}")) == 0.5
    assert vocabulary_richness(read_text(" ".join(many) + " bean1" * 300)) == 1.0
    assert vocabulary_richness(read_text(" ".join(many[:299]) + " bean1" * 300)) == 299 / 300


def test_top_word_is_the_most_frequent_content_word():
    """Fifteen of twenty content words are the same; small words are no content."""
    text = "beans " * 15 + "peas " * 4 + "kale "
    assert top_word(read_text(text)) == 0.75
    assert top_word(read_text("peas " * 5 + "beans " * 15)) == 0.75
    assert top_word(read_text(text + "and the " * 30)) == 0.75
    assert top_word(read_text(text + "kale " * 10)) == 0.5


def test_compressibility_is_high_where_a_text_repeats_itself():
    """A chorus shrinks to next to nothing, a jumble by less than half."""
    assert compressibility(read_text(CHORUS)) > 0.9
    assert 0 < compressibility(read_text(JUMBLE)) < 0.5
    mixed = compressibility(read_text(JUMBLE[:2000] + CHORUS))
    assert 0.6 < mixed < compressibility(read_text(CHORUS))


def test_compressibility_reads_the_first_4000_characters():
    """What follows them changes nothing; what stands among them does."""
    jumble = compressibility(read_text(JUMBLE[:4000]))
    assert compressibility(read_text(JUMBLE[:4000] + CHORUS)) == jumble
    assert compressibility(read_text(JUMBLE[:3900] + CHORUS)) > jumble


@pytest.mark.parametrize(
    ("signal", "enough", "too_short"),
    [
        (compressibility, "b" * 200, "b" * 199),
        (repeated_pairs, "bean " * 40, "bean " * 39),
        (repeated_runs, "bean " * 40, "bean " * 39),
        (vocabulary_richness, "bean " * 40, "bean " * 39),
        (top_word, "bean " * 20, "bean " * 19 + "the " * 40),
    ],
)
def test_short_texts_are_unknown(signal, enough, too_short):
    """A text must hold 40 words, 20 content words or 200 characters before repeats tell."""
    assert not math.isnan(signal(read_text(enough)))
    assert math.isnan(signal(read_text(too_short)))


@of_words
def test_words_outside_the_content_do_not_repeat_it(signal):
    """A menu that says one word a hundred times repeats nothing of the content."""
    menu, text = "<p>" + "menu " * 100 + "</p>", f"<p>{FORTY}</p>"
    alone = signal(with_main(text, [True]))
    assert signal(with_main(menu + text, [False, True])) == alone
    assert signal(with_main(menu + text, [True, True])) != alone


def test_repeated_blocks_count_the_words_of_later_copies():
    """A copy counts its words, the first of its like does not, on the page or in its text."""
    html = "<p>Beans grow</p><p>Peas climb up the wall</p><p>Beans grow</p>"
    assert repeated_blocks(read(html)) == 2 / 9
    assert repeated_blocks(read(html + "<p>Beans grow</p>")) == 4 / 11
    assert repeated_blocks(read(html.replace("Peas climb", "Beans grow"))) == 2 / 9
    assert repeated_blocks(read_text("Beans grow\nPeas climb up the wall\nBeans grow")) == 2 / 9
    assert repeated_blocks(read_text("Beans grow\nPeas climb up the wall")) == 0.0


def test_repeated_blocks_are_counted_outside_the_content_too():
    """A menu that stands there twice is a repeated block."""
    html = "<p>Home</p><p>Beans grow up</p><p>Home</p>"
    assert repeated_blocks(with_main(html, [False, True, False])) == 1 / 5


def test_what_is_hidden_is_not_said_again():
    """A hidden copy of a menu is read once, before or behind the one that is seen."""
    menu, text = "<p>Runner beans</p><p>Garden peas</p>", f"<p>{FORTY}</p>"
    copy = f"<div hidden>{menu}</div>"
    for html in (menu + text + copy, copy + menu + text):
        assert repeated_blocks(read(html)) == 0.0
        assert repeated_text(read(html)) == ()
    twice = read(menu + copy + text + menu)
    assert repeated_blocks(twice) == 4 / 48
    assert [told.quote for told in repeated_text(twice)] == ["Runner beans", "Garden peas"]


def test_repeated_links_lead_where_another_link_leads():
    """Of three links to one place two are repeated, whatever they are called."""
    link = "<a href='/{0}'>{1}</a> "
    three = link.format("a", "Beans") + link.format("a", "Peas") + link.format("b", "Beans")
    assert repeated_links(read(three)) == 1 / 3
    assert repeated_links(read(three + link.format("a", "Kale"))) == 2 / 4
    assert repeated_links(read(link.format("a", "Beans") + link.format("b", "Beans"))) == 0.0


def test_plain_text_has_no_links_to_repeat():
    """Without a link, and in text that has lost them, repeated links are unknown, not zero."""
    assert math.isnan(repeated_links(read("<p>Beans grow")))
    assert math.isnan(repeated_links(read_text(f"{FORTY}\nhttps://beans.example/")))
