"""Laws of the recipes that take the order out of texts."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from story_pages import STORY

from models.learned.word_order_texts import (
    RECIPES,
    SHORT,
    SHORT_KINDS,
    Text,
    disorder,
    function_words,
    markov,
    part_of,
    short_page,
    styled,
    tidied,
)

OWN = Text("a", "s", "0", "\n".join(STORY))
OTHERS = [
    Text(name, "s", "0", f"{name} grows in the {name} of all {name}s. " * 9) for name in "xyz"
]
WORDS = OWN.text.split()


def _dice(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - no secrets here


def _bare(word: str) -> str:
    return word.strip(".,;:").lower()


@pytest.mark.parametrize("order", [1, 2, 3])
def test_a_chain_is_made_of_runs_that_stood_there(order: int) -> None:
    """Nearly any run of one word more than the order stood in the words before."""
    chain = markov(WORDS, order, _dice(0))
    size = order + 1
    known = {tuple(WORDS[i : i + size]) for i in range(len(WORDS))}
    runs = [tuple(chain[i : i + size]) for i in range(len(chain) - order)]
    assert sum(run in known for run in runs) > 0.9 * len(runs)


@pytest.mark.parametrize("recipe", ["sentences", "pairs", "pieces", "swapped"])
def test_what_is_shuffled_keeps_its_words(recipe: str) -> None:
    """Only the order changes, and perhaps marks and capitals."""
    made = disorder(recipe, OWN, OTHERS, random=_dice(3)).split()
    assert Counter(map(_bare, made)) == Counter(map(_bare, WORDS))
    assert made != WORDS


@pytest.mark.parametrize("recipe", RECIPES)
def test_recipes_leave_a_text_that_differs(recipe: str) -> None:
    """Each recipe writes a text of words that it was given, of four hundred at most.

    A translator has small words of his own.
    """
    given = {_bare(word) for text in [OWN, *OTHERS] for word in text.text.split()}
    given |= function_words() if recipe == "translated" else set()
    for seed in range(5):
        made = disorder(recipe, OWN, OTHERS, random=_dice(seed))
        assert {_bare(word) for word in made.split()} <= given
        assert 0 < len(made.split()) <= 400
        assert made != OWN.text


def test_lines_stay_as_long_as_they_were() -> None:
    """Most often a disordered text has the lines of its origin."""
    sizes = [len(line.split()) for line in STORY]
    made = [disorder("pieces", OWN, OTHERS, random=_dice(seed)) for seed in range(20)]
    same = [[len(line.split()) for line in text.split("\n")] == sizes for text in made]
    assert sum(same) > 8


def test_some_texts_lose_their_capitals_or_marks() -> None:
    """Most stay as they are; some are small, some large, some without marks or but for stops.

    Of each kind some stand on one line.
    """
    random = _dice(0)
    made = Counter(styled(OWN.text, random) for _ in range(400))
    assert len({text.replace("\n", " ") for text in made}) == 5
    assert 0 < sum(count for text, count in made.items() if "\n" not in text) < 60
    assert made[OWN.text] > 240


def test_tidied_words_have_capitals_and_stops_where_they_are_due() -> None:
    """A word that stands small somewhere is small within a sentence; names stay as they are."""
    words = ["Beans,", "grow", "(beans", "Ada", "Grow!", "the", "The"] * 8
    for seed in range(9):
        made = " ".join(tidied(words, _dice(seed)))
        assert set(made) <= set("abcdefghijklmnopqrstuvwxyz ABGT.")
        for sentence in made.split("."):
            inner = sentence.split()[1:]
            assert {word for word in inner if word != word.lower()} <= {"Ada"}


def test_a_salad_has_no_marks_and_the_words_of_several_texts() -> None:
    """Words are drawn one by one: numbers stay, marks go, and other texts have their share."""
    counted = OWN._replace(text=f"{OWN.text} It was 1987, and 1987 again." * 3)
    for seed in range(5):
        made = RECIPES["salad"][0](WORDS, [text.text for text in OTHERS], _dice(seed))
        assert len(made) == 400
        assert set("".join(made)).isdisjoint(".,;:!?")
        assert "grows" in made
        numbered = RECIPES["salad"][0](counted.text.split()[-60:], ["and so on"] * 8, _dice(seed))
        assert "1987" in numbered


def test_some_lines_end_in_a_stop_wherever_they_were_cut() -> None:
    """In some texts each line has a stop at its end, in most not."""
    made = [disorder("pieces", OWN, OTHERS, random=_dice(seed)).split("\n") for seed in range(60)]
    stopped = sum(all(line.endswith(".") for line in lines) for lines in made)
    assert 4 < stopped < 30


@pytest.mark.parametrize("kind", SHORT_KINDS)
def test_short_pages_have_long_lines_of_words_of_several_texts(kind: str) -> None:
    """A short page is of two hundred to five hundred words in lines cut anywhere."""
    known = [OWN, *OTHERS] * 2
    given = {_bare(word) for text in known for word in text.text.split()}
    for seed in range(5):
        made = short_page(kind, known, _dice(seed))
        assert len(made.split()) in SHORT
        assert {_bare(word) for word in made.split()} <= given
        assert all(40 <= len(line.split()) <= 90 for line in made.split("\n")[:-1])
        assert all(line.endswith(".") for line in made.split("\n")) or kind != "salad"


def test_a_translated_text_keeps_what_it_tells() -> None:
    """The words of content are the same, some in other places; articles and links are not."""
    small = function_words()
    for seed in range(5):
        made = disorder("translated", OWN, OTHERS, random=_dice(seed))
        told, known = (
            Counter(word for word in map(_bare, words) if word not in small)
            for words in (made.split(), WORDS)
        )
        assert told == known
        assert made.split() != WORDS


def test_most_sites_teach_and_the_others_are_dealt_evenly() -> None:
    """Three fifths of the sites teach, a fifth each chooses and reports."""
    dealt = Counter(part_of(f"{number}.example").name for number in range(2000))
    assert {name: round(count / 2000, 1) for name, count in dealt.items()} == {
        "TEACHES": 0.6, "CHOOSES": 0.2, "REPORTS": 0.2,
    }  # fmt: skip
