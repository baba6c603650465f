"""What a page costs: milliseconds beside bare parsers and extractors, and where they go.

Every system sees the same pages in the same order, one after another, so that a change of the
machine's speed meets all alike; it is processor time that counts, of all threads. The unit is a
bare lexbor parse of the same page. Extractors are timed where they are installed (extra
``peers``). What a process takes to import, to its first verdict and at its peak of memory is
measured in fresh processes, and how time grows on made-up pages of 1 kB to 10 MB.
"""

from __future__ import annotations

import importlib.util
import json
import os
import random
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from bs4 import BeautifulSoup
from selectolax.lexbor import LexborHTMLParser

import pagequality as pq
from models.data import pages
from models.places import write_report
from pagequality.judge.abstention import reasons_to_abstain
from pagequality.judge.scorer import shipped_scorer
from pagequality.judge.vector import vector
from pagequality.learned.main_content import decision
from pagequality.learned.models import default_models
from pagequality.reading import read
from pagequality.reading.walk import Walk
from pagequality.text.tokens import tokenise

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    System = Callable[[bytes], Any]

SEED: Final = 2026
TIMED: Final = 250
"""So many pages of each slice are timed."""
HELD: Final = 1000
"""So many pages are scored for the peak of memory."""
FRESH: Final = 5
"""So many fresh processes are started; the least counts."""
SIZES: Final = tuple(10**power for power in range(3, 8))
"""Bytes of the pages on which growth is measured."""
BARE: Final = "lexbor parse"
THREADS: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def systems() -> dict[str, System]:
    """Return what is timed: a name and a function of one page's bytes."""
    timed: dict[str, System] = {
        BARE: LexborHTMLParser,
        "pagequality read": read,
        "pagequality score": pq.score,
        "pagequality verdict": pq.analyze,
        "bs4 + lxml parse": lambda html: BeautifulSoup(html, "lxml"),
    }
    if all(map(importlib.util.find_spec, ("justext", "trafilatura", "resiliparse"))):
        import justext  # noqa: PLC0415 - an optional extra
        import trafilatura  # noqa: PLC0415 - as above
        from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415
        from resiliparse.parse.html import HTMLTree  # noqa: PLC0415

        stop_words = justext.get_stoplist("English")
        timed["jusText"] = lambda html: justext.justext(html, stop_words)
        timed["trafilatura"] = trafilatura.extract
        timed["resiliparse"] = lambda html: extract_plain_text(
            HTMLTree.parse_from_bytes(html), main_content=True
        )
    return timed


def time_all(htmls: list[bytes], timed: dict[str, System]) -> dict[str, list[float]]:
    """Time every system on every page, in milliseconds; ``nan`` where it cannot take a page."""
    spent: dict[str, list[float]] = {name: [] for name in timed}
    for html in htmls:
        for name, function in timed.items():
            started = time.process_time()
            try:
                function(html)
            except Exception:  # noqa: BLE001 - peers raise all sorts of things on broken pages
                spent[name].append(float("nan"))
            else:
                spent[name].append((time.process_time() - started) * 1e3)
    return spent


def summed(spent: dict[str, list[float]]) -> dict[str, dict[str, float]]:
    """Return median, mean and 95th percentile of each system, and its median in bare parses.

    >>> spent = {BARE: [1.0, 1.0, 1.0], "other": [2.0, 3.0, float("nan")]}
    >>> summed(spent)["other"]
    {'median': 2.5, 'mean': 2.5, 'p95': 2.95, 'parses': 2.5}
    """
    bare = float(np.nanmedian(spent[BARE]))
    return {
        name: {
            "median": round(float(np.nanmedian(values)), 3),
            "mean": round(float(np.nanmean(values)), 3),
            "p95": round(float(np.nanquantile(values, 0.95)), 3),
            "parses": round(float(np.nanmedian(values)) / bare, 2),
        }
        for name, values in spent.items()
    }


def layers(html: bytes) -> dict[str, float]:
    """Time each step on the way of one page, in milliseconds."""
    marks = [time.process_time()]

    def mark() -> None:
        marks.append(time.process_time())

    tree = LexborHTMLParser(html)
    mark()
    walk = Walk()
    if tree.root is not None:
        walk.run(tree.root, 200_000)
    mark()
    table, tokens = walk.table(), tokenise(walk.text())
    mark()
    first_word = np.searchsorted(tokens.start, np.append(table.start, len(tokens.text)))
    decision.find(default_models().main_content, table, tokens, first_word=first_word)
    mark()
    page = read(html)
    mark()
    values = vector(page)
    mark()
    scorer = shipped_scorer()
    scorer.model.judge(values, words=100)
    mark()
    reasons_to_abstain(page)
    scorer.judge(page)
    mark()
    names = ("parse", "walk", "tokenise", "main_content", "read", "signals", "model", "verdict")
    spent = np.diff(marks) * 1e3
    return dict(zip(names, spent.tolist(), strict=True))


