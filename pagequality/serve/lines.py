"""Requests as lines on one stream, answers as lines on another, in the same order.

A line is answered as soon as it and those before it are judged. Whoever does not read his answers
is not read from any further, so memory is bounded on both sides.
"""

from __future__ import annotations

import threading
from queue import Queue
from typing import IO, TYPE_CHECKING, Any, Final

from pagequality.corpus.interrupt import Stop, Stopped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Future

    from pagequality.serve.desk import Desk

_PIECE: Final = 1 << 16


def serve_lines(desk: Desk, source: IO[bytes], sink: IO[bytes]) -> int:
    """Answer until the source ends or a signal comes; then finish what is in hand.

    Returns:
        How many lines were answered.

    Raises:
        BrokenPipeError: nobody reads the answers any more.
    """
    answers = _Answers(desk, sink)
    with Stop() as stop:
        try:
            for number, line in _lines(source, desk.largest, stop):
                if not answers.take(desk.submit(line, str(number))) or stop.number:
                    break
        except Stopped:
            pass
        return answers.finish()


def _lines(source: IO[bytes], largest: int, stop: Stop) -> Iterator[tuple[int, bytes]]:
    """Yield lines with their numbers; of one that is too long, just enough to see that it is."""
    number, taken = 0, list[bytes]()
    while not stop.number:
        taken.clear()
        try:
            with stop.waking():
                taken.extend(map(source.readline, [largest + 1]))  # no signal can come in between
                rest = taken[0]
                while len(taken[0]) > largest and rest and not rest.endswith(b"\n"):
                    rest = source.readline(_PIECE)
        except Stopped:
            if not taken:
                raise
        if not taken[0]:
            return
        number += 1
        if taken[0].strip():
            yield number, taken[0]


class _Answers:
    """A thread that writes answers in order, and lets only so many be open."""

    def __init__(self, desk: Desk, sink: IO[bytes]) -> None:
        self._desk, self._sink = desk, sink
        self._open: Queue[Future[Any] | None] = Queue(desk.room)
        self._number = 0
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._write, daemon=True)
        self._thread.start()

    def take(self, answer: Future[Any]) -> bool:
        """Take an answer to come, when there is room; false if nothing can be written any more."""
        self._open.put(answer)
        return self._error is None

    def finish(self) -> int:
        """Write what is open; return how many answers were written, or raise why not all were."""
        self._open.put(None)
        self._thread.join()
        if self._error is not None:
            raise self._error
        return self._number

    def _write(self) -> None:
        while (answer := self._open.get()) is not None:
            if self._error is not None:
                continue
            try:
                self._sink.write(self._desk.written(answer.result()))
                self._sink.flush()
            except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
                self._error = error
            else:
                self._number += 1
