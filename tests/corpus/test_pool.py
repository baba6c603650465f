"""Single pages in worker processes: whatever one does, it costs no other anything."""

from __future__ import annotations

import os
import signal
import time

import pytest
from corpus_stubs import CRASH, RAISE, SPIN, Signed, Stub, Unloadable, page

from pagequality.corpus.items import FAILED, TIME_LIMIT, WORKER_DIED, Item
from pagequality.corpus.options import ScoringOptions
from pagequality.corpus.pool import PagePool
from pagequality.corpus.worker import PageWorker
from pagequality.errors import CorpusError

WORKER = PageWorker(Stub(), ScoringOptions(time_limit=1.0), verdicts=True)


@pytest.fixture(scope="module")
def pool():
    """Two processes."""
    with PagePool(WORKER, n_jobs=2) as pool:
        yield pool


def test_every_page_gets_its_own_result(pool):
    """However many are open at once."""
    futures = [pool.submit(Item(str(n), f"http://a.example/{n}", page(n))) for n in range(50)]
    assert [future.result().url for future in futures] == [
        f"http://a.example/{n}" for n in range(50)
    ]


@pytest.mark.parametrize(
    ("harm", "code"), [(CRASH, WORKER_DIED), (RAISE, FAILED), (SPIN, TIME_LIMIT)]
)
def test_a_page_that_does_harm_is_a_failure_alone(pool, harm, code):
    """Its neighbours are judged, and so is what comes after it."""
    pages = [page(1), harm, page(2), page(3)]
    found = [pool.submit(Item("", payload=payload)) for payload in pages]
    codes = [getattr(future.result(), "code", None) for future in found]
    assert codes == [None, code, None, None]


@pytest.mark.parametrize("pause", [0.0, 0.5])
def test_a_worker_that_died_idle_is_no_fault_of_the_next_page(pause):
    """Whether its death was noticed before the page came, or not."""
    with PagePool(PageWorker(Signed(), verdicts=True), n_jobs=1) as pool:
        for number in range(3):
            found = pool.submit(Item("", payload=page(number))).result()
            assert found.probability == number / 100
            os.kill(int(found.model), signal.SIGKILL)
            time.sleep(pause)


def test_processes_that_do_not_start_are_said():
    """After three tries, not for ever."""
    with PagePool(PageWorker(Unloadable()), n_jobs=1) as pool:
        with pytest.raises(CorpusError, match="worker processes do not start"):
            pool.warm_up()
        with pytest.raises(CorpusError, match="worker processes do not start"):
            pool.submit(Item("", payload=page(1))).result()


def test_closing_drops_what_waits_and_ends_the_processes():
    """What is in hand is finished."""
    pool = PagePool(PageWorker(Stub(pause=0.2), verdicts=True), n_jobs=1)
    pool.warm_up()
    first, *others = [pool.submit(Item("", payload=page(n))) for n in range(20)]
    first.result()
    pool.close()
    assert others[-1].cancelled()
    with pytest.raises(RuntimeError):
        pool.submit(Item("", payload=page(1)))
