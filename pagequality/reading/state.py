"""What state a page is in: content, or an error, a wall, a shell, a listing, words to come.

The HTTP status counts first, then where the page leads, then its words: what is known of dead ends
(see `dead_ends`), and what a learned model hears (see `talk`).
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from pagequality.page.notice import Notice
from pagequality.page.site import is_itself
from pagequality.page.state import OK, PageState
from pagequality.reading.dead_ends import (
    FEW_REST,
    FEWEST_MAIN_WORDS,
    FEWEST_WORDS,
    Facts,
    by_words,
)
from pagequality.reading.deadline import NEVER, Deadline
from pagequality.reading.filler import filler
from pagequality.reading.first_blocks import (
    FIRST_BLOCKS,
    LONGEST_BLOCK,
    LONGEST_QUOTE,
    SENTENCE,
    cut,
    low,
)
from pagequality.reading.language import SURE
from pagequality.reading.state_rules import notice_of, part, rule_of, shell
from pagequality.reading.talk import by_talk
from pagequality.reading.unfilled import unfilled
from pagequality.text.counts import distinct
from pagequality.text.tokens import DIGIT

if TYPE_CHECKING:
    from pagequality.page.page import Page

LANGUAGES: Final = frozenset(("en",))
"""The languages that the default model was trained on."""
_FEWEST_DIFFERENT: Final = 10
"""Beside many images so many different words without a figure are a text; names are none."""
_MANY_IMAGES: Final = 6
_FIRST_WORDS: Final = 2000
_THIN: Final = 40
_REFRESH: Final = re.compile(
    r"^\s*(\d{1,6})(?:\.\d*)?\s*[;,]?\s*(?:url\s*=\s*)?[\"']?(\S[^\"']{0,500})?", re.IGNORECASE
)
_SOON: Final = 30
"""Seconds within which a refresh takes a reader away."""


def find(page: Page, facts: Facts, deadline: Deadline = NEVER) -> PageState:
    """Name a page's state; the deadline is looked at before each step.

    >>> find(read("<title>404 Not Found</title><h1>Not Found</h1>"), Facts()).name
    'error'
    >>> find(read("<h1>Peas</h1><p>Sow in March."), Facts(status=503)).notice.message
    'the server answered with status 503'
    """
    if facts.advice is not None:
        return PageState("not_html", "", facts.advice)
    if facts.not_html:
        told = f"this is {facts.not_html}, not a page"
        return PageState("not_html", "", Notice("not html", told))
    for step in (
        partial(_by_status, page, facts),
        partial(_by_refresh, page, facts),
        partial(_filled, page),
        partial(unfilled, page),
        partial(by_words, page, facts),
        partial(_shell, page),
        partial(by_talk, page),
        partial(_language, page),
    ):
        deadline.check()
        if state := step():
            return state
    return _little(page)


def _by_status(page: Page, facts: Facts) -> PageState | None:
    """Believe the server; a challenge is told from other refusals."""
    status = facts.status
    challenged = any(str(name).lower() == "cf-mitigated" for name in facts.headers or ())
    if not challenged and (status is None or status < 300 or status in {300, 304}):  # noqa: PLR2004
        return None
    name = "bot_wall" if challenged else _STATUSES.get(status or 0, "error")
    if status is not None and status < 400:  # noqa: PLR2004 - refusals begin there
        name = "redirect" if not challenged else name
    if name == "error" and status in _REFUSED:
        found = by_words(page, facts)
        name = found.name if found and found.name in {"bot_wall", "login_wall", "paywall"} else name
    code = rule_of(name).notice.code
    told = f"the server answered with status {status}" if status else "the server sent a challenge"
    return PageState(name, cut(page.title or page.headline), Notice(code, told))


_STATUSES: Final = {401: "login_wall", 402: "paywall", 407: "login_wall", 429: "bot_wall"}
_REFUSED: Final = frozenset((403, 405, 406, 418, 503))
"""What servers answer machines with as well."""


def _by_refresh(page: Page, facts: Facts) -> PageState | None:
    """Notice a page that leads to another one before it is read."""
    said = facts.refresh or next(
        (str(v) for name, v in (facts.headers or {}).items() if str(name).lower() == "refresh"), ""
    )
    found = _REFRESH.match(said) if said else None
    rule = rule_of("redirect")
    if not found or not found[2] or int(found[1]) > _SOON or len(page.main_words) > rule.most:
        return None
    target = found[2].strip()
    away = not is_itself(page.url or page.head.canonical, target)
    return PageState("redirect", cut(target), rule.notice) if away else None


def _filled(page: Page) -> PageState | None:
    """Notice filler text: it makes a good part of the content."""
    place = filler(page)
    if place < 0:
        return None
    quote = " ".join(page.text[max(place - 40, 0) : place + 120].split())
    return PageState("placeholder", cut(quote), rule_of("placeholder").notice)


def _shell(page: Page) -> PageState | None:
    """Notice a page that shows nothing without scripts."""
    if page.visible_words > 4 * FEW_REST:
        return None
    table, notice = page.table, notice_of("script_shell")
    for i in range(min(len(table), FIRST_BLOCKS)):
        block = page.text[table.start[i] : table.end[i]][:LONGEST_BLOCK]
        if any(map(_asks_for_scripts, SENTENCE.split(block))) and _beside(page, i) <= FEW_REST:
            return PageState("script_shell", cut(block), notice)
    if page.visible_words == 0 and page.markup.scripts:
        return PageState("script_shell", "", notice)
    return None


def _asks_for_scripts(sentence: str) -> bool:
    """Whether a sentence says that all needs scripts, and not some part of a page."""
    return bool(shell().search(low(sentence))) and not part().search(low(sentence))


def _beside(page: Page, block: int) -> int:
    """How many words of main content stand outside a block."""
    return len(page.main_words) - int(page.is_main[block]) * int(page.block_words[block])


def _language(page: Page) -> PageState | None:
    """Notice a page that is surely in another language than the model's."""
    if not page.language or page.language in LANGUAGES or page.language_confidence < SURE:
        return None
    if page.language == "und":
        message = "the page is in no language that is known here; the model knows English"
    else:
        message = f"the page is in {page.language!r}; the model knows English"
    quote = cut(" ".join(page.main_text[:LONGEST_QUOTE].split()))
    return PageState("other_language", quote, Notice("unsupported language", message))


def _little(page: Page) -> PageState:
    """Say whether there is enough to be judged."""
    if not len(page.table):
        return PageState("thin", "", Notice("empty", "the page has no visible text"))
    words, main = page.visible_words, len(page.main_words)
    if words < FEWEST_WORDS:
        message = f"{words} visible words are too few to judge"
    elif main < FEWEST_MAIN_WORDS:
        message = f"{main} words of main content are too few to judge"
    elif page.markup.images >= _MANY_IMAGES and _different_words(page) < _FEWEST_DIFFERENT:
        message = "the page shows images, and hardly a word beside their names"
    else:
        return PageState("thin") if main < _THIN else OK
    return PageState("thin", "", Notice("too little text", message))


def _different_words(page: Page) -> int:
    """Count the different words of the first main content that have no figure in them."""
    words = page.main_places[:_FIRST_WORDS]
    tokens = page.tokens
    plain = (tokens.first.take(words) & DIGIT) == 0
    return len(distinct(tokens.hash.take(words[plain])))
