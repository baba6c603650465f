"""Speculation: sentences that guess, pass on hearsay, or lean on authorities without a name.

A page may hedge soberly (medicine, science, law) or fill itself with guesses about what
could reshape everything. Sober hedging counts for nothing here, and neither does what a named
speaker, a source or a figure beside it answers for (`learned.hedging.kind_chances`). Every
signal points one way: the higher, the more it speaks for low quality.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.learned.hedging import KINDS, cues, kind_chances, sentence_scores
from pagequality.learned.hedging.cues import TOPICS
from pagequality.learned.template_noise import line_scores
from pagequality.learned.template_noise.features import BODY
from pagequality.page.memo import once
from pagequality.signals import quotes
from pagequality.signals.base import ACCUSE, RATE, UNKNOWN, Signal, Unit, per_thousand, percent
from pagequality.text.quotations import quoted_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from pagequality.page.evidence import Evidence
    from pagequality.page.page import Page
    from pagequality.signals.quotes import Finder
    from pagequality.text.arrays import Flags, Floats, Ints

_SPECULATION, _VAGUE, _RUMOUR = 1, 2, 3
_TELLING: Final = 0.25
_TELLING_HEDGE: Final = 0.6
_CUE_TOPICS: Final = (
    "hedge", "hedge_belief", "hedge_term", "hedge_modal", "vague_attribution", "significance",
    "rumour", "motive_guess", "open_future", "future_guess", "prospect", "question_raised",
)  # fmt: skip
"""The phrases that are marked in quotes."""
_MARKED: Final = np.array([topic in _CUE_TOPICS for topic in TOPICS])
_OPEN, _INFLATES = (TOPICS.index(topic) for topic in ("open_future", "significance"))
_QUESTION, _WIDE_QUESTION = ord("?"), ord("\uff1f")
"""Question marks, that of Chinese and Japanese among them."""
_USUAL: Final = 1 / 8
"""Where more than this share of the sentences ask, questions are the page's manner."""
_CLOSE = 3
_CLOSING: Final = "closing question"


def _share(page: Page, kind: int) -> float:
    chances = kind_chances(page)[:, kind]
    return float(chances.mean()) if len(chances) else UNKNOWN


@once
def _any_kind(page: Page) -> Floats:
    """For each sentence the probability that it is speculation of whatever kind."""
    clear: Floats = (1 - kind_chances(page)[:, _SPECULATION:]).prod(axis=1)
    return 1 - clear


def speculative_sentences(page: Page) -> float:
    """Expected share of the sentences that are empty speculation.

    Guesses at motives and futures, inflated significance, questions instead of reporting.
    Source: the sentence rubric of the labelled sentences.

    >>> speculative_sentences(read_text("Only time will tell if this reshapes it.")) > 0.2
    True
    >>> speculative_sentences(read(""))
    nan
    """
    return _share(page, _SPECULATION)


def vague_attributions(page: Page) -> float:
    """Expected share of the sentences that lean on an authority without a name.

    A study that is cited or linked, or a speaker with a name, in the sentence or beside it, is
    no such authority. Source: Wikipedia's weasel words (Ganter and Strube 2009).

    >>> vague_attributions(read_text("Many experts believe that beans are the future.")) > 0.2
    True
    >>> vague_attributions(read(""))
    nan
    """
    return _share(page, _VAGUE)


def rumours(page: Page) -> float:
    """Expected share of the sentences that pass on hearsay as news.

    Source: the sentence rubric of the labelled sentences.

    >>> rumours(read_text("Rumour has it that the duo secretly plans a new bean.")) > 0.2
    True
    >>> rumours(read(""))
    nan
    """
    return _share(page, _RUMOUR)


def hedged_speculation(page: Page) -> float:
    """Expected share of the sentences that hedge and are speculation of whatever kind.

    Hedging alone is no fault: scientists hedge (Farkas et al. 2010, the CoNLL shared task).
    Source: flag ``s`` of the page rubric: claims carried by could, may and reportedly.

    >>> guess = "Experts believe this could perhaps reshape the whole industry forever."
    >>> hedged_speculation(read_text(guess)) > 0.2
    True
    >>> hedged_speculation(read(""))
    nan
    """
    hedged = sentence_scores(page)[:, 0] * _any_kind(page)
    return float(hedged.mean()) if len(hedged) else UNKNOWN


