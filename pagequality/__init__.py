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

    from pagequality import plot
    from pagequality.corpus import CorpusReport, score_corpus
    from pagequality.corpus.sites import site_report
    from pagequality.estimators import FeatureExtractor, PageQualityClassifier
    from pagequality.frames import score_frame, score_many

__version__ = "0.1.0"
__all__ = [
    "CorpusReport",
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
    "plot",
    "read",
    "read_text",
    "score",
    "score_corpus",
    "score_frame",
    "score_many",
    "site_report",
]
_LAZY = {
    "FeatureExtractor": "pagequality.estimators",
    "PageQualityClassifier": "pagequality.estimators",
    "CorpusReport": "pagequality.corpus",
    "score_corpus": "pagequality.corpus",
    "score_frame": "pagequality.frames",
    "score_many": "pagequality.frames",
    "site_report": "pagequality.corpus.sites",
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
    """Import what is heavy only when it is asked for."""
    if name == "plot":
        return import_module("pagequality.plot")
    if name in _LAZY:
        return getattr(import_module(_LAZY[name]), name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
