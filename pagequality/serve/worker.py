"""What a process runs that answers requests."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pagequality.corpus.worker import PageWorker
from pagequality.serve.requests import TEXT

if TYPE_CHECKING:
    from pagequality.corpus.items import Item


class RequestWorker(PageWorker):
    """A worker that judges HTML and extracted text alike, as each request says.

    >>> from pagequality.corpus.options import ScoringOptions
    >>> from pagequality.serve.requests import item_of
    >>> worker = RequestWorker(None, ScoringOptions(threshold=0.5))
    >>> worker(item_of(b'{"id": "a", "text": "Too short to judge."}'))[:2]
    ('{"id": "a"}', '')
    """

    @cached_property
    def of_text(self) -> PageWorker:
        """The same for text."""
        return PageWorker(self.given, replace(self.options, text=True))

    def __call__(self, item: Item, *, in_worker: bool = False) -> Any:
        """Judge one page."""
        if item.form == TEXT:
            return self.of_text(item._replace(form="page"), in_worker=in_worker)
        return super().__call__(item, in_worker=in_worker)
