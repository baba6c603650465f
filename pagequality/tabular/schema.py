"""Verdict -> one flat row, the same for every file, frame, cluster engine and terminal."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pagequality.judge.verdict import LOW, Verdict
from pagequality.signals import NAMED_FAMILIES, NAMES
from pagequality.signals.topics import SHOWN
from pagequality.tabular.record import REASON, SIGNAL
from pagequality.text.visible import json_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pagequality.judge.topic import Topic
    from pagequality.tabular.failure import Failure


Row = tuple[Any, ...]
NOISE_LINES: Final = 6
LONGEST_LINE: Final = 120


class Layout(NamedTuple):
    """Which columns a row has, and from which probability on a page is called low.

    Without a threshold it is that of `Verdict.is_low`. ``rejects`` keeps the evidence of every
    low page, for the file of rejects.
    """

    signals: bool = False
    explain: bool = False
    threshold: float | None = None
    rejects: bool = False
    sketch: bool = False

    @property
    def has_evidence(self) -> bool:
        """Whether rows carry an ``evidence`` cell."""
        return self.explain or self.rejects


class Column(NamedTuple):
    """A column: its name, its type and what it holds.

    The types are ``text``, ``number``, ``flag`` and ``reasons``, a list of records (`REASON`).
    """

    name: str
    type: str
    about: str


_WHO: Final = (
    Column("id", "text", "page id"),
    Column("url", "text", "address"),
    Column("fetched", "text", "when the page was fetched, as ISO 8601; empty if unknown"),
)
_JUDGED: Final = (
    Column("probability", "number", "of low quality; empty for a page that was not judged"),
    Column("low", "flag", f"probability at or above the threshold ({LOW:g} where none is given)"),
    Column("abstained", "flag", "the page cannot be judged; empty when it could not be read"),
    Column("notices", "text", "short codes, parted by semicolons"),
    Column("label", "text", "low quality, unclear, honest or not judged"),
    Column("headline", "text", "what the page says it is about"),
    Column("language", "text", "language code"),
    Column("page_type", "text", "what kind of page it seems to be"),
    Column("state", "text", "ok for content; thin, error, soft_404, login_wall and so on"),
    Column("log_odds", "number", "of low quality, before they are a probability"),
    *(Column(name, "number", "family score in [0, 1]") for name in NAMED_FAMILIES),
    *(Column(f"topic_{i + 1}", "text", "topic, contribution, sentence") for i in range(SHOWN)),
    Column("doubt", "text", "why to look at a low page before acting; mostly empty"),
    Column("template_lines", "text", "lines of the template on this page, one a line"),
    Column("model", "text", "name and digest"),
    Column("error", "text", "why there is no verdict"),
)
_EVIDENCE: Final = Column("evidence", "text", "JSON: topics with quotes, and quotes by family")
_REASONS: Final = Column("reasons", "reasons", "every reason, the strongest first; JSON in CSV")


def columns(layout: Layout) -> tuple[Column, ...]:
    """Return the columns that come of judging a page.

    >>> [column.name for column in columns(Layout())][:3]
    ['probability', 'low', 'abstained']
    """
    found = _JUDGED
    if layout.has_evidence:
        found += (_EVIDENCE,)
    if layout.explain:
        found += (_REASONS,)
    if layout.signals:
        found += tuple(Column(SIGNAL + name, "number", "signal") for name in NAMES)
    if layout.sketch:
        found += (Column("sketch", "text", "what comparing it with other pages needs"),)
    return found


def all_columns(layout: Layout) -> tuple[Column, ...]:
    """Return the columns of a scores file: who the page is, then what was judged.

    >>> [column.name for column in all_columns(Layout())][:4]
    ['id', 'url', 'fetched', 'probability']
    """
    return _WHO + columns(layout)


def row(verdict: Verdict | Failure, layout: Layout, *, sketch: str | None = None) -> Row:
    """Return the cells of `columns` for a verdict or a failure; unknown is ``None``."""
    if not isinstance(verdict, Verdict):
        return _failed_row(verdict, layout)
    low = None if verdict.abstained else verdict.is_low(layout.threshold)
    cells: list[Any] = [
        _number(verdict.probability),
        low,
        verdict.abstained,
        "; ".join(code for code, _ in verdict.notices),
        verdict.label,
        verdict.headline,
        verdict.language,
        verdict.page_type,
        verdict.state.name,
        _number(verdict.log_odds),
        *(_number(verdict.families.get(name, math.nan)) for name in NAMED_FAMILIES),
        *_topics(verdict),
        verdict.doubt_from(layout.threshold) or None,
        "\n".join(template_lines(verdict)),
        verdict.model,
        None,
    ]
    if layout.has_evidence:
        cells.append(evidence(verdict) if layout.explain or low else None)
    if layout.explain:
        cells.append(_records(verdict))
    if layout.signals:
        cells += [_number(verdict.signals.get(name, math.nan)) for name in NAMES]
    if layout.sketch:
        cells.append(sketch)
    return tuple(cells)


def _failed_row(failure: Failure, layout: Layout) -> Row:
    names = [column.name for column in columns(layout)]
    cells: list[Any] = [None] * len(names)
    cells[names.index("error")] = str(failure)
    return tuple(cells)


def _topics(verdict: Verdict) -> list[str | None]:
    """Write the strongest topics; for an abstained page none counts."""
    chosen: Sequence[Topic] = () if verdict.abstained else verdict.topics[:SHOWN]
    texts = [f"{topic.name} {topic.contribution:+.2f}: {topic.sentence}" for topic in chosen]
    return [*texts, *[None] * (SHOWN - len(texts))]


def _records(verdict: Verdict) -> list[dict[str, Any]]:
    """Return every reason as a record; for an abstained page none counts."""
    if verdict.abstained:
        return []
    rows = ({name: getattr(reason, name) for name in REASON} for reason in verdict.reasons)
    return [
        {name: _number(cell) if isinstance(cell, float) else cell for name, cell in row.items()}
        for row in rows
    ]


def template_lines(verdict: Verdict) -> list[str]:
    """Return the quoted lines that belong to the template, not to the page.

    Site by site the same lines come back; `pagequality.sites` counts them.
    """
    found: dict[str, None] = {}
    for family in ("template_noise", "boilerplate"):
        for quote in verdict.evidence.get(family, ()):
            line = " ".join(quote.quote.split())
            found[line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1] + "\u2026"] = None
    return list(found)[:NOISE_LINES]


def evidence(verdict: Verdict) -> str:
    """Write the topics with reasons and quotes, and the quotes by family, as JSON."""
    plain = verdict.to_dict()
    kept = {name: plain[name] for name in ("topics", "evidence", "log_odds", "baseline")}
    return json_text(kept, separators=(",", ":"))


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None
