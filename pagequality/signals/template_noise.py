"""Template noise: what a page's template, not its author, asks of the reader amid the content.

Each line of a page is real content or one of twelve kinds of template noise. Where noise stands
decides what it says. Between the heading and the first paragraph, and from there to the last one,
a request to comment, sign up, share, buy or read on is in the reader's way; the same request in a
header, a footer or behind the last paragraph is ordinary furniture and counts for nothing, be it
part of the content or not. A notice about ad blocking counts wherever it is seen. A high value of
any of these signals speaks for a page that intrudes, a low one says nothing against it.
"""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.learned.template_noise import line_scores
from pagequality.learned.template_noise.features import BODY, CLASSES
from pagequality.page.blocks import HEADINGS
from pagequality.page.memo import once
from pagequality.signals import quotes
from pagequality.signals.base import ACCUSE, UNKNOWN, WEIGHT, Signal, Unit, count, percent, share

if TYPE_CHECKING:
    from pagequality.page.evidence import Evidence
    from pagequality.page.page import Page
    from pagequality.text.arrays import Flags

QUOTED: Final = (
    "adblock", "discussion", "newsletter", "consent", "related", "social", "promo",
)  # fmt: skip
"""The kinds of noise that ask something of the reader, the most telling first."""
UNSEEN: Final = "adblock, not shown"
"""The kind of a quote of an adblock notice that stands in the markup and is not shown."""
_ASKS: Final = np.array([kind in QUOTED for kind in CLASSES])
_ADBLOCK: Final = CLASSES.index("adblock")
_PROSE = 8
_HALF: Final = 20.0
_ALIKE: Final = 3
_TELLING_WORDS: Final = 6
_TELLING_LEAST: Final = 3
"""Words of a request that is quoted: "Share" alone shows nothing."""


@once
def _places(page: Page) -> tuple[Flags, Flags, int]:
    """Tell which blocks stand before the text, which within it, and how many paragraphs it has.

    A paragraph is a block of the content that tells something in a few words at least. Before
    the text is what follows the content's first block and precedes its first paragraph.
    """
    before, within = (np.zeros(len(page.table), bool) for _ in range(2))
    main = page.is_main.nonzero()[0]
    tells = page.is_main & (line_scores(page).kind == BODY)
    paragraphs = (tells & (page.block_words >= _PROSE)).nonzero()[0]
    if len(paragraphs):
        before[main[0] : paragraphs[0]] = True
        within[paragraphs[0] : paragraphs[-1]] = True
    return before, within, len(paragraphs)


def _is_headline(page: Page, block: int) -> bool:
    """Whether a block of the content is its headline: an h1, or a line that says it word for word.

    "How to stop the calls" offers no other post where it is what this one is called.
    """
    text = page.text[page.table.start[block] : page.table.end[block]]
    return page.table.tag[block] == "h1" or text in {page.headline, page.title} - {""}


@once
def _asking(page: Page) -> Flags:
    """Which blocks ask something of a reader who sees them; a heading of text asks nothing."""
    kind = line_scores(page).kind
    asking: Flags = _ASKS.take(kind) & ~page.table.hidden
    headings = page.blocks_of(HEADINGS)
    headings = headings[headings + 1 < len(kind)]
    asking[headings[kind[headings + 1] == BODY]] = False
    return asking


@once
def _intruding(page: Page) -> Flags:
    """Which of these stand before the last paragraph; without any, which stand in the content.

    Behind the last paragraph nobody is kept from reading, even where the template puts its
    requests into the element of the content.
    """
    before, within, paragraphs = _places(page)
    return _asking(page) & (before | within if paragraphs else page.is_main)


def _weight(page: Page, blocks: Flags) -> float:
    """Words of some blocks as w / (w + 20), unknown of a page without words."""
    if not len(page.tokens):
        return UNKNOWN
    words = page.words_of(blocks)
    return words / (words + _HALF)


def _inside(page: Page, kind: str) -> float:
    """How much of one kind intrudes."""
    return _weight(page, _intruding(page) & (line_scores(page).kind == CLASSES.index(kind)))


def intrusion(page: Page) -> float:
    """Words of requests that intrude, as a share of them and of what the content tells.

    A high value: a reader has to pick the content out of requests. Source: our own observation
    on labelled pages; jusText#54 on noise that reads like prose.

    >>> intrusion(read_text("Share your thoughts in the comments below!"))
    1.0
    >>> intrusion(read(""))
    nan
    """
    asked = page.words_of(_intruding(page))
    told = page.words_of(page.is_main & (line_scores(page).kind == BODY))
    return asked / (asked + told) if asked + told else UNKNOWN


def requests_anywhere(page: Page) -> float:
    """Words of requests and offers that are seen, wherever they stand, as a share of all words.

    What stands in a header, beside the text or behind it intrudes on nobody, and the judge is not
    told of it; but annotators flag a page for the sum of its requests, so the family's own score
    counts them. Source: our own observation on labelled pages.

    >>> requests_anywhere(read_text("Share your thoughts in the comments below!"))
    1.0
    >>> requests_anywhere(read(""))
    nan
    """
    return share(int(page.block_words[_asking(page)].sum()), len(page.tokens))


