"""What became of a page on its way to a reader: content, or one of the things that are none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pagequality.page.notice import Notice  # noqa: TC001 - a field's type at run time

if TYPE_CHECKING:
    from collections.abc import Mapping

MEANINGS: Final[Mapping[str, str]] = {
    "ok": "content that can be judged",
    "thin": "little text; judged where there are words enough",
    "error": "the status or the page itself reports an error",
    "soft_404": "an error page that was answered as if all were well",
    "login_wall": "asks to sign in or to use an app, and shows nothing else",
    "paywall": "keeps its text for those who pay",
    "consent_wall": "asks to accept cookies, advertising or an age limit, and shows nothing else",
    "bot_wall": "asks to prove to be human, or holds visitors back by number, network or country",
    "parked": "only says that its domain is parked or for sale",
    "redirect": "only leads to another page",
    "script_shell": "scripts would fill it in; as fetched it is empty",
    "listing": "lists the files of a folder",
    "placeholder": "words that stand in for content to come",
    "not_html": "a picture, a feed, an archive or another thing that is no page",
    "other_language": "in a language that the model does not know",
    "timeout": "given up, because its time was over",
}
"""Every state a page can be in, and what it means.

Three walls are called by their nearest kin. Who must switch off an ad blocker or tell an age has
to agree to something before anything is shown: a consent wall. Queues, limits of requests, blocked
proxies and closed countries look at who comes, as walls against robots do: the same address shows
another visitor its content. A page for an app alone is read after entering by another door, as
after signing in: a login wall.
"""
STATES: Final = tuple(MEANINGS)


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
