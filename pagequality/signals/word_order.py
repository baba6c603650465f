"""Word order: text that only looks like text, from shuffled words, chains and lists of keywords."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.learned.word_order import order_of_runs, surprise_of_letters
from pagequality.page.memo import once
from pagequality.signals import quotes
from pagequality.signals.base import ACCUSE, UNKNOWN, Signal, percent, share
from pagequality.signals.topics import OTHER

if TYPE_CHECKING:
    from pagequality.page.evidence import Evidence
    from pagequality.page.page import Page
    from pagequality.text.arrays import Ints

_MOST: Final = 40.0
_CLEAR: Final = 4.0
"""Log-odds from which on a run is quoted."""
_SURPRISING: Final = 3.5
"""Mean surprise at the letters of a word, in nats; English words have 2.1."""
_USUAL: Final = 0.15
"""The largest share of such words on nearly all honest pages."""
_FEWEST: Final = 20
_LONG: Final = 40
_FEW, _HEAPS = 0.65, 0.8
"""Prose has about 1.5 times its length to this power of different words."""
_CODE: Final = frozenset(("pre", "code", "textarea", "samp", "kbd"))


def word_order(page: Page) -> float:
    """Log-odds that its words stand in no order that English allows, over some runs of them.

    Zero where order is likelier: how well ordered a text is says nothing. Lines with few function
    words (names, parts, keywords), many figures or capitals are not read; unknown with fewer than
    eighty words or less than two thirds of them left, and of other languages. Source: a network
    learned on pages against what is made of them by recipe; on Markov chains in spam: Gyongyi and
    Garcia-Molina 2005.

    >>> text = "We sowed the beans in the middle of May, and by June they had grown tall. " * 6
    >>> shuffled = " ".join(sorted(text.split(), key=lambda word: word[::-1]))
    >>> word_order(read_text(text))
    0.0
    >>> word_order(read_text(shuffled)) > 4
    True
    >>> word_order(read(""))
    nan
    """
    runs = order_of_runs(page)
    return UNKNOWN if runs is None else min(max(runs.disorder, 0.0), _MOST)


def letter_order(page: Page) -> float:
    """Share of its different words whose letters are in no usual order, beyond what names need.

    Words of four letters or more; foreign names and shorthand make up to 0.15 of the words of
    honest pages, and that counts as nothing. Unknown with fewer than twenty words, and of other
    languages. Source: letters counted on pages; Shannon 1948 on their order.

    >>> text = "In the middle of the summer our neighbours carried water from their garden to ours "
    >>> text += "because nothing else would have saved those beans before August brought some rain "
    >>> text += "with thunder under heavy clouds"
    >>> mashed = " ".join(f"{word}qxj{word[::-1]}vk" for word in text.split())
    >>> letter_order(read_text(text)), letter_order(read_text(mashed)) > 0.5
    (0.0, True)
    >>> letter_order(read(""))
    nan
    """
    found = surprise_of_letters(page)
    if len(found) < _FEWEST:
        return UNKNOWN
    unusual = share(int(np.count_nonzero(found > _SURPRISING)), len(found))
    return round(max(0.0, unusual - _USUAL) / (1 - _USUAL), 3)


def keyword_lists(page: Page) -> float:
    """Share of the main words in long lines that say few words in ever new combinations.

    Long: forty words and no code. Doorways list what may be searched for ("cheap plumber Leeds,
    cheap plumber York"). A text of so many words has more different ones; how many grows with a
    power of its length (Heaps 1978). Source: our own observation; Ntoulas et al. 2006.

    >>> trades, towns = ("plumber", "boiler repair", "roofer"), ("Ware", "Ely", "Kew", "Hull")
    >>> listed = ", ".join(f"{how} {who} {town}" for how in ("cheap", "best", "local")
    ...                    for who in trades for town in towns)
    >>> keyword_lists(read_text(listed))
    1.0
    >>> keyword_lists(read_text("Water the beans in May."))
    0.0
    >>> keyword_lists(read(""))
    nan
    """
    words = len(page.main_words)
    return round(share(int(page.block_words[_combined(page)].sum()), words), 3)


@once
def _combined(page: Page) -> Ints:
    """The blocks of few words in many combinations."""
    sizes, main = page.block_words, page.is_main
    long = (main & (sizes >= _LONG)).nonzero()[0]
    first = page.first_word
    found = [
        block
        for block in long.tolist()
        if page.table.tag[block] not in _CODE
        and len(set(page.tokens.hash[first[block] : first[block + 1]].tolist()))
        < _FEW * sizes[block] ** _HEAPS
    ]
    return np.array(found, np.intp)


def combined_blocks(page: Page) -> tuple[Evidence, ...]:
    """Quote lines of few words in many combinations."""
    return tuple(
        quotes.of_block(page, block, "keyword list")
        for block in _combined(page)[: quotes.MOST].tolist()
    )


def worst_runs(page: Page) -> tuple[Evidence, ...]:
    """Quote the runs of words whose order is least likely, if it is clearly no order.

    Run-on lines without commas are somewhat unlikely, and English.
    """
    runs = order_of_runs(page)
    if runs is None:
        return ()
    worst = np.argsort(-runs.log_odds, kind="stable")[: quotes.MOST]
    return tuple(
        quotes.of_span(
            page, _longest_part(page, runs.first[number], runs.last[number]), "word order"
        )
        for number in worst[runs.log_odds[worst] > _CLEAR].tolist()
    )


def _longest_part(page: Page, first: int, last: int) -> tuple[int, int]:
    """Return where those words from the first to the last stand that share the fullest block."""
    words = np.arange(first, last + 1)
    block = np.searchsorted(page.first_word, words, side="right") - 1
    own = words[block == np.bincount(block).argmax()]
    return int(page.tokens.start[own[0]]), int(page.tokens.end[own[-1]])


SIGNALS: Final = (
    Signal(
        word_order,
        0,
        _MOST,
        "Gyongyi and Garcia-Molina 2005",
        "words in no order that English allows",
        worst_runs,
        speaks=ACCUSE,
    ),
    Signal(
        keyword_lists,
        0,
        1,
        "Ntoulas et al. 2006",
        "lists of combined keywords",
        combined_blocks,
        speaks=ACCUSE,
        unit=percent("words"),
    ),
    Signal(
        letter_order,
        0,
        1,
        "Shannon 1948",
        "words of unlikely letters",
        speaks=ACCUSE,
        unit=percent("words"),
        topic=OTHER,
    ),
)
