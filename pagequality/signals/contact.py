"""Contact: who runs the site, and how to reach them. A page without any of it is not guilty."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from ahocorasick_rs import AhoCorasick, Implementation

from pagequality.page.memo import once
from pagequality.signals.base import EXCUSE, UNKNOWN, Signal, count
from pagequality.signals.topics import OTHER

if TYPE_CHECKING:
    from pagequality.page.page import Page

_ABOUT: Final = (
    "/about", "/contact", "/privacy", "/terms", "/team", "/career", "/help", "/faq", "/imprint",
    "/legal",
)  # fmt: skip
_ACCOUNT: Final = (
    "/login", "/signin", "/sign-in", "/account", "/cart", "/register", "/signup", "/sign-up",
)  # fmt: skip
_NETWORKS: Final = (
    "facebook.com", "twitter.com", "/x.com/", "instagram.", "linkedin.", "youtube.", "/t.me/",
    "pinterest.", "mastodon", "bsky.", "github.com", "tiktok.",
)  # fmt: skip
_MARKS: Final = (*_ABOUT, *_ACCOUNT, *_NETWORKS)


def about_pages(page: Page) -> float:
    """Kinds of pages about the site itself that are linked: who, where, on which terms.

    Source: Quality Rater Guidelines (who runs the site, and how to reach them).

    >>> about_pages(read("<a href='/about-us'>About</a> <a href='https://a.example/contact'>Write"))
    2.0
    >>> about_pages(read_text("Beans"))
    nan
    """
    return _linked(page, _ABOUT)


def account_links(page: Page) -> float:
    """Kinds of links that serve somebody who comes back: log in, an account, a cart.

    Source: our own observation: shops, services and communities have customers and members.

    >>> account_links(read("<a href='/login'>Log in</a> <a href='/cart'>Cart</a>"))
    2.0
    >>> account_links(read_text("Beans"))
    nan
    """
    return _linked(page, _ACCOUNT)


def profiles(page: Page) -> float:
    """Number of different social networks and code hosts that are linked.

    Source: our own observation: who has a name is to be found in several places.

    >>> profiles(read("<a href='https://github.com/ada'>Code</a> <a href='/beans'>Beans</a>"))
    1.0
    >>> profiles(read_text("Beans"))
    nan
    """
    return _linked(page, _NETWORKS)


def _linked(page: Page, marks: tuple[str, ...]) -> float:
    """Return how many of these marks the addresses hold that the page links."""
    if page.source == "text":
        return UNKNOWN
    return float(len(_found(page).intersection(marks)))


@once
def _found(page: Page) -> frozenset[str]:
    """The marks of all kinds that the addresses hold which the page links.

    Half of a surrogate pair, which the automaton refuses, is in none of them.
    """
    addresses = page.addresses.encode("utf-8", "replace").decode()
    found = _automaton().find_matches_as_indexes(addresses, overlapping=True)
    return frozenset(_MARKS[number] for number, _, _ in found)


@cache
def _automaton() -> AhoCorasick:
    return AhoCorasick(list(_MARKS), implementation=Implementation.DFA)


SIGNALS: Final = (
    Signal(
        about_pages,
        0,
        10,
        "Quality Rater Guidelines",
        "pages that tell who runs the site",
        speaks=EXCUSE,
        unit=count("pages", "page"),
    ),
    Signal(
        account_links,
        0,
        8,
        "our observation",
        "links for members and customers",
        speaks=EXCUSE,
        unit=count("kinds", "kind"),
        topic=OTHER,
    ),
    Signal(
        profiles,
        0,
        12,
        "our observation",
        "links to social networks",
        speaks=EXCUSE,
        unit=count("networks", "network"),
        topic=OTHER,
    ),
)
