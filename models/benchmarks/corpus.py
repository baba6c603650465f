"""Measure corpus runs: pages a second, memory, and what reading costs.

    python -m models.benchmarks.corpus                     # an hour on a quiet machine
    python -m models.benchmarks.corpus --alone 15000       # shorter runs for one process
    python -m models.benchmarks.corpus --corpora FOLDER    # keeps the corpora it writes there

The development pages are repeated and written as Parquet, JSONL.gz and WARC.gz (50,000 pages need
about 5 GB), then scored from there by one and by two processes, each run in a process of its own
and numpy with one thread in each. Memory is what the run and its workers hold together
(proportional set size), sampled twice a second.
"""

from __future__ import annotations

import argparse
import base64
import gzip
import itertools
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from models.data import pages as stored_pages
from models.places import REPORTS, ROOT, data_folder, write_report
from pagequality.corpus import engine
from pagequality.corpus.columns import Columns
from pagequality.corpus.items import Item, opened
from pagequality.corpus.run import score_corpus
from pagequality.corpus.sources import open_source
from pagequality.corpus.worker import PageWorker
from pagequality.judge.scorer import Scorer

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMATS: Final = ("parquet", "jsonl.gz", "warc.gz")
IN_MEMORY: Final = 2000
GROUP: Final = 500
PAGES: Final = 50_000
_THIS: Final = "models.benchmarks.corpus"


def pages(folder: Path, number: int) -> Iterator[dict[str, Any]]:
    """Yield development pages again and again, each time under another name."""
    for turn in itertools.count():
        for row in stored_pages(folder):
            if number == 0:
                return
            number -= 1
            url = row["url"] or f"http://{row['site']}.example/"
            yield {"id": f"{row['id']}/{turn}", "url": url, "html": row["html"]}


def write_parquet(path: Path, rows: Iterator[dict[str, Any]]) -> None:
    """Write a Parquet file, a row group at a time."""
    schema = pa.schema([("id", pa.string()), ("url", pa.string()), ("html", pa.binary())])
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for group in chunks(rows):
            writer.write_table(pa.Table.from_pylist(group, schema=schema))


