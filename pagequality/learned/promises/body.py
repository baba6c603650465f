"""What a body offers to keep a promise with, as readable numbers; `MEASURES` names them all."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.learned.headline import page_gap
from pagequality.text.stems import beginning, stems
from pagequality.text.tokens import DIGIT, UPPER, hash_words, ngrams
from pagequality.text.vocabulary import Kind, kinds, present
from pagequality.text.wordlists import WORDS, read_phrases

if TYPE_CHECKING:
    from pagequality.page.page import Page
    from pagequality.text.arrays import Flags, Floats, Hashes, Ints
    from pagequality.text.tokens import Tokens

FEWEST_WORDS: Final = 30
"""With fewer words in the body nothing is said of a promise."""
MOST_WORDS: Final = 6000
"""Words of a body that are read."""
MEASURES: Final = {
    "words": "logarithm of the number of words",
    "digits": "share of words that begin with a digit",
    "digit_words": "logarithm of their number",
    "names": "share of words inside sentences that are written large",
    "different_names": "logarithm of the number of different ones",
    "name_rate": "different ones for each word",
    "first": "share of words that speak as I or we",
    "second": "share of words that speak to the reader",
    "praise": "share of words of praise",
    "superlative": "share of superlatives",
    "bare": "share of bare nouns, which name nothing",
    "past": "share of common verbs in the past",
    "reporting": "share of verbs that report",
    "function": "share of function words",
    "measure": "logarithm of the number of units of measurement",
    "judgement": "share of words of someone who weighs",
    "month": "logarithm of the number of months and days of the week",
    "evasion": "phrases that say that an answer is not given, for each thousand words",
    "filler": "phrases that announce and say nothing, for each thousand words",
    "money": "logarithm of the number of signs of money",
    "quotes": "quotation marks for each hundred words",
    "brackets": "brackets for each hundred words",
    "questions": "question marks for each hundred words",
    "commas": "commas for each word",
    "colons": "colons for each hundred words",
    "variety": "share of different words among the first 300",
    "repeated": "share of runs of four words that come again",
    "sentence": "mean number of words of a sentence",
    "sentence_spread": "their spread",
    "prose": "share of words in sentences of twelve words or more",
    "imperatives": "share of sentences that begin with an instruction",
    "headings": "logarithm of the number of headings",
    "section": "logarithm of the words for each heading",
    "items": "logarithm of the number of list items",
    "cells": "logarithm of the number of cells of tables",
    "images": "logarithm of the number of images",
    "links": "logarithm of the number of links",
    "controls": "logarithm of the number of form controls",
    "cover": "share of the headline's content words in the body",
    "cover_last": "the same in its last quarter",
    "density": "share of the body's words that are the headline's",
    "sections_on_it": "share of paragraphs with a word of the headline",
    "gap": "chance that the body tells another story than the headline",
}
"""The measures by name, in the order of the model."""
_SENTENCE: Final = 12
_PARAGRAPH: Final = 8
_LISTS: Final = ("measure", "judgement", "month", "imperative")
_PHRASES: Final = ("evasion", "filler")
_HEADINGS: Final = ("h2", "h3", "h4")


@cache
def _listed(name: str) -> Hashes:
    """Sorted hashes of the words of a list."""
    phrases = read_phrases(WORDS / "delivery" / name / "en.txt")
    return np.sort(hash_words([phrase for phrase in phrases if " " not in phrase]))


@cache
def _phrases(name: str, size: int) -> Hashes:
    """Sorted hashes of the phrases of so many words of a list."""
    phrases = read_phrases(WORDS / "delivery" / name / "en.txt")
    chosen = [phrase.split() for phrase in phrases if phrase.count(" ") == size - 1]
    if size == 1:
        return _listed(name)
    runs = [ngrams(hash_words(words), size)[0] for words in chosen]
    return np.sort(np.array(runs, np.uint32))


def _is_in(words: Hashes, listed: Hashes) -> Flags:
    """Which words are on a sorted list."""
    if not len(listed):
        return np.zeros(len(words), bool)
    found: Flags = listed.take(np.searchsorted(listed, words), mode="clip") == words
    return found


def phrase_starts(words: Hashes, name: str) -> Ints:
    """Return the numbers of the words at which a phrase of a list begins."""
    runs = _runs(words)
    found = [np.flatnonzero(_is_in(runs[size], _phrases(name, size))) for size in runs]
    return np.sort(np.concatenate(found))


def _runs(words: Hashes) -> dict[int, Hashes]:
    """The runs of one, two and three words."""
    return {1: words, 2: ngrams(words, 2), 3: ngrams(words, 3)}


def _phrase_count(runs: dict[int, Hashes], name: str) -> int:
    return sum(int(_is_in(runs[size], _phrases(name, size)).sum()) for size in runs)


def body_measures(page: Page, headline: Tokens) -> Floats | None:
    """Measure a page's body against a headline; the values of `MEASURES`, or None if too short."""
    places = page.body_places[:MOST_WORDS]
    if len(places) < FEWEST_WORDS:
        return None
    words = page.tokens.hash[places]
    values = (
        _words(page, places, words)
        | _marks(page, len(places))
        | _sentences(page)
        | _blocks(page, len(places))
        | _subject(page, headline, places)
    )
    return np.array([values[name] for name in MEASURES], float)


