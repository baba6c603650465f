"""Spark: score a DataFrame by ``mapInArrow``, locally or on a cluster.

Every Python worker loads the model once and keeps it for all its partitions. Pages that
cannot be judged become rows with an ``error``; what a crash of native code costs is
Spark's own business (it runs the task again).

::

    from pagequality.integrations.spark import score_dataframe
    scored = score_dataframe(spark.read.parquet("crawl/"), html="html", url="url")
    scored.select("url", "pq_probability", "pq_reason_1").write.parquet("scores/")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pagequality.corpus.frames import TIME_LIMIT, added_columns, score_batch
from pagequality.corpus.items import Columns
from pagequality.errors import CorpusError, MissingExtraError
from pagequality.integrations.recipe import Recipe
from pagequality.tabular.schema import Shape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pyspark.sql import DataFrame

    from pagequality.corpus.worker import Judge

_TYPES = {"text": "string", "number": "double", "flag": "boolean"}


def score_dataframe(  # noqa: PLR0913 - each keyword is one plain choice of the caller's
    df: DataFrame,
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
) -> DataFrame:
    """Judge every page of a Spark DataFrame.

    Args:
        df: a DataFrame, classic or Spark Connect.
        html: the column of the pages, string or binary.
        url: the column of the addresses; need not be there.
        scorer: a `Scorer` of your own; without it each worker loads the default model.
        text: the pages are extracted text, not HTML.
        signals: add a column for each signal.
        explain: add the evidence as JSON.
        threshold: probability from which on a page is called low.
        prefix: of the added columns.
        keep_html: keep the pages' own column, too; it is dropped otherwise.
        time_limit: seconds a page may take.

    Returns:
        A DataFrame with the columns of ``df`` and those of the verdicts.

    Raises:
        CorpusError: there is no such column.
    """
    try:
        from pyspark.sql import types  # noqa: PLC0415 - optional
    except ImportError as error:
        message = "Spark needs pyspark: pip install 'pagequality[spark]'"
        raise MissingExtraError(message) from error
    if html not in df.columns:
        message = f"there is no column {html!r}; there are: {', '.join(df.columns)}"
        raise CorpusError(message)
    shape = Shape(signals, explain, threshold)
    kept = [field for field in df.schema.fields if keep_html or field.name != html]
    new = [
        types.StructField(name, types._parse_datatype_string(_TYPES[kind]))  # noqa: SLF001
        for name, kind in added_columns(shape, prefix)
    ]
    recipe = Recipe(scorer, Columns(html, url, id=""), shape, text, time_limit)
    scored = _mapper(recipe, prefix, None if keep_html else html)
    return df.mapInArrow(scored, types.StructType([*kept, *new]))


def _mapper(
    recipe: Recipe, prefix: str, drop: str | None
) -> Callable[[Iterator[Any]], Iterator[Any]]:
    """Return what runs on the workers; only plain values travel with it."""

    def scored(batches: Iterator[Any]) -> Iterator[Any]:
        judge: Judge = recipe.judge()
        for batch in batches:
            found = score_batch(batch, judge, prefix)
            yield found if drop is None else found.drop_columns([drop])

    return scored
