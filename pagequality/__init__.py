"""Tell content farms, SEO spam and machine-made filler from honest web pages.

>>> import pagequality as pq
>>> verdict = pq.analyze("<h1>Opening hours</h1><p>" + "We bake at five in the morning. " * 8)
>>> verdict.abstained, 0.0 < verdict.probability < 1.0
(False, True)
"""

from __future__ import annotations

import warnings
from importlib import import_module
from typing import TYPE_CHECKING, Any, overload

from pagequality.arguments import need_text
from pagequality.errors import PageQualityError
from pagequality.judge.model import Model, load_model
from pagequality.judge.scorer import Scorer, shipped_scorer
from pagequality.judge.topic import Reason, Topic
from pagequality.judge.verdict import PageText, Verdict
from pagequality.learned.hedging.model import SentenceHedging
from pagequality.learned.models import default_models
from pagequality.learned.promises.kinds import HeadlinePromise
from pagequality.learned.template_noise.model import LineNoise
from pagequality.page.evidence import Evidence
from pagequality.page.notice import Notice
from pagequality.page.page import Page
from pagequality.page.state import PageState
from pagequality.page.template import NO_LINES, TemplateLines
from pagequality.reading import read, read_text
from pagequality.reading.limits import Limits
from pagequality.reading.source import advice_on
from pagequality.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from bs4 import BeautifulSoup

    from pagequality.corpus.frames import score_frame, score_many
    from pagequality.corpus.options import ScoringOptions
    from pagequality.corpus.run import CorpusRun, score_corpus
    from pagequality.page.sketch import Sketch, sketch
    from pagequality.reports.corpus import CorpusReport
    from pagequality.reports.dossier import Dossier
    from pagequality.sites.report import site_report
    from pagequality.sites.template import template_lines
    from pagequality.sites.tracker import SiteTracker
    from pagequality.sites.verdict import SiteVerdict
    from pagequality.tabular.frames import Frame, Table
    from pagequality.training.estimators import (
        FeatureExtractor,
        FewLabelsWarning,
        PageQualityClassifier,
    )
    from pagequality.views import plot

__all__ = [
    "CorpusReport",
    "CorpusRun",
    "Dossier",
    "Evidence",
    "FeatureExtractor",
    "FewLabelsWarning",
    "HeadlinePromise",
    "Limits",
    "LineNoise",
    "Model",
    "Notice",
    "Page",
    "PageQualityClassifier",
    "PageQualityError",
    "PageState",
    "PageText",
    "Reason",
    "Scorer",
    "ScoringOptions",
    "SentenceHedging",
    "SiteTracker",
    "SiteVerdict",
    "Sketch",
    "TemplateLines",
    "Topic",
    "Verdict",
    "__version__",
    "analyze",
    "analyze_text",
    "classify_line",
    "classify_sentence",
    "clickbait",
    "corpus_report",
    "headline_mismatch",
    "headline_promise",
    "load_model",
    "plot",
    "read",
    "read_text",
    "score",
    "score_corpus",
    "score_frame",
    "score_many",
    "site_dossier",
    "site_report",
    "sketch",
    "template_lines",
]
_LAZY = {
    "FeatureExtractor": "pagequality.training.estimators",
    "FewLabelsWarning": "pagequality.training.estimators",
    "PageQualityClassifier": "pagequality.training.estimators",
    "CorpusRun": "pagequality.corpus.run",
    "ScoringOptions": "pagequality.corpus.options",
    "score_corpus": "pagequality.corpus.run",
    "score_frame": "pagequality.corpus.frames",
    "score_many": "pagequality.corpus.frames",
    "CorpusReport": "pagequality.reports.corpus",
    "Dossier": "pagequality.reports.dossier",
    "site_report": "pagequality.sites.report",
    "SiteTracker": "pagequality.sites.tracker",
    "template_lines": "pagequality.sites.template",
    "SiteVerdict": "pagequality.sites.verdict",
    "Sketch": "pagequality.page.sketch",
    "sketch": "pagequality.page.sketch",
}


