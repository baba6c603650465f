"""Quotes from the page that show what a signal found, and reasons in words."""

from __future__ import annotations

import math
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.classifiers.headline import undelivered
from pagequality.classifiers.lines import CLASSES
from pagequality.classifiers.wording import ASPECTS, SHIFT, bag, default_models
from pagequality.signals import SIGNALS
from pagequality.signals.speculation import closing_sentences
from pagequality.signals.trust import leads_nowhere, prose_links
from pagequality.verdict import Evidence, Reason

if TYPE_CHECKING:
    from collections.abc import Callable

    from pagequality.page import Page
    from pagequality.parts import Floats
    from pagequality.signals.base import Signal

    Finder = Callable[[Page], tuple[Evidence, ...]]

_MOST = 4
_ALIKE = 3
_QUOTED = 12
"""So many reasons, the strongest, come with quotes."""
_LONGEST = 240
_LEAST = 0.03
"""A term smaller than this moves no probability by a percent."""
_TELLING = 0.25
_TELLING_WORDS = 6
_TELLING_HEDGE = 0.6
_CUE_TOPICS: Final = (
    "hedge", "hedge_belief", "hedge_term", "hedge_modal", "vague_attribution", "significance",
    "rumour", "open_future", "future_guess", "prospect", "question_raised",
)  # fmt: skip


def reasons(
    quotes: Quotes, vector: Floats, *, added: Floats, typical: Floats
) -> tuple[Reason, ...]:
    """Turn contributions into reasons, strongest first; evidence only for those that accuse."""
    found: list[Reason] = []
    order = np.argsort(-np.abs(added), kind="stable").tolist()
    values, usual, adds = vector.tolist(), typical.tolist(), added.tolist()
    for i in order:
        if abs(adds[i]) < _LEAST:
            break
        signal, value, common = SIGNALS[i], values[i], usual[i]
        told = _sentence(signal.phrase, value, common)
        shown = quotes.of(signal) if adds[i] > 0 and len(found) < _QUOTED else ()
        found.append(Reason(signal.name, value, common, adds[i], told, shown))
    return tuple(found)


def _sentence(phrase: str, value: float, typical: float) -> str:
    """Say what was measured, against what honest pages have."""
    if math.isnan(value):
        return f"Not to be told on this page: {phrase}."
    if math.isnan(typical):
        return f"{phrase.capitalize()}: {value:.3g}."
    if math.isclose(value, typical, rel_tol=0.02, abs_tol=1e-9):
        return f"{phrase.capitalize()}: {value:.3g}, as usual."
    amount = "more" if value > typical else "less"
    return f"{phrase.capitalize()}: {value:.3g}, {amount} than usual ({typical:.3g})."


