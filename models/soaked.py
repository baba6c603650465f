"""What a soak found: figures of ranges of pages, put together, and kept as a report.

Ranges add up if they are of one make: the same mangled pages (data, seed and how they are mangled)
judged by the same code and model. The report has those of the make that was soaked last, and of the
make before that saw the most pages.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pagequality as pq
from models import data as development
from models.cache import PACKAGE, digest, source_files
from models.places import MODELS, REPORTS, write_report

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    Range = tuple[int, int]
    Make = dict[str, str]

REPORT: Final = REPORTS / "soak.json"
SHOWN: Final = 5
"""So many of the slowest and of the largest are told."""
_DIGITS: Final = 16


class Soaked(NamedTuple):
    """What came of some pages.

    Attributes:
        ranges: their numbers, each from the first up to the one behind the last.
        seconds: of a processor, mangling left out.
        faults: what was wrong, by number.
        slowest: the longest times with the number of the page.
        largest: the most characters of a verdict as JSON, likewise.
        states: how many pages were told to be what.
        megabytes: that a process held at most, in the first tenth of the pages and in the last.
    """

    ranges: tuple[Range, ...] = ()
    seconds: float = 0.0
    faults: dict[str, str] = {}  # noqa: RUF012 - nobody writes into it
    slowest: tuple[tuple[float, int], ...] = ()
    largest: tuple[tuple[int, int], ...] = ()
    states: dict[str, int] = {}  # noqa: RUF012
    megabytes: tuple[float, float] = (0.0, 0.0)

    @property
    def pages(self) -> int:
        """How many pages there were."""
        return sum(end - start for start, end in self.ranges)

    @classmethod
    def of(cls, stored: dict[str, Any]) -> Soaked:
        """Return what a line of a journal, or a report, tells.

        >>> told = Soaked(((0, 5),), 0.5, {"3": "slow"}, ((0.4, 3),))
        >>> Soaked.of(json.loads(json.dumps(told._asdict()))) == told
        True
        """
        pairs = ("ranges", "slowest", "largest")
        lists = {name: tuple(tuple(pair) for pair in stored[name]) for name in pairs}
        return cls(**{**stored, **lists, "megabytes": tuple(stored["megabytes"])})


def make_of(data: Path) -> Make:
    """Return what a soak's figures hold for: version, model, code, and the pages."""
    model, recipe = pq.Scorer().model, digest([MODELS / "soak.py"], MODELS)
    pages = hashlib.sha256(f"{development.digest(data)} {recipe}".encode()).hexdigest()
    return {
        "version": pq.__version__,
        "model": f"{model.name} {model.digest}",
        "code": code(),
        "pages": pages[:_DIGITS],
    }


def code() -> str:
    """Return a digest of the package's source."""
    return digest(source_files(PACKAGE), PACKAGE)[:_DIGITS]


def key(make: Make) -> str:
    """Return a short name of a make, for the name of a file.

    >>> key({"version": "1"}) == key({"version": "1"}) != key({"version": "2"})
    True
    """
    return hashlib.sha256(json.dumps(make, sort_keys=True).encode()).hexdigest()[:_DIGITS]


