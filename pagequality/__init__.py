"""Tell content farms, SEO spam and machine-made filler from honest web pages.

>>> import pagequality as pq
>>> verdict = pq.analyze("<h1>Opening hours</h1><p>" + "We bake at five in the morning. " * 8)
>>> verdict.abstained, 0.0 < verdict.probability < 1.0
(False, True)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from pagequality.errors import PageQualityError
from pagequality.model import Model, load_model
from pagequality.page import Page
from pagequality.reading import Limits, read, read_text
from pagequality.scorer import Scorer, shipped_scorer
from pagequality.verdict import Evidence, Reason, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bs4 import BeautifulSoup

    from pagequality.estimators import FeatureExtractor, PageQualityClassifier

__version__ = "0.1.0"
__all__ = [
    "Evidence",
    "FeatureExtractor",
    "Limits",
    "Model",
    "Page",
    "PageQualityClassifier",
    "PageQualityError",
    "Reason",
    "Scorer",
    "Verdict",
    "analyze",
    "analyze_text",
    "load_model",
    "read",
    "read_text",
    "score",
]
_LAZY = {
    "FeatureExtractor": "pagequality.estimators",
    "PageQualityClassifier": "pagequality.estimators",
}


def score(html: str | bytes | BeautifulSoup, url: str | None = None) -> float:
    """Return the probability that a page is low-quality content; ``nan`` when it abstains.

    >>> score("<p>Too short to judge.</p>")
    nan
    """
    return shipped_scorer().score(html, url)


def analyze(
    html: str | bytes | BeautifulSoup,
    url: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Verdict:
    """Judge a page: probability, reasons that add up to it, and quotes that show them.

    >>> analyze("<p>Too short to judge.</p>").notices[0][0]
    'too little text'
    """
    return shipped_scorer().analyze(html, url, headers)


def analyze_text(text: str, title: str | None = None) -> Verdict:
    """Judge plain text; what only markup can tell is unknown then.

    >>> analyze_text("Too short to judge.").abstained
    True
    """
    return shipped_scorer().analyze_text(text, title)


def __getattr__(name: str) -> Any:
    """Import what needs scikit-learn only when it is asked for."""
    if name in _LAZY:
        return getattr(import_module(_LAZY[name]), name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
