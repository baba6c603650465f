"""Laws of words, hashes and sentences."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_pages import any_text, surrogates, words

from pagequality.text.tokens import (
    character_ngrams,
    hash_words,
    holds_unseen,
    ngrams,
    seen,
    sentence_spans,
    tokenise,
    valid,
)

texts = st.one_of(any_text, words, surrogates, st.lists(words).map("\n".join))
word_lists = st.lists(st.sampled_from("to be or not that is the question".split()), max_size=30)


@given(texts)
def test_offsets_cut_words_out_of_the_text(text: str) -> None:
    """Words are non-empty, in order, apart, without space, and what the text says there."""
    tokens = tokenise(text)
    assert len(tokens.kinds) == len(tokens.codes) == len(tokens.lower) == len(text)
    assert (tokens.start < tokens.end).all()
    assert (tokens.end[:-1] <= tokens.start[1:]).all()
    for i, (start, end) in enumerate(zip(tokens.start, tokens.end, strict=True)):
        word = tokens.word(i)
        assert word == text[start:end]
        assert not any(char.isspace() for char in word)


@given(texts)
def test_no_letter_is_lost(text: str) -> None:
    """Every letter and digit of the basic plane belongs to exactly one word."""
    tokens = tokenise(text)
    inside = np.zeros(len(text), int)
    for start, end in zip(tokens.start, tokens.end, strict=True):
        inside[start:end] += 1
    assert (inside <= 1).all()
    assert all(
        inside[i] == 1 for i, char in enumerate(text) if char.isalnum() and ord(char) < 0xFFFF
    )


@given(texts)
def test_hashes_are_those_of_single_words(text: str) -> None:
    """A word has the same hash alone and in a text."""
    tokens = tokenise(text)
    alone = hash_words([tokens.word(i) for i in range(len(tokens))])
    assert alone.tolist() == tokens.hash.tolist()


@given(words)
def test_letter_case_and_apostrophes_do_not_count(text: str) -> None:
    """Upper and lower case, straight and curly apostrophes hash alike."""
    other = text.replace("’", "'")
    assert tokenise(text.lower()).hash.tolist() == tokenise(other).hash.tolist()


@given(st.text(st.characters(codec="ascii", categories=("Ll", "Nd")), min_size=1), texts)
def test_different_words_hash_differently(word: str, text: str) -> None:
    """Two different words collide no more often than chance has it: here never."""
    tokens = tokenise(text)
    same = np.flatnonzero(tokens.hash == hash_words([word])[0])
    assert all(tokens.word(int(i)).lower()[:48] == word[:48] for i in same)


def test_hashes_are_the_same_in_every_process() -> None:
    """No seed of the process enters: learned weights can be addressed by hash."""
    call = "hash_words(['beans', 'Straße', '東'])"
    code = f"from pagequality.text.tokens import hash_words; print({call})"
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path), "PYTHONUTF8": "1"},
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert runs == {str(hash_words(["beans", "Straße", "東"]))}


@given(texts)
def test_sentences_cover_all_words(text: str) -> None:
    """Every word stands in exactly one sentence; sentences are in order and hold a word."""
    tokens = tokenise(text)
    starts, ends = sentence_spans(tokens)
    assert (starts < ends).all()
    assert (ends[:-1] <= starts[1:]).all()
    home = np.searchsorted(starts, tokens.start, side="right") - 1
    assert (home >= 0).all()
    assert (tokens.end <= ends[home]).all()
    assert np.unique(home).tolist() == list(range(len(starts)))


@given(st.lists(words, min_size=1, max_size=5))
def test_a_line_break_ends_a_sentence(lines: list[str]) -> None:
    """Sentences of several lines start where those of each line start."""
    text = "\n".join(lines)
    together = sentence_spans(tokenise(text))[0].tolist()
    offsets = [len("\n".join(lines[:i])) + (i > 0) for i in range(len(lines))]
    alone = [
        offset + start
        for offset, line in zip(offsets, lines, strict=True)
        for start in sentence_spans(tokenise(line))[0].tolist()
    ]
    assert together == alone


@given(word_lists, st.integers(1, 6))
def test_ngrams_are_equal_where_the_words_are(listed: list[str], n: int) -> None:
    """Two runs of n words hash alike exactly if they are the same words."""
    grams = ngrams(hash_words(listed), n).tolist()
    runs = [tuple(listed[i : i + n]) for i in range(len(listed) - n + 1)]
    assert len(grams) == len(runs)
    assert len(set(grams)) == len(set(runs))
    assert len(dict(zip(runs, grams, strict=True))) == len(set(zip(runs, grams, strict=True)))


@given(words, st.integers(1, 5))
def test_character_ngrams_are_equal_where_the_characters_are(text: str, n: int) -> None:
    """Two runs of n characters hash alike exactly if they are the same, letter case aside."""
    tokens = tokenise(text)
    grams = character_ngrams(tokens.codes, n).tolist()
    runs = [tokens.lower[i : i + n] for i in range(len(text) - n + 1)]
    assert len(set(grams)) == len(set(runs))
    assert len(set(zip(runs, grams, strict=True))) == len(set(runs))


@given(texts)
def test_valid_text_can_be_written(text: str) -> None:
    """Only half surrogates are left out, and what is left can be encoded."""
    kept = valid(text)
    assert kept.encode().decode() == kept
    assert kept == "".join(char for char in text if not "\ud800" <= char <= "\udfff")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("har\u00adbour", "harbour"),
        ("pi\ufe0fer and qu\ufe00\ufe01ay", "pier and quay"),
        ("pi\U000e0041\U000e007fer", "pier"),
        ("pi\u3164er", "pier"),
        ("a heart \u2764\ufe0f, a key 1\ufe0f\u20e3", ""),
        ("a flag \U0001f3f4\U000e0067\U000e0062\U000e007f", ""),
        ("fun\U0001f600", ""),
    ],
)
def test_nobody_sees_what_styles_letters(text: str, read: str) -> None:
    """Characters that style or tag pictures stay there, and are gone inside of words."""
    assert holds_unseen(tokenise(text)) == bool(read)
    assert seen(text) == (read or text)
