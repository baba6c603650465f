"""Spark, a real local session: row for row what one process gives."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pyarrow as pa
import pytest
from sample_pages import read_samples

import pagequality as pq
from pagequality.errors import CorpusError

if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
    pytest.skip("Spark needs Java", allow_module_level=True)
pytest.importorskip("pyspark", reason="Spark comes with pagequality[spark]")

pytestmark = pytest.mark.filterwarnings("ignore")

OPTIONS = pq.ScoringOptions(signals=True, explain=True, threshold=0.5)
ROOT = Path(__file__).parent.parent.parent
PAGES = [
    (i, sample.html, f"http://site.example/{i}") for i, sample in enumerate(read_samples()[:20])
]


@pytest.fixture(scope="module")
def spark(tmp_path_factory):
    """A session with two workers."""
    from pyspark.sql import SparkSession  # noqa: PLC0415 - optional

    before = dict(os.environ)
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    home = tmp_path_factory.mktemp("spark")
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.warehouse.dir", str(home))
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "4")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()
    os.environ.clear()
    os.environ.update(before)


@pytest.mark.parametrize("kind", ["binary", "string"])
def test_spark_agrees_with_one_process(spark, kind):
    """Bytes or text, over several partitions and batches."""
    from pagequality.integrations.spark import score_dataframe  # noqa: PLC0415 - optional

    pages = PAGES if kind == "binary" else [(i, h.decode(errors="replace"), u) for i, h, u in PAGES]
    pages = [*pages, (99, None, None)]
    frame = spark.createDataFrame(pages, f"n int, html {kind}, url string").repartition(3)
    scored = score_dataframe(frame, options=OPTIONS)
    assert scored.columns[:2] == ["n", "url"]
    found = {row["n"]: row.asDict(recursive=True) for row in scored.collect()}
    table = pa.table(dict(zip(("n", "html", "url"), zip(*pages, strict=True), strict=True)))
    single = pq.score_frame(table, options=OPTIONS)
    for row in single.drop_columns(["html"]).to_pylist():
        assert found[row["n"]] == row
    assert len(found) == len(pages)


def test_columns_are_checked_before_anything_runs(spark):
    """A wrong name is said at once; the page can be kept."""
    from pagequality.integrations.spark import score_dataframe  # noqa: PLC0415 - optional

    frame = spark.createDataFrame([("<p>Tea",)], "body string")
    with pytest.raises(CorpusError, match="body"):
        score_dataframe(frame)
    body = pq.ScoringOptions(html="body")
    assert score_dataframe(frame, options=body, keep_html=True).first()["body"] == "<p>Tea"


def test_sites_on_spark_are_those_of_one_process(spark):
    """Over several partitions: partial samples of a site merge into what one tracker says."""
    from pagequality.integrations.spark import site_dataframe  # noqa: PLC0415 - optional

    pages = [
        (f"http://{site}.example/{i}", chance, False, None)
        for i in range(30) for site, chance in (("low", 0.99), ("good", 0.02), ("few", None))
    ]  # fmt: skip
    names = "url string, probability double, abstained boolean, error string"
    frame = spark.createDataFrame(pages, names).repartition(3)
    found = {row["site"]: row.asDict() for row in site_dataframe(frame).collect()}
    columns = zip(
        ("url", "probability", "abstained", "error"), zip(*pages, strict=True), strict=True
    )
    single = pq.site_report(pa.table(dict(columns)))
    assert found == {row["site"]: row for row in single.to_pylist()}
