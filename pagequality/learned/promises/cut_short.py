"""Whether a page's text goes on elsewhere, so that what is missing here may stand there."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.page.blocks import HEADINGS
from pagequality.page.memo import once

if TYPE_CHECKING:
    from pagequality.page.page import Page

_CUT: Final = "truncated"
"""The code of the notice that a page was not read to its end."""
_BEHIND: Final = 3
"""So many blocks behind the main content are looked at."""
_LINE: Final = 120
_GOES_ON: Final = (
    r"(?i)continue reading\b|read (?:on\b|the (?:full|whole|entire|complete|rest)\b)"
    r"|(?:subscribe|sign in|log in|register|join)(?: now| today)? to (?:read|continue|keep|see|view"
    r"|unlock)|to (?:read|continue|keep reading|see|view|unlock) (?:this|the|more|on)\b"
    r"|this (?:article|story|post) (?:is (?:only )?(?:for|available to)|continues)"
    r"|continued? on (?:the )?(?:next )?page\b|page \d+ of \d+\b"
)
_BROKEN_OFF: Final = re.compile(r"\w,?\s?(?:…|\.\.\.|\[(?:…|\.\.\.)\])\s*$")
_PARAGRAPH: Final = 12
"""Words of a block that breaks off; "You may also like..." does not."""


@once
def cut_short(page: Page) -> bool:
    """Whether a page was not read to its end, breaks off, or says that it goes on elsewhere.

    >>> body = "<p>" + "Roast them slowly in a hot pan. " * 9 + "</p>"
    >>> cut_short(read(f"<h1>5 ways</h1>{body}<p>Continue reading</p>"))
    True
    >>> cut_short(read(f"<h1>5 ways</h1>{body}<p>Let them cool.</p>"))
    False
    """
    if any(notice.code == _CUT for notice in page.notices):
        return True
    main = np.flatnonzero(page.is_main)
    if not len(main):
        return False
    last = int(main[-1])
    if page.block_words[last] >= _PARAGRAPH and _BROKEN_OFF.search(_text(page, last)):
        return True
    near = range(last, min(last + 1 + _BEHIND, len(page.table)))
    return any(_says_so(page, block) for block in near)


def _says_so(page: Page, block: int) -> bool:
    """Whether a block says that the text goes on; a heading says so of other texts."""
    told = page.table.tag[block] not in HEADINGS
    return told and _goes_on().match(_text(page, block)) is not None


@cache
def _goes_on() -> re.Pattern[str]:
    return re.compile(_GOES_ON)


def _text(page: Page, block: int) -> str:
    """The end of a block, or all of a short one."""
    start, end = int(page.table.start[block]), int(page.table.end[block])
    return page.text[max(start, end - _LINE) : end]