def _words(page: Page, places: Ints, words: Hashes) -> dict[str, float]:
    tokens, size = page.tokens, len(words)
    kind = np.bincount(kinds(words), minlength=len(Kind)) / size
    start = tokens.start[places]
    letters = tokens.kinds[start]
    digits = int(np.count_nonzero(letters & DIGIT))
    inside = (tokens.codes[np.maximum(start - 1, 0)] == ord(" ")) & ~_stops()[
        np.minimum(tokens.codes[np.maximum(start - 2, 0)], 128)
    ]
    named = inside & ((letters & UPPER) > 0)
    different = len(np.unique(words[named]))
    listed = {name: int(_is_in(words, _listed(name)).sum()) for name in _LISTS[:3]}
    runs_of = _runs(words)
    phrases = {name: 1000 * _phrase_count(runs_of, name) / size for name in _PHRASES}
    runs, times = np.unique(ngrams(words, 4), return_counts=True)
    return {
        "words": float(np.log(size)),
        "digits": digits / size,
        "digit_words": float(np.log1p(digits)),
        "names": float(named.sum() / max(inside.sum(), 1)),
        "different_names": float(np.log1p(different)),
        "name_rate": different / size,
        "first": float(kind[Kind.FIRST]),
        "second": float(kind[Kind.SECOND]),
        "praise": float(kind[Kind.PRAISE]),
        "superlative": float(kind[Kind.SUPERLATIVE]),
        "bare": float(kind[Kind.BARE_NOUN]),
        "past": float(kind[Kind.PAST]),
        "reporting": float(kind[Kind.REPORTING]),
        "function": float(kind[Kind.FUNCTION]),
        "measure": float(np.log1p(listed["measure"])),
        "judgement": listed["judgement"] / size,
        "month": float(np.log1p(listed["month"])),
        **phrases,
        "variety": len(np.unique(words[:300])) / min(size, 300),
        "repeated": float(times[times > 1].sum() / max(len(words) - 3, 1)) if len(runs) else 0.0,
    }


@cache
def _stops() -> Flags:
    """Which ASCII characters end a sentence or open a new thought."""
    table = np.zeros(129, bool)
    table[[ord(char) for char in '.!?:;"\n']] = True
    return table


def _marks(page: Page, size: int) -> dict[str, float]:
    count = page.main_characters
    signs = sum(page.main_text.count(sign) for sign in "£€₹") + count[ord("$")]
    curly = page.main_text.count("“")
    return {
        "money": float(np.log1p(signs)),
        "quotes": 100 * (float(count[ord('"')]) / 2 + curly) / size,
        "brackets": 100 * float(count[ord("(")]) / size,
        "questions": 100 * float(count[ord("?")]) / size,
        "commas": float(count[ord(",")]) / size,
        "colons": 100 * float(count[ord(":")]) / size,
    }


def _sentences(page: Page) -> dict[str, float]:
    chosen = page.is_main[page.sentence_block]
    length = page.sentence_words[chosen]
    if not len(length):
        length = np.zeros(1)
    first = np.searchsorted(page.tokens.start, page.sentences[0][chosen])
    opening = page.tokens.hash.take(first, mode="clip")
    told = _is_in(opening, _listed("imperative"))
    return {
        "sentence": float(length.mean()),
        "sentence_spread": float(length.std()),
        "prose": float(length[length >= _SENTENCE].sum() / max(length.sum(), 1)),
        "imperatives": float(told.mean()) if len(told) else 0.0,
    }


def _blocks(page: Page, size: int) -> dict[str, float]:
    table, main = page.table, page.is_main
    tags = [table.tag[i] for i in np.flatnonzero(main).tolist()]
    headings = sum(tags.count(tag) for tag in _HEADINGS)
    return {
        "headings": float(np.log1p(headings)),
        "section": float(np.log(size / (1 + headings))),
        "items": float(np.log1p(tags.count("li"))),
        "cells": float(np.log1p(tags.count("td") + tags.count("th"))),
        "images": float(np.log1p(table.images[main].sum())),
        "links": float(np.log1p(table.links[main].sum())),
        "controls": float(np.log1p(table.controls[main].sum())),
    }


def _subject(page: Page, headline: Tokens, places: Ints) -> dict[str, float]:
    tokens = page.tokens
    content = kinds(headline.hash) == Kind.OTHER
    sought = np.unique(stems(headline.codes, headline.start[content], headline.end[content]))
    unknown = float("nan")
    own = headline is page.headline_tokens
    model = page.models.headline
    gap = page_gap(page) if own else model.mismatch_tokens(headline, tokens, words=places)
    if not len(sought):
        return dict.fromkeys(("cover", "cover_last", "density", "sections_on_it"), unknown) | {
            "gap": gap
        }
    begins = np.zeros(4096, bool)
    begins[beginning(headline, headline.start[content])] = True
    start, end = tokens.start[places], tokens.end[places]
    likely = np.flatnonzero(begins[beginning(tokens, start)] | (end - start == 1))
    found = stems(tokens.codes, start[likely], end[likely])
    held = _is_in(found, sought)
    found, where = found[held], likely[held]
    inside = np.zeros(len(places), bool)
    inside[where] = True
    block = page.block_at(tokens.start[places])
    words = np.bincount(block)
    hits = np.bincount(block, weights=inside)
    last = len(places) - len(places) // 4 - 1
    paragraphs = words >= _PARAGRAPH
    return {
        "cover": float(present(sought, found).mean()),
        "cover_last": float(present(sought, found[where >= last]).mean()),
        "density": float(inside.mean()),
        "sections_on_it": float((hits[paragraphs] > 0).mean()) if paragraphs.any() else unknown,
        "gap": gap,
    }
