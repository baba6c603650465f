"""How pages without content of their own show: one text file a state, one pattern a line.

``text/words/state/<state>/en.txt`` holds regular expressions, letter case ignored, behind a word
that says where they count: ``name`` must fit a whole title (or a part of it between separators)
or the whole headline, ``sure`` likewise where nothing else is called so, ``says`` a part of a
block, ``tells`` a sentence from its beginning, where a page speaks of itself and one such sentence
is enough. ``along`` is how a sentence begins that stands along with such a one, and tells nothing
of its own. ``cue`` is a word of which one is in whatever ``says`` finds, and ``tells`` finds a cue
or a ``hint``, so that most blocks need not be looked at. A line ``let thing cats?|dogs?`` writes
that pattern wherever ``<thing>`` stands below it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

from ahocorasick_rs import AhoCorasick, Implementation

from pagequality.page.notice import Notice
from pagequality.text.wordlists import WORDS, read_phrases

_NOTICES: Final = {
    "bot_wall": ("bot wall", "the page asks to prove to be human, or holds visitors back"),
    "login_wall": ("login wall", "the page asks to sign in, and shows nothing else"),
    "paywall": ("paywall", "the page keeps its text for those who pay"),
    "consent_wall": (
        "consent wall",
        "the page asks to accept something first, and shows nothing else",
    ),
    "parked": ("parked domain", "the page only says that its domain is parked or for sale"),
    "redirect": ("redirect", "the page only leads to another one"),
    "error": ("error page", "the page reports an error, not content"),
    "placeholder": ("placeholder", "the page holds words that stand in for content to come"),
    "listing": ("listing", "the page lists the files of a folder"),
}
"""What is said of a page in each state; the order is the one in which they are looked for."""
_MOST: Final = {
    "bot_wall": 400, "login_wall": 320, "paywall": 170, "consent_wall": 500, "parked": 300,
    "redirect": 120, "error": 2500, "placeholder": 320, "listing": 1_000_000,
}  # fmt: skip
"""So many words of main content a page may have in each state."""
_SHELL: Final = Notice("script shell", "the page shows nothing without JavaScript")
_PART: Final = re.compile(r"<([a-z]+)>")
_SORRY: Final = (
    r"(?:sorry|oops|oh no|unfortunately|apologies|(?:we are|we're|i'm|i am) sorry|hello|hi|"
    r"it (?:seems|looks|appears)(?: like| that| as if| as though)?)"
)
"""What such a sentence may begin with."""
BUTTON: Final = re.compile(
    r"(?:accept|agree|allow|reject|refuse|decline|deny|consent|manage|customi[sz]e|ok|got it|"
    r"i agree|continue|save|confirm|more options|options|settings|learn more|cookie settings|"
    r"privacy settings)(?: (?:all|to all|and \w+|only|cookies|selected|options|choices|"
    r"preferences|settings|necessary|essential|purposes|my \w+|optional|non-essential))*",
    re.IGNORECASE,
)
"""The labels of the buttons below a question for consent."""


@dataclass(frozen=True)
class Rule:
    """How a state shows: its titles, its sentences, and how long such a page may be.

    Patterns are compiled when they are first looked for: most pages need few of them.
    """

    state: str
    notice: Notice
    most: int

    @property
    def called(self) -> str:
        """The pattern of `names`, as text."""
        return _whole(patterns(self.state, "name") + patterns(self.state, "sure"))

    @cached_property
    def names(self) -> re.Pattern[str]:
        """What such a page is called."""
        return re.compile(self.called, re.IGNORECASE)

    @cached_property
    def sure(self) -> re.Pattern[str]:
        """What such a page alone is called."""
        return re.compile(_whole(patterns(self.state, "sure") or ("(?!)",)), re.IGNORECASE)

    @cached_property
    def says(self) -> re.Pattern[str]:
        """What such a page says."""
        return re.compile("|".join(patterns(self.state, "says")), re.IGNORECASE)

    def said_in(self, sentence: str) -> list[str]:
        """What a sentence says that such a page says."""
        lower = sentence.lower()
        if not any(cue in lower for cue in self._cues):
            return []
        return [found[0] for found in self.says.finditer(sentence)]

    @cached_property
    def _cues(self) -> tuple[str, ...]:
        return patterns(self.state, "cue")

    @cached_property
    def tells(self) -> re.Pattern[str]:
        """How a sentence begins in which such a page speaks of itself."""
        told = "|".join(patterns(self.state, "tells")) or "(?!)"
        return re.compile(rf"\W*(?:{_SORRY}\W+(?:but )?(?:that )?)*(?:{told})", re.IGNORECASE)

    @cached_property
    def along(self) -> re.Pattern[str] | None:
        """How a sentence begins that such a page says along with that, if there is one."""
        told = patterns(self.state, "along")
        return re.compile(rf"\W*(?:{'|'.join(told)})", re.IGNORECASE) if told else None


def _whole(names: tuple[str, ...]) -> str:
    """Return the pattern of a whole name; marks may end it."""
    return rf"(?:{'|'.join(names)})[\s.!…:;–—-]*"


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules in the order in which they are looked for.

    >>> [rule.state for rule in rules() if rule.names.fullmatch("403 Forbidden")]
    ['error']
    """
    return tuple(Rule(state, Notice(*told), _MOST[state]) for state, told in _NOTICES.items())


