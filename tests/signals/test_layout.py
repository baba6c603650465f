"""What the signals of layout promise, on headings, lists and paragraphs counted by hand."""

from __future__ import annotations

from math import isnan, sqrt

import pytest
from planted import chosen, words

from pagequality.reading import read, read_text
from pagequality.signals.layout import (
    heading_rate,
    images,
    list_share,
    long_paragraphs,
    numbered_headings,
    paragraph_length,
    paragraph_variety,
    question_headings,
    table_share,
)

FROM_MARKUP = (
    heading_rate,
    question_headings,
    numbered_headings,
    list_share,
    table_share,
    images,
)


@pytest.mark.parametrize("signal", FROM_MARKUP, ids=[signal.__name__ for signal in FROM_MARKUP])
def test_plain_text_tells_nothing_of_its_markup(signal) -> None:
    """Headings, lists, tables and images are markup: unknown, not zero."""
    assert isnan(signal(read_text("1. What is soil?\n\n- loam\n- clay\n\n" + words(40))))


@pytest.mark.parametrize(
    "signal", [*FROM_MARKUP, paragraph_length, paragraph_variety, long_paragraphs]
)
def test_a_page_without_words_is_unknown(signal) -> None:
    """No words, no shares of them."""
    assert isnan(signal(read("")))
    assert isnan(signal(chosen(f"<nav>{words(40)}</nav>")))


HEADED = f"""
    <main><h1>Soil</h1><h2>Clay</h2><p>{words(40)}</p><h6>Sand</h6><p>{words(57)}</p></main>
    <aside><h2>Latest</h2><h3>Archive</h3></aside>
"""
"""A content of 100 words with two lower headings, and two more headings beside it."""


def test_heading_rate_counts_lower_headings_of_the_content() -> None:
    """Two in 100 words are twenty in a thousand, what the sidebar has is no matter."""
    assert heading_rate(chosen(HEADED)) == 20.0
    assert heading_rate(chosen(HEADED.replace("h6>", "h5>"))) == 20.0
    assert heading_rate(chosen(HEADED.replace("h6>", "p>"))) == 10.0
    assert heading_rate(chosen(HEADED.replace("aside>", "main>"))) == pytest.approx(4000 / 102)


def test_heading_rate_is_zero_without_and_a_hundred_at_most() -> None:
    """Words without headings have none; headings without words stop at a hundred."""
    assert heading_rate(chosen(f"<main><h1>Soil</h1>{words(9)}</main>")) == 0.0
    assert heading_rate(chosen(f"<main>{words(9)}</main><h2>Latest</h2>")) == 0.0
    assert heading_rate(chosen("<main><h2>Clay</h2><p>Soil</p></main>")) == 100.0


def test_question_headings_end_with_a_question_mark() -> None:
    """One of four asks; a mark within a heading, in the first heading or the text does not."""
    html = """
        <h1>Clay?</h1><h2>What is clay?</h2><p>Clay?</p><h3>Clay? No, sand</h3><h2>Sand</h2>
        <p>Why?</p><h4>Loam</h4>
    """
    assert question_headings(read(html)) == 0.25
    assert question_headings(read(html.replace("<h2>Sand", "<h2>Why sand?"))) == 0.5
    assert isnan(question_headings(read("<h1>Clay?</h1><p>Sand?</p>")))


def test_numbered_headings_begin_with_a_digit() -> None:
    """Two of four are numbered; a number further back, or in the first heading, does not count."""
    html = """
        <h1>10 soils</h1><h2>1. Clay</h2><p>1 of them</p><h3>2 kinds of sand</h3><h2>Loam 3</h2>
        <h4>Three more</h4>
    """
    assert numbered_headings(read(html)) == 0.5
    assert numbered_headings(read(html.replace("Three", "3"))) == 0.75
    assert isnan(numbered_headings(read("<h1>10 soils</h1><p>1 of them</p>")))


LISTED = f"""
    <nav><ul><li>{words(30)}</li></ul></nav>
    <main><ul><li>{words(6)}</li><li>{words(4)}</li></ul><p>{words(20)}</p>
      <dl><dt>{words(3)}</dt><dd>{words(7)}</dd></dl></main>
"""
"""A content of 40 words, ten in list items, three in terms and seven in what they mean."""


