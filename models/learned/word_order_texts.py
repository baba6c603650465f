"""Texts in order, and recipes that take the order out of them."""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from enum import IntEnum
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd

from models.artefacts import small_models
from models.data import labels, pages
from pagequality.reading import read
from pagequality.text.tokens import tokenise
from pagequality.text.wordlists import WORDS, read_phrases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path
    from random import Random

    Recipe = Callable[[list[str], list[str], Random], list[str]]

_OF_A_SITE: Final = 6
"""Pages of a site; sites of the weakly labelled texts are few and may give more."""
_PARTS: Final = 5
_OF_A_WEAK_SITE: Final = 25
_FEWEST: Final = 60
_CHARACTERS: Final = 20_000
_SPAM: Final = "4"
"""Pages of this score may be the very thing: they teach nothing."""
_WORDS: Final = 400
_OTHERS: Final = 8
_SMALL: Final = 0.6
"""The share of chains that are of short parts of several texts."""


class Text(NamedTuple):
    """The main content of a page, a line a block, and where it is from."""

    site: str
    source: str
    low: str
    text: str


class Part(IntEnum):
    """What a site is for."""

    CHOOSES = 0
    REPORTS = 1
    TEACHES = 2


def part_of(site: str) -> Part:
    """Deal a site by its name: a fifth choose the point, a fifth report, the others teach.

    >>> part_of("a.example") == part_of("a.example")
    True
    """
    return Part(min(zlib.crc32(site.encode()) % _PARTS, Part.TEACHES))


def texts(data: Path) -> Iterator[Text]:
    """Yield English texts of the labelled pages, whatever their label but spam."""
    known, seen, models = labels(data), Counter[str](), small_models()
    for stored in pages(data):
        row = known.get(stored["id"], {})
        if row.get("score") == _SPAM or seen[stored["site"]] == _OF_A_SITE:
            continue
        page = read(stored["html"], url=stored["url"], models=models)
        if page.language in {"", "en"} and len(page.main_words) >= _FEWEST:
            seen[stored["site"]] += 1
            text = page.main_text[:_CHARACTERS]
            yield Text(stored["site"], stored["source"], row.get("low", ""), text)


def weak_texts(data: Path) -> Iterator[Text]:
    """Yield the weakly labelled texts, some of each site."""
    seen = Counter[str]()
    for row in pd.read_parquet(data / "weak_text.parquet").itertuples():
        seen[row.site] += 1
        if seen[row.site] <= _OF_A_WEAK_SITE and len(tokenise(row.text)) >= _FEWEST:
            yield Text(row.site, "weak", str(int(row.weak_low)), row.text[:_CHARACTERS])


@cache
def function_words() -> frozenset[str]:
    """The small words of English."""
    return frozenset(read_phrases(WORDS / "stop" / "en.txt"))


def markov(words: Sequence[str], order: int, random: Random, *, size: int = _WORDS) -> list[str]:
    """Write a chain in which any run of ``order + 1`` words stood in the words before."""
    following: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for i in range(len(words) - order):
        following[tuple(words[i : i + order])].append(words[i + order])
    starts = list(following)
    chain = list(random.choice(starts))
    while len(chain) < size:
        found = following.get(tuple(chain[-order:]))
        chain += [random.choice(found)] if found else random.choice(starts)
    return chain


def _chain(order: int, pools: tuple[int, ...]) -> Recipe:
    """Chains over a text and some others, or over short parts of several."""

    def written(own: list[str], others: list[str], random: Random) -> list[str]:
        if random.random() < _SMALL:
            return markov(_parts(own, others, random), order, random)
        pool = [own, *(text.split() for text in others[: random.choice(pools)])]
        return markov([word for words in pool for word in words[:800]], order, random)

    return written


def _parts(own: list[str], others: list[str], random: Random) -> list[str]:
    """The words of short parts of several texts."""
    number, size = random.randint(2, _OTHERS), random.randint(60, 250)
    pool = [own, *(text.split() for text in others[:number])]
    found = list[str]()
    for words in pool:
        first = random.randrange(max(len(words) - size, 0) + 1)
        found += words[first : first + size]
    return found


