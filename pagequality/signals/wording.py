"""Wording: what the words of a page alone say of it, learned from labelled pages.

Each is an estimate of what annotators said of pages so worded: 0 for no, 1 for yes.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from pagequality.classifiers.wording import ASPECTS
from pagequality.signals.base import Signal

if TYPE_CHECKING:
    from pagequality.page import Page

LEAST, MOST = -1.0, 2.0


def body_wording(page: Page) -> float:
    """How likely the words and word pairs of the main content make the page low.

    What trash talks about and how. Source: Fetterly et al. 2004 onwards; ridge regression
    on TF-IDF of our labelled pages.

    >>> -1 <= body_wording(read_text("The beans were sown in April and came up in May.")) <= 2
    True
    >>> body_wording(read(""))
    nan
    """
    return _estimate(page, "body_wording")


def body_score(page: Page) -> float:
    """Which score the words of the main content suggest, the worst one as 1.

    Between good and bad there is mediocre, which teaches, too. Source: as `body_wording`.

    >>> -1 <= body_score(read_text("The beans were sown in April and came up in May.")) <= 2
    True
    >>> body_score(read(""))
    nan
    """
    return _estimate(page, "body_score")


def original_wording(page: Page) -> float:
    """How likely the words of the main content tell something first-hand.

    Experience, tests, data and quotes have words of their own. Source: as `body_wording`.

    >>> -1 <= original_wording(read_text("The beans were sown in April and came up.")) <= 2
    True
    >>> original_wording(read(""))
    nan
    """
    return _estimate(page, "original_wording")


def padded_wording(page: Page) -> float:
    """How likely the words of the main content are padding.

    Much is said with words that would fit any page. Source: as `body_wording`.

    >>> -1 <= padded_wording(read_text("The beans were sown in April and came up in May.")) <= 2
    True
    >>> padded_wording(read(""))
    nan
    """
    return _estimate(page, "padded_wording")


def artificial_wording(page: Page) -> float:
    """How likely the words of the main content are the stock prose of machines.

    Tidy triplets and grand claims come in the same words. Source: as `body_wording`.

    >>> -1 <= artificial_wording(read_text("The beans were sown in April and came up.")) <= 2
    True
    >>> artificial_wording(read(""))
    nan
    """
    return _estimate(page, "artificial_wording")


def stuffed_wording(page: Page) -> float:
    """How likely the words of the main content are there for search engines.

    Trades, places and products that are named again and again. Source: as `body_wording`.

    >>> -1 <= stuffed_wording(read_text("The beans were sown in April and came up in May.")) <= 2
    True
    >>> stuffed_wording(read(""))
    nan
    """
    return _estimate(page, "stuffed_wording")


def copied_wording(page: Page) -> float:
    """How likely the words of the main content are copied from elsewhere or a doorway.

    Scraped posts, link posts and town-by-town pages talk of whatever draws visitors.
    Source: as `body_wording`.

    >>> -1 <= copied_wording(read_text("The beans were sown in April and came up in May.")) <= 2
    True
    >>> copied_wording(read(""))
    nan
    """
    return _estimate(page, "copied_wording")


def mill_wording(page: Page) -> float:
    """How likely the words of the main content are the product of a content mill.

    Generic guides and machine-made articles are about much the same things.
    Source: as `body_wording`.

    >>> -1 <= mill_wording(read_text("The beans were sown in April and came up in May.")) <= 2
    True
    >>> mill_wording(read(""))
    nan
    """
    return _estimate(page, "mill_wording")


def affiliate_wording(page: Page) -> float:
    """How likely the words of the main content are there to sell by affiliate links.

    Best-of lists and reviews without a test have words of their own. Source: as `body_wording`.

    >>> -1 <= affiliate_wording(read_text("The beans were sown in April and came up in May.")) <= 2
    True
    >>> affiliate_wording(read(""))
    nan
    """
    return _estimate(page, "affiliate_wording")


def blog_wording(page: Page) -> float:
    """How likely the words of the main content are a blog post.

    What is usual on a blog is not on a shop, and the other way round. Source: as `body_wording`.

    >>> -1 <= blog_wording(read_text("The beans were sown in April and came up in May.")) <= 2
    True
    >>> blog_wording(read(""))
    nan
    """
    return _estimate(page, "blog_wording")


def company_wording(page: Page) -> float:
    """How likely the words of the main content are a shop or a company talking of itself.

    Praise and calls to buy belong there, and are no guilt. Source: as `body_wording`.

    >>> -1 <= company_wording(read_text("The beans were sown in April and came up in May.")) <= 2
    True
    >>> company_wording(read(""))
    nan
    """
    return _estimate(page, "company_wording")


def news_wording(page: Page) -> float:
    """How likely the words of the main content are news.

    Reports quote, date and name; who only pretends to report does it otherwise.
    Source: as `body_wording`.

    >>> -1 <= news_wording(read_text("The beans were sown in April and came up in May.")) <= 2
    True
    >>> news_wording(read(""))
    nan
    """
    return _estimate(page, "news_wording")


def title_wording(page: Page) -> float:
    """How likely the words and word pairs of headline and title make the page low.

    Source: as `body_wording`.

    >>> -1 <= title_wording(read("<title>How the beans grew</title>")) <= 2
    True
    >>> title_wording(read(""))
    nan
    """
    return _estimate(page, "title_wording")


def title_score(page: Page) -> float:
    """Which score the words of headline and title suggest, the worst one as 1.

    Source: as `body_wording`.

    >>> -1 <= title_score(read("<title>How the beans grew</title>")) <= 2
    True
    >>> title_score(read(""))
    nan
    """
    return _estimate(page, "title_score")


def heading_wording(page: Page) -> float:
    """How likely the words and word pairs of the lower headings make the page low.

    Source: as `body_wording`; Marginalia's "key takeaways" rule, learned.

    >>> -1 <= heading_wording(read("<h2>Key benefits</h2><p>Beans")) <= 2
    True
    >>> heading_wording(read(""))
    nan
    """
    return _estimate(page, "heading_wording")


def heading_score(page: Page) -> float:
    """Which score the words of the lower headings suggest, the worst one as 1.

    Source: as `body_wording`.

    >>> -1 <= heading_score(read("<h2>Key benefits</h2><p>Beans")) <= 2
    True
    >>> heading_score(read(""))
    nan
    """
    return _estimate(page, "heading_score")


def _estimate(page: Page, name: str) -> float:
    """Return what the model of a view says of one aspect."""
    view, aspect = ON[name]
    estimate = float(page.wording[view][ASPECTS.index(aspect)])
    return estimate if math.isnan(estimate) else max(LEAST, min(MOST, estimate))


ON: Final = {
    "body_wording": ("body", "low"),
    "body_score": ("body", "score"),
    "original_wording": ("body", "original"),
    "padded_wording": ("body", "padded"),
    "artificial_wording": ("body", "artificial"),
    "stuffed_wording": ("body", "stuffed"),
    "copied_wording": ("body", "copied"),
    "mill_wording": ("body", "mill"),
    "affiliate_wording": ("body", "affiliate"),
    "blog_wording": ("body", "blog"),
    "company_wording": ("body", "company"),
    "news_wording": ("body", "news"),
    "title_wording": ("title", "low"),
    "title_score": ("title", "score"),
    "heading_wording": ("headings", "low"),
    "heading_score": ("headings", "score"),
}
"""The view whose words each signal reads, and the aspect that it estimates."""
_SOURCE: Final = "TF-IDF, labelled pages"
SIGNALS: Final = (
    Signal(body_wording, LEAST, MOST, _SOURCE, "the wording of low pages"),
    Signal(body_score, LEAST, MOST, _SOURCE, "the wording of pages scored badly"),
    Signal(original_wording, LEAST, MOST, _SOURCE, "the wording of first-hand writing"),
    Signal(padded_wording, LEAST, MOST, _SOURCE, "the wording of padded pages"),
    Signal(artificial_wording, LEAST, MOST, _SOURCE, "the wording of machine-made prose"),
    Signal(stuffed_wording, LEAST, MOST, _SOURCE, "the wording of pages stuffed with keywords"),
    Signal(copied_wording, LEAST, MOST, _SOURCE, "the wording of copied pages and doorways"),
    Signal(mill_wording, LEAST, MOST, _SOURCE, "the wording of content mills"),
    Signal(affiliate_wording, LEAST, MOST, _SOURCE, "the wording of affiliate pages"),
    Signal(blog_wording, LEAST, MOST, _SOURCE, "the wording of blogs"),
    Signal(company_wording, LEAST, MOST, _SOURCE, "the wording of shops and companies"),
    Signal(news_wording, LEAST, MOST, _SOURCE, "the wording of news"),
    Signal(title_wording, LEAST, MOST, _SOURCE, "a title worded like low pages'"),
    Signal(title_score, LEAST, MOST, _SOURCE, "a title worded like those of pages scored badly"),
    Signal(heading_wording, LEAST, MOST, _SOURCE, "headings like low pages'"),
    Signal(heading_score, LEAST, MOST, _SOURCE, "headings like those of pages scored badly"),
)
