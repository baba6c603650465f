"""Template noise: what a page's template, not its author, says to the reader.

Adblock walls, consent text, comment prompts, newsletter nags, share buttons, lists of
related posts and their like: each line of a page is one of these kinds or real content.
"""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.learned.template_noise import line_scores, noise_words
from pagequality.learned.template_noise.features import BODY, CLASSES
from pagequality.page.memo import once
from pagequality.signals import quotes
from pagequality.signals.base import UNKNOWN, Signal, share

if TYPE_CHECKING:
    from pagequality.page.evidence import Evidence
    from pagequality.page.page import Page
    from pagequality.text.arrays import Flags

_FURNITURE: Final = ("navigation", "legal", "metadata", "wall")
_NAGS: Final = np.array([kind not in (*_FURNITURE, "body") for kind in CLASSES])
_PROSE = 8
_ALIKE: Final = 3
_TELLING_WORDS: Final = 6
QUOTED: Final = (
    "adblock", "discussion", "newsletter", "consent", "related", "social", "promo",
    "disclosure", "wall",
)  # fmt: skip
"""The kinds of noise that are quoted, the most telling first."""


def _nagging(page: Page) -> Flags:
    """Which blocks ask something of the reader: noise, but not mere furniture."""
    return _NAGS.take(line_scores(page).kind)


def _words(page: Page, kind: str) -> int:
    """Return the words in blocks that are noise of one kind."""
    return int(noise_words(page)[CLASSES.index(kind)])


def noise_share(page: Page) -> float:
    """Share of the words of the page in blocks that are template noise of any kind.

    Source: the line rubric of the labelled lines; jusText#54 on noise that reads like prose.

    >>> noise_share(read("<p>Share your thoughts in the comments below!</p>"))
    1.0
    >>> noise_share(read(""))
    nan
    """
    return share(int(noise_words(page)[:BODY].sum()), len(page.tokens))


def nag_share(page: Page) -> float:
    """Share of the words that ask the reader to react, sign up, share, buy or read on.

    Menus, legal lines and bylines are furniture and do not count. Source: as `noise_share`.

    >>> nag_share(read("<p>Share your thoughts in the comments below!</p>"))
    1.0
    >>> nag_share(read(""))
    nan
    """
    return share(int(noise_words(page)[_NAGS].sum()), len(page.tokens))


def intrusion(page: Page) -> float:
    """Share of the main content's words that are such requests.

    Noise around a text is usual; noise inside it is in the reader's way. Source: our own
    observation on labelled pages.

    >>> intrusion(read_text("Share your thoughts in the comments below!"))
    1.0
    >>> intrusion(read(""))
    nan
    """
    return share(int(page.block_words[_nagging(page) & page.is_main].sum()), len(page.main_words))


def interruptions(page: Page) -> float:
    r"""Requests between the first and last paragraph, for each paragraph; 1 at most.

    Source: our own observation on labelled pages.

    >>> interruptions(read_text("Water the beans every single day, early in the morning."))
    0.0
    >>> interruptions(read(""))
    nan
    """
    paragraphs = np.flatnonzero(page.is_main & (page.block_words >= _PROSE))
    if not len(paragraphs):
        return UNKNOWN
    between = int(np.count_nonzero(_nagging(page)[paragraphs[0] : paragraphs[-1]]))
    return min(1.0, between / len(paragraphs))


def adblock_wall(page: Page) -> float:
    """Words that ask to switch off an ad blocker: w / (w + 20).

    Source: RUBRIC kind "adblock"; no peer counts it.

    >>> adblock_wall(read_text("Adblock detected. Please disable your ad blocker.")) > 0.2
    True
    >>> adblock_wall(read(""))
    nan
    """
    return _presence(page, "adblock")


def comment_prompt(page: Page) -> float:
    r"""Words that ask for comments or belong to their form: w / (w + 20).

    Source: line kind "discussion": prompts, Akismet lines, form labels.

    >>> comment_prompt(read_text("Leave a reply\nShare your thoughts in the comments!")) > 0.2
    True
    >>> comment_prompt(read(""))
    nan
    """
    return _presence(page, "discussion")


def _presence(page: Page, kind: str) -> float:
    if not len(page.tokens):
        return UNKNOWN
    words = _words(page, kind)
    return words / (words + 20.0)


def consent_text(page: Page) -> float:
    """Share of the words about cookies and consent.

    Source: C4 and FineWeb drop pages with such phrases; we count them.

    >>> consent_text(read_text("We use cookies to improve your experience. Accept all cookies"))
    1.0
    >>> consent_text(read(""))
    nan
    """
    return _share_of(page, "consent")


