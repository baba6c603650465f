"""How pages without content of their own show: one text file a state, one pattern a line.

``text/words/state/<state>/en.txt`` holds regular expressions in small letters, which are asked of
text made `low`, behind a word that says where they count: ``name`` must fit a whole title (or a
part of it between separators) or the whole headline, ``sure`` likewise where nothing else is called
so, ``says`` a part of a block, ``tells`` a sentence from its beginning, where a page speaks of
itself and one such sentence is enough; ``cased`` likewise, but it is asked of the text as it is,
and says which letters must be capitals. ``along`` is how a sentence begins that stands along with
such a one, and tells nothing of its own. ``cue`` is a word of which one is in whatever ``says``
finds, and ``tells`` finds a cue or a ``hint``, so that most blocks need not be looked at. A line
``let thing cats?|dogs?`` writes that pattern wherever ``<thing>`` stands below it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final

from ahocorasick_rs import AhoCorasick, Implementation

from pagequality.page.notice import Notice
from pagequality.text.wordlists import WORDS, read_phrases

if TYPE_CHECKING:
    from pagequality.reading.first_blocks import Sentence

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
        return re.compile(self.called)

    @cached_property
    def sure(self) -> re.Pattern[str]:
        """What such a page alone is called."""
        return re.compile(_whole(patterns(self.state, "sure") or ("(?!)",)))

    @cached_property
    def says(self) -> re.Pattern[str]:
        """What such a page says."""
        return re.compile("|".join(patterns(self.state, "says")))

    def said_in(self, sentence: Sentence) -> list[str]:
        """What a sentence says that such a page says."""
        if self.state not in _states_in(sentence.text.lower(), _cues(("cue",))):
            return []
        return [sentence.text[slice(*found.span())] for found in self.says.finditer(sentence.low)]

    @cached_property
    def tells(self) -> re.Pattern[str]:
        """How a sentence begins in which such a page speaks of itself."""
        return re.compile(_beginning(patterns(self.state, "tells")))

    @cached_property
    def _cased(self) -> re.Pattern[str]:
        """How such a sentence begins where capitals count."""
        return re.compile(_beginning(patterns(self.state, "cased")), re.IGNORECASE)

    def told_in(self, sentence: Sentence) -> str | None:
        """How a sentence begins in which such a page speaks of itself; nothing of any other."""
        found = self.tells.match(sentence.low) or self._cased.match(sentence.text)
        return sentence.text[: found.end()] if found else None

    @cached_property
    def along(self) -> re.Pattern[str] | None:
        """How a sentence begins that such a page says along with that, if there is one."""
        told = patterns(self.state, "along")
        return re.compile(rf"\W*(?:{'|'.join(told)})") if told else None


def _beginning(told: tuple[str, ...]) -> str:
    """Return the pattern of how a sentence begins that tells something, sorry for it or not."""
    return rf"\W*(?:{_SORRY}\W+(?:but )?(?:that )?)*(?:{'|'.join(told) or '(?!)'})"


def _whole(names: tuple[str, ...]) -> str:
    """Return the pattern of a whole name; marks may end it."""
    return rf"(?:{'|'.join(names)})[\s.!…:;–—-]*"


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules in the order in which they are looked for.

    >>> [rule.state for rule in rules() if rule.names.fullmatch("403 forbidden")]
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
    return re.compile("|".join(f"(?:{rule.called})" for rule in rules()))


@cache
def _cues(kinds: tuple[str, ...]) -> tuple[AhoCorasick, tuple[str, ...]]:
    found = [
        (cue, rule.state) for rule in rules() for kind in kinds
        for cue in patterns(rule.state, kind)
    ]  # fmt: skip
    automaton = AhoCorasick([cue for cue, _ in found], implementation=Implementation.ContiguousNFA)
    return automaton, tuple(state for _, state in found)


def _states_in(lower: str, cues: tuple[AhoCorasick, tuple[str, ...]]) -> frozenset[str]:
    automaton, states = cues
    try:
        found = automaton.find_matches_as_indexes(lower, overlapping=True)
    except UnicodeEncodeError:  # half of a surrogate pair
        return frozenset(states)
    return frozenset([states[cue] for cue, _, _ in found])


def cued(block: str) -> frozenset[str]:
    """Return the states whose sentences a block in lower case may hold.

    >>> sorted(cued("complete the captcha"))
    ['bot_wall']
    """
    return _states_in(block, _cues(("cue", "hint")))


@cache
def shell() -> re.Pattern[str]:
    """Return what pages say that show nothing without scripts."""
    return re.compile("|".join(patterns("script_shell", "says")))


@cache
def part() -> re.Pattern[str]:
    """Return what a page may need scripts for without being a shell."""
    return re.compile("|".join(patterns("script_shell", "part")))
