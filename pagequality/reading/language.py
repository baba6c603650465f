"""The language of a text: its script first, then a vote of its most common words.

A script tells most of the world's languages from English at once, whatever the template
around the text is written in. Languages of one script are told apart by lists of their most
common words (``text/words/language``): a word that two languages share counts for neither
against the other. What the page declares is believed as long as the words do not contradict it.

Source of the lists: ``stopwordsiso`` (MIT) and ``stop-words`` (BSD), where both have a word, and
our own. Languages written in Latin letters by ear have lists too (``hi-Latn``).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from pagequality.reading.scripts import LATIN, Letters, candidates, letters, marked_language
from pagequality.text.counts import distinct
from pagequality.text.tokens import DIGIT, UPPER, Tokens, hash_words
from pagequality.text.wordlists import WORDS, read_phrases

if TYPE_CHECKING:
    from pagequality.page.blocks import BlockTable
    from pagequality.text.arrays import Flags, Floats32, Hashes, Ints

UNKNOWN: Final = "und"
"""The code of a language that is surely not English, and that is not known by name."""
SURE: Final = 0.4
"""From this confidence on a language is believed."""
_PLAINLY: Final = 0.8
"""So much confidence a few sentences need against a whole page."""
_FEWEST_OF_FEW: Final = 6
"""So many different words of its list a language needs in them."""
_NEXT_TO_NONE: Final = 0.3
"""So few English words may stand beside those of its list."""
_SENTENCE: Final = 10
"""A block of so many words is no line of a template on who wrote what, and when."""
_BITS = 18
_SHIFT = np.uint32(32 - _BITS)
_ENOUGH_WORDS: Final = 12
_MOST_WORDS: Final = 2500
_LAST_LATIN: Final = 0x24F
_FEW_OTHERS: Final = 0.02
_ENOUGH_MAIN: Final = 150
_SOME_MAIN: Final = 50
_MAIN_SHARE: Final = 0.25
_USUAL_SHARE: Final = 0.25
_DECLARED: Final = 0.5
_DECLARED_ONLY: Final = 0.3
_FOREIGN_LETTERS: Final = 0.5
_MANY_FOREIGN_LETTERS: Final = 0.75
_SOME_FOREIGN_LETTERS: Final = 0.3
_ENGLISH_SHARE: Final = 0.18
"""English prose has 0.35 to 0.5 of listed words, lists and catalogues less, no other language
more than 0.15."""
_FEW_VOTES: Final = 5.0
_LEAST_SHARE: Final = 0.06
_SOME_ENGLISH: Final = 0.1
_CLEAR: Final = 0.6
"""A text with so large a share of the votes for English and its rival is English."""
_MARKED_LETTERS: Final = 0.3
_SOME_MARKED_LETTERS: Final = 0.03
_QUOTING: Final = 0.15
_FEWEST: Final = 4
"""So many different words of its list a language needs; one may be a name, over and over."""
_LINE: Final = 8
"""A block of so many words is prose, a shorter one may be an entry of a list."""
_ENOUGH_PROSE: Final = 32
"""So many words in small letters tell what prose looks like."""
_ENGLISH_PROSE: Final = 0.1
"""English prose has twice this share of listed words and more."""
_OPEN_ENDS: Final = 0.2
"""English has half this share of longer words that end in a, i, o or u, also where it only names
things; many languages have more."""
_PROSE: Final = 5
_BLOCK: Final = 40
"""So many words of a text without blocks are taken for one."""
_QUOTED: Final = {True: 0.2, False: 0.5}
"""The share of English that a page needs beside quotations, when it says that it is English, and
when it does not."""
_SAME: Final = {
    "nb": "no", "nn": "no", "bs": "hr", "sh": "hr", "cnr": "hr", "fil": "tl", "in": "id",
    "iw": "he", "ji": "yi", "mo": "ro", "cmn": "zh", "jw": "jv", "kmr": "ku", "me": "hr",
}  # fmt: skip
"""Codes of languages that are judged by the list, or known by the code, of another."""
_VOWELS: Final = np.array([ord(vowel) for vowel in "aiou"], np.uint32)


class Language(NamedTuple):
    """A language code (empty when unknown) and how sure that is, in [0, 1]."""

    code: str
    confidence: float


class Parts(NamedTuple):
    """Which part of a page tells its language: the first word of each block, and the blocks.

    ``little`` are the sentences of a main content that is too short to be chosen.
    """

    first_word: Ints
    chosen: Flags
    little: Flags | None = None


def parts(table: BlockTable, first_word: Ints, is_main: Flags) -> Parts:
    """Choose the main content where it is a good part of what a reader sees, else all of that."""
    words = np.diff(first_word)
    seen = ~table.hidden if not table.hidden.all() else np.ones(len(table), bool)
    main, visible = int(words[is_main].sum()), int(words[seen].sum())
    if main >= _ENOUGH_MAIN or (main >= _SOME_MAIN and main >= visible * _MAIN_SHARE):
        return Parts(first_word, is_main)
    little = is_main & (words >= _SENTENCE)
    return Parts(first_word, seen, little if main < _SOME_MAIN and little.any() else None)


class _Lists(NamedTuple):
    """The lists as one look-up: a set's number for each hash bucket, and who is in the set.

    ``apart`` has the languages of each set, but none where English is among them; ``both`` is
    the two side by side.
    """

    codes: tuple[str, ...]
    sets: npt.NDArray[np.uint16]
    members: Floats32
    apart: Floats32
    both: Floats32

    def number(self, code: str) -> int:
        """Return a language's column, or -1 when it has no list."""
        return self.codes.index(code) if code in self.codes else -1