def made_page(size: int) -> bytes:
    """Return a page of about so many bytes: a menu, then paragraphs that differ.

    >>> [round(len(made_page(size)), -3) for size in (1_000, 10_000)]
    [1000, 10000]
    """
    menu = "".join(f"<li><a href='/{name}'>{name}</a>" for name in ("Beans", "Peas", "About us"))
    parts = [f"<title>Beans</title><body><ul class=menu>{menu}</ul><main><h1>Beans</h1>"]
    length = len(parts[0])
    while length < size:
        number = len(parts)
        parts.append(
            f"<h2>Row {number}</h2><p>In week {number} we <b>watered</b> row {number} of the beans "
            f"twice, and <a href='/rows/{number}'>weighed</a> what it bore: {number % 7} pounds, "
            "which is more than our neighbours had from theirs.</p>"
        )
        length += len(parts[-1])
    return "".join(parts).encode()


def growth() -> dict[str, dict[str, float]]:
    """Return by size of a page the milliseconds of parse and verdict, the least of three each."""
    found: dict[str, dict[str, float]] = {}
    for size in SIZES:
        html = made_page(size)
        runs = [time_all([html], {BARE: LexborHTMLParser, "verdict": pq.analyze}) for _ in range(3)]
        found[str(size)] = {name: round(min(run[name][0] for run in runs), 3) for name in runs[0]}
    return found


def _fresh(code: str, given: bytes = b"") -> float:
    """Run code in a fresh process and return the number that it prints."""
    run = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", code], input=given, capture_output=True, check=True
    )
    return float(run.stdout)


def start_seconds(html: bytes) -> dict[str, float]:
    """Return the processor time of a fresh process to import, and to its first verdict."""
    begin = "import sys, time; html = sys.stdin.buffer.read(); t = time.process_time()\n"
    end = "\nprint(time.process_time() - t)"
    codes = {
        "import": "import pagequality",
        "first_verdict": "import pagequality as pq; pq.analyze(html)",
    }
    return {
        name: round(min(_fresh(begin + code + end, html) for _ in range(FRESH)), 3)
        for name, code in codes.items()
    }


def peak_megabytes(htmls: list[bytes]) -> float:
    """Return the peak memory of a process that scores these pages, as Linux counts it.

    ``getrusage`` would not do: its peak is inherited from the process that started it.
    """
    code = (
        "import sys, pagequality as pq\n"
        "while size := sys.stdin.buffer.read(8):\n"
        "    pq.score(sys.stdin.buffer.read(int.from_bytes(size, 'big')))\n"
        "status = open('/proc/self/status').read()\n"
        "print(int(status.partition('VmHWM:')[2].split()[0]) / 1024)\n"
    )
    return _fresh(code, b"".join(len(html).to_bytes(8, "big") + html for html in htmls))


def _is_web(source: str) -> bool:
    return source == "wcxb" or source.startswith("mixed")


def sampled(data: Path) -> dict[str, list[bytes]]:
    """Draw the pages of each slice, and pages of all kinds for the peak of memory."""
    rows = list(pages(data, ("source", "html")))
    random.Random(SEED).shuffle(rows)  # noqa: S311 - a sample, not a secret
    wild = [row["html"] for row in rows if row["source"].startswith("wild:")]
    web = [row["html"] for row in rows if _is_web(row["source"])]
    every = [row["html"] for row in rows]
    return {"web": web[:TIMED], "wild": wild[:TIMED], "every": every[:HELD]}


def show(title: str, rows: dict[str, dict[str, float]]) -> None:
    """Print a table of milliseconds."""
    print(f"{title:22}{'median ms':>10}{'mean ms':>10}{'p95 ms':>10}{'x lexbor':>10}")
    for name, row in rows.items():
        print(f"{name:22}" + "".join(f"{value:10.2f}" for value in row.values()))


def run(data: Path) -> None:
    """Time, print, write."""
    drawn = sampled(data)
    every = drawn.pop("every")
    for html in every[:20]:
        pq.analyze(html)
    timed = systems()
    spent = {part: time_all(htmls, timed) for part, htmls in drawn.items()}
    both = {name: [ms for part in spent.values() for ms in part[name]] for name in timed}
    parts = [layers(html) for htmls in drawn.values() for html in htmls]
    report: dict[str, Any] = {
        "pages": sum(map(len, drawn.values())),
        "clock": "processor time of all threads",
        "threads": {name: os.environ.get(name, "unset") for name in THREADS},
        "milliseconds": summed(both),
        "slices": {part: summed(found) for part, found in spent.items()},
        "layers": {
            name: round(statistics.median(part[name] for part in parts), 4) for name in parts[0]
        },
        "growth": growth(),
        "seconds": start_seconds(made_page(20_000)),
        "peak_megabytes": round(peak_megabytes(every), 1),
    }
    for part, rows in report["slices"].items():
        show(f"{len(drawn[part])} {part} pages", rows)
    show("both", report["milliseconds"])
    names = ("threads", "layers", "growth", "seconds", "peak_megabytes")
    print(json.dumps({name: report[name] for name in names}, indent=1))
    write_report("speed", report)
