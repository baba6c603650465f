"""How a headline promises, as readable cues; `CUES` says what each means."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from pagequality.learned.promises.lexicon import Words
    from pagequality.text.arrays import Floats

CUES: Final = {
    "counts": "a number with a noun of lists behind it",
    "counts_plural": "a number, first or behind top or best, and a plural behind it",
    "leads_number": "a number first that no unit follows, or behind top",
    "asks": "a question mark",
    "asks_openly": "a question word first, and not how to",
    "asks_yes_no": "an auxiliary first, and a question mark",
    "asks_later": "a question word behind a colon or a dash",
    "answer": "words that promise an answer",
    "how_to": "how to",
    "steps": "words that announce a way to do something",
    "dish": "the name of a dish",
    "test": "words of tests and reviews",
    "compare": "one thing set against another",
    "best_product": "best or top, and a kind of product behind it",
    "product": "a kind of product",
    "figure": "the name of a figure or date",
    "money": "a sum of money",
    "percent": "a percentage",
    "number_other": "a number that counts nothing and is no year",
    "news": "a verb or noun of news",
    "news_old": "a word of hard news",
    "verb_after_name": "a small word in -s behind a large one, not first",
    "claim": "a strong claim",
    "claim_mild": "a mild claim, or praise",
    "exclaims": "an exclamation mark",
    "hype": "words of excitement",
    "service": "what a firm does for people",
    "service_in_place": "such words, and a place",
    "in_place": "in, near, at or serving before a name",
    "place": "a state, a country or a great city",
    "state": "a comma and the short name of a state",
    "need": "words to a customer, or of goods",
    "download": "something to fetch, watch or use",
    "download_first": "begins with it",
    "download_last": "ends with it",
    "topic": "words that name a subject",
    "topic_first": "begins with them",
    "label": "the words of a page of a site",
    "label_first": "begins with them",
    "label_last": "ends with them",
    "month": "a month or a day of the week",
    "year": "a year",
    "colon": "a colon, or a dash between spaces",
    "names_only": "every word is written large, and none is common",
    "sentence": "seven words or more, few of them written large",
    "words_two": "one word or two",
    "words_few": "three or four words",
    "words_many": "eleven words or more",
    "nothing": "none of the lists of promises has a word in it",
    "first_ing": "begins with a word in -ing",
    "quoted": "words in quotation marks",
    "and_more": "ends with and more",
    "me": "speaks as I or we",
}
"""Cues by name, in the order of the model."""
_STATE: Final = re.compile(r",\s*(?:[A-Z]{2}\b|[A-Z][a-z]+$)")
PLACES: Final = frozenset(("in", "near", "at", "serving", "for"))
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_DASH: Final = re.compile(r":\s|\s[-–—]\s|[.!]\s|\(")
_NUMERALS: Final = {
    word: value
    for value, word in enumerate(
        (
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
            "fifteen sixteen seventeen eighteen nineteen twenty"
        ).split(),
        start=1,
    )
}
_NEAR: Final = 6
_DIGITS: Final = 3
_LONG: Final = 7
_PROMISES: Final = (
    "question", "question_word", "steps", "dish", "test", "best", "figure", "news", "claim",
    "service", "download", "topic", "list_noun", "product",
)  # fmt: skip


def is_number(word: str) -> bool:
    """Say whether a word begins as a number does.

    >>> is_number("7"), is_number("$7"), is_number("seven")
    (True, True, False)
    """
    return word.lstrip("$£€₹")[:1].isdigit()


def value_of(word: str) -> int | None:
    """Return the number of items that a word counts: two to 150, in digits or letters.

    >>> [value_of(word) for word in ("7", "ten", "2025", "10th", "tin", "21+")]
    [7, 10, None, None, None, 21]
    """
    word = word.lower().removesuffix("+")
    if word in _NUMERALS:
        value = _NUMERALS[word]
    elif word.isascii() and word.isdigit() and len(word) <= _DIGITS:
        value = int(word)
    else:
        return None
    return value if 2 <= value <= 150 else None  # noqa: PLR2004 - one item is no list


def counted(words: Words) -> tuple[int, int] | None:
    """Find a number that counts items: its place, and that of the noun of lists behind it.

    >>> from pagequality.learned.promises.lexicon import split
    >>> counted(split("Top 7 easy tips")), counted(split("Salary in 2025"))
    ((1, 3), None)
    """
    items = sorted({one.last for one in words.of("item", "list_noun")})
    units = {one.first for one in words.of("unit")}
    for place, word in enumerate(words.lower):
        if value_of(word) is None or place + 1 in units:
            continue
        after = [item for item in items if place < item <= place + _NEAR]
        if after:
            return place, after[0]
    return None


def counted_plural(words: Words) -> tuple[int, int] | None:
    """Find a number that leads, or follows top or best, and a plural behind it.

    >>> from pagequality.learned.promises.lexicon import split
    >>> counted_plural(split("Top 20 bakers of Kelmouth")), counted_plural(split("7 pm"))
    ((1, 2), None)
    """
    units = {one.first for one in words.of("unit")}
    common = words.common()
    for place, word in enumerate(words.lower[:-1]):
        if value_of(word) is None or place + 1 in units:
            continue
        if place and not (
            words.lower[place - 1] in ("top", "best", "the") or _starts_part(words, place)
        ):
            continue
        for item in range(place + 1, min(place + _NEAR + 1, len(words.lower))):
            if words.lower[item].endswith("s") and item not in common:
                return place, item
    return None


def _starts_part(words: Words, place: int) -> bool:
    """Whether a word stands behind a mark that parts a headline."""
    between = words.text[words.spans[place - 1][1] : words.spans[place][0]]
    return between.strip() in (":", "?", "!", ".", "-", "–", "—", "+")


def cues(words: Words) -> Floats:
    """Measure a headline of at least one word; the values of `CUES` in order."""
    lower, text = words.lower, words.text
    size = len(lower)
    has = {one.name for one in words.found}
    first = {one.name for one in words.found if one.first == 0}
    counts, plural = counted(words), counted_plural(words)
    in_place = any(
        a in PLACES and b[0].isupper() for a, b in zip(lower, words.written[1:], strict=False)
    )
    state = _STATE.search(text) is not None
    service = "service" in has
    question = "?" in text
    how_to = "how to" in " ".join(lower)
    values = {
        "counts": counts is not None,
        "counts_plural": plural is not None,
        "leads_number": _leads_number(words),
        "asks": question,
        "asks_openly": "question_word" in first and lower[:2] != ("how", "to"),
        "asks_yes_no": question and "auxiliary" in first,
        "asks_later": _asks_later(words),
        "answer": "question" in has,
        "how_to": how_to,
        "steps": "steps" in has,
        "dish": "dish" in has,
        "test": "test" in has,
        "compare": "compare" in has,
        "best_product": _best_product(words),
        "product": "product" in has,
        "figure": "figure" in has,
        "percent": "%" in text,
        "news": "news" in has,
        "news_old": "hard_news" in has,
        "claim": "claim" in has,
        "claim_mild": "claim_mild" in has,
        "exclaims": "!" in text,
        "hype": "hype" in has,
        "service": service,
        "service_in_place": service and (in_place or state or "place" in has),
        "in_place": in_place,
        "place": "place" in has,
        "state": state,
        "need": "need" in has,
        **_by_place(words, has),
        "month": "month" in has,
        "words_two": size <= 2,  # noqa: PLR2004
        "words_few": 2 < size <= 4,  # noqa: PLR2004
        "words_many": size > 10,  # noqa: PLR2004
        "nothing": not has.intersection(_PROMISES),
        "first_ing": lower[0].endswith("ing"),
        "and_more": lower[-1] == "more",
        "me": "first_person" in has,
        **_shapes(words, known=counts or plural),
    }
    return np.array([values[name] for name in CUES], float)


def _by_place(words: Words, has: set[str]) -> dict[str, bool]:
    """Whether words of some lists stand anywhere, first or last."""
    first = {one.name for one in words.found if one.first == 0}
    final = {one.name for one in words.found if one.last == len(words.lower) - 1}
    return {
        f"{name}{how}": name in found
        for name in ("download", "topic", "label")
        for how, found in (("", has), ("_first", first), ("_last", final))
    }


def _leads_number(words: Words) -> bool:
    """Whether a number comes first, or behind top, and no unit follows it."""
    place = int(words.lower[0] == "top" and len(words.lower) > 1)
    units = {one.first for one in words.of("unit")}
    told = value_of(words.lower[place]) is not None and place + 1 not in units
    return told and len(words.lower) > 2  # noqa: PLR2004 - "2 Corinthians" counts nothing


def _asks_later(words: Words) -> bool:
    """Whether a question word follows a colon or a dash."""
    dash = _DASH.search(words.text)
    if dash is None:
        return False
    after = sum(start < dash.start() for start, _ in words.spans)
    return any(one.first == after for one in words.of("question_word", "auxiliary"))


def _best_product(words: Words) -> bool:
    """Whether a kind of product follows a word that ranks."""
    best = [one.first for one in words.of("best")]
    return any(place < one.last for place in best for one in words.of("product"))


def _shapes(words: Words, *, known: tuple[int, int] | None) -> dict[str, bool]:
    """Cues of numbers, marks and capitals."""
    written, lower, text = words.written, words.lower, words.text
    large = [word[0].isupper() or not word[0].isalpha() for word in written]
    numbers = [place for place, word in enumerate(lower) if is_number(word)]
    common = words.common()
    years = [place for place in numbers if _YEAR.fullmatch(lower[place])]
    return {
        "money": any(sign in text for sign in "$£€₹") or "rs" in lower,
        "number_other": len(numbers) > len(years) + (known is not None),
        "year": bool(years),
        "colon": _DASH.search(text) is not None,
        "names_only": all(large) and not common,
        "sentence": len(lower) >= _LONG and sum(large) < len(large) / 2,
        "quoted": any(mark in text for mark in '“"') or " '" in text or text[0] == "'",
        "verb_after_name": any(
            a[0].isupper() and b[0].islower() and b.endswith("s") and place not in common
            for place, (a, b) in enumerate(pairwise(written), start=1)
        ),
    }
