"""Adverts: affiliate and paid links. Ads alone are no guilt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pagequality.signals.base import ACCUSE, UNKNOWN, Signal, share

if TYPE_CHECKING:
    from pagequality.page.page import Page

_AFFILIATE: Final = (
    "?tag=", "&tag=", "aff=", "affid=", "aff_id=", "affiliate", "?ref=", "&ref=", "partner=",
    "clickid=", "subid=", "/go/", "/recommends/", "/refer/", "/out/", "amzn.to/", "shareasale",
    "awin1.", "clickbank", "rstyle.me", "go.skimresources", "anrdoezrs", "tkqlhce", "jdoqocy",
    "dpbolvw", "linksynergy", "avantlink", "pntra.com",
)  # fmt: skip


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
    links = " ".join([link[0] for link in page.outgoing]).lower()
    marked = sum(map(links.count, _AFFILIATE))
    return min(1.0, share(marked, len(page.outgoing)))


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


SIGNALS: Final = (
    Signal(affiliate_links, 0, 1, "Bevendorff et al. 2024", "affiliate links", speaks=ACCUSE),
    Signal(unendorsed_links, 0, 1, "HTML link types", "links it does not endorse"),
)
