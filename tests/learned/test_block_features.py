"""What blocks and their holders look like to the content model, counted by hand."""

from __future__ import annotations

import numpy as np
import pytest

from pagequality.learned.main_content import network as blocks
from pagequality.learned.main_content.containers import HOLDERS, first_alike
from pagequality.learned.main_content.features import (
    CATEGORIES,
    ENDS,
    STARTS,
    TAGS,
    PageFeatures,
    measure,
)
from pagequality.learned.main_content.labels import LabelBook, Stems
from pagequality.reading import read

BOOK = LabelBook(
    Stems(("nav", "navigation", "post")), np.array([[1, 0], [5, 0], [0, 2]], np.float32)
)
HTML = """<html><body><nav class="top-nav"><a href=/>Home</a></nav>
<div class="post"><h1>Of tides</h1>
<p>The 3 tides of <a href=/a>May</a>, by Ann: high; low. Wet.</p><p>$5<br>Home</p></div>
<img src=a><input></body></html>"""
WORDS = [1, 2, 10, 1, 1]


def shaped(html: str = HTML) -> PageFeatures:
    """The shape of a page."""
    page = read(html)
    return measure(page.table, page.tokens, page.first_word, book=BOOK)


@pytest.fixture(scope="module")
def shape() -> PageFeatures:
    """The shape of the small page: Home, Of tides, the sentence, $5, Home."""
    return shaped()


def near(row: np.ndarray, expected: list[float]) -> None:
    """The row holds these numbers, as far as single precision goes."""
    assert row.tolist() == pytest.approx(expected, abs=1e-6)


def test_counts_and_distances_come_as_logarithms(shape: PageFeatures) -> None:
    """Words, links, controls, images, stops, copies, places, ways to headings, stop words."""
    near(np.expm1(shape.blocks[0]), WORDS)
    near(np.expm1(shape.blocks[1]), [1, 0, 1, 0, 0])
    near(np.expm1(shape.blocks[4]), [0, 0, 2, 0, 0])
    near(np.expm1(shape.blocks[5]), [1, 0, 0, 0, 1])
    near(np.expm1(shape.blocks[6]), [0, 1, 2, 3, 4])
    near(np.expm1(shape.blocks[7]), [4, 3, 2, 1, 0])
    near(np.expm1(shape.blocks[8]), [1, 0, 1, 2, 3])
    near(np.expm1(shape.blocks[9]), [1, 0, 3, 2, 1])
    near(np.expm1(shape.blocks[10]), [0, 0, 1, 2, 3])
    assert np.rint(np.expm1(shape.blocks[11])).tolist()[1] == 1
    before = shaped("<img src=a><img src=b><input><p>One</p><p>Two")
    near(np.expm1(before.blocks[2]), [1, 0])
    near(np.expm1(before.blocks[3]), [2, 0])


def test_shares_are_of_the_words_of_a_block(shape: PageFeatures) -> None:
    """Digits, capitals, stops, commas, colons and other marks behind words."""
    near(shape.blocks[12], [0, 0, 0.1, 1, 0])
    near(shape.blocks[13], [1, 0.5, 0.4, 0, 1])
    near(shape.blocks[15], [0, 0, 0.2, 0, 0])
    near(shape.blocks[16], [0, 0, 0.2, 0, 0])
    near(shape.blocks[17], [0, 0, 0.1, 0, 0])
    near(shape.blocks[18][:4], [0, 0, 0, 0])
    near(shaped("<p>Tide) or tide | x.").blocks[18], [1 / 4])


def test_lengths_are_cut_at_steps(shape: PageFeatures) -> None:
    """At least 1, 2, 4, 8, 15 and 40 words; and how long the words are, eight letters as 1."""
    near(shape.blocks[19:25].sum(axis=0), [1, 2, 4, 1, 1])
    near(shape.blocks[25], [4 / 8, 8 / 16, 43 / 80, 2 / 8, 4 / 8])
    near(shaped("<p>" + "x" * 40).blocks[25], [2.5])
    for words, steps in ((14, 4), (15, 5), (39, 5), (40, 6)):
        near(shaped("<p>" + "tide " * words).blocks[19:25].sum(axis=0), [steps])


