"""Laws of the matcher and of the phrases that come with it."""

from __future__ import annotations

import pickle
import re
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_pages import any_text, surrogates, words

from pagequality.text.lexicons import Matcher, default_matcher, matcher_with
from pagequality.text.tokens import tokenise
from pagequality.text.wordlists import PHRASES as FOLDER
from pagequality.text.wordlists import read_phrases

if TYPE_CHECKING:
    from pathlib import Path

FILES = sorted(FOLDER.glob("*/*.txt"))
PHRASES = {"greeting": ["hello", "good day"], "green": ["beans", "the beans water"], "it": ["it's"]}
short = st.lists(
    st.sampled_from("hello good day beans the water it's its bean 'beans' goodday".split()),
    max_size=12,
).map(" ".join)


def found(matcher: Matcher, text: str) -> list[tuple[str, str]]:
    """What the matcher finds, as topics and passages."""
    matches = matcher.match(tokenise(text))
    return [
        (matcher.topics[topic], text[start:end])
        for topic, start, end in zip(matches.topic, matches.start, matches.end, strict=True)
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_phrase_is_found(path: Path) -> None:
    """Every phrase that the library knows is found in a text that says it."""
    matcher = default_matcher()
    for phrase in read_phrases(path):
        for text in (phrase, f"({phrase.upper()})" if phrase.isascii() else phrase):
            assert path.parent.name in {topic for topic, _ in found(matcher, text)}, phrase


@given(short)
def test_whole_words_only(text: str) -> None:
    """What is found is what a search for whole words finds, overlaps included."""
    expected = {
        (topic, place.start(1), place.end(1))
        for topic, phrases in PHRASES.items()
        for phrase in phrases
        for place in re.finditer(rf"(?<![\w])(?=({re.escape(phrase)})(?![\w]))", text)
    }
    matcher = Matcher(PHRASES)
    matches = matcher.match(tokenise(text))
    got = zip(matches.topic, matches.start, matches.end, strict=True)
    assert {(matcher.topics[t], int(a), int(b)) for t, a, b in got} == expected


@given(st.one_of(any_text, words, surrogates))
def test_offsets_lie_in_the_text(text: str) -> None:
    """Matches lie inside the text and say a phrase of their topic."""
    matcher = default_matcher()
    matches = matcher.match(tokenise(text))
    assert ((matches.start >= 0) & (matches.start < matches.end)).all()
    assert (matches.end <= len(text)).all()
    assert ((matches.topic >= 0) & (matches.topic < len(matcher.topics))).all()


@pytest.mark.parametrize(
    ("text", "times"),
    [("HELLO", 1), ("Good\nday", 0), ("it’s", 1), ("hellos", 0), ("hello-hello", 2), ("", 0)],
)
def test_what_counts_as_the_phrase(text: str, times: int) -> None:
    """Letter case and the kind of apostrophe do not count; a line break parts a phrase."""
    assert len(found(Matcher(PHRASES), text)) == times


def test_ideographs_match_inside() -> None:
    """Where words are written together a phrase matches anywhere."""
    assert found(Matcher({"near": ["関連記事"]}), "この関連記事を読む") == [("near", "関連記事")]


def test_no_phrases_no_matches() -> None:
    """A matcher without phrases finds nothing."""
    assert found(Matcher({}), "hello") == []
    assert found(Matcher({"empty": []}), "hello") == []


def test_own_phrases_join_the_known_ones() -> None:
    """`matcher_with` keeps what comes along, adds topics, and extends known ones."""
    more = matcher_with({"adblock": ["beans blocker"], "beans": ["runner beans"]})
    assert set(more.topics) == {*default_matcher().topics, "beans"}
    assert ("adblock", "beans blocker") in found(more, "beans blocker")
    assert ("beans", "runner beans") in found(more, "runner beans")
    assert "beans" not in default_matcher().topics


def test_a_matcher_survives_pickling() -> None:
    """A matcher can be sent to another process."""
    copy = pickle.loads(pickle.dumps(Matcher(PHRASES)))  # noqa: S301 - our own
    assert found(copy, "hello beans") == found(Matcher(PHRASES), "hello beans")


def test_matches_of_a_topic() -> None:
    """`Matches.of` keeps the matches of one topic, in order."""
    matcher = Matcher(PHRASES)
    matches = matcher.match(tokenise("hello beans hello"))
    one = matches.of(matcher.number("greeting"))
    assert one.start.tolist() == [0, 12]
    assert np.isin(one.start, matches.start).all()
