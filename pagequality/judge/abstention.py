"""When a page cannot be judged: its state is not ``ok``, and not ``thin`` with words enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pagequality.page.notice import Notice
    from pagequality.page.page import Page


def reasons_to_abstain(page: Page) -> list[Notice]:
    """Say why a page should not be judged; nothing when it can be.

    >>> [notice.code for notice in reasons_to_abstain(read("<p>Hello"))]
    ['too little text']
    """
    return [] if page.state.notice is None else [page.state.notice]