def test_links_and_marks_of_the_markup(shape: PageFeatures) -> None:
    """Share of linked characters, nearly all, none; hidden; broken off; depth and its steps."""
    near(shape.blocks[26], [1, 0, 3 / 43, 0, 0])
    near(shape.blocks[27], [1, 0, 0, 0, 0])
    near(shape.blocks[28], [0, 1, 0, 1, 1])
    near(shape.blocks[29], [0] * 5)
    near(shape.blocks[30], [0, 0, 0, 0, 1])
    near(shape.blocks[31], [0.6, 0.8, 0.8, 0.8, 0.8])
    near(shape.blocks[32], [0, 0.2, 0, 0, 0])
    near(shape.blocks[33], [0.2, 0, 0, 0, 0])
    deep = shaped("<p>x</p>" + "<div>" * 60 + "y" + "</div>" * 60)
    near(deep.blocks[31], [0.6, 8.0])
    near(deep.blocks[32], [0, 1.0])
    near(deep.blocks[33], [1.0, 0])


def test_places_and_headings(shape: PageFeatures) -> None:
    """Place by block and by word, a first heading above, none on the page, the one above."""
    near(shape.blocks[34], [0, 0.2, 0.4, 0.6, 0.8])
    near(shape.blocks[35], [0, 1 / 15, 3 / 15, 13 / 15, 14 / 15])
    near(shape.blocks[36], [0, 1, 1, 1, 1])
    near(shape.blocks[37], [0] * 5)
    near(shape.blocks[38], [0, *[TAGS.index("h1")] * 4])
    near(shape.blocks[39], [1, 1, 1, 1, 0])
    near(shaped("<h2>Tide</h2><p>x").blocks[36:39].T.ravel(), [0, 1, TAGS.index("h2")] * 2)


def test_a_block_stands_somewhere_in_each_of_its_holders(shape: PageFeatures) -> None:
    """Innermost first: its middle, as a share of the holder's blocks."""
    near(shape.blocks[40], [0.5, 0.5, 0.5, 0.25, 0.75])
    near(shape.blocks[41], [0.1, 0.5 / 4, 1.5 / 4, 2.5 / 4, 3.5 / 4])
    near(shape.blocks[42], [0.1, 0.3, 0.5, 0.7, 0.9])


def test_blocks_of_the_same_shape_are_a_group() -> None:
    """Means of their words, links, stops, first copies; how much words differ; place; size."""
    found = shaped("<ul><li><a href=/>one two</a><li>three.<li>three.</ul><p>tide</p>")
    logs = np.log1p([2, 1, 1])
    group = found.blocks[45:53]
    near(group[0], [*[logs.mean()] * 3, np.log(2)])
    near(group[1], [1 / 3] * 3 + [0])
    near(group[2], [2 / 3] * 3 + [0])
    near(group[3], [2 / 3] * 3 + [1])
    assert group[4].tolist() == pytest.approx([logs.std()] * 3 + [0], abs=1e-3)
    near(group[5], [0.25] * 3 + [0.75])
    near(group[6], [np.log(3)] * 3 + [0])
    near(group[7], [-0.25, 0, 0.25, 0])


def test_tag_end_and_start_are_one_category(shape: PageFeatures) -> None:
    """Each combination has a number of its own."""
    found = shape.categories.tolist()
    assert found == [
        (TAGS.index("nav") * len(ENDS)) * STARTS + 1,
        (TAGS.index("h1") * len(ENDS)) * STARTS + 1,
        (TAGS.index("p") * len(ENDS) + 1) * STARTS + 1,
        (TAGS.index("p") * len(ENDS)) * STARTS + 4,
        (TAGS.index("p") * len(ENDS)) * STARTS + 1,
    ]
    other = shaped("<dialog>tide.</dialog><p>5?</p><p>— tide:</p><p>tide (x)")
    assert other.categories.tolist() == [
        1 * STARTS,
        (len(ENDS) + 3) * STARTS + 2,
        (len(ENDS) + 5) * STARTS + 3,
        (len(ENDS) + 6) * STARTS,
    ]
    assert max(found) < CATEGORIES


