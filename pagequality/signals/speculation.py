"""Speculation: sentences that hedge, guess, or lean on authorities without a name.

A page may hedge soberly (medicine, science, law) or fill itself with guesses about what
could reshape everything; the sentence model tells the two apart, and the signals here
count what it finds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.learned.hedging import sentence_scores
from pagequality.learned.template_noise import line_scores
from pagequality.learned.template_noise.features import BODY
from pagequality.signals import quotes
from pagequality.signals.base import UNKNOWN, Signal, per_thousand, share
from pagequality.text.vocabulary import Kind

if TYPE_CHECKING:
    from pagequality.page.evidence import Evidence
    from pagequality.page.page import Page
    from pagequality.text.arrays import Ints


_HEDGE, _SPECULATION, _VAGUE = 0, 1, 2
_LEAD = 4
_TELLING: Final = 0.25
_TELLING_HEDGE: Final = 0.6
_CUE_TOPICS: Final = (
    "hedge", "hedge_belief", "hedge_term", "hedge_modal", "vague_attribution", "significance",
    "rumour", "open_future", "future_guess", "prospect", "question_raised",
)  # fmt: skip
"""The phrases that are marked in quotes."""
_CLOSE = 3


def _mean(page: Page, head: int) -> float:
    chances = sentence_scores(page)[:, head]
    return float(chances.mean()) if len(chances) else UNKNOWN


def hedged_sentences(page: Page) -> float:
    """Expected share of the main content's sentences that hedge.

    Hedging is no fault: scientists hedge. It matters in company. Source: Farkas et al. 2010
    (CoNLL shared task on hedges).

    >>> hedged_sentences(read_text("It may possibly rain today, it seems.")) > 0.5
    True
    >>> hedged_sentences(read(""))
    nan
    """
    return _mean(page, _HEDGE)


def speculative_sentences(page: Page) -> float:
    """Expected share of the sentences that are empty speculation.

    Guesses at motives and futures, inflated significance, questions instead of reporting.
    Source: the sentence rubric of the labelled sentences.

    >>> speculative_sentences(read_text("Only time will tell if this reshapes it.")) > 0.2
    True
    >>> speculative_sentences(read(""))
    nan
    """
    return _mean(page, _SPECULATION)


def vague_attributions(page: Page) -> float:
    """Expected share of the sentences that lean on an authority without a name.

    Source: Wikipedia's weasel words (Ganter and Strube 2009).

    >>> vague_attributions(read_text("Many experts believe that beans are the future.")) > 0.2
    True
    >>> vague_attributions(read(""))
    nan
    """
    return _mean(page, _VAGUE)


def speculative_lead(page: Page) -> float:
    """The highest chance of speculation among the first four sentences.

    Source: our own observation: rewritten news opens with significance.

    >>> speculative_lead(read_text("Beans need water every day."))  < 0.5
    True
    >>> speculative_lead(read(""))
    nan
    """
    chances = sentence_scores(page)[:, _SPECULATION][:_LEAD]
    return float(chances.max()) if len(chances) else UNKNOWN


def closing_sentences(page: Page) -> Ints:
    """Return the numbers of the last three sentences of the text proper.

    Template noise behind it is passed over, but for questions: "What do you think will
    happen? Share your thoughts!" is one line and belongs to both.
    """
    chosen = np.flatnonzero(page.main_sentences)
    asks = page.tokens.codes.take(page.sentences[1][chosen] - 1) == ord("?")
    body = line_scores(page).kind[page.sentence_block[chosen]] == BODY
    last: Ints = chosen[asks | body][-_CLOSE:]
    return last


def closing_question(page: Page) -> float:
    """Whether one of the last three sentences of the text is a question: 1 or 0.

    "What role will X play?" is how rewritten news ends. Source: our own observation.

    >>> closing_question(read_text("Beans grow well here. But what does the future hold for them?"))
    1.0
    >>> closing_question(read(""))
    nan
    """
    last = closing_sentences(page)
    if not len(last):
        return UNKNOWN
    return float((page.tokens.codes[page.sentences[1][last] - 1] == ord("?")).any())


def speculation_against_fact(page: Page) -> float:
    """Speculation and hedging over themselves plus attributed fact, in [0, 1].

    Attributed fact: reported speech, quotations, numbers and references. Source: our own
    observation: sober hedging comes with sources.

    >>> speculation_against_fact(read_text("Experts say it could possibly reshape it all.")) > 0.4
    True
    >>> speculation_against_fact(read(""))
    nan
    """
    chosen = sentence_scores(page)
    if not len(chosen):
        return UNKNOWN
    guesses = float(chosen[:, _SPECULATION].sum() + chosen[:, _VAGUE].sum())
    guesses += 0.3 * float(chosen[:, _HEDGE].sum())
    facts = int(page.word_kinds[Kind.REPORTING]) + int(page.main_characters[ord('"')]) / 2
    digits = page.main_characters[ord("0") : ord("9") + 1].sum() / 4
    return share(guesses, guesses + facts + 0.5 * float(digits) + 1.0)


def strongest_speculation(page: Page) -> float:
    """The mean chance of speculation of the three most speculative sentences.

    Source: our own observation: a few such sentences mark a page whatever its length.

    >>> strongest_speculation(read_text("Beans need water every day.")) < 0.5
    True
    >>> strongest_speculation(read(""))
    nan
    """
    chances = sentence_scores(page)[:, _SPECULATION]
    return float(np.sort(chances)[-_CLOSE:].mean()) if len(chances) else UNKNOWN


def open_endings(page: Page) -> float:
    """Phrases that leave the future open or inflate significance, for each thousand words.

    Source: lexicons `open_future` and `significance`.

    >>> open_endings(read_text("Only time will tell.")) > 100
    True
    >>> open_endings(read(""))
    nan
    """
    count = page.topic_count("open_future") + page.topic_count("significance")
    return per_thousand(count, len(page.main_words), most=500.0)


def sentences_that_speculate(page: Page) -> tuple[Evidence, ...]:
    """Quote the most speculative, vague and hedged sentences, and a closing question."""
    chosen = np.flatnonzero(page.main_sentences)
    if not len(chosen):
        return ()
    hedge, guess, vague = sentence_scores(page).T
    names = np.array(["hedge", "speculation", "vague attribution"])
    strength = np.stack([hedge - _TELLING_HEDGE + _TELLING, guess, vague])
    best = strength.max(axis=0)
    order = np.argsort(-best, kind="stable")[: quotes.MOST]
    picked = [(int(i), str(names[strength[:, i].argmax()])) for i in order if best[i] > _TELLING]
    starts, ends = page.sentences
    for i in np.searchsorted(chosen, closing_sentences(page)).tolist():
        if page.text[ends[chosen[i]] - 1] == "?":
            picked = [(j, kind) for j, kind in picked if j != i] + [(i, "closing question")]
    found = []
    for i, kind in picked:
        span = int(starts[chosen[i]]), int(ends[chosen[i]])
        found.append(quotes.of_span(page, span, kind)._replace(cues=_cues(page, span)))
    return tuple(found)


def _cues(page: Page, span: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """Return where in a sentence cues of speculation stand, apart from each other."""
    start, end = span
    matches = page.matches
    numbers = [page.matcher.number(topic) for topic in _CUE_TOPICS]
    inside = (matches.start >= start) & (matches.end <= min(end, start + quotes.LONGEST - 1))
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


SIGNALS: Final = (
    Signal(
        hedged_sentences,
        0,
        1,
        "Farkas et al. 2010",
        "many hedged sentences",
        sentences_that_speculate,
    ),
    Signal(
        speculative_sentences,
        0,
        1,
        "labelled sentences",
        "many speculative sentences",
        sentences_that_speculate,
    ),
    Signal(
        vague_attributions,
        0,
        1,
        "Ganter and Strube 2009",
        "claims by unnamed authorities",
        sentences_that_speculate,
    ),
    Signal(
        speculative_lead,
        0,
        1,
        "our observation",
        "speculation at its beginning",
        sentences_that_speculate,
    ),
    Signal(
        closing_question, 0, 1, "our observation", "a question at its end", sentences_that_speculate
    ),
    Signal(
        speculation_against_fact,
        0,
        1,
        "our observation",
        "more speculation than sources",
        sentences_that_speculate,
    ),
    Signal(
        strongest_speculation,
        0,
        1,
        "our observation",
        "a few very speculative sentences",
        sentences_that_speculate,
    ),
    Signal(
        open_endings,
        0,
        500,
        "our lexicons",
        "phrases that inflate or leave open",
        quotes.phrases("significance"),
    ),
)
