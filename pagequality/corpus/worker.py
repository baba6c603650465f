"""One item in, one result out, within a time limit; this is what a worker runs.

Two timers guard a page where the system has them (POSIX, main thread). The first counts
time on the clock and interrupts Python code. The second counts processor time and ends the
whole worker, for native code that never comes back; only workers set it, because a worker
that dies costs its page alone. The parent reads the death as the time limit it is. In the
host's own process an alarm that the host has set stays the host's; then, and in threads, the time
is looked at between the stages of reading and judging (`reading.deadline`).
"""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from pagequality.corpus.items import FAILED, TIME_LIMIT, Item, opened
from pagequality.corpus.options import DEFAULT_OPTIONS, ScoringOptions
from pagequality.judge.scorer import shipped_scorer
from pagequality.page.sketch import sketch
from pagequality.reading.deadline import Deadline, OutOfTimeError
from pagequality.tabular.failure import Failure
from pagequality.tabular.schema import row
from pagequality.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pagequality.judge.verdict import Verdict
    from pagequality.tabular.schema import Layout

_SHORTEST: Final = 1e-6
"""Seconds: an alarm of no time at all is none."""


class _PageTimeoutError(BaseException):
    """The page's time is over; no ``except Exception`` on the way may swallow it."""


@dataclass(frozen=True, eq=False)
class PageWorker:
    """A scorer and what to make of its verdicts; sent once to each worker process.

    Attributes:
        given: a `Scorer`, or anything with its ``analyze_payload``; nothing for the
            default one, which every process loads from its own installation.
        options: where the pages stand, and which columns a row has.
        rejects: rows of low pages keep their evidence.
        verdicts: results are verdicts or failures, not rows.
    """

    given: Any = None
    options: ScoringOptions = DEFAULT_OPTIONS
    rejects: bool = False
    verdicts: bool = False

    @property
    def scorer(self) -> Any:
        """What judges."""
        return shipped_scorer() if self.given is None else self.given

    @cached_property
    def layout(self) -> Layout:
        """The columns of a row."""
        return self.options.layout(rejects=self.rejects)

    def __call__(self, item: Item, *, in_worker: bool = False) -> Any:
        """Judge one page; whatever goes wrong with it comes back as a failure."""
        sketched = None
        found: Verdict | Failure
        try:
            with _time_limit(self.options.time_limit, in_worker=in_worker):
                item = opened(item, self.options.columns)
                found, sketched = self._judged(item)
        except _PageTimeoutError:
            found = Failure(TIME_LIMIT, f"the page took more than {self.options.time_limit:g} s")
        except OutOfTimeError as error:
            found = Failure(TIME_LIMIT, str(error))
        except Exception as error:  # noqa: BLE001 - a page must never end the run
            found = Failure(FAILED, f"{type(error).__name__}: {error}")
        return self.result(item, found, sketched)

    def about(self) -> dict[str, Any]:
        """Return what scores are made with, for whoever reads them."""
        model = getattr(self.scorer, "model", None)
        return {
            "release": __version__,
            "model": f"{getattr(model, 'name', '')} {getattr(model, 'digest', '')}".strip(),
            "threshold": self.options.low_from,
            "prior": getattr(self.scorer, "prior", None),
        }

    def result(self, item: Item, found: Verdict | Failure, sketched: str | None = None) -> Any:
        """Put a verdict or a failure into the form asked for."""
        if self.verdicts:
            return found
        return (item.id, item.url, item.fetched or None, *row(found, self.layout, sketch=sketched))

    def failed(self, item: Item, failure: Failure) -> Any:
        """Put the failure of a page that could not be judged into the form asked for."""
        if item.form == "json":
            item = opened(item, self.options.columns)
        return self.result(item, failure)

    def _judged(self, item: Item) -> tuple[Verdict | Failure, str | None]:
        """Judge a page that was opened; sketch it, too, if that is asked for."""
        if item.failure is not None:
            return item.failure, None
        payload = item.payload
        if payload is None:
            message = "an opened item has a payload"
            raise TypeError(message)
        known: dict[str, Any] = {
            "url": item.url or None,
            "headers": item.headers,
            "status": item.status,
        }
        if not _may_set_alarms():
            known["deadline"] = self.options.time_limit
        known["text"] = self.options.text or item.text
        verdict, sketched = (self._with_sketch if self.options.sketch else self._plain)(
            payload, known
        )
        if item.notices:
            notices = tuple(dict.fromkeys((*verdict.notices, *item.notices)))
            verdict = replace(verdict, notices=notices)
        return verdict, sketched

    def _plain(self, payload: str | bytes, known: dict[str, Any]) -> tuple[Verdict, None]:
        """Judge a page."""
        return self.scorer.analyze_payload(payload, **known), None

    def _with_sketch(self, payload: str | bytes, known: dict[str, Any]) -> tuple[Verdict, str]:
        """Judge and sketch a page that is read once."""
        clock = Deadline.after(known.pop("deadline", None))
        page = self.scorer.read_payload(payload, deadline=clock, **known)
        return self.scorer.judge(page, deadline=clock), sketch(page, payload).packed()


@contextmanager
def _time_limit(seconds: float | None, *, in_worker: bool) -> Iterator[None]:
    """Raise `_PageTimeoutError` when the body takes too long, where that can be done."""
    if seconds is None or not _may_set_alarms():
        yield
        return
    before = signal.signal(signal.SIGALRM, _alarm)
    try:
        try:
            _Clock.runs = True
            if in_worker:
                signal.setitimer(signal.ITIMER_PROF, seconds + 1)
            signal.setitimer(signal.ITIMER_REAL, max(seconds, _SHORTEST))
            yield
        finally:  # an alarm strikes once: before this line, or never
            _Clock.runs = False
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        if in_worker:
            signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGALRM, before)


def _may_set_alarms() -> bool:
    """Whether there are alarms here, and none is the host's."""
    if not hasattr(signal, "setitimer"):
        return False
    if threading.current_thread() is not threading.main_thread():
        return False
    if signal.getsignal(signal.SIGALRM) == _alarm:
        return True
    is_free = signal.getsignal(signal.SIGALRM) == signal.SIG_DFL
    return is_free and not signal.getitimer(signal.ITIMER_REAL)[0]


class _Clock:
    """Whether an alarm means the page in hand; one that comes later must not break off the rest."""

    runs = False


def _alarm(_number: int, _frame: object) -> None:
    if _Clock.runs:
        raise _PageTimeoutError
