"""What became of a page on its way to a reader: content, or one of the things that are none."""

from __future__ import annotations

from typing import Final, NamedTuple

from pagequality.page.notice import Notice  # noqa: TC001 - a field's type at run time

STATES: Final = (
    "ok", "thin", "error", "soft_404", "login_wall", "paywall", "consent_wall", "bot_wall",
    "parked", "redirect", "script_shell", "listing", "placeholder", "not_html", "other_language",
    "timeout",
)  # fmt: skip
"""Every state a page can be in."""


class PageState(NamedTuple):
    """The state of a page.

    Attributes:
        name: one of `STATES`; ``ok`` for a page with content.
        quote: the words that show it, if it is not ``ok``.
        notice: why, as a short code and a sentence; nothing for a page with content.
    """

    name: str = "ok"
    quote: str = ""
    notice: Notice | None = None

    def __str__(self) -> str:
        return self.name


OK: Final = PageState()
"""The state of a page with content."""
