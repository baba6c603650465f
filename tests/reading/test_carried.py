"""Laws of text that structured data carries: all of an item's own, and nobody else's."""

from __future__ import annotations

import json

import pytest

from pagequality.reading import read
from pagequality.reading.carried import json_ld_paragraphs


def test_the_longest_text_is_taken() -> None:
    """Of all documents, nested ones too; what is broken is passed over."""
    documents = [
        '{"articleBody": "broken',
        json.dumps({"description": "Some words.", "name": "A name that is longer than any text."}),
        json.dumps([{"@graph": [{"reviewBody": "The longest of the texts here."}]}]),
        json.dumps({"text": "Short."}),
    ]
    assert json_ld_paragraphs(documents) == ["The longest of the texts here."]
    assert json_ld_paragraphs([]) == json_ld_paragraphs(["[1, null]"]) == []


def test_markup_in_stored_text_parts_paragraphs() -> None:
    """Tags are left out and end a paragraph; white space is folded, empty lines are none."""
    stored = json.dumps({"articleBody": "<p>Water  the\tbeans.</p>\n\n<p> </p>Wait<br>there."})
    assert json_ld_paragraphs([stored]) == ["Water the beans.", "Wait", "there."]


def test_data_that_nests_deep_is_read_all_the_same() -> None:
    """Twelve levels are walked; what lies deeper is found as text, at any depth."""
    for levels in (12, 13, 5000):
        told = '{"part": ' * levels + '{"text": "Deep down."}' + "}" * levels
        assert json_ld_paragraphs([told]) == ["Deep down."]


def article(body: object) -> str:
    """An article with a body, as a document."""
    return json.dumps({"@type": "NewsArticle", "articleBody": body})


def test_a_text_may_be_a_list_of_its_paragraphs() -> None:
    """A body that comes in several texts is all of them, in their order."""
    assert json_ld_paragraphs([article(["Water the beans.", "Wait.", 3])]) == [
        "Water the beans.",
        "Wait.",
    ]


STORED = {
    "an empty line": "Water the beans.\\n\\nThen wait.",
    "an empty line of Windows": "Water the beans.\\r\\n\\r\\nThen wait.",
    "one break": "Water the beans.\\nThen wait.",
    "a quotation": 'Water the beans.\\n\\nThen wait.\\n\\n\\"Long\\", said Ada \\u2013 and left.',
}


@pytest.mark.parametrize("kind", STORED)
def test_breaks_written_once_too_often_part_paragraphs(kind: str) -> None:
    """A break whose sign was itself escaped is a break, and no sign of it is left."""
    told = json_ld_paragraphs([article(STORED[kind])])
    assert told[:2] == ["Water the beans.", "Then wait."]
    assert "\\" not in "".join(told)


def test_a_backslash_of_ones_own_is_kept() -> None:
    """A path of a file is no break of lines."""
    assert json_ld_paragraphs([article("Look in C:\\new for it.")]) == ["Look in C:\\new for it."]


PARTS = {
    "a live report": (
        {"@type": "LiveBlogPosting", "liveBlogUpdate": [
            {"headline": "9:14", "articleBody": "The clock stands still."},
            {"headline": "9:02", "articleBody": "The mechanic climbs the tower."}]},
        ["9:14", "The clock stands still.", "9:02", "The mechanic climbs the tower."],
    ),
    "a blog": (
        {"@type": ["Blog"], "description": "On clocks.", "blogPost": [
            {"@type": "BlogPosting", "headline": "Wheels", "articleBody": "Cut them in Ripon."}]},
        ["On clocks.", "Wheels", "Cut them in Ripon."],
    ),
    "a recipe": (
        {"@type": "https://schema.org/Recipe", "description": "As my aunt made it.",
         "recipeIngredient": ["300 g of beans", "an onion"], "recipeInstructions": [
            {"@type": "HowToSection", "name": "The day before", "itemListElement": [
                {"@type": "HowToStep", "text": "Soak the beans."}]},
            {"@type": "HowToStep", "name": "Boil", "text": "Boil them for an hour."}]},
        ["As my aunt made it.", "300 g of beans", "an onion", "The day before", "Soak the beans.",
         "Boil them for an hour."],
    ),
    "a recipe in one text": (
        {"@type": "Recipe", "recipeInstructions": "Soak the beans.\nBoil them."},
        ["Soak the beans.", "Boil them."],
    ),
    "a discussion": (
        {"@type": "DiscussionForumPosting", "text": "It is slow.", "comment": [
            {"@type": "Comment", "text": "Oil the wheels of it, and lift the hammer by a hair."}]},
        ["It is slow.", "Oil the wheels of it, and lift the hammer by a hair."],
    ),
    "questions and answers": (
        {"@type": "FAQPage", "mainEntity": [
            {"@type": "Question", "name": "Who winds it?", "acceptedAnswer": {
                "@type": "Answer", "text": "The upper class does, on Fridays."}}]},
        ["Who winds it?", "The upper class does, on Fridays."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", PARTS)
def test_parts_belong_to_an_item(kind: str) -> None:
    """What a type is made of is read whole and in order, each part below its name."""
    item, told = PARTS[kind]
    assert json_ld_paragraphs([json.dumps({"@graph": [item]})]) == told


def test_readers_words_are_no_article() -> None:
    """However long a comment on an article is, the article's own text is taken."""
    said = {"@type": "Comment", "text": "I remember how it stopped in the storm of that winter."}
    item = {"@type": "NewsArticle", "articleBody": "The clock is repaired.", "comment": [said]}
    assert json_ld_paragraphs([json.dumps(item)]) == ["The clock is repaired."]


def test_parts_of_parts_end() -> None:
    """Questions within questions are followed to a depth, and nothing is raised."""
    inner = '{"@type": "Question", "text": "Why?", "acceptedAnswer": '
    told = json_ld_paragraphs([inner * 10 + "1" + "}" * 10])
    assert set(told) == {"Why?"}


def test_a_page_of_nothing_but_data_is_read() -> None:
    """A page that shows nothing has the text of its data as its content."""
    item, told = PARTS["a live report"]
    script = f'<script type="application/ld+json">{json.dumps(item)}</script>'
    assert all(line in read(f"<title>Clock</title>{script}").main_text for line in told)
