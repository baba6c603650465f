"""Ray: a callable class for ``Dataset.map_batches``; each actor loads the model once.

::

    from pagequality.integrations.ray import PageScorer
    scored = ray.data.read_parquet("crawl/").map_batches(
        PageScorer, batch_format="pyarrow", batch_size=256, concurrency=8,
        fn_constructor_kwargs={"options": pq.ScoringOptions(html="body")},
    )
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pagequality.corpus.frames import score_batch
from pagequality.corpus.options import DEFAULT_OPTIONS, ScoringOptions
from pagequality.corpus.worker import PageWorker

if TYPE_CHECKING:
    from pagequality.judge.scorer import Scorer


class PageScorer:
    """Takes Arrow tables with pages, gives them back with the columns of the verdicts.

    Args:
        options: the columns of the pages, and which columns to add.
        scorer: a `Scorer` of your own; without it each actor loads the default model.
        prefix: of the added columns.
        keep_html: keep the pages' own column, too; it is dropped otherwise.

    Raises:
        CorpusError: a batch has no such column.
    """

    def __init__(
        self,
        *,
        options: ScoringOptions = DEFAULT_OPTIONS,
        scorer: Scorer | None = None,
        prefix: str = "pq_",
        keep_html: bool = False,
    ) -> None:
        self._worker = PageWorker(scorer, options)
        self._prefix, self._keep_html = prefix, keep_html

    def __call__(self, batch: Any) -> Any:
        """Score one batch."""
        return score_batch(batch, self._worker, prefix=self._prefix, keep_html=self._keep_html)
