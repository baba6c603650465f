"""What hostile pages cost: time and memory of a verdict on each idea of a page that costs much.

Every generator of ``tests/hostile/attacks.py`` makes a page of each of three sizes, and every page
is judged with its quotes in a process of its own, which is ended when it takes too long. So peak
memory is that of one page, and a page that crashes or hangs costs its own row. Times are those of
a processor; the pace of the machine (`models.pace`) stands beside them, for a slow machine is no
fault of a page. It needs a system that forks.
"""

from __future__ import annotations

import importlib.util
import json
import os
import resource
import signal
import time
import traceback
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pagequality as pq
from models.pace import slowness
from models.pipeline import StageError
from models.places import ROOT, write_report
from pagequality.corpus.memory import give_back

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import ModuleType

GENERATORS: Final = ROOT / "tests" / "hostile" / "attacks.py"
KILOBYTES: Final = (256, 512, 1024)
"""How large the pages are, each twice the one before."""
LONGEST: Final = 60
"""Seconds of a processor after which a page is given up."""
LEAST: Final = 0.1
"""Seconds: less counts as this much, for below it is noise that grows."""
AGAIN: Final = 2.5
"""Where time grows more than this from one size to the next, all is measured once more."""
_SMALL: Final = b"<h1>Beans</h1>" + b"<p>Water the beans in the garden every single morning." * 20


class Cost(NamedTuple):
    """What a page cost: seconds of a processor, megabytes of memory beyond a small page's."""

    seconds: float
    megabytes: float


def generators(path: Path) -> ModuleType:
    """Return the module of the generators, which lies among the tests.

    Raises:
        StageError: the tests are not there.
    """
    if not path.exists():
        message = "attacks needs the tests: there is no tests/hostile/attacks.py beside the package"
        raise StageError(message)
    spec = importlib.util.spec_from_file_location("hostile_pages", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def spent(work: Callable[[bytes], object], page: bytes) -> Cost | str:
    """Return what a page costs a process of its own, or how that process ended before its time.

    The process works on a small page first: what is copied once for any page is nobody's cost.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        _measure(work, page, writer)
    os.close(writer)
    with os.fdopen(reader, "rb") as answer:
        told = answer.read()
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if ended == 0:
        return Cost(*json.loads(told))
    return signal.Signals(-ended).name if ended < 0 else f"exit code {ended}"


def _measure(work: Callable[[bytes], object], page: bytes, writer: int) -> None:
    """Measure a page in a process that ends with it; the system ends it when it takes too long."""
    try:
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, LONGEST)
        work(_SMALL)
        before, start = _peak(), time.process_time()
        work(page)
        seconds = time.process_time() - start
        os.write(writer, json.dumps([round(seconds, 3), round(_peak() - before, 1)]).encode())
        os._exit(0)
    except BaseException:  # noqa: BLE001 - whatever it is, the parent shall not go on twice
        traceback.print_exc()
    finally:
        os._exit(1)


def _peak() -> float:
    """Return the most megabytes that this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def growth(seconds: list[float]) -> float:
    """Return how many times as long twice the page took, where it grew most.

    >>> growth([0.01, 0.05, 0.08]), growth([0.2, 0.4, 1.0])
    (1.0, 2.5)
    """
    floor = [max(one, LEAST) for one in seconds]
    steps = [after / before for before, after in pairwise(floor)]
    return round(max(steps, default=1.0), 2)


def row_of(work: Callable[[bytes], object], pages: list[bytes]) -> dict[str, Any]:
    """Measure the pages of one generator, the smallest first, until one is not finished."""
    pace, costs, row = slowness(), list[Cost](), dict[str, Any]()
    for page in pages:
        cost = spent(work, page)
        if isinstance(cost, str):
            row["ended"] = cost
            break
        costs.append(cost)
    if growth([cost.seconds for cost in costs]) > AGAIN:
        tried = [spent(work, page) for page in pages[: len(costs)]]
        costs = [
            one if isinstance(two, str) else min(one, two)
            for one, two in zip(costs, tried, strict=True)
        ]
    seconds = [cost.seconds for cost in costs]
    row |= {"seconds": seconds, "megabytes": [cost.megabytes for cost in costs]}
    return row | {"growth": growth(seconds), "pace": round(max(pace, slowness()), 2)}


def by_pace(row: dict[str, Any]) -> float:
    """Return the seconds of the largest page, on a machine of the pace that limits are made for.

    >>> by_pace({"seconds": [0.5, 1.0, 2.0], "pace": 2.0})
    1.0
    """
    return round(float(row["seconds"][-1] / row["pace"]), 3)


def summary(rows: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return the worst of every figure, with whose it is; pages that did not finish have none."""
    done = {name: row for name, row in rows.items() if "ended" not in row}
    worst: dict[str, Callable[[dict[str, Any]], float]] = {
        "seconds_by_pace": by_pace,
        "growth": lambda row: float(row["growth"]),
        "megabytes": lambda row: float(max(row["megabytes"])),
        "bs4_seconds_by_pace": lambda row: round(row.get("bs4_seconds", 0.0) / row["pace"], 3),
    }
    found: dict[str, Any] = {"generators": len(rows), "kilobytes": list(KILOBYTES)}
    found["not_finished"] = {name: row["ended"] for name, row in rows.items() if "ended" in row}
    found["pace"] = [pick((row["pace"] for row in rows.values()), default=1) for pick in (min, max)]
    for figure, of in worst.items():
        name = max(done, key=lambda name: of(done[name]), default="")
        found[figure] = {"generator": name, "most": of(done[name])} if name else {}
    return found


def run(_data: Path) -> None:
    """Measure every generator, print a table, and write the report."""
    made, rows = generators(GENERATORS), dict[str, dict[str, Any]]()
    plain, soup = (partial(_judged, pq.Scorer(parser=name)) for name in ("lexbor", "bs4"))
    for work in (plain, soup):
        work(_SMALL)
    print("seconds of 256, 512, 1024 kB  growth  megabytes  bs4, 256 kB  pace  generator")
    for name in made.ATTACKS:
        pages = [made.page(name, size * 1000).encode() for size in KILOBYTES]
        give_back()
        rows[name] = row = row_of(plain, pages)
        cost = spent(soup, pages[0])
        if isinstance(cost, Cost):
            row["bs4_seconds"] = cost.seconds
        else:
            row["ended"] = f"{cost} with bs4"
        print(_line(name, row), flush=True)
    found = summary(rows)
    print(json.dumps(found, indent=1))
    write_report("attacks", {"summary": found, "pages": rows})


def _judged(scorer: pq.Scorer, page: bytes) -> str:
    return scorer.analyze(page).to_json()


def _line(name: str, row: dict[str, Any]) -> str:
    seconds = "  ".join(f"{one:7.2f}" for one in row["seconds"])
    return (
        f"{seconds:29}{row['growth']:7.1f}  {max(row['megabytes'], default=0):9.0f}  "
        f"{row.get('bs4_seconds', 0):11.2f}  {row['pace']:4.1f}  {name}  {row.get('ended', '')}"
    )
