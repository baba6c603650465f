"""Laws of the engine: order, bounded reading ahead, and what dies costs itself alone."""

from __future__ import annotations

import os
import signal
import time

import pytest
from corpus_stubs import CRASH, RAISE, SLEEP, SPIN, Signed, Stub, Unloadable, page

from pagequality.corpus import engine
from pagequality.corpus.items import Item
from pagequality.corpus.options import ScoringOptions
from pagequality.corpus.worker import PageWorker
from pagequality.errors import CorpusError
from pagequality.tabular.schema import Layout, all_columns

MODEL = [column.name for column in all_columns(Layout())].index("model")


def judged(pages, *, n_jobs=2, limit=None, size=5):
    """Return probability and error of each page, by name."""
    items = [Item(str(i), payload=html) for i, html in enumerate(pages)]
    work = engine.batches(iter(items), pages=size)
    worker = PageWorker(Stub(), ScoringOptions(time_limit=limit))
    rows = [row for batch in engine.run(worker, work, n_jobs=n_jobs) for row in batch]
    return [(row[0], row[3], row[-1]) for row in rows]


@pytest.mark.parametrize("n_jobs", [1, 2, 3])
def test_results_come_in_the_order_of_the_items(n_jobs):
    """Whatever the number of processes, nothing is lost, doubled or moved."""
    found = judged([page(i) for i in range(100)], n_jobs=n_jobs)
    assert [name for name, _, _ in found] == [str(i) for i in range(100)]
    assert [chance for _, chance, _ in found] == [i / 100 for i in range(100)]


def test_a_page_that_kills_its_worker_costs_itself_alone():
    """Every other page has its verdict, those of the same batch too."""
    pages = [page(i) for i in range(40)]
    pages[7] = pages[8] = pages[39] = CRASH
    found = judged(pages)
    died = {name: error for name, _, error in found if error}
    assert list(died) == ["7", "8", "39"]
    assert all("worker died" in error and "SIGKILL" in error for error in died.values())
    assert [chance for _, chance, error in found if not error] == [
        i / 100 for i in range(40) if i not in {7, 8, 39}
    ]


@pytest.mark.parametrize("pause", [0.0, 0.5])
@pytest.mark.parametrize("size", [1, 3])
def test_a_worker_that_died_idle_costs_no_page(pause, size):
    """Neither in a batch of one page nor in a larger one."""
    seen = []

    def work():
        """Read on; the worker dies meanwhile."""
        for number in range(0, 12, size):
            if number == 9:
                os.kill(int(seen[-1]), signal.SIGKILL)
                time.sleep(pause)
            yield [Item(str(i), payload=page(i)) for i in range(number, number + size)]

    chances = []
    for rows in engine.run(PageWorker(Signed()), work(), n_jobs=1, isolate=True):
        chances += [row[3] for row in rows]
        seen.append(rows[-1][MODEL])
    assert chances == [i / 100 for i in range(12)]
    assert len(set(seen)) > 1


def test_one_job_can_be_isolated():
    """A crash in the only worker leaves the calling process alive."""
    work = [[Item("a", payload=CRASH), Item("b", payload=page(3))]]
    (rows,) = engine.run(PageWorker(Stub()), work, n_jobs=1, isolate=True)
    assert [row[3] for row in rows] == [None, 0.03]


@pytest.mark.parametrize(("harm", "n_jobs", "size"), [(SLEEP, 1, 3), (SLEEP, 2, 3), (SPIN, 2, 1)])
def test_a_page_beyond_its_time_limit_is_given_up(harm, n_jobs, size):
    """Python code is interrupted; native code that spins takes its worker with it."""
    start = time.monotonic()
    found = judged([page(1), harm, page(2)], n_jobs=n_jobs, limit=0.3, size=size)
    assert [chance for _, chance, _ in found] == [0.01, None, 0.02]
    assert "time limit" in found[1][2]
    assert time.monotonic() - start < 30


def test_an_exception_is_an_error_row():
    """A fault in a scorer stops no run."""
    found = judged([page(1), RAISE], n_jobs=1)
    assert "LookupError: no such page" in found[1][2]


def test_reading_stays_close_to_writing():
    """However slowly results are taken, only a few batches are read ahead."""
    read = 0

    def work():
        nonlocal read
        for i in range(200):
            read += 1
            yield [Item(str(i), payload=page(i))]

    ahead = 0
    for number, _ in enumerate(engine.run(PageWorker(Stub()), work(), n_jobs=2)):
        ahead = max(ahead, read - number)
        if number == 50:
            break
    assert ahead <= 8


def test_workers_that_cannot_start_are_an_error_at_once():
    """A broken installation must not turn a corpus into error rows."""
    with pytest.raises(CorpusError, match="do not start"):
        list(engine.run(PageWorker(Unloadable()), [[Item("a", payload="x")]], isolate=True))


def test_jobs_must_make_sense():
    """Nought processes are misuse; negative numbers count from the processors."""
    with pytest.raises(ValueError, match="jobs"):
        engine.number_of_processes(0)
    assert engine.number_of_processes(-1) >= engine.number_of_processes(-2) >= 1


def test_heavy_pages_make_small_batches():
    """A batch is bounded in bytes, too."""
    items = [Item(str(i), payload="x" * 600_000) for i in range(4)]
    assert [len(batch) for batch in engine.batches(items)] == [2, 2]
