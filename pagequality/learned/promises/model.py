"""What a headline promises, and how likely it is that a page does not keep it.

Two small models in one pair of files of the bundle. The first weighs the `cues.CUES` of a
headline for each kind of promise; plain topics and labels also hear what was said of the other
kinds. The second is a forest of small trees over what is promised, what the body offers and what
the checks found (`ROW`): trees, because the same measure means one thing under a review and
another under a recipe. Learned on pages that two annotators compared with their headlines;
``models/learned/promises.py`` is the recipe.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from pagequality.errors import ModelError
from pagequality.learned.clickbait.features import FEATURES as MAKE
from pagequality.learned.clickbait.features import RUNS
from pagequality.learned.headline import page_gap
from pagequality.learned.hedging import padding_chances, particular_chances
from pagequality.learned.odds import sigmoid
from pagequality.learned.promises import checks, local, offers, reviews, values
from pagequality.learned.promises.amounts import amounts, contradicted
from pagequality.learned.promises.cues import CUES, cues
from pagequality.learned.promises.cut_short import cut_short
from pagequality.learned.promises.delivery import KEPT, PARTLY, UNKNOWN, Body, Delivery
from pagequality.learned.promises.forest import Forest
from pagequality.learned.promises.kinds import KINDS, HeadlinePromise, KindModel
from pagequality.learned.promises.lexicon import Words, split
from pagequality.learned.promises.measures import MEASURES
from pagequality.learned.promises.titles import (
    against_headline,
    own_title,
    said_otherwise,
    title_promises,
)
from pagequality.page.memo import once
from pagequality.text.counts import distinct
from pagequality.text.stems import beginning, stems, stems_of
from pagequality.text.tokens import DIGIT, UPPER, Tokens, ngrams, tokenise
from pagequality.text.vocabulary import Kind, kinds
from pagequality.text.wordlists import counts_of, is_in, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

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
_MOST_PARTICULAR: Final = 10
_LISTS: Final = ("measure", "judgement", "month")
_PHRASES: Final = ("evasion", "filler")
_HEADINGS: Final = ("h2", "h3", "h4")
_BLANK: Final = ord(" ")
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
_CHECKS: Final[dict[str, Callable[[HeadlinePromise, Body], Delivery]]] = {
    "items": checks.items,
    "answer": values.answer,
    "steps": checks.steps,
    "test": reviews.test,
    "figure": values.figure,
    "event": checks.event,
    "claim": checks.claim,
    "service": local.service,
    "offer": offers.offer,
    "topic": checks.topic,
}
_AMOUNTS: Final = ("figure", "event")
"""Kinds whose amounts of money and shares are the headline's own."""
_READ: Final = 20_000
"""Characters of a body that are read for amounts."""
_CUT: Final = "the text goes on elsewhere"
_UNTOLD: Final = 0.75
"""The degree that stands for a promise that was not made, or not checked."""


def check(promise: HeadlinePromise, body: Body) -> Delivery:
    """Say whether a page keeps a promise of its headline.

    Of a text that goes on elsewhere nothing is said to be missing.
    """
    found = _CHECKS[promise.kind](promise, body)
    if found.kept < KEPT:
        return Delivery(promise, UNKNOWN, _CUT) if cut_short(body.page) else found
    if promise.kind in _AMOUNTS and _says_otherwise(body.page):
        return found._replace(kept=PARTLY, found="other amounts than the headline's are given")
    return found


@once
def _says_otherwise(page: Page) -> bool:
    """Whether the body gives other amounts than its headline."""
    told = amounts(page.headline)
    return bool(told) and contradicted(told, amounts(_told(page)))


def _told(page: Page) -> str:
    """The beginning of the main content, headline aside."""
    table = page.table
    blocks = (page.text[table.start[i] : table.end[i]] for i in np.flatnonzero(page.is_main))
    return "\n".join(block for block in blocks if block != page.headline)[:_READ]


def bait_row(words: Words, made: Made | None) -> Floats:
    """Put together how a headline is made; the values of `BAIT_ROW`, unknown without words."""
    return _bait_row(cues(words), made)


def _bait_row(found: Floats, made: Made | None) -> Floats:
    """As `bait_row`, of a headline with these `cues`."""
    if made is None:
        return np.concatenate([found, np.full(len(BAIT_ROW) - len(CUES), np.nan)])
    return np.concatenate([found, made.features, [*made.shares, made.log_odds]])


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
    known = [degree for degree in kept.tolist() if math.isfinite(degree)]
    mean, least = (sum(known) / len(known), min(known)) if known else (_UNTOLD, _UNTOLD)
    told = np.where(np.isfinite(kept), kept, _UNTOLD)
    return np.concatenate([chances, measured, told, [mean, least]])


