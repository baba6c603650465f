"""A small page whose every value is counted by hand, and what changes it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from pagequality.reading import read
from pagequality.text.tokens import hash_words

if TYPE_CHECKING:
    from pagequality.page.page import Page

HTML = """<html lang="en"><head><title>Beans for May | Plot Notes</title></head><body>
<nav class="menu top"><a href="https://plot.example/Home">Home</a></nav>
<article id="story"><h1>Beans in May</h1>
<p class="lead">Sow them late, in <a href="https://soil.example/Warm">warm</a> soil, two seeds
to a hole.<br>Water every day.</p>
<h2>Slugs again</h2><p>Go out at dusk with a lamp and pick them off. Do not wait there.</p>
<p hidden>They may return.</p></article>
<footer><p><a href="/cart">Buy</a> <a href="http://shop.example/" rel="sponsored">seeds</a></p>
</footer></body></html>"""
TEXTS = (
    "Home",
    "Beans in May",
    "Sow them late, in warm soil, two seeds to a hole.",
    "Water every day.",
    "Slugs again",
    "Go out at dusk with a lamp and pick them off. Do not wait there.",
    "They may return.",
    "Buy seeds",
)
WORDS = [1, 3, 11, 3, 2, 15, 3, 2]
MAIN = [False, True, True, True, True, True, True, False]


def with_main(page: Page, main: list[bool]) -> Page:
    """The same page, with other blocks as its main content."""
    return replace(page, is_main=np.array(main, bool))


def hashes(text: str) -> list[int]:
    """The hashes of words, in order."""
    return hash_words(text.split()).tolist()


def small_page() -> Page:
    """The small page; menu and footer are no content, the rest is."""
    return with_main(read(HTML, url="https://www.plot.example/may"), MAIN)