def test_list_share_counts_items_of_the_content() -> None:
    """Half of the content's words stand in lists, those of the menu count nowhere."""
    assert list_share(chosen(LISTED)) == 0.5
    assert list_share(chosen(LISTED.replace("li>", "p>"))) == 0.25
    assert list_share(chosen(LISTED.replace("dt>", "p>"))) == pytest.approx(17 / 40)
    assert list_share(chosen(LISTED.replace("dd>", "p>"))) == pytest.approx(13 / 40)
    assert table_share(chosen(LISTED)) == 0.0


def test_table_share_counts_cells_of_the_content() -> None:
    """Of 40 words four stand in heads and six in cells; a table of the footer counts nowhere."""
    table = f"<table><tr><th>{words(4)}</th><td>{words(6)}</td></tr></table>"
    html = f"<main><p>{words(30)}</p>{table}</main><footer>{table}</footer>"
    assert table_share(chosen(html)) == 0.25
    assert table_share(chosen(html.replace("th>", "td>"))) == 0.25
    assert table_share(chosen(html.replace(words(30), words(10)))) == 0.5
    assert list_share(chosen(html)) == 0.0


def _paragraphs(*lengths: int) -> list:
    """A content of paragraphs of so many words, as markup with a long footer and as plain text."""
    paragraphs = "".join(f"<p>{words(length)}</p>" for length in lengths)
    page = chosen(f"<main>{paragraphs}</main><footer>{words(150)}</footer>")
    return [page, read_text("\n".join(map(words, lengths)))]


def test_paragraph_length_is_the_mean_of_blocks_of_ten_words_or_more() -> None:
    """Ten and twenty words make fifteen, nine words are no paragraph."""
    for page in _paragraphs(10, 9, 20, 1):
        assert paragraph_length(page) == 15.0
    for page in _paragraphs(10, 9, 10, 40):
        assert paragraph_length(page) == 20.0
    for page in _paragraphs(9, 9):
        assert isnan(paragraph_length(page))


def test_paragraph_length_stops_at_three_hundred() -> None:
    """A text without paragraphs is one of three hundred words at most."""
    for page in _paragraphs(299):
        assert paragraph_length(page) == 299.0
    for page in _paragraphs(400):
        assert paragraph_length(page) == 300.0


def test_paragraph_variety_is_the_spread_over_the_mean() -> None:
    """Ten, twenty and thirty words spread by the root of 200 / 3 around twenty."""
    for page in _paragraphs(10, 9, 20, 30):
        assert paragraph_variety(page) == pytest.approx(sqrt(200 / 3) / 20)
    for page in _paragraphs(20, 20, 20):
        assert paragraph_variety(page) == 0.0


def test_paragraph_variety_is_unknown_for_two_and_three_at_most() -> None:
    """Two lengths are no spread; one giant among many small ones stops at three."""
    for page in _paragraphs(10, 9, 40):
        assert isnan(paragraph_variety(page))
    for page in _paragraphs(*[10] * 19, 2000):
        assert paragraph_variety(page) == 3.0


def test_long_paragraphs_are_of_more_than_eighty_words() -> None:
    """Of paragraphs of 80 and 81 words the second is long."""
    for page in _paragraphs(80, 81):
        assert long_paragraphs(page) == pytest.approx(81 / 161)
    for page in _paragraphs(80, 81, 100):
        assert long_paragraphs(page) == pytest.approx(181 / 261)
    for page in _paragraphs(80, 80):
        assert long_paragraphs(page) == 0.0


def test_images_are_counted_in_the_content() -> None:
    """Two in 100 words are twenty in a thousand, the logo and the badge are none."""
    html = f"""
        <nav><img src=logo.png>Home</nav>
        <main><p>{words(40)}<img src=a.png></p><img src=b.png><p>{words(60)}</p></main>
        <footer><img src=badge.png>Ashby</footer>
    """
    assert images(chosen(html)) == 20.0
    assert images(chosen(html.replace("<img src=b.png>", "<img src=b.png>" * 3))) == 40.0
    assert images(chosen(html.replace("<img src=b.png>", ""))) == 10.0
    assert images(chosen("<main><img src=a.png>Beans</main>")) == 100.0


def test_headings_of_sidebars_and_forms_are_not_the_pages_own() -> None:
    """A page without headings of its own has none, whatever its template adds."""
    around = "<aside><h3>Recent beans?</h3></aside><h3>1 reply?</h3>"
    page = chosen(f"<main><p>Beans grow here.</p></main>{around}")
    assert isnan(question_headings(page))
    assert isnan(numbered_headings(page))
    page = chosen(f"<main><h2>Beans</h2><p>They grow here.</p></main>{around}")
    assert question_headings(page) == numbered_headings(page) == 0.0
