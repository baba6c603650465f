"""Laws of the markup features of lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pagequality import read
from pagequality.learned.models import default_models
from pagequality.learned.template_noise import line_scores
from pagequality.learned.template_noise.markup import NAMES, WIDTH, marks, tag_numbers

if TYPE_CHECKING:
    from pagequality.text.arrays import Floats32

PAGE = """<body class="comments-open"><nav><a href="/">Tides</a></nav>
<article><h1>Tides</h1><p>The moon pulls the sea, and the sea lags a little behind it.</p></article>
<div class="related-posts"><ul><li><a href="/a">Harbours of the north</a></li></ul></div></body>"""


def marks_of(html: str) -> Floats32:
    """The marks of the blocks of a page."""
    table = read(html).table
    return marks(table, tag_numbers(table))


def test_one_row_a_block_of_plain_numbers() -> None:
    """Every block has a row of finite numbers between 0 and 1."""
    found = marks_of(PAGE)
    assert found.shape == (4, WIDTH)
    assert ((found >= 0) & (found <= 1)).all()


def test_names_speak_for_the_blocks_inside_alone() -> None:
    """A telling class marks its own blocks; one that spans the page marks none."""
    found = marks_of(PAGE)
    topics = list(NAMES)
    assert found[:, topics.index("related")].tolist() == [0, 0, 0, 1]
    assert not found[:, topics.index("discussion")].any()


def test_a_page_without_blocks() -> None:
    """Nothing to mark gives no rows."""
    assert marks_of("").shape == (0, WIDTH)


def test_markup_adds_to_text() -> None:
    """With surroundings the probabilities still add up to one, and differ from those of text."""
    page = read(PAGE)
    plain = default_models().template_noise.score(
        page.tokens, page.table.start, page.matches, topics=page.matcher.topics
    )
    marked = line_scores(page)
    assert np.allclose(marked.probability.sum(axis=1), 1)
    assert not np.allclose(marked.probability, plain.probability)
