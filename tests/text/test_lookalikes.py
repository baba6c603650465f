"""Laws of letters that look like others."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_pages import any_text, surrogates, words

from pagequality.text.lookalikes import disguised, folded, inside
from pagequality.text.tokens import tokenise

CYRILLIC = str.maketrans("aceopxyABEKMHOPCTX", "асеорхуАВЕКМНОРСТХ")
GREEK = str.maketrans("ABEZHIKMNOPTXo", "ΑΒΕΖΗΙΚΜΝΟΡΤΧο")
BOLD = str.maketrans({chr(97 + i): chr(0x1D41A + i) for i in range(26)})
SMALL = str.maketrans("abcdefghiklmnoprstuwyABCDEFGHIKLMNOPRSTUWY", "ᴀʙᴄᴅᴇꜰɢʜɪᴋʟᴍɴᴏᴘʀꜱᴛᴜᴡʏ" * 2)
CIRCLED, WHITE = (
    str.maketrans({chr(case + i): chr(first + i) for case in (65, 97) for i in range(26)})
    for first in (0x24B6, 0x1F150)
)
PLAIN = "the best kitchen knife is not about shape and you know it"
texts = st.one_of(any_text, words, surrogates, st.text(st.characters(min_codepoint=0x370)))


@pytest.mark.parametrize(
    "letters",
    [CYRILLIC, GREEK, BOLD, CIRCLED, SMALL, WHITE],
    ids=["Cyrillic", "Greek", "bold", "circled", "small capitals", "on discs"],
)
@pytest.mark.parametrize("text", [PLAIN, PLAIN.title()])
def test_words_are_read_as_they_look(letters: dict[int, int], text: str) -> None:
    """Whatever letters a word borrows, it hashes as the plain one and is quoted as written."""
    written = text.translate(letters)
    tokens = folded(tokenise(written))
    assert tokens.hash.tolist() == tokenise(text).hash.tolist()
    assert tokens.text == written
    assert [tokens.word(i) for i in range(len(tokens))] == written.split()


@pytest.mark.parametrize(
    "text",
    [
        "Москва и река, ВАЗ и КАМАЗ: все как у нас",
        "Она смотрит YouTube и Netflix, а он нет",
        "α-amylase, μm, β and Δt; the word λόγος means reason, νοῦς mind",
        "naïve Straße, 東京, ترجمة",
    ],
)
def test_words_of_other_scripts_stay(text: str) -> None:
    """Another script's own words, and signs beside Latin ones, are no disguise."""
    tokens = tokenise(text)
    assert folded(tokens).hash.tolist() == tokens.hash.tolist()
    assert not disguised(folded(tokens)).any()


def test_look_alikes_alone_are_disguised_in_company() -> None:
    """A word of look-alikes alone is folded where mixed ones outnumber the script's own."""
    alone = "Our соре is best"
    assert not disguised(folded(tokenise(alone))).any()
    assert disguised(folded(tokenise(f"{alone}, wіth knіvеs"))).sum() == 3
    assert disguised(folded(tokenise(f"{alone}, wіth ножами Москвы"))).sum() == 1


def test_styled_letters_are_read_but_no_disguise() -> None:
    """Bold letters are for show; everybody sees that they are no common ones."""
    tokens = folded(tokenise("best knives".translate(BOLD)))
    assert len(tokens) == 2
    assert not disguised(tokens).any()


@given(texts)
def test_offsets_hold(text: str) -> None:
    """Folding keeps the text and one entry a character, and what it reads needs no more folding."""
    tokens = folded(tokenise(text))
    assert tokens.text == text
    assert len(tokens.codes) == len(tokens.kinds) == len(text)
    assert len(disguised(tokens)) == len(tokens)
    again = folded(tokenise(tokens.lower))
    assert again.codes.tolist() == tokens.codes.tolist()


def test_inside_marks_the_characters_of_words() -> None:
    """The letters of the chosen words and nothing between them."""
    marked = inside(tokenise("to be or"), np.array([True, False, True]))
    assert "".join("x" if mark else "." for mark in marked) == "xx....xx"


@pytest.mark.parametrize("sign", ["ⓘ", "Ⓒ", "ɪ", "🅿"])
def test_a_styled_letter_alone_is_a_sign(sign: str) -> None:
    """What stands for information, for rights or for a sound is no word of one letter."""
    tokens = tokenise(f"Read on {sign} here")
    assert folded(tokens).hash.tolist() == tokens.hash.tolist()
