"""What is kept of a page for comparing it with its neighbours: hashes and a few words, no more.

Sets of hashes are kept by their smallest members (`text.sets`). All hashes are those of
`text.tokens`, the same in every process.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from dataclasses import astuple, dataclass, fields
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from pagequality.page.site import host_of, site_of_host
from pagequality.text.sets import MOST, smallest
from pagequality.text.tokens import DIGIT, UPPER, hash_words, ngrams
from pagequality.text.vocabulary import Kind, kinds

if TYPE_CHECKING:
    from pagequality.page.page import Page
    from pagequality.text.arrays import Flags, Hashes

_MOST_NAMES: Final = 12
_SHINGLE: Final = 5
_SHORTEST_SENTENCE: Final = 8
_FEWEST_SHARED: Final = 4
"""Words of a sentence that must be left when names and numbers are taken out."""
_LONGEST_TITLE: Final = 160
_OPENING: Final = 600
_MOST_MARKUP: Final = 2_000_000
"""Characters of the markup that are looked through for ids and images."""
_ADDRESSING: Final = ("sales_talk", "call_to_action", "general_advice", "sure_offer", "promo")
_IDS: Final = re.compile(
    r"\b(ca-pub-\d{10,20}|UA-\d{4,12}-\d{1,4}|GTM-[A-Z0-9]{4,9}|G-[A-Z0-9]{8,12}|AW-\d{8,12})\b"
)
_HASHES: Final = "tuple[int, ...]"
"""The type of fields that hold hashes."""
_IMAGE: Final = re.compile(
    r"<img\b[^<>]{0,400}?\bsrc\s*=\s*[\"']?([^\"'\s<>]{1,300})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Sketch:
    """A page for comparison; made by `pagequality.sketch`.

    Hashes have 32 bits. Of larger sets the smallest `sets.MOST` are kept, ascending.

    Attributes:
        words: words of main content.
        prose: those of them that stand in sentences.
        addressing: words of the prose that speak to the reader, and phrases that sell or advise.
        moulds: the distinct sentences of the prose, names, numbers and words of the title left out.
        wordings: of each mould the whole sentence.
        shingles: the distinct runs of five words of the main content.
        numbers: the distinct numbers in the main content.
        names: the distinct words with a capital inside sentences of the main content.
        lines: the distinct blocks outside of it.
        passages: the distinct blocks of it.
        headings: the headings below the first, names and numbers taken out.
        title: the title.
        heading: the headline.
        opening: how the prose of the main content begins.
        author: who wrote it, as it says.
        published: when, as it says.
        domains: other sites that the main content links to.
        ids: of publishers and analytics, in its markup.
        images: hashes of the addresses of its images.
    """

    words: int
    prose: int
    addressing: int
    moulds: tuple[int, ...]
    wordings: tuple[int, ...]
    shingles: tuple[int, ...]
    numbers: tuple[int, ...]
    names: tuple[int, ...]
    lines: tuple[int, ...]
    passages: tuple[int, ...]
    headings: tuple[int, ...]
    title: str
    heading: str
    opening: str
    author: str
    published: str
    domains: tuple[str, ...]
    ids: tuple[str, ...]
    images: tuple[int, ...]

    def packed(self) -> str:
        """Return compact text for a cell of a table; hashes as base64."""
        cells = [
            _packed(value) if field.type == _HASHES else value
            for field, value in zip(fields(self), astuple(self), strict=True)
        ]
        return json.dumps(cells, ensure_ascii=True, separators=(",", ":"))

    @classmethod
    def unpacked(cls, text: str) -> Sketch:
        """Undo `packed`.

        Raises:
            ValueError: it is none.

        >>> Sketch.unpacked("[1, 2]")
        Traceback (most recent call last):
            ...
        ValueError: this is no sketch of a page
        """
        try:
            cells = json.loads(text)
            return cls(*(
                _cell(cell, field.type)
                for cell, field in zip(cells, fields(cls), strict=True)
            ))  # fmt: skip
        except (ValueError, TypeError, RecursionError, AttributeError) as error:
            message = "this is no sketch of a page"
            raise ValueError(message) from error


def sketch(page: Page, markup: str | bytes = "") -> Sketch:
    """Return what comparing a page with its neighbours needs.

    Args:
        page: a page that was read.
        markup: what it was read from, for ids and images; without it they are unknown.

    >>> page = read("<h1>Beans</h1><p>Beans need water every day, and so do we, it seems.")
    >>> found = sketch(page)
    >>> found.heading, len(found.moulds), found == Sketch.unpacked(found.packed())
    ('Beans', 1, True)
    """
    tokens, main = page.tokens, page.is_main_word
    capital = (tokens.kinds[tokens.start] & UPPER) > 0 if len(tokens) else np.zeros(0, bool)
    figure = (tokens.kinds[tokens.start] & DIGIT) > 0 if len(tokens) else np.zeros(0, bool)
    begins = np.zeros(len(tokens), bool)
    begins[np.searchsorted(tokens.start, page.sentences[0])] = True
    left_out = figure | (capital & ~begins) | np.isin(tokens.hash, _own_words(page))
    chosen = page.main_sentences & (page.sentence_words >= _SHORTEST_SENTENCE)
    prose = np.repeat(chosen, page.sentence_words) & main
    moulds, wordings = _moulds(page, chosen, left_out)
    source = _text_of(markup)
    return Sketch(
        words=int(main.sum()),
        prose=int(prose.sum()),
        addressing=_addressing(page, prose),
        moulds=moulds,
        wordings=wordings,
        shingles=smallest(ngrams(page.main_words, _SHINGLE)),
        numbers=smallest(tokens.hash[figure & main]),
        names=smallest(tokens.hash[capital & ~begins & main]),
        lines=_whole(page, ~page.is_main & ~page.table.hidden),
        passages=_whole(page, page.is_main),
        headings=smallest(_without(page, _headings(page), left_out)),
        title=page.title[:_LONGEST_TITLE],
        heading=page.headline[:_LONGEST_TITLE],
        opening=_opening(page, chosen),
        author=page.head.author[:_LONGEST_TITLE],
        published=page.head.published[:_LONGEST_TITLE],
        domains=_least({site_of_host(host_of(link)) for link in page.main_links}),
        ids=_least(set(_IDS.findall(source))),
        images=smallest(hash_words(sorted(set(_IMAGE.findall(source))))),
    )


def _own_words(page: Page) -> Hashes:
    """Return the words that say what the page is about: of its title and headline."""
    return np.concatenate([page.title_tokens.hash, page.headline_tokens.hash])


def _addressing(page: Page, prose: Flags) -> int:
    """Count words for the reader or of the seller, and phrases that sell or advise."""
    spoken = kinds(page.tokens.hash[prose])
    persons = np.isin(spoken, (Kind.FIRST, Kind.SECOND)).sum()
    return int(persons) + sum(page.topic_count(topic) for topic in _ADDRESSING)


def _moulds(page: Page, chosen: Flags, left_out: Flags) -> tuple[tuple[int, ...], ...]:
    """Hash sentences without their names, numbers and words of the title, and beside it whole."""
    first = np.searchsorted(page.tokens.start, page.sentences[0])
    found: dict[int, int] = {}
    for i in np.flatnonzero(chosen):
        words = slice(first[i], first[i] + page.sentence_words[i])
        whole = page.tokens.hash[words]
        mould = whole[~left_out[words]]
        if len(mould) >= _FEWEST_SHARED:
            found.setdefault(_hash(mould), _hash(whole))
    kept = sorted(found)[:MOST]
    return tuple(kept), tuple(found[mould] for mould in kept)


def _whole(page: Page, chosen: Flags) -> tuple[int, ...]:
    """Return the hashes of blocks that have a word."""
    return smallest(page.block_hashes[chosen & (page.block_words > 0)])


def _without(page: Page, chosen: Flags, left_out: Flags) -> Hashes:
    """Hash the words of blocks without some; a block that has none left is none."""
    first = page.first_word
    spans = [slice(first[i], first[i + 1]) for i in np.flatnonzero(chosen)]
    runs = [page.tokens.hash[words][~left_out[words]] for words in spans]
    return np.array([_hash(run) for run in runs if len(run)], np.uint32)


def _hash(words: Hashes) -> int:
    return zlib.crc32(words.tobytes())


def _headings(page: Page) -> Flags:
    found = np.zeros(len(page.table), bool)
    found[page.headings] = True
    return found & page.is_main


def _opening(page: Page, chosen: Flags) -> str:
    """Return the first sentences of the main content, cut."""
    starts, ends = page.sentences
    texts = (page.text[starts[i] : ends[i]] for i in np.flatnonzero(chosen)[:8])
    return " ".join(" ".join(texts).split())[:_OPENING]


def _text_of(markup: str | bytes) -> str:
    """Return markup as text; ids and addresses are ASCII whatever its encoding."""
    text = markup if isinstance(markup, str) else markup[:_MOST_MARKUP].decode("latin-1")
    return text[:_MOST_MARKUP]


def _least(names: set[str]) -> tuple[str, ...]:
    """Return few names, the same ones whatever else is among them."""
    return tuple(sorted(sorted(names - {""}, key=_digest)[:_MOST_NAMES]))


def _digest(name: str) -> int:
    return zlib.crc32(name.encode(errors="replace"))


def _packed(hashes: tuple[int, ...]) -> str:
    return base64.b85encode(np.array(hashes, "<u4").tobytes()).decode()


def _cell(cell: Any, kind: Any) -> Any:
    """Return what a cell held, in the type that the field has."""
    if kind == _HASHES:
        return tuple(np.frombuffer(base64.b85decode(cell), "<u4").tolist())
    if isinstance(cell, list):
        return tuple(map(str, cell))
    return int(cell) if kind == "int" else str(cell)
