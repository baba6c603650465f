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
import numpy.typing as npt

from pagequality import resources
from pagequality.classifiers.line_context import context
from pagequality.classifiers.line_features import (
    BITS,
    KINDS,
    Floats,
    Lines,
    buckets,
    find_lines,
    lexical,
    readable,
)
from pagequality.errors import ModelError
from pagequality.lexicons import Matches, default_matcher
from pagequality.text import Ints, tokenise

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pagequality.text import Tokens

CLASSES: Final = (*KINDS, "body")
"""The columns of `LineScores.probability`."""
BODY: Final = len(KINDS)
"""The column of real content."""
FLOOR: Final = -8.0
"""A class less likely than this (a logarithm) counts as just as unlikely beside the markup."""
_UNMARKED = KINDS.index("adblock")
"""The kind that labelled lines with markup do not hold: for it the words alone decide."""
_PROTOCOL = 3
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
class LineModel:
    """The weights of the line model.

    Attributes:
        plain: a row a readable or lexical feature; a column a class, the last one for `keep`.
        tables: for each table of `BITS`, a row a bucket and a column a class.
        around: weights of what `line_context.context` says, the intercept last.
        markup: weights of the classes' log-probabilities, then of `line_marks.marks`, the
            intercept last; a column a class.
    """

    plain: Floats
    tables: tuple[Floats, ...]
    around: Floats
    markup: Floats

    def features(self, lines: Lines, matches: Matches, kinds: Ints) -> Floats:
        """Readable and lexical features of all lines."""
        return np.concatenate([readable(lines), lexical(lines, matches, kinds)], axis=1)

    def log_odds(self, lines: Lines, matches: Matches, kinds: Ints) -> Floats:
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

    def keep(self, lines: Lines, log_odds: Floats) -> Floats:
        """Log-odds that an editor keeps each line, its neighbours and place considered."""
        kept: Floats = context(lines, log_odds) @ self.around[:-1] + self.around[-1]
        return kept


def log_probability(odds: Floats) -> Floats:
    """Make log-odds of classes into logarithms of probabilities that sum to 1."""
    odds = odds - odds.max(axis=1, keepdims=True)
    odds -= np.log(np.exp(odds).sum(axis=1, keepdims=True))
    return odds


def _by_line(rows: Floats, count: Ints) -> Floats:
    """Add up rows line by line; a line with more of them does not weigh more."""
    sums: Floats = np.add.reduceat(rows, np.cumsum(count) - count, axis=0)
    sums /= np.sqrt(count).astype(np.float32)[:, None]
    return sums


@dataclass(frozen=True, eq=False)
class LineScores:
    """What the model says of all lines of a page.

    Attributes:
        lines: the lines judged.
        log_odds: one row a line; a column a class of `CLASSES`, the last one for `keep`.
        marks: what `line_marks.marks` says of the lines' markup, where there is any.
    """

    lines: Lines
    log_odds: Floats
    marks: Floats | None = None

    @cached_property
    def probability(self) -> npt.NDArray[np.float64]:
        """One row a line, one column a class of `CLASSES`; rows sum to 1."""
        odds = log_probability(self.log_odds[:, : len(CLASSES)])
        if self.marks is not None:
            weights, width = default_model().markup, len(CLASSES)
            marked = np.maximum(odds, FLOOR) @ weights[:width]
            marked += self.marks @ weights[width:-1] + weights[-1]
            sure = odds.argmax(axis=1) == _UNMARKED
            odds = np.where(sure[:, None], odds, log_probability(marked))
        return np.exp(odds.astype(np.float64))

    @cached_property
    def noise(self) -> npt.NDArray[np.float64]:
        """How likely each line is noise of any kind."""
        return 1 - self.probability[:, BODY]

    @cached_property
    def kind(self) -> Ints:
        """For each line the number of its class: the likeliest kind if noise, else body."""
        likeliest = self.probability[:, :BODY].argmax(axis=1)
        return np.where(self.noise > 0.5, likeliest, BODY)  # noqa: PLR2004 - more likely than not

    @cached_property
    def keep(self) -> npt.NDArray[np.float64]:
        """How likely an editor would keep each line as text worth reading, in [0, 1].

        Unlike the classes this looks at the lines around, too.
        """
        odds = default_model().keep(self.lines, self.log_odds).astype(np.float64)
        return 1 / (1 + np.exp(-np.clip(odds, -_LARGEST, _LARGEST)))


