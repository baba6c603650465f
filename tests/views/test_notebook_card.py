"""The card of a verdict: complete, escaped, without script."""

from __future__ import annotations

from html.parser import HTMLParser

import pagequality as pq


class Balanced(HTMLParser):
    """Fails on tags that do not match."""

    def __init__(self):
        super().__init__()
        self.open, self.words = [], []

    def handle_starttag(self, tag, attrs):  # noqa: ARG002 - the parser's signature
        """Note a tag that opens."""
        self.open.append(tag)

    def handle_endtag(self, tag):
        """Match a tag that closes."""
        assert self.open.pop() == tag

    def handle_data(self, data):
        """Keep the words."""
        self.words.append(data)


def card(html):
    """Return the words of a page's card."""
    parser = Balanced()
    parser.feed(pq.analyze(html)._repr_html_())
    assert parser.open == []
    return " ".join(parser.words)


def test_a_card_shows_gauge_families_and_reasons(sample):
    """Every sample page has a card that can be read."""
    words = card(sample.html)
    verdict = pq.analyze(sample.html)
    assert verdict.abstained == ("not judged" in words)
    for name in verdict.families:
        assert name.replace("_", " ") in words
    for reason in () if verdict.abstained else verdict.reasons[:3]:
        assert reason.sentence in words


def test_a_page_cannot_write_into_the_notebook():
    """Markup and scripts in titles and quotes are shown, not run."""
    html = "<title>&lt;script&gt;alert(1)</title><h1>&lt;img src=x onerror=alert(1)></h1><p>"
    shown = pq.analyze(html + "Tea is boiled in water, then poured. " * 30)._repr_html_()
    assert "<img" not in shown
    assert "<script" not in shown
