"""Contact: who runs the site, and how to reach them. A page without any of it is not guilty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.signals.base import EXCUSE, UNKNOWN, Signal, count
from pagequality.text.tokens import DIGIT, LETTER

if TYPE_CHECKING:
    from pagequality.page.page import Page

_ABOUT: Final = (
    "/about", "/contact", "/privacy", "/terms", "/team", "/career", "/help", "/faq", "/imprint",
    "/legal",
)  # fmt: skip
_ACCOUNT: Final = (
    "/login", "/signin", "/sign-in", "/account", "/cart", "/register", "/signup", "/sign-up",
)  # fmt: skip
_WAYS: Final = ("/tel:", "/mailto:")
_NETWORKS: Final = (
    "facebook.com", "twitter.com", "/x.com/", "instagram.", "linkedin.", "youtube.", "/t.me/",
    "pinterest.", "mastodon", "bsky.", "github.com", "tiktok.",
)  # fmt: skip


def about_pages(page: Page) -> float:
    """Kinds of pages about the site itself that are linked: who, where, on which terms.

    Source: Quality Rater Guidelines (who runs the site, and how to reach them).

    >>> about_pages(read("<a href='/about-us'>About</a> <a href='https://a.example/contact'>Write"))
    2.0
    >>> about_pages(read_text("Beans"))
    nan
    """
    return _linked(page, _ABOUT)


def contact_links(page: Page) -> float:
    """Ways to reach somebody that a click opens: a telephone, a mailbox; 0, 1 or 2.

    Source: Quality Rater Guidelines (contact information).

    >>> contact_links(read("<a href='tel:+441'>Ring</a> <a href='mailto:a@b.example'>Write</a>"))
    2.0
    >>> contact_links(read_text("Beans"))
    nan
    """
    return _linked(page, _WAYS)


def account_links(page: Page) -> float:
    """Kinds of links that serve somebody who comes back: log in, an account, a cart.

    Source: our own observation: shops, services and communities have customers and members.

    >>> account_links(read("<a href='/login'>Log in</a> <a href='/cart'>Cart</a>"))
    2.0
    >>> account_links(read_text("Beans"))
    nan
    """
    return _linked(page, _ACCOUNT)


def telephones(page: Page) -> float:
    """Telephone numbers on the page in groups of three, three and four digits, 5 at most.

    Source: Quality Rater Guidelines (contact information).

    >>> telephones(read_text("Ring 555-010-0199 or (555) 010-0198 and ask for beans."))
    2.0
    >>> telephones(read(""))
    nan
    """
    tokens = page.tokens
    if not len(tokens):
        return UNKNOWN
    length = tokens.size
    number = (tokens.first & tokens.kinds[tokens.end - 1] & DIGIT) != 0
    three, four = number & (length == 3), number & (length == 4)  # noqa: PLR2004 - as written
    near = tokens.start[1:] - tokens.end[:-1] <= 2  # noqa: PLR2004 - a bracket and a space
    found = three[:-2] & three[1:-1] & four[2:] & near[:-1] & near[1:]
    return min(5.0, float(np.count_nonzero(found)))


def mail_addresses(page: Page) -> float:
    """Mail addresses on the page, 5 at most: an ``@`` between letters or digits.

    Source: Quality Rater Guidelines (contact information).

    >>> mail_addresses(read_text("Write to ada@beans.example."))
    1.0
    >>> mail_addresses(read(""))
    nan
    """
    if not len(page.tokens):
        return UNKNOWN
    codes, kinds = page.tokens.codes, page.tokens.kinds
    marks = (codes[1:-1] == ord("@")).nonzero()[0]
    return min(5.0, float(np.count_nonzero(kinds[marks] & kinds[marks + 2] & LETTER)))


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
    return float(sum(mark in page.addresses for mark in marks))


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
        contact_links,
        0,
        2,
        "Quality Rater Guidelines",
        "links to call or write to somebody",
        speaks=EXCUSE,
        unit=count("ways", "way"),
    ),
    Signal(
        account_links,
        0,
        8,
        "our observation",
        "links for members and customers",
        speaks=EXCUSE,
        unit=count("kinds", "kind"),
    ),
    Signal(
        telephones,
        0,
        5,
        "Quality Rater Guidelines",
        "telephone numbers",
        speaks=EXCUSE,
        unit=count("numbers", "number"),
    ),
    Signal(
        mail_addresses,
        0,
        5,
        "Quality Rater Guidelines",
        "mail addresses",
        speaks=EXCUSE,
        unit=count("addresses", "address"),
    ),
    Signal(
        profiles,
        0,
        12,
        "our observation",
        "links to social networks",
        speaks=EXCUSE,
        unit=count("networks", "network"),
    ),
)
