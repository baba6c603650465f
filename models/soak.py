"""Hundreds of thousands of mangled pages, judged one after another: does anything raise or grow?

Each page is one of the development data, mangled in ways drawn by its number: the same number is
the same page on every machine. Blocks of pages are worked off by as many processes as there are
processors, and what came of each stands in a journal in the cache, so that a run that was broken
off goes on where it was. ``PAGEQUALITY_SOAK`` sets the number of pages (300,000).

The journal has the numbers of the pages that raised, hung or broke a promise; ``page_of`` makes
them again.
"""

from __future__ import annotations

import gzip
import json
import os
import resource
import signal
import time
from collections import Counter
from contextlib import contextmanager
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from joblib import Parallel, cpu_count, delayed

import pagequality as pq
from models.data import pages
from models.pace import slowness
from models.places import cache_folder
from pagequality.tabular.formats import csv_lines, json_line
from pagequality.tabular.schema import Layout, all_columns, row
from pagequality.views import explain
from pagequality.views.style import Style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

SEED: Final = 2026
PAGES: Final = 300_000
BLOCK: Final = 50
LARGEST: Final = 1_000_000
"""Bytes of a mangled page."""
SLOW: Final = 1.5
"""Seconds that no page of that size may take; a slower machine is allowed for."""
_HANGS: Final = 60
"""Seconds of a processor, for the machine may have much else to do."""
_SHOWN: Final = 5
_MOST_SOURCES: Final = 4000
_WORST: Final = 120_000
"""Characters of a verdict as JSON, whatever a page repeats."""
_NAMES: Final = tuple(column.name for column in all_columns(Layout()))
_STEERING: Final = frozenset(map(chr, (*range(9), 11, 12, *range(14, 32), *range(127, 160)))) | set(
    "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029"
)
_PIECES: Final = (
    b"<", b">", b"</", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?xml ?>", b'"', b"'", b"\0", b"&",
    b"&#x202e;", b"&#x1b;[2J", b"\xff\xfe", b"\xed\xa0\x80", b"\xf0\x9f", b"\xe2\x80\xae",
    b"<svg><desc>", b"<table><tr><td>", b"<select><option>", b"<b><i><u>", b"</p>", b"<template>",
    b"<noscript>", b"<script>", b"</script>", b"<style>.a{display:none}", b"<textarea>",
    b"<div style='display:none'>", b"<title>", b"<h1>", b"<meta charset=utf-16>", b"<iframe/>",
    b"<a href=",
    b'<script type="application/ld+json">{"author":[{', b"=cmd|' /C calc'!A0", b"\n\r\n",
    "İ".encode(), "\u0301".encode() * 9, "\u200d".encode(), b"<plaintext>", b"<frameset>",
)  # fmt: skip
"""What parsers, tokenizers and views may stumble over."""


class Told(NamedTuple):
    """What came of a block: pages, faults by page number, the slowest and the largest, memory."""

    block: int
    pages: int
    faults: dict[str, str]
    slowest: list[tuple[float, int]]
    largest: list[tuple[int, int]]
    resident: float
    states: dict[str, int]


def _cut(page: bytes, chance: Random, _: bytes) -> bytes:
    return page[: chance.randrange(len(page) + 1)]


def _begin_later(page: bytes, chance: Random, _: bytes) -> bytes:
    return page[chance.randrange(len(page) + 1) :]


def _span(page: bytes, chance: Random, longest: int = 4000) -> tuple[int, int]:
    start = chance.randrange(len(page) + 1)
    return start, min(len(page), start + chance.randrange(1, longest))


def _leave_out(page: bytes, chance: Random, _: bytes) -> bytes:
    start, end = _span(page, chance)
    return page[:start] + page[end:]


