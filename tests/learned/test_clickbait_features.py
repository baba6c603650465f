"""How a headline is made, counted by hand."""

from __future__ import annotations

import numpy as np
import pytest
from known_rarity import Weighed

from pagequality.learned.clickbait.features import FEATURES, RUNS, clean, features, read, runs
from pagequality.learned.clickbait.model import ClickbaitModel
from pagequality.learned.models import default_models
from pagequality.text.tokens import hash_words

COMMON = np.sort(hash_words("the you do of and".split()))
RARE = Weighed({"things": 7.0, "never": 3.0, "ever": 2.0, "should": 1.0, "harbour": 6.5, "tide": 6})


def measured(headline: str) -> dict[str, float]:
    """The features by name."""
    row = features(read(headline), common=COMMON, rarity=RARE)
    return dict(zip(FEATURES, row.tolist(), strict=True))


def told(headline: str, *names: str) -> list[float]:
    """Some features of a headline."""
    found = measured(headline)
    return [found[name] for name in names]


def test_every_feature_of_a_small_headline() -> None:
    """Eight words, of which two are common and one is rare; what is not named here is 0."""
    headline = "Here's 7 Things You SHOULD Never Do, Ever!"
    letters = 6 + 1 + 6 + 3 + 6 + 5 + 2 + 4
    expected = {
        "words": 8,
        "characters": len(headline),
        "word_length": letters / 8,
        "longest_word": 6,
        "common_share": 2 / 8,
        "common": 2,
        "rarity": (7 + 3 + 2 + 1) / 8,
        "rarest": 7,
        "rarest3": (7 + 3 + 2) / 3,
        "rare_share": 1 / 8,
        "numbers": 1,
        "list": 1,
        "shouting": 1,
        "mark_exclamation": 1,
        "mark_comma": 1,
        "mark_apostrophe": 1,
        "ending_s": 2,
        "cue_forward_reference": 1,
        "cue_list_noun": 1,
        "cue_negation": 1,
        "cue_second_person": 1,
        "cue_superlative": 2,
        "opens_forward_reference": 1,
        "ends_rarity": 2,
    }
    assert measured(headline) == pytest.approx(dict.fromkeys(FEATURES, 0.0) | expected)


def test_marks_are_counted() -> None:
    """Each mark for its kind."""
    found = measured('“Tide” (why?): "$5" — 3 % of it… so, yes! it’s')
    assert {name: value for name, value in found.items() if name.startswith("mark") and value} == {
        "mark_question": 1, "mark_exclamation": 1, "mark_quotation": 3, "mark_colon": 1,
        "mark_comma": 1, "mark_dots": 1, "mark_money": 2, "mark_dash": 1, "mark_bracket": 1,
        "mark_apostrophe": 1,
    }  # fmt: skip


def test_endings_are_counted_on_longer_words() -> None:
    """Of more than four letters, plurals of more than three."""
    names = [f"ending_{ending}" for ending in ("ly", "ing", "est", "s", "ed")]
    assert told("nearly early only fly", *names) == [2, 0, 0, 0, 0]
    assert told("going ring nests best cats was need added", *names) == [0, 1, 0, 2, 1]
    assert told("latest", *names) == [0, 0, 1, 0, 0]


def test_a_list_is_a_number_of_things() -> None:
    """With one word between at most, and in this order."""
    for headline, is_list in (
        ("7 things", 1), ("7 odd things", 1), ("7 very odd things", 0), ("Things 7", 0), ("7", 0),
    ):  # fmt: skip
        assert told(headline, "list") == [is_list], headline
    assert told("7 tides", "number_first", "numbers") == [1, 1]
    assert told("Tides 7 8", "number_first", "numbers") == [0, 2]


def test_a_headline_in_capitals_does_not_shout() -> None:
    """Words of several capitals count unless most words are such; of ten, seven may be."""
    assert told("THE tide is HIGH", "shouting") == [2]
    assert told("A tide", "shouting") == [0]
    assert told("AA BB CC DD EE FF GG tide tide tide", "shouting") == [7]
    assert told("AA BB CC DD EE FF GG HH tide tide", "shouting") == [0]


