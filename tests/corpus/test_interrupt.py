"""Signals and alarms: a run that waits is woken, and what is the host's stays the host's."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from corpus_pages import json_lines
from corpus_stubs import SLEEP, Stub, page

from pagequality.corpus.engine import batches
from pagequality.corpus.frames import score_many
from pagequality.corpus.interrupt import Stop, Stopped
from pagequality.corpus.items import Item
from pagequality.corpus.run import score_corpus
from pagequality.judge.scorer import Scorer

HERE = Path(__file__).parent
SCRIPT = """
import signal, sys
from corpus_stubs import Stub
from pagequality.corpus.run import score_corpus
signal.signal(signal.SIGINT, signal.default_int_handler)
print("ready", flush=True)
report = score_corpus("-", sys.argv[1], scorer=Stub(), n_jobs=1, progress=False)
sys.exit(report.exit_code)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("feed", [b"", b"\n" * 50_000])
def test_a_run_that_waits_for_input_is_woken(tmp_path, number, feed):
    """One signal is enough, and what had come is written."""
    paths = os.pathsep.join([str(HERE), str(HERE.parent.parent), os.environ.get("PYTHONPATH", "")])
    words = [sys.executable, "-c", SCRIPT, str(tmp_path / "s.jsonl")]
    run = subprocess.Popen(
        words,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": paths},
    )
    assert run.stdin
    assert run.stdout
    run.stdout.readline()
    run.stdin.write(json_lines(3) + feed)
    run.stdin.flush()
    until = time.monotonic() + 20
    while not list(tmp_path.iterdir()) and time.monotonic() < until:
        time.sleep(0.05)  # a slow disk is not what is tried here
    time.sleep(0.5)
    run.send_signal(number)
    assert run.wait(20) == 128 + number
    run.stdin.close()
    run.stdout.close()
    assert len((tmp_path / "s.jsonl").read_bytes().splitlines()) == 3


def test_only_what_went_into_a_file_can_be_resumed(capfdbinary, tmp_path):
    """What stood on standard output does not stand there any more."""

    def pages():
        yield {"html": page(1)}
        signal.raise_signal(signal.SIGTERM)
        yield {"html": page(2)}

    told = [
        str(score_corpus(pages(), sink, scorer=Stub(), n_jobs=1, progress=False))
        for sink in ("-", tmp_path / "s.jsonl")
    ]
    assert capfdbinary.readouterr().out
    assert [one.partition(":")[0] for one in told] == ["stopped early", "stopped early, resumable"]


def test_items_that_have_come_are_not_lost():
    """Reading is broken off; the batch begun is handed on."""

    def broken():
        yield Item("a", payload="x")
        raise Stopped

    assert [len(batch) for batch in batches(broken())] == [1]


def test_signals_that_the_host_handles_are_left_to_it():
    """Only the usual handlers are replaced, and for the time of the run alone."""
    heard = []
    before = signal.signal(signal.SIGTERM, lambda *_: heard.append(1))
    try:
        with Stop() as stop:
            signal.raise_signal(signal.SIGTERM)
        assert (heard, stop.number) == ([1], 0)
    finally:
        signal.signal(signal.SIGTERM, before)
    with Stop() as stop:
        signal.raise_signal(signal.SIGTERM)
    assert stop.number == signal.SIGTERM
    assert signal.getsignal(signal.SIGTERM) == before


@pytest.fixture
def alarms():
    """What the host's alarms were heard as; they are put back behind the test."""
    heard: list[float] = []
    before = signal.signal(signal.SIGALRM, lambda *_: heard.append(time.monotonic()))
    yield heard
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


def test_alarms_of_the_host_fire(alarms):
    """While pages are judged, and again and again, as the host has asked."""
    signal.setitimer(signal.ITIMER_REAL, 0.02, 0.02)
    list(score_many([page(i) for i in range(30)], scorer=Stub(0.005)))
    assert len(alarms) > 2
    assert signal.getitimer(signal.ITIMER_REAL)[1] > 0


def test_without_alarms_the_deadline_counts(alarms):
    """Where the clock is the host's, and in threads, pages are given up between stages."""
    found = []
    worker = threading.Thread(
        target=lambda: found.extend(score_many([page(1)], scorer=Scorer(), time_limit=1e-9))
    )
    worker.start()
    worker.join()
    found += score_many([page(1)], scorer=Scorer(), time_limit=1e-9)
    assert [verdict.state.name for verdict in found] == ["timeout", "timeout"]
    assert not alarms


def test_without_a_host_alarms_are_put_back():
    """The handler and the timer are what they were."""
    before = signal.getsignal(signal.SIGALRM)
    (found,) = score_many([SLEEP], scorer=Stub(), time_limit=0.05)
    assert found.notices[0].code == "time limit"
    assert signal.getsignal(signal.SIGALRM) == before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_an_alarm_that_comes_while_the_clock_is_stopped_breaks_nothing_off(monkeypatch):
    """The page has its verdict, and handler and timer are put back."""
    before, real, late = signal.getsignal(signal.SIGALRM), signal.setitimer, []

    def struck(which, seconds, *interval):
        if seconds == 0:
            late.append(which)
            signal.raise_signal(signal.SIGALRM)
        return real(which, seconds, *interval)

    monkeypatch.setattr(signal, "setitimer", struck)
    (found,) = score_many([page(1)], scorer=Stub(), time_limit=30)
    monkeypatch.undo()
    assert late
    assert not found.abstained
    assert signal.getsignal(signal.SIGALRM) == before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


@pytest.mark.parametrize("n_jobs", [0])
def test_wrong_options_leave_nothing_behind(tmp_path, n_jobs):
    """What cannot work is refused before a folder is made."""
    (tmp_path / "a.jsonl").write_bytes(json_lines(2))
    with pytest.raises(ValueError, match="n_jobs"):
        score_corpus(tmp_path / "a.jsonl", tmp_path / "s.csv", n_jobs=n_jobs, progress=False)
    assert [path.name for path in tmp_path.iterdir()] == ["a.jsonl"]
