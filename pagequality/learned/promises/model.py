"""What a headline promises, and how likely it is that a page does not keep it.

Two small models in one pair of files of the bundle. The first weighs the `cues.CUES` of a
headline for each kind of promise; plain topics and labels also hear what was said of the other
kinds. The second is a forest of small trees over what is promised, what the body offers and what
the checks found (`ROW`): trees, because the same measure means one thing under a review and
another under a recipe. Learned on pages that two annotators compared with their headlines;
``models/learned/promises.py`` is the recipe.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from pagequality.errors import ModelError
from pagequality.learned.clickbait.features import FEATURES as MAKE
from pagequality.learned.clickbait.features import RUNS
from pagequality.learned.headline import page_gap
from pagequality.learned.odds import sigmoid
from pagequality.learned.promises.checks import (
    Body,
    Delivery,
    check,
    is_in,
    listed,
    phrase_count,
    runs_of,
)
from pagequality.learned.promises.cues import CUES, cues
from pagequality.learned.promises.forest import Forest
from pagequality.learned.promises.kinds import KINDS, HeadlinePromise, KindModel
from pagequality.learned.promises.lexicon import Words, split
from pagequality.learned.promises.measures import MEASURES
from pagequality.text.stems import beginning, stems
from pagequality.text.tokens import DIGIT, UPPER, Tokens, ngrams, tokenise
from pagequality.text.vocabulary import Kind, kinds, present

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pagequality.learned.bundle import Bundle
    from pagequality.learned.clickbait.model import Made
    from pagequality.page.page import Page
    from pagequality.text.arrays import Array, Flags, Floats, Hashes, Ints

FEWEST_WORDS: Final = 30
"""With fewer words in the body nothing is said of a promise."""
MOST_WORDS: Final = 6000
"""Words of a body that are read."""
JUDGED: Final = frozenset(("ok", "thin", "listing"))
"""States of a page of which something is said: of the others the body is not to be had."""
_SENTENCE: Final = 12
_PARAGRAPH: Final = 8
_LISTS: Final = ("measure", "judgement", "month")
_PHRASES: Final = ("evasion", "filler")
_HEADINGS: Final = ("h2", "h3", "h4")
ROW: Final = (
    *(f"promised_{kind}" for kind in KINDS),
    *MEASURES,
    *(f"kept_{kind}" for kind in KINDS if kind != "label"),
    "kept_mean",
    "kept_least",
)
"""What the forest reads, in order."""
BAIT_ROW: Final = (
    *CUES,
    *(f"make_{name}" for name in MAKE),
    *(f"runs_{kind}" for kind in RUNS),
    "posts",
)
"""What the forest of bait reads: cues, the clickbait model's features, and what that says."""
_UNTOLD: Final = 0.75
"""The degree that stands for a promise that was not made, or not checked."""


def bait_row(words: Words, made: Made | None) -> Floats:
    """Put together how a headline is made; the values of `BAIT_ROW`, unknown without words."""
    if made is None:
        return np.concatenate([cues(words), np.full(len(BAIT_ROW) - len(CUES), np.nan)])
    return np.concatenate([cues(words), made.features, made.shares, [made.log_odds]])


def held_back(probability: Floats, rows: Floats, most: float) -> Floats:
    """Let no page be accused whose checks found nothing missing: ``most`` is all that it gets.

    ``rows`` are those of `ROW`; a page of which no check can say anything is held back, too.

    >>> missing, kept = np.zeros(len(ROW)), np.ones(len(ROW))
    >>> held_back(np.array([0.9, 0.9]), np.stack([missing, kept]), 0.75).tolist()
    [0.9, 0.75]
    """
    lacking = rows[..., -1] < _UNTOLD
    return np.where(lacking, probability, np.minimum(probability, most))


def row_of(chances: Floats, measured: Floats, kept: Floats) -> Floats:
    """Put together what the forest reads of a page; the values of `ROW`.

    ``kept`` has the degree of each promise, ``nan`` where none was made or nothing can be said.

    >>> row = row_of(np.zeros(11), np.zeros(len(MEASURES)), np.array([0.5] + [np.nan] * 9))
    >>> row[-12:].tolist() == [0.5] + [0.75] * 9 + [0.5, 0.5]
    True
    """
    known = kept[np.isfinite(kept)]
    mean, least = (known.mean(), known.min()) if len(known) else (_UNTOLD, _UNTOLD)
    return np.concatenate([chances, measured, np.where(np.isfinite(kept), kept, _UNTOLD),
                           [mean, least]])  # fmt: skip