def test_the_first_word_and_those_behind_it_are_told_apart() -> None:
    """Openers count at the start; pointing and asking later on count as such."""
    names = ("opens_question_word", "question_later", "opens_forward_reference", "reference_later")
    assert told("Why this tide", *names) == [1, 0, 0, 1]
    assert told("This is why", *names) == [0, 1, 1, 0]
    assert told("The tide", *names, "opens_common", "ends_common") == [0, 0, 0, 0, 1, 0]
    assert told("Tide of", "opens_common", "ends_common", "opens_rarity", "ends_rarity") == [
        0, 1, 6, 0,
    ]  # fmt: skip
    assert told("You tide", "opens_second_person", "opens_first_person") == [1, 0]


def test_a_tease_points_and_withholds() -> None:
    """Neither alone is one."""
    assert told("This secret", "tease", "cue_withheld") == [1, 2]
    assert told("These tides", "tease") == [0]
    assert told("A secret", "tease") == [0]


def test_rare_words_are_rarer_than_six() -> None:
    """Exactly six is not."""
    assert told("harbour tide", "rare_share") == [0.5]
    assert told("tide", "rarest3", "rarest") == [6, 6]


@pytest.mark.parametrize(
    ("post", "headline"),
    [
        ("RT @harbour: The #tide is high… http://t.example/x", "harbour: The tide is high"),
        ("The tide is high...", "The tide is high"),
        ("The tide:", "The tide"),
        ("pic.twitter.com/abc The tide https://t.example/a b", "The tide  b"),
        ("Ann@harbour.example", "Ann@harbour.example"),
        ("ART of tides. It is", "ART of tides. It is"),
        ("The tide.", "The tide."),
    ],
)
def test_what_only_posts_have_is_dropped(post: str, headline: str) -> None:
    """Links, leading RT, @ and # before words, trailing dots and colons."""
    assert clean(post) == headline


def run_counts(headline: str) -> dict[str, int]:
    """How many different runs of each kind there are."""
    return {kind: len(found) for kind, found in runs(read(headline), common=COMMON).items()}


def test_runs_are_counted_with_the_edges() -> None:
    """Words, pairs and triples; shapes in twos to fours; letters in threes to fives."""
    assert run_counts("high tide") == {
        "words": 2 + 3 + 2,
        "shapes": 3 + 2 + 1,
        "letters": 9 + 8 + 7,
    }
    assert run_counts("go")["letters"] == 2 + 1
    assert run_counts("tide tide tide")["words"] == 1 + 3 + 3


def test_shapes_carry_the_turn_of_phrase() -> None:
    """Rare words of one ending are alike there, common ones and numbers are not."""

    def shapes(headline: str) -> list[int]:
        return runs(read(headline), common=COMMON)["shapes"].tolist()

    assert shapes("you do tides") == shapes("YOU do harbours")
    assert shapes("you do tides") != shapes("you do tide")
    assert shapes("7 tides") == shapes("19 harbours") != shapes("tide tides")
    assert shapes("you do tides") != shapes("do you tides")
    assert shapes("walking") == shapes("talking") != shapes("walked")


def test_letters_are_runs_across_words() -> None:
    """Apostrophes count; digits, as letters do; other marks do not."""
    one, other = (runs(read(text), common=COMMON)["letters"].tolist() for text in ("a-b", "ab"))
    assert one == other
    assert run_counts("it's")["letters"] == 4 + 3 + 2


def test_weights_of_runs_are_summed_and_damped() -> None:
    """By the root of their number: of seven runs of words that weigh 1 each, a root of seven."""
    tables = {kind: np.zeros(1 << bits, np.float32) for kind, bits in RUNS.items()}
    tables["words"] += 1.0
    tables["shapes"][runs(read("high tide"), common=COMMON)["shapes"][0]] = 3.0
    judge = ClickbaitModel(default_models().clickbait.additive, tables, COMMON, RARE)
    row, shares = judge.parts(read("high tide"))
    assert shares == pytest.approx([np.sqrt(7), 3 / np.sqrt(6), 0.0])
    assert row.tolist() == list(measured("high tide").values())
    assert judge.parts(read("tide"))[1][0] == pytest.approx(np.sqrt(1 + 2 + 1))
