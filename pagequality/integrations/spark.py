"""Spark: score a DataFrame by ``mapInArrow``, locally or on a cluster.

Every Python worker loads the model once and keeps it for all its partitions. Pages that
cannot be judged become rows with an ``error``; what a crash of native code costs is
Spark's own business (it runs the task again).

::

    from pagequality.integrations.spark import score_dataframe
    scored = score_dataframe(spark.read.parquet("crawl/"))
    scored.select("url", "pq_probability", "pq_topic_1").write.parquet("scores/")

Scores are rolled up by site in one shuffle, from partial samples that merge::

    from pagequality.integrations.spark import site_dataframe
    site_dataframe(scored).where("label = 'low'").show()
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pagequality.corpus.frames import added_columns, check_columns, score_batch
from pagequality.corpus.options import DEFAULT_OPTIONS, ScoringOptions, checked
from pagequality.corpus.worker import PageWorker
from pagequality.errors import MissingExtraError
from pagequality.sites.partials import merged, partials
from pagequality.sites.rows import COLUMNS
from pagequality.sites.sequential import Promise
from pagequality.tabular.formats import table
from pagequality.tabular.frames import rows_of
from pagequality.tabular.record import REASON
from pagequality.tabular.schema import Column

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyspark.sql import DataFrame

    from pagequality.judge.scorer import Scorer

_TYPES = {"text": "string", "number": "double", "flag": "boolean"}
_TYPES["reasons"] = (
    f"array<struct<{','.join(f'{name}:{_TYPES[REASON[name]]}' for name in REASON)}>>"
)


def score_dataframe(
    df: DataFrame,
    *,
    options: ScoringOptions = DEFAULT_OPTIONS,
    scorer: Scorer | None = None,
    prefix: str = "pq_",
    keep_html: bool = False,
) -> DataFrame:
    """Judge every page of a Spark DataFrame.

    Args:
        df: a DataFrame, classic or Spark Connect.
        options: the columns of the pages, and which columns to add.
        scorer: a `Scorer` of your own; without it each worker loads the default model.
        prefix: of the added columns.
        keep_html: keep the pages' own column, too; it is dropped otherwise.

    Returns:
        A DataFrame with the columns of ``df`` and those of the verdicts.

    Raises:
        CorpusError: there is no such column.
    """
    try:
        from pyspark.sql import types  # noqa: PLC0415 - optional
    except ImportError as error:
        message = "Spark needs pyspark: pip install pyspark (the extra [spark])"
        raise MissingExtraError(message) from error
    options = checked(options)
    check_columns(options.columns, df.columns)
    kept = [field for field in df.schema.fields if keep_html or field.name != options.html]
    new = [
        types.StructField(name, types._parse_datatype_string(_TYPES[kind]))  # noqa: SLF001
        for name, kind in added_columns(options.layout(), prefix)
    ]

    def scored(batches: Iterable[Any]) -> Iterator[Any]:
        """Run on the workers; only plain values travel with it."""
        worker = PageWorker(scorer, options)
        for batch in batches:
            yield score_batch(batch, worker, prefix=prefix, keep_html=keep_html)

    return df.mapInArrow(scored, types.StructType([*kept, *new]))


_PARTIAL = (Column("site", "text", "registrable domain"), Column("sample", "text", "as JSON"))


def site_dataframe(
    scores: DataFrame,
    *,
    false_alarms: float = 0.01,
    misses: float = 0.05,
    budget: int | None = None,
) -> DataFrame:
    """Roll a DataFrame of scores up by site; only partial samples are shuffled, and once.

    Args:
        scores: with the columns of a scores file, or of `score_dataframe`; a column ``site`` names
            the site, else the address does.
        false_alarms: the share of honest sites that may be called low.
        misses: the share of low sites that may be called honest.
        budget: judged pages after which a site is decided as things stand.

    Returns:
        A DataFrame with the columns of `site_report`; what sites share is not looked for.

    Raises:
        ValueError: a share is not between 0 and 0.5, or the budget is not positive.
    """
    promise = Promise(false_alarms, misses, budget).checked()

    def sampled(batches: Iterable[Any]) -> Iterator[Any]:
        """Keep of every batch what merging needs."""
        for batch in batches:
            yield from table(_PARTIAL, partials(_rows(batch))).to_batches()

    def whole(group: Any) -> Any:
        """Merge what was kept of one site."""
        site = group.column("site")[0].as_py()
        return table(COLUMNS, [merged(site, group.column("sample").to_pylist(), promise)])

    kept = scores.mapInArrow(sampled, _named(_PARTIAL))
    return kept.groupBy("site").applyInArrow(whole, _named(COLUMNS))


def _rows(batch: Any) -> Any:
    import pyarrow as pa  # noqa: PLC0415 - optional

    return rows_of(pa.Table.from_batches([batch]), ("url", "probability"))


def _named(columns: tuple[Column, ...]) -> str:
    """Return columns as Spark names and types them."""
    return ", ".join(f"{column.name} {_TYPES[column.type]}" for column in columns)
