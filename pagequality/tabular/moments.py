"""When a page was fetched: what sources write of it -> ISO 8601, or nothing."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

FETCHED: Final = ("fetched", "fetch_time", "crawled_at", "warc_date")
"""Columns and keys that say when a page was fetched; the first that holds a moment counts.

Names that may as well stand for the day on which a page was written (``date``, ``timestamp``) are
not among them.
"""
_YEARS: Final = range(1990, 2101)
_LONGEST: Final = 64
"""Characters of a text that may be a moment."""
_EPOCH: Final = re.compile(r"[0-9]{9,10}(\.[0-9]*)?")


def fetched_of(record: Mapping[Any, Any]) -> str:
    """Return when the page of a record was fetched.

    >>> fetched_of({"fetched": "", "warc_date": "2026-02-11T08:30:00Z"}), fetched_of({})
    ('2026-02-11T08:30:00Z', '')
    """
    return next(filter(None, (moment(record.get(name)) for name in FETCHED)), "")


def moment(value: Any) -> str:
    """Return a moment as ISO 8601 to the second, in UTC where its zone is known.

    Args:
        value: an ISO date, with a time or without; seconds since 1970, as a number or digits; a
            ``date`` or ``datetime``. Anything else, and what lies outside of 1990 to 2100, is none.

    >>> moment("2026-02-11T10:30:00.25+02:00"), moment("2026-02-11 08:30"), moment("2026-02-11")
    ('2026-02-11T08:30:00Z', '2026-02-11T08:30:00', '2026-02-11')
    >>> moment(1770798600), moment("1770798600"), moment("11 Feb 2026"), moment(float("nan"))
    ('2026-02-11T08:30:00Z', '2026-02-11T08:30:00Z', '', '')
    """
    try:
        found = _parsed(value)
        if isinstance(found, datetime) and found.tzinfo is not None:
            found = found.astimezone(UTC)
    except (ValueError, OverflowError, OSError, TypeError):
        return ""
    if found is None or found.year not in _YEARS:
        return ""
    if not isinstance(found, datetime):
        return found.isoformat()
    plain = found.replace(tzinfo=None).isoformat(timespec="seconds")
    return plain if found.tzinfo is None else f"{plain}Z"


def _parsed(value: Any) -> date | None:
    """Return a day, or a day with a time; nothing for what is neither.

    Raises:
        ValueError: it is text of another kind, or a number that is no moment.
        OverflowError: it is a number far too large.
    """
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        text = value.strip() if len(value) <= _LONGEST else ""
        if _EPOCH.fullmatch(text):
            return datetime.fromtimestamp(float(text), UTC)
        with suppress(ValueError):
            return date.fromisoformat(text)
        return datetime.fromisoformat(text)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return datetime.fromtimestamp(value, UTC)
    return None
