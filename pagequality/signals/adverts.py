"""Adverts: affiliate and paid links. Ads alone are no guilt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pagequality.signals import quotes
from pagequality.signals.base import ACCUSE, UNKNOWN, Signal, percent, share

if TYPE_CHECKING:
    from pagequality.page.evidence import Evidence
    from pagequality.page.page import Page

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