def newsletter_nags(page: Page) -> float:
    """Share of the words that ask to subscribe or to install something.

    Source: jusText#54.

    >>> newsletter_nags(read_text("Subscribe to our newsletter"))
    1.0
    >>> newsletter_nags(read(""))
    nan
    """
    return _share_of(page, "newsletter")


def related_lists(page: Page) -> float:
    """Share of the words in related, recommended and next-post lists.

    Source: line kind "related".

    >>> related_lists(read_text("You may also like"))
    1.0
    >>> related_lists(read(""))
    nan
    """
    return _share_of(page, "related")


def leftover_lines(page: Page) -> float:
    r"""Lines of the main content that offer another post and link nothing, 10 at most.

    "Read also" was a link where the text was taken from. Source: our own observation on scraped
    pages.

    >>> beans = "<p>" + "Water the beans every morning before the sun is high. " * 9
    >>> leftover_lines(read(beans))
    0.0
    >>> leftover_lines(read_text("Beans"))
    nan
    """
    if page.source == "text" or not len(page.table):
        return UNKNOWN
    offers = page.is_main & (line_scores(page).kind == CLASSES.index("related"))
    return min(10.0, float(np.count_nonzero(offers & (page.table.links == 0))))


def social_clutter(page: Page) -> float:
    """Share of the words on share and follow buttons.

    Source: line kind "social".

    >>> social_clutter(read_text("Share on Facebook"))
    1.0
    >>> social_clutter(read(""))
    nan
    """
    return _share_of(page, "social")


def promotion(page: Page) -> float:
    """Share of the words that sell: shop calls, deals, sponsored blocks, donation calls.

    Source: line kind "promo".

    >>> promotion(read_text("Buy now and save 20% with this coupon"))
    1.0
    >>> promotion(read(""))
    nan
    """
    return _share_of(page, "promo")


def disclosures(page: Page) -> float:
    """Share of the words that disclose affiliate links, sponsors or machine authorship.

    A disclosure is honest, but who needs one earns from links. Source: line kind "disclosure".

    >>> disclosures(read_text("This post contains affiliate links.")) > 0.5
    True
    >>> disclosures(read(""))
    nan
    """
    return _share_of(page, "disclosure")


def _share_of(page: Page, kind: str) -> float:
    return share(_words(page, kind), len(page.tokens))


@cache
def noise_of(kind: str) -> quotes.Finder:
    """Return what quotes lines of one kind of template noise, surest and fullest first."""
    number = CLASSES.index(kind)

    @once
    def find(page: Page) -> tuple[Evidence, ...]:
        scores = line_scores(page)
        blocks = np.flatnonzero(scores.kind == number)
        chance = scores.probability[blocks, number]
        telling = chance * np.minimum(page.block_words[blocks], _TELLING_WORDS)
        order = np.argsort(-telling, kind="stable")[:_ALIKE]
        return tuple(quotes.of_block(page, block, kind) for block in blocks[order].tolist())

    return find


def all_noise(page: Page) -> tuple[Evidence, ...]:
    """Quote lines of all kinds of noise, the most telling kinds first."""
    return tuple(chain.from_iterable(noise_of(kind)(page) for kind in QUOTED))[: 2 * quotes.MOST]


def noise_lines(page: Page) -> tuple[Evidence, ...]:
    """Quote the first few of `all_noise`."""
    return all_noise(page)[: quotes.MOST]


SIGNALS: Final = (
    Signal(noise_share, 0, 1, "labelled lines", "much template noise", noise_lines),
    Signal(
        nag_share, 0, 1, "labelled lines", "many requests to react, sign up or buy", noise_lines
    ),
    Signal(intrusion, 0, 1, "our observation", "template noise inside its content", noise_lines),
    Signal(interruptions, 0, 1, "our observation", "requests between its paragraphs", noise_lines),
    Signal(adblock_wall, 0, 1, "labelled lines", "an adblock notice", noise_of("adblock")),
    Signal(comment_prompt, 0, 1, "labelled lines", "prompts to comment", noise_of("discussion")),
    Signal(
        consent_text, 0, 1, "C4, FineWeb", "text about cookies and consent", noise_of("consent")
    ),
    Signal(newsletter_nags, 0, 1, "jusText#54", "newsletter requests", noise_of("newsletter")),
    Signal(related_lists, 0, 1, "labelled lines", "lists of related posts", noise_of("related")),
    Signal(
        leftover_lines,
        0,
        10,
        "our observation",
        "offers of other posts without a link",
        noise_of("related"),
    ),
    Signal(social_clutter, 0, 1, "labelled lines", "share and follow buttons", noise_of("social")),
    Signal(promotion, 0, 1, "labelled lines", "sales calls", noise_of("promo")),
    Signal(
        disclosures, 0, 1, "labelled lines", "disclosures of paid links", noise_of("disclosure")
    ),
)
