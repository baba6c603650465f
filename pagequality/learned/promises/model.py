"""What a headline promises, and how likely it is that a page does not keep it.

Two small models in one pair of files of the bundle. The first weighs the `cues.CUES` of a
headline for each kind of promise; plain topics and labels also hear what was said of the other
kinds. The second is a forest of small trees over what is promised, what the body offers and what
the checks found (`ROW`): trees, because the same measure means one thing under a review and
another under a recipe. Learned on pages that two annotators compared with their headlines;
``models/learned/promises.py`` is the recipe.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from pagequality.errors import ModelError
from pagequality.learned.clickbait.features import FEATURES as MAKE
from pagequality.learned.clickbait.features import RUNS
from pagequality.learned.odds import sigmoid, sigmoids
from pagequality.learned.promises.body import MEASURES
from pagequality.learned.promises.cues import CUES, cues
from pagequality.learned.promises.kinds import KINDS, HeadlinePromise, detailed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pagequality.learned.bundle import Bundle
    from pagequality.learned.clickbait.model import Made
    from pagequality.learned.promises.lexicon import Words
    from pagequality.text.arrays import Array, Floats, Ints

FIRST: Final = 9
"""So many kinds are told first; topics and labels hear what was said of them."""
ROW: Final = (
    *(f"promised_{kind}" for kind in KINDS),
    *MEASURES,
    *(f"kept_{kind}" for kind in KINDS if kind != "label"),
    "kept_mean",
    "kept_least",
)
"""What the forest reads, in order."""
BAIT_ROW: Final = (
    *CUES,
    *(f"make_{name}" for name in MAKE),
    *(f"runs_{kind}" for kind in RUNS),
    "posts",
)
"""What the forest of bait reads: cues, the clickbait model's features, and what that says."""
_UNTOLD: Final = 0.75
"""The degree that stands for a promise that was not made, or not checked."""


def bait_row(words: Words, made: Made | None) -> Floats:
    """Put together how a headline is made; the values of `BAIT_ROW`, unknown without words."""
    if made is None:
        return np.concatenate([cues(words), np.full(len(BAIT_ROW) - len(CUES), np.nan)])
    return np.concatenate([cues(words), made.features, made.shares, [made.log_odds]])


def held_back(probability: Floats, rows: Floats, most: float) -> Floats:
    """Let no page be accused whose checks found nothing missing: ``most`` is all that it gets.

    ``rows`` are those of `ROW`; a page of which no check can say anything is held back, too.

    >>> missing, kept = np.zeros(len(ROW)), np.ones(len(ROW))
    >>> held_back(np.array([0.9, 0.9]), np.stack([missing, kept]), 0.75).tolist()
    [0.9, 0.75]
    """
    lacking = rows[..., -1] < _UNTOLD
    return np.where(lacking, probability, np.minimum(probability, most))


def heard(chances: Floats) -> Floats:
    """Return what topics and labels hear of the first kinds: each chance, their sum, the highest.

    >>> heard(np.array([[0.5, 0.25]])).tolist()
    [[0.5, 0.25, 0.75, 0.5]]
    """
    return np.hstack([chances, chances.sum(1, keepdims=True), chances.max(1, keepdims=True)])


def row_of(chances: Floats, measured: Floats, kept: Floats) -> Floats:
    """Put together what the forest reads of a page; the values of `ROW`.

    ``kept`` has the degree of each promise, ``nan`` where none was made or nothing can be said.

    >>> row = row_of(np.zeros(11), np.zeros(len(MEASURES)), np.array([0.5] + [np.nan] * 9))
    >>> row[-12:].tolist() == [0.5] + [0.75] * 9 + [0.5, 0.5]
    True
    """
    known = kept[np.isfinite(kept)]
    mean, least = (known.mean(), known.min()) if len(known) else (_UNTOLD, _UNTOLD)
    return np.concatenate([chances, measured, np.where(np.isfinite(kept), kept, _UNTOLD),
                           [mean, least]])  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class KindModel:
    """Weights of the cues, a row a kind; ``hearing`` has a row for topics and one for labels."""

    weights: Floats
    hearing: Floats
    start: Floats
    thresholds: Floats

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, Array]) -> KindModel:
        """Take the weights out of the file; `ValueError` where they have another shape."""
        names = ("weights", "hearing", "start", "least")
        kinds = cls(*(arrays[name].astype(float) for name in names))
        size = len(KINDS)
        shapes = [kinds.weights.shape, kinds.hearing.shape, kinds.start.shape]
        if shapes != [(size, len(CUES)), (size - FIRST, FIRST + 2), (size,)]:
            message = "the weights of the cues have another shape"
            raise ValueError(message)
        return kinds

    def chances(self, rows: Floats) -> Floats:
        """Return for each row of `cues` how likely each of `KINDS` is."""
        logit = rows @ self.weights.T + self.start
        first = sigmoids(logit[:, :FIRST])
        rest = sigmoids(logit[:, FIRST:] + heard(first) @ self.hearing.T)
        return np.hstack([first, rest])

    def of(self, words: Words) -> Floats:
        """Return how likely a headline of at least one word makes each of `KINDS`."""
        chances: Floats = self.chances(cues(words)[None, :])[0]
        return chances

    def promises(self, words: Words, chances: Floats) -> tuple[HeadlinePromise, ...]:
        """Return the promises that are likely enough, likeliest first; a label makes none."""
        told = [
            (float(chance), kind)
            for kind, chance, least in zip(KINDS, chances, self.thresholds, strict=True)
            if chance >= least
        ]
        if not told or max(told)[1] == "label":
            return ()
        told.sort(reverse=True)
        return tuple(detailed(kind, chance, words) for chance, kind in told if kind != "label")


