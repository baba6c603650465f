"""The vote on a language, counted by hand."""

from __future__ import annotations

import pytest

from pagequality.reading import read
from pagequality.reading.language import Language, detect, stop_words
from pagequality.text.tokens import tokenise


def said(words: str, others: int, declared: str = "") -> Language:
    """The language of some words among others that no language knows."""
    strange = " ".join(f"zqx{number}" for number in range(others))
    return detect(tokenise(f"{words} {strange}"), declared)


@pytest.mark.parametrize(
    ("known", "others", "confidence"),
    [(4, 12, 1.0), (3, 9, 1.0), (3, 21, 0.5), (2, 18, 0.4), (12, 0, 1.0)],
)
def test_a_quarter_of_stop_words_is_as_sure_as_can_be(
    known: int, others: int, confidence: float
) -> None:
    """Confidence is the share of stop words, a quarter as 1."""
    assert said("the " * known, others) == Language("en", confidence)


def test_too_few_stop_words_are_no_vote() -> None:
    """Of twelve words or more eight in a hundred have to be; else a declared one is believed."""
    assert said("the", 11) == Language("en", 0.333)
    assert said("the", 12) == Language("", 0.0)
    assert said("the", 12, "PL-pl") == Language("pl", 0.3)
    assert said("", 12, "pl") == Language("", 0.0)


def test_a_short_text_is_what_it_is_declared() -> None:
    """Below twelve words nothing is counted."""
    assert said("the the the", 8) == Language("", 0.0)
    assert said("the the the", 8, " De ") == Language("de", 0.3)
    assert said("the the the", 9, "de").code == "en"


def test_a_declared_language_breaks_ties_only() -> None:
    """Words that several languages share are of the declared one; a lead is not overturned."""
    shared = "de " * 40
    for code in ("es", "fr", "nl", "pt"):
        assert said(shared, 6, code).code == code
    assert said("the " * 40 + "und " * 36, 6, "de").code == "en"
    assert said("the " * 40 + "und " * 40, 6, "de").code == "de"


def test_ideographs_tell_of_chinese_and_kana_of_japanese() -> None:
    """A few kana make a text of ideographs Japanese."""
    assert detect(tokenise("今天的天气很好我们去公园散步")) == Language("zh", 0.9)
    assert detect(tokenise("今日は天気がいいので公園へ行きます")) == Language("ja", 0.9)
    assert detect(tokenise("今天 " + "the and of to in " * 6)).code == "en"


def test_only_the_beginning_votes() -> None:
    """Four thousand words are read."""
    start, end = "the and of to " * 1000, "und der die das " * 3000
    assert detect(tokenise(start + end)) == Language("en", 1.0)


def test_stop_words_are_those_of_the_language() -> None:
    """What is a stop word in one language is a plain word in another."""
    words = tokenise("der the hund dog und and").hash
    assert stop_words(words, "en").tolist() == [False, True, False, False, False, True]
    assert stop_words(words, "de").tolist() == [True, False, False, False, True, False]


def test_a_page_is_of_the_language_of_its_text() -> None:
    """Whatever the markup declares."""
    page = read("<html lang=de><p>" + "The beans are in the soil and it is wet. " * 4)
    assert (page.language, page.head.language) == ("en", "de")
    assert page.language_confidence > 0.8
    assert read("<html lang=de><p>Bohnen").language == "de"
