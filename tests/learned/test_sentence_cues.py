"""Cues of uncertainty and what a sentence shows, with a few phrases given by hand."""

from __future__ import annotations

import numpy as np
import pytest
from cues_of_text import cues_of

from pagequality.learned.hedging.cues import TOPICS, own_matches, vague_claims
from pagequality.learned.hedging.features import LEFT, NAMES, PLAIN, RIGHT, features, plain_features
from pagequality.text.lexicons import Matcher
from pagequality.text.tokens import Tokens, sentence_spans, tokenise

MATCHER = Matcher({
    "adblock": ["ads"],
    "hedge": ["perhaps", "probably", "may well"],
    "hedge_modal": ["may", "might", "could", "can"],
    "hedge_mild": ["seems"],
    "hedge_negative": ["you may", "may day", "experts say so"],
    "vague_source": ["experts", "some experts"],
    "claim_verb": ["say", "believe"],
    "rumour": ["you may have heard"],
    "significance": ["reshape"],
})  # fmt: skip


def sentence_of(tokens: Tokens) -> np.ndarray:
    """The number of each word's sentence."""
    return np.searchsorted(sentence_spans(tokens)[0], tokens.start, side="right") - 1


def cues(text: str) -> list[tuple[str, str]]:
    """Topic and words of every cue that is kept."""
    tokens = tokenise(text)
    own = own_matches(tokens, MATCHER.match(tokens), MATCHER.topics, sentence=sentence_of(tokens))
    return [
        (TOPICS[topic], text[start:end])
        for topic, start, end in zip(own.topic, own.start, own.end, strict=True)
    ]


def claims(text: str) -> list[str]:
    """What stands between an unnamed source and the end of its claim, both included."""
    tokens = tokenise(text)
    line = sentence_of(tokens)
    own = own_matches(tokens, MATCHER.match(tokens), MATCHER.topics, sentence=line)
    return [text[a:b] for a, b in zip(*vague_claims(tokens, own, sentence=line), strict=True)]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Perhaps ads seem so. It seems wet.", ["Perhaps", "seems"]),
        ("You may go. He may go.", ["may"]),
        ("Then you may, and it may.", ["may"]),
        ("We sailed in May and it may rain.", ["may"]),
        ("It rains. May 5 was dry. May it rain?", ["May"]),
        ("May", ["May"]),
        ("May 5", []),
        ("It rained 5 May", []),
        ("May. 5 ships came.", ["May"]),
    ],
)
def test_a_cue_in_a_context_where_it_is_none_is_struck_out(text: str, kept: list[str]) -> None:
    """Permission is no hedge, and neither is the month: a capital inside, or beside a number."""
    assert [word for _, word in cues(text)] == kept


def test_only_hedges_are_struck_out() -> None:
    """Other cues stay where they are, and so does a hedge that reaches out of the context."""
    assert cues("You may have heard") == [("rumour", "You may have heard")]
    assert cues("You may well go") == [("hedge", "may well")]
    assert cues("Experts say so") == [("vague_source", "Experts"), ("claim_verb", "say")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Some experts believe it.", ["Some experts believe", "experts believe"]),
        ("Here experts often still say no.", ["experts often still say"]),
        ("Here experts very often still say no.", []),
        ("Ask experts. Say no.", []),
        ("They say that experts know", []),
        ("experts", []),
        ("Experts believe, experts say", ["Experts believe, experts say", "experts say"]),
        ("Experts say we believe", ["Experts say we believe"]),
    ],
)
def test_an_unnamed_source_claims_within_three_words(text: str, found: list[str]) -> None:
    """The verb stands behind it in the same sentence; of several the last is taken."""
    assert claims(text) == found


# What a sentence shows


def measured(text: str) -> list[dict[str, float]]:
    """The plain features of each sentence by name."""
    tokens = tokenise(text)
    spans = sentence_spans(tokens)
    table = plain_features(tokens, spans, cues_of(tokens, spans, MATCHER))
    return [dict(zip(PLAIN, row.tolist(), strict=True)) for row in table]


def told(text: str) -> dict[str, float]:
    """What is not 0 in the only sentence, its length aside."""
    (row,) = measured(text)
    return {name: value for name, value in row.items() if value and name != "words"}


def test_every_feature_of_a_small_sentence() -> None:
    """Six words, a modal with a person before it and be behind; what is not named is 0."""
    (row,) = measured("We might be late, perhaps Tuesday.")
    assert row == pytest.approx(dict.fromkeys(PLAIN, 0.0) | {
        "words": np.log(7) / 3,
        "hedge": 1,
        "hedge_modal": 1,
        "first_person": 1 / 2,
        "auxiliary": 1 / 2,
        "might": 1 / 2,
        "be": 1 / 2,
        "modal might": 1,
        "first_person, modal": 1,
        "modal, be": 1,
        "names": 1 / 3,
        "cues": np.log(3),
    })  # fmt: skip


def test_cues_that_come_again_are_told() -> None:
    """One of a topic, and more than one."""
    once, again = told("Perhaps it rains"), told("Perhaps, or probably, it rains")
    assert once["hedge"] == again["hedge"] == 1
    assert "hedge again" not in once
    assert again["hedge again"] == 1
    assert (once["cues"], again["cues"]) == pytest.approx((np.log(2), np.log(3)))
    assert "cues" not in told("Experts reshape it")


