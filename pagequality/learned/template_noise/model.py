"""What a line of a page is for: real content, or one of twelve kinds of template noise.

An additive model: readable features of the line, phrases of the lexicons and hashed
words each add their weight to the log-odds of every kind, and so does what stands around the
line where there is markup. The weights were fitted together, half of the time without the
surroundings, so that one model serves lines alone and lines of a page. Over lines that might be an
adblock notice runs of letters have half the say (`letters`). One call scores all lines of a page,
given its words and phrase matches.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.errors import ModelError
from pagequality.learned.products import product
from pagequality.learned.template_noise.context import WIDTH, context
from pagequality.learned.template_noise.features import (
    BITS,
    BODY,
    CLASSES,
    KINDS,
    Lines,
    buckets,
    find_lines,
    lexical,
    readable,
)
from pagequality.learned.template_noise.letters import Letters, asked, by_words, settled
from pagequality.text.lexicons import Matches, default_matcher
from pagequality.text.tokens import tokenise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pagequality.learned.bundle import Bundle
    from pagequality.page.blocks import BlockTable
    from pagequality.text.arrays import Floats, Floats32, Ints
    from pagequality.text.tokens import Tokens

PROTOCOL: Final = 5
_LARGEST = 30.0


@dataclass(frozen=True, slots=True)
class LineNoise:
    """What a line is: its kind of noise, or ``None`` for body, and how likely it is noise.

    Attributes:
        kind: one of `KINDS`, or ``None`` where the line is more likely body than noise.
        probability: how likely it is noise of any kind, in [0, 1].
    """

    kind: str | None
    probability: float


@dataclass(frozen=True, slots=True, eq=False)
class TemplateNoiseModel:
    """The weights of the model.

    Attributes:
        plain: a row a readable or lexical feature; a column a class.
        tables: for each table of `BITS`, a row a bucket and a column a class.
        around: a row a column of `context.context`, a column a class.
        letters: what runs of letters say of lines that might be an adblock notice.
    """

    plain: Floats32
    tables: tuple[Floats32, ...]
    around: Floats32
    letters: Letters

    def log_odds(self, lines: Lines, phrases: Floats32) -> Floats32:
        """Add up the weights of everything found in each line; ``phrases`` is `lexical`.

        Letters are not asked here.
        """
        read, width = readable(lines), len(self.plain) - phrases.shape[1]
        total: Floats32 = product(read, self.plain[:width])
        total += product(phrases, self.plain[width:])
        self._add_hashed(total, lines)
        return total

    def _add_hashed(self, total: Floats32, lines: Lines) -> None:
        """Add the weights of words, pairs and stems; a line with more does not weigh more.

        Their sums are divided by the root of how many there are. A pair is taken with the word
        that it ends in, so that one pass sums all three; behind the last word one pair is left.
        """
        (words, count), (pairs, pair_count), (stems, _) = buckets(lines)
        of_words, of_pairs, of_stems = self.tables
        damp, pair_damp = 1 / np.sqrt([np.maximum(count, 1), pair_count], dtype=np.float32)
        final = of_pairs.take(pairs.take(pair_count.cumsum() - 1), axis=0)
        final *= pair_damp[:, None]
        total += final
        filled = count.nonzero()[0]
        if not filled.size:
            return
        rows = of_pairs.take(pairs.take(np.arange(len(words)) + lines.word_line), axis=0)
        rows *= (pair_damp / damp).take(lines.word_line)[:, None]
        rows += of_words.take(words, axis=0)
        rows += of_stems.take(stems, axis=0)
        sums = np.add.reduceat(rows, lines.first_word.take(filled), axis=0)
        sums *= damp.take(filled)[:, None]
        total[filled] += sums

    @classmethod
    def of(cls, bundle: Bundle) -> TemplateNoiseModel:
        """Build from a bundle; `ModelError` if its files do not fit this code."""
        about, arrays = bundle.json("template_noise.json"), bundle.arrays("template_noise.npz")
        try:
            fits = about["protocol"] == PROTOCOL and tuple(about["classes"]) == CLASSES
            tables = tuple(arrays[f"table{i}"].astype(np.float32) for i in range(len(BITS)))
            fits = fits and [len(table) for table in tables] == [1 << bits for bits in BITS]
            plain, around = (arrays[name].astype(np.float32) for name in ("plain", "around"))
            fits = fits and around.shape == (WIDTH, len(CLASSES))
            letters = Letters.of(arrays["letters"])
        except (KeyError, TypeError, ValueError) as error:
            message = f"template_noise.json or template_noise.npz is broken: {error!r}"
            raise ModelError(message) from error
        if not fits:
            message = "template_noise.json was made for other classes or another protocol"
            raise ModelError(message)
        return cls(plain, tables, around, letters)

    def score(
        self,
        tokens: Tokens,
        starts: Ints,
        matches: Matches,
        *,
        topics: tuple[str, ...],
        table: BlockTable | None = None,
    ) -> LineScores:
        """Score all lines of a page at once.

        ``starts`` are the offsets where the lines start, ascending from 0; ``topics`` are
        those of the matcher that found ``matches``; ``table`` holds the lines as blocks, if the
        page has markup.
        """
        lines = find_lines(tokens, starts)
        if not tokens.text:
            nothing = np.full((len(starts), len(CLASSES)), -_LARGEST, np.float32)
            nothing[:, BODY] = _LARGEST
            return LineScores(nothing)
        phrases = lexical(lines, matches, topic_kinds(topics))
        words = self.log_odds(lines, phrases)
        chosen = asked(words)
        said = self.letters.say(lines, chosen)
        alone = settled(words, chosen, said)
        if table is None:
            return LineScores(alone)
        both = product(context(table, lines, phrases), self.around)
        both += words
        return LineScores(by_words(alone, settled(both, chosen, said)))

    def classify_many(self, lines: Sequence[str]) -> list[LineNoise]:
        """Classify lines one by one, in one pass; order is kept."""
        plain = [" ".join(line.split()) for line in lines]
        if not plain:
            return []
        sizes = np.array([len(line) + 1 for line in plain], np.intp)
        tokens = tokenise("\n".join(plain))
        matcher = default_matcher()
        starts = np.cumsum(sizes) - sizes
        scores = self.score(tokens, starts, matcher.match(tokens), topics=matcher.topics)
        found = zip(plain, scores.kind.tolist(), scores.noise.tolist(), strict=True)
        return [
            LineNoise(CLASSES[kind] if kind < BODY else None, noise)
            if text
            else LineNoise(None, 0.0)
            for text, kind, noise in found
        ]


@dataclass(frozen=True, eq=False)
class LineScores:
    """What the model says of all lines of a page.

    Attributes:
        log_odds: one row a line, one column a class of `CLASSES`.
    """

    log_odds: Floats32

    @cached_property
    def probability(self) -> Floats:
        """One row a line, one column a class of `CLASSES`; rows sum to 1."""
        chance = np.array(self.log_odds.T, np.float64, order="C")  # a class lies together
        chance -= chance.max(axis=0, initial=-_LARGEST)
        np.exp(chance, out=chance)
        chance /= chance.sum(axis=0)
        return chance.T

    @cached_property
    def noise(self) -> Floats:
        """How likely each line is noise of any kind."""
        return 1 - self.probability[:, BODY]

    @cached_property
    def kind(self) -> Ints:
        """For each line the number of its class: the likeliest kind if noise, else body."""
        likeliest = self.probability[:, :BODY].argmax(axis=1)
        return np.where(self.noise > 0.5, likeliest, BODY)  # noqa: PLR2004 - more likely than not


@cache
def topic_kinds(topics: tuple[str, ...]) -> Ints:
    """For each topic of a matcher its place in `KINDS`, or -1."""
    places = [KINDS.index(topic) if topic in KINDS else -1 for topic in topics]
    return np.array(places, np.intp)
