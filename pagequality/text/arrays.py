"""The types of the arrays that the library passes around; no code."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.intp]
"""Offsets, counts and places."""
Floats = npt.NDArray[np.float64]
"""Measures, probabilities and log-odds; ``nan`` is unknown."""
Floats32 = npt.NDArray[np.float32]
"""Weights of learned models, and what they are multiplied with."""
Flags = npt.NDArray[np.bool_]
"""Yes or no."""
Hashes = npt.NDArray[np.uint32]
"""Stable 32-bit hashes of words and of runs of them."""
Codes = npt.NDArray[np.uint32]
"""Code points of characters."""
Array = npt.NDArray[Any]
"""Any array."""
