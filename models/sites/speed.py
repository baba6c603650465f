"""How long a report over a million rows of scores takes, and how much memory: one process."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

import numpy as np

from models.places import write_report
from pagequality.tabular.formats import Parquet
from pagequality.tabular.schema import Layout, all_columns

ROWS: Final = 1_000_000
SITES: Final = 50_000
_PART: Final = 10_000
_SENTENCE: Final = "The page has more of something than honest pages of its kind have"
_MEASURE: Final = """
import json, resource, sys, time
from pagequality.sites.report import site_report
report = site_report(sys.argv[1])
usage = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({"sites": len(report), "processor_seconds": round(time.process_time(), 1),
                  "peak_megabytes": round(usage.ru_maxrss / 1024)}))
"""


def write_scores(path: Path) -> None:
    """Write invented scores: sites in random order, some twenty pages each."""
    generator, columns = np.random.default_rng(0), all_columns(Layout())
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for start in range(0, ROWS, _PART):
            sites, chances = generator.integers(0, SITES, _PART), generator.random(_PART)
            rows = []
            for number, (site, chance) in enumerate(zip(sites, chances, strict=True), start):
                page = f"section-{number % 7}/an-article-about-something-{number}.html"
                known = {
                    "url": f"https://www.site{site}.example/{page}",
                    "probability": float(chance),
                    "abstained": False,
                    **{
                        f"reason_{n}": f"signal_{(number + n) % 40} +{chance:.2f}: {_SENTENCE}"
                        for n in (1, 2, 3)
                    },
                }
                rows.append(tuple(known.get(column.name) for column in columns))
            parts.append(Path(folder) / f"{start}.parquet")
            Parquet().write(parts[-1], columns, rows)
        Parquet().join(path, columns, parts)


def run(_: Path) -> None:
    """Write scores, measure a report of them in a process of its own, and write the figures."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scores.parquet"
        write_scores(path)
        found = subprocess.run(  # noqa: S603 - our own code
            [sys.executable, "-c", _MEASURE, str(path)], check=True, capture_output=True, text=True
        )
    figures = {"rows": ROWS, **json.loads(found.stdout)}
    print(figures)
    write_report("site_speed", figures)