class Promised(NamedTuple):
    """What a page's headline promises, what became of it, and what the forest reads of it.

    ``row`` is None where nothing is promised, or the body is not to be had.
    """

    promises: tuple[HeadlinePromise, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    row: Floats | None = None


@dataclass(frozen=True, slots=True, eq=False)
class PromiseModel:
    """Both models, and the line that makes the forest's mean log-odds.

    ``accuses`` is the published threshold: of pages that keep their promise, held out, fewer than
    one in twenty lie above. ``baits`` tells from a headline's make whether it baits.
    """

    kinds: KindModel
    forest: Forest
    slope: float
    intercept: float
    accuses: float
    baits: Forest

    @classmethod
    def of(cls, bundle: Bundle) -> PromiseModel:
        """Build from a bundle; `ModelError` if its files do not fit this code."""
        return cls.from_parts(bundle.json("promises.json"), bundle.arrays("promises.npz"))

    @classmethod
    def from_parts(cls, about: dict[str, Any], arrays: Mapping[str, Array]) -> PromiseModel:
        """Build from parsed JSON and arrays."""
        expected = {
            "kinds": list(KINDS),
            "cues": list(CUES),
            "row": list(ROW),
            "bait": list(BAIT_ROW),
        }
        for part, names in expected.items():
            if not isinstance(about, dict) or about.get(part) != names:
                message = f"promises.json was made for other {part}"
                raise ModelError(message)
        try:
            kinds = KindModel.of_arrays(arrays)
            bait = {
                name.removeprefix("bait_"): part
                for name, part in arrays.items()
                if name.startswith("bait_")
            }
            forest, baits = Forest.of(arrays, len(ROW)), Forest.of(bait, len(BAIT_ROW))
            slope, intercept = float(about["slope"]), float(about["intercept"])
            return cls(kinds, forest, slope, intercept, float(about["accuses"]), baits)
        except (KeyError, TypeError, ValueError) as error:
            message = f"promises.json or promises.npz is broken: {error!r}"
            raise ModelError(message) from error

    def unkept(self, row: Floats) -> float:
        """Return how likely a page with these values of `ROW` does not keep its promise fully."""
        told = sigmoid(self.slope * self.forest.mean(row) + self.intercept)
        return float(held_back(np.array(told), row, self.accuses))

    def bait(self, words: Words, made: Made | None) -> float:
        """Return how likely annotators of pages would call a headline bait."""
        return min(1.0, max(0.0, self.baits.mean(bait_row(words, made))))

    def words(self, headline: str) -> Words:
        """Cut a headline into words."""
        return split(headline)

    def promises(self, headline: str) -> tuple[HeadlinePromise, ...]:
        """Return what a headline promises, likeliest first."""
        words = split(headline)
        return self.kinds.promises(words, self.kinds.of(words)) if words.lower else ()

    def compared(self, page: Page, headline: str) -> Promised:
        """Compare a page with any headline."""
        return self.compared_words(page, split(headline), tokenise(headline))

    def compared_words(self, page: Page, words: Words, tokens: Tokens) -> Promised:
        """Compare a page with a headline that has been cut into words."""
        if not words.lower or not len(tokens):
            return Promised()
        chances = self.kinds.of(words)
        promises = self.kinds.promises(words, chances)
        if not promises or page.state.name not in JUDGED:
            return Promised(promises)
        measured = body_measures(page, tokens)
        if measured is None:
            return Promised(promises)
        body = Body.of(page, measured)
        deliveries = tuple(check(promise, body) for promise in promises)
        said = {one.promise.kind: one.kept for one in deliveries}
        kept = np.array([said.get(kind, np.nan) for kind in KINDS if kind != "label"])
        return Promised(promises, deliveries, row_of(chances, measured, kept))


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
    seen = {name: int(is_in(words, listed(name)).sum()) for name in _LISTS}
    short = runs_of(words)
    phrases = {name: 1000 * phrase_count(short, name) / size for name in _PHRASES}
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
        "measure": float(np.log1p(seen["measure"])),
        "judgement": seen["judgement"] / size,
        "month": float(np.log1p(seen["month"])),
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
        length = np.zeros(1, np.intp)
    first = np.searchsorted(page.tokens.start, page.sentences[0][chosen])
    opening = page.tokens.hash.take(first, mode="clip")
    told = is_in(opening, listed("imperative"))
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
    held = is_in(found, sought)
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
