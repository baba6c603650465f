"""Filler text, and templates that nobody filled in."""

from __future__ import annotations

import pytest

from pagequality.reading import read
from pagequality.reading.filler import asks_to_be_filled, filler

OWN = "<p>" + "The weir was mended by Ann Kerr in March with oak from the yard. " * 12

BLIND = (
    "Far far away, behind the word mountains, there live the blind texts of a small river that "
    "supplies them with all they need. "
)


@pytest.mark.parametrize(
    "text",
    [
        "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor.",
        "Sed ut perspiciatis unde omnis iste natus error sit voluptatem accusantium doloremque.",
        f"<p>{BLIND}<p>This is some dummy copy that shows how the theme looks.",
    ],
)
def test_filler_is_found_where_it_is_much(text: str) -> None:
    """It makes a placeholder of a page, unless it is a small part of what stands there."""
    assert filler(read(f"<h1>Tea</h1><p>{text}")) >= 0
    assert read(f"<h1>Tea</h1><p>{text} {text} {text}").state.name == "placeholder"
    assert filler(read(f"<h1>Tea</h1><p>{text}{OWN}")) == -1


def test_one_order_to_write_makes_no_template() -> None:
    """Somebody may say "write something"; a template says it over and over."""
    assert not asks_to_be_filled("Please write something in the guest book.")
    assert asks_to_be_filled("Your text here. Title here. Click to edit.")


TEMPLATE = (
    "<p>This is a paragraph. Click here to add your own text and edit me.</p>"
    "<p>Use this area to tell of your team. Describe your product here, in a few sentences.</p>"
    "<p>Step one goes here. Step two goes here. Service name</p><p>I'm a testimonial.</p>"
)


def test_a_long_template_is_told_from_a_page_that_was_filled_in() -> None:
    """However long it is: unless most of it was written by somebody."""
    pad = "<p>Feature one. Feature two. Feature three. Feature four.</p>" * 3
    assert read(f"<h1>Our shop</h1>{TEMPLATE}{pad}").state.name == "placeholder"
    assert read(f"<h1>Our shop</h1>{TEMPLATE}{OWN}").state.name == "ok"
