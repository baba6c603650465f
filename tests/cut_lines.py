"""Lines of a text, as the line model sees them."""

from __future__ import annotations

import numpy as np

from pagequality.learned.template_noise.features import Lines, find_lines
from pagequality.text.tokens import tokenise


def cut(*texts: str) -> Lines:
    """These lines."""
    tokens = tokenise("\n".join(texts))
    sizes = np.array([len(text) + 1 for text in texts], np.intp)
    return find_lines(tokens, np.cumsum(sizes) - sizes)
