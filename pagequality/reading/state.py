"""What state a page is in: content, or an error, a wall, a shell, a listing, words to come.

The HTTP status counts first, then what the page calls itself (its title and headline), then what
it says. A page is a dead end when that is what it is about: a sentence of an error, a wall or a
cookie banner beside content makes none.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from pagequality.page.notice import Notice
from pagequality.page.site import is_itself
from pagequality.page.state import OK, PageState
from pagequality.reading.language import SURE
from pagequality.reading.state_rules import (
    BUTTON,
    Rule,
    any_name,
    cued,
    part,
    rule_of,
    rules,
    shell,
)
from pagequality.reading.stories import HEADINGS
from pagequality.text.counts import distinct
from pagequality.text.tokens import hash_words
from pagequality.text.wordlists import WORDS, read_phrases

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pagequality.page.page import Page
    from pagequality.text.arrays import Flags, Hashes

LANGUAGES: Final = frozenset(("en",))
"""The languages that the default model was trained on."""
FEWEST_WORDS: Final = 25
"""So many visible words are enough to judge a page."""
_FEWEST_MAIN_WORDS: Final = 18
_THIN: Final = 40
_SHORT: Final = 250
"""Main content so long is no dead end, unless the page is named one."""
_LONGEST_NAME: Final = 160
_LONGEST_BLOCK: Final = 500
_FIRST_BLOCKS: Final = 80
_QUOTED: Final = 200
_SEPARATOR: Final = re.compile(r"\s+[|\-–—·»«•:~]+\s+|\s*[|»«•]\s*|:\s+|\s[-–—]\s")
_REFRESH: Final = re.compile(
    r"^\s*(\d{1,6})(?:\.\d*)?\s*[;,]?\s*(?:url\s*=\s*)?[\"']?(\S[^\"']{0,500})?", re.IGNORECASE
)
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+|(?<=, (?:so|or)) |(?<=, (?:and|but)) ")
_WORD: Final = re.compile(r"\w+(?:['\u2019]\w+)*")
_SOON: Final = 30
"""Seconds within which a refresh takes a reader away."""
_UNFREE: Final = re.compile(r'"isAccessibleForFree"\s*+:\s*+"?+\s*+false', re.IGNORECASE)
_PASSWORD: Final = re.compile(r"type\s*=\s*[\"']?password", re.IGNORECASE)
_LOREM_MARKS: Final = (
    "orem ipsum",
    "olor sit amet",
    "OREM IPSUM",
    "psum dolor",
    "I'm baby",
    "s es bonus",
)
_THEMED: Final = re.compile(
    r"^\W*(?:(?!(?:[\w-]+ )?lorem\b)[\w-]+(?: [\w-]+)? ipsum(?:,? \w+)? dolor\b|"
    r"I'm baby \w|veggies es bonus)[^\n]{20,5000}",
    re.IGNORECASE | re.MULTILINE,
)
"""A block of filler text about bacon, cats or another theme; it begins like the Latin one."""
_LOREM_SHARE: Final = 0.3
_SURELY_LOREM: Final = 8
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
_BESIDE: Final = {"bot_wall": 150, "redirect": 80}
"""So many other words of main content a page may have that is named one."""
_FEW_REST: Final = 30
_TOLD: Final = {"placeholder": 2, "redirect": 2}
"""So many sentences are needed in which a page speaks of itself; one of other states."""
_MUCH_OWN: Final = 2
"""So many other sentences with a name or a number in them are content."""
_LINKED: Final = 0.5
"""A block with more of its text in links leads to what others say."""
_DETAIL: Final = re.compile(r"\W*\w\S*\s.*?(?:\d|\b[A-Z][a-z]).*[.!?]\W*")
_ALONG: Final = 10
"""So many words may stand along with what a rule looks for in a sentence that is not its own."""
_MAIN_SAID: Final = 0.5
"""Sentences in which a page says that it is a placeholder make up so much of one."""
_LONGEST_SAID: Final = 60
"""So many other words may stand beside several sentences in which a page speaks of itself."""
_ALIKE: Final = 12
"""Sentences that begin with so many like letters count once."""
_MISSING: Final = re.compile(r"found|exist|404|gone|moved|missing|removed", re.IGNORECASE)


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


def find(page: Page, facts: Facts) -> PageState:
    """Name a page's state.

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
    return (
        _by_status(page, facts)
        or _by_refresh(page, facts)
        or _lorem(page)
        or _by_words(page, facts)
        or _shell(page)
        or _language(page)
        or _little(page)
    )


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
        found = _by_words(page, facts)
        name = found.name if found and found.name in {"bot_wall", "login_wall", "paywall"} else name
    code = rule_of(name).notice.code
    told = f"the server answered with status {status}" if status else "the server sent a challenge"
    return PageState(name, _cut(page.title or page.headline), Notice(code, told))


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
    return PageState("redirect", _cut(target), rule.notice) if away else None


