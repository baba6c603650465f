"""Laws of structured data: the errors that people make lose no text."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from story_pages import STORY

from pagequality.reading import read
from pagequality.reading.structured import items, quoted, values

GOOD = json.dumps({"@type": "Article", "articleBody": "\n".join(STORY)})
ERRORS = {
    "none": GOOD,
    "a line break in a text": GOOD.replace("\\n", "\n"),
    "a tab in a text": GOOD.replace("\\n", "\\n\t"),
    "a semicolon": GOOD + ";",
    "a comma too many": GOOD[:-1] + ",}",
    "a comma in a list": f"[{GOOD}, ]",
    "a comment": f"/* made by hand */ {GOOD} // the end",
    "a comment of markup": f"<!-- {GOOD} -->",
    "a section of XML": f"//<![CDATA[\n{GOOD}\n//]]>",
    "a section of XML in a comment": f"/*<![CDATA[*/ {GOOD} /*]]>*/",
    "two values": '{"@type": "WebSite"}' + GOOD,
    "a bad escape": GOOD.replace("parish", "parish\\'s"),
    "the end is missing": GOOD[:-1] + ', "author": {"name": "A',
    "entities": GOOD.replace("council", "council &amp; school"),
}


@pytest.mark.parametrize("error", ERRORS)
def test_a_text_is_found_despite_errors(error: str) -> None:
    """A page whose text stands in structured data alone is read, whatever is wrong there."""
    script = f'<script type="application/ld+json">{ERRORS[error]}</script>'
    main = read(f"<title>Clock</title>{script}<div id=root></div>").main_text
    assert all(paragraph in main for paragraph in STORY[1:])
    assert "&amp;" not in main


def test_a_type_is_known_in_any_letter_case() -> None:
    """Names of types know no letter case."""
    script = f"<SCRIPT TYPE='APPLICATION/LD+JSON'>{GOOD}</SCRIPT>"
    assert STORY[1] in read(f"<title>Clock</title>{script}<div id=root></div>").main_text


@given(st.text(max_size=80))
def test_anything_is_read_without_an_error(document: str) -> None:
    """Whatever stands there, nothing is raised."""
    for text in (document, "{" + document, '{"text":"' + document, "[" * 5000 + document):
        assert isinstance(values(text), list)
        assert isinstance(quoted(text, ["text"]), list)
        assert all(isinstance(item, dict) for item in items(values(text)))
