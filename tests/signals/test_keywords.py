"""What the signals of keywords promise, on titles and texts counted by hand."""

from __future__ import annotations

from math import isnan

import pytest
from planted import chosen, words

from pagequality.reading import read, read_text
from pagequality.signals.keywords import (
    described_length,
    headings_with_keyword,
    meta_keywords,
    place_mentions,
    title_length,
    title_pair_density,
    title_parts,
    title_word_density,
)


def _page(title: str, body: str, *, around: str = ""):
    """A title, also as the headline over the content, and text around the content."""
    return chosen(
        f"<title>{title}</title><header><h1>{title}</h1></header><main><p>{body}</p></main>"
        f"<footer>{around}</footer>"
    )


def test_title_word_density_takes_the_word_said_most() -> None:
    """Three times beans and once peas in 50 words are sixty in a thousand, the footer aside."""
    body = f"beans beans Beans peas the the the the {words(42)}"
    assert title_word_density(_page("The beans and the peas", body)) == 60.0
    around = "beans peas " * 20
    assert title_word_density(_page("The beans and the peas", body, around=around)) == 60.0
    assert title_word_density(_page("The peas", body)) == 20.0
    assert title_word_density(_page("The beans", f"{body} {words(50)}")) == 30.0
    assert title_word_density(_page("The onions", body)) == 0.0


def test_title_word_density_stops_at_a_hundred() -> None:
    """A stuffed text gets a hundred."""
    assert title_word_density(_page("Beans", "beans " * 50)) == 100.0


def test_title_pair_density_counts_pairs_of_the_headline() -> None:
    """Both pairs of "runner beans grow", each once in 50 words, are forty in a thousand."""
    body = f"runner beans grow {words(47)}"
    assert title_pair_density(_page("Runner beans grow", body)) == 40.0
    around = "runner beans grow " * 20
    assert title_pair_density(_page("Runner beans grow", body, around=around)) == 40.0
    assert title_pair_density(_page("Runner beans", body)) == 20.0
    assert title_pair_density(_page("Runner beans grow", f"{body} {words(50)}")) == 20.0


def test_a_pair_with_services_or_benefits_is_a_phrase() -> None:
    """Such words tell little alone, but "bean services" is what is searched for."""
    body = f"bean services bean services {words(46)}"
    assert title_pair_density(_page("Why you need bean services", body)) == 40.0


def test_title_pair_density_wants_the_words_together_and_in_order() -> None:
    """Turned round or parted by another word the pair is none; a stuffed text gets a hundred."""
    parted = f"beans runner loam runner loam beans {words(44)}"
    assert title_pair_density(_page("Runner beans", parted)) == 0.0
    assert title_pair_density(_page("Runner beans", "runner beans " * 25)) == 100.0


@pytest.mark.parametrize("signal", [title_word_density, title_pair_density])
def test_densities_need_forty_words_and_a_title(signal) -> None:
    """Thirty-nine words are too few, forty will do; without a title they are unknown."""
    assert isnan(signal(_page("Runner beans", words(39))))
    assert signal(_page("Runner beans", words(40))) == 0.0
    assert isnan(signal(chosen(f"<main>{words(50)}</main>")))


@pytest.mark.parametrize(
    ("signal", "itself"), [(title_word_density, 20.0), (title_pair_density, 0.0)]
)
def test_densities_of_plain_text_are_known(signal, itself) -> None:
    """The title that was given, or else the first line, which is itself no repetition of a pair."""
    assert signal(read_text(f"runner beans {words(48)}", title="Runner beans")) == 20.0
    assert signal(read_text(f"Runner beans\n\n{words(48)}")) == itself


def test_title_pair_density_is_unknown_for_a_headline_of_one_word() -> None:
    """One word makes no pair, so nothing can come again."""
    assert isnan(title_pair_density(_page("Beans", "beans " * 50)))


HEADED = """
    <title>The beans and peas</title> <h1>Beans and peas</h1>
    <h2>Why Beans?</h2> <p>beans and peas</p> <h3>The soil and the water</h3> <h2>Slugs</h2>
    <p>peas</p> <h4>Eating peas</h4>
"""


def test_headings_with_keyword_is_a_share_of_the_lower_headings() -> None:
    """Two of four say a content word of the title; the first heading and the text do not count."""
    assert headings_with_keyword(read(HEADED)) == 0.5
    assert headings_with_keyword(read(HEADED.replace("Slugs", "Slugs on beans, beans"))) == 0.75
    assert headings_with_keyword(read(HEADED.replace("Why Beans?", "Why?"))) == 0.25


def test_headings_with_keyword_needs_headings_and_a_title() -> None:
    """Plain text has no headings; a title of function words has no keyword."""
    assert isnan(headings_with_keyword(read_text("Beans\n\nBeans grow.", title="Beans")))
    assert isnan(headings_with_keyword(read("<title>Beans</title><h1>Beans</h1><p>Beans</p>")))
    assert isnan(headings_with_keyword(read("<title>The and of</title><h2>The soil</h2>")))


@pytest.mark.parametrize("mark", ["|", ",", "/", " – ", " — ", ":", "»", " - "])
def test_title_parts_are_cut_by_bars_commas_colons_and_dashes(mark: str) -> None:
    """Each such mark parts a title, doubled or at the end it adds nothing."""
    assert title_parts(read(f"<title>Beans{mark}peas</title>")) == 2.0
    assert title_parts(read(f"<title>Beans{mark}{mark}peas{mark}leeks{mark}</title>")) == 3.0