def strongest_speculation(page: Page) -> float:
    """The mean chance of speculation, of whatever kind, of the three most speculative sentences.

    Source: our own observation: a few such sentences mark a page whatever its length.

    >>> strongest_speculation(read_text("Beans need water every day.")) < 0.5
    True
    >>> strongest_speculation(read(""))
    nan
    """
    chances = _any_kind(page)
    return float(np.sort(chances)[-_CLOSE:].mean()) if len(chances) else UNKNOWN


def closing_sentences(page: Page) -> Ints:
    """Return the numbers of the last three sentences of the text proper.

    Template noise behind it is passed over, but for questions: "What do you think will
    happen? Share your thoughts!" is one line and belongs to both.
    """
    chosen = page.main_sentences.nonzero()[0]
    body = line_scores(page).kind[page.sentence_block[chosen]] == BODY
    last: Ints = chosen[_asks(page, chosen) | body][-_CLOSE:]
    return last


def _asks(page: Page, sentences: Ints) -> Flags:
    """Which sentences end in a question mark."""
    ends = page.tokens.codes.take(page.sentences[1][sentences] - 1)
    asks: Flags = (ends == _QUESTION) | (ends == _WIDE_QUESTION)
    return asks


def closing_question(page: Page) -> float:
    """Whether one of the last three sentences of the text is a question: 1 or 0.

    "What role will X play?" is how rewritten news ends. Where questions are the manner of the
    page (answers to frequent ones, an interview, a quiz) one at its end says nothing: 0.
    Source: our own observation.

    >>> closing_question(read_text("Beans grow well here. But what does the future hold for them?"))
    1.0
    >>> closing_question(read(""))
    nan
    """
    last = closing_sentences(page)
    if not len(last):
        return UNKNOWN
    closing = int(np.count_nonzero(_asks(page, last)))
    judged = page.main_sentences.nonzero()[0]
    before = int(np.count_nonzero(_asks(page, judged))) - closing
    return float(closing > 0 and before <= _USUAL * len(judged))


def open_endings(page: Page) -> float:
    """Phrases that leave the future open or inflate significance, for each thousand words.

    Phrases that overlap count once; those in quotation marks are the speaker's. Source: lexicons
    `open_future` and `significance`.

    >>> open_endings(read_text("Only time will tell.")) > 100
    True
    >>> open_endings(read(""))
    nan
    """
    starts, ends = _open_phrases(page)
    if not len(starts):
        return per_thousand(0, len(page.main_words))
    count = _apart(starts, ends)
    return per_thousand(count, len(page.main_words), most=500.0)


def _open_phrases(page: Page) -> tuple[Ints, Ints]:
    """Where the writer's own phrases of this kind begin and end, in the main content."""
    found = cues(page)
    chosen = ((found.topic == _OPEN) | (found.topic == _INFLATES)).nonzero()[0]
    starts = found.start[chosen]
    first = page.tokens.start.searchsorted(starts)
    own = page.is_main[page.block_at(starts)] & ~quoted_words(page.tokens)[first]
    return starts[own], found.end[chosen][own]


def open_phrases(page: Page) -> tuple[Evidence, ...]:
    """Quote the sentences that hold what `open_endings` counts."""
    return quotes.of_sentences(page, _open_phrases(page), "significance")


def _apart(starts: Ints, ends: Ints) -> int:
    """Count spans, those that overlap once.

    >>> _apart(np.array([0, 5, 20]), np.array([15, 10, 25]))
    2
    """
    order = np.argsort(starts, kind="stable")
    reached = np.maximum.accumulate(ends[order])
    return int((starts[order][1:] >= reached[:-1]).sum()) + (len(starts) > 0)


def sentences_that_speculate(page: Page) -> tuple[Evidence, ...]:
    """Quote the most speculative, vague and hedged sentences, and a closing question."""
    chosen = np.flatnonzero(page.main_sentences)
    if not len(chosen):
        return ()
    names = np.array(["hedge", *KINDS[_SPECULATION:]])
    strength = kind_chances(page).T.copy()
    strength[0] = sentence_scores(page)[:, 0] - _TELLING_HEDGE + _TELLING
    best = strength.max(axis=0)
    order = np.argsort(-best, kind="stable")[: quotes.MOST]
    picked = [(int(i), str(names[strength[:, i].argmax()])) for i in order if best[i] > _TELLING]
    last = _closing_questions(page)
    for i in np.searchsorted(chosen, last).tolist():
        picked = [(j, kind) for j, kind in picked if j != i] + [(i, _CLOSING)]
    return tuple(_quoted(page, int(chosen[i]), kind) for i, kind in picked)


