"""Dead ends by their words: what pages are called and say that hold no content of their own.

What a page calls itself counts first (its title and headline), then what it says. A page is a
dead end when that is what it is about: a sentence of an error, a wall or a cookie banner beside
content makes none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from pagequality.page.state import PageState
from pagequality.reading.first_blocks import (
    SHORT,
    WORD,
    Block,
    cut,
    exact,
    first_blocks,
    low,
    teasers,
    tells,
)
from pagequality.reading.state_rules import BUTTON, Rule, any_name, cued, rules

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pagequality.page.notice import Notice
    from pagequality.page.page import Page
    from pagequality.text.arrays import Flags

FEWEST_WORDS: Final = 25
"""So many visible words are enough to judge a page."""
FEWEST_MAIN_WORDS: Final = 18
_LONGEST_NAME: Final = 160
_SEPARATOR: Final = re.compile(r"\s+[|\-–—·»«•:~]+\s+|\s*[|»«•]\s*|:\s+|\s[-–—]\s")
_UNFREE: Final = re.compile(r'"isAccessibleForFree"\s*+:\s*+"?+\s*+false', re.IGNORECASE)
_PASSWORD: Final = re.compile(r"type\s*=\s*[\"']?password", re.IGNORECASE)
_NAMED: Final = {"error": 25, "bot_wall": 40, "placeholder": 40, "parked": 40, "redirect": 30}
"""So few words of main content and the name alone make a page one of these."""
_SAYS: Final = {"consent_wall": 3, "placeholder": 3}
"""So many different sentences are needed without a name; two of other states."""
_MANY_SAID: Final = 3
_REST: Final = {"parked": 60, "placeholder": 60, "paywall": 40}
"""So many other words of main content a page may have without a name; of other states 30."""
_BARE: Final = re.compile(r"\W*\d{3}\W*")
"""A number of an error, which a room, a bus or a bill may have as well."""
_LOOSE: Final = re.compile(
    r"\W*(?:\d{3}|error(?: in .*)?|maintenance|gone|forbidden|not found|nothing (?:was )?found.*|"
    r"no results?|sorry|(?:oops|whoops|uh[ -]oh)\b.*|something went wrong|.*\bunder construction|"
    r"(?:.*\b)?(?:coming|opening|launching) soon|something \w+ is (?:coming|on (?:its|the) way)|"
    r"hello,? world|untitled|example|(?:a )?new (?:page|post|site)|.* moved.*|captcha|blocked)\W*",
    re.IGNORECASE,
)
"""Names of dead ends that a chapter, an event, a story or a poem may have as well."""
_SURELY: Final = 150
"""So few words of main content and a name that nothing else has make a page one of these."""
_BESIDE: Final = {"bot_wall": 150, "redirect": 80}
"""So many other words of main content a page may have that is named one."""
FEW_REST: Final = 30
_TOLD: Final = {"placeholder": 2, "redirect": 2}
"""So many sentences are needed in which a page speaks of itself; one of other states."""
_MUCH_OWN: Final = 2
"""So many other sentences with a name or a number in them are content."""
_ALONG: Final = 10
"""So many words may stand along with what a rule looks for in a sentence that is not its own."""
_MAIN_SAID: Final = 0.5
"""Sentences in which a page says that it is a placeholder make up so much of one."""
_LONGEST_SAID: Final = 60
"""So many other words may stand beside several sentences in which a page speaks of itself."""
_A_NAME: Final = re.compile(r"\w\s.*\b[A-Z][a-z]")
_ALIKE: Final = 12
"""Sentences that begin with so many like letters count once."""


class Facts(NamedTuple):
    """What is known of a page beside its blocks.

    Attributes:
        status: of the HTTP response; nothing when it is not known.
        headers: of the HTTP response.
        refresh: what its ``refresh`` element says.
        json_ld: its structured data.
        source: its markup.
        not_html: what it is instead of a page.
        advice: what should have been given instead.
    """

    status: int | None = None
    headers: Mapping[str, str] | None = None
    refresh: str = ""
    json_ld: Sequence[str] = ()
    source: str = ""
    not_html: str = ""
    advice: Notice | None = None


def names(page: Page) -> list[str]:
    """Return what a page calls itself: headline, title and the parts of both.

    Where it has neither, its first block stands in.

    >>> names(read("<title>Page not found | Bean News</title>"))
    ['Page not found', 'Page not found | Bean News', 'Bean News']
    """
    whole = [text[:_LONGEST_NAME].strip() for text in (page.headline, page.title)]
    if not any(whole) and len(page.table):
        whole = [page.text[page.table.start[0] : page.table.end[0]][:_LONGEST_NAME]]
    found = whole + [part for text in whole for part in _SEPARATOR.split(text)]
    return list(dict.fromkeys(name.strip() for name in found if name and name.strip()))


def by_words(page: Page, facts: Facts) -> PageState | None:
    """Find the first rule that a page's names and sentences fit."""
    called = {name: low(name) for name in names(page)}
    called = {name: plain for name, plain in called.items() if any_name().fullmatch(plain)}
    main = len(page.main_words)
    if not called and main > SHORT:
        return None
    blocks = first_blocks(page)
    cues = [cued(block.text.lower()) for block in blocks]
    for rule in rules():
        fit = [name for name, plain in called.items() if rule.names.fullmatch(plain)]
        name = min(fit, key=_is_loose, default="")
        if main > rule.most or not (name or main <= SHORT):
            continue
        may = [block for block, cue in zip(blocks, cues, strict=True) if rule.state in cue]
        if name or (may and (rule.state == "paywall" or _little_beside(page, may))):
            found = _found(page, rule, name=name, may=may)
            if _fits(found, page, facts):
                state = exact(rule.state, page, name=found.name, quote=found.quote)
                return PageState(state, found.quote, rule.notice)
    return None