def joined(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """Put ranges together that follow one another.

    >>> joined([(50, 100), (0, 50), (200, 210)])
    ((0, 100), (200, 210))
    """
    found: list[Range] = []
    for start, end in sorted(ranges):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return tuple(found)


def left(wanted: Range, done: Iterable[Range], most: int) -> list[Range]:
    """Return what is still to be done of a range, in pieces of at most so many pages.

    >>> left((0, 100), [(10, 40), (90, 300)], 30)
    [(0, 10), (40, 70), (70, 90)]
    """
    start, last = wanted
    open_ones = []
    for begin, end in (*joined(done), (last, last)):
        if start < min(begin, last):
            open_ones.append((start, min(begin, last)))
        start = max(start, end)
    return [
        (first, min(first + most, end))
        for begin, end in open_ones
        for first in range(begin, end, most)
    ]


def apart(parts: Iterable[Soaked], known: Iterable[Range] = ()) -> list[Soaked]:
    """Leave out what is of pages that others, or known ranges, already tell of.

    >>> one, again, two = Soaked(((0, 50),)), Soaked(((40, 60),)), Soaked(((60, 90),))
    >>> apart([one, again, two]) == [one, two], apart([one, two], known=[(80, 99)]) == [one]
    (True, True)
    """
    kept, taken = list[Soaked](), list(known)
    for part in parts:
        if not any(a < end and start < b for start, end in part.ranges for a, b in taken):
            kept.append(part)
            taken = list(joined([*taken, *part.ranges]))
    return kept


def together(parts: Sequence[Soaked]) -> Soaked:
    """Put together what came of different pages.

    >>> whole = together([Soaked(((0, 5),), 0.5, {}, ((0.2, 3),)), Soaked(((5, 9),), 1.0)])
    >>> whole.ranges, whole.pages, whole.seconds, whole.slowest
    (((0, 9),), 9, 1.5, ((0.2, 3),))
    """
    states: Counter[str] = Counter()
    for part in parts:
        states.update(part.states)
    held = [part.megabytes for part in parts] or [(0.0, 0.0)]
    return Soaked(
        joined(one for part in parts for one in part.ranges),
        round(sum(part.seconds for part in parts), 3),
        {number: fault for part in parts for number, fault in part.faults.items()},
        tuple(sorted((one for part in parts for one in part.slowest), reverse=True)[:SHOWN]),
        tuple(sorted((one for part in parts for one in part.largest), reverse=True)[:SHOWN]),
        dict(states.most_common()),
        (max(early for early, _ in held), max(late for _, late in held)),
    )


def in_turn(blocks: Sequence[Soaked]) -> Soaked:
    """Put blocks together that were judged one after another; does memory grow meanwhile?

    >>> in_turn([Soaked(megabytes=(held, held)) for held in (500, 560, 530, 520)]).megabytes
    (500, 520)
    """
    tenth = max(len(blocks) // 10, 1)
    early, late = (
        max((block.megabytes[0] for block in part), default=0.0)
        for part in (blocks[:tenth], blocks[-tenth:])
    )
    return together(blocks)._replace(megabytes=(early, late))


def reported(make: Make, path: Path = REPORT) -> Soaked:
    """Return what the report tells of a make; nothing where it tells nothing."""
    makes = json.loads(path.read_text("utf-8"))["makes"] if path.exists() else []
    return next((Soaked.of(one["soaked"]) for one in makes if one["make"] == make), Soaked())


def report(make: Make, soaked: Soaked, path: Path = REPORT) -> dict[str, Any]:
    """Return the report with what is now known of a make, which comes first."""
    makes = json.loads(path.read_text("utf-8"))["makes"] if path.exists() else []
    others = [one for one in makes if one["make"] != make]
    others.sort(key=lambda one: Soaked.of(one["soaked"]).pages, reverse=True)
    return {"makes": [{"make": make, "soaked": soaked._asdict()}, *others[:1]]}


def write(make: Make, soaked: Soaked) -> None:
    """Write the report."""
    write_report("soak", report(make, soaked))


def lines(soaked: Soaked) -> list[str]:
    """Lay out what came of all pages."""
    rate = soaked.pages / soaked.seconds if soaked.seconds else 0.0
    slowest = ", ".join(f"{spent:.2f} (page {number})" for spent, number in soaked.slowest)
    largest = ", ".join(f"{size} (page {number})" for size, number in soaked.largest)
    early, late = soaked.megabytes
    return [
        f"{soaked.pages} pages, {len(soaked.faults)} faults",
        f"a processor judged {rate:.1f} pages a second",
        *(f"  page {number}: {fault}" for number, fault in list(soaked.faults.items())[:20]),
        f"states: {', '.join(f'{count} {name}' for name, count in soaked.states.items())}",
        f"slowest, in seconds: {slowest}",
        f"largest verdicts, as JSON: {largest}",
        f"a process held at most {early:.0f} MB in the first tenth, {late:.0f} MB in the last",
    ]
