"""A desk that needs no processes."""

from __future__ import annotations

from concurrent.futures import Future

import pytest

from pagequality.serve.desk import Desk
from pagequality.serve.worker import RequestWorker


class OwnPool:
    """In place of processes: this one, at once or when it is told to."""

    size = 1

    def __init__(self, worker, *, waits=False):
        self.worker, self.waits, self.open = worker, waits, []

    def submit(self, item):
        """Judge a page, or keep it."""
        future = Future()
        self.open.append((future, item))
        if not self.waits:
            future.set_result(self.worker(item))
        return future


@pytest.fixture
def desk():
    """A desk without processes; its room is four requests of at most 500 bytes."""
    worker = RequestWorker()
    desk = Desk(worker, n_jobs=1, largest=500)
    desk.pool.close()
    desk.pool = OwnPool(worker)
    return desk
