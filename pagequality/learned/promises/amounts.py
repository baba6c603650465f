"""Amounts of money and shares in per cent, as values that can be compared."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import Final

_SCALE: Final = {
    "k": 1e3, "thousand": 1e3, "lakh": 1e5, "m": 1e6, "mn": 1e6, "million": 1e6, "crore": 1e7,
    "b": 1e9, "bn": 1e9, "billion": 1e9, "trillion": 1e12,
}  # fmt: skip
_UNIT: Final = {
    "$": "$", "dollars": "$", "£": "£", "pounds": "£", "€": "€", "euros": "€", "₹": "₹",
    "rupees": "₹", "%": "%", "percent": "%", "per cent": "%",
}  # fmt: skip
_NUMBER: Final = rf"(\d[\d,]{{0,20}}(?:\.\d{{1,6}})?)(?:[ -]?({'|'.join(_SCALE)})\b)?"
_AMOUNTS: Final = (
    rf"(?i)([$£€₹])\s?{_NUMBER}|{_NUMBER}\s?(%|per ?cent\b|dollars\b|pounds\b|euros\b|rupees\b)"
)
_NEAR: Final = 0.05
"""Amounts that differ by so small a share are one amount, rounded."""


def amounts(text: str) -> dict[str, list[float]]:
    """Return the amounts in a text by what they count: a currency, or per cent.

    >>> amounts("£12 million of €1.5bn, or 8 per cent")
    {'£': [12000000.0], '€': [1500000000.0], '%': [8.0]}
    """
    found: dict[str, list[float]] = defaultdict(list)
    for sign, one, scale, other, other_scale, unit in _pattern().findall(text):
        value = float((one or other).replace(",", ""))
        of = _UNIT.get((sign or unit).lower(), "%")
        found[of].append(value * _SCALE.get((scale or other_scale).lower(), 1.0))
    return dict(found)


def contradicted(told: dict[str, list[float]], found: dict[str, list[float]]) -> bool:
    """Whether a headline tells one amount of a kind, and the body has such, but never this one.

    >>> headline, body = amounts("Bridge to cost £40 million"), "The council gave £12 million."
    >>> contradicted(headline, amounts(body)), contradicted(headline, amounts("£39.6m and £12m"))
    (True, False)
    """
    return any(
        len(values) == 1 and of in found and not any(_near(values[0], one) for one in found[of])
        for of, values in told.items()
    )


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(_AMOUNTS)


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= _NEAR * max(one, other)
