"""Milliseconds a page: the full verdict beside bare parsers and two extractors, in one run.

jusText and trafilatura are timed where they are installed (extra ``peers``). Every system sees
the same pages in the same order, one after another, so that a change of the machine's speed meets
all alike. Medians are quoted, and the ratio to a bare lexbor parse.
"""

from __future__ import annotations

import importlib.util
import json
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

SEED: Final = 2026
TIMED: Final = 400
"""So many pages are timed."""
HELD: Final = 1000
"""So many pages are scored for the peak of memory."""


def systems() -> dict[str, Callable[[bytes], Any]]:
    """Return what is timed: a name and a function of one page's bytes."""
    timed: dict[str, Callable[[bytes], Any]] = {
        "lexbor parse": LexborHTMLParser,
        "pagequality verdict": pq.analyze,
        "pagequality score": pq.score,
        "pagequality read": read,
        "bs4 + lxml parse": lambda html: BeautifulSoup(html, "lxml"),
    }
    if all(map(importlib.util.find_spec, ("justext", "trafilatura"))):
        import justext  # noqa: PLC0415 - an optional extra
        import trafilatura  # noqa: PLC0415 - as above

        stop_words = justext.get_stoplist("English")
        timed["jusText"] = lambda html: justext.justext(html, stop_words)
        timed["trafilatura"] = trafilatura.extract
    return timed


def layers(html: bytes) -> dict[str, float]:
    """Time each step on the way of one page, in milliseconds."""
    marks = [time.perf_counter()]

    def mark() -> None:
        marks.append(time.perf_counter())

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


def time_all(
    htmls: list[bytes], timed: dict[str, Callable[[bytes], Any]]
) -> dict[str, list[float]]:
    """Time every system on every page; a page that a system cannot take counts as unknown."""
    spent: dict[str, list[float]] = {name: [] for name in timed}
    for html in htmls:
        for name, function in timed.items():
            started = time.perf_counter()
            try:
                function(html)
            except Exception:  # noqa: BLE001, S112 - peers raise all sorts of things on broken pages
                continue
            spent[name].append((time.perf_counter() - started) * 1e3)
    return spent


def import_seconds() -> float:
    """Return the least of five times that ``import pagequality`` takes in a fresh process."""
    code = (
        "import time; t = time.perf_counter(); import pagequality; print(time.perf_counter() - t)"
    )
    runs = (
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)  # noqa: S603
        for _ in range(5)
    )
    return min(float(run.stdout) for run in runs)


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
    stream = b"".join(len(html).to_bytes(8, "big") + html for html in htmls)
    run = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", code], input=stream, capture_output=True, check=True
    )
    return float(run.stdout)


def run(data: Path) -> None:
    """Time, print, write."""
    everything: list[bytes] = [row["html"] for row in pages(data)]
    random.Random(SEED).shuffle(everything)  # noqa: S311 - a sample, not a secret
    htmls = everything[:TIMED]
    for html in htmls[:20]:
        pq.analyze(html)
    spent = time_all(htmls, systems())
    bare = statistics.median(spent["lexbor parse"])
    report: dict[str, Any] = {"pages": len(htmls), "milliseconds": {}}
    print(f"{'':22}{'median ms':>10}{'mean ms':>10}{'x lexbor':>10}")
    for name, values in spent.items():
        median, mean = statistics.median(values), statistics.fmean(values)
        report["milliseconds"][name] = {"median": round(median, 3), "mean": round(mean, 3)}
        print(f"{name:22}{median:10.3f}{mean:10.3f}{median / bare:10.1f}")
    report["verdict_over_parse"] = round(statistics.median(spent["pagequality verdict"]) / bare, 2)
    parts = [layers(html) for html in htmls]
    report["layers"] = {
        name: round(statistics.median(p[name] for p in parts), 4) for name in parts[0]
    }
    report["import_seconds"] = round(import_seconds(), 3)
    report["peak_megabytes"] = round(peak_megabytes(everything[:HELD]), 1)
    print(json.dumps({key: report[key] for key in ("layers", "import_seconds", "peak_megabytes")}))
    write_report("speed", report)
