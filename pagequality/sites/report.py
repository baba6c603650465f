"""Scores -> sites: how sure is it that a site is low, and what its pages have in common.

A site's pages are so many draws of its share of low pages. Under a flat prior that share
has a beta distribution, each page counting for its probability on the one side and for the
rest on the other. But pages of a site resemble each other, and so do the model's mistakes
on them; a thousand of them do not tell a thousand times as much as one. So ``n`` pages count
as ``n / (1 + (n - 1) * LIKENESS)`` (the design effect of cluster sampling). A site is called
low only when the whole interval lies above one half, and good when it lies below.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pagequality.errors import CorpusError
from pagequality.page.page import shown
from pagequality.page.site import site_of
from pagequality.tabular.formats import rows_in
from pagequality.tabular.frames import make, rows_of
from pagequality.tabular.schema import TOPICS, Column

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LIKENESS: Final = 0.05
"""How alike the pages of one site are; at most ``1 / LIKENESS`` pages count."""
LEVEL: Final = 0.95
_HALF: Final = 0.5
_SHOWN: Final = 3
_MOST_LINES: Final = 2000
_NEEDED: Final = ("url", "probability", "abstained", "error")

COLUMNS: Final = (
    Column("site", "text", "registrable domain"),
    Column("pages", "number", "rows of the scores file"),
    Column("judged", "number", "pages with a probability"),
    Column("mean_probability", "number", "of low quality, over judged pages"),
    Column("lower", "number", "lower end of the credible interval of the share of low pages"),
    Column("upper", "number", "upper end"),
    Column("share_low", "number", "share of judged pages at or above the threshold"),
    Column("verdict", "text", "low, good or open"),
    Column("reasons", "text", "topics that speak against its pages most often"),
    Column("template_lines", "text", "template lines that its pages repeat"),
)


class Site(NamedTuple):
    """What a corpus says of one site; see `COLUMNS`."""

    site: str
    pages: int
    judged: int
    mean_probability: float | None
    lower: float
    upper: float
    share_low: float | None
    verdict: str
    reasons: str
    template_lines: str


@dataclass(slots=True)
class _Tally:
    pages: int = 0
    judged: int = 0
    low: int = 0
    total: float = 0.0
    reasons: Counter[str] = field(default_factory=Counter)
    lines: Counter[str] = field(default_factory=Counter)

    def add(self, row: Mapping[str, Any], threshold: float) -> None:
        """Take one page into account."""
        self.pages += 1
        probability = row["probability"]
        if probability is None or probability != probability:  # noqa: PLR0124 - nan
            return
        self.judged += 1
        self.total += probability
        self.low += probability >= threshold
        texts = (row.get(f"topic_{i + 1}") for i in range(TOPICS))
        self.reasons.update(signal for signal in map(_accuser, texts) if signal)
        lines = str(row.get("template_lines") or "").split("\n")
        self.lines.update(line for line in dict.fromkeys(lines) if line)
        if len(self.lines) > _MOST_LINES:
            self.lines = Counter(dict(self.lines.most_common(_MOST_LINES // 2)))


def _accuser(text: str | None) -> str:
    """Return the name of a topic that speaks against the page.

    >>> _accuser("wording +1.20: Words that ..."), _accuser("layout -0.50: ...")
    ('wording', '')
    """
    name, _, amount = (text or "").partition(" ")
    return name if amount.startswith("+") else ""


def sites(
    rows: Iterable[Mapping[str, Any]], *, threshold: float = _HALF, level: float = LEVEL
) -> list[Site]:
    """Roll rows of scores up by site, those that are surest to be low first.

    Pages without a URL count as one nameless site.

    >>> rows = [{"url": f"http://a.example/{i}", "probability": 0.98} for i in range(30)]
    >>> site, = sites(rows)
    >>> site.site, site.pages, site.verdict
    ('a.example', 30, 'low')
    >>> sites(rows[:2])[0].verdict
    'open'
    """
    tallies: dict[str, _Tally] = {}
    for row in rows:
        tallies.setdefault(site_of(row["url"] or ""), _Tally()).add(row, threshold)
    found = [_site(name, tally, level) for name, tally in tallies.items()]
    return sorted(found, key=lambda site: (-site.lower, -site.upper, site.site))


def interval(total: float, number: int, level: float = LEVEL) -> tuple[float, float]:
    """Return the credible interval of a site's share of low pages.

    Args:
        total: the sum of its pages' probabilities.
        number: its pages.
        level: the probability that the share lies inside.

    >>> [round(float(end), 2) for end in interval(0.0, 0)]
    [0.03, 0.97]
    >>> [round(float(end), 2) for end in interval(50.0, 100)]
    [0.28, 0.72]
    """
    from scipy.special import betaincinv  # noqa: PLC0415 - it is slow to import

    weight = 1.0 / (1.0 + max(0, number - 1) * LIKENESS)
    above, below = 1.0 + weight * total, 1.0 + weight * (number - total)
    tail = (1.0 - level) / 2
    return float(betaincinv(above, below, tail)), float(betaincinv(above, below, 1 - tail))


def _site(name: str, tally: _Tally, level: float) -> Site:
    lower, upper = interval(tally.total, tally.judged, level)
    verdict = "low" if lower > _HALF else "good" if upper < _HALF else "open"
    lines = [(line, n) for line, n in tally.lines.most_common(_SHOWN) if n > 1]
    return Site(
        name,
        tally.pages,
        tally.judged,
        tally.total / tally.judged if tally.judged else None,
        lower,
        upper,
        tally.low / tally.judged if tally.judged else None,
        verdict,
        "; ".join(f"{signal} ({n})" for signal, n in tally.reasons.most_common(_SHOWN)),
        "\n".join(f"{line} ({n})" for line, n in lines),
    )


def site_report(scores: Any, *, threshold: float = _HALF, level: float = LEVEL) -> Any:
    """Roll scores up by site.

    Args:
        scores: a scores file (or several), or a frame with the columns of one: pandas,
            polars or pyarrow.
        threshold: probability from which on a page counts as low in ``share_low``.
        level: of the credible interval.

    Returns:
        A frame of the caller's type; a pyarrow table for files.

    Raises:
        CorpusError: these are no scores.
    """
    if isinstance(scores, (str, Path)):
        scores = [scores]
    if isinstance(scores, (list, tuple)):
        return make(COLUMNS, sites_of(scores, threshold=threshold, level=level))
    found = sites(rows_of(scores, _NEEDED), threshold=threshold, level=level)
    return make(COLUMNS, found, like=scores)


def sites_of(
    paths: Iterable[str | Path], *, threshold: float = _HALF, level: float = LEVEL
) -> list[Site]:
    """Roll up the scores of several files as `sites` does."""
    rows = (row for path in paths for row in _rows_of(Path(path)))
    return sites(rows, threshold=threshold, level=level)


def _rows_of(path: Path) -> Iterable[Mapping[str, Any]]:
    for row in rows_in(path):
        check_row(row)
        yield row


def check_row(row: Mapping[str, Any]) -> None:
    """Refuse a row that does not come from a scores file."""
    missing = [name for name in _NEEDED if name not in row]
    if missing:
        message = f"these are no scores: there is no {', '.join(missing)}"
        raise CorpusError(message)
    for name, kinds in (("url", str), ("probability", (int, float))):
        if row[name] is not None and not isinstance(row[name], kinds):
            message = f"these are no scores: {name} is {shown(str(row[name]))}"
            raise CorpusError(message)
