"""Progress is told with tqdm and without, on a terminal and elsewhere."""

from __future__ import annotations

import io
import itertools

import pytest

from pagequality.corpus import progress
from pagequality.corpus.progress import Progress


class Terminal(io.StringIO):
    """A place that says it is a terminal, or is not."""

    def __init__(self, *, terminal):
        super().__init__()
        self.terminal = terminal

    def isatty(self):
        """Whether it is one."""
        return self.terminal


@pytest.fixture
def shown_on(monkeypatch):
    """Standard error without tqdm, with a clock that goes on by a second a look."""

    def place(*, terminal):
        place = Terminal(terminal=terminal)
        seconds = itertools.count(1.0)
        monkeypatch.setattr("sys.stderr", place)
        monkeypatch.setattr(progress, "_tqdm", lambda *_: None)
        monkeypatch.setattr(progress.time, "monotonic", lambda: next(seconds))
        return place

    return place


def test_without_tqdm_a_terminal_shows_one_line_over_and_over(shown_on):
    """Pages, speed, what is left, errors; the share of low pages once there is one."""
    place = shown_on(terminal=True)
    bar = Progress(30)
    bar.update(10, errors=1, share_low=float("nan"))
    bar.update(10, errors=1, share_low=0.25)
    bar.close()
    first, second, last = place.getvalue().split("\r\x1b[K")[1:]
    assert first.startswith("10 of 30 pages, ")
    assert first.endswith(" left, 1 errors")
    assert second.startswith("20 of 30 pages, ")
    assert second.endswith(" left, 1 errors, 25.0% low")
    assert last == ""


def test_elsewhere_a_line_comes_now_and_then(shown_on):
    """One each half minute, and each stays."""
    place = shown_on(terminal=False)
    bar = Progress(None)
    for _ in range(70):
        bar.update(1, errors=0, share_low=0.5)
    bar.close()
    lines = place.getvalue().splitlines()
    assert 1 <= len(lines) <= 3
    assert all(line.endswith("a second, 0 errors, 50.0% low") for line in lines)


def test_a_slow_run_is_not_told_as_one_that_stands_still(shown_on):
    """Pages a second have digits behind the point where they are few."""
    place = shown_on(terminal=True)
    bar = Progress(None)
    for _ in range(4):
        bar.update(0, errors=0, share_low=0.5)
    assert "second" not in place.getvalue()
    bar.update(1, errors=0, share_low=0.5)
    assert "1 pages, 0.091 a second" in place.getvalue()


def test_nothing_is_shown_unless_wanted(shown_on):
    """Not a character."""
    place = shown_on(terminal=True)
    bar = Progress(3, show=False)
    bar.update(3, errors=0, share_low=0.5)
    bar.close()
    assert place.getvalue() == ""
