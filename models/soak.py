"""Hundreds of thousands of mangled pages, judged one after another: does anything raise or grow?

Each page is one of the development data, mangled in ways drawn by its number: the same number is
the same page on every machine. Blocks of pages are worked off by as many processes as there are
processors, and what came of each stands in a journal in the cache, so that a run that was broken
off goes on where it was. ``PAGEQUALITY_SOAK`` sets the number of pages (300,000), and
``PAGEQUALITY_SOAK_FROM`` the number of the first (0): so several machines, or days, share a soak.
How many pages a second are judged is said every minute.

At its end a run adds what it found to the report ``models/reports/soak.json``, if it is of the same
make (version, model, code, data), and judges nothing again that this already tells of. So whoever
has another machine's report goes on where that ended; the journal of another machine counts, too,
where it lies in the cache beside our own, under its name and anything behind it
(``soak-0123abcd-two.jsonl``). ``PAGEQUALITY_SOAK=0`` judges nothing and writes the report.

Journal and report have the numbers of the pages that raised, hung or broke a promise; ``page_of``
makes them again.
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
from models.soaked import (
    SHOWN,
    Soaked,
    apart,
    in_turn,
    key,
    left,
    lines,
    make_of,
    reported,
    together,
    write,
)
from pagequality.tabular.formats import csv_lines, json_line
from pagequality.tabular.schema import Layout, all_columns, row
from pagequality.views import explain
from pagequality.views.style import Style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from models.soaked import Make, Range

SEED: Final = 2026
PAGES: Final = 300_000
BLOCK: Final = 50
LARGEST: Final = 1_000_000
"""Bytes of a mangled page."""
SLOW: Final = 1.5
"""Seconds that no page of that size may take; a slower machine is allowed for."""
_HANGS: Final = 60
"""Seconds of a processor, for the machine may have much else to do."""
_MOST_SOURCES: Final = 4000
_WORST: Final = 120_000
"""Characters of a verdict as JSON, whatever a page repeats."""
_LAYOUT: Final = Layout()
_NAMES: Final = tuple(column.name for column in all_columns(_LAYOUT))
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


_MINUTE: Final = 60


class Outcome(NamedTuple):
    """What came of a page: which promise is broken, if any; the verdict, and how long as JSON."""

    fault: str
    verdict: pq.Verdict | None = None
    characters: int = 0


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
    odd = bytearray(page)
    for _number in range(chance.choice((1, 5, 25))):
        place = chance.randrange(len(odd) + 1)
        odd[place:place] = chance.choice(_PIECES) * chance.choice((1, 1, 1, 20))
    return bytes(odd)


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


def outcome_of(page: bytes, number: int) -> Outcome:
    """Judge a page, use what a verdict offers, and say which promise is broken, if any."""
    try:
        with _watched():
            status, text = 404 if number % 20 == 0 else None, number % 11 == 0
            url = f"https://site.example/{number}" if number % 2 else None
            verdict = pq.Scorer().analyze_payload(page, text=text, url=url, status=status)
            written = verdict.to_json()
            return Outcome(_broken(verdict, written), verdict, len(written))
    except TimeoutError:
        return Outcome(f"took more than {_HANGS} s")
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the finding
        return Outcome(f"{type(error).__name__}: {error}"[:300])


def _broken(verdict: pq.Verdict, written: str) -> str:
    """Say which promise about verdicts does not hold."""
    if not verdict.abstained and not 0.0 <= verdict.probability <= 1.0:
        return f"probability {verdict.probability}"
    if verdict.abstained and not verdict.notices:
        return "abstained without a notice"
    if len(written) > _WORST:
        return f"a verdict of {len(written)} characters"
    if pq.Verdict.from_dict(json.loads(written)).to_dict() != verdict.to_dict():
        return "the verdict is another one when read back"
    cells = ("page", verdict.url, None, *row(verdict, _LAYOUT))
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


def judged(numbers: range, sources: Sequence[bytes], *, seed: int | str = SEED) -> Soaked:
    """Judge a block of mangled pages."""
    faults: dict[str, str] = {}
    times: list[tuple[float, int]] = []
    sizes: list[tuple[int, int]] = []
    states: Counter[str] = Counter()
    for number in numbers:
        page = page_of(number, sources, seed=seed)
        start = time.process_time()
        found = outcome_of(page, number)
        spent = round(time.process_time() - start, 3)
        if found.fault or too_slow(spent):
            faults[str(number)] = found.fault or f"took {spent} s for {len(page)} bytes"
        times.append((spent, number))
        if found.verdict is not None:
            states[found.verdict.state.name] += 1
            sizes.append((found.characters, number))
    held, seconds = round(_resident(), 1), round(sum(spent for spent, _ in times), 3)
    slowest, largest = tuple(sorted(times)[-SHOWN:]), tuple(sorted(sizes)[-SHOWN:])
    pages = ((numbers.start, numbers.stop),)
    return Soaked(pages, seconds, faults, slowest, largest, dict(states), (held, held))


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


def _block(start: int, end: int, data: Path) -> Soaked:
    return judged(range(start, end), _sources(data))


def journal(make: Make) -> Path:
    """Return the file in which a line a block says what came of it."""
    return cache_folder() / f"soak-{key(make)}.jsonl"


def known(make: Make) -> list[Soaked]:
    """Return what the journals of a make tell; a line that was not finished tells nothing."""
    found = []
    for path in sorted(cache_folder().glob(f"{journal(make).stem}*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            try:
                found.append(Soaked.of(json.loads(line)))
            except (ValueError, TypeError, KeyError):
                continue
    return found


def run(data: Path) -> None:
    """Judge what no earlier run has judged, say what came of all, and write the report."""
    first = int(os.environ.get("PAGEQUALITY_SOAK_FROM", "0"))
    last, make = first + int(os.environ.get("PAGEQUALITY_SOAK", PAGES)), make_of(data)
    before = reported(make)
    told = apart(known(make), before.ranges)
    done = [*before.ranges, *(one for block in told for one in block.ranges)]
    blocks = left((first, last), done, BLOCK)
    pages_left = sum(end - start for start, end in blocks)
    print(f"pages {first} to {last}: {pages_left} are left to judge", flush=True)
    journal(make).parent.mkdir(parents=True, exist_ok=True)
    with journal(make).open("a", encoding="utf-8") as file:
        file.write("\n" * (file.tell() > 0))  # the last line may have broken off
        for one in _told(blocks, data):
            file.write(json.dumps(one._asdict()) + "\n")
            file.flush()
            told.append(one)
    found = together([before, in_turn(told)])
    print("\n".join(lines(found)))
    if found.pages:
        write(make, found)


def _told(blocks: Sequence[Range], data: Path) -> Iterator[Soaked]:
    """Judge blocks in all processors; say what was found as it comes, and how fast it goes."""
    begun = said = time.monotonic()
    pages_left, judged_now = sum(end - start for start, end in blocks), 0
    work = Parallel(n_jobs=cpu_count(), return_as="generator_unordered", batch_size=1)
    for one in work(delayed(_block)(start, end, data) for start, end in blocks):
        yield one
        judged_now += one.pages
        if one.faults:
            print(one.faults, flush=True)
        now = time.monotonic()
        if now - said >= _MINUTE or judged_now == pages_left:
            rate, said = judged_now / (now - begun), now
            print(f"{judged_now} of {pages_left} pages, {rate:.1f} a second", flush=True)
