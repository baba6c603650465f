"""Pages of which a test says by hand what the small learned models would have said.

So a signal's value can be worked out on paper, and no refitted model moves it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from pagequality.learned.template_noise.model import CLASSES
from pagequality.reading import read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pagequality.page.page import Page


def with_main(html: str, main: Sequence[bool], *, url: str | None = None) -> Page:
    """Read a page of which these blocks are the content, whatever the model would say."""
    page = read(html, url=url)
    assert len(page.table) == len(main), [block.text for block in page.blocks]
    return replace(page, is_main=np.array(main, bool))


def known(page: Page, **totals: Any) -> Page:
    """Put totals of a page in place that it would else compute when asked."""
    vars(page).update(totals)
    return page


def with_noise(page: Page, kinds: Sequence[str]) -> Page:
    """Say of each block which of the line model's `CLASSES` it is."""
    assert len(page.table) == len(kinds), [block.text for block in page.blocks]
    return known(page, noise_kind=np.array([CLASSES.index(kind) for kind in kinds], np.intp))
