"""What a page is once it has been read: frozen values, and totals computed when asked for.

Blocks are columns (`BlockTable`), which signals read as arrays; `Page.blocks` are rows for people.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
import numpy.typing as npt

from pagequality.page.blocks import LOWER_HEADINGS, Block, BlockTable
from pagequality.page.head import Head, Link, Markup
from pagequality.page.site import leads_to, site_of
from pagequality.page.state import OK, PageState
from pagequality.text.lexicons import Matcher, Matches, default_matcher
from pagequality.text.lookalikes import folded
from pagequality.text.tokens import Tokens, sentence_spans, tokenise
from pagequality.text.vocabulary import Kind, content_words, kinds

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from pagequality.learned.models import Models
    from pagequality.page.notice import Notice
    from pagequality.text.arrays import Flags, Floats, Hashes, Ints

_SHORTEST = 4
_SHOWN = 60

_LONGEST_PATH: Final = 400
"""Characters of a path."""
_LONGEST_WORD: Final = 60
"""Characters of a class word in it."""


def _name(tag: str, label: str) -> str:
    """What an element is called in a path: its tag and its first class word."""
    words = label.split(None, 1)
    return f"{tag[:_LONGEST_WORD]}.{words[0][:_LONGEST_WORD]}" if words else tag[:_LONGEST_WORD]


def shown(text: str) -> str:
    """Write text as Python would, cut so that a ``repr`` stays short.

    >>> shown("beans"), len(shown("beans" * 99))
    ("'beans'", 60)
    """
    written = repr(text)
    return written if len(written) <= _SHOWN else f"{written[: _SHOWN - 2]}…{written[-1]}"


@dataclass(frozen=True, eq=False)
class Page:
    """A page that has been read; made by `pagequality.read` or `pagequality.read_text`.

    ``source`` is ``"html"`` or ``"text"``; of plain text all about markup is unknown. Each block
    has a ``main_probability`` and ``is_main``, the visible words a ``main_share`` in [0, 1].
    ``state`` says whether there is content at all.
    ``models`` are the learned models that judge it, ``memo`` keeps what `once` computed.
    """

    url: str
    source: Literal["html", "text"]
    head: Head
    tokens: Tokens
    table: BlockTable
    main_probability: Floats
    is_main: Flags
    models: Models
    main_share: float = float("nan")
    markup: Markup = field(default_factory=Markup)
    language: str = ""
    language_confidence: float = 0.0
    encoding: str = ""
    page_type: str = ""
    state: PageState = OK
    notices: tuple[Notice, ...] = ()
    matcher: Matcher = field(default_factory=default_matcher)
    memo: dict[Any, Any] = field(default_factory=dict, init=False, repr=False)

    def in_state(self, state: PageState) -> Page:
        """Return the page in a state.

        It keeps the totals that were computed to find the state, since none of them asks for it;
        what `once` kept is computed again.
        """
        page = object.__new__(Page)
        page.__dict__.update(self.__dict__, state=state, memo={})
        return page

    @property
    def title(self) -> str:
        """The document's title."""
        return self.head.title

    @property
    def headline(self) -> str:
        """The heading that names the page's subject: the main ``h1``, else other marks."""
        return self.head.headline

    @property
    def text(self) -> str:
        """All text of the page, one block a line."""
        return self.tokens.text

    @cached_property
    def headline_tokens(self) -> Tokens:
        """The words of the headline, or of the title where there is none."""
        return folded(tokenise(self.headline or self.title))

    @cached_property
    def title_tokens(self) -> Tokens:
        """The words of the title, or of the headline where there is none."""
        if self.title in ("", self.headline):
            return self.headline_tokens
        return folded(tokenise(self.title or self.headline))

    @cached_property
    def headline_content_words(self) -> Hashes:
        """The distinct content words of `headline_tokens`."""
        return content_words(self.headline_tokens.hash)

    @cached_property
    def title_content_words(self) -> Hashes:
        """The distinct content words of `title_tokens`."""
        return content_words(self.title_tokens.hash)

    @cached_property
    def main_text(self) -> str:
        """The main content: paragraphs and headings parted by an empty line."""
        table, text, pieces = self.table, self.text, []
        for i in self.is_main.nonzero()[0].tolist():
            joint = "\n" if table.broken[i] and i and self.is_main[i - 1] else "\n\n"
            pieces += [joint, text[table.start[i] : table.end[i]]]
        return "".join(pieces[1:])

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks as rows, in document order."""
        table, text = self.table, self.text
        return tuple(
            Block(
                tag,
                text[table.start[i] : table.end[i]],
                int(table.depth[i]),
                int(self.block_words[i]),
                int(table.links[i]),
                int(table.link_characters[i]),
                bool(table.hidden[i]),
                bool(self.is_main[i]),
                float(self.main_probability[i]),
                self.path(i),
            )
            for i, tag in enumerate(table.tag)
        )

    def path(self, block: int) -> str:
        """Return the elements that hold a block, outermost first, as a CSS-like path.

        Of a path with very many elements the innermost are kept, behind an ellipsis.
        """
        names, first, last = self._holders
        inside = np.flatnonzero((first <= block) & (block < last))
        path = ">".join([names[i] for i in inside[-_LONGEST_PATH:].tolist()])
        if len(path) <= _LONGEST_PATH:
            return path
        return "…" + path[1 - _LONGEST_PATH :]

    @cached_property
    def _holders(self) -> tuple[list[str], Ints, Ints]:
        """The elements that hold blocks, outermost first: their names and spans of blocks."""
        found = sorted(self.table.containers, key=itemgetter(2))
        names = [_name(tag, label) for tag, label, *_ in found]
        spans = np.array([holder[3:] for holder in found], np.intp).reshape(-1, 2)
        return names, spans[:, 0], spans[:, 1]

    @cached_property
    def first_word(self) -> Ints:
        """For each block the number of its first word, and one entry more for the end."""
        starts = np.concatenate([self.table.start, [len(self.text)]])
        return self.tokens.start.searchsorted(starts)

    @cached_property
    def block_words(self) -> Ints:
        """For each block its number of words."""
        return self.first_word[1:] - self.first_word[:-1]

    @cached_property
    def block_hashes(self) -> Hashes:
        """For each block the hash of its words in their order, 32 bits, the same in every process.

        Blocks of the same words have the same one; that of a block without a word means nothing.
        """
        words, ends = self.tokens.hash, self.first_word.tolist()
        runs = [words[start:end].tobytes() for start, end in pairwise(ends)]
        return np.array([zlib.crc32(run) for run in runs], np.uint32)

    def words_of(self, blocks: Flags) -> int:
        """Return how many words some blocks hold together."""
        return int(self.block_words @ blocks)

    @cached_property
    def is_main_word(self) -> Flags:
        """For each word of the page whether it belongs to the main content."""
        return self.is_main.repeat(self.block_words)

    @cached_property
    def main_places(self) -> Ints:
        """The numbers of the words of the main content, in order."""
        return self.is_main_word.nonzero()[0]

    @cached_property
    def main_words(self) -> Hashes:
        """The hashes of the words of the main content, in order."""
        return self.tokens.hash.take(self.main_places)

    @cached_property
    def matches(self) -> Matches:
        """Every phrase of the lexicons on the page."""
        return self.matcher.match(self.tokens)

    @cached_property
    def match_block(self) -> Ints:
        """For each of `matches` the block it stands in."""
        return self.block_at(self.matches.start)

    @cached_property
    def _main_topics(self) -> Ints:
        inside = self.is_main[self.match_block]
        return np.bincount(self.matches.topic[inside], minlength=len(self.matcher.topics))

    def topic_count(self, topic: str) -> int:
        """Return how many phrases of a lexicon topic the main content holds."""
        return int(self._main_topics[self.matcher.number(topic)])

    @cached_property
    def outgoing(self) -> tuple[Link, ...]:
        """The links that lead to another site than the page's own."""
        own = site_of(self.url or self.head.canonical)
        return tuple(
            link
            for link in self.markup.links
            if link[0][:4].lower() == "http" and not leads_to(link[0], own)
        )

    @cached_property
    def main_links(self) -> tuple[str, ...]:
        """Where the outgoing links of the main content lead."""
        last = len(self.table) - 1
        if last < 0:
            return ()
        return tuple(href for href, _, block in self.outgoing if self.is_main[min(block, last)])

    @cached_property
    def addresses(self) -> str:
        """Where all links lead, in lower case, a slash before each and a space after it."""
        return "".join([f"/{href} " for href, _, _ in self.markup.links]).lower()

    @cached_property
    def headings(self) -> Ints:
        """The blocks that are headings below the first level (``h2`` to ``h6``)."""
        return self.blocks_of(LOWER_HEADINGS)

    @cached_property
    def main_headings(self) -> Ints:
        """Those of `headings` that stand in the main content: no sidebar's, no comment form's."""
        return self.headings[self.is_main[self.headings]]

    def blocks_of(self, tags: AbstractSet[str]) -> Ints:
        """Return the blocks that have one of these tags."""
        return np.array([i for i, tag in enumerate(self.table.tag) if tag in tags], np.intp)

    @cached_property
    def sentences(self) -> tuple[Ints, Ints]:
        """Character offsets of the start and end of every sentence of the page."""
        return sentence_spans(self.tokens)

    @cached_property
    def sentence_block(self) -> Ints:
        """For each sentence the block it stands in."""
        return self.block_at(self.sentences[0])

    @cached_property
    def sentence_words(self) -> Ints:
        """For each sentence its number of words."""
        first = self.tokens.start.searchsorted(self.sentences[0])
        counts = np.full(len(first), len(self.tokens))
        counts[:-1] = first[1:]
        counts -= first
        return counts

    @cached_property
    def visible_words(self) -> int:
        """Number of words that a reader sees."""
        return self.words_of(~self.table.hidden)

    @cached_property
    def body_places(self) -> Ints:
        """The numbers of the main content's words, without a block that is the headline."""
        inside = self.is_main
        text, first = self.text, inside.nonzero()[0][:8].tolist()
        own = [i for i in first if text[self.table.start[i] : self.table.end[i]] == self.headline]
        if not own:
            return self.main_places
        inside = inside.copy()
        inside[own[0]] = False
        return inside.repeat(self.block_words).nonzero()[0]

    @cached_property
    def kinds(self) -> npt.NDArray[np.uint8]:
        """The `vocabulary.Kind` of every word of the page."""
        return kinds(self.tokens.hash)

    @cached_property
    def word_kinds(self) -> Ints:
        """How many words of the main content are of each `vocabulary.Kind`."""
        return np.bincount(self.kinds.take(self.main_places), minlength=len(Kind))

    @cached_property
    def main_characters(self) -> Ints:
        """How often each ASCII character, in lower case, is in the content; last, all others."""
        spans = self.table.end - self.table.start + 1
        inside = self.is_main.repeat(spans)[: len(self.tokens.codes)]
        return np.bincount(np.minimum(self.tokens.codes[inside], 128), minlength=129)

    @cached_property
    def main_sentences(self) -> Flags:
        """Which sentences stand in the main content and are long enough to be judged."""
        chosen: Flags = self.is_main[self.sentence_block] & (self.sentence_words >= _SHORTEST)
        return chosen

    def block_at(self, offsets: Ints) -> Ints:
        """Return the block that holds each character offset."""
        return self.table.start.searchsorted(offsets, side="right") - 1

    def __repr__(self) -> str:
        return (
            f"<Page {shown(self.headline)}, {self.source}, url={shown(self.url)}, "
            f"{len(self.table)} blocks, {len(self.tokens)} words, language={shown(self.language)}>"
        )

    def __getstate__(self) -> dict[str, Any]:
        """Travel without what can be computed again."""
        names = self.__dataclass_fields__
        return {name: self.__dict__[name] for name in names} | {"memo": {}}
