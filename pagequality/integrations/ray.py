"""Ray: a callable class for ``Dataset.map_batches``; each actor loads the model once.

::

    from pagequality.integrations.ray import PageScorer
    scored = ray.data.read_parquet("crawl/").map_batches(
        PageScorer, batch_format="pyarrow", batch_size=256, concurrency=8,
        fn_constructor_kwargs={"html": "html", "url": "url"},
    )
"""

from __future__ import annotations

from typing import Any

from pagequality.corpus.frames import TIME_LIMIT, score_batch
from pagequality.corpus.items import Columns
from pagequality.errors import CorpusError
from pagequality.integrations.recipe import Recipe
from pagequality.tabular.schema import Shape


class PageScorer:
    """Takes Arrow tables with pages, gives them back with the columns of the verdicts.

    Args:
        html: the column of the pages, string or binary.
        url: the column of the addresses; need not be there.
        scorer: a `Scorer` of your own; without it each actor loads the default model.
        text: the pages are extracted text, not HTML.
        signals: add a column for each signal.
        explain: add the evidence as JSON.
        threshold: probability from which on a page is called low.
        prefix: of the added columns.
        keep_html: keep the pages' own column, too; it is dropped otherwise.
        time_limit: seconds a page may take.

    Raises:
        CorpusError: a batch has no such column.
    """

    def __init__(  # noqa: PLR0913 - each keyword is one plain choice of the caller's
        self,
        *,
        html: str = "html",
        url: str = "url",
        scorer: Any = None,
        text: bool = False,
        signals: bool = False,
        explain: bool = False,
        threshold: float | None = None,
        prefix: str = "pq_",
        keep_html: bool = False,
        time_limit: float | None = TIME_LIMIT,
    ) -> None:
        shape = Shape(signals, explain, threshold)
        self._judge = Recipe(scorer, Columns(html, url, id=""), shape, text, time_limit).judge()
        self._prefix, self._drop = prefix, None if keep_html else html

    def __call__(self, batch: Any) -> Any:
        """Score one batch."""
        html = self._judge.columns.html
        if html not in batch.column_names:
            message = f"there is no column {html!r}; there are: {', '.join(batch.column_names)}"
            raise CorpusError(message)
        found = score_batch(batch, self._judge, self._prefix)
        return found if self._drop is None else found.drop_columns([self._drop])
