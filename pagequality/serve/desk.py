"""Requests in, answers out, whatever they come over."""

from __future__ import annotations

import json
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, Final

from pagequality.corpus.items import Item
from pagequality.corpus.pool import PagePool
from pagequality.serve.requests import LARGEST, item_of, named, refused
from pagequality.tabular.formats import json_line
from pagequality.tabular.schema import all_columns

if TYPE_CHECKING:
    from pagequality.serve.worker import RequestWorker

AHEAD: Final = 4
"""So many requests a process are taken in; the next ones wait, or are sent away."""


class Desk:
    """Worker processes behind one counter.

    Args:
        worker: what they run.
        n_jobs: how many, ``-1`` for one a processor.
        largest: bytes of a request.
    """

    def __init__(self, worker: RequestWorker, *, n_jobs: int = 1, largest: int = LARGEST) -> None:
        self.pool = PagePool(worker, n_jobs=n_jobs)
        self.room = AHEAD * self.pool.size
        self.largest = largest
        self.model: str = f"{worker.scorer.model.name} {worker.scorer.model.digest}"
        self._worker = worker
        self._names = [column.name for column in all_columns(worker.layout)]

    def submit(self, request: bytes, line: str = "") -> Future[Any]:
        """Return the future of a request's row; a bad request never reaches a process."""
        if len(request) > self.largest:
            item = Item(named(None, line))
            item = refused(item, f"the request is longer than {self.largest} bytes")
        else:
            item = item_of(request, line)
        if item.failure is None:
            return self.pool.submit(item)
        answer: Future[Any] = Future()
        answer.set_result(self._worker.failed(item, item.failure))
        return answer

    def written(self, row: Any) -> bytes:
        """Write a row as an answer: a line of JSON, with the id of the request as it came."""
        told = {"id": None, **json.loads(row[0])}
        cells = (told.pop("id"), *row[1:], *told.values())
        return json_line([*self._names, *told], cells)
