"""Ctrl-C and SIGTERM: finish what is in hand, then stop; the second time at once."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, Self

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

_USUAL: Final = (signal.SIG_DFL, signal.default_int_handler)


class Stopped(KeyboardInterrupt):
    """A signal has come while there was nothing in hand but reading on."""


class Stop:
    """While it is open, the first signal is only noted.

    Signals that the host program handles in its own way are left to it.

    >>> with Stop() as stop:
    ...     stop.number
    0
    """

    def __init__(self) -> None:
        self.number = 0
        self._before: dict[int, Any] = {}
        self._waiting = False

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                if signal.getsignal(number) in _USUAL:
                    self._before[number] = signal.signal(number, self._note)
        return self

    def __exit__(self, *_: object) -> None:
        for number, before in self._before.items():
            signal.signal(number, before)

    @contextmanager
    def waking(self) -> Iterator[None]:
        """Let a signal break off what may wait for ever: `Stopped` is raised inside."""
        self._waiting = True
        try:
            yield
        finally:
            self._waiting = False

    def _note(self, number: int, _frame: FrameType | None) -> None:
        if self.number:
            raise KeyboardInterrupt
        self.number = number
        if self._waiting:
            raise Stopped