def load(folder: Path) -> LineModel:
    """Read ``lines.json`` and ``lines.npz``; `ModelError` if they do not fit this code."""
    about = resources.load_json(folder / "lines.json")
    if about.get("protocol") != _PROTOCOL or tuple(about.get("classes", ())) != CLASSES:
        message = f"{folder / 'lines.json'} was made for other classes or another protocol"
        raise ModelError(message)
    arrays = resources.load_arrays(folder / "lines.npz")
    tables = tuple(arrays[f"table{i}"].astype(np.float32) for i in range(len(BITS)))
    if tuple(len(table) for table in tables) != tuple(1 << bits for bits in BITS):
        message = f"{folder / 'lines.npz'} has tables of other sizes"
        raise ModelError(message)
    names = ("plain", "around", "markup")
    plain, around, markup = (arrays[name].astype(np.float32) for name in names)
    return LineModel(plain, tables, around, markup)


@cache
def default_model() -> LineModel:
    """Return the model that comes with the library."""
    return load(resources.folder())


@cache
def topic_kinds(topics: tuple[str, ...]) -> Ints:
    """For each topic of a matcher its place in `KINDS`, or -1."""
    places = [KINDS.index(topic) if topic in KINDS else -1 for topic in topics]
    return np.array(places, np.intp)


def score_lines(
    tokens: Tokens,
    starts: Ints,
    matches: Matches,
    *,
    topics: tuple[str, ...],
    marks: Floats | None = None,
) -> LineScores:
    """Score all lines of a page at once.

    ``starts`` are the offsets where the lines start, ascending from 0; ``topics`` are
    those of the matcher that found ``matches``; ``marks`` is `line_marks.marks` of the
    blocks, if the page has markup.
    """
    lines = find_lines(tokens, starts)
    if not tokens.text:
        nothing = np.full((len(starts), len(CLASSES) + 1), -_LARGEST, np.float32)
        nothing[:, BODY] = _LARGEST
        return LineScores(lines, nothing)
    log_odds = default_model().log_odds(lines, matches, topic_kinds(topics))
    return LineScores(lines, log_odds, marks)


def classify_many(lines: Sequence[str]) -> list[LineNoise]:
    """Classify lines one by one, in one pass; order is kept.

    >>> [line.kind for line in classify_many(["Leave a Reply", "Accept all cookies"])]
    ['discussion', 'consent']
    """
    plain = [" ".join(line.split()) for line in lines]
    if not plain:
        return []
    sizes = np.array([len(line) + 1 for line in plain], np.intp)
    tokens = tokenise("\n".join(plain))
    matcher = default_matcher()
    starts = np.cumsum(sizes) - sizes
    scores = score_lines(tokens, starts, matcher.match(tokens), topics=matcher.topics)
    return [
        LineNoise(CLASSES[kind] if kind < BODY else None, noise) if text else LineNoise(None, 0.0)
        for text, kind, noise in zip(
            plain, scores.kind.tolist(), scores.noise.tolist(), strict=True
        )
    ]


def classify(text: str) -> LineNoise:
    """Say what one line or block of a page is for.

    >>> classify("Your email address will not be published.").kind
    'discussion'
    >>> classify("The harbour froze in January and the boats stayed in until March.").kind
    >>> classify("").probability
    0.0
    """
    return classify_many([text])[0]
