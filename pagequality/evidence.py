"""Quotes from the page that show what a signal found, and reasons in words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.classifiers.headline import undelivered
from pagequality.classifiers.lines import CLASSES
from pagequality.classifiers.wording import SHIFT, bag, default_models
from pagequality.signals import SIGNALS
from pagequality.signals.speculation import closing_sentences
from pagequality.verdict import Evidence, Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pagequality.page import Page
    from pagequality.parts import Floats

_MOST = 4
_LONGEST = 240
_LEAST = 0.03
"""A term smaller than this moves no probability by a percent."""
_TELLING = 0.25
_TELLING_WORDS = 6
_TELLING_HEDGE = 0.6
_QUOTED_KINDS: Final = (
    "adblock", "discussion", "newsletter", "consent", "related", "social", "promo", "disclosure",
    "wall",
)  # fmt: skip
_CUE_TOPICS: Final = (
    "hedge", "hedge_belief", "hedge_term", "hedge_modal", "vague_attribution", "significance",
    "rumour", "open_future", "future_guess", "prospect", "question_raised",
)  # fmt: skip
_PHRASES: Final = {
    "machine_cliches": "machine_cliche",
    "sales_talk": "sales_talk",
    "calls_to_action": "call_to_action",
    "stock_headings": "stock_heading",
    "open_endings": "significance",
}
_NOISE: Final = {
    "adblock_wall": "adblock",
    "comment_prompt": "discussion",
    "consent_text": "consent",
    "newsletter_nags": "newsletter",
    "related_lists": "related",
    "social_clutter": "social",
    "promotion": "promo",
    "disclosures": "disclosure",
}


def reasons(page: Page, vector: Floats, *, added: Floats, typical: Floats) -> tuple[Reason, ...]:
    """Turn contributions into reasons, strongest first; evidence only for those that accuse."""
    found: list[Reason] = []
    for i in np.argsort(-np.abs(added), kind="stable"):
        if abs(added[i]) < _LEAST:
            break
        signal, value, usual = SIGNALS[i], float(vector[i]), float(typical[i])
        against = added[i] > 0
        quotes = quote(page, signal.name, signal.family) if against and len(found) < 12 else ()  # noqa: PLR2004
        found.append(
            Reason(
                signal.name, value, usual, float(added[i]), _sentence(signal.phrase, value, usual),
                quotes,
            )
        )  # fmt: skip
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


def quote(page: Page, signal: str, family: str) -> tuple[Evidence, ...]:
    """Return quotes that show what one signal found."""
    if signal in _NOISE:
        return noise(page, (_NOISE[signal],))
    if signal in _PHRASES:
        return phrases(page, _PHRASES[signal])
    finder = _FINDERS.get(signal) or _FAMILY_FINDERS.get(family)
    return () if finder is None else finder(page)


def gather(page: Page) -> dict[str, tuple[Evidence, ...]]:
    """Return what each known family found on the page, whatever it weighs."""
    return {
        "boilerplate": boilerplate(page),
        "headline_mismatch": headline(page),
        "template_noise": noise(page, _QUOTED_KINDS, most=2 * _MOST),
        "speculation": speculation(page),
    }


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


def noise(page: Page, wanted: Iterable[str], most: int = _MOST) -> tuple[Evidence, ...]:
    """Quote lines of template noise, the kinds in the order asked for, surest and fullest first."""
    if not len(page.table):
        return ()
    kind = page.noise_kind
    chance = page.line_scores.probability
    found: list[Evidence] = []
    for name in wanted:
        number = CLASSES.index(name)
        blocks = np.flatnonzero(kind == number)
        telling = chance[blocks, number] * np.minimum(page.block_words[blocks], _TELLING_WORDS)
        blocks = blocks[np.argsort(-telling, kind="stable")]
        found += [_block(page, int(block), name) for block in blocks[:3]]
    return tuple(found[:most])


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
    """Quote the longest blocks that are not main content."""
    outside = np.flatnonzero(~page.is_main & ~page.table.hidden)
    longest = outside[np.argsort(-page.block_words[outside], kind="stable")][: _MOST - 1]
    return tuple(_block(page, int(block), "boilerplate") for block in longest)


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
    weight = counts * (model.idf * model.weight)[buckets]
    own = weight[np.searchsorted(buckets, words >> SHIFT)]
    places = np.flatnonzero(page.is_main_word)
    _, first = np.unique(words, return_index=True)
    best = first[np.argsort(-own[first], kind="stable")[:8]]
    top = [page.tokens.word(int(places[i])).lower() for i in best if own[i] > 0]
    return (Evidence(", ".join(top), "words", -1, ""),) if top else ()


def address(page: Page) -> tuple[Evidence, ...]:
    """Quote the page's address."""
    return (Evidence(_short(page.url), "address", -1, ""),) if page.url else ()


_FINDERS: Final[dict[str, Callable[[Page], tuple[Evidence, ...]]]] = {
    "body_wording": telling_words,
    "title_wording": title,
    "question_headings": headings,
    "numbered_headings": headings,
    "headings_with_keyword": headings,
    "title_parts": title,
    "title_length": title,
    "title_word_density": title,
    "title_pair_density": title,
}
_FAMILY_FINDERS: Final[dict[str, Callable[[Page], tuple[Evidence, ...]]]] = {
    "boilerplate": boilerplate,
    "headline": headline,
    "template_noise": lambda page: noise(page, _QUOTED_KINDS),
    "speculation": speculation,
    "address": address,
}