def interruptions(page: Page) -> float:
    r"""Requests between the first and last paragraph, for each paragraph; 1 at most.

    Requests in a row count once. A high value: the text is broken off again and again. Source:
    our own observation on labelled pages.

    >>> interruptions(read_text("Water the beans every single day, early in the morning."))
    0.0
    >>> interruptions(read(""))
    nan
    """
    _, within, paragraphs = _places(page)
    if not paragraphs:
        return UNKNOWN
    asks = _asking(page) & within
    rows = int(np.count_nonzero(asks[1:] & ~asks[:-1])) + int(asks[0])
    return min(1.0, rows / paragraphs)


def before_the_text(page: Page) -> float:
    r"""Words of requests between the content's heading and its first paragraph: w / (w + 20).

    A high value: who came to read is asked for something first. Source: our own observation on
    labelled pages.

    >>> text = "Water the beans every single day, early in the morning."
    >>> before_the_text(read_text(f"Beans\nSubscribe to our newsletter\n{text}")) > 0.1
    True
    >>> before_the_text(read(""))
    nan
    """
    before, _, paragraphs = _places(page)
    return _weight(page, _asking(page) & before) if paragraphs else UNKNOWN


def adblock_wall(page: Page) -> float:
    """Words that are seen and ask to switch off an ad blocker: w / (w + 20).

    A high value: the page turns readers away or begs, for the sake of its ads. What a script
    may bring up later is hidden and not counted. Source: RUBRIC kind "adblock"; no peer counts it.

    >>> adblock_wall(read_text("Adblock detected. Please disable your ad blocker.")) > 0.2
    True
    >>> adblock_wall(read(""))
    nan
    """
    return _weight(page, _asking(page) & (line_scores(page).kind == _ADBLOCK))


def comment_prompt(page: Page) -> float:
    r"""Words amid the content that ask for comments or belong to their form: w / (w + 20).

    A high value: prompts stand where the author should speak. Source: line kind "discussion":
    prompts, Akismet lines, form labels.

    >>> comment_prompt(read_text("Leave a reply\nShare your thoughts in the comments!")) > 0.2
    True
    >>> comment_prompt(read(""))
    nan
    """
    return _inside(page, "discussion")


def consent_text(page: Page) -> float:
    """Words amid the content about cookies and consent: w / (w + 20).

    A high value: a banner's text has run into the content. Source: C4 and FineWeb drop pages
    with such phrases; we count them.

    >>> consent_text(read_text("We use cookies to improve your experience. Accept all")) > 0.2
    True
    >>> consent_text(read(""))
    nan
    """
    return _inside(page, "consent")


def newsletter_nags(page: Page) -> float:
    """Words amid the content that ask to subscribe or to install something: w / (w + 20).

    A high value: the text serves to gather addresses. Source: jusText#54.

    >>> newsletter_nags(read_text("Subscribe to our newsletter")) > 0.1
    True
    >>> newsletter_nags(read(""))
    nan
    """
    return _inside(page, "newsletter")


def related_lists(page: Page) -> float:
    """Words amid the content that offer other posts: w / (w + 20).

    A high value: the reader is sent on before the end. Source: line kind "related".

    >>> related_lists(read_text("You may also like")) > 0.1
    True
    >>> related_lists(read(""))
    nan
    """
    return _inside(page, "related")


def leftover_lines(page: Page) -> float:
    r"""Lines of the main content that offer another post and link nothing, 10 at most.

    "Read also" was a link where the text was taken from. A high value: the text was taken from
    elsewhere. Source: our own observation on scraped pages.

    >>> beans = "<p>" + "Water the beans every morning before the sun is high. " * 9
    >>> leftover_lines(read(beans))
    0.0
    >>> leftover_lines(read_text("Beans"))
    nan
    """
    if page.source == "text" or not len(page.table):
        return UNKNOWN
    offers = page.is_main & (line_scores(page).kind == CLASSES.index("related"))
    offers &= _asking(page) & (page.table.links == 0)
    found = [not _is_headline(page, block) for block in offers.nonzero()[0].tolist()]
    return min(10.0, float(sum(found)))


def social_clutter(page: Page) -> float:
    """Words amid the content on share and follow buttons: w / (w + 20).

    A high value: buttons stand in the way of the text. Source: line kind "social".

    >>> social_clutter(read_text("Share on Facebook")) > 0.1
    True
    >>> social_clutter(read(""))
    nan
    """
    return _inside(page, "social")


def promotion(page: Page) -> float:
    """Words amid the content that sell: w / (w + 20).

    Shop calls, deals, sponsored blocks, donation calls. A high value: the text is a carrier of
    offers. Source: line kind "promo".

    >>> promotion(read_text("Buy now and save 20% with this coupon")) > 0.2
    True
    >>> promotion(read(""))
    nan
    """
    return _inside(page, "promo")