@cache
def _lists() -> _Lists:
    files = sorted((WORDS / "language").glob("*.txt"))
    codes = tuple(path.stem for path in files)
    buckets: dict[int, int] = {}
    for number, path in enumerate(files):
        for bucket in (hash_words(read_phrases(path)) >> _SHIFT).tolist():
            buckets[bucket] = buckets.get(bucket, 0) | 1 << number
    numbers = {0: 0}
    sets = np.zeros(1 << _BITS, np.uint16)
    for bucket, languages in buckets.items():
        sets[bucket] = numbers.setdefault(languages, len(numbers))
    members = np.array([[known >> i & 1 for i in range(len(codes))] for known in numbers])
    members = members.astype(np.float32)
    english = members[:, [codes.index("en")]]
    apart = members * (1 - english)
    return _Lists(codes, sets, members, apart, np.hstack([members, apart]))


def detect(tokens: Tokens, declared: str = "", parts: Parts | None = None) -> Language:
    """Name the language of a text, or of the chosen blocks of it.

    ``declared`` (the ``lang`` attribute) is believed unless the words or letters contradict it,
    and stands alone for too short texts. The confidence is `SURE` or more when a reader could
    tell as well.

    >>> from pagequality.text.tokens import tokenise
    >>> detect(tokenise("Das ist nicht der Ort, an dem wir uns mit euch und den Kindern treffen."))
    Language(code='de', confidence=1.0)
    >>> detect(tokenise("Совет гавани решил углубить внутренний бассейн")).code
    'ru'
    >>> detect(tokenise("ok"), declared="en-GB")
    Language(code='en', confidence=0.3)
    """
    said = _said(declared)
    other = int(np.count_nonzero(tokens.codes > _LAST_LATIN))
    found = None
    if other > _FEW_OTHERS * len(tokens.codes):
        found = letters(tokens, _characters(tokens, parts))
    if found is not None and found.foreign > _SOME_FOREIGN_LETTERS:
        script = _by_script(tokens, found, said, parts=parts)
        if script is not None:
            return script
    words = _latin_words(tokens, parts)
    if len(words) < _ENOUGH_WORDS:
        return Language(said, _DECLARED_ONLY) if said else Language("", 0.0)
    whole = _by_words(tokens, words, said, parts=parts)
    if parts is None or parts.little is None or whole.code != "en":
        return whole
    return _of_little(tokens, parts.first_word, parts.little) or whole


def _of_little(tokens: Tokens, first_word: Ints, little: Flags) -> Language | None:
    """Name the language of a few sentences in an English template, where it is plainly another.

    What is declared is the template's, and says nothing of them. Names, a menu or a line of a song
    beside English words are no such sentences.
    """
    chosen = Parts(first_word, little)
    found = detect(tokens, "", chosen)
    if found.code in {"", "en", UNKNOWN} or found.confidence < _PLAINLY:
        return None
    lists, words = _lists(), _latin_words(tokens, chosen)
    if (tokens.codes[tokens.start[words]] > _LAST_LATIN).mean() > _FOREIGN_LETTERS:
        return found
    hashes, rival = tokens.hash[words], lists.number(found.code)
    votes, apart = _votes(hashes)
    own = votes[lists.number("en")] - (votes[rival] - apart[rival])
    many = _distinct(hashes, lists.apart[:, rival]) >= _FEWEST_OF_FEW
    return found if many and own <= _NEXT_TO_NONE * apart[rival] else None


