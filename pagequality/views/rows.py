"""Verdicts as rows for programs: a JSON line with everything, a CSV row with the gist."""

from __future__ import annotations

import csv
import io
import json
import math
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pagequality.judge.verdict import Verdict

_FAMILIES: Final = ("boilerplate", "headline_mismatch", "template_noise", "speculation")
_REASONS: Final = 3
CSV_COLUMNS: Final = (
    "page", "probability", "abstained", "notices", *_FAMILIES, "log_odds", "language",
    "page_type", "headline", "reasons", "model",
)  # fmt: skip


def json_line(name: str, verdict: Verdict) -> str:
    """Return a verdict as one line of JSON, the page's name first."""
    return json.dumps({"page": name, **verdict.to_dict()}, ensure_ascii=False)


def csv_row(name: str, verdict: Verdict) -> str:
    """Return the gist of a verdict as one CSV row of `CSV_COLUMNS`; unknown is empty."""
    values = {
        "page": name,
        "probability": _number(verdict.probability),
        "abstained": int(verdict.abstained),
        "notices": "; ".join(code for code, _ in verdict.notices),
        **{family: _number(verdict.families.get(family, math.nan)) for family in _FAMILIES},
        "log_odds": _number(verdict.log_odds),
        "language": verdict.language,
        "page_type": verdict.page_type,
        "headline": verdict.headline,
        "reasons": "; ".join(
            f"{reason.signal} {reason.contribution:+.2f}" for reason in verdict.reasons[:_REASONS]
        ),
        "model": verdict.model,
    }
    return csv_line([values[column] for column in CSV_COLUMNS])


def csv_line(values: list[Any]) -> str:
    r"""Return values as one CSV row.

    >>> csv_line(["a, b", 1])
    '"a, b",1'
    """
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(values)
    return out.getvalue()


def _number(value: float) -> str:
    return "" if math.isnan(value) else f"{value:.6g}"
