"""Ray, a real local cluster: row for row what one process gives."""

from __future__ import annotations

import os
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from sample_pages import read_samples

import pagequality as pq
from pagequality.errors import CorpusError
from pagequality.integrations.ray import PageScorer, merge_site, partial_sites

PAGES = {
    "n": list(range(20)),
    "html": [sample.html for sample in read_samples()[:19]] + [None],
    "url": [f"http://site.example/{i}" for i in range(20)],
}
OPTIONS = pq.ScoringOptions(signals=True, threshold=0.5)
ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def ray():
    """A cluster of this machine's processors."""
    ray = pytest.importorskip("ray", reason="Ray comes with pagequality[ray]")
    pytest.importorskip("ray.data")
    os.environ["RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO"] = "0"
    paths = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    ray.init(
        num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR",
        object_store_memory=200_000_000, runtime_env={"env_vars": {"PYTHONPATH": paths}},
    )  # fmt: skip
    yield ray
    ray.shutdown()


@pytest.mark.filterwarnings("ignore")
def test_ray_agrees_with_one_process(ray):
    """Over several blocks and two actors."""
    table = pa.table(PAGES)
    ray.data.DataContext.get_current().enable_progress_bars = False
    scored = ray.data.from_arrow(table).repartition(4).map_batches(
        PageScorer, batch_format="pyarrow", batch_size=5, concurrency=1,
        fn_constructor_kwargs={"options": OPTIONS},
    )  # fmt: skip
    found = sorted(scored.take_all(), key=lambda row: row["n"])
    single = pq.score_frame(table, options=OPTIONS).drop_columns(["html"])
    assert [set(row) for row in found] == [set(single.column_names)] * len(table)
    assert found == single.to_pylist()


def test_the_callable_class_without_a_cluster():
    """It is a plain class over Arrow tables."""
    table = pa.table(PAGES)
    found = PageScorer(keep_html=True)(table)
    assert found == pq.score_frame(table)
    with pytest.raises(CorpusError, match="no column"):
        PageScorer()(table.drop_columns(["html"]))


SCORES = pa.table({
    "url": [f"http://{site}.example/{i}" for i in range(12) for site in "ab"],
    "pq_probability": [0.99, 0.02] * 12,
    "pq_reason_1": ["stock +1.20: The page", None] * 12,
})  # fmt: skip


def test_sites_are_merged_from_partial_samples():
    """Batches become partial samples, and the samples of a site the row of a report."""
    parts = pa.concat_tables([partial_sites(SCORES[:9]), partial_sites(SCORES[9:])])
    found = [merge_site(parts.filter(pc.equal(parts["site"], f"{site}.example"))) for site in "ab"]
    assert (
        pa.concat_tables(found).to_pylist()
        == pq.site_report(
            SCORES.append_column("abstained", pa.nulls(24)).append_column("error", pa.nulls(24))
        ).to_pylist()
    )
    with pytest.raises(ValueError, match="misses"):
        merge_site(parts, misses=2.0)