def _said(declared: str) -> str:
    """Return the code of a declaration such as ``en-GB``; romanised languages keep their script.

    >>> _said("EN_us"), _said("hi-Latn-IN"), _said("nb"), _said("x-default"), _said("zxx")
    ('en', 'hi-Latn', 'no', '', '')
    """
    first, *rest = declared.strip().lower().replace("_", "-").split("-")
    if not (first.isascii() and first.isalpha() and first not in {"und", "mul", "zxx"}):
        return ""
    if len(first) not in {2, 3}:
        return _NAMES.get(first, "")
    if "latn" in rest and f"{first}-Latn" in _lists().codes:
        return f"{first}-Latn"
    return _SAME.get(first, first)


_NAMES: Final = {"english": "en", "german": "de", "deutsch": "de", "french": "fr", "spanish": "es"}


def _characters(tokens: Tokens, parts: Parts | None) -> Flags | None:
    """Return which characters belong to the chosen blocks."""
    if parts is None or not len(tokens) or parts.chosen.all():
        return None
    first = parts.first_word[:-1]
    start = np.append(tokens.start, len(tokens.text))[first]
    start[:1] = 0
    flags: Flags = np.repeat(parts.chosen, np.diff(np.append(start, len(tokens.text))))
    return flags


def _latin_words(tokens: Tokens, parts: Parts | None) -> Ints:
    """Return the numbers of the first chosen words that start with a letter."""
    kinds = tokens.kinds[tokens.start]
    wanted = (kinds & DIGIT) == 0
    if parts is not None:
        wanted &= np.repeat(parts.chosen, np.diff(parts.first_word))
    return np.flatnonzero(wanted)[:_MOST_WORDS]


def _votes(hashes: Hashes) -> tuple[Floats32, Floats32]:
    """Return how many words each language's list has, and how many of them English has not."""
    lists = _lists()
    counts = np.bincount(lists.sets.take(hashes >> _SHIFT))
    there = np.flatnonzero(counts)
    votes = counts[there].astype(np.float32) @ lists.both[there]
    return votes[: len(lists.codes)], votes[len(lists.codes) :]


def _by_script(
    tokens: Tokens, found: Letters, said: str, *, parts: Parts | None
) -> Language | None:
    """Name the language of a text in other letters; nothing when it is English beside them."""
    if found.foreign < _MANY_FOREIGN_LETTERS and said not in candidates(found, LATIN):
        words = _latin_words(tokens, parts)
        latin = words[tokens.codes[tokens.start[words]] <= _LAST_LATIN]
        votes, _ = _votes(tokens.hash[latin])
        english = votes[_lists().number("en")] / max(len(latin), 1)
        prose = english >= _ENGLISH_SHARE and len(latin) >= _ENOUGH_WORDS
        if found.foreign <= _FOREIGN_LETTERS and (prose or said == "en"):
            return None
    languages, script = candidates(found, LATIN), found.foremost_but(LATIN)
    code = said if said in languages else marked_language(tokens, script)
    if len(languages) > 1 and code in {"", said}:
        code = _elected(tokens, languages, said) or code or languages[0]
    return Language(code or languages[0], round(max(found.foreign, SURE), 3))


def _elected(tokens: Tokens, languages: tuple[str, ...], said: str) -> str:
    """Return the language of a script whose common words a text has most of."""
    lists = _lists()
    known = [code for code in languages if code in lists.codes]
    if not known or (said in languages and said not in known):
        return ""
    votes, _ = _votes(tokens.hash[:_MOST_WORDS])
    counts = {code: float(votes[lists.number(code)]) for code in known}
    best = max(known, key=counts.__getitem__)
    if said in counts and counts[said] >= _BELIEVED * counts[best]:
        return said
    return best if counts[best] >= _FEW_VOTES else ""


_BELIEVED: Final = 0.7
"""A declared language is believed with so large a share of the best one's votes."""


