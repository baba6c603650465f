"""The headline family: does the page deliver what its headline promises?"""

from __future__ import annotations

from pagequality.classifiers.headline import mismatch

__all__ = ["mismatch"]
