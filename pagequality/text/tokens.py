"""Words, sentences and stable hashes of a text, as arrays over the whole text.

Everything the library knows about words starts here, once a page: one pass turns
the characters into numbers, a table tells what each character is, and words and
sentences fall out as start and end offsets. Hashes are the same in every process
and on every machine, so learned weights can be addressed by them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from pagequality.text.arrays import Codes, Flags, Hashes, Ints

LETTER: Final = 1
"""Part of a word: a letter or a digit."""
UPPER: Final = 2
"""An upper-case letter."""
DIGIT: Final = 4
"""A digit."""
SPACE: Final = 8
"""White space, line breaks included."""
STOP: Final = 16
"""Ends a sentence when space follows: full stop, question or exclamation mark."""
IDEOGRAPH: Final = 32
"""Written without spaces (Chinese, Japanese kana): a word of its own here."""
APOSTROPHE: Final = 64
"""Joins two letters into one word."""
PUNCTUATION: Final = 128
"""Any other visible mark."""

_STOPS = ".!?…。！？"
_APOSTROPHES = "'’ʼ"
_CLOSERS = "\"'”’)]»"
_IDEOGRAPHS = ((0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF))
_ABBREVIATIONS = (
    "mr mrs ms dr prof st jr sr vs etc eg ie inc ltd co corp no fig vol approx dept est gen gov "
    "hon lt col sgt capt rep sen rev al ed pp jan feb mar apr jun jul aug sep sept oct nov dec"
)
_NEWLINE = ord("\n")
_LAST_NARROW = 0x2FFF
_WEIGHTS: Final = np.array([
    0xDA12F9AB, 0x2DCEAC05, 0x06C34CBF, 0xA3D15967, 0x5D8FF1EB, 0x779EE6E5, 0x146F9C73, 0x5ED91F5F,
    0xA4B9361B, 0x5ADBDCC7, 0xD4C06B29, 0xCA5F675D, 0xB4555B5D, 0xE7B781A9, 0xB8A12017, 0x2D6704CF,
    0xDBC3B34F, 0xA71CE7A3, 0x19351D0D, 0x4C5D91F7, 0x2A699431, 0xF78AD5B3, 0xBA5B9671, 0xEB7B4CD5,
    0x4851DD19, 0xA2C86DD5, 0x9AAB2901, 0xC0B30CFB, 0x1E365061, 0x83E11CD7, 0xA500C935, 0xD36DDF25,
    0xA7F54915, 0x72C91143, 0x75CB5E1B, 0x56BC69B7, 0x2840DB0D, 0x4724672B, 0x25689797, 0x39F0F695,
    0xDA9277DB, 0x869BEEC1, 0x17732277, 0x6E5040B9, 0x4552331B, 0xA9C63485, 0xD48E7F73, 0x0349838B,
], np.uint32)  # fmt: skip
"""Odd numbers drawn at random, one a position in a word: a multilinear hash."""


@dataclass(frozen=True, eq=False)
class Tokens:
    """A text with its words.

    ``kinds`` and ``codes`` have one entry a character (flags; code point in lower case,
    one space for any white space, one apostrophe for all; line breaks stay);
    ``start``, ``end`` and ``hash`` one entry a word: character offsets and a stable
    32-bit hash of the word in lower case.
    """

    text: str
    kinds: npt.NDArray[np.uint8]
    codes: Codes
    start: Ints
    end: Ints
    hash: Hashes

    def __len__(self) -> int:
        return len(self.start)

    @cached_property
    def first(self) -> npt.NDArray[np.uint8]:
        """What the first character of each word is: an entry of ``kinds`` a word."""
        return self.kinds.take(self.start)

    @cached_property
    def size(self) -> Ints:
        """The number of characters of each word."""
        return self.end - self.start

    def __getstate__(self) -> dict[str, Any]:
        """Travel without what can be computed again."""
        return {name: self.__dict__[name] for name in self.__dataclass_fields__}

    @property
    def lower(self) -> str:
        """The text in lower case with plain apostrophes and spaces; offsets hold in both."""
        return self.codes.tobytes().decode("utf-32-le", "surrogatepass")

    def word(self, index: int) -> str:
        """Word ``index`` as written."""
        return self.text[self.start[index] : self.end[index]]


@cache
def _tables() -> tuple[npt.NDArray[np.uint8], Hashes]:
    """What each character of the basic plane is, and its lower case."""
    lower = np.arange(0x10000, dtype=np.uint32)
    characters = lower.copy().view("U1")
    letter, space = np.strings.isalnum(characters), np.strings.isspace(characters)
    kinds = np.full(len(lower), PUNCTUATION, np.uint8)
    kinds[: ord(" ") + 1] = 0
    kinds[space & ~letter] = SPACE
    kinds[letter] = LETTER
    kinds[letter & np.strings.isupper(characters)] |= UPPER
    kinds[letter & np.strings.isdigit(characters)] |= DIGIT
    large = letter & np.strings.istitle(characters)
    lower[large] = [ord(char.lower()[0]) for char in characters[large].tolist()]
    lower[space & ~letter] = ord(" ")
    lower[_NEWLINE] = _NEWLINE
    for first, last in _IDEOGRAPHS:
        kinds[first : last + 1] |= IDEOGRAPH
    kinds[[ord(char) for char in _STOPS]] |= STOP
    apostrophes = [ord(char) for char in _APOSTROPHES]
    kinds[apostrophes] |= APOSTROPHE
    lower[apostrophes] = ord("'")
    return kinds, lower


@cache
def _closers() -> Flags:
    """Which characters may stand between a full stop and the space after it."""
    table = np.zeros(0x10000, bool)
    table[[ord(char) for char in _CLOSERS]] = True
    return table


def tokenise(text: str) -> Tokens:
    """Find the words of a text: runs of letters and digits, apostrophes inside kept.

    >>> tokens = tokenise("Don't panic: it's 42.")
    >>> [tokens.word(i) for i in range(len(tokens))]
    ["Don't", 'panic', "it's", '42']
    >>> len(tokenise(""))
    0
    """
    raw = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    table, lower = _tables()
    kinds, codes = table.take(raw, mode="clip"), lower.take(raw, mode="clip")
    framed = np.zeros(len(raw) + 2, bool)
    inside = framed[1:-1]
    np.equal(kinds & LETTER, LETTER, out=inside)
    marks = (kinds & APOSTROPHE).nonzero()[0]
    if marks.size:
        framed[marks + 1] = framed[marks] & framed[marks + 2]
    edges = (framed[1:] != framed[:-1]).nonzero()[0]
    start, end = edges[::2], edges[1::2]
    if (kinds & IDEOGRAPH).any():
        start, end = _split_ideographs(kinds, start, end)
    return Tokens(text, kinds, codes, start, end, _hash_spans(codes, start, end))


def _split_ideographs(kinds: npt.NDArray[np.uint8], start: Ints, end: Ints) -> tuple[Ints, Ints]:
    """Make every ideograph a word of its own."""
    alone = np.flatnonzero((kinds & IDEOGRAPH) & ((kinds & LETTER) * np.uint8(IDEOGRAPH)))

    def at(*places: Ints) -> Flags:
        flags = np.zeros(len(kinds) + 1, bool)
        for some in places:
            flags[some] = True
        return flags

    starts = at(start, alone, alone + 1) & (~at(end) | at(alone))
    ends = at(end, alone, alone + 1) & (~at(start) | at(alone + 1))
    return starts.nonzero()[0], ends.nonzero()[0]


def _hash_spans(codes: Codes, start: Ints, end: Ints) -> Hashes:
    """Hash each span of characters; two spans of the same letters hash alike."""
    if not len(start):
        return np.zeros(0, np.uint32)
    lengths = end - start
    first = lengths.cumsum()
    first -= lengths
    place = (start - first).repeat(lengths)
    place += np.arange(len(place))
    letters = codes.take(place)
    place -= start.repeat(lengths)
    letters *= _WEIGHTS.take(place, mode="clip")
    return _mix(np.add.reduceat(letters, first, dtype=np.uint32))


def _mix(sums: Hashes) -> Hashes:
    """Spread sums evenly over 32 bits, in place (the finaliser of MurmurHash3, public domain)."""
    sums ^= sums >> 16
    sums *= 0x85EBCA6B
    sums ^= sums >> 13
    sums *= 0xC2B2AE35
    sums ^= sums >> 16
    return sums


def hash_words(words: list[str]) -> Hashes:
    """The hashes that `tokenise` gives these single words.

    >>> bool(hash_words(["Panic"])[0] == tokenise("don't panic").hash[1])
    True
    """
    lengths = np.array([len(word) for word in words], np.intp)
    end = np.cumsum(lengths)
    raw = np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), np.uint32)
    return _hash_spans(_tables()[1][np.minimum(raw, 0xFFFF)], end - lengths, end)


def ngrams(hashes: Hashes, n: int) -> Hashes:
    """Hash every run of ``n`` consecutive words; empty when there are fewer.

    >>> words = tokenise("to be or not to be").hash
    >>> pairs = ngrams(words, 2)
    >>> len(pairs), bool(pairs[0] == pairs[-1])
    (5, True)
    """
    count = len(hashes) - n + 1
    if count <= 0:
        return np.zeros(0, np.uint32)
    total = hashes[:count] * _WEIGHTS[0]
    for place in range(1, n):
        total += hashes[place : place + count] * _WEIGHTS[place]
    return _mix(total)


def ngrams_to(hashes: Hashes, longest: int) -> list[Hashes]:
    """Hash every run of two words, of three and so on, as `ngrams` does, in one pass.

    >>> words = tokenise("to be or not to be").hash
    >>> [len(runs) for runs in ngrams_to(words, 4)]
    [5, 4, 3]
    >>> bool((ngrams_to(words, 4)[2] == ngrams(words, 4)).all())
    True
    """
    found = []
    total = hashes * _WEIGHTS[0]
    for place in range(1, longest):
        total = total[:-1] + hashes[place:] * _WEIGHTS[place]
        found.append(_mix(total.copy()))
    return found


def character_ngrams(codes: Codes, n: int) -> Hashes:
    """Hash every run of ``n`` consecutive characters of `Tokens.codes`.

    >>> grams = character_ngrams(tokenise("banana").codes, 3)
    >>> len(grams), bool(grams[1] == grams[3])
    (4, True)
    """
    return ngrams(codes, n)


def words_of(text: str) -> list[str]:
    """Return the words of a short text in lower case, in order.

    >>> words_of("Chimney Sweeps in Havana, FL")
    ['chimney', 'sweeps', 'in', 'havana', 'fl']
    """
    tokens = tokenise(text)
    return [tokens.word(i).lower() for i in range(len(tokens))]


@cache
def _abbreviations() -> Hashes:
    return np.sort(hash_words(_ABBREVIATIONS.split()))


def sentence_spans(tokens: Tokens) -> tuple[Ints, Ints]:
    """Character offsets where the sentences of a text start and end.

    A line break always ends a sentence; a full stop does unless an initial or a common
    abbreviation stands before it or a small letter follows. Spans hold at least a word.

    >>> text = "Dr. Ames left. Who knows why? Nobody"
    >>> [text[a:b] for a, b in zip(*sentence_spans(tokenise(text)))]
    ['Dr. Ames left.', 'Who knows why?', 'Nobody']
    """
    if not len(tokens):
        empty = np.zeros(0, np.intp)
        return empty, empty
    breaks = (tokens.codes == _NEWLINE).nonzero()[0]
    cuts = np.concatenate([_stops(tokens), breaks, [len(tokens.text)]])
    cuts.sort()
    upto = tokens.start.searchsorted(cuts)
    filled = upto > 0
    filled[1:] = upto[1:] > upto[:-1]
    starts = tokens.start[np.concatenate([[0], upto[filled][:-1]])]
    ends = cuts[filled]
    stopped = tokens.codes.take(ends, mode="clip") != _NEWLINE
    return starts, np.minimum(ends + stopped, len(tokens.text))


def _stops(tokens: Tokens) -> Ints:
    """Offsets of the marks that end a sentence."""
    kinds, codes = tokens.kinds, tokens.codes
    marks = (kinds & STOP).nonzero()[0]
    if not marks.size:
        return marks
    size = len(kinds)
    after = np.minimum(marks + 1, size - 1)
    marks = marks + (_closers().take(codes[after], mode="clip") & (marks + 1 < size))
    after = np.minimum(marks + 1, size - 1)
    wide = codes[marks] > _LAST_NARROW
    marks = marks[(marks + 1 == size) | ((kinds[after] & SPACE) > 0) | wide]
    following = tokens.start.searchsorted(marks)
    before = np.maximum(following - 1, 0)
    hashes, known = tokens.hash.take(before), _abbreviations()
    initial = (tokens.size.take(before) == 1) & ((tokens.first.take(before) & UPPER) > 0)
    initial |= known.take(known.searchsorted(hashes), mode="clip") == hashes
    dotted = (codes[marks] == ord(".")) & (tokens.end.take(before) == marks)
    small = (tokens.first.take(following, mode="clip") & (UPPER | DIGIT | IDEOGRAPH)) == 0
    small &= tokens.start.take(following, mode="clip") > marks
    kept: Ints = marks[~(dotted & (initial | small))]
    return kept


_INVISIBLE: Final = "\u00ad\u200b\u2060\ufeff\u034f\u180e\u2061\u2062\u2063\u2064"
_DIRECTIONS: Final = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_JOINERS: Final = "\u200c\u200d\u115f\u1160\u3164\uffa0"
BLANK: Final = f"{_INVISIBLE}{_DIRECTIONS}{_JOINERS}\u2800 "
"""What a text of nothing else shows: nothing. Some of it counts as letters."""
_STYLING: Final = "\ufe00-\ufe0f\U000e0000-\U000e01ef"
"""Characters that choose how the one before them looks, or tag it: pictures and flags need them."""
_STYLED = re.compile(f"[{_STYLING}](?<=[^\\W\\d_].)[{_STYLING}]*")
_UNSEEN = re.compile(
    f"[{_INVISIBLE}{_DIRECTIONS}]+|(?<=[a-zA-Z])[{_JOINERS}]+(?=[a-zA-Z])|{_STYLED.pattern}"
)
_MAYBE: Final = 2


@cache
def _unseen() -> npt.NDArray[np.uint8]:
    """Which characters nobody sees, and which may be such: the last stands for all beyond."""
    table = np.zeros(0x10000, np.uint8)
    table[[ord(char) for char in _INVISIBLE + _DIRECTIONS + _JOINERS]] = 1
    table[[*range(0xFE00, 0xFE10), 0xFFFF]] = _MAYBE
    return table


def holds_unseen(tokens: Tokens) -> bool:
    """Whether a text holds characters that nobody sees.

    >>> holds_unseen(tokenise("har\u00adbour")), holds_unseen(tokenise("naïve"))
    (True, False)
    """
    if tokens.text.isascii():
        return False
    found = _unseen().take(tokens.codes, mode="clip")
    if (found == 1).any():
        return True
    places = (found == _MAYBE).nonzero()[0]
    behind = places[(tokens.kinds.take(places - 1) & (LETTER | DIGIT)) == LETTER].tolist()
    return any(_STYLED.match(tokens.text, place) for place in behind)


def seen(text: str) -> str:
    """Leave out characters that nobody sees: soft hyphens, zero-width marks, directions.

    Joiners stay where they shape letters or join the parts of a picture; so do the characters
    that style a picture.

    >>> seen("har\u00adbour, bo\u200bard, ba\u2060sin, pi\ufe0fer")
    'harbour, board, basin, pier'
    """
    return text if text.isascii() else _UNSEEN.sub("", text)


def valid(text: str) -> str:
    r"""Return text without half surrogates, which no encoding can write.

    >>> valid("Be\ud83cans")
    'Beans'
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "ignore").decode()
    return text
