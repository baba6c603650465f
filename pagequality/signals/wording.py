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

    >>> empty = "It is important to note that beans play a crucial role in our lives."
    >>> news = "The mayor said on Tuesday that the bridge would close."
    >>> body_wording(read_text(empty)) > body_wording(read_text(news)) + 0.2
    True
    >>> body_wording(read(""))
    nan
    """
    return _estimate(page, "body_wording")


def body_score(page: Page) -> float:
    """Which score the words of the main content suggest, the worst one as 1.

    Between good and bad there is mediocre, which teaches, too. Source: as `body_wording`.

    >>> empty = "It is important to note that beans play a crucial role in our lives."
    >>> news = "The mayor said on Tuesday that the bridge would close."
    >>> body_score(read_text(empty)) > body_score(read_text(news)) + 0.1
    True
    >>> body_score(read(""))
    nan
    """
    return _estimate(page, "body_score")


def original_wording(page: Page) -> float:
    """How likely the words of the main content tell something first-hand.

    Experience, tests, data and quotes have words of their own. Source: as `body_wording`.

    >>> diary, advert = "I baked bread with my grandmother.", "Looking for a reliable locksmith?"
    >>> original_wording(read_text(diary)) > original_wording(read_text(advert)) + 0.2
    True
    >>> original_wording(read(""))
    nan
    """
    return _estimate(page, "original_wording")


def padded_wording(page: Page) -> float:
    """How likely the words of the main content are padding.

    Much is said with words that would fit any page. Source: as `body_wording`.

    >>> padded = "It is important to note that beans play a crucial role."
    >>> diary = "I baked bread with my grandmother."
    >>> padded_wording(read_text(padded)) > padded_wording(read_text(diary)) + 0.2
    True
    >>> padded_wording(read(""))
    nan
    """
    return _estimate(page, "padded_wording")


def artificial_wording(page: Page) -> float:
    """How likely the words of the main content are the stock prose of machines.

    Tidy triplets and grand claims come in the same words. Source: as `body_wording`.

    >>> machine, news = "Beans play a crucial role in our world.", "The mayor said on Tuesday."
    >>> artificial_wording(read_text(machine)) > artificial_wording(read_text(news)) + 0.2
    True
    >>> artificial_wording(read(""))
    nan
    """
    return _estimate(page, "artificial_wording")


def stuffed_wording(page: Page) -> float:
    """How likely the words of the main content are there for search engines.

    Trades, places and products that are named again and again. Source: as `body_wording`.

    >>> stuffed = "Looking for a reliable locksmith in your area?"
    >>> news = "The mayor said on Tuesday that the bridge would close."
    >>> stuffed_wording(read_text(stuffed)) > stuffed_wording(read_text(news)) + 0.1
    True
    >>> stuffed_wording(read(""))
    nan
    """
    return _estimate(page, "stuffed_wording")


def copied_wording(page: Page) -> float:
    """How likely the words of the main content are copied from elsewhere or a doorway.

    Scraped posts, link posts and town-by-town pages talk of whatever draws visitors.
    Source: as `body_wording`.

    >>> doorway, diary = "Looking for a locksmith in your area?", "I baked bread with my son."
    >>> copied_wording(read_text(doorway)) > copied_wording(read_text(diary)) + 0.1
    True
    >>> copied_wording(read(""))
    nan
    """
    return _estimate(page, "copied_wording")


def mill_wording(page: Page) -> float:
    """How likely the words of the main content are the product of a content mill.

    Generic guides and machine-made articles are about much the same things.
    Source: as `body_wording`.

    >>> mill, news = "In today's world, beans play a crucial role.", "The mayor said on Tuesday."
    >>> mill_wording(read_text(mill)) > mill_wording(read_text(news)) + 0.1
    True
    >>> mill_wording(read(""))
    nan
    """
    return _estimate(page, "mill_wording")


def affiliate_wording(page: Page) -> float:
    """How likely the words of the main content are there to sell by affiliate links.

    Best-of lists and reviews without a test have words of their own. Source: as `body_wording`.

    >>> review, news = "Our top picks: check price on Amazon.", "The mayor said on Tuesday."
    >>> affiliate_wording(read_text(review)) > affiliate_wording(read_text(news)) + 0.3
    True
    >>> affiliate_wording(read(""))
    nan
    """
    return _estimate(page, "affiliate_wording")


def blog_wording(page: Page) -> float:
    """How likely the words of the main content are a blog post.

    What is usual on a blog is not on a shop, and the other way round. Source: as `body_wording`.

    >>> diary = "I baked bread with my grandmother, and I love it."
    >>> news = "The mayor said on Tuesday that the bridge would close."
    >>> blog_wording(read_text(diary)) > blog_wording(read_text(news)) + 0.2
    True
    >>> blog_wording(read(""))
    nan
    """
    return _estimate(page, "blog_wording")


def company_wording(page: Page) -> float:
    """How likely the words of the main content are a shop or a company talking of itself.

    Praise and calls to buy belong there, and are no guilt. Source: as `body_wording`.

    >>> shop, news = "We offer services to our customers.", "The mayor said on Tuesday."
    >>> company_wording(read_text(shop)) > company_wording(read_text(news)) + 0.3
    True
    >>> company_wording(read(""))
    nan
    """
    return _estimate(page, "company_wording")


def news_wording(page: Page) -> float:
    """How likely the words of the main content are news.

    Reports quote, date and name; who only pretends to report does it otherwise.
    Source: as `body_wording`.

    >>> news, diary = "The mayor said on Tuesday.", "I baked bread with my grandmother."
    >>> news_wording(read_text(news)) > news_wording(read_text(diary)) + 0.3
    True
    >>> news_wording(read(""))
    nan
    """
    return _estimate(page, "news_wording")


def title_wording(page: Page) -> float:
    """How likely the words and word pairs of headline and title make the page low.

    Source: as `body_wording`.

    >>> low = "<title>Top 10 amazing benefits of beans</title>"
    >>> fine = "<title>Council closes bridge</title>"
    >>> title_wording(read(low)) > title_wording(read(fine)) + 0.2
    True
    >>> title_wording(read(""))
    nan
    """
    return _estimate(page, "title_wording")


def title_score(page: Page) -> float:
    """Which score the words of headline and title suggest, the worst one as 1.

    Source: as `body_wording`.

    >>> low = "<title>Top 10 amazing benefits of beans</title>"
    >>> fine = "<title>Council closes bridge</title>"
    >>> title_score(read(low)) > title_score(read(fine)) + 0.2
    True
    >>> title_score(read(""))
    nan
    """
    return _estimate(page, "title_score")


def heading_wording(page: Page) -> float:
    """How likely the words and word pairs of the lower headings make the page low.

    Source: as `body_wording`; Marginalia's "key takeaways" rule, learned.

    >>> low, fine = "<h2>Frequently asked questions</h2>", "<h2>How the beans grew</h2>"
    >>> heading_wording(read(low)) > heading_wording(read(fine)) + 0.2
    True
    >>> heading_wording(read(""))
    nan
    """
    return _estimate(page, "heading_wording")


def heading_score(page: Page) -> float:
    """Which score the words of the lower headings suggest, the worst one as 1.

    Source: as `body_wording`.

    >>> low, fine = "<h2>Frequently asked questions</h2>", "<h2>How the beans grew</h2>"
    >>> heading_score(read(low)) > heading_score(read(fine)) + 0.2
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