def _by_words(tokens: Tokens, words: Ints, said: str, *, parts: Parts | None) -> Language:
    """Name the language of a text in Latin letters."""
    lists = _lists()
    hashes = tokens.hash[words]
    votes, apart = _votes(hashes)
    count, english = len(words), float(votes[lists.number("en")])
    rival = _rival(apart, said)
    code, against = lists.codes[rival], float(apart[rival])
    own = english - (float(votes[rival]) - against)
    few = _distinct(hashes, lists.apart[:, rival]) < _FEWEST
    if few or against < max(_FEW_VOTES, _LEAST_SHARE * count):
        if english >= max(_FEW_VOTES, _SOME_ENGLISH * count) and own > against:
            return Language("en", _confidence(english, count))
        if said in {"", "en"} and _is_other_prose(tokens, words, parts):
            return Language(UNKNOWN, _DECLARED)
        found = letters(tokens, _characters(tokens, parts))
        return _unsure(said, found, count=count, own=own, against=against)
    share = own / (own + against)
    if _QUOTING < share < _CLEAR and said in {"", "en"}:
        share = _english_share(tokens, words, rival, parts=parts)
        is_english = share >= _QUOTED[said == "en"]
    else:
        is_english = share >= _CLEAR
    if is_english and _distinct(hashes, lists.members[:, lists.number("en")]) >= _FEWEST:
        return Language("en", _confidence(english, count))
    return Language(code, max(_confidence(float(votes[rival]), count), SURE))


def _confidence(votes: float, count: int) -> float:
    return round(min(1.0, votes / count / _USUAL_SHARE), 3)


def _distinct(hashes: Hashes, listed: Floats32) -> int:
    """Return how many different words there are of the sets that are marked as listed."""
    return len(distinct(hashes[listed.take(_lists().sets.take(hashes >> _SHIFT)) > 0]))


def _is_other_prose(tokens: Tokens, words: Ints, parts: Parts | None) -> bool:
    """Whether whole sentences hold next to no English, and words that end as few English ones do.

    Tables, catalogues and names are no sentences; lists of English words do not end so.
    """
    block = _blocks(words, parts)
    plain = (tokens.first.take(words) & UPPER) == 0
    prose = words[plain & (np.bincount(block)[block] >= _LINE)]
    if len(prose) < _ENOUGH_PROSE:
        return False
    lists = _lists()
    sets = lists.sets.take(tokens.hash[prose] >> _SHIFT)
    english = lists.members[:, lists.number("en")].take(sets).mean()
    longer = prose[tokens.size.take(prose) > 1]
    open_ends = np.isin(tokens.codes.take(tokens.end.take(longer) - 1), _VOWELS)
    return bool(english < _ENGLISH_PROSE and open_ends.sum() >= _OPEN_ENDS * max(len(longer), 1))


def _blocks(words: Ints, parts: Parts | None) -> Ints:
    """The number of the block that each word stands in."""
    if parts is None:
        return np.arange(len(words)) // _BLOCK
    return np.searchsorted(parts.first_word, words, side="right") - 1


def _rival(apart: Floats32, said: str) -> int:
    """Return the language other than English that has most votes; the declared one if near."""
    best, own = int(apart.argmax()), _lists().number(said)
    return own if own >= 0 and apart[own] >= _BELIEVED * apart[best] else best


def _unsure(said: str, found: Letters, *, count: int, own: float, against: float) -> Language:
    """Name the language of a text with few words of any list: a table, a catalogue, names.

    What is declared is believed then. Letters that English does not have speak for another
    language, and so many of them for text that was decoded wrongly.
    """
    if found.marked >= _MARKED_LETTERS or (
        found.marked >= _SOME_MARKED_LETTERS and own < _LEAST_SHARE * count and said != "en"
    ):
        return Language(said if said not in {"", "en"} else UNKNOWN, _DECLARED)
    if said in {"", "en"}:
        return Language(said, _DECLARED_ONLY if said else 0.0)
    return (
        Language("en", _DECLARED_ONLY)
        if own > _FEW_VOTES and own > 2 * against
        else (Language(said, _DECLARED))
    )


def _english_share(tokens: Tokens, words: Ints, rival: int, *, parts: Parts | None) -> float:
    """Return the share of words that stand in blocks with more English than rival words.

    Only blocks as long as a sentence count where there are any: short ones hold names.
    """
    lists = _lists()
    block = _blocks(words, parts)
    sets = lists.sets.take(tokens.hash[words] >> _SHIFT)
    lead = lists.members[:, lists.number("en")] - lists.members[:, rival]
    leads = np.bincount(block, lead.take(sets))
    sizes = np.bincount(block)
    prose = np.where(sizes >= _PROSE, sizes, 0)
    if prose.sum() >= _ENOUGH_WORDS:
        sizes = prose
    english, other = sizes[leads > 0].sum(), sizes[leads < 0].sum()
    return float(english / max(english + other, 1))
