"""What the wording models estimate: one table, a row an estimate.

To add one, add a row and train anew: the row says which words are read, what annotators'
labels teach it, and how the signal is called and told.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Teacher = Callable[[Mapping[str, str]], float]

VIEWS: Final = ("body", "title", "headings", "style")
"""What of a page is read: main content, headline and title, lower headings, turns of phrase."""
LONGEST: Final = {"body": 2, "title": 2, "headings": 2, "style": 3}
"""Words of the longest runs in each."""


def low(row: Mapping[str, str]) -> float:
    """Low quality or not; a page that is neither counts half.

    >>> low({"low": "1"}), low({"low": ""})
    (1.0, 0.5)
    """
    return float(row["low"] or 0.5)


def score(row: Mapping[str, str]) -> float:
    """The rubric's score, 4 as 1; ``nan`` where there is none.

    >>> score({"score": "3"}), score({"score": "x"})
    (0.75, nan)
    """
    try:
        return float(row["score"]) / 4
    except ValueError:
        return math.nan


def flag(letter: str) -> Teacher:
    """Whether annotators set a flag.

    >>> flag("p")({"flags": "bp"}), flag("o")({"flags": "bp"})
    (1.0, 0.0)
    """
    return lambda row: float(letter in row["flags"])


def kind(*names: str) -> Teacher:
    """Whether annotators saw one of these kinds of page.

    >>> kind("mill", "generated")({"kind": "mill"})
    1.0
    """
    return lambda row: float(row["kind"] in names)


class Aspect(NamedTuple):
    """One estimate.

    Attributes:
        signal: the signal's name.
        view: the words that are read, one of `VIEWS`.
        target: what is estimated; rows of one target are taught the same.
        teach: what a row of page labels says of it, in [0, 1].
        phrase: completes "this page has ...".
        asks: the signal's defining sentence, after "How likely ".
        why: why it matters.
    """

    signal: str
    view: str
    target: str
    teach: Teacher
    phrase: str
    asks: str
    why: str


ASPECTS: Final = (
    Aspect("body_wording", "body", "low", low, "words in the manner of low pages",
           "the words and word pairs of the main content make the page low",
           "What trash talks about, and how."),
    Aspect("body_score", "body", "score", score, "words in the manner of pages scored badly",
           "the words of the main content are those of pages scored badly",
           "Between good and bad there is mediocre, which teaches, too."),
    Aspect("original_wording", "body", "original", flag("o"), "words of first-hand writing",
           "the words of the main content tell something first-hand",
           "Experience, tests, data and quotes have words of their own."),
    Aspect("padded_wording", "body", "padded", flag("p"), "words that pad",
           "the words of the main content are padding",
           "Much is said with words that would fit any page."),
    Aspect("artificial_wording", "body", "artificial", flag("a"),
           "words of machine-made prose",
           "the words of the main content are the stock prose of machines",
           "Tidy triplets and grand claims come in the same words."),
    Aspect("stuffed_wording", "body", "stuffed", flag("k"),
           "words put in for search engines",
           "the words of the main content are there for search engines",
           "Trades, places and products that are named again and again."),
    Aspect("copied_wording", "body", "copied", kind("scraped", "doorway", "linkspam"),
           "words of copied pages and doorways",
           "the words of the main content are copied from elsewhere or a doorway",
           "Scraped posts, link posts and town-by-town pages talk of whatever draws visitors."),
    Aspect("mill_wording", "body", "mill", kind("mill", "generated", "keyword"),
           "words of content mills",
           "the words of the main content are the product of a content mill",
           "Generic guides and machine-made articles are about much the same things."),
    Aspect("affiliate_wording", "body", "affiliate", kind("affiliate"),
           "words of affiliate pages",
           "the words of the main content are there to sell by affiliate links",
           "Best-of lists and reviews without a test have words of their own."),
    Aspect("blog_wording", "body", "blog", kind("blog"), "words of blogs",
           "the words of the main content are a blog post",
           "What is usual on a blog is not on a shop, and the other way round."),
    Aspect("company_wording", "body", "company", kind("corporate", "commerce"),
           "words of shops and companies",
           "the words of the main content are a shop or a company talking of itself",
           "Praise and calls to buy belong there, and are no guilt."),
    Aspect("news_wording", "body", "news", kind("news"), "words of news",
           "the words of the main content are news",
           "Reports quote, date and name; who only pretends to report does it otherwise."),
    Aspect("title_wording", "title", "low", low, "a title worded like those of low pages",
           "the words and word pairs of headline and title make the page low",
           "Titles that are made to be searched for are worded alike."),
    Aspect("title_score", "title", "score", score,
           "a title worded like those of pages scored badly",
           "the words of headline and title are those of pages scored badly",
           "As `title_wording`, with what mediocre pages teach."),
    Aspect("heading_wording", "headings", "low", low, "headings worded like those of low pages",
           "the words and word pairs of the lower headings make the page low",
           "Marginalia's \"key takeaways\" rule, learned."),
    Aspect("heading_score", "headings", "score", score,
           "headings worded like those of pages scored badly",
           "the words of the lower headings are those of pages scored badly",
           "As `heading_wording`, with what mediocre pages teach."),
    Aspect("style_wording", "style", "low", low, "sentences that sound like low pages",
           "the small words, word endings and marks of the main content make the page low",
           "Farms write alike about everything; what a page is about is not seen here."),
    Aspect("style_score", "style", "score", score, "sentences that sound like pages scored badly",
           "the small words, word endings and marks are those of pages scored badly",
           "As `style_wording`, with what mediocre pages teach."),
    Aspect("original_style", "style", "original", flag("o"),
           "sentences that sound like first-hand writing",
           "the small words, word endings and marks are those of first-hand writing",
           "Who was there tells it in the past, with doubts and asides."),
    Aspect("padded_style", "style", "padded", flag("p"), "sentences that sound like padding",
           "the small words, word endings and marks are those of padding",
           "Padding is known by its joints."),
    Aspect("artificial_style", "style", "artificial", flag("a"),
           "sentences that sound like machine-made prose",
           "the small words, word endings and marks are those of machine-made prose",
           "Tidy triplets and balanced clauses need no topic."),
)  # fmt: skip

TARGETS: Final = tuple(dict.fromkeys(aspect.target for aspect in ASPECTS))
"""What annotators' labels are turned into: a column each."""


@cache
def of_view(view: str) -> tuple[Aspect, ...]:
    """Return the rows that read a view, in the order of its model's columns.

    >>> [aspect.signal for aspect in of_view("title")]
    ['title_wording', 'title_score']
    """
    return tuple(aspect for aspect in ASPECTS if aspect.view == view)


def columns_of(view: str) -> list[int]:
    """Return which columns of `TARGETS` a view's model estimates, in its own order.

    >>> columns_of("title")
    [0, 1]
    """
    return [TARGETS.index(aspect.target) for aspect in of_view(view)]


def taught_by(row: Mapping[str, str]) -> list[float]:
    """Return what a row of page labels says of each of `TARGETS`.

    >>> taught_by({"low": "1", "score": "4", "flags": "pa", "kind": "mill"})[:6]
    [1.0, 1.0, 0.0, 1.0, 1.0, 0.0]
    """
    teachers = {aspect.target: aspect.teach for aspect in ASPECTS}
    return [teachers[target](row) for target in TARGETS]