def test_words_of_a_class_count_twice_at_most() -> None:
    """Halves: one is a half, two or more are one."""
    assert [told(text)["first_person"] for text in ("I", "I, my", "I, my, our")] == [0.5, 1, 1]
    assert told("But not the whole world, unless it is best")["contrast"] == 0.5
    assert told("Changes impact society")["abstract"] == 1.0


def test_numbers_names_and_endings_count_three_times_at_most() -> None:
    """The word that opens a sentence is no name."""
    row = told("Anna paid Bo 5 or 6, slowly, nearly walked and talked, 7 to 8 Cy Di Fo")
    assert row["numbers"] == 1.0
    assert row["names"] == 1.0
    assert row["past"] == pytest.approx(2 / 3)
    assert row["adverbs"] == pytest.approx(2 / 3)
    assert "names" not in told("Anna paid")
    assert told("Anna, Bo")["names"] == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Tides rise?", {"question"}),
        ("Tides rise!”", {"exclamation"}),
        ("Tides rise?!", {"question", "exclamation"}),
        ("Tides “rise” here.", {"quote"}),
        ("Tides — rise.", {"dash"}),
        ("Tides rise.", set()),
    ],
)
def test_marks_are_seen(text: str, marks: set[str]) -> None:
    """At the end questions and exclamations, anywhere quotes and dashes."""
    seen = {"question", "exclamation", "quote", "dash"} & set(told(text))
    assert seen == marks | ({"quote"} if "”" in text else set())


def test_marks_belong_to_their_sentence() -> None:
    """And so do cues and words."""
    first, second = measured("Tides “rise”, perhaps. We see 5 ships.")
    assert (first["quote"], first["hedge"], first["numbers"], first["first_person"]) == (1, 1, 0, 0)
    assert (second["quote"], second["hedge"]) == (0, 0)
    assert (second["numbers"], second["first_person"]) == (1 / 3, 1 / 2)
    assert first["words"] == pytest.approx(np.log(4) / 3)
    assert second["words"] == pytest.approx(np.log(5) / 3)


def test_openings_are_seen() -> None:
    """Question words and auxiliaries in front."""
    assert "opens_wh" in told("Why tides rise")
    assert "opens_wh" not in told("Tides show why")
    assert "opens_auxiliary" in told("Could tides rise")
    assert "opens_auxiliary" not in told("Tides could rise")


@pytest.mark.parametrize(
    ("text", "impersonal", "detached"),
    [
        ("The tide is high.", 1, 1),
        ("My tide is high.", 0, 0),
        ("Your tide is high.", 0, 0),
        ("The tide rose.", 1, 0),
        ("The tide is high?", 1, 0),
        ("The tide is high!", 1, 0),
        ("The tide is and will rise.", 1, 0),
        ("It is what tides can do.", 1, 0),
        ("It is what tides should do.", 1, 0),
    ],
)
def test_a_detached_statement_says_what_is(text: str, impersonal: int, detached: int) -> None:
    """Nobody speaks or is spoken to, nothing is asked, and no future, ability or duty comes in."""
    (row,) = measured(text)
    assert (row["impersonal"], row["detached"]) == (impersonal, detached)


def test_vague_claims_are_told_from_those_that_open() -> None:
    """At the very start of a sentence, or somewhere in it."""
    opens, inside = measured("Experts believe it. Here experts believe it.")
    assert (opens["vague_claim"], opens["vague_claim_opens"]) == (1, 1)
    assert (inside["vague_claim"], inside["vague_claim_opens"]) == (1, 0)


def test_what_stands_beside_a_modal_is_told() -> None:
    """In the same sentence, before it and behind; struck out modals are none."""
    row = told("What could also rise, and they can have it")
    assert {name for name in row if name.startswith("modal ")} == {"modal could", "modal can"}
    assert {name for name in row if ", modal" in name} == {"wh_word, modal", "third_person, modal"}
    assert {name for name in row if "modal, " in name} == {"modal, adverb", "modal, have"}
    assert not {name for name in told("You may be late") if "modal" in name}
    second = measured("It is ours. May be late. He came")[1]
    assert second["modal, be"] == 1
    assert measured("So it may. Be late")[0]["modal, be"] == 0
    assert second["first_person, modal"] == second["third_person, modal"] == 0


def test_crossed_features_are_products() -> None:
    """Of the two that their name tells."""
    text = "Perhaps we were late. It might reshape the world?"
    tokens = tokenise(text)
    table = features(tokens, sentence_spans(tokens), MATCHER.match(tokens), topics=MATCHER.topics)
    assert table.shape == (2, len(NAMES))
    for column, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True), len(PLAIN)):
        assert NAMES[column] == f"{PLAIN[left]} x {PLAIN[right]}"
        assert table[:, column].tolist() == (table[:, left] * table[:, right]).tolist()
    assert table[0, NAMES.index("hedge x first_person")] == 0.5
    assert table[1, NAMES.index("significance x hedge_modal")] == 1.0
