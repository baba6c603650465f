"""Values of a page that are computed when first asked for."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from pagequality.page.page import Page

_Value = TypeVar("_Value")


def once(function: Callable[[Page], _Value]) -> Callable[[Page], _Value]:
    """Let a function of a page compute its value when first asked, and keep it on the page.

    >>> calls = []
    >>> twice = once(lambda page: calls.append(page.headline))
    >>> page = read("<h1>Beans</h1>")
    >>> twice(page), twice(page), calls
    (None, None, ['Beans'])
    """

    @wraps(function)
    def kept(page: Page) -> _Value:
        if function not in page.memo:
            page.memo[function] = function(page)
        value: _Value = page.memo[function]
        return value

    return kept