def _salad(own: list[str], others: list[str], random: Random) -> list[str]:
    """Draw each word by itself, as often as it stands in parts of several texts, without marks."""
    return random.choices(_bare(_parts(own, others, random)), k=_WORDS)


def _bare(words: Iterable[str]) -> list[str]:
    """Words without the marks around them."""
    bare = (word.strip("".join(_MARKS)) for word in words)
    return [word for word in bare if word]


SHORT: Final = range(200, 501)
"""Words of a short page."""
SHORT_KINDS: Final = {"salad": 0, "markov1": 1, "markov2": 2, "markov3": 3}
"""Of how many words before it the next one of a short page depends."""


def short_page(kind: str, known: Sequence[Text], random: Random) -> str:
    """Write a short page of parts of four to eight texts, its lines cut wherever they are long.

    Parts are beginnings of 60 to 200 words. Lines of a salad end in a stop.
    """
    pool = [
        word
        for text in random.sample(known, random.randint(4, 8))
        for word in text.text.split()[: random.randint(60, 200)]
    ]
    size, order = random.choice(SHORT), SHORT_KINDS[kind]
    if order:
        words, stop = markov(pool, order, random, size=size), ""
    else:
        words, stop = random.choices(_bare(pool), k=size), "."
    lines, first = list[str](), 0
    while first < size:
        last = min(first + random.randint(40, 90), size)
        lines.append(" ".join(words[first:last]) + stop)
        first = last
    return "\n".join(lines)


def _shuffled(own: list[str], others: list[str], random: Random) -> list[str]:
    pools = [own, *(text.split() for text in others[: random.choice((0, 2))])]
    pool = [word for words in pools for word in words[:600]]
    random.shuffle(pool)
    bare = random.random() < 0.4
    return [re.sub(r"\W+$", "", word) for word in pool] if bare else pool


def _sentences(own: list[str], _: list[str], random: Random) -> list[str]:
    ends = [i + 1 for i, word in enumerate(own) if word[-1] in ".!?"]
    parts = [own[a:b] for a, b in pairwise([0, *ends, len(own)])]
    for part in parts:
        random.shuffle(part)
    return [word for part in parts for word in part]


def _pieces(fewest: int, most: int) -> Recipe:
    def written(own: list[str], _: list[str], random: Random) -> list[str]:
        words, pieces = own[:1200], []
        while words:
            size = random.randint(fewest, most)
            pieces.append(words[:size])
            words = words[size:]
        random.shuffle(pieces)
        return [word for piece in pieces for word in piece]

    return written


def _swapped(own: list[str], _: list[str], random: Random) -> list[str]:
    words = list(own)
    for i in range(len(words) - 1):
        if random.random() < _SHARE:
            words[i], words[i + 1] = words[i + 1], words[i]
    return words


def _replaced(own: list[str], others: list[str], random: Random) -> list[str]:
    pool = own + others[0].split()
    return [random.choice(pool) if random.random() < _SHARE else word for word in own]


def _translated(own: list[str], _: list[str], random: Random) -> list[str]:
    """Set words as another language sets them, with its articles and small words.

    Each text has a translator of its own: what follows what, how many articles are added and
    left out, how many small words are mistaken.
    """
    turned = 0.6 if random.random() < 0.6 else 0.1
    links = ([], ["of"], ["of", "the"]) if turned > 0.5 else (["the"],)
    added, mistaken = 0.2 + 0.4 * random.random(), 0.1 + 0.4 * random.random()
    left_out = 0.7 * random.random()
    words, ahead = list[str](), iter([*own, ""])
    word = next(ahead)
    for after in ahead:
        small = word.lower()
        if _tells(word) and _tells(after.rstrip(_STOPS)) and random.random() < turned:
            bare = after.rstrip(_STOPS)
            words += [bare, *random.choice(links)]
            word = small + after[len(bare) :]
            continue
        if small in _LINKS and random.random() < mistaken:
            word = random.choice(_LINKS)
        elif _tells(word) and words and words[-1].lower() not in _ARTICLES:
            words += ["the"] * (random.random() < added)
        if small not in _ARTICLES or random.random() >= left_out:
            words.append(word)
        word = after
    return words


