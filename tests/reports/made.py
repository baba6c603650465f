"""Verdicts and rows made by hand for reports, and a reader of the HTML that comes of them."""

from __future__ import annotations

import math
from html.parser import HTMLParser

from pagequality.judge.topic import Reason, Topic
from pagequality.judge.verdict import PageText, Verdict
from pagequality.page.evidence import Evidence
from pagequality.page.notice import Notice

EMPTY = {"meta", "br", "col", "wbr"}
OURS = {
    "html", "head", "meta", "title", "style", "body", "header", "section", "article", "h1", "h2",
    "h3", "p", "a", "span", "b", "u", "i", "bdi", "div", "ul", "li", "dl", "dt", "dd", "small",
    "mark", "blockquote", "details", "summary", "table", "thead", "tbody", "tr", "th", "td", "svg",
    "rect", "line", "polyline", "text", "code",
}  # fmt: skip
"""Every element that a report is made of."""


class Read(HTMLParser):
    """Reads a report; fails where tags do not match."""

    def __init__(self, made: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.names: set[str] = set()
        self.words: list[str] = []
        self.marks: list[str] = []
        self.feed(made)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        """Note an element, its attributes and where it leads."""
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}
        self.links += [value for name, value in attrs if name in {"href", "src"}]
        if tag not in EMPTY:
            self.open.append(tag)
        if tag == "mark":
            self.marks.append(dict(attrs).get("data-topics", ""))

    def handle_endtag(self, tag):
        """Match an element that ends."""
        assert self.open.pop() == tag

    def handle_data(self, data):
        """Keep the words, but for the styles."""
        if self.open and self.open[-1] != "style":
            self.words.append(data)

    @property
    def text(self) -> str:
        """All words in a row."""
        return " ".join("".join(self.words).split())


def check(made: str, *, most: int) -> Read:
    """Check what holds of every report; return what was read."""
    assert len(made.encode()) <= most
    assert not [mark for mark in made if ord(mark) < 32 and mark != "\n"]
    assert not set(made) & set("\x7f\x9b\u202e\u2066\u2028")
    read = Read(made)
    assert read.tags <= OURS
    assert not [name for name in read.names if name.startswith("on")]
    assert all(link.startswith(("http://", "https://")) for link in read.links)
    assert "url(" not in made
    assert "@import" not in made
    return read


NASTY = (
    "</p></style></title><script>alert(1)</script><img src=x onerror=alert(1)> \" onload='x "
    "\x1b[2J\x9b31m\u202efdp.exe\u2066\u2028\x00\x7f \ud800 &lt;b&gt; <!-- ]]>"
)
"""What a page may hold."""


def quote(text: str, start: int = -1, *, cues=(), kind: str = "hedge") -> Evidence:
    """A quote that stands somewhere in a page's text."""
    return Evidence(text, kind, 0, "p", cues, start, start + len(text) if start >= 0 else -1)


def topic(name: str, contribution: float, *quotes: Evidence, log_odds: float = 2.0) -> Topic:
    """A topic of one signal."""
    reason = Reason(f"{name}_signal", 0.29, 0.03, contribution, f"What {name} says.", quotes)
    without = 1 / (1 + math.exp(contribution - log_odds))
    return Topic(name, contribution, without, 0.025 if contribution > 0 else math.nan, (reason,))


TEXT = "Home\nIt may rain in May, and it may not rain in May.\nBuy <seeds> now"
TOPICS = (
    topic("wording", 3.0, quote("It may rain in May, and it may", 5, cues=((3, 6),))),
    topic("speculation", 1.5, quote("may not rain in May.", 32)),
    topic("layout", -1.0),
    topic("furniture", -0.1),
    topic("other_marks", 0.1),
)
VERDICT = Verdict(
    probability=1 / (1 + math.exp(-2.0)),
    abstained=False,
    notices=(Notice("truncated", "only its beginning was read"),),
    families={},
    signals={},
    topics=TOPICS,
    log_odds=2.0,
    baseline=-1.5,
    evidence={},
    url="https://plot.example/may?a=1&b=2",
    headline="Beans in May",
    language="en",
    page_type="article",
    model="made 0123456789ab",
    text=PageText(TEXT, (False, True, False)),
)


def row(number: int = 0, probability: float | None = 0.5, **cells) -> dict:
    """A row of scores."""
    return {
        "id": f"page {number}",
        "url": f"https://site{number % 7}.example/{number}",
        "probability": probability,
        "low": None,
        "abstained": probability is None,
        "notices": "",
        "headline": f"Headline {number}",
        "language": "en",
        "page_type": "article",
        "state": "ok",
        "log_odds": None if probability is None else math.log(probability / (1 - probability)),
        "topic_1": "wording +1.20: Words that low pages use.",
        "topic_2": "layout -0.50: Paragraphs of many lengths.",
        "doubt": None,
        "template_lines": "",
        "model": "made 0123456789ab",
        "error": None,
    } | cells
