"""What type checkers know of a script that uses the library: no `Any` where a type can be told."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = """
import pagequality as pq

class Frame: ...

frame = Frame()
report: pq.CorpusReport = pq.corpus_report(frame)
reveal_type(pq.site_report("scores.parquet"))
reveal_type(pq.site_report(["a.csv", "b.csv"]).to_pylist())
reveal_type(pq.site_report(frame, budget=20))
reveal_type(pq.corpus_report("scores.parquet").to_frame().num_rows)
reveal_type(pq.corpus_report(frame, threshold=0.9).to_frame())
reveal_type(pq.score_frame(frame))
reveal_type(pq.FeatureExtractor().fit_transform(["<p>Tea"]))
reveal_type(pq.PageQualityClassifier().fit([], []).predict_proba([]))
verdict = pq.analyze("<p>Tea")
reveal_type(pq.plot.waterfall(verdict, ax=pq.plot.histogram([0.5])))
reveal_type(pq.plot.reliability([0.5], [1]))
"""
ARRAY = "numpy.ndarray[tuple[Any, ...], numpy.dtype[numpy.float64]]"
AXES = "matplotlib.axes._axes.Axes"
KNOWN = [
    "pagequality.tabular.frames.Table", "list[dict[str, Any]]",
    "script.Frame", "int", "script.Frame", "script.Frame", ARRAY, ARRAY, AXES, AXES,
]  # fmt: skip


def test_a_script_of_a_users_has_types(tmp_path: Path) -> None:
    """Under mypy's strictest, and without settings of ours."""
    pytest.importorskip("matplotlib")
    (tmp_path / "script.py").write_text(SCRIPT, encoding="utf-8")
    words = ("--strict", "--cache-dir", os.devnull, "--config-file", "", "script.py")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--follow-imports", "silent", *words],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    told = done.stdout.splitlines()
    assert told[-1].startswith("Success"), done.stdout + done.stderr
    found = [line.partition('Revealed type is "')[2].rstrip('"') for line in told[:-1]]
    assert found == KNOWN
