"""A progress bar with pages a second, errors and the share of low pages."""

from __future__ import annotations

import sys
import time
import warnings
from typing import Any, Final

_PAUSE: Final = 5.0


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

    def update(self, pages: int, *, errors: int, share_low: float) -> None:
        """Say how far the run is."""
        self._pages += pages
        if self._bar is not None:
            low = "?" if share_low != share_low else f"{share_low:.1%}"  # noqa: PLR0124 - nan
            self._bar.set_postfix_str(f"errors {errors}, low {low}", refresh=False)
            self._bar.update(pages)
        elif self._show and time.monotonic() - self._last > _PAUSE:
            self._last = time.monotonic()
            speed = (self._pages - self._begin) / (self._last - self._start)
            total = "" if self._total is None else f" of {self._total}"
            sys.stderr.write(
                f"{self._pages}{total} pages, {speed:.0f} a second, {errors} errors, "
                f"{share_low:.1%} low\n"
            )

    def close(self) -> None:
        """Leave the bar as it stands."""
        if self._bar is not None:
            self._bar.close()


def _tqdm(total: int | None, done: int) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # tqdm warns when notebook widgets are missing
            from tqdm.auto import tqdm  # noqa: PLC0415 - optional
    except ImportError:
        return None
    return tqdm(total=total, initial=done, unit="page", smoothing=0.05, dynamic_ncols=True)
