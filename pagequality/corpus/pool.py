"""Single pages in, results out as they come: for crawlers and servers, which have no corpus.

A process has one page at a time, so a page that ends its process is known, and costs nobody else
anything: it is tried once more on a fresh one, for the first may have died idle, and becomes a
failure if that ends, too; the next page gets a fresh process. Threads wait for the processes; the
caller gets futures, and his event loop stays free.
"""

from __future__ import annotations

from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Self

from pagequality.corpus.engine import (
    STARTS,
    cause_of_death,
    judge_batch,
    number_of_processes,
    process_id,
    start_process,
)
from pagequality.corpus.items import TIME_LIMIT
from pagequality.errors import CorpusError

if TYPE_CHECKING:
    from joblib.externals.loky import ProcessPoolExecutor

    from pagequality.corpus.items import Item
    from pagequality.corpus.worker import PageWorker


class PagePool:
    """Worker processes that judge pages, each one at a time.

    Nothing is started before the first page. The pool itself bounds nothing: whoever submits
    keeps no more pages open than he has room for.

    Args:
        worker: what a process runs.
        n_jobs: processes, ``-1`` for all processors.

    Attributes:
        size: how many processes.

    >>> from pagequality.corpus.items import Item
    >>> from pagequality.corpus.worker import PageWorker
    >>> with PagePool(PageWorker(verdicts=True), n_jobs=1) as pool:
    ...     pool.submit(Item("a", payload="<p>Too short to judge.")).result().label
    'not judged'
    """

    def __init__(self, worker: PageWorker, *, n_jobs: int = 1) -> None:
        self.size = number_of_processes(n_jobs)
        self._processes = [_PooledProcess(worker) for _ in range(self.size)]
        self._idle: SimpleQueue[_PooledProcess] = SimpleQueue()
        for process in self._processes:
            self._idle.put(process)
        self._threads = ThreadPoolExecutor(self.size, thread_name_prefix="pagequality")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def submit(self, item: Item) -> Future[Any]:
        """Return the future of a page's result; it raises only if no process can be started.

        ``asyncio.wrap_future`` makes it one that can be awaited.
        """
        return self._threads.submit(self._judge, item)

    def warm_up(self) -> None:
        """Start the processes ahead of the first page, and wait until they are ready.

        Raises:
            CorpusError: they cannot be started.
        """
        for process in self._processes:
            process.start()

    def close(self) -> None:
        """Finish the pages in hand, drop those that wait, and end the processes."""
        self._threads.shutdown(wait=True, cancel_futures=True)
        for process in self._processes:
            process.end()

    def _judge(self, item: Item) -> Any:
        process = self._idle.get()
        try:
            return process.judge(item)
        finally:
            self._idle.put(process)


class _PooledProcess:
    """One worker process, replaced when it has died."""

    def __init__(self, worker: PageWorker) -> None:
        self.worker = worker
        self.executor: ProcessPoolExecutor | None = None

    def start(self) -> ProcessPoolExecutor:
        """Return a process that is ready."""
        for _ in range(STARTS):
            if self.executor is None:
                self.executor = start_process(self.worker)
            try:
                self.executor.submit(process_id).result()
            except BrokenExecutor as error:
                self.end()
                message = f"worker processes do not start: {error}"
            else:
                return self.executor
        raise CorpusError(message)

    def judge(self, item: Item) -> Any:
        """Judge a page; one on which a fresh process dies, too, is to blame.

        The first may have died before it took the page, as when the system is short of memory.
        """
        for last in (False, True):
            executor = self.executor or self.start()
            try:
                return executor.submit(judge_batch, [item]).result()[0]
            except BrokenExecutor as error:
                self.end()
                cause = cause_of_death(error, self.worker.options.time_limit)
            if last or cause.code == TIME_LIMIT:
                break
        return self.worker.failed(item, cause)

    def end(self) -> None:
        """End the process."""
        if self.executor is not None:
            self.executor.shutdown(wait=True, kill_workers=True)
            self.executor = None
