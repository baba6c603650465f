"""When the pages of a site are enough: Wald's sequential test on the site's log-odds.

A site is called low once its pages are so many times likelier on low sites than on honest ones that
the promised share of false alarms holds, and honest by the same rule the other way (Wald 1945). The
log-odds are those of the model, which shrink with few pages. Fewer than `FEWEST` pages decide
nothing: one terrible page is no terrible site.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from pagequality.sites.verdict import Step

FEWEST: Final = 3
"""Pages that a decision takes, unless the budget is smaller."""
_MOST: Final = 0.5


class Promise(NamedTuple):
    """How often a decision may be wrong.

    Attributes:
        false_alarms: share of honest sites that may be called low.
        misses: share of low sites that may be called honest.
        budget: judged pages of a site after which it is decided as things stand; none without it.
    """

    false_alarms: float = 0.01
    misses: float = 0.05
    budget: int | None = None

    @property
    def low(self) -> float:
        """The evidence from which on a site is called low, as a change of log-odds.

        >>> round(Promise(0.01, 0.05).low, 2)
        4.55
        """
        return math.log((1.0 - self.misses) / self.false_alarms)

    @property
    def honest(self) -> float:
        """The evidence up to which a site is called honest.

        >>> round(Promise(0.01, 0.05).honest, 2)
        -2.99
        """
        return math.log(self.misses / (1.0 - self.false_alarms))

    def step(self, evidence: float, seen: int, *, judged: int | None = None) -> Step:
        """Return what so much evidence of so many pages decides.

        Args:
            evidence: as a change of log-odds.
            seen: pages that it is of.
            judged: pages that count for the budget, where more were judged than it is of.

        >>> Promise(0.01, 0.05).step(3.0, 5), Promise(0.01, 0.05, budget=5).step(3.0, 5)
        ('go on', 'low')
        >>> Promise(0.01, 0.05, budget=20).step(3.0, 16, judged=20)
        'low'
        >>> Promise(0.01, 0.05).step(9.0, 1), Promise(0.01, 0.05).step(9.0, 3)
        ('go on', 'low')
        """
        spent = seen if judged is None else judged
        if self.budget is not None and spent >= self.budget:
            return "low" if evidence > 0 else "honest"
        if seen < FEWEST or self.honest < evidence < self.low:
            return "go on"
        return "low" if evidence > 0 else "honest"

    def checked(self) -> Promise:
        """Return the promise itself.

        Raises:
            ValueError: a share is not between 0 and 0.5, or the budget is not positive.

        >>> Promise(0.0).checked()
        Traceback (most recent call last):
            ...
        ValueError: the share of false alarms must lie between 0 and 0.5, not 0
        """
        named = (("false alarms", self.false_alarms), ("misses", self.misses))
        for name, share in named:
            if not 0.0 < share < _MOST:
                message = f"the share of {name} must lie between 0 and 0.5, not {share:g}"
                raise ValueError(message)
        if self.budget is not None and self.budget < 1:
            message = f"a budget is a number of pages, 1 or more, not {self.budget}"
            raise ValueError(message)
        return self