@cache
def _lorem_words() -> Hashes:
    return distinct(hash_words(read_phrases(WORDS / "filler" / "la.txt")))


def _lorem(page: Page) -> PageState | None:
    """Notice filler text: words of lorem ipsum make a good part of the content."""
    if not any(mark in page.text for mark in _LOREM_MARKS):
        return None
    words = page.main_words if len(page.main_words) else page.tokens.hash
    themed = {match[0] for match in _THEMED.finditer(page.text)}
    filler = int(np.isin(words, _lorem_words()).sum())
    filler = max(filler, sum(len(_WORD.findall(block)) for block in themed))
    if filler < _SURELY_LOREM or filler < _LOREM_SHARE * len(words):
        return None
    place = min(found for mark in _LOREM_MARKS if (found := page.text.find(mark)) >= 0)
    quote = " ".join(page.text[max(place - 40, 0) : place + 120].split())
    return PageState("placeholder", _cut(quote), rule_of("placeholder").notice)


def _cut(text: str) -> str:
    return text if len(text) <= _QUOTED else f"{text[: _QUOTED - 1]}…"


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


def _by_words(page: Page, facts: Facts) -> PageState | None:
    """Find the first rule that a page's names and sentences fit."""
    called = [name for name in names(page) if any_name().fullmatch(name)]
    main = len(page.main_words)
    if not called and main > _SHORT:
        return None
    blocks = _first_blocks(page)
    cues = [cued(block.text.lower()) for block in blocks]
    for number, rule in enumerate(rules()):
        name = min(filter(rule.names.fullmatch, called), key=_is_loose, default="")
        if main > rule.most or not (name or main <= _SHORT):
            continue
        may = [block for block, cue in zip(blocks, cues, strict=True) if number in cue]
        if name or (may and (rule.state == "paywall" or _little_beside(page, may))):
            found = _found(page, rule, name=name, may=may)
            if _fits(found, page, facts, blocks=blocks):
                return PageState(_exact(found, page), found.quote, rule.notice)
    return None


def _is_loose(name: str) -> bool:
    """Whether other pages than dead ends are called so as well."""
    return bool(_LOOSE.fullmatch(name))


def _little_beside(page: Page, may: list[_Block]) -> bool:
    """Whether so little stands in blocks that show nothing that others could make a dead end."""
    other = page.is_main.copy()
    other[[block.number for block in may]] = False
    return page.words_of(other) <= max(_LONGEST_SAID, _MAIN_SAID * len(page.main_words))


class _Block(NamedTuple):
    """A block that a reader sees: its number, and its text with plain apostrophes."""

    number: int
    text: str


def _first_blocks(page: Page) -> list[_Block]:
    table, text = page.table, page.text
    return [
        _Block(i, text[table.start[i] : table.end[i]][:_LONGEST_BLOCK].replace("\u2019", "'"))
        for i in (~table.hidden).nonzero()[0][:_FIRST_BLOCKS].tolist()
    ]