def score(
    html: str | bytes | BeautifulSoup,
    *,
    url: Any = None,
    headers: Mapping[str, str] | None = None,
    status: int | None = None,
    deadline: float | None = None,
) -> float:
    """Return the probability that a page is low-quality content; ``nan`` when it abstains.

    ``deadline`` is the number of seconds after which a page is given up, see `Limits`. It warns
    when an address or the name of a file is given in place of a page.

    >>> score("<p>Too short to judge.</p>")
    nan
    """
    if isinstance(html, str) and (advice := advice_on(html)) is not None:
        warnings.warn(advice.message, stacklevel=2)
    return shipped_scorer().score(html, url=url, headers=headers, status=status, deadline=deadline)


def analyze(  # noqa: PLR0913 - each keyword is one plain choice of the caller's
    html: str | bytes | BeautifulSoup,
    *,
    url: Any = None,
    headers: Mapping[str, str] | None = None,
    status: int | None = None,
    template: TemplateLines = NO_LINES,
    deadline: float | None = None,
) -> Verdict:
    """Judge a page: probability, reasons that add up to it, and quotes that show them.

    ``deadline`` is the number of seconds after which a page is given up: its verdict abstains, in
    the state ``timeout``; see `Limits`. ``template`` are the lines that stand on most pages of its
    site, which are taken out of its main content; see `template_lines`.

    >>> analyze("<p>Too short to judge.</p>").notices[0].code
    'too little text'
    >>> analyze("<h1>Not Found</h1>", status=404).state.name
    'error'
    """
    return shipped_scorer().analyze(
        html, url=url, headers=headers, status=status, template=template, deadline=deadline
    )


def analyze_text(
    text: str, *, title: str | None = None, url: Any = None, deadline: float | None = None
) -> Verdict:
    """Judge plain text; what only markup can tell is unknown then.

    >>> analyze_text("Too short to judge.").label
    'not judged'
    """
    return shipped_scorer().analyze_text(text, title=title, url=url, deadline=deadline)


def headline_mismatch(headline: str, body: str) -> float:
    """Say how far a body fails its headline: 0 it delivers, 1 it tells another story.

    Unknown (``nan``) without a word in the headline or with fewer than eight in the body.
    Source: a model learned on the Fake News Challenge (stage 1, 2017).

    >>> body = "The bakery on Mill Street burned down overnight; nobody was hurt, police say."
    >>> kept = headline_mismatch("Fire destroys Mill Street bakery", body)
    >>> kept < 0.3 < 0.7 < headline_mismatch("Parliament votes on fishing quotas", body)
    True
    >>> headline_mismatch("", body)
    nan
    """
    need_text("headline", headline)
    need_text("body", body)
    return default_models().headline.mismatch(headline, body)


def clickbait(headline: str) -> float:
    """Say how strongly a headline baits: 0 plain news, 1 pure bait; ``nan`` without a word.

    Source: a model learned on the Webis Clickbait Challenge 2017.

    >>> bait = clickbait("You Won't Believe What Happened When She Opened This Door")
    >>> bait > 0.5 > clickbait("Central bank raises interest rate by a quarter point")
    True
    >>> clickbait(" ... ")
    nan
    """
    need_text("headline", headline)
    return float(default_models().clickbait.scores([headline])[0])


def headline_promise(headline: str) -> tuple[HeadlinePromise, ...]:
    """Say what a headline promises, likeliest first; nothing for a label or a name.

    Each promise has its kind and what exactly is promised: a number, a subject, how a question
    is asked, a figure, a place, a product, a verb.

    >>> for promise in headline_promise("7 ways to roast beans"):
    ...     print(promise.kind, promise.number, promise.subject)
    items 7 roast beans
    steps None roast beans
    >>> headline_promise("")
    ()
    """
    need_text("headline", headline)
    return default_models().promises.promises(headline)


def classify_line(text: str) -> LineNoise:
    """Say what one line or block of a page is for: content, or a kind of template noise.

    >>> classify_line("Your email address will not be published.").kind
    'discussion'
    >>> line = classify_line("The harbour froze in January and the boats stayed in until March.")
    >>> line.kind, line.probability < 0.5
    (None, True)
    """
    need_text("text", text)
    return default_models().template_noise.classify_many([text])[0]


