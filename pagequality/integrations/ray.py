"""Ray: a callable class for ``Dataset.map_batches``; each actor loads the model once.

::

    from pagequality.integrations.ray import PageScorer
    scored = ray.data.read_parquet("crawl/").map_batches(
        PageScorer, batch_format="pyarrow", batch_size=256, concurrency=8,
        fn_constructor_kwargs={"options": pq.ScoringOptions(html="body")},
    )

Scores are rolled up by site in one shuffle, from partial samples that merge::

    from pagequality.integrations.ray import merge_site, partial_sites
    sites = (
        scored.map_batches(partial_sites, batch_format="pyarrow")
        .groupby("site").map_groups(merge_site, batch_format="pyarrow")
    )
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pagequality.corpus.frames import score_batch
from pagequality.corpus.options import DEFAULT_OPTIONS, ScoringOptions, checked
from pagequality.corpus.worker import PageWorker
from pagequality.sites.partials import merged, partials
from pagequality.sites.rows import COLUMNS
from pagequality.sites.sequential import Promise
from pagequality.tabular.formats import table
from pagequality.tabular.frames import rows_of
from pagequality.tabular.schema import Column

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
        self._worker = PageWorker(scorer, checked(options))
        self._prefix, self._keep_html = prefix, keep_html

    def __call__(self, batch: Any) -> Any:
        """Score one batch."""
        return score_batch(batch, self._worker, prefix=self._prefix, keep_html=self._keep_html)


_PARTIAL = (Column("site", "text", "registrable domain"), Column("sample", "text", "as JSON"))


def partial_sites(batch: Any) -> Any:
    """Turn an Arrow table of scores into one of sites with partial samples, for ``map_batches``."""
    return table(_PARTIAL, partials(rows_of(batch, ("url", "probability"))))


def merge_site(
    group: Any, *, false_alarms: float = 0.01, misses: float = 0.05, budget: int | None = None
) -> Any:
    """Turn all partial samples of one site into its row of the report, for ``map_groups``.

    Args:
        group: an Arrow table that `partial_sites` made, of one site.
        false_alarms: the share of honest sites that may be called low.
        misses: the share of low sites that may be called honest.
        budget: judged pages after which a site is decided as things stand.
    """
    promise = Promise(false_alarms, misses, budget).checked()
    site = group.column("site")[0].as_py()
    return table(COLUMNS, [merged(site, group.column("sample").to_pylist(), promise)])