def test_the_whole_page_is_measured(shape: PageFeatures) -> None:
    """Blocks, words, links, letters, marks, and what is largest."""
    stops = np.rint(np.expm1(shape.blocks[11])).sum()
    near(shape.page, [
        np.log(6), np.log(16), 7 / 61, stops / 15, 0, 0, np.log(4), 2 / 15, 7 / 15, 0, 0,
        np.log(3), 0, np.log(11), 1 / 5, 1, 1 / 5, 14 / 15, np.log(3),
    ])  # fmt: skip
    long = shaped(f"<p hidden>{'tide ' * 15}</p><p>{'sea ' * 40}</p><p>x</p><img><input><p>y")
    near(long.page[[4, 5, 9, 10, 12]], [55 / 57, 40 / 57, np.log(2), np.log(2), 1 / 4])


# Holders


def test_holders_come_with_their_outer_ones(shape: PageFeatures) -> None:
    """Inner before outer; each block has its chain, and the root is its own outer holder."""
    tags = [HOLDERS[tag] for tag in shape.tags]
    assert tags == ["nav", "h1", "p", "p", "div", "body", "html"]
    assert shape.parents.tolist() == [5, 4, 4, 4, 5, 6, 6]
    assert shape.chain.T.tolist() == [
        [0, 5, 6, 6, 6],
        [1, 4, 5, 6, 6],
        [2, 4, 5, 6, 6],
        [3, 4, 5, 6, 6],
        [3, 4, 5, 6, 6],
    ]
    assert (shape.first.tolist(), shape.last.tolist()) == (
        [0, 1, 2, 3, 1, 0, 0],
        [1, 2, 3, 5, 5, 5, 5],
    )
    assert shape.vectors.tolist() == [[1, 0], [0, 0], [0, 0], [0, 0], [0, 2], [0, 0], [0, 0]]


def test_every_measure_of_a_holder(shape: PageFeatures) -> None:
    """Of the div: four blocks, fourteen words, a heading, three linked letters of 57."""
    div = shape.holders[:, 4]
    near(div, [
        np.log(15), np.log(2), np.log(4), np.log(2), 3 / 57, 1, 1 / 4, 13 / 14, 14 / 15, 4 / 5,
        1 / 5, 1, 14 / 80, 3 / 40, 0,
    ])  # fmt: skip
    paragraphs = shape.holders[:, 2:4]
    near(paragraphs[3], [np.log(3)] * 2)
    near(paragraphs[5], [0, 0])
    near(shape.holders[14], [0, 0, 0, 0, 0, 1, 1])


def test_a_page_without_a_root_gets_one() -> None:
    """Blocks outside all elements stand in a holder around the page."""
    page = read('<script type="application/ld+json">{"text": "Tide and time."}</script>')
    found = measure(page.table, page.tokens, page.first_word, book=BOOK)
    assert [HOLDERS[tag] for tag in found.tags] == ["html"]
    assert found.chain.ravel().tolist() == [0] * 5
    assert found.parents.tolist() == [0]


def test_hashes_find_their_first_copy() -> None:
    """Of any kind of number, negative ones too."""
    assert first_alike(np.array([-3, 5, -3, 0, 5, 5], np.int64)).tolist() == [0, 1, 0, 3, 1, 1]
    assert first_alike(np.zeros(0, np.int64)).tolist() == []


# Labels


