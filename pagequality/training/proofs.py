"""How much a value proves: made pages of a kind against honest pages that were labelled.

What proves is rare among labelled pages, so the kind is made by recipe. A value tells as much as it
is commoner on these, itself or a higher one, than on honest pages, which are taken to reach it from
a step below and to be one more than there are. A kind of page is rare to begin with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.judge.proofs import NO_PROOFS, Proofs, either
from pagequality.learned.odds import logit, sigmoid
from pagequality.signals import NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pagequality.text.arrays import Floats

RARE: Final = 0.005
"""The share of pages that are of such a kind: one in two hundred."""
KNOTS: Final = 12
_LEAST: Final = 0.1
"""A smaller chance is none."""


def fit_proofs(honest: Floats, made: Mapping[str, Floats]) -> Proofs:
    """Measure what each signal proves.

    Args:
        honest: signals of honest pages, a row each.
        made: by signal its values on pages made of the kind that it tells.

    Returns:
        The signals whose high values prove something.

    >>> place = NAMES.index("word_order")
    >>> honest = np.zeros((800, len(NAMES)))
    >>> honest[:80, place] = 2.0
    >>> proofs = fit_proofs(honest, {"word_order": np.linspace(0.0, 10.0, 100)})
    >>> proofs.strongest(np.where(np.arange(len(NAMES)) == place, 1.0, 0.0))
    (-1, 0.0)
    >>> proofs.strongest(np.where(np.arange(len(NAMES)) == place, 9.0, 0.0))[1] > 0.7
    True
    """
    rows = {name: _curve(honest[:, NAMES.index(name)], values) for name, values in made.items()}
    found = {name: row for name, row in rows.items() if row is not None}
    if not found:
        return NO_PROOFS
    return Proofs(
        np.array([NAMES.index(name) for name in found], np.intp),
        np.array([knots for knots, _ in found.values()]),
        np.array([chances for _, chances in found.values()]),
    )


def proved(sums: Floats, vectors: Floats, proofs: Proofs) -> Floats:
    """Return log-odds of pages with what their strongest proofs add.

    >>> proved(np.array([1.0]), np.zeros((1, len(NAMES))), NO_PROOFS).tolist()
    [1.0]
    """
    chances = [proofs.strongest(vector)[1] for vector in vectors]
    found = [rest + either(rest, chance) for rest, chance in zip(sums, chances, strict=True)]
    return np.array(found)


def _curve(honest: Floats, made: Floats) -> tuple[Floats, Floats] | None:
    """Return knots and chances of one signal; none where no value of it proves anything."""
    reached = made[made > 0.0]
    if not len(reached):
        return None
    knots = np.unique(np.append(0.0, np.quantile(reached, np.linspace(0.0, 0.95, KNOTS - 1))))
    on_made = (made[:, None] >= knots).mean(axis=0)
    below = np.append(0.0, knots[:-1])
    on_honest = ((honest[:, None] >= below).sum(axis=0) + 1) / (len(honest) + 1)
    chances = np.array([sigmoid(logit(RARE) + odds) for odds in np.log(on_made / on_honest)])
    chances[0] = 0.0
    chances = np.maximum.accumulate(np.where(chances < _LEAST, 0.0, chances))
    if not chances[-1]:
        return None
    first = int(np.flatnonzero(chances)[0]) - 1
    short = KNOTS - len(knots) + first
    return np.pad(knots[first:], (0, short), "edge"), np.pad(chances[first:], (0, short), "edge")
