"""Laws of word order: what is read of a text, and what the network makes of it."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_pages import any_text, surrogates, words
from planted import planted
from story_pages import STORY

from pagequality.learned.word_order import order_of_runs
from pagequality.learned.word_order.letters import LETTERS, surprise, triples
from pagequality.learned.word_order.model import (
    FUNCTION_SHARE,
    GAPS,
    MARKS,
    MOST_RUNS,
    NUMBER,
    RUN,
    SHAPES,
    CommonWords,
    Runs,
    Sequence,
    WordOrderModel,
    sequence,
)
from pagequality.reading import read, read_text
from pagequality.signals.word_order import letter_order, word_order, worst_runs
from pagequality.text.tokens import hash_words, tokenise

if TYPE_CHECKING:
    from sample_pages import Sample

HASHES = np.sort(hash_words("the of and in a to".split()))
COMMON = CommonWords.of(HASHES)
texts = st.one_of(any_text, words, surrogates, st.lists(words, max_size=30).map("\n".join))
LEAF = "The roots of the plant grow in the loam and the leaves turn to the sun of the day. "


def _seen(text: str) -> Sequence:
    return sequence(tokenise(text), COMMON)


def _tiny() -> WordOrderModel:
    """Make a network that says of each word how many capitals are odd within two words of it."""
    mark = np.zeros((MARKS + 1, 1))
    mark[GAPS:MARKS] = 1
    arrays = {
        "common": HASHES,
        "word": np.zeros((len(HASHES) + SHAPES + 1, 1)),
        "word_step": np.ones(1),
        "mark": mark,
        "near": np.ones((5, 1)),
        "near_bias": np.zeros(1),
        "middle": np.array([[0.0], [0.0], [1.0], [0.0], [0.0]]),
        "middle_bias": np.zeros(1),
        "far": np.array([[0.0], [0.0], [1.0], [0.0], [0.0]]),
        "far_bias": np.zeros(1),
        "out": np.ones(1),
        "out_bias": np.zeros(()),
        "letters": np.zeros(LETTERS**3),
        "letters_step": np.ones(()),
    }
    return WordOrderModel.from_arrays(arrays)


def test_words_are_read_by_their_shape() -> None:
    """Nouns of one ending are alike; a number, a name and another ending differ."""
    pairs = {
        "the planting of the gardens": True,
        "the watering of the pens": True,
        "the meadow of the gardens": False,
        "the Planting of the gardens": False,
        "the 1987 of the gardens": False,
    }
    first = _seen("and in the planting of the gardens of the")
    for middle, same in pairs.items():
        other = _seen(f"and in {middle} of the")
        assert (first.word.tolist() == other.word.tolist()) is same, middle


def test_capitals_throughout_are_no_names() -> None:
    """A text in capitals is read as one in small letters."""
    small, large = _seen(LEAF), _seen(LEAF.upper())
    assert small.word.tolist() == large.word.tolist()
    assert small.mark.tolist() == large.mark.tolist()


def test_wrapped_lines_are_read_as_one() -> None:
    """Where prose goes on behind a break, a stop or a capital aside."""
    whole = _seen(LEAF * 2)
    wrapped = LEAF.replace("loam and", "loam\nand")
    again = _seen(wrapped * 2)
    assert again.word.tolist() == whole.word.tolist()
    assert again.mark.tolist() == whole.mark.tolist()
    assert np.unique(again.line).size == 1
    apart = _seen(LEAF.replace("loam and", "loam.\nand the shade") * 2)
    assert np.unique(apart.line).size == 3
    paragraphs = _seen(f"{LEAF.strip(' .')} and {LEAF.strip(' .')}\n{LEAF.lower()}")
    assert np.unique(paragraphs.line).size == 2


def test_catalogues_family_trees_and_code_are_not_read() -> None:
    """Lines full of capitals, figures or signs, whatever small words join them."""
    lines = [
        "the Lamp of Brass and the Clock of Oak and the Jug of Tin in a Box",
        "born in 1803 of 12 and 14 in the 3 of 1805 and the 7 of a 9",
        "the [x] of <y> and {z} in (a) to |b| of the ~c~ and ^d^",
    ]
    assert [len(_seen(line).word) for line in lines] == [0, 0, 0]


def test_a_list_with_some_prose_is_unknown() -> None:
    """What is no list must be most of what is judged."""
    model = read("").models.word_order
    listed = "Barns, Meadows, Marshes, Ponds, Hedges, Ditches, Lanes, Gates, Stiles.\n"
    told = [model.judge_words(page, np.ones(len(page), bool))
            for page in (tokenise(LEAF * 6), tokenise(LEAF * 6 + listed * 12))]  # fmt: skip
    assert [one is None for one in told] == [False, True]


def test_lists_are_not_read() -> None:
    """Lines of names and parts, and short ones, say nothing of order."""
    assert not len(_seen("Bolt M4, nut M4, washer 8, bracket, hinge, clamp, rivet, screw").word)
    assert not len(_seen("the end of the day").word)
    both = _seen(f"Bolt, nut, washer, bracket, hinge, clamp, rivet, screw\n{LEAF}")
    assert both.place[0] == 8
    assert set(both.line.tolist()) == {1}
    assert FUNCTION_SHARE < 0.5


@given(texts)
def test_any_text_is_read_within_the_tables(text: str) -> None:
    """Numbers of words and marks lie inside the network's tables, places inside the text."""
    seen = _seen(text)
    assert ((seen.word >= 0) & (seen.word < len(HASHES) + SHAPES)).all()
    assert ((seen.mark >= 0) & (seen.mark < MARKS)).all()
    assert (np.diff(seen.place) > 0).all()
    assert NUMBER < SHAPES


