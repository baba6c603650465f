"""When a page cannot be judged: too little text, another language, a wall, an error, a shell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pagequality.page.notice import Notice

if TYPE_CHECKING:
    from pagequality.page.page import Page

LANGUAGES: Final = frozenset(("en",))
"""The languages that the default model was trained on."""
FEWEST_WORDS: Final = 25
_FEWEST_MAIN_WORDS = 18
_SURE = 0.4
_SHORT = 220
_ERROR = re.compile(
    r"\b(?:404|403|500|502|503)\b|page (?:not|cannot be|can't be) found|not found|access denied|"
    r"forbidden|page (?:you (?:are|were) looking for|does(?: not|n't) exist)|"
    r"service unavailable|bad gateway|account (?:has been )?suspended|domain (?:is )?for sale|"
    r"site can.t be reached|under construction|coming soon",
    re.IGNORECASE,
)
_WALL = re.compile(
    r"\b(?:log ?in|sign ?in|subscribe) to (?:continue|read|view|access)|verify (?:that )?you are "
    r"(?:a )?human|not a (?:ro)?bot|checking your browser|are you a robot|captcha|log ?in, sign in|"
    r"must be (?:18|21)|enable cookies|just a moment|already a (?:subscriber|member)\?",
    re.IGNORECASE,
)
_SHELL = re.compile(
    r"(?:enable|requires?|turn on|without|need) java ?script|java ?script (?:is )?"
    r"(?:disabled|required|must be enabled|to run this app)|loading\s*(?:\.\.\.|\u2026)",
    re.IGNORECASE,
)


def reasons_to_abstain(page: Page) -> list[Notice]:
    """Say why a page should not be judged; nothing when it can be.

    >>> [notice.code for notice in reasons_to_abstain(read("<p>Hello"))]
    ['too little text']
    """
    found = [notice for notice in page.notices if notice.code == "empty"]
    if found:
        return found
    words = page.visible_words
    start = f"{page.title}\n{page.headline}\n{page.text[:3000]}"
    if words < _SHORT:
        for pattern, notice in _DEAD_ENDS:
            if pattern.search(start):
                return [notice]
    if page.language and page.language not in LANGUAGES and page.language_confidence >= _SURE:
        message = f"the page is in {page.language!r}; the model knows English"
        return [Notice("unsupported language", message)]
    if words < FEWEST_WORDS:
        return [Notice("too little text", f"{words} visible words are too few to judge")]
    if (main := len(page.main_words)) < _FEWEST_MAIN_WORDS:
        return [Notice("too little text", f"{main} words of main content are too few to judge")]
    return []


_DEAD_ENDS: Final = (
    (_SHELL, Notice("script shell", "the page shows nothing without JavaScript")),
    (_WALL, Notice("wall", "the page asks to log in, subscribe or prove to be human")),
    (_ERROR, Notice("error page", "the page reports an error, not content")),
)