def _is_loose(name: str) -> bool:
    """Whether other pages than dead ends are called so as well."""
    return bool(_LOOSE.fullmatch(name))


def _little_beside(page: Page, may: list[Block]) -> bool:
    """Whether so little stands in blocks that show nothing that others could make a dead end."""
    other = page.is_main.copy()
    other[[block.number for block in may]] = False
    return page.words_of(other) <= max(_LONGEST_SAID, _MAIN_SAID * len(page.main_words))


class _Found(NamedTuple):
    """What of a rule a page shows: its name, its sentences, and what else there is.

    ``sure`` says that nothing else is called so; ``told`` counts the sentences in which it speaks
    of itself, ``fitted`` are those that fit and say hardly more; of the words of its main content,
    without ``teasers``, ``plain`` stand in no sentence that fits, ``rest`` in no block that holds
    one.
    """

    state: str
    name: str
    sure: bool
    said: tuple[str, ...]
    told: int
    fitted: frozenset[str]
    teasers: frozenset[int]
    main: int
    plain: int
    rest: int
    beside: int
    most: int

    @property
    def quote(self) -> str:
        """The first sentence found, or the name."""
        return cut(self.said[0] if self.said else self.name)


def _found(page: Page, rule: Rule, *, name: str, may: list[Block]) -> _Found:
    """Look for a rule's sentences; each counts once, however often it is said."""
    said: dict[str, str] = {}
    told, fitting, fitted = set[str](), 0, set[str]()
    matched: Flags = np.zeros(len(page.table), bool)
    beside = teasers(page)
    content = page.is_main.copy()
    content[list(beside)] = False
    for block in may:
        for sentence in block.sentences:
            speaks, found = rule.told_in(sentence), rule.said_in(sentence)
            if speaks is not None:
                told |= {speaks.lower()[:_ALIKE]} if page.is_main[block.number] else set()
                found = found or [speaks]
            if found:
                for match in found:
                    said.setdefault(match.lower()[:_ALIKE], block.text)
                words = len(WORD.findall(sentence.text))
                matched[block.number] = True
                if words - len(WORD.findall(found[0])) <= _ALONG:
                    fitted.add(sentence.text)
                fitting += words * bool(content[block.number])
    if told and rule.along is not None:
        for text in _along(rule.along, page, content) - fitted:
            fitted.add(text)
            fitting += len(WORD.findall(text))
    return _Found(
        rule.state,
        name,
        bool(rule.sure.fullmatch(low(name))),
        tuple(said.values()),
        len(told),
        frozenset(fitted),
        beside,
        len(page.main_words),
        page.words_of(content) - fitting,
        page.words_of(content & ~matched),
        page.words_of(~page.table.hidden & ~matched),
        rule.most,
    )