def chunks(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Cut into groups."""
    while group := list(itertools.islice(rows, GROUP)):
        yield group


def write_jsonl(path: Path, rows: Iterator[dict[str, Any]]) -> None:
    """Write JSON lines; bytes that are not UTF-8 are read as Latin-1."""
    with gzip.open(path, "wb", compresslevel=5) as file:
        for row in rows:
            try:
                html = row["html"].decode()
            except UnicodeDecodeError:
                html = row["html"].decode("latin-1")
            file.write(json.dumps(row | {"html": html}).encode() + b"\n")


def write_warc(path: Path, rows: Iterator[dict[str, Any]]) -> None:
    """Write WARC records, each a gzip member of its own, as crawlers do."""
    with path.open("wb") as file:
        for row in rows:
            block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + row["html"]
            name = base64.b32encode(row["id"].encode()).decode()
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{name}>\r\n"
                f"WARC-Target-URI: {row['url']}\r\nWARC-Date: 2026-01-01T00:00:00Z\r\n"
                f"Content-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n"
            )
            file.write(gzip.compress(head.encode() + block + b"\r\n\r\n", 5))


WRITERS: Final = {"parquet": write_parquet, "jsonl.gz": write_jsonl, "warc.gz": write_warc}


def tree(pid: int) -> list[int]:
    """Return a process and all its descendants."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, ValueError):
                continue
            children.setdefault(parent, []).append(int(entry.name))
    found, ahead = [], [pid]
    while ahead:
        found.append(ahead.pop())
        ahead += children.get(found[-1], [])
    return found


def memory(pid: int) -> float:
    """Return the MiB that a process and its descendants hold together."""
    total = 0
    for one in tree(pid):
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def watched(path: Path, jobs: int) -> dict[str, float]:
    """Score a corpus in a process of its own and watch it."""
    words = [sys.executable, "-m", _THIS, "--one", str(path), "--jobs", str(jobs)]
    env = os.environ | {"OMP_NUM_THREADS": "1"}
    with subprocess.Popen(words, stdout=subprocess.PIPE, env=env, cwd=ROOT) as process:  # noqa: S603
        samples: list[float] = []
        watcher = threading.Thread(target=watch, args=(process, samples))
        watcher.start()
        out = process.communicate()[0]
        watcher.join()
    if process.returncode:
        message = f"the run of {path.name} failed"
        raise SystemExit(message)
    held = np.array(samples)
    warm = held[held > held.max() / 2]
    tenth = max(1, len(warm) // 10)
    figures: dict[str, float] = json.loads(out)
    return figures | {
        "peak_mib": round(float(held.max()), 1),
        "first_tenth_mib": round(float(np.median(warm[:tenth])), 1),
        "last_tenth_mib": round(float(np.median(warm[-tenth:])), 1),
    }


def watch(process: subprocess.Popen[bytes], samples: list[float]) -> None:
    """Sample memory until the process ends."""
    while process.poll() is None:
        samples.append(memory(process.pid))
        time.sleep(0.5)


def one(path: Path, jobs: int) -> None:
    """Be the process that is watched."""
    with tempfile.TemporaryDirectory() as folder:
        report = score_corpus(path, Path(folder) / "scores.parquet", n_jobs=jobs, progress=False)
    print(json.dumps({
        "pages": report.pages, "errors": report.errors.total(),
        "pages_per_second": round(report.pages / report.seconds, 1),
    }))  # fmt: skip


def reading_cost(path: Path) -> tuple[float, float]:
    """Return seconds a page for reading alone, and for scoring pages that are in memory."""
    source = open_source(path)
    start = time.process_time()
    number = 0
    held: list[Item] = []
    for item in source.items():
        page = opened(item, Columns())
        number += 1
        if number <= IN_MEMORY:
            held.append(page)
    reading = (time.process_time() - start) / number
    worker = PageWorker(Scorer())
    start = time.process_time()
    for _ in engine.run(worker, engine.batches(held), n_jobs=1):
        pass
    return reading, (time.process_time() - start) / len(held)


def run(data: Path) -> None:
    """Write the corpora, run them all, print and keep the table."""
    measure_all(data, pages_of={1: PAGES, 2: PAGES})


def measure_all(
    data: Path,
    *,
    pages_of: dict[int, int],
    forms: tuple[str, ...] = FORMATS,
    corpora: Path | None = None,
) -> None:
    """Measure some forms, each by so many pages for each number of processes."""
    path = REPORTS / "corpus.json"
    table: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    table["processors"] = os.cpu_count()
    with tempfile.TemporaryDirectory() as folder:
        for form in forms:
            written = {
                jobs: corpus(corpora or Path(folder), form, (data, size))
                for jobs, size in pages_of.items()
            }
            table[form] = measured(written)
            print(form, json.dumps(table[form], indent=1), flush=True)
            write_report("corpus", table)


def main() -> None:
    """Read the options."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--pages", type=int, default=PAGES)
    options.add_argument("--alone", type=int, help="pages of the runs with one process")
    options.add_argument("--corpora", type=Path, help="folder where written corpora stay")
    options.add_argument("--form", choices=FORMATS, help="this form alone; others' figures stay")
    options.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    options.add_argument("--jobs", type=int, default=1, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.one:
        one(given.one, given.jobs)
        return
    measure_all(
        data_folder(),
        pages_of={1: given.alone or given.pages, 2: given.pages},
        forms=(given.form,) if given.form else FORMATS,
        corpora=given.corpora,
    )


def corpus(folder: Path, form: str, source: tuple[Path, int]) -> Path:
    """Return a corpus of some form and size, written if it is not there."""
    path = folder / f"{source[1]}.{form}"
    if not path.exists():
        unfinished = path.with_name(f"unfinished.{form}")
        WRITERS[form](unfinished, pages(*source))
        unfinished.rename(path)
    return path


def measured(corpora: dict[int, Path]) -> dict[str, Any]:
    """Return the figures of one form; ``corpora`` has a corpus for each number of processes."""
    reading, scoring = reading_cost(corpora[1])
    runs = {str(jobs): watched(path, jobs) for jobs, path in corpora.items()}
    return {
        "jobs": runs,
        "speed_up": round(runs["2"]["pages_per_second"] / runs["1"]["pages_per_second"], 2),
        "reading_ms": round(1000 * reading, 3),
        "scoring_ms": round(1000 * scoring, 3),
        "reading_overhead": round(reading / scoring, 3),
    }


if __name__ == "__main__":
    main()
