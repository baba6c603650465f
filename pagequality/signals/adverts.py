"""Adverts: affiliate and paid links, and room kept for ads. Ads alone are no guilt."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from pagequality.signals import quotes
from pagequality.signals.base import ACCUSE, RATE, UNKNOWN, Signal, per_thousand, percent, share

if TYPE_CHECKING:
    from pagequality.page.evidence import Evidence
    from pagequality.page.page import Page

_AFFILIATE: Final = (
    "?tag=", "&tag=", "aff=", "affid=", "aff_id=", "affiliate", "?ref=", "&ref=", "partner=",
    "clickid=", "subid=", "/go/", "/recommends/", "/refer/", "/out/", "amzn.to/", "shareasale",
    "awin1.", "clickbank", "rstyle.me", "go.skimresources", "anrdoezrs", "tkqlhce", "jdoqocy",
    "dpbolvw", "linksynergy", "avantlink", "pntra.com",
)  # fmt: skip
_SLOTS: Final = frozenset(
    "ad ads adsense advert adverts advertisement advertisements advertising adsbygoogle banner "
    "banners sponsor sponsors sponsored sponsorship promo promos promoted promotion".split()
)


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


def advert_slots(page: Page) -> float:
    """Elements named as room for ads, for each thousand visible words, 50 at most.

    Only elements that hold text are counted. Source: EasyList's element rules, in spirit.

    >>> advert_slots(read("<div class='ad'>Advert</div><p>Beans</p>"))
    50.0
    >>> advert_slots(read_text("Beans"))
    nan
    """
    if page.source == "text":
        return UNKNOWN
    labels = [label for _, label, _, _, _ in page.table.containers if label]
    words = " ".join(labels).lower().replace("-", " ").replace("_", " ").split()
    count = sum(map(_SLOTS.__contains__, words))
    return per_thousand(count, page.visible_words, most=50.0)


def main_outgoing_links(page: Page) -> float:
    """Outgoing links inside the main content for each thousand of its words, 100 at most.

    Sources are linked; so are customers. Source: our own observation.

    >>> beans = "Water the beans. " * 33
    >>> main_outgoing_links(read(f"<p>{beans}<a href='https://a.example/'>Beans</a>"))
    10.0
    >>> main_outgoing_links(read_text("Beans"))
    nan
    """
    if page.source == "text":
        return UNKNOWN
    return per_thousand(len(page.main_links), len(page.main_words), most=100.0)


def single_target(page: Page) -> float:
    """Share of the main content's outgoing links that lead to the most linked other site.

    A post that links one customer was written to link it. Source: our own observation.

    >>> single_target(read("<p>" + "Water them. " * 30 + "<a href='https://a.example/'>Beans</a>"))
    1.0
    >>> single_target(read("<p>Beans</p>"))
    nan
    """
    hosts = [link.partition("//")[2].partition("/")[0] for link in page.main_links]
    if not hosts:
        return UNKNOWN
    return share(max(Counter(hosts).values()), len(hosts))


def call_blocks(page: Page) -> float:
    """Share of the visible words in buttons, labels and form fields.

    >>> call_blocks(read("<button>Buy now</button><p>Beans are good</p>"))
    0.4

    Source: our own observation.

    >>> call_blocks(read_text("Beans"))
    nan
    """
    if page.source == "text":
        return UNKNOWN
    pressed = page.blocks_of({"button"})
    shown = ~page.table.hidden[pressed]
    return share(int(page.block_words[pressed] @ shown), page.visible_words)


def affiliate_blocks(page: Page) -> tuple[Evidence, ...]:
    """Quote the blocks that hold affiliate links."""
    last = len(page.table) - 1
    blocks = dict.fromkeys(
        min(block, last)
        for href, _, block in page.outgoing
        if any(mark in href.lower() for mark in _AFFILIATE)
    )
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
    Signal(advert_slots, 0, 50, "EasyList, in spirit", "room for ads", unit=RATE),
    Signal(
        main_outgoing_links, 0, 100, "our observation", "outgoing links in its content", unit=RATE
    ),
    Signal(
        single_target,
        0,
        1,
        "our observation",
        "outgoing links to one site only",
        speaks=ACCUSE,
        unit=percent("outgoing links"),
    ),
    Signal(call_blocks, 0, 1, "our observation", "text on buttons", unit=percent("words")),
)