def rule_of(state: str) -> Rule:
    """Return the rule of one state."""
    return next(rule for rule in rules() if rule.state == state)


def notice_of(state: str) -> Notice:
    """Return what is said of a page in a state that rules know, or that needs scripts."""
    return _SHELL if state == "script_shell" else rule_of(state).notice


@cache
def patterns(state: str, kind: str) -> tuple[str, ...]:
    """Return the patterns of a state's file that stand behind a word.

    >>> patterns("script_shell", "part")[:2]
    ('comments?', 'disqus')
    """
    found, parts = [], dict[str, str]()
    for line in read_phrases(WORDS / "state" / state / "en.txt"):
        word, _, rest = line.partition(" ")
        whole = _PART.sub(lambda part: f"(?:{parts[part[1]]})", rest)
        if word == "let":
            name, _, meant = whole.partition(" ")
            parts[name] = meant
        elif word == kind:
            found.append(whole)
    return tuple(found)


@cache
def any_name() -> re.Pattern[str]:
    """Return a pattern that fits whatever a rule's names fit."""
    return re.compile("|".join(f"(?:{rule.called})" for rule in rules()), re.IGNORECASE)


@cache
def _cues() -> tuple[AhoCorasick, tuple[int, ...]]:
    found = [
        (cue, i) for i, rule in enumerate(rules()) for kind in ("cue", "hint")
        for cue in patterns(rule.state, kind)
    ]  # fmt: skip
    automaton = AhoCorasick([cue for cue, _ in found], implementation=Implementation.ContiguousNFA)
    return automaton, tuple(number for _, number in found)


def cued(block: str) -> set[int]:
    """Return the numbers of the rules whose sentences a block in lower case may hold.

    >>> [rules()[number].state for number in sorted(cued("complete the captcha"))]
    ['bot_wall']
    """
    automaton, numbers = _cues()
    try:
        found = automaton.find_matches_as_indexes(block, overlapping=True)
    except UnicodeEncodeError:  # half of a surrogate pair
        return set(range(len(rules())))
    return {numbers[cue] for cue, _, _ in found}


@cache
def shell() -> re.Pattern[str]:
    """Return what pages say that show nothing without scripts."""
    return re.compile("|".join(patterns("script_shell", "says")), re.IGNORECASE)


@cache
def part() -> re.Pattern[str]:
    """Return what a page may need scripts for without being a shell."""
    return re.compile("|".join(patterns("script_shell", "part")), re.IGNORECASE)
