"""One page's content in another page's template: what a judge follows, the words or the furniture.

The main content, the headline and the title of one page are put where another page has its own.
Content and template are of sites that are held out together, so that neither taught anything.
Low content in honest templates is ranked against honest content in low templates: a judge of
content ranks the first above the second, a judge of templates the other way round.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from pagequality.page.page import Page
    from pagequality.text.arrays import Array, Ints

_MOST: Final = 0.85
"""The main element is the deepest that holds this share of the main content."""
_TELLING: Final = 60
"""By so many first characters a block is found again in an element."""
_FURNITURE: Final = ("nav", "header", "footer", "aside", "form", "script", "style", "iframe")
_PLACE: Final = "PLACE-OF-THE-MAIN-CONTENT"


class Swap(NamedTuple):
    """Rows of the page whose content is taken, and of the page whose template is."""

    content: int
    template: int


def main_element(tree: LexborHTMLParser, page: Page) -> LexborNode | None:
    """Return the deepest element that holds most of the main content, ``None`` without any.

    >>> html = "<body><nav>Home</nav><div><p>Beans grow well in May.<p>Water them.</div>"
    >>> page = read(html)
    >>> tree = LexborHTMLParser(html)
    >>> main_element(tree, page).tag
    'div'
    """
    blocks = [block.text for block in page.blocks if block.is_main]
    total = sum(map(len, blocks))
    node = tree.body
    if not total or node is None:
        return None
    while True:
        for child in node.iter():
            text = " ".join(child.text(deep=True).split())
            held = sum(len(block) for block in blocks if block[:_TELLING] in text)
            if held >= _MOST * total:
                node = child
                break
        else:
            return node


def content_of(html: str, page: Page) -> str:
    """Return the markup of a page's main content, without the furniture inside it."""
    tree = LexborHTMLParser(html)
    node = main_element(tree, page)
    if node is None:
        return ""
    for tag in _FURNITURE:
        for other in node.css(tag):
            if other.mem_id != node.mem_id:
                other.decompose()
    return node.inner_html or ""


def swapped_page(content: tuple[str, Page], template: tuple[str, Page]) -> str:
    """Return a template's page with another page's main content, headline and title in it.

    >>> beans = "<title>Beans</title><nav>Home</nav><div><h1>Beans</h1><p>Beans grow in May.</div>"
    >>> peas = "<title>Peas</title><p>News<main><h1>Peas</h1><p>Peas came up in June.</main>"
    >>> html = swapped_page((beans, read(beans)), (peas, read(peas)))
    >>> "Beans grow" in html, "Peas" in html, "<title>Beans" in html, "News" in html
    (True, False, True, True)
    """
    (own, page), (html, other) = content, template
    tree = LexborHTMLParser(html)
    node = main_element(tree, other)
    if node is None:
        return ""
    for child in list(node.iter(include_text=True)):
        child.decompose()
    node.insert_child(_PLACE)
    whole = tree.html or ""
    head, _, rest = whole.partition(_PLACE)
    for theirs, ours in ((other.title, page.title), (other.headline, page.headline or page.title)):
        if theirs:
            head, rest = head.replace(theirs, ours), rest.replace(theirs, ours)
    return f"{head}{content_of(own, page)}{rest}"


def draw(low: Ints, sites: Array, *, count: int, seed: int) -> list[Swap]:
    """Draw pairs of pages of different labels and sites; half of the contents are low.

    >>> draw(np.array([0, 1, 0]), np.array(["a", "b", "c"]), count=2, seed=0)[0].content
    1
    """
    generator = np.random.default_rng(seed)
    pages_of = {label: _by_site(np.flatnonzero(low == label), sites) for label in (0, 1)}
    drawn = []
    for number in range(count):
        label = 1 - number % 2
        content, template = (_one(pages_of[side], generator) for side in (label, 1 - label))
        drawn.append(Swap(content, template))
    return drawn


def _by_site(rows: Ints, sites: Array) -> list[Ints]:
    return [rows[sites[rows] == site] for site in np.unique(sites[rows])]


def _one(by_site: list[Ints], generator: np.random.Generator) -> int:
    site = by_site[generator.integers(len(by_site))]
    return int(site[generator.integers(len(site))])
