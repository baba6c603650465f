"""Probabilities and log-odds."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pagequality.text.arrays import Floats


def logit(share: float) -> float:
    """Turn a probability into log-odds.

    >>> logit(0.5), round(logit(0.9), 4)
    (0.0, 2.1972)
    """
    return math.log(share / (1.0 - share))


def sigmoid(log_odds: float) -> float:
    """Turn log-odds into a probability, whatever their size.

    >>> sigmoid(0.0), round(sigmoid(2.1972), 4), sigmoid(-900.0)
    (0.5, 0.9, 0.0)
    """
    if log_odds < -700:  # noqa: PLR2004 - exp overflows beyond
        return 0.0
    return 1.0 / (1.0 + math.exp(-log_odds))


def sigmoids(log_odds: Floats) -> Floats:
    """Turn an array of log-odds into probabilities, without overflow.

    >>> sigmoids(np.array([-1000.0, 0.0, 1000.0])).tolist()
    [0.0, 0.5, 1.0]
    """
    probability: Floats = 0.5 * (1 + np.tanh(0.5 * log_odds))
    return probability
