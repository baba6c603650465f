"""What a line of a page is for: real content, or one of twelve kinds of template noise.

An additive model: readable features of the line, phrases of the lexicons and hashed
words each add their weight to the log-odds of every kind. One call scores all lines of
a page, given its words and phrase matches.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.errors import ModelError
from pagequality.learned.template_noise.context import context
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
from pagequality.text.lexicons import Matches, default_matcher
from pagequality.text.tokens import tokenise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pagequality.learned.bundle import Bundle
    from pagequality.text.arrays import Floats, Floats32, Ints
    from pagequality.text.tokens import Tokens

FLOOR: Final = -8.0
"""A class less likely than this (a logarithm) counts as just as unlikely beside the markup."""
_UNMARKED = KINDS.index("adblock")
"""The kind that labelled lines with markup do not hold: for it the words alone decide."""
PROTOCOL: Final = 3
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
        plain: a row a readable or lexical feature; a column a class, the last one for `keep`.
        tables: for each table of `BITS`, a row a bucket and a column a class.
        around: weights of what `context.context` says, the intercept last.
        markup: weights of the classes' log-probabilities, then of `markup.marks`, the
            intercept last; a column a class.
    """

    plain: Floats32
    tables: tuple[Floats32, ...]
    around: Floats32
    markup: Floats32

    def features(self, lines: Lines, matches: Matches, kinds: Ints) -> Floats32:
        """Readable and lexical features of all lines."""
        return np.concatenate([readable(lines), lexical(lines, matches, kinds)], axis=1)

    def log_odds(self, lines: Lines, matches: Matches, kinds: Ints) -> Floats32:
        """Add up the weights of everything found in each line: classes, then keep."""
        total = self.features(lines, matches, kinds) @ self.plain
        (words, count), (pairs, pair_count), (stems, _) = buckets(lines)
        sums = _by_line(self.tables[1].take(pairs, axis=0), pair_count)
        filled = np.flatnonzero(count)
        if filled.size:
            rows = self.tables[0].take(words, axis=0)
            rows += self.tables[2].take(stems, axis=0)
            sums[filled] += _by_line(rows, count[filled])
        total[:, :-1] += sums
        return total

    def keep(self, lines: Lines, log_odds: Floats32) -> Floats32:
        """Log-odds that an editor keeps each line, its neighbours and place considered."""
        kept: Floats32 = context(lines, log_odds) @ self.around[:-1] + self.around[-1]
        return kept

    @classmethod
    def of(cls, bundle: Bundle) -> TemplateNoiseModel:
        """Build from a bundle; `ModelError` if its files do not fit this code."""
        about, arrays = bundle.json("template_noise.json"), bundle.arrays("template_noise.npz")
        try:
            fits = about["protocol"] == PROTOCOL and tuple(about["classes"]) == CLASSES
            tables = tuple(arrays[f"table{i}"].astype(np.float32) for i in range(len(BITS)))
            fits = fits and [len(table) for table in tables] == [1 << bits for bits in BITS]
            parts = [arrays[name].astype(np.float32) for name in ("plain", "around", "markup")]
        except (KeyError, TypeError, ValueError) as error:
            message = f"template_noise.json or template_noise.npz is broken: {error!r}"
            raise ModelError(message) from error
        if not fits:
            message = "template_noise.json was made for other classes or another protocol"
            raise ModelError(message)
        return cls(parts[0], tables, *parts[1:])

    def score(
        self,
        tokens: Tokens,
        starts: Ints,
        matches: Matches,
        *,
        topics: tuple[str, ...],
        marks: Floats32 | None = None,
    ) -> LineScores:
        """Score all lines of a page at once.

        ``starts`` are the offsets where the lines start, ascending from 0; ``topics`` are
        those of the matcher that found ``matches``; ``marks`` is `markup.marks` of the
        blocks, if the page has markup.
        """
        lines = find_lines(tokens, starts)
        if not tokens.text:
            nothing = np.full((len(starts), len(CLASSES) + 1), -_LARGEST, np.float32)
            nothing[:, BODY] = _LARGEST
            return LineScores(self, lines, nothing)
        log_odds = self.log_odds(lines, matches, topic_kinds(topics))
        return LineScores(self, lines, log_odds, marks)

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


def log_probability(odds: Floats32) -> Floats32:
    """Make log-odds of classes into logarithms of probabilities that sum to 1."""
    odds = odds - odds.max(axis=1, keepdims=True)
    odds -= np.log(np.exp(odds).sum(axis=1, keepdims=True))
    return odds


def _by_line(rows: Floats32, count: Ints) -> Floats32:
    """Add up rows line by line; a line with more of them does not weigh more."""
    sums: Floats32 = np.add.reduceat(rows, np.cumsum(count) - count, axis=0)
    sums /= np.sqrt(count).astype(np.float32)[:, None]
    return sums


@dataclass(frozen=True, eq=False)
class LineScores:
    """What the model says of all lines of a page.

    Attributes:
        model: what judged them.
        lines: the lines judged.
        log_odds: one row a line; a column a class of `CLASSES`, the last one for `keep`.
        marks: what `markup.marks` says of the lines' markup, where there is any.
    """

    model: TemplateNoiseModel
    lines: Lines
    log_odds: Floats32
    marks: Floats32 | None = None

    @cached_property
    def probability(self) -> Floats:
        """One row a line, one column a class of `CLASSES`; rows sum to 1."""
        odds = log_probability(self.log_odds[:, : len(CLASSES)])
        if self.marks is not None:
            weights, width = self.model.markup, len(CLASSES)
            marked = np.maximum(odds, FLOOR) @ weights[:width]
            marked += self.marks @ weights[width:-1] + weights[-1]
            sure = odds.argmax(axis=1) == _UNMARKED
            odds = np.where(sure[:, None], odds, log_probability(marked))
        return np.exp(odds.astype(np.float64))

    @cached_property
    def noise(self) -> Floats:
        """How likely each line is noise of any kind."""
        return 1 - self.probability[:, BODY]

    @cached_property
    def kind(self) -> Ints:
        """For each line the number of its class: the likeliest kind if noise, else body."""
        likeliest = self.probability[:, :BODY].argmax(axis=1)
        return np.where(self.noise > 0.5, likeliest, BODY)  # noqa: PLR2004 - more likely than not

    @cached_property
    def keep(self) -> Floats:
        """How likely an editor would keep each line as text worth reading, in [0, 1].

        Unlike the classes this looks at the lines around, too.
        """
        odds = self.model.keep(self.lines, self.log_odds).astype(np.float64)
        return 1 / (1 + np.exp(-np.clip(odds, -_LARGEST, _LARGEST)))


@cache
def topic_kinds(topics: tuple[str, ...]) -> Ints:
    """For each topic of a matcher its place in `KINDS`, or -1."""
    places = [KINDS.index(topic) if topic in KINDS else -1 for topic in topics]
    return np.array(places, np.intp)
