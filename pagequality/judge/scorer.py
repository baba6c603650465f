"""One page in, one verdict out; many pages the same way."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Any

from pagequality.arguments import need_number
from pagequality.judge.abstention import reasons_to_abstain
from pagequality.judge.evidence import Quotes
from pagequality.judge.model import Model, default_model, load_model
from pagequality.judge.reasons import Explainer, Measured
from pagequality.judge.unjudged import unjudged
from pagequality.judge.vector import vector
from pagequality.judge.verdict import PageText, Verdict
from pagequality.learned.odds import sigmoid
from pagequality.page.notice import Notice
from pagequality.page.template import NO_LINES, TemplateLines
from pagequality.reading import read, read_text, refuse_unknown
from pagequality.reading.deadline import CODE, NEVER, Deadline, OutOfTimeError
from pagequality.reading.decode import decode
from pagequality.reading.limits import DEFAULT_LIMITS, Limits
from pagequality.reading.sniff import opened
from pagequality.reading.source import address_of
from pagequality.signals import NAMES
from pagequality.text.lexicons import Phrases, default_matcher, matcher_with

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from bs4 import BeautifulSoup

    from pagequality.judge.judgement import Judgement
    from pagequality.page.page import Page
    from pagequality.text.arrays import Floats

    Html = str | bytes | BeautifulSoup


class Scorer:
    """A model with its settings; make one and use it for every page.

    Args:
        model: a `Model`, the path of one, or nothing for the one that comes along.
        prior: the share of low pages where the pages come from; probabilities are moved to
            it. Without it they hold at the model's own base rate.
        parser: ``"lexbor"`` or ``"bs4"``.
        limits: how much of a page is read.
        extra_lexicons: phrases of your own by topic, as
            `pagequality.text.wordlists.read_folder` reads them from files.

    Raises:
        ModelError: the model file cannot be used.
        TypeError: ``prior`` is no number.
        ValueError: ``prior`` is not between 0 and 1, or the parser is unknown.

    >>> rare, even = (Scorer(prior=prior).analyze("<p>Hello") for prior in (0.1, 0.5))
    >>> rare.abstained, round(even.log_odds - rare.log_odds, 3)
    (True, 2.197)
    """

    def __init__(
        self,
        model: Model | str | Path | None = None,
        *,
        prior: float | None = None,
        parser: str = "lexbor",
        limits: Limits = DEFAULT_LIMITS,
        extra_lexicons: Phrases | None = None,
    ) -> None:
        if prior is not None:
            need_number("prior", prior)
        if prior is not None and not 0.0 < prior < 1.0:
            message = f"prior must lie between 0 and 1, not {prior}"
            raise ValueError(message)
        refuse_unknown(parser)
        if model is None:
            self.model = _shipped_model()
        else:
            self.model = model if isinstance(model, Model) else load_model(model)
        self.prior = prior
        self.parser = parser
        self.limits = limits
        self.matcher = matcher_with(extra_lexicons) if extra_lexicons else default_matcher()

    def __repr__(self) -> str:
        prior = "" if self.prior is None else f", prior {self.prior:g}"
        return f"<Scorer {self.model.name!r} {self.model.digest or 'unsaved'}{prior}>"

    def read(  # noqa: PLR0913 - each keyword is one plain choice of the caller's
        self,
        html: Html,
        *,
        url: Any = None,
        headers: Mapping[str, str] | None = None,
        status: int | None = None,
        template: TemplateLines = NO_LINES,
        deadline: Deadline = NEVER,
    ) -> Page:
        """Read a page with this scorer's settings."""
        return read(
            html,
            url=url,
            headers=headers,
            status=status,
            parser=self.parser,
            limits=self.limits,
            template=template,
            deadline=deadline,
            matcher=self.matcher,
        )

    def read_text(
        self,
        text: str,
        *,
        title: str | None = None,
        url: Any = None,
        status: int | None = None,
        deadline: Deadline = NEVER,
    ) -> Page:
        """Read plain text with this scorer's settings."""
        return read_text(
            text, title=title, url=url, status=status, limits=self.limits, deadline=deadline,
            matcher=self.matcher,
        )  # fmt: skip

    def read_payload(  # noqa: PLR0913 - as above
        self,
        payload: str | bytes,
        *,
        text: bool = False,
        url: Any = None,
        headers: Mapping[str, str] | None = None,
        status: int | None = None,
        deadline: Deadline = NEVER,
    ) -> Page:
        """Read what a file or a record holds: HTML, or, if told so, plain text."""
        if not text:
            return self.read(payload, url=url, headers=headers, status=status, deadline=deadline)
        content = payload if isinstance(payload, str) else decode(opened(payload), headers).text
        return self.read_text(content, url=url, status=status, deadline=deadline)

    def analyze_payload(  # noqa: PLR0913 - as above
        self,
        payload: str | bytes,
        *,
        text: bool = False,
        url: Any = None,
        headers: Mapping[str, str] | None = None,
        status: int | None = None,
        deadline: float | None = None,
    ) -> Verdict:
        """Judge what a file or a record holds; see `read_payload`."""
        known = {"text": text, "url": url, "headers": headers, "status": status}
        return self._verdict(self.read_payload, payload, deadline, **known)

    def analyze(  # noqa: PLR0913 - as above
        self,
        html: Html,
        *,
        url: Any = None,
        headers: Mapping[str, str] | None = None,
        status: int | None = None,
        template: TemplateLines = NO_LINES,
        deadline: float | None = None,
    ) -> Verdict:
        """Judge an HTML page; never raises because of what the page holds.

        A page that takes more than ``deadline`` seconds abstains, in the state ``timeout``. With
        the ``template`` lines of its site it is judged without them; see `template_lines`.
        """
        known = {"url": url, "headers": headers, "status": status, "template": template}
        return self._verdict(self.read, html, deadline, **known)

    def analyze_text(
        self,
        text: str,
        *,
        title: str | None = None,
        url: Any = None,
        status: int | None = None,
        deadline: float | None = None,
    ) -> Verdict:
        """Judge plain text that somebody has extracted."""
        return self._verdict(self.read_text, text, deadline, title=title, url=url, status=status)

    def _verdict(
        self, reader: Callable[..., Page], given: Any, deadline: float | None, **known: Any
    ) -> Verdict:
        """Read and judge until the deadline; then say that it has passed, and nothing else."""
        clock = Deadline.after(deadline)
        try:
            return self.judge(reader(given, deadline=clock, **known), deadline=clock)
        except OutOfTimeError as error:
            notice = Notice(CODE, str(error))
            return unjudged(notice, address_of(known["url"]), model=self._name())

    def _name(self) -> str:
        return f"{self.model.name} {self.model.digest}"

    def score(
        self,
        html: Html,
        *,
        url: Any = None,
        headers: Mapping[str, str] | None = None,
        status: int | None = None,
        deadline: float | None = None,
    ) -> float:
        """Return the probability of low quality, ``nan`` for a page that cannot be judged."""
        clock = Deadline.after(deadline)
        try:
            page = self.read(html, url=url, headers=headers, status=status, deadline=clock)
            if reasons_to_abstain(page):
                return math.nan
            values = vector(page, clock, heard=self.model.heard[page.source])
            return sigmoid(self._sum(page, values).log_odds)
        except OutOfTimeError:
            return math.nan

    def _sum(self, page: Page, values: Floats) -> Judgement:
        words = len(page.main_words)
        return self.model.judge(values, words=words, source=page.source, prior=self.prior)

    def judge(self, page: Page, *, deadline: Deadline = NEVER) -> Verdict:
        """Judge a page that has been read; `OutOfTimeError` when the deadline passes meanwhile."""
        values = vector(page, deadline)
        judged = self._sum(page, values)
        why_not = reasons_to_abstain(page)
        quotes = Quotes(page)
        page_type, standing = self.model.usual.of(page.page_type, len(values))
        judged = standing.beyond(values, judged)
        told = Explainer(Measured(values, judged, page_type, standing), quotes).topics()
        evidence = quotes.by_family()
        deadline.check()
        return Verdict(
            probability=math.nan if why_not else sigmoid(judged.log_odds),
            abstained=bool(why_not),
            notices=_notices(page, why_not),
            families=self.model.family_scores(values),
            signals=dict(zip(NAMES, values.tolist(), strict=True)),
            topics=told,
            log_odds=judged.log_odds,
            baseline=judged.baseline,
            evidence=evidence,
            url=page.url,
            headline=page.headline,
            language=page.language,
            page_type=page.page_type,
            state=page.state,
            model=self._name(),
            text=PageText(page.text, tuple(page.is_main.tolist())),
        )


def _notices(page: Page, why_not: list[Notice]) -> tuple[Notice, ...]:
    """Return the page's own notices and those of abstention, none twice."""
    return tuple(dict.fromkeys((*page.notices, *why_not)))


@cache
def _shipped_model() -> Model:
    return default_model()


@cache
def shipped_scorer() -> Scorer:
    """Return the scorer behind `pagequality.score`: the shipped model, default settings."""
    return Scorer()
