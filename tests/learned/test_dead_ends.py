"""The model of what dead ends say: how it sums, which kinds it knows, and what it refuses."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from pagequality.errors import ModelError
from pagequality.learned.bundle import open_bundle
from pagequality.learned.dead_ends import KINDS, DeadEndModel, encoded
from pagequality.learned.models import default_models
from pagequality.learned.word_groups import BUCKETS
from pagequality.text.stems import stem_words
from pagequality.text.tokens import hash_words

GONE = [
    "Whatever once stood here has been swept away.",
    "Sorry, nobody seems to have written this page.",
    "Please try again in a few minutes.",
]
THERE = [
    "The ferry was built at Skelby in 1911 and carried coal.",
    "Sow the beans in the middle of May, two to a hole.",
    "She told the committee that the roof had been paid for.",
]
BEHIND = {
    "login_wall": "Please log in with your members' account to see this page.",
    "paywall": "Subscribe now to read the rest of this story.",
    "bot_wall": "Please prove that you are a human by ticking the box.",
    "placeholder": "Add your own text here and tell visitors about your business.",
    "parked": "This domain name is for sale: make an offer.",
}


def _tables() -> tuple[np.ndarray, np.ndarray]:
    shape = (BUCKETS + 1, 1 + len(KINDS))
    return np.zeros(shape, np.float32), np.zeros(shape, np.float32)


def test_words_and_stems_add_up_over_the_root_of_the_length() -> None:
    """A bias a head, a weight a word and one a stem, each head for itself."""
    words, stemmed = _tables()
    words[int(hash_words(["gone"])[0]) % BUCKETS, 0] = 2.0
    stemmed[int(stem_words(["going"])[0]) % BUCKETS, 3] = 6.0
    bias = np.zeros(1 + len(KINDS))
    bias[0] = -1.0
    found = DeadEndModel.with_weights(bias, words, stemmed).log_odds(["gone", "It is going away"])
    expected = np.zeros((2, 1 + len(KINDS)))
    expected[:, 0] = [1.0, -1.0]
    expected[1, 3] = 3.0
    assert found == pytest.approx(expected)


def test_curly_apostrophes_and_line_breaks_change_nothing() -> None:
    """A sentence is the same however it was typed."""
    one, other = (encoded([text])[0] for text in ("It\u2019s\ngone", "It's gone"))
    assert one.hash.tolist() == other.hash.tolist()


def test_no_sentence_and_no_word_have_an_answer() -> None:
    """Nothing in, nothing out; a sentence of marks has the bias alone."""
    model = default_models().dead_ends
    assert model.log_odds([]).shape == (0, 1 + len(KINDS))
    assert model.log_odds(["...", ""]) == pytest.approx(np.tile(model.bias, (2, 1)))


def test_what_dead_ends_say_is_told_from_what_pages_tell() -> None:
    """In words that no rule knows."""
    odds = default_models().dead_ends.log_odds(GONE + THERE)[:, 0]
    assert odds[: len(GONE)].min() > odds[len(GONE) :].max()


@pytest.mark.parametrize("kind", BEHIND)
def test_kinds_are_told_apart(kind: str) -> None:
    """Each of them by a sentence of its own."""
    scores = default_models().dead_ends.log_odds([BEHIND[kind]])[0, 1:]
    assert KINDS[int(scores.argmax())] == kind


def _bundle(**changed: Any) -> Any:
    known = open_bundle()
    about = {**known.json("dead_ends.json"), **changed.pop("about", {})}
    arrays = {**known.arrays("dead_ends.npz"), **changed}
    return SimpleNamespace(json=lambda _: about, arrays=lambda _: arrays)


@pytest.mark.parametrize(
    "changed",
    [
        {"about": {"protocol": 0}},
        {"about": {"kinds": ["error"]}},
        {"about": {"bias": [0.0]}},
        {"words_weight": np.zeros((3, 2), np.int8)},
        {"stems_known": np.zeros(4, np.uint8)},
    ],
)
def test_files_that_do_not_fit_are_refused(changed: dict[str, Any]) -> None:
    """Whatever is wrong with them, by one error that names them."""
    with pytest.raises(ModelError, match="dead_ends"):
        DeadEndModel.of(_bundle(**changed))
