"""How far a run is: pages a second, errors and the share of low pages."""

from __future__ import annotations

import math
import sys
import time
import warnings
from typing import Any, Final

_PAUSE: Final = 0.5
"""Seconds between two lines on a terminal, where each takes the place of the one before."""
_LONG_PAUSE: Final = 30.0
"""Seconds between two lines elsewhere, where each stays."""


_SLOW: Final = 10
"""Pages a second below which their digits behind the point are told."""


def speed_told(pages: int, seconds: float) -> str:
    """Write how many pages were done a second; nothing where none was, or no time was taken.

    >>> speed_told(300, 2.0), speed_told(1, 4.0), speed_told(0, 4.0)
    ('150', '0.25', '')
    """
    speed = pages / seconds if seconds else 0.0
    if not speed:
        return ""
    return f"{speed:.0f}" if speed >= _SLOW else f"{speed:.2g}"


class Progress:
    """tqdm where it is installed (in notebooks, too), else a line now and then.

    Args:
        total: pages, where that is known.
        done: pages that an earlier run has done.
        show: say nothing at all when false.
    """

    def __init__(self, total: int | None, *, done: int = 0, show: bool = True) -> None:
        self._show, self._total, self._pages = show, total, done
        self._start, self._last, self._begin = time.monotonic(), time.monotonic(), done
        self._bar: Any = _tqdm(total, done) if show else None
        self._replaces = show and self._bar is None and sys.stderr.isatty()

    def update(self, pages: int, *, errors: int, share_low: float) -> None:
        """Say how far the run is."""
        self._pages += pages
        low = "" if math.isnan(share_low) else f", {share_low:.1%} low"
        if self._bar is not None:
            self._bar.set_postfix_str(f"{errors} errors{low}", refresh=False)
            self._bar.update(pages)
        elif self._show and time.monotonic() - self._last > self._pause:
            self._last = time.monotonic()
            self._write(f"{self._told()}, {errors} errors{low}")

    @property
    def _pause(self) -> float:
        return _PAUSE if self._replaces else _LONG_PAUSE

    def _told(self) -> str:
        """Say how many pages are done, how fast, and how long the rest will take."""
        done, taken = self._pages - self._begin, self._last - self._start
        speed = speed_told(done, taken)
        if not speed:
            return f"{self._pages:,} pages"
        if self._total is None:
            return f"{self._pages:,} pages, {speed} a second"
        left = round(max(self._total - self._pages, 0) * taken / done)
        minutes, seconds = divmod(left, 60)
        return (
            f"{self._pages:,} of {self._total:,} pages, {speed} a second, "
            f"{minutes}:{seconds:02} left"
        )

    def _write(self, line: str) -> None:
        sys.stderr.write(f"\r\x1b[K{line}" if self._replaces else f"{line}\n")
        sys.stderr.flush()

    def close(self) -> None:
        """Leave the bar as it stands; wipe the line that was written over and over."""
        if self._bar is not None:
            self._bar.close()
        elif self._replaces:
            self._write("")


def _tqdm(total: int | None, done: int) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # tqdm warns when notebook widgets are missing
            from tqdm.auto import tqdm  # noqa: PLC0415 - optional
    except ImportError:
        return None
    return tqdm(total=total, initial=done, unit="page", smoothing=0.05, dynamic_ncols=True)