_STOPS: Final = ".,;:!?"
_MARKS: Final = (*_STOPS, *"()[]{}\"'“”‘’«»–—-/|*_#&…")
_ARTICLES: Final = ("the", "a", "an")
_LINKS: Final = ("of", "in", "on", "at", "for", "to", "with", "by", "from")


def _tells(word: str) -> bool:
    """Whether a word is one of content, without marks."""
    return word.isalpha() and word.lower() not in function_words()


_SHARE: Final = 0.3
RECIPES: Final[dict[str, tuple[Recipe, int]]] = {
    "markov1": (_chain(1, (0, 2, 3)), 5),
    "markov2": (_chain(2, (2, 3, 5)), 5),
    "markov3": (_chain(3, (_OTHERS,)), 2),
    "salad": (_salad, 2),
    "words": (_shuffled, 2),
    "sentences": (_sentences, 2),
    "pairs": (_pieces(2, 3), 2),
    "pieces": (_pieces(3, 6), 2),
    "swapped": (_swapped, 2),
    "replaced": (_replaced, 2),
    "translated": (_translated, 3),
}
"""How order is taken out: chains of one to three words over one text or several, shuffled words,
sentences and pieces, neighbours swapped, words replaced, words set as another language sets them;
and how often each is used."""


_TIDIED: Final = 0.5
_STOPPED: Final = 0.2
"""The share of texts whose lines end in a stop, wherever they were cut."""


def tidied(words: list[str], random: Random) -> list[str]:
    """Write words as plain sentences: capitals and stops where they are due, no other marks."""
    bare = _bare(words)
    small = {word for word in bare if word.islower()} | function_words()
    plain = [word.lower() if word.lower() in small else word for word in bare]
    stop, written = random.choice(("", ".", ".")), list[str]()
    while plain:
        size = random.randint(6, 24)
        first, *rest = plain[:size]
        sentence = [first[0].upper() + first[1:], *rest] if stop else [first, *rest]
        written += [*sentence[:-1], sentence[-1] + stop]
        plain = plain[size:]
    return written


def disorder(recipe: str, own: Text, others: Sequence[Text], *, random: Random) -> str:
    """Take the order out of a text; its lines stay as long as they were, or are made even.

    Half of the texts are tidied, so that no odd capital and no odd stop gives them away.
    """
    drawn = [random.choice(others).text for _ in range(_OTHERS)]
    words = RECIPES[recipe][0](own.text.split(), drawn, random)[:_WORDS]
    if random.random() < _TIDIED:
        words = tidied(words, random)
    sizes = [len(line.split()) for line in own.text.split("\n") if line.strip()]
    if random.random() < _SHARE:
        sizes = [random.randint(25, 110) for _ in range(_WORDS // 25)]
    lines, first, number = list[str](), 0, 0
    stop = "." if random.random() < _STOPPED else ""
    while first < len(words):
        size = sizes[number % len(sizes)]
        lines.append(" ".join(words[first : first + size]) + stop)
        first, number = first + size, number + 1
    return "\n".join(lines)


_JOINED: Final = 0.06


def styled(text: str, random: Random) -> str:
    """Write some texts on one line, some small, some large, some without marks or but for stops."""
    if random.random() < _JOINED:
        text = text.replace("\n", " ")
    chance = random.random()
    if chance < 0.05:
        return text.lower()
    if chance < 0.08:
        return text.upper()
    if chance < 0.25:
        return re.sub(r"[^\w\s'.!?]", "", text)
    return re.sub(r"[^\w\s']", "", text) if chance < 0.32 else text