def _along(along: re.Pattern[str], page: Page, content: Flags) -> set[str]:
    """The sentences of the content that tell nothing beside one in which a page speaks of itself.

    What holds a name tells something, whatever it begins with.
    """
    return {
        sentence.text for block in first_blocks(page) if content[block.number]
        for sentence in block.sentences
        if along.match(sentence.low) and not _A_NAME.search(sentence.text)
    }  # fmt: skip


def _fits(found: _Found, page: Page, facts: Facts) -> bool:
    """Whether a page is what a rule says, and not one that only speaks of it."""
    if found.sure and found.main <= _SURELY:
        return True
    return _told(found, page) or _shown(found, page, facts)


def _shown(found: _Found, page: Page, facts: Facts) -> bool:
    """Whether its names, its sentences and the rest of a page together show it."""
    if found.state == "login_wall" and found.name:
        asked = bool(_PASSWORD.search(facts.source))
        return asked or (len(found.said) > 1 and found.rest <= 2 * FEW_REST)
    if found.state == "paywall":
        paid = any(_UNFREE.search(data) for data in facts.json_ld)
        enough = paid or found.plain <= _REST["paywall"] or len(found.said) >= _MANY_SAID
        return bool(found.said) and enough
    if found.state == "consent_wall":
        buttons = sum(bool(BUTTON.fullmatch(block.text)) for block in first_blocks(page))
        enough = len(found.said) >= _SAYS["consent_wall"] and buttons > 1
        return enough and found.beside <= 2 * FEW_REST
    if found.state == "listing":
        return bool(found.name and found.said) and int(page.table.links.sum()) > 1
    return _named(found, page) if found.name else _unnamed(found, page)


def _told(found: _Found, page: Page) -> bool:
    """Whether a page speaks of itself so, and hardly of anything else."""
    needed = _TOLD.get(found.state, 1)
    if found.told < needed:
        return False
    if found.state == "placeholder":
        return found.plain <= _MAIN_SAID * found.main
    own = _own(found, page)
    few = found.plain <= (_LONGEST_SAID if found.told > needed or not own else FEW_REST)
    return few and own < _MUCH_OWN


def _own(found: _Found, page: Page) -> int:
    """How many sentences that tell something a page has of its own; code is none."""
    table = page.table
    return sum(
        tells(sentence.text) and sentence.text not in found.fitted
        for block in first_blocks(page)
        if page.is_main[number := block.number] and number not in found.teasers
        and table.tag[number] != "pre"
        for sentence in block.sentences
    )  # fmt: skip


def _named(found: _Found, page: Page) -> bool:
    """Whether a page that is called so holds little else, or says so as well.

    Rooms and buses have numbers too, and shops move: what they tell is content. So is what a page
    of any name has of its own to say.
    """
    moved = found.state == "redirect" and not found.told
    few = FEWEST_MAIN_WORDS if moved or _BARE.fullmatch(found.name) else _NAMED.get(found.state, 0)
    if found.main <= few or moved:
        return found.main <= few
    much = found.rest > _LONGEST_SAID and not found.told
    needed = 2 if found.state == "placeholder" or much else 1
    enough = len(found.said) >= needed and found.rest <= _BESIDE.get(found.state, found.most)
    return enough and not _tells_more(found, page)


def _tells_more(found: _Found, page: Page) -> bool:
    """Whether a page is content in spite of its name, which other things may have as well.

    The pages that come with a server or a theme are placeholders however much they say. Where only
    the name says so, what stands below it counts the more.
    """
    if _is_loose(found.name):
        return found.plain > FEW_REST and _own(found, page) >= _MUCH_OWN
    if found.state == "placeholder":
        return False
    if not found.told and {*found.said} <= {page.headline, page.title}:
        return _own(found, page) >= _MUCH_OWN
    return found.rest > _LONGEST_SAID and _own(found, page) > _MUCH_OWN


def _unnamed(found: _Found, page: Page) -> bool:
    """Whether a page that is called something else says so, and hardly anything else."""
    if not found.said or page.visible_words > SHORT:
        return False
    if _own(found, page) > _MUCH_OWN:
        return False
    enough = len(found.said) >= _SAYS.get(found.state, 2)
    if enough and found.plain <= _REST.get(found.state, FEW_REST):
        return True
    return found.main <= FEWEST_WORDS and found.plain <= FEWEST_MAIN_WORDS // 2
