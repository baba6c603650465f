"""What the signals of leftovers promise, on phrases and fields counted by hand."""

from __future__ import annotations

from math import isnan

import pytest
from planted import chosen, told, words

from pagequality.reading import read, read_text
from pagequality.signals.leftovers import (
    SIGNALS,
    fields,
    notes,
    placeholder_text,
    stand_ins,
    unfilled_fields,
    working_notes,
)
from pagequality.signals.quotes import phrases

FIELDS = [
    "{{city}}", "{{ page.title }}", "{{#each items}}", "{% include header %}", "{city}", "${name}",
    "%%name%%", "%CITY%", "[Your Name]", "[insert phone number]", "[City, State]",
    "[gallery ids='1,2']", "[/vc_row]", "<?php",
]  # fmt: skip
NO_FIELDS = [
    "{1, 2, 3}", "x_{name}", "\\frac{name}{2}", "50%", "100%% sure", "[1]", "[sic]",
    "[citation needed]", "[citys](https://a.example/)", "{}", "[the mayor] said", "[edit]", "$40",
]  # fmt: skip
LOREM = "Lorem ipsum dolor sit amet, consectetur adipiscing elit."


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_counts_for_each_thousand_words(field: str) -> None:
    """One field in a hundred words is ten in a thousand."""
    text = f"Plumbers in {field} are near. "
    text += words(100 - len(read_text(text).tokens))
    assert unfilled_fields(read_text(text)) == 10.0
    assert told(fields(read_text(text))) == [(field, "unfilled field")]


@pytest.mark.parametrize("other", NO_FIELDS)
def test_brackets_of_other_uses_are_no_fields(other: str) -> None:
    """Sets, formulas, notes and links hold no field."""
    assert unfilled_fields(read_text(f"Plumbers in {other} are near.")) == 0.0


def test_fields_in_code_and_around_the_content_do_not_count() -> None:
    """A manual of a template language shows fields in blocks of code."""
    content = f"<main><p>{words(50)}</p><pre>Dear {{{{name}}}}</pre></main>"
    assert unfilled_fields(chosen(f"<nav>{{{{menu}}}}</nav>{content}")) == 0.0
    assert unfilled_fields(chosen(content.replace("pre>", "p>"))) > 0


def test_a_sentence_that_stands_in_counts_whole() -> None:
    """Four words of twenty, and the sentence is quoted."""
    page = read_text(f"Add your text here. The {words(15)}")
    assert placeholder_text(page) == 0.2
    assert told(stand_ins(page)) == [("Add your text here.", "placeholder")]


def test_filler_counts_by_its_words() -> None:
    """Lorem ipsum is found sentence by sentence, Latin and English with a word of it are not."""
    assert placeholder_text(read_text(f"{LOREM} The {words(7)}")) == 0.5
    ended = "Pellentesque habitant morbi tristique senectus et netus et malesuada fames."
    assert placeholder_text(read_text(ended)) == 1.0
    caesar = "Gallia est omnis divisa in partes tres, quarum unam incolunt Belgae."
    assert placeholder_text(read_text(caesar)) == 0.0
    assert placeholder_text(read_text("He sat in a do it all mood, id est at ease.")) == 0.0


def test_placeholders_around_the_content_do_not_count() -> None:
    """A footer that was never filled in is a small thing."""
    page = chosen(f"<main>{words(50)}</main><footer>Add your text here</footer>")
    assert placeholder_text(page) == 0.0
    assert stand_ins(page) == ()


@pytest.mark.parametrize(
    "note", ["[VERIFY]", "[needs verification: yield]", "[insert internal link here]", "[CTA]"]
)
def test_notes_in_brackets_are_working_notes_and_no_fields(note: str) -> None:
    """What an editor was to see to is quoted as a note."""
    page = read_text(f"Beans yield a third more {note} in May. {words(60)}")
    assert working_notes(page) > 0
    assert unfilled_fields(page) == 0
    assert told(notes(page)) == [(note, "working note")]


@pytest.mark.parametrize("kept", ["[citation needed]", "[1]", "[verified](/a)", "[Ed. note]"])
def test_what_readers_are_to_see_in_brackets_is_no_note(kept: str) -> None:
    """Marks of encyclopaedias, links of Markdown, an editor's own remark."""
    assert working_notes(read_text(f"Beans yield a third more {kept} in May. {words(60)}")) == 0


def test_working_notes_count_for_each_thousand_words() -> None:
    """One note in fifty words is twenty in a thousand, and fifty the most."""
    note = "As an AI language model"
    assert working_notes(read_text(f"{note} {words(45)}")) == 20.0
    assert working_notes(read_text(note)) == 50.0
    assert working_notes(read_text(f"As a model of language, AI {words(44)}")) == 0.0


def test_an_opening_over_two_sentences_is_quoted() -> None:
    """The answer's first word is a sentence of its own."""
    page = read_text(f"Certainly! Here is a text on beans. The {words(15)}")
    (quote,) = phrases("working_note")(page)
    assert quote.quote == "Certainly! Here is a text on beans."
    assert quote.marked("[", "]") == "[Certainly! Here] is a text on beans."


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('A prompt like "write a blog post about beans" gives nothing.', 0),
        ("Write a blog post about beans.", 1),
        ("Minimum word count: 800 words for every guest.", 0),
        ("Minimum word count: 800 words. Meta description: beans for all.", 2),
        ("Target keyword: bean soup.", 1),
        ("Minimum word count: 800 words [VERIFY] for beans.", 2),
    ],
)
def test_what_is_said_of_notes_is_no_note(text: str, quoted: int) -> None:
    """A prompt in quotation marks, and one label for those who write; keywords are for nobody."""
    page = read_text(f"{text} {words(60)}")
    assert working_notes(page) > 0
    assert len(notes(page)) == quoted


@pytest.mark.parametrize("signal", SIGNALS, ids=[signal.name for signal in SIGNALS])
def test_a_page_without_words_is_unknown(signal) -> None:
    """Nothing said, nothing left over."""
    assert isnan(signal.function(read("")))
    assert isnan(signal.function(read_text("")))


def test_a_page_of_brackets_is_looked_at_in_time() -> None:
    """A hundred thousand openings are not all tried."""
    assert unfilled_fields(read_text("[x " * 100_000)) == 0.0


@pytest.mark.parametrize(
    "text", ["[name withheld]", "[Town Clerk to reply]", "[Area 3 on the plan]", "[place of birth]"]
)
def test_what_an_editor_says_of_a_name_is_no_field(text: str) -> None:
    """A noun is a field alone, with other nouns, or behind an order to fill it in."""
    assert unfilled_fields(read_text(f"The clerk, {text}, wrote. {words(40)}")) == 0.0