class _Found(NamedTuple):
    """What of a rule a page shows: its name, its sentences, and what else there is.

    ``told`` counts the sentences in which it speaks of itself, ``fitted`` are those that fit and
    say hardly more; of the words of its main content ``plain`` stand in no sentence that fits,
    ``rest`` in no block that holds one.
    """

    state: str
    name: str
    said: tuple[str, ...]
    told: int
    fitted: frozenset[str]
    main: int
    plain: int
    rest: int
    beside: int
    most: int

    @property
    def quote(self) -> str:
        """The first sentence found, or the name."""
        return _cut(self.said[0] if self.said else self.name)


def _found(page: Page, rule: Rule, *, name: str, may: list[_Block]) -> _Found:
    """Look for a rule's sentences; each counts once, however often it is said."""
    said: dict[str, str] = {}
    told, fitting, fitted = set[str](), 0, set[str]()
    matched: Flags = np.zeros(len(page.table), bool)
    for block in may:
        for sentence in _SENTENCE.split(block.text):
            tells = rule.tells.match(sentence)
            found = [match[0] for match in rule.says.finditer(sentence)]
            if tells:
                told.add(tells[0].lower()[:_ALIKE])
                found = found or [tells[0]]
            if found:
                for match in found:
                    said.setdefault(match.lower()[:_ALIKE], block.text)
                words = len(_WORD.findall(sentence))
                matched[block.number] = True
                if words - len(_WORD.findall(found[0])) <= _ALONG:
                    fitted.add(sentence)
                fitting += words * bool(page.is_main[block.number])
    main = len(page.main_words)
    return _Found(
        rule.state,
        name,
        tuple(said.values()),
        len(told),
        frozenset(fitted),
        main,
        main - fitting,
        page.words_of(page.is_main & ~matched),
        page.words_of(~page.table.hidden & ~matched),
        rule.most,
    )


def _fits(found: _Found, page: Page, facts: Facts, *, blocks: list[_Block]) -> bool:
    """Whether a page is what a rule says, and not one that only speaks of it."""
    return _told(found, page, blocks) or _shown(found, page, facts, blocks=blocks)


def _shown(found: _Found, page: Page, facts: Facts, *, blocks: list[_Block]) -> bool:
    """Whether its names, its sentences and the rest of a page together show it."""
    if found.state == "login_wall" and found.name:
        asked = bool(_PASSWORD.search(facts.source))
        return asked or (len(found.said) > 1 and found.rest <= 2 * _FEW_REST)
    if found.state == "paywall":
        paid = any(_UNFREE.search(data) for data in facts.json_ld)
        enough = paid or found.plain <= _REST["paywall"] or len(found.said) >= _MANY_SAID
        return bool(found.said) and enough
    if found.state == "consent_wall":
        buttons = sum(bool(BUTTON.fullmatch(block.text)) for block in blocks)
        enough = len(found.said) >= _SAYS["consent_wall"] and buttons > 1
        return enough and found.beside <= 2 * _FEW_REST
    if found.state == "listing":
        return bool(found.name and found.said) and int(page.table.links.sum()) > 1
    return _named(found, page, blocks) if found.name else _unnamed(found, page)


def _told(found: _Found, page: Page, blocks: list[_Block]) -> bool:
    """Whether a page speaks of itself so, and hardly of anything else."""
    needed = _TOLD.get(found.state, 1)
    if found.told < needed:
        return False
    if found.state == "placeholder":
        return found.plain <= _MAIN_SAID * found.main
    few = found.plain <= (_LONGEST_SAID if found.told > needed else _FEW_REST)
    return few and _own(found, page, blocks) < _MUCH_OWN


def _own(found: _Found, page: Page, blocks: list[_Block]) -> int:
    """How many sentences with a name or a number in them a page has of its own.

    Code is none, nor are links and what stands below a heading that is one: a missing page has
    teasers, too.
    """
    table, own, teaser = page.table, 0, False
    away = {block for href, _, block in page.markup.links if not href.startswith("#")}
    for block in blocks:
        number, tag = block.number, table.tag[block.number]
        linked = number in away and table.link_characters[number] > _LINKED * len(block.text)
        if tag in HEADINGS or tag == "h1":
            teaser = linked and tag != "h1"
        if page.is_main[number] and tag != "pre" and not (linked or teaser):
            own += sum(
                bool(_DETAIL.fullmatch(sentence)) and sentence not in found.fitted
                for sentence in _SENTENCE.split(block.text)
            )
    return own


