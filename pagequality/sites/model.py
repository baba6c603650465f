"""How likely a site is low, given its measures: a sum that shrinks with few pages.

The log-odds are those of a site that, before a page was seen, is as likely low as honest. ``n``
pages count as ``n / (n + half)`` of what very many would: of the start, and of what each measure
adds, its weight times its distance from what is typical. What is unknown adds nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from pagequality.errors import ModelError
from pagequality.learned.bundle import Bundle, open_bundle
from pagequality.learned.strict import number, numbers, shortened
from pagequality.sites.measures import NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence

FILE: Final = "sites.json"
_KEYS: Final = frozenset(("names", "typical", "weights", "start", "half", "scatter", "caution"))


@dataclass(frozen=True, slots=True)
class SiteModel:
    """The model of sites.

    Attributes:
        typical: each measure on a site that is as likely low as honest.
        weights: what a step of each measure adds to the log-odds.
        start: what very many pages add, whatever they are.
        half: how many pages count half.
        scatter: how far log-odds from one page lie from those of very many, as a standard
            deviation; from ``n`` pages it is less by the root of ``n``.
        caution: what a test's bounds are multiplied with, that of low and that of honest sites, so
            that the promised errors held on sites held out.
    """

    typical: tuple[float, ...]
    weights: tuple[float, ...]
    start: float
    half: float
    scatter: float
    caution: tuple[float, float] = (1.0, 1.0)

    @classmethod
    def of(cls, bundle: Bundle) -> SiteModel:
        """Read the model of a bundle.

        Raises:
            ModelError: it is broken, or made for other measures.
        """
        return cls.from_json(bundle.json(FILE))

    @classmethod
    def from_json(cls, data: Any) -> SiteModel:
        """Build it from parsed JSON.

        Raises:
            ModelError: it is broken, or made for other measures.

        >>> SiteModel.from_json(default_site_model().to_json()) == default_site_model()
        True
        """
        try:
            return cls._checked(data)
        except (ValueError, TypeError, LookupError) as error:
            message = f"{FILE} holds no model of sites: {shortened(str(error))}"
            raise ModelError(message) from error

    @classmethod
    def _checked(cls, data: Any) -> SiteModel:
        if lacking := sorted(_KEYS - set(data)):
            message = f"it lacks {', '.join(lacking)}"
            raise ValueError(message)
        if data["names"] != list(NAMES):
            message = "it was made for other measures"
            raise ValueError(message)
        typical, weights = (tuple(numbers(data[name]).tolist()) for name in ("typical", "weights"))
        half, scatter = number(data["half"]), number(data["scatter"])
        above, below = numbers(data["caution"]).tolist()
        if not len(typical) == len(weights) == len(NAMES) or half <= 0 or scatter < 0:
            message = "its numbers do not fit"
            raise ValueError(message)
        if min(above, below) <= 0:
            message = "its caution is not positive"
            raise ValueError(message)
        return cls(typical, weights, number(data["start"]), half, scatter, (above, below))

    def to_json(self) -> dict[str, Any]:
        """Return plain lists and numbers."""
        return {
            "names": list(NAMES),
            "typical": list(self.typical),
            "weights": list(self.weights),
            "start": self.start,
            "half": self.half,
            "scatter": self.scatter,
            "caution": list(self.caution),
        }

    def full(self, measures: Sequence[float]) -> tuple[float, ...]:
        """Return what each measure would add if very many pages showed it."""
        return tuple(
            weight * (value - typical) if math.isfinite(value) else 0.0
            for value, typical, weight in zip(measures, self.typical, self.weights, strict=True)
        )

    def share(self, pages: int) -> float:
        """Return how much of the full sum so many pages give."""
        return pages / (pages + self.half)

    def log_odds(self, measures: Sequence[float], pages: int) -> float:
        """Return the log-odds that a site with these measures of so many pages is low."""
        return self.share(pages) * (self.start + sum(self.full(measures)))

    def evidence(self, log_odds: float) -> float:
        """Return the log-odds as a test takes them, which divides them by its caution.

        >>> model = SiteModel((0.0,), (1.0,), 0.0, 2.0, 1.0, (2.0, 0.5))
        >>> model.evidence(3.0), model.evidence(-3.0)
        (1.5, -6.0)
        """
        return log_odds / self.caution[0 if log_odds > 0 else 1]

    def needed(self, full: float, wanted: float) -> int | None:
        """Return how many pages of the kind seen give the wanted log-odds; nothing if none do.

        Args:
            full: what very many would give.
            wanted: log-odds of the same sign.

        >>> SiteModel((0.0,), (1.0,), 0.0, 2.0, 1.0).needed(6.0, 4.0)
        4
        """
        if full == 0 or not 0 < wanted / full < 1:
            return None
        share = wanted / full
        return math.ceil(self.half * share / (1.0 - share) - 1e-9)


@cache
def default_site_model() -> SiteModel:
    """Return the model of the default bundle, loaded once."""
    return SiteModel.of(open_bundle())