class Quotes:
    """The quotes of one page; each finder looks once, when first asked."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._found: dict[Finder, tuple[Evidence, ...]] = {}

    def of(self, signal: Signal) -> tuple[Evidence, ...]:
        """Return quotes that show what one signal found."""
        finder = _FINDERS.get(signal.name) or _FAMILY_FINDERS.get(signal.family)
        if finder is not None:
            return self._once(finder)
        return self._noise(_MOST) if signal.family == "template_noise" else ()

    def by_family(self) -> dict[str, tuple[Evidence, ...]]:
        """Return what each known family found on the page, whatever it weighs."""
        return {
            "boilerplate": self._once(boilerplate),
            "headline_mismatch": self._once(headline),
            "template_noise": self._noise(2 * _MOST),
            "speculation": self._once(speculation),
        }

    def _noise(self, most: int) -> tuple[Evidence, ...]:
        """Quote lines of all kinds of noise, the most telling kinds first."""
        return tuple(chain.from_iterable(map(self._once, _NOISE.values())))[:most]

    def _once(self, finder: Finder) -> tuple[Evidence, ...]:
        if finder not in self._found:
            self._found[finder] = finder(self._page)
        return self._found[finder]


def _block(page: Page, block: int, kind: str) -> Evidence:
    text = page.text[page.table.start[block] : page.table.end[block]]
    return Evidence(_short(text), kind, int(block), page.path(int(block)))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "\u2026"


def _span(page: Page, span: tuple[int, int], kind: str) -> Evidence:
    start, end = span
    block = int(page.block_at(np.array([start]))[0])
    return Evidence(_short(page.text[start:end]), kind, block, page.path(block))


def noise(page: Page, kind: str) -> tuple[Evidence, ...]:
    """Quote lines of one kind of template noise, surest and fullest first."""
    number = CLASSES.index(kind)
    blocks = np.flatnonzero(page.noise_kind == number)
    if not len(blocks):
        return ()
    chance = page.line_scores.probability[blocks, number]
    telling = chance * np.minimum(page.block_words[blocks], _TELLING_WORDS)
    order = np.argsort(-telling, kind="stable")[:_ALIKE]
    return tuple(_block(page, block, kind) for block in blocks[order].tolist())


def speculation(page: Page) -> tuple[Evidence, ...]:
    """Quote the most speculative, vague and hedged sentences, and a closing question."""
    chosen = np.flatnonzero(page.main_sentences)
    if not len(chosen):
        return ()
    hedge, guess, vague = page.speculation.T
    names = np.array(["hedge", "speculation", "vague attribution"])
    strength = np.stack([hedge - _TELLING_HEDGE + _TELLING, guess, vague])
    best = strength.max(axis=0)
    order = np.argsort(-best, kind="stable")[:_MOST]
    picked = [(int(i), str(names[strength[:, i].argmax()])) for i in order if best[i] > _TELLING]
    starts, ends = page.sentences
    for i in np.searchsorted(chosen, closing_sentences(page)).tolist():
        if page.text[ends[chosen[i]] - 1] == "?":
            picked = [(j, kind) for j, kind in picked if j != i] + [(i, "closing question")]
    found = []
    for i, kind in picked:
        span = int(starts[chosen[i]]), int(ends[chosen[i]])
        found.append(_span(page, span, kind)._replace(cues=_cues(page, span)))
    return tuple(found)


def _cues(page: Page, span: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """Return where in a sentence cues of speculation stand, apart from each other."""
    start, end = span
    matches = page.matches
    numbers = [page.matcher.number(topic) for topic in _CUE_TOPICS]
    inside = (matches.start >= start) & (matches.end <= min(end, start + _LONGEST - 1))
    inside &= np.isin(matches.topic, numbers)
    cues: list[tuple[int, int]] = []
    pairs = zip(
        (matches.start[inside] - start).tolist(),
        (matches.end[inside] - start).tolist(),
        strict=True,
    )
    for first, last in sorted(pairs, key=lambda pair: (pair[0], -pair[1])):
        if not cues or first >= cues[-1][1]:
            cues.append((first, last))
    return tuple(cues)


def phrases(page: Page, topic: str) -> tuple[Evidence, ...]:
    """Quote the sentences that hold phrases of a lexicon topic."""
    matches = page.matches.of(page.matcher.number(topic))
    if not len(matches.start):
        return ()
    starts, ends = page.sentences
    holding = np.unique(np.searchsorted(starts, matches.start, side="right") - 1)
    holding = holding[holding >= 0][:_MOST]
    return tuple(_span(page, (int(starts[i]), int(ends[i])), topic) for i in holding)


def boilerplate(page: Page) -> tuple[Evidence, ...]:
    """Quote the longest blocks that are not main content, a headline apart from it aside."""
    outside = np.flatnonzero(~page.is_main & ~page.table.hidden)
    longest = outside[np.argsort(-page.block_words[outside], kind="stable")][:_MOST]
    found = [_block(page, block, "boilerplate") for block in longest.tolist()]
    headline = _short(page.headline)
    return tuple([quote for quote in found if quote.quote != headline][: _MOST - 1])


def headline(page: Page) -> tuple[Evidence, ...]:
    """Quote the headline, and the telling words of it that the body has in no form."""
    if not page.headline:
        return ()
    found = [Evidence(_short(page.headline), "headline", -1, "")]
    lacking = undelivered(page.headline_tokens, page.tokens, words=page.body_places)
    if lacking:
        found.append(Evidence(", ".join(lacking), "promised, not in the body", -1, ""))
    return tuple(found)


def title(page: Page) -> tuple[Evidence, ...]:
    """Quote the title."""
    return (Evidence(_short(page.title), "title", -1, ""),) if page.title else ()


def headings(page: Page) -> tuple[Evidence, ...]:
    """Quote the headings."""
    return tuple(_block(page, int(block), "heading") for block in page.headings[:_MOST])


def telling_words(page: Page) -> tuple[Evidence, ...]:
    """Name the words of the main content that low pages prefer most."""
    words = page.main_words
    buckets, counts = bag(words)
    if not len(buckets):
        return ()
    model = default_models()[f"{page.source}_body"]
    weight = counts * model.idf[buckets] * model.weight[buckets, ASPECTS.index("low")]
    own = weight[np.searchsorted(buckets, words >> SHIFT)]
    places = np.flatnonzero(page.is_main_word)
    _, first = np.unique(words, return_index=True)
    best = first[np.argsort(-own[first], kind="stable")[:8]]
    top = [page.tokens.word(int(places[i])).lower() for i in best if own[i] > 0]
    return (Evidence(", ".join(top), "words", -1, ""),) if top else ()


def dead_links(page: Page) -> tuple[Evidence, ...]:
    """Quote the paragraphs whose links lead nowhere."""
    blocks = dict.fromkeys(block for href, block in prose_links(page) if leads_nowhere(href))
    return tuple(_block(page, block, "dead link") for block in list(blocks)[:_MOST])


def address(page: Page) -> tuple[Evidence, ...]:
    """Quote the page's address."""
    return (Evidence(_short(page.url), "address", -1, ""),) if page.url else ()