def _named(found: _Found, page: Page, blocks: list[_Block]) -> bool:
    """Whether a page that is called so holds little else, or says so as well.

    Rooms and buses have numbers too, and shops move: what they tell is content. So is what a page
    of any name has of its own to say.
    """
    moved = found.state == "redirect" and not found.told
    few = _FEWEST_MAIN_WORDS if moved or _BARE.fullmatch(found.name) else _NAMED.get(found.state, 0)
    if found.main <= few or moved:
        return found.main <= few
    much = found.rest > _LONGEST_SAID and not found.told
    needed = 2 if found.state == "placeholder" or much else 1
    enough = len(found.said) >= needed and found.rest <= _BESIDE.get(found.state, found.most)
    return enough and not _tells_more(found, page, blocks)


def _tells_more(found: _Found, page: Page, blocks: list[_Block]) -> bool:
    """Whether a page is content in spite of its name, which other things may have as well.

    The pages that come with a server or a theme are placeholders however much they say.
    """
    if _is_loose(found.name):
        return found.plain > _FEW_REST and _own(found, page, blocks) >= _MUCH_OWN
    if found.state == "placeholder" or found.rest <= _LONGEST_SAID:
        return False
    return _own(found, page, blocks) > _MUCH_OWN


def _unnamed(found: _Found, page: Page) -> bool:
    """Whether a page that is called something else says so, and hardly anything else."""
    if not found.said or page.visible_words > _SHORT:
        return False
    enough = len(found.said) >= _SAYS.get(found.state, 2)
    if enough and found.plain <= _REST.get(found.state, _FEW_REST):
        return True
    return found.main <= FEWEST_WORDS and found.plain <= _FEWEST_MAIN_WORDS // 2


def _exact(found: _Found, page: Page) -> str:
    """Tell a missing page that comes with a site's other matter from a bare error."""
    missing = _MISSING.search(f"{found.name} {found.quote}")
    dressed = page.visible_words > _SHORT // 2 and not re.search(r"\b5\d\d\b", found.name)
    return "soft_404" if found.state == "error" and missing and dressed else found.state


def _shell(page: Page) -> PageState | None:
    """Notice a page that shows nothing without scripts."""
    if len(page.main_words) > _FEW_REST or page.visible_words > 4 * _FEW_REST:
        return None
    table, notice = page.table, Notice("script shell", "the page shows nothing without JavaScript")
    for i in range(min(len(table), _FIRST_BLOCKS)):
        block = page.text[table.start[i] : table.end[i]][:_LONGEST_BLOCK]
        if shell().search(block) and not part().search(block):
            return PageState("script_shell", _cut(block), notice)
    if page.visible_words == 0 and page.markup.scripts:
        return PageState("script_shell", "", notice)
    return None


def _language(page: Page) -> PageState | None:
    """Notice a page that is surely in another language than the model's."""
    if not page.language or page.language in LANGUAGES or page.language_confidence < SURE:
        return None
    if page.language == "und":
        message = "the page is in no language that is known here; the model knows English"
    else:
        message = f"the page is in {page.language!r}; the model knows English"
    quote = _cut(" ".join(page.main_text[:_QUOTED].split()))
    return PageState("other_language", quote, Notice("unsupported language", message))


def _little(page: Page) -> PageState:
    """Say whether there is enough to be judged."""
    if not len(page.table):
        return PageState("thin", "", Notice("empty", "the page has no visible text"))
    words, main = page.visible_words, len(page.main_words)
    if words < FEWEST_WORDS:
        message = f"{words} visible words are too few to judge"
    elif main < _FEWEST_MAIN_WORDS:
        message = f"{main} words of main content are too few to judge"
    else:
        return PageState("thin") if main < _THIN else OK
    return PageState("thin", "", Notice("too little text", message))