def classify_sentence(text: str) -> SentenceHedging:
    """Say how a sentence stands to its claim: hedge, speculation, vague attribution, padding.

    Each is a probability; all are 0 without a word.

    >>> plain = classify_sentence("The bridge opened in May 2024.")
    >>> plain.hedge < 0.2 < 0.8 < classify_sentence("The bridge might possibly open later.").hedge
    True
    """
    need_text("text", text)
    return default_models().hedging.classify_many([text])[0]


@overload
def corpus_report(
    scores: str | Path | Sequence[str | Path],
    *,
    threshold: float | None = ...,
    model: Model | None = ...,
    before: Any = ...,
    when: date | None = ...,
) -> CorpusReport[Table]: ...


@overload
def corpus_report(
    scores: Frame,
    *,
    threshold: float | None = ...,
    model: Model | None = ...,
    before: Any = ...,
    when: date | None = ...,
) -> CorpusReport[Frame]: ...


def corpus_report(
    scores: Any,
    *,
    threshold: float | None = None,
    model: Model | None = None,
    before: Any = None,
    when: date | None = None,
) -> CorpusReport[Any]:
    """Say what scores tell of a corpus: alerts, histogram, sites, topics, drift.

    The rows are gone through once, and what is kept of them has a bound, but for one tally a site.

    Args:
        scores: a scores file (or several), or a frame with the columns of one: pandas, polars
            or pyarrow.
        threshold: probability from which on a page is dropped, in (0, 1]; without it that which
            is kept with the files, or 0.7 where none is.
        model: the one that gave the scores, if it is not the shipped one; drift is measured
            against its training pages.
        before: scores to compare with, in the same forms.
        when: the day on which the report is made; today when not given.

    Raises:
        CorpusError: these are no scores, or files that keep different thresholds.
        ValueError: the threshold is out of range.

    >>> import json, pathlib, tempfile
    >>> row = {"url": "http://a.example/", "probability": 0.9, "abstained": False, "error": None}
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder, "scores.jsonl")
    ...     written = file.write_text(json.dumps(row))
    ...     corpus_report(file)
    <CorpusReport 1 of 1 pages judged, alerts: few pages>
    """
    reports = import_module("pagequality.reports.corpus")
    report: CorpusReport[Any] = reports.corpus_report(
        scores,
        roll=import_module("pagequality.sites.report").sites,
        threshold=threshold,
        model=shipped_scorer().model if model is None else model,
        before=before,
        when=when,
    )
    return report


def site_dossier(
    scores: Any, site: str, *, threshold: float | None = None, when: date | None = None
) -> Dossier:
    """Gather what scores say of one site: pages, quotes, what would change the verdict.

    Args:
        scores: a scores file (or several), or a frame with the columns of one. Quotes are there
            only if pages were scored with them (``score --explain``).
        site: a registrable domain, or a host below one; an address stands for its host.
        threshold: probability from which on a page is called low, as for `corpus_report`.
        when: the day on which the dossier is made; today when not given.

    Raises:
        CorpusError: these are no scores, none of this site, or files that keep different
            thresholds.
        ValueError: the threshold is out of range.

    >>> import json, pathlib, tempfile
    >>> row = {"url": "http://a.example/", "probability": 0.9, "abstained": False, "error": None}
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder, "scores.jsonl")
    ...     written = file.write_text(json.dumps(row))
    ...     site_dossier(file, "a.example").figures["labels"]
    {'low quality': 1}
    """
    need_text("site", site)
    roll = import_module("pagequality.sites.report").sites
    reports = import_module("pagequality.reports.dossier")
    dossier: Dossier = reports.site_dossier(scores, site, roll=roll, threshold=threshold, when=when)
    return dossier


def __getattr__(name: str) -> Any:
    """Import what is heavy only when it is asked for."""
    if name == "plot":
        return import_module("pagequality.views.plot")
    if name in _LAZY:
        return getattr(import_module(_LAZY[name]), name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    """List the public names."""
    return list(__all__)