_NOISE: Final[dict[str, Finder]] = {
    kind: partial(noise, kind=kind)
    for kind in (
        "adblock", "discussion", "newsletter", "consent", "related", "social", "promo",
        "disclosure", "wall",
    )
}  # fmt: skip
"""The kinds of noise that are quoted, the most telling first."""
_FINDERS: Final[dict[str, Finder]] = {
    "adblock_wall": _NOISE["adblock"],
    "comment_prompt": _NOISE["discussion"],
    "consent_text": _NOISE["consent"],
    "newsletter_nags": _NOISE["newsletter"],
    "related_lists": _NOISE["related"],
    "leftover_lines": _NOISE["related"],
    "social_clutter": _NOISE["social"],
    "promotion": _NOISE["promo"],
    "disclosures": _NOISE["disclosure"],
    "machine_cliches": partial(phrases, topic="machine_cliche"),
    "sales_talk": partial(phrases, topic="sales_talk"),
    "calls_to_action": partial(phrases, topic="call_to_action"),
    "stock_headings": partial(phrases, topic="stock_heading"),
    "open_endings": partial(phrases, topic="significance"),
    "dead_links": dead_links,
    "body_wording": telling_words,
    "title_wording": title,
    "title_score": title,
    "heading_wording": headings,
    "heading_score": headings,
    "question_headings": headings,
    "numbered_headings": headings,
    "headings_with_keyword": headings,
    "title_parts": title,
    "title_length": title,
    "title_word_density": title,
    "title_pair_density": title,
}
"""What quotes for a signal."""
_FAMILY_FINDERS: Final[dict[str, Finder]] = {
    "boilerplate": boilerplate,
    "headline": headline,
    "speculation": speculation,
    "address": address,
}
"""What quotes for the other signals of a family."""