@pytest.mark.parametrize(
    ("label", "found"),
    [("SiteNavigation", [1]), ("nav nav-post", [0, 2]), ("post POST", [2]), ("main", []), ("", [])],
)
def test_the_longest_known_stem_is_found(label: str, found: list[int]) -> None:
    """Whatever the letter case, each once, in order."""
    assert Stems(("nav", "navigation", "post")).find(label) == found


def test_vectors_of_stems_add_up() -> None:
    """Each label has the sum of its stems', and a hash of its own."""
    hashes, vectors = BOOK.look_up(("nav post", "Post", "other", "nav post"))
    assert vectors.tolist() == [[1, 2], [0, 2], [0, 0], [1, 2]]
    assert hashes[0] == hashes[3]
    assert len(set(hashes.tolist())) == 3


# The network


def network(**weights: np.ndarray) -> blocks.MainContentModel:
    """A model of these weights alone."""
    return blocks.MainContentModel(
        {name: np.asarray(w, np.float32) for name, w in weights.items()}, (), ()
    )


def test_a_row_is_mixed_with_those_before_and_behind() -> None:
    """At a distance, with weights of their own; what is negative is cut; the row itself stays."""
    hidden = np.array([[1.0, 2.0, 3.0, 4.0]], np.float32)
    model = network(near=[[[[10.0]], [[1.0]], [[100.0]]]], near_bias=[[-300.0]])
    assert model._mix(hidden, 0, 1).tolist() == [[1 + 0, 2 + 12 - 0, 3 + 123, 4 + 0]]
    assert model._mix(hidden, 0, 2).tolist() == [[1 + 1, 2 + 102, 3, 4]]
    assert model._mix(hidden, 0, 4).tolist() == hidden.tolist()


def test_a_page_is_averaged_by_block_and_by_length(shape: PageFeatures) -> None:
    """Averages of what is positive, the same by the logarithm of words, and peaks up to four."""
    hidden = np.array([[-1.0, 0.0, 1.0, 2.0, 9.0]], np.float32)
    row = blocks.MainContentModel._page(np.repeat(hidden, 2, axis=0), shape)
    logs = np.log1p(WORDS)
    near(row[:3], [12 / 5, float(logs @ [0, 0, 1, 2, 9] / logs.sum()), 4.0])
    assert row[3:].tolist() == shape.page.tolist()


def test_a_block_is_seen_in_the_light_of_its_outer_holders(shape: PageFeatures) -> None:
    """Averages over the blocks of each, from the second outwards."""
    hidden = np.array([[1.0, 2.0, 3.0, 4.0, -9.0]], np.float32)
    context = blocks.MainContentModel._context(hidden, shape)
    assert context.shape == (4, 5)
    near(context[:, 0], [2.0, 2.0, 2.0, 2.0])
    near(context[:, 1], [9 / 4, 2.0, 2.0, 2.0])


def test_the_last_rows_are_pooled_and_judged_at_once() -> None:
    """Weights for the page, for holders and for blocks; biases go to what is pooled alone."""
    pools = {"page_pool": [[1.0], [2.0]], "pool": [[3.0]], "mid": [[4.0]]}
    model = network(**pools, page_pool_bias=[10.0, 20.0], pool_bias=[30.0], mid_bias=[40.0])
    joined, added = model._last
    assert joined.ravel().tolist() == [1, 2, 3, 4]
    assert added.ravel().tolist() == [10, 20, 30]


def test_vectors_of_holders_add_up_outwards(shape: PageFeatures) -> None:
    """Three inner ones as they are, then the sum of all, the root counted once."""
    tag = np.zeros((len(HOLDERS), 2))
    tag[HOLDERS.index("body")] = [0, 100]
    tag[HOLDERS.index("html")] = [0, 1000]
    tag[HOLDERS.index("h1")] = [-5, 0]
    model = network(holder=np.zeros((15, 2)), tag=tag)
    found = model._holders(shape)
    assert found[0].tolist() == [1, 0, 0, 100, 0, 1000, 1, 1100]
    assert found[1].tolist() == [0, 0, 0, 2, 0, 100, 0, 1102]
