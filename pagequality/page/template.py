"""Lines of a site's template: what stands on most of its pages, told from what one page says.

A page alone cannot tell a line that comes with every page of its site from one of its own. Who has
seen several finds the lines (`pagequality.template_lines`), and they are taken out of a page here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.page.notice import Notice

if TYPE_CHECKING:
    from pagequality.page.page import Page

CODE: Final = "template lines"
"""The code of the notice that says what was taken out."""
_SHORTEST: Final = 5
"""Words of a line that is taken out: fewer are a label, which says what the words beside it are."""
_MOST: Final = 0.5
"""A page of whose main content more would go is a near copy of others, and its template is not."""
_LEAST: Final = 40
"""Words of main content that must be left; a page with fewer is thin."""


@dataclass(frozen=True, slots=True)
class TemplateLines:
    """The blocks that stand on most pages of a site, as hashes; none of their words is kept.

    Attributes:
        hashes: of the blocks, as `Page.block_hashes` has them, ascending.
        repeated: on how many of the compared pages each stands.
        pages: how many pages were compared.

    >>> lines = TemplateLines((7, 9), (3, 4), pages=4)
    >>> len(lines), 9 in lines, bool(TemplateLines())
    (2, True, False)
    """

    hashes: tuple[int, ...] = ()
    repeated: tuple[int, ...] = ()
    pages: int = 0

    def __len__(self) -> int:
        return len(self.hashes)

    def __contains__(self, block: int) -> bool:
        return block in self.hashes


NO_LINES: Final = TemplateLines()
"""Of a site of which nothing is known."""


def without(page: Page, lines: TemplateLines) -> Page:
    r"""Return a page whose main content has none of these lines; a notice says how much went.

    Lines of fewer than five words stay: a heading or a cell of a table is a part of what it stands
    with. A page stays as it is where more than half of its main content would go, or fewer than 40
    words would be left: such pages repeat each other whole, and that is no template.

    >>> said = "The harbour froze in January and no boat left it until the ice broke up in March. "
    >>> page = read_text(said * 3 + "\nCome and see our shop")
    >>> shop = int(page.block_hashes[1])
    >>> found = without(page, TemplateLines((shop,), (3,), pages=4))
    >>> found.main_text.endswith("in March."), found.notices[-1].message
    (True, '5 words in 1 block were taken out: they stand on most pages of the site')
    """
    if not lines:
        return page
    inside = page.is_main & (page.block_words >= _SHORTEST)
    inside &= np.isin(page.block_hashes, np.array(lines.hashes, np.uint32))
    out, main = page.words_of(inside), len(page.main_words)
    if not out:
        return page
    if out > _MOST * main or main - out < _LEAST:
        told = f"{out} of {main} words stand on most pages of the site; too few others, so all stay"
        return replace(page, notices=(*page.notices, Notice(CODE, told)))
    count = int(inside.sum())
    blocks = "1 block" if count == 1 else f"{count} blocks"
    told = f"{out} words in {blocks} were taken out: they stand on most pages of the site"
    return replace(
        page,
        is_main=page.is_main & ~inside,
        main_share=page.main_share * (main - out) / main,
        notices=(*page.notices, Notice(CODE, told)),
    )