class Promised(NamedTuple):
    """What a page's headline promises, what became of it, and what the forest reads of it.

    ``row`` is None where nothing is promised, or the body is not to be had. ``title`` is what
    became of what the title promises and the headline does not.
    """

    promises: tuple[HeadlinePromise, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    row: Floats | None = None
    title: tuple[Delivery, ...] = ()


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

    def bait(self, found: Floats, made: Made | None) -> float:
        """Return how likely annotators of pages would call a headline with these `cues` bait."""
        return min(1.0, max(0.0, self.baits.mean(_bait_row(found, made))))

    def words(self, headline: str) -> Words:
        """Cut a headline into words."""
        return split(headline)

    def promises(self, headline: str) -> tuple[HeadlinePromise, ...]:
        """Return what a headline promises, likeliest first."""
        words = split(headline)
        return self.kinds.promises(words, self.kinds.of(cues(words))) if words.lower else ()

    def compared(self, page: Page, headline: str) -> Promised:
        """Compare a page with any headline."""
        words = split(headline)
        found = cues(words) if words.lower else None
        return self.compared_words(page, (words, tokenise(headline)), found)

    def promised(
        self, page: Page, headline: tuple[Words, Tokens], found: Floats | None
    ) -> Promised:
        """Compare a page with its own headline, or its title where that promises nothing."""
        own = self.compared_words(page, headline, found)
        said = "" if own.promises else own_title(page)
        if not said or not title_promises(split(said), headline[0], frozenset()):
            return own
        title = self.compared(page, said)
        told = (one._replace(found=f"the title: {one.found}") for one in title.deliveries)
        return title._replace(deliveries=tuple(told))

    def compared_words(
        self, page: Page, headline: tuple[Words, Tokens], found: Floats | None
    ) -> Promised:
        """Compare a page with a headline cut into words of both kinds, which has these `cues`."""
        words, tokens = headline
        if found is None or not len(tokens):
            return Promised()
        chances = self.kinds.of(found)
        promises = self.kinds.promises(words, chances)
        if not promises or page.state.name not in JUDGED:
            return Promised(promises)
        measured = body_measures(page, tokens)
        if measured is None:
            return Promised(promises)
        body = Body.of(page, measured)
        deliveries = tuple(check(promise, body) for promise in promises)
        named = frozenset(promise.kind for promise in promises)
        own = tokens is page.headline_tokens
        title = tuple(title_kept(body, words, named)) if own else ()
        kept = np.fmin(degrees(deliveries), degrees(title))
        return Promised(promises, deliveries, row_of(chances, measured, kept), title)


def degrees(deliveries: Iterable[Delivery]) -> Floats:
    """Return the degree of each kind but a label, the least of several; ``nan`` for the others."""
    kept = np.full(len(KINDS) - 1, np.nan)
    for one in deliveries:
        place = list(KINDS).index(one.promise.kind)
        kept[place] = np.fmin(kept[place], one.kept)
    return kept


def title_kept(body: Body, words: Words, kinds: frozenset[str]) -> list[Delivery]:
    """Say what became of what the title promises and a headline of these words does not."""
    page = body.page
    title = own_title(page)
    if not title:
        return []
    told = []
    for promise in title_promises(split(title), words, kinds):
        found = check(promise, body)
        differs = against_headline(promise, words)
        told.append(found._replace(found=f"{differs}; {found.found}"))
    if any(map(str.isdigit, title)):
        otherwise = said_otherwise(title, page.headline, _told(page))
        if otherwise and not cut_short(page):
            told.append(Delivery(HeadlinePromise("figure", 1.0, title), PARTLY, otherwise))
    return told


def body_measures(page: Page, headline: Tokens) -> Floats | None:
    """Measure a page's body against a headline; the values of `MEASURES`, or None if too short."""
    places = page.body_places[:MOST_WORDS]
    if len(places) < FEWEST_WORDS:
        return None
    start = page.tokens.start.take(places)
    values = (
        _words(page, places, start)
        | _marks(page, len(places))
        | _sentences(page)
        | _blocks(page, len(places))
        | _substance(page)
        | _subject(page, headline, places)
    )
    return np.array([values[name] for name in MEASURES], float)


def _words(page: Page, places: Ints, start: Ints) -> dict[str, float]:
    tokens, size = page.tokens, len(places)
    words = tokens.hash.take(places)
    kind = (np.bincount(page.kinds.take(places), minlength=len(Kind)) / size).tolist()
    letters = tokens.first.take(places)
    digits = int(np.count_nonzero(letters & DIGIT))
    before = tokens.codes.take(start - 1, mode="clip")
    ended = _stops().take(tokens.codes.take(start - 2, mode="clip"), mode="clip")
    inside = (before == _BLANK) & ~ended
    names = words[inside & ((letters & UPPER) > 0)]
    different = len(set(names.tolist()))
    counted = counts_of(words, (*_LISTS, *_PHRASES))
    measure, judgement, month, *phrases = counted
    return {
        "words": math.log(size),
        "digits": digits / size,
        "digit_words": math.log1p(digits),
        "names": len(names) / max(int(np.count_nonzero(inside)), 1),
        "different_names": math.log1p(different),
        "name_rate": different / size,
        "first": kind[Kind.FIRST],
        "second": kind[Kind.SECOND],
        "praise": kind[Kind.PRAISE],
        "superlative": kind[Kind.SUPERLATIVE],
        "bare": kind[Kind.BARE_NOUN],
        "past": kind[Kind.PAST],
        "reporting": kind[Kind.REPORTING],
        "function": kind[Kind.FUNCTION],
        "measure": math.log1p(measure),
        "judgement": judgement / size,
        "month": math.log1p(month),
        **{name: 1000 * count / size for name, count in zip(_PHRASES, phrases, strict=True)},
        "variety": len(set(words[:300].tolist())) / min(size, 300),
        "repeated": _repeated(ngrams(words, 4)) / max(size - 3, 1),
    }


def _repeated(runs: Hashes) -> int:
    """How many runs there are of those that come more than once."""
    ordered = np.sort(runs)
    again = ordered[1:] == ordered[:-1]
    groups = np.count_nonzero(again[1:] & ~again[:-1]) + int(again[:1].any())
    return int(np.count_nonzero(again)) + int(groups)


@cache
def _stops() -> Flags:
    """Which ASCII characters end a sentence or open a new thought."""
    table = np.zeros(129, bool)
    table[[ord(char) for char in '.!?:;"\n']] = True
    return table


def _marks(page: Page, size: int) -> dict[str, float]:
    count = page.main_characters.tolist()
    signs, curly = count[ord("$")], 0
    if count[-1]:
        signs += sum(map(page.main_text.count, "£€₹"))
        curly = page.main_text.count("“")
    return {
        "money": math.log1p(signs),
        "quotes": 100 * (count[ord('"')] / 2 + curly) / size,
        "brackets": 100 * count[ord("(")] / size,
        "questions": 100 * count[ord("?")] / size,
        "commas": count[ord(",")] / size,
        "colons": 100 * count[ord(":")] / size,
    }


def _sentences(page: Page) -> dict[str, float]:
    chosen = page.is_main[page.sentence_block]
    length = page.sentence_words[chosen]
    if not len(length):
        return dict.fromkeys(("sentence", "sentence_spread", "prose", "imperatives"), 0.0)
    first = page.tokens.start.searchsorted(page.sentences[0][chosen])
    opening = page.tokens.hash.take(first, mode="clip")
    told = int(np.count_nonzero(is_in(opening, listed("imperative"))))
    count, total, squares = len(length), int(length.sum()), int(length @ length)
    return {
        "sentence": total / count,
        "sentence_spread": math.sqrt(count * squares - total * total) / count,
        "prose": int(length[length >= _SENTENCE].sum()) / max(total, 1),
        "imperatives": told / count,
    }


def _blocks(page: Page, size: int) -> dict[str, float]:
    table, main = page.table, page.is_main.nonzero()[0]
    tags = [table.tag[i] for i in main.tolist()]
    headings = sum(map(tags.count, _HEADINGS))
    return {
        "headings": math.log1p(headings),
        "section": math.log(size / (1 + headings)),
        "items": math.log1p(tags.count("li")),
        "cells": math.log1p(tags.count("td") + tags.count("th")),
        "images": math.log1p(table.images.take(main).sum()),
        "links": math.log1p(table.links.take(main).sum()),
        "controls": math.log1p(table.controls.take(main).sum()),
    }


def _substance(page: Page) -> dict[str, float]:
    """How much of the body only somebody who knows the case could have written."""
    told, padded = particular_chances(page), padding_chances(page)
    size, last = len(told), max(len(told) // 4, 1)
    words = max(len(page.main_words), 1)
    unknown = float("nan")
    return {
        "particular": float(told.mean()) if size else unknown,
        "particular_most": float(np.sort(told)[-_MOST_PARTICULAR:].mean()) if size else unknown,
        "particular_last": float(told[-last:].mean()) if size else unknown,
        "padding": float(padded.mean()) if size else unknown,
        "advice": 1000 * page.topic_count("general_advice") / words,
        "stock": 1000 * page.topic_count("stock_heading") / words,
    }


def _subject(page: Page, headline: Tokens, places: Ints) -> dict[str, float]:
    tokens = page.tokens
    content = kinds(headline.hash) == Kind.OTHER
    sought = distinct(stems_of(headline)[content])
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
    start = tokens.start.take(places)
    end = tokens.end.take(places)
    likely = (begins.take(beginning(tokens, start)) | (end - start == 1)).nonzero()[0]
    found = stems(tokens.codes, start.take(likely), end.take(likely))
    owner = sought.searchsorted(found)
    held = sought.take(owner, mode="clip") == found
    owner, where = owner[held], likely[held]
    last = len(places) - len(places) // 4 - 1
    block = np.arange(len(page.table)).repeat(page.block_words).take(places)
    paragraph = np.bincount(block) >= _PARAGRAPH
    hit = np.zeros(len(paragraph), bool)
    hit[block.take(where)] = True
    paragraphs = int(np.count_nonzero(paragraph))
    size = len(sought)
    return {
        "cover": len(set(owner.tolist())) / size,
        "cover_last": len(set(owner[where >= last].tolist())) / size,
        "density": len(where) / len(places),
        "sections_on_it": np.count_nonzero(hit & paragraph) / paragraphs if paragraphs else unknown,
        "gap": gap,
    }
