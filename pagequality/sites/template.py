"""Template lines of a site, from sketches of its pages."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from pagequality.page.template import TemplateLines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pagequality.page.sketch import Sketch

FEWEST: Final = 3
"""Pages on which a line must stand."""
_MOSTLY: Final = 0.5
"""The share of the pages on which it must stand."""


def template_lines(sketches: Iterable[Sketch]) -> TemplateLines:
    """Return the blocks that stand on at least three pages of a site, and on half of all.

    Whether reading took a block for main content does not count. Of a page with very many blocks a
    sketch knows but some, so a line may be missed; none is made up.

    Args:
        sketches: of pages of one site, each once, in any order.

    >>> from pagequality.page.sketch import sketch
    >>> pages = [f"<p>Story {n} of the old harbour.</p><p>Come and see us!</p>" for n in range(4)]
    >>> lines = template_lines(sketch(read(page)) for page in pages)
    >>> len(lines), lines.repeated, lines.pages
    (1, (4,), 4)
    """
    pages = [{*one.lines, *one.passages} for one in sketches]
    stands = Counter(block for page in pages for block in page)
    often = max(FEWEST, _MOSTLY * len(pages))
    found = sorted((block, count) for block, count in stands.items() if count >= often)
    return TemplateLines(
        tuple(block for block, _ in found), tuple(count for _, count in found), len(pages)
    )