def sentences_of(*kinds: str, hedged: bool = False, least: int = 1) -> Finder:
    """Return what quotes whole sentences of these `KINDS`, the likeliest first.

    A signal that counts one kind is shown by that kind alone, and a sober hedge shows nothing.

    Args:
        kinds: some of `KINDS`.
        hedged: whether the sentence must hedge, too.
        least: how many sentences it takes.
    """
    columns = [KINDS.index(kind) for kind in kinds]

    def find(page: Page) -> tuple[Evidence, ...]:
        chosen = page.main_sentences.nonzero()[0]
        strength = kind_chances(page)[:, columns].T
        if hedged:
            strength = strength * sentence_scores(page)[:, 0]
        best = np.where(quotes.are_whole(page)[chosen], strength.max(axis=0), 0.0)
        order = np.argsort(-best, kind="stable")[: quotes.MOST]
        found = tuple(
            _quoted(page, int(chosen[i]), kinds[int(strength[:, i].argmax())])
            for i in order if best[i] > _TELLING
        )  # fmt: skip
        return found if len(found) >= least else ()

    return find


def questions_at_the_end(page: Page) -> tuple[Evidence, ...]:
    """Quote the questions that `closing_question` found."""
    return tuple(_quoted(page, i, _CLOSING) for i in _closing_questions(page).tolist())


def _closing_questions(page: Page) -> Ints:
    """The numbers of the sentences that `closing_question` found."""
    last = closing_sentences(page)
    return last[_asks(page, last)] if closing_question(page) else last[:0]


def _quoted(page: Page, sentence: int, kind: str) -> Evidence:
    """Quote a sentence, its cues marked."""
    starts, ends = page.sentences
    span = int(starts[sentence]), int(ends[sentence])
    return quotes.of_span(page, span, kind)._replace(cues=_cues(page, span))


def _cues(page: Page, span: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """Return where in a sentence cues of speculation stand, apart from each other.

    Those that are struck out ("you may", the month of May) are no cues.
    """
    start, end = span
    found = cues(page)
    inside = (found.start >= start) & (found.end <= min(end, start + quotes.LONGEST - 1))
    inside &= _MARKED.take(found.topic)
    marked: list[tuple[int, int]] = []
    pairs = zip(
        (found.start[inside] - start).tolist(),
        (found.end[inside] - start).tolist(),
        strict=True,
    )
    for first, last in sorted(pairs, key=lambda pair: (pair[0], -pair[1])):
        if not marked or first >= marked[-1][1]:
            marked.append((first, last))
    return tuple(marked)


def _row(
    function: Callable[[Page], float],
    source: str,
    phrase: str,
    *,
    quote: Finder,
    unit: Unit | None = None,
) -> Signal:
    return Signal(function, 0, 1, source, phrase, quote, speaks=ACCUSE, unit=unit)


_ANY: Final = KINDS[_SPECULATION:]


SIGNALS: Final = (
    _row(
        speculative_sentences,
        "labelled sentences",
        "sentences that speculate",
        quote=sentences_of("speculation"),
        unit=percent("sentences"),
    ),
    _row(
        vague_attributions,
        "Ganter and Strube 2009",
        "claims by authorities without a name",
        quote=sentences_of("vague attribution"),
        unit=percent("sentences"),
    ),
    _row(
        rumours,
        "labelled sentences",
        "hearsay told as news",
        quote=sentences_of("rumour", least=2),
        unit=percent("sentences"),
    ),
    _row(
        hedged_speculation,
        "page rubric",
        "guesses hedged with could and may",
        quote=sentences_of(*_ANY, hedged=True),
        unit=percent("sentences"),
    ),
    _row(
        strongest_speculation,
        "our observation",
        "a few sentences of mere speculation",
        quote=sentences_of(*_ANY),
    ),
    _row(
        closing_question,
        "our observation",
        "an open question at its end",
        quote=questions_at_the_end,
    ),
    Signal(
        open_endings,
        0,
        500,
        "our lexicons",
        "phrases that inflate or leave open",
        open_phrases,
        speaks=ACCUSE,
        unit=RATE,
    ),
)