def _quoted(page: Page, kind: int, among: Flags, *, name: str) -> tuple[Evidence, ...]:
    """Quote some blocks of one kind, surest and fullest first."""
    scores = line_scores(page)
    blocks = (among & (scores.kind == kind)).nonzero()[0]
    if not len(blocks):
        return ()
    chance = scores.probability[blocks, kind]
    telling = chance * np.minimum(page.block_words[blocks], _TELLING_WORDS)
    order = np.argsort(-telling, kind="stable")[:_ALIKE]
    return tuple(quotes.of_block(page, block, name) for block in blocks[order].tolist())


def _says_so(page: Page) -> Flags:
    """Which blocks say in words that they lead elsewhere; the name of a post alone does not."""
    matches = page.matches.topic == page.matcher.number("related")
    told = np.zeros(len(page.table), bool)
    told[page.match_block[matches]] = True
    return told


@cache
def noise_of(kind: str) -> quotes.Finder:
    """Return what quotes lines of one kind that intrude; adblock notices wherever they are seen.

    Text that somebody took out of a page has no furniture: there requests behind the last
    paragraph are quoted, too.
    """
    number = CLASSES.index(kind)

    @once
    def find(page: Page) -> tuple[Evidence, ...]:
        anywhere = kind == "adblock" or page.source == "text"
        among = _asking(page) if anywhere else _intruding(page)
        fitting = among & (page.block_words >= _TELLING_LEAST)
        if kind == "related":
            fitting &= _says_so(page)
        return _quoted(page, number, fitting, name=kind)

    return find


def leftovers(page: Page) -> tuple[Evidence, ...]:
    """Quote what `leftover_lines` counts."""
    among = page.is_main & (page.table.links == 0) & _asking(page) & _says_so(page)
    return _quoted(page, CLASSES.index("related"), among, name="related")


def all_noise(page: Page) -> tuple[Evidence, ...]:
    """Quote lines of all kinds that intrude, the most telling kinds first.

    An adblock notice that is not shown comes last, under a name of its own.
    """
    found = chain.from_iterable(noise_of(kind)(page) for kind in QUOTED)
    unseen = _quoted(page, _ADBLOCK, page.table.hidden, name=UNSEEN)
    return (*found, *unseen)[: 2 * quotes.MOST]


def noise_lines(page: Page) -> tuple[Evidence, ...]:
    """Quote the first few lines that intrude."""
    found = chain.from_iterable(noise_of(kind)(page) for kind in QUOTED)
    return tuple(found)[: quotes.MOST]


SIGNALS: Final = (
    Signal(
        intrusion,
        0,
        1,
        "our observation",
        "requests amid its content",
        noise_lines,
        speaks=ACCUSE,
        unit=percent("words"),
    ),
    Signal(
        requests_anywhere,
        0,
        1,
        "labelled pages",
        "many requests and offers around its content",
        speaks=ACCUSE,
    ),
    Signal(
        interruptions,
        0,
        1,
        "our observation",
        "requests between its paragraphs",
        noise_lines,
        speaks=ACCUSE,
        unit=Unit(100.0, " for 100 paragraphs"),
    ),
    Signal(
        before_the_text,
        0,
        1,
        "our observation",
        "requests before its first paragraph",
        noise_lines,
        speaks=ACCUSE,
        unit=WEIGHT,
    ),
    Signal(
        adblock_wall,
        0,
        1,
        "labelled lines",
        "an adblock notice",
        noise_of("adblock"),
        speaks=ACCUSE,
        unit=WEIGHT,
    ),
    Signal(
        comment_prompt,
        0,
        1,
        "labelled lines",
        "prompts to comment amid its content",
        noise_of("discussion"),
        speaks=ACCUSE,
        unit=WEIGHT,
    ),
    Signal(
        consent_text,
        0,
        1,
        "C4, FineWeb",
        "text about cookies and consent amid its content",
        noise_of("consent"),
        speaks=ACCUSE,
        unit=WEIGHT,
    ),
    Signal(
        newsletter_nags,
        0,
        1,
        "jusText#54",
        "requests to subscribe amid its content",
        noise_of("newsletter"),
        speaks=ACCUSE,
        unit=WEIGHT,
    ),
    Signal(
        related_lists,
        0,
        1,
        "labelled lines",
        "offers of other posts amid its content",
        noise_of("related"),
        speaks=ACCUSE,
        unit=WEIGHT,
    ),
    Signal(
        leftover_lines,
        0,
        10,
        "our observation",
        "offers of other posts without a link",
        leftovers,
        speaks=ACCUSE,
        unit=count("lines", "line"),
    ),
    Signal(
        social_clutter,
        0,
        1,
        "labelled lines",
        "share and follow buttons amid its content",
        noise_of("social"),
        speaks=ACCUSE,
        unit=WEIGHT,
    ),
    Signal(
        promotion,
        0,
        1,
        "labelled lines",
        "sales calls amid its content",
        noise_of("promo"),
        speaks=ACCUSE,
        unit=WEIGHT,
    ),
)