@dataclass(frozen=True, slots=True, eq=False)
class Forest:
    """Trees as columns of nodes: what is asked, the threshold, the nodes below, the value.

    A leaf asks nothing and points at itself. ``roots`` are the trees' first nodes, ``usual``
    stands for what is unknown, ``depth`` is that of the deepest leaf.
    """

    asked: Ints
    threshold: Floats
    left: Ints
    right: Ints
    value: Floats
    roots: Ints
    usual: Floats
    depth: int

    @classmethod
    def of(cls, arrays: Mapping[str, Array], columns: int) -> Forest:
        """Unpack trees over so many columns; the left node is the next, the right so many on."""
        asked, step = arrays["asked"].astype(np.intp), arrays["step"].astype(np.intp)
        nodes = np.arange(len(asked))
        leaf = step == 0
        left, right = np.where(leaf, nodes, nodes + 1), nodes + step
        usual, roots = arrays["usual"].astype(float), arrays["roots"].astype(np.intp)
        threshold, value = arrays["threshold"].astype(float), arrays["value"].astype(float)
        sizes = {len(part) for part in (asked, step, threshold, value)}
        if (
            len(sizes) != 1
            or len(usual) != columns
            or not len(roots)
            or asked.max(initial=0) >= columns
            or right.max(initial=0) >= len(nodes)
            or left.max(initial=0) >= len(nodes)
            or step.min(initial=0) < 0
            or not 0 <= roots.min() <= roots.max() < len(nodes)
            or not all(np.isfinite(part).all() for part in (threshold, value, usual))
        ):
            message = "the forest's nodes do not fit each other"
            raise ValueError(message)
        depth, level = 0, roots
        while not leaf[level].all() and depth < len(nodes):
            level = np.unique(np.concatenate([left[level], right[level]]))
            depth += 1
        return cls(asked, threshold, left, right, value, roots, usual, depth)

    def mean(self, row: Floats) -> float:
        """Return the mean of the leaves that a row of measures reaches."""
        known = np.where(np.isfinite(row), row, self.usual)
        node = self.roots
        for _ in range(self.depth):
            below = known[self.asked[node]] <= self.threshold[node]
            node = np.where(below, self.left[node], self.right[node])
        return float(self.value[node].mean())


@dataclass(frozen=True, slots=True, eq=False)
class PromiseModel:
    """Both models, and the line that makes the forest's mean log-odds.

    ``accuses`` is the published threshold: of pages that keep their promise, held out, fewer than
    one in twenty lie above. ``baits`` tells from a headline's make whether it baits.
    """

    kinds: KindModel
    forest: Forest
    slope: float
    intercept: float
    accuses: float
    baits: Forest

    @classmethod
    def of(cls, bundle: Bundle) -> PromiseModel:
        """Build from a bundle; `ModelError` if its files do not fit this code."""
        return cls.from_parts(bundle.json("promises.json"), bundle.arrays("promises.npz"))

    @classmethod
    def from_parts(cls, about: dict[str, Any], arrays: Mapping[str, Array]) -> PromiseModel:
        """Build from parsed JSON and arrays."""
        expected = {
            "kinds": list(KINDS),
            "cues": list(CUES),
            "row": list(ROW),
            "bait": list(BAIT_ROW),
        }
        for part, names in expected.items():
            if not isinstance(about, dict) or about.get(part) != names:
                message = f"promises.json was made for other {part}"
                raise ModelError(message)
        try:
            kinds = KindModel.of_arrays(arrays)
            bait = {
                name.removeprefix("bait_"): part
                for name, part in arrays.items()
                if name.startswith("bait_")
            }
            forest, baits = Forest.of(arrays, len(ROW)), Forest.of(bait, len(BAIT_ROW))
            numbers = (float(about[name]) for name in ("slope", "intercept", "accuses"))
            return cls(kinds, forest, *numbers, baits)
        except (KeyError, TypeError, ValueError) as error:
            message = f"promises.json or promises.npz is broken: {error!r}"
            raise ModelError(message) from error

    def unkept(self, row: Floats) -> float:
        """Return how likely a page with these values of `ROW` does not keep its promise fully."""
        told = sigmoid(self.slope * self.forest.mean(row) + self.intercept)
        return float(held_back(np.array(told), row, self.accuses))

    def bait(self, words: Words, made: Made | None) -> float:
        """Return how likely annotators of pages would call a headline bait."""
        return min(1.0, max(0.0, self.baits.mean(bait_row(words, made))))