def test_title_parts_are_eight_at_most() -> None:
    """A title without marks is one part, a list of nine keywords counts as eight."""
    assert title_parts(read("<title>Beans; peas. Leeks!</title>")) == 1.0
    assert title_parts(read(f"<title>{'beans, ' * 7}</title>")) == 7.0
    assert title_parts(read(f"<title>{'beans, ' * 9}</title>")) == 8.0


def test_title_length_counts_words_up_to_forty() -> None:
    """Each word counts, those of the headline do not."""
    assert title_length(read("<title>How to grow  beans</title><h1>Beans</h1>")) == 4.0
    assert title_length(read(f"<title>{words(39)}</title>")) == 39.0
    assert title_length(read(f"<title>{words(50)}</title>")) == 40.0


@pytest.mark.parametrize(
    "title",
    [
        "How to grow beans - The Old Bean Farm",
        "How to grow beans | The Old Bean Farm",
        "The Old Bean Farm » How to grow beans",
        "The Old Bean Farm: How to grow beans",
    ],
)
def test_the_sites_name_makes_no_title_long(title: str) -> None:
    """Nine words of which four are the headline; without an h1 that says so, a text of nine."""
    assert title_length(_page(title, words(20))) >= 4.0
    page = read(f"<title>{title}</title><h1>How to grow beans</h1><p>{words(20)}</p>")
    assert title_length(page) == 4.0


def test_a_title_of_many_parts_is_long() -> None:
    """What stands behind the headline is the site's name if it is one part, and parted from it."""
    h1 = f"<h1>Grow beans</h1><p>{words(20)}</p>"
    assert title_length(read(f"<title>Grow beans | Buy beans | Eat beans</title>{h1}")) == 8.0
    assert title_length(read(f"<title>Grow beans at home</title>{h1}")) == 4.0


@pytest.mark.parametrize("signal", [title_parts, title_length])
def test_the_title_of_plain_text_is_the_one_given(signal) -> None:
    """A headline is no title: without one its parts and length are unknown."""
    assert signal(read_text("Beans grow.", title="Beans, peas")) == 2.0
    assert isnan(signal(read_text("Beans, peas\n\nThey grow.")))
    assert isnan(signal(read("<h1>Beans, peas</h1>")))


def test_place_mentions_are_capitals_behind_in_and_near() -> None:
    """In Springfield and near Shelbyville in 40 words are fifty in a thousand."""
    text = f"Plumber in Springfield and NEAR Shelbyville {words(34)}"
    assert place_mentions(read_text(text)) == 50.0
    text = text.replace("Plumber", "In Ashby")
    assert place_mentions(read_text(text)) == pytest.approx(3000 / 41)
    for other in ("in springfield", "at Springfield", "in 1999", "in March", "in D12"):
        changed = text.replace("in Springfield", other)
        assert place_mentions(read_text(changed)) == pytest.approx(2000 / 41), other
    text = text.replace("In Ashby", "Plumber")
    assert place_mentions(read_text(f"{text} {words(40)}")) == 25.0


def test_place_mentions_are_those_of_the_content() -> None:
    """A footer of towns served counts for nothing; a content of towns stops at a hundred."""
    towns = "in Ashby, in Belton, in Corby"
    page = chosen(f"<main>in Ashby, in Belton {words(46)}</main><footer>{towns}</footer>")
    assert place_mentions(page) == 40.0
    assert place_mentions(chosen(f"<main>{towns}</main>")) == 100.0
    assert place_mentions(read_text("Beans grow in")) == 0.0
    assert isnan(place_mentions(read("")))


def test_meta_keywords_counts_entries_up_to_thirty() -> None:
    """Entries that hold something are counted between commas; a page without any has zero."""
    meta = "<meta name=keywords content='{}'><p>Beans".format
    assert meta_keywords(read(meta("beans, runner beans,, ,peas,"))) == 3.0
    assert meta_keywords(read(meta("beans, " * 29))) == 29.0
    assert meta_keywords(read(meta("beans, " * 40))) == 30.0
    assert meta_keywords(read("<meta name=description content='a, b'><p>Beans, peas")) == 0.0
    assert isnan(meta_keywords(read_text("Beans, peas")))


def test_described_length_counts_words_up_to_sixty() -> None:
    """Each word counts; without a description, as in plain text, it is unknown."""
    meta = "<meta name=description content='{}'><p>Beans".format
    assert described_length(read(meta("All about  beans"))) == 3.0
    assert described_length(read(meta(words(59)))) == 59.0
    assert described_length(read(meta(words(80)))) == 60.0
    assert isnan(described_length(read(meta(" "))))
    assert isnan(described_length(read("<meta name=keywords content='a, b'><p>Beans")))
    assert isnan(described_length(read_text("All about beans")))


def test_pairs_with_a_common_word_say_nothing_of_the_query() -> None:
    """A text may say "of the" as often as it likes; both words must tell something."""
    body = "The roof of the barn in the yard of the farm fell in the night. " * 3
    assert isnan(title_pair_density(_page("The fall of the house in the war", body)))
    assert title_pair_density(_page("Roof barn", body + "Roof barn.")) > 0.0


def test_a_place_stands_in_the_same_sentence() -> None:
    """What begins the next sentence is no place."""
    assert place_mentions(read_text("They came in. We sat. They stayed in. Nobody spoke.")) == 0.0
    assert place_mentions(read_text("They live in Ware, near Ely.")) == 100.0


@pytest.mark.parametrize("text", ["We live in Ware.", "We meet in D12 in Year 9 in Ware in May."])
def test_one_place_is_plain_and_a_room_or_a_year_is_none(text) -> None:
    """Whoever has a house stands somewhere; a number makes a room or a class."""
    assert place_mentions(read_text(text)) == 0.0