def test_runs_are_spread_and_judged_alone() -> None:
    """A run's value is the mean over its words, whatever the other runs hold."""
    plain = LEAF * 40
    runs = _tiny().judge(_seen(plain))
    assert runs is not None
    assert len(runs.log_odds) == MOST_RUNS
    assert runs.log_odds.tolist() == [0.0] * MOST_RUNS
    assert (runs.last - runs.first).tolist() == [RUN - 1] * MOST_RUNS
    number = len(_seen(plain).word)
    assert runs.first[0] == 0
    assert runs.last[-1] == number - 1
    odd = plain.replace("the plant", "the Plant", 1)
    judged = _tiny().judge(_seen(odd))
    assert judged is not None
    assert judged.log_odds.tolist() == pytest.approx([5 / RUN, *[0.0] * (MOST_RUNS - 1)])


def test_lines_do_not_see_each_other() -> None:
    """An odd capital at the end of a line counts for its two neighbours in that line alone."""
    line = LEAF.strip()[:-1]
    text = f"{line} of the Sun\n" + "\n".join([line] * 8)
    runs = _tiny().judge(_seen(text))
    assert runs is not None
    assert runs.log_odds[0] == pytest.approx(3 / RUN)


def test_short_texts_are_unknown() -> None:
    """Fewer words than a run say nothing."""
    assert _tiny().judge(_seen(LEAF * 3)) is None


def test_letters_are_counted_from_the_beginning_of_words() -> None:
    """Each letter stands behind the two before it, or behind nothing."""
    tokens = tokenise("abba, ab, abba1 Abba")
    found, word = triples(tokens, np.ones(4, bool))
    a, b = 1, 2
    expected = [(0, 0, a), (0, a, b), (a, b, b), (b, b, a)]
    numbers = [(x * LETTERS + y) * LETTERS + z for x, y, z in expected]
    assert found.tolist() == numbers * 2
    assert len(set(word.tolist())) == 2


@given(texts)
def test_surprise_is_a_mean_of_the_table(text: str) -> None:
    """Whatever the text, each value lies within the table, and words left out have none."""
    tokens = tokenise(text)
    table = np.linspace(0, 1, LETTERS**3, dtype=np.float32)
    found = surprise(table, tokens, np.ones(len(tokens), bool))
    assert ((found >= 0) & (found <= 1)).all()
    assert not len(surprise(table, tokens, np.zeros(len(tokens), bool)))


STORY_TEXT = "\n".join(STORY)


def _dice(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - no secrets here


def _shuffled(seed: int) -> str:
    """Return the words of the story in any order."""
    told = STORY_TEXT.split()
    _dice(seed).shuffle(told)
    return " ".join(told)


@pytest.mark.parametrize("seed", range(5))
def test_shuffled_words_are_told_from_a_story(seed: int) -> None:
    """A story is in order, its words shuffled are not; both by a wide margin."""
    assert word_order(read_text(STORY_TEXT)) == 0.0
    assert word_order(read_text(_shuffled(seed))) > 4


def test_salad_is_quoted() -> None:
    """What is quoted are words of the salad; a story in order has nothing to quote."""
    assert worst_runs(read_text(STORY_TEXT)) == ()
    quote = worst_runs(read_text(f"{STORY_TEXT}\n{_shuffled(1)}"))[0]
    assert quote.quote[:40] in _shuffled(1)
    assert quote.kind == "word order"


@pytest.mark.parametrize(("odds", "quoted"), [(3.9, False), (4.1, True)])
def test_a_run_that_is_merely_unlikely_is_not_quoted(odds: float, *, quoted: bool) -> None:
    """Lines without commas are unlikely, and English."""
    page = read_text(STORY_TEXT)
    runs = Runs(np.array([odds], np.float32), np.array([0]), np.array([9]))
    assert bool(worst_runs(planted(page, order_of_runs, runs))) == quoted


def test_a_run_over_several_lines_is_quoted_from_the_fullest() -> None:
    """A quote stands on one line, the one that most words of the run are on."""
    words = _shuffled(2).split()
    page = read_text(
        "\n".join((" ".join(words[:10]), " ".join(words[10:60]), " ".join(words[60:90])))
    )
    (quote,) = worst_runs(page)
    assert quote.quote.rstrip("…") in " ".join(words[10:60])
    assert quote.block == 1


def test_honest_sample_pages_are_in_order(sample: Sample) -> None:
    """No honest page among the samples comes near the point where order speaks."""
    if sample.label == 0:
        value = word_order(read(sample.html))
        assert np.isnan(value) or value < 2


def test_other_languages_are_unknown() -> None:
    """Order is known of English alone."""
    german = "Der Gemeinderat hat am Montag beschlossen, die Uhr der alten Schule zu reparieren. "
    page = read_text(german * 12)
    assert page.language == "de"
    assert np.isnan(word_order(page))
    assert np.isnan(letter_order(page))


def test_random_letters_are_surprising() -> None:
    """A text of mashed keys is nearly all unusual, a story not at all."""
    random = _dice(0)
    mashed = " ".join("".join(random.choices("asdfghjklqwertyuiop", k=8)) for _ in range(60))
    page = replace(read_text(mashed), language="")
    assert letter_order(page) > 0.8
    assert letter_order(read_text(STORY_TEXT)) == 0.0
