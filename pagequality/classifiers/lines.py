"""What a line of a page is for: real content, or one of twelve kinds of template noise.

An additive model: readable features of the line, phrases of the lexicons and hashed
words each add their weight to the log-odds of every kind. One call scores all lines of
a page, given its words and phrase matches.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
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
_PROTOCOL = 2
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
class LineScores:
    """What the model says of all lines of a page.

    Attributes:
        probability: one row a line, one column a class of `CLASSES`; rows sum to 1.
        keep: how likely an editor would keep the line as text worth reading, in [0, 1];
            unlike the classes it looks at the lines around, too.
    """

    probability: npt.NDArray[np.float64]
    keep: npt.NDArray[np.float64]

    @property
    def noise(self) -> npt.NDArray[np.float64]:
        """How likely each line is noise of any kind."""
        return 1 - self.probability[:, BODY]

    @property
    def kind(self) -> Ints:
        """For each line the number of its class: the likeliest kind if noise, else body."""
        likeliest = self.probability[:, :BODY].argmax(axis=1)
        return np.where(self.noise > 0.5, likeliest, BODY)  # noqa: PLR2004 - more likely than not


@dataclass(frozen=True, slots=True, eq=False)
class LineModel:
    """The weights of the line model.

    Attributes:
        plain: a row a readable or lexical feature; a column a class, the last one for `keep`.
        tables: for each table of `BITS`, a row a bucket and a column a class.
        around: weights of what `line_context.context` says, the intercept last.
    """

    plain: Floats
    tables: tuple[Floats, ...]
    around: Floats

    def features(self, lines: Lines, matches: Matches, kinds: Ints) -> Floats:
        """Readable and lexical features of all lines."""
        return np.concatenate([readable(lines), lexical(lines, matches, kinds)], axis=1)

    def log_odds(self, lines: Lines, matches: Matches, kinds: Ints) -> Floats:
        """Add up the weights of everything found in each line: classes, then keep."""
        total = self.features(lines, matches, kinds) @ self.plain
        for table, (rows, count) in zip(self.tables, buckets(lines), strict=True):
            filled = np.flatnonzero(count)
            if filled.size:
                first = (np.cumsum(count) - count)[filled]
                sums = np.add.reduceat(table.take(rows, axis=0), first, axis=0)
                total[filled, :-1] += sums / np.sqrt(count[filled])[:, None].astype(np.float32)
        return total

    def keep(self, lines: Lines, log_odds: Floats) -> Floats:
        """Log-odds that an editor keeps each line, its neighbours and place considered."""
        kept: Floats = context(lines, log_odds) @ self.around[:-1] + self.around[-1]
        return kept


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
    plain, around = (arrays[name].astype(np.float32) for name in ("plain", "around"))
    return LineModel(plain, tables, around)


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
    tokens: Tokens, starts: Ints, matches: Matches, *, topics: tuple[str, ...]
) -> LineScores:
    """Score all lines of a page at once.

    ``starts`` are the offsets where the lines start, ascending from 0; ``topics`` are
    those of the matcher that found ``matches``.
    """
    if not tokens.text:
        return _nothing(len(starts))
    lines = find_lines(tokens, starts)
    model = default_model()
    total = model.log_odds(lines, matches, topic_kinds(topics))
    odds = total[:, : len(CLASSES)].astype(np.float64)
    powers = np.exp(odds - odds.max(axis=1, keepdims=True))
    keep = 1 / (1 + np.exp(-np.clip(model.keep(lines, total), -_LARGEST, _LARGEST)))
    return LineScores(powers / powers.sum(axis=1, keepdims=True), keep.astype(np.float64))


def _nothing(count: int) -> LineScores:
    """Score lines without a character: body, and nothing to keep."""
    probability = np.zeros((count, len(CLASSES)))
    probability[:, BODY] = 1
    return LineScores(probability, np.zeros(count))


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
