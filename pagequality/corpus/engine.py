"""Batches of items in, results out: in order, within bounded memory, whatever dies.

Why not ``joblib.Parallel``: when one of its workers dies, the whole call fails and the
results in flight are lost, with no word on which page did it. So this stands one layer
below, on joblib's own engine: one loky executor of one process for each job. A
death then breaks one process; its first open batch is run again page by page on a fresh
worker, and only a page that kills a worker while it is alone there becomes a failure. A worker may
die idle, too; then no page is to blame.

Backpressure: a process holds two batches, and no more than a few batches a process are read ahead
of the oldest one that is not finished. So memory does not depend on the corpus.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import deque
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from contextlib import suppress
from dataclasses import dataclass, field
from logging import getLogger
from typing import TYPE_CHECKING, Any, Final

from joblib import cpu_count
from joblib.externals.loky import ProcessPoolExecutor

from pagequality.arguments import need_whole_number
from pagequality.corpus.interrupt import Stopped
from pagequality.corpus.items import TIME_LIMIT, WORKER_DIED, Item
from pagequality.corpus.memory import give_back
from pagequality.errors import CorpusError
from pagequality.tabular.failure import Failure
from pagequality.text.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pagequality.corpus.worker import PageWorker

_log = getLogger(__name__)
PAGES: Final = 32
BYTES: Final = 1_000_000
_DEPTH: Final = 2
_AHEAD: Final = 3
STARTS: Final = 3
"""So often a worker process may fail to start before that is the run's error."""
_PATIENCE: Final = 10.0
_ONE_THREAD: Final = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"
)
"""A worker has one processor: threads of numpy's libraries would wait for each other."""


def number_of_processes(n_jobs: int) -> int:
    """Turn ``-1`` into all processors, ``-2`` into all but one, and so on.

    >>> number_of_processes(3), number_of_processes(-1) >= 1
    (3, True)
    """
    need_whole_number("n_jobs", n_jobs)
    if n_jobs == 0:
        message = "n_jobs must be 1 or more, or negative to count from the number of processors"
        raise ValueError(message)
    return n_jobs if n_jobs > 0 else max(1, cpu_count() + 1 + n_jobs)


def batches(items: Iterable[Item], *, pages: int = PAGES) -> Iterator[list[Item]]:
    """Gather items until they are many or heavy, or nothing more is to be read.

    >>> [len(batch) for batch in batches(map(Item, "abcde"), pages=2)]
    [2, 2, 1]
    """
    batch: list[Item] = []
    weight = 0
    with suppress(Stopped):
        for item in items:
            batch.append(item)
            weight += len(item.payload or "")
            if len(batch) >= pages or weight >= BYTES:
                yield batch
                batch, weight = [], 0
    if batch:
        yield batch


def run(
    worker: PageWorker, work: Iterable[list[Item]], *, n_jobs: int = 1, isolate: bool = False
) -> Iterator[list[Any]]:
    """Judge batches and yield their results in order.

    Args:
        worker: what each worker runs.
        work: batches; they are pulled only when there is room.
        n_jobs: processes; with one, this very process does the work, and nothing protects it
            from a page that crashes native code, unless ``isolate`` is set.
        isolate: use a worker process even for one job.
    """
    n_jobs = number_of_processes(n_jobs)
    if n_jobs == 1 and not isolate:
        _ = worker.scorer  # as in `_prepare`
        for batch in work:
            yield [worker(item) for item in batch]
            give_back()
        return
    yield from _Pool(worker, n_jobs).run(work)


def start_process(worker: PageWorker) -> ProcessPoolExecutor:
    """Start one worker process; `process_id` and `judge_batch` are what it does."""
    return ProcessPoolExecutor(
        max_workers=1, timeout=None, initializer=_prepare, initargs=(worker, os.getpid()),
        env=_ONE_THREAD,
    )  # fmt: skip


@dataclass(eq=False)
class _Task:
    """A batch and its results as they come; a batch may be split into single pages."""

    items: list[Item]
    results: list[Any] = field(default_factory=list)

    @property
    def done(self) -> bool:
        """Whether every item has its result."""
        return len(self.results) == len(self.items)


