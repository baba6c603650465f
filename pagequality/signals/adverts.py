"""Adverts: affiliate and paid links. Ads alone are no guilt."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.page.memo import once
from pagequality.signals import quotes
from pagequality.signals.base import ACCUSE, UNKNOWN, Signal, percent, share
from pagequality.text.wordlists import WORDS, read_phrases

if TYPE_CHECKING:
    from pagequality.page.evidence import Evidence
    from pagequality.page.page import Page
    from pagequality.text.arrays import Flags, Ints

_FIELDS: Final = ("tag", "aff", "affid", "aff_id", "ref", "partner", "clickid", "subid")
"""Parts of an address that say who is paid for its visitors."""
_PLACES: Final = (
    "affiliate", "/go/", "/recommends/", "/refer/", "amzn.to/", "shareasale", "awin1.", "clickbank",
    "rstyle.me", "go.skimresources", "anrdoezrs", "tkqlhce", "jdoqocy", "dpbolvw", "linksynergy",
    "avantlink", "pntra.com",
)  # fmt: skip
_AFFILIATE: Final = re.compile(
    rf"[?&;](?:{'|'.join(_FIELDS)})=|{'|'.join(map(re.escape, _PLACES))}", re.IGNORECASE
)
_MARKS: Final = (*(f"{field}=" for field in _FIELDS), *_PLACES)
"""An address of ASCII that holds none of these, in lower case, carries no mark."""
_PROMISES: Final = 2
"""One stock promise is made by anybody."""
_OTHERS: Final = frozenset(("blockquote", "form", "aside"))
_BOXES: Final = re.compile(r"testimonial|review|feedback|advert|sponsor|promo", re.IGNORECASE)
_PART: Final = 0.5
"""What holds a larger part of the content is no box in it, whatever it is called."""


def affiliate_links(page: Page) -> float:
    """Share of the outgoing links that carry the marks of an affiliate programme.

    Source: "Is Google getting worse?" (Bevendorff et al. 2024).

    >>> affiliate_links(read("<a href='https://shop.example/x?tag=beans-20'>Beans</a>"))
    1.0
    >>> affiliate_links(read("<p>Beans</p>"))
    nan
    """
    if not page.outgoing:
        return UNKNOWN
    return share(len(_paid(page)), len(page.outgoing))


def _paid(page: Page) -> list[int]:
    """The block of each outgoing link that carries such marks; hardly a page has one."""
    links = page.outgoing
    if not _may_pay("\n".join([href for href, _, _ in links])):
        return []
    return [block for href, _, block in links if _may_pay(href) and _AFFILIATE.search(href)]


def _may_pay(addresses: str) -> bool:
    """Whether one of some addresses may carry such marks; looking for all of them takes longer."""
    lower = addresses.lower()
    return not lower.isascii() or any(mark in lower for mark in _MARKS)


def unendorsed_links(page: Page) -> float:
    """Share of the outgoing links marked ``sponsored``, ``nofollow`` or ``ugc``.

    Source: HTML link types; search engines' link-spam policies.

    >>> unendorsed_links(read("<a href='https://a.example' rel='nofollow'>Beans</a>"))
    1.0
    >>> unendorsed_links(read("<p>Beans</p>"))
    nan
    """
    if not page.outgoing:
        return UNKNOWN
    marked = ("nofollow", "sponsored", "ugc")
    count = sum(any(word in rel for word in marked) for _, rel, _ in page.outgoing if rel)
    return share(count, len(page.outgoing))


def affiliate_blocks(page: Page) -> tuple[Evidence, ...]:
    """Quote the blocks that hold affiliate links."""
    last = len(page.table) - 1
    blocks = dict.fromkeys(min(block, last) for block in _paid(page))
    found = [block for block in blocks if block >= 0][: quotes.MOST]
    return tuple(quotes.of_block(page, block, "affiliate link") for block in found)


def sales_promises(page: Page) -> tuple[Evidence, ...]:
    """Quote the sentences with most stock promises of sales pages, if there are two promises.

    The name of a trade or a place, an hour and a button promise nothing.
    """
    found = quotes.of_sentences(page, _promise_spans(page), "sales talk")
    return found if sum(len(quote.cues) for quote in found) >= _PROMISES else ()


def sells(page: Page) -> bool:
    """Whether a page is paid for what it praises: by affiliate links, or as sales pages promise.

    Whoever says "I" there is no witness.
    """
    return bool(_paid(page)) or len(_promise_spans(page)[0]) >= _PROMISES


@once
def by_the_writer(page: Page) -> Flags:
    """Which sentences of the content are the writer's own account; none on a page that sells.

    Who praises goods for a share of the price says "I" as well, and so do thanks in a box of a
    firm. That is measured as it stands, for whoever reads knows no better; but nobody is praised
    for it.

    >>> from pagequality.reading import read
    >>> beans = "<p>" + "I water my beans. " * 6
    >>> by_the_writer(read(f"{beans}<blockquote>I love your beans.</blockquote>")).tolist()
    [True, True, True, True, True, True, False]
    """
    if sells(page):
        return np.zeros(len(page.sentence_block), bool)
    own, words = page.is_main.copy(), page.block_words * page.is_main
    for tag, name, _, first, last in page.table.containers:
        boxed = tag in _OTHERS or _BOXES.search(name)
        if boxed and words[first:last].sum() <= _PART * words.sum():
            own[first:last] = False
    writer: Flags = own[page.sentence_block]
    return writer


@once
def _promise_spans(page: Page) -> tuple[Ints, Ints]:
    """Where the stock promises of the main content begin and end."""
    matches = page.matches
    inside = (matches.topic == page.matcher.number("sales_talk")) & page.is_main[page.match_block]
    starts, ends = matches.start[inside], matches.end[inside]
    rows = zip(starts.tolist(), ends.tolist(), strict=True)
    plain = _plain_sales_talk()
    kept = np.array([
        page.text[start:end].casefold() not in plain
        and not quotes.denied(page.text, start)
        for start, end in rows
    ], bool)  # fmt: skip
    return starts[kept], ends[kept]


@cache
def _plain_sales_talk() -> frozenset[str]:
    return frozenset(read_phrases(WORDS / "plain_sales" / "en.txt"))


SIGNALS: Final = (
    Signal(
        affiliate_links,
        0,
        1,
        "Bevendorff et al. 2024",
        "affiliate links",
        affiliate_blocks,
        speaks=ACCUSE,
        unit=percent("outgoing links"),
    ),
    Signal(
        unendorsed_links,
        0,
        1,
        "HTML link types",
        "links that it does not endorse",
        unit=percent("outgoing links"),
    ),
)