def _repeat(page: bytes, chance: Random, _: bytes) -> bytes:
    start, end = _span(page, chance, chance.choice((8, 80, 800, 8000)))
    times = min(chance.choice((3, 30, 300, 3000, 30_000)), LARGEST // max(end - start, 1))
    return page[:end] + page[start:end] * times + page[end:]


def _flip(page: bytes, chance: Random, _: bytes) -> bytes:
    odd = bytearray(page)
    for _number in range(min(len(odd), chance.choice((1, 10, 100, 1000)))):
        odd[chance.randrange(len(odd))] = chance.randrange(256)
    return bytes(odd)


def _strew(page: bytes, chance: Random, _: bytes) -> bytes:
    for _number in range(chance.choice((1, 5, 25))):
        place = chance.randrange(len(page) + 1)
        piece = chance.choice(_PIECES) * chance.choice((1, 1, 1, 20))
        page = page[:place] + piece + page[place:]
    return page


def _splice(page: bytes, chance: Random, other: bytes) -> bytes:
    start, end = _span(other, chance, 40_000)
    place = chance.randrange(len(page) + 1)
    return page[:place] + other[start:end] + page[place:]


def _unclose(page: bytes, chance: Random, _: bytes) -> bytes:
    names = (
        b"p",
        b"div",
        b"span",
        b"a",
        b"b",
        b"td",
        b"li",
        b"script",
        b"style",
        b"title",
        b"head",
    )
    return page.replace(b"</%b>" % chance.choice(names), b"")


def _mix(page: bytes, chance: Random, _: bytes) -> bytes:
    parts = page.split(b"<")
    chance.shuffle(parts)
    return b"<".join(parts)


def _wrap(page: bytes, chance: Random, _: bytes) -> bytes:
    tag = chance.choice(
        (b"div", b"b", b"table", b"select", b"svg", b"noscript", b"template", b"pre")
    )
    return b"<%b>" % tag * chance.choice((1, 40, 2000)) + page


def _turn(page: bytes, chance: Random, _: bytes) -> bytes:
    """Write it in another encoding, or pack it."""
    text = page.decode("utf-8", "replace")
    name = chance.choice(("utf-16", "utf-16-be", "utf-32", "latin-1", "gzip", "shift_jis", "utf-7"))
    return gzip.compress(page, mtime=0) if name == "gzip" else text.encode(name, "replace")


MANGLERS: Final[tuple[Callable[[bytes, Random, bytes], bytes], ...]] = (
    _cut, _begin_later, _leave_out, _repeat, _repeat, _flip, _strew, _strew, _splice, _unclose,
    _mix, _wrap, _turn,
)  # fmt: skip


def page_of(number: int, sources: Sequence[bytes], *, seed: int | str = SEED) -> bytes:
    """Return the mangled page of a number.

    >>> page_of(7, [b"<p>Tea", b"<p>Beans"]) == page_of(7, [b"<p>Tea", b"<p>Beans"])
    True
    """
    chance = Random(f"{seed} {number}")  # noqa: S311 - reproducible, not secret
    page = sources[number % len(sources)]
    for _ in range(chance.choice((1, 1, 2, 3, 5))):
        page = chance.choice(MANGLERS)(page, chance, chance.choice(sources))[:LARGEST]
    return page


def fault_of(page: bytes, number: int) -> tuple[str, pq.Verdict | None]:
    """Judge a page, use what a verdict offers, and say which promise is broken, if any."""
    try:
        with _watched():
            status, text = 404 if number % 20 == 0 else None, number % 11 == 0
            url = f"https://site.example/{number}" if number % 2 else None
            verdict = pq.Scorer().analyze_payload(page, text=text, url=url, status=status)
            return _broken(verdict), verdict
    except TimeoutError:
        return f"took more than {_HANGS} s", None
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the finding
        return f"{type(error).__name__}: {error}"[:300], None


def _broken(verdict: pq.Verdict) -> str:
    """Say which promise about verdicts does not hold."""
    if not verdict.abstained and not 0.0 <= verdict.probability <= 1.0:
        return f"probability {verdict.probability}"
    if verdict.abstained and not verdict.notices:
        return "abstained without a notice"
    written = verdict.to_json()
    if len(written) > _WORST:
        return f"a verdict of {len(written)} characters"
    if pq.Verdict.from_dict(json.loads(written)).to_dict() != verdict.to_dict():
        return "the verdict is another one when read back"
    cells = ("page", verdict.url, None, *row(verdict, Layout()))
    shown = (explain(verdict, style=Style()), written, csv_lines([cells]).decode(),
             json_line(_NAMES, cells).decode())  # fmt: skip
    odd = next((mark for text in shown for mark in _STEERING.intersection(text)), None)
    return "" if odd is None else f"{odd!r} reaches whoever looks"


@contextmanager
def _watched() -> Iterator[None]:
    """Raise `TimeoutError` when the body takes as much of a processor as no page may."""
    before = signal.signal(signal.SIGPROF, _too_long)
    signal.setitimer(signal.ITIMER_PROF, _HANGS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _too_long(*_: Any) -> None:
    raise TimeoutError


def judged(
    block: int, numbers: Iterable[int], sources: Sequence[bytes], *, seed: int | str = SEED
) -> Told:
    """Judge a block of mangled pages."""
    faults: dict[str, str] = {}
    times: list[tuple[float, int]] = []
    sizes: list[tuple[int, int]] = []
    states: Counter[str] = Counter()
    for number in numbers:
        page = page_of(number, sources, seed=seed)
        start = time.process_time()
        fault, verdict = fault_of(page, number)
        spent = round(time.process_time() - start, 3)
        if fault or too_slow(spent):
            faults[str(number)] = fault or f"took {spent} s for {len(page)} bytes"
        times.append((spent, number))
        if verdict is not None:
            states[verdict.state.name] += 1
            sizes.append((len(verdict.to_json()), number))
    return Told(
        block, len(times), faults, sorted(times)[-_SHOWN:], sorted(sizes)[-_SHOWN:], _resident(),
        dict(states),
    )  # fmt: skip


def too_slow(spent: float) -> bool:
    """Whether a page took longer than any may; a machine is asked for its pace only then."""
    return spent > SLOW and spent > SLOW * slowness()


def _resident() -> float:
    """Return the megabytes that this process holds now; the most it ever held elsewhere."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - no path to handle
            return int(file.read().split()[1]) * resource.getpagesize() / 1e6
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


@cache
def _sources(data: Path) -> list[bytes]:
    """Return pages to mangle; each process reads them once."""
    found: list[bytes] = []
    for stored in pages(data, ("html",), ("pages", "wild")):
        html = stored["html"]
        found.append(html.encode() if isinstance(html, str) else html)
        if len(found) == _MOST_SOURCES:
            break
    return found


def _block(block: int, data: Path, most: int) -> Told:
    return judged(block, range(block * BLOCK, min((block + 1) * BLOCK, most)), _sources(data))


def journal() -> Path:
    """Return the file in which a line a block says what came of it."""
    return cache_folder() / f"soak-{SEED}.jsonl"


def known(path: Path) -> list[Told]:
    """Return what a journal tells; a last line that was not finished tells nothing."""
    found = []
    for line in path.read_text("utf-8").splitlines() if path.exists() else ():
        try:
            found.append(Told(**json.loads(line)))
        except (ValueError, TypeError):
            continue
    return found


def summary(told: Sequence[Told]) -> list[str]:
    """Lay out what came of all blocks."""
    faults = {number: fault for one in told for number, fault in one.faults.items()}
    states: Counter[str] = Counter()
    for one in told:
        states.update(one.states)
    slowest = sorted((tuple(pair) for one in told for pair in one.slowest), reverse=True)[:_SHOWN]
    largest = sorted((tuple(pair) for one in told for pair in one.largest), reverse=True)[:_SHOWN]
    tenth = max(len(told) // 10, 1)
    first, last = (max(one.resident for one in part) for part in (told[:tenth], told[-tenth:]))
    return [
        f"{sum(one.pages for one in told)} pages, {len(faults)} faults",
        *(f"  page {number}: {fault}" for number, fault in list(faults.items())[:20]),
        f"states: {', '.join(f'{count} {name}' for name, count in states.most_common())}",
        f"slowest, in seconds: {', '.join(f'{spent:.2f} (page {n})' for spent, n in slowest)}",
        f"largest verdicts, as JSON: {', '.join(f'{size} (page {n})' for size, n in largest)}",
        f"a process held at most {first:.0f} MB in the first tenth, {last:.0f} MB in the last",
    ]


def run(data: Path) -> None:
    """Judge what no earlier run has judged, and say what came of all."""
    most = int(os.environ.get("PAGEQUALITY_SOAK", PAGES))
    path = journal()
    path.parent.mkdir(parents=True, exist_ok=True)
    told = known(path)
    done = {one.block for one in told}
    blocks = [block for block in range(-(-most // BLOCK)) if block not in done]
    print(f"{len(done)} blocks of {BLOCK} pages are done, {len(blocks)} are left", flush=True)
    work = Parallel(n_jobs=cpu_count(), return_as="generator_unordered", batch_size=1)
    with path.open("a", encoding="utf-8") as file:
        for one in work(delayed(_block)(block, data, most) for block in blocks):
            file.write(json.dumps(one._asdict()) + "\n")
            file.flush()
            told.append(one)
            if one.faults:
                print(one.faults, flush=True)
    print("\n".join(summary(told)))