class _FedProcess:
    """One worker process with the batches that it has been given, oldest first."""

    def __init__(self, worker: PageWorker) -> None:
        self.worker = worker
        self.tasks: deque[_Task] = deque()
        self.futures: deque[Future[list[Any]]] = deque()
        self.alone = False
        self.pid = 0
        self.starting, self.starts = True, 0
        self.start()

    def start(self) -> None:
        """Start a worker; its first future says that it is ready."""
        self.executor = start_process(self.worker)
        self.starting, self.starts = True, self.starts + 1
        self.futures.append(self.executor.submit(process_id))

    def feed(self) -> None:
        """Submit what may be submitted: two batches, or one page of a batch in doubt."""
        if self.starting:
            return
        if self.alone:
            if not self.futures:
                task = self.tasks[0]
                self.submit([task.items[len(task.results)]])
            return
        for task in list(self.tasks)[len(self.futures) :]:
            self.submit(task.items)

    def submit(self, items: list[Item]) -> None:
        """Send items to the worker; a pool that broke meanwhile shows in the future."""
        try:
            self.futures.append(self.executor.submit(judge_batch, items))
        except BrokenExecutor as error:
            broken: Future[list[Any]] = Future()
            broken.set_exception(error)
            self.futures.append(broken)

    def collect(self) -> None:
        """Take the results that have come, and mend the process if its worker has died."""
        while self.futures and self.futures[0].done():
            future = self.futures[0]
            error = future.exception()
            if error is not None and not isinstance(error, BrokenExecutor):
                raise error
            if error is not None:
                self._mend(error)
            else:
                self.futures.popleft()
                self._take(future.result())
            self.feed()

    def end(self) -> None:
        """End the worker, busy or not.

        A busy one is killed before its executor is shut down: loky stumbles over work that
        it has not handed out yet when it is told to do both.
        """
        if self.starting and self.futures:
            wait(self.futures, _PATIENCE)
        elif not all(future.done() for future in self.futures):
            with suppress(ProcessLookupError):
                os.kill(self.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
            wait(self.futures, _PATIENCE)
        self.executor.shutdown(wait=True, kill_workers=True)

    def _take(self, results: list[Any]) -> None:
        if self.starting:
            self.starting, self.starts = False, 0
            (self.pid,) = results
            return
        task = self.tasks[0]
        task.results += results
        if task.done:
            self.tasks.popleft()
            self.alone = False

    def _mend(self, error: BaseException) -> None:
        self.futures.clear()
        self.executor.shutdown(wait=True, kill_workers=True)
        if self.starting and self.starts >= STARTS:
            message = f"worker processes do not start: {error}"
            raise CorpusError(message) from error
        if not self.starting:
            self._blame(error)
        _log.info("a worker died and is started again: %s", visible(str(error)))
        self.start()

    def _blame(self, error: BaseException) -> None:
        """Go on page by page; a page that was alone when the worker died is to blame.

        Not the first time: a worker may have died before it took a page. Only its time is its own.
        """
        task = self.tasks[0]
        cause = cause_of_death(error, self.worker.options.time_limit)
        if self.alone or (len(task.items) == 1 and cause.code == TIME_LIMIT):
            item = task.items[len(task.results)]
            self._take([self.worker.failed(item, cause)])
        else:
            self.alone = True


class _Pool:
    """All processes, and the batches in the order in which they were read."""

    def __init__(self, worker: PageWorker, n_jobs: int) -> None:
        self.processes = [_FedProcess(worker) for _ in range(n_jobs)]
        self.order: deque[_Task] = deque()

    def run(self, work: Iterable[list[Item]]) -> Iterator[list[Any]]:
        """Yield the results of each batch, the oldest first."""
        source = iter(work)
        more = True
        try:
            while more or self.order:
                more = more and self._fill(source)
                while self.order and self.order[0].done:
                    yield self.order.popleft().results
                if self.order:
                    self._wait()
        finally:
            self.close()

    def _fill(self, source: Iterator[list[Item]]) -> bool:
        """Give out batches while there is room; false when there are no more."""
        while len(self.order) < _AHEAD * len(self.processes):
            process = min(self.processes, key=lambda process: len(process.tasks))
            if len(process.tasks) >= _DEPTH:
                return True
            batch = next(source, None)
            if batch is None:
                return False
            task = _Task(batch)
            self.order.append(task)
            process.tasks.append(task)
            process.feed()
        return True

    def _wait(self) -> None:
        """Wait until a worker has finished or died."""
        if not self.order[0].done:
            wait(
                [process.futures[0] for process in self.processes if process.futures],
                None,
                FIRST_COMPLETED,
            )
        for process in self.processes:
            process.collect()

    def close(self) -> None:
        """End the workers, whatever they are doing."""
        for process in self.processes:
            process.end()


def cause_of_death(error: BaseException, limit: float | None) -> Failure:
    """Tell a page that used up its time in native code from one that crashed."""
    if "SIGPROF" in str(error):
        return Failure(TIME_LIMIT, f"the page took more than {limit:g} s in native code")
    found = [name for name in ("SIGKILL", "SIGSEGV", "SIGABRT", "SIGBUS") if name in str(error)]
    return Failure(WORKER_DIED, f"the worker died on this page ({', '.join(found) or 'unknown'})")


_worker: PageWorker | None = None


def _prepare(worker: PageWorker, parent: int) -> None:
    """Make a process ready: load the models, leave signals to the parent, end with it."""
    global _worker  # noqa: PLW0603 - a process has one worker for all its life
    _worker = worker
    _ = worker.scorer  # loaded before the first page, whose time is counted
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    """End this process when its parent has gone, however it went."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def process_id() -> list[Any]:
    """Say which process this is: the first thing that a worker does, once it is prepared."""
    return [os.getpid()]


def judge_batch(items: list[Item]) -> list[Any]:
    """Judge a batch in this worker process."""
    if _worker is None:
        message = "the worker was not prepared"
        raise RuntimeError(message)
    results = [_worker(item, in_worker=True) for item in items]
    give_back()
    return results
