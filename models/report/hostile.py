"""What documentation and card tell of tests that attack: hostile, mangled pages, planted faults."""

from __future__ import annotations

from typing import Any, Final

from models.attacks import by_pace
from models.report.card_tables import table, wrapped
from models.soaked import Soaked, code

Report = dict[str, Any]
_SHOWN: Final = 10
_MEGABYTE: Final = 1.5
"""Seconds that SECURITY.md promises of a page of a megabyte."""


def attacks(found: Report) -> list[str]:
    """Show what hostile pages cost at most, and the slowest of them."""
    report = found.get("attacks")
    if not report:
        return ["Not measured here; `python -m models run attacks` does."]
    told, pages = report["summary"], report["pages"]
    done = {name: row for name, row in pages.items() if "ended" not in row}
    slowest = sorted(done, key=lambda name: -by_pace(done[name]))
    over = [name for name in slowest if by_pace(done[name]) > _MEGABYTE]
    last = told["kilobytes"][-1]
    lead = (
        f"{told['generators']} generators, pages of {_listed(told['kilobytes'])} kB, each in a "
        f"process of its own. At {last:,} kB the slowest verdict with its quotes takes "
        f"{told['seconds_by_pace']['most']:.2f} s of a processor ("
        f"{told['seconds_by_pace']['generator']}); {_over(over)} {_MEGABYTE:g} s. Twice the "
        f"page takes at most {told['growth']['most']:.1f} times as long "
        f"({told['growth']['generator']}). Beyond what a small page needs, memory is at most "
        f"{told['megabytes']['most']:.0f} megabytes ({told['megabytes']['generator']}). With "
        f'`parser="bs4"`, which hands what it would take long for to lexbor, '
        f"{told['kilobytes'][0]} kB take at most {told['bs4_seconds_by_pace']['most']:.2f} s "
        f"({told['bs4_seconds_by_pace']['generator']}). {_unfinished(told['not_finished'])}"
        "All seconds are divided by the pace of the machine, which took "
        f"{' to '.join(f'{pace:.1f}' for pace in told['pace'])} times as long for a plain loop as "
        f"the one for which limits of time were set. The {min(_SHOWN, len(slowest))} slowest:"
    )
    body = [
        [name, f"{by_pace(done[name]):.2f}", f"{done[name]['growth']:.1f}",
         f"{max(done[name]['megabytes']):.0f}"]
        for name in slowest[:_SHOWN]
    ]  # fmt: skip
    head = ["pages", f"seconds at {last:,} kB", "times for twice the page", "megabytes"]
    return [*wrapped(lead), "", *table(head, body)]


def _listed(numbers: list[int]) -> str:
    """Write numbers as a list.

    >>> _listed([256, 512, 1024])
    '256, 512 and 1,024'
    """
    *before, last = (f"{number:,}" for number in numbers)
    return f"{', '.join(before)} and {last}"


def _over(names: list[str]) -> str:
    """Say which pages take longer than promised.

    >>> _over([]), _over(["a"]), _over(["a", "b"])
    ('none takes more than', '1 (a) takes more than', '2 (a, b) take more than')
    """
    if not names:
        return "none takes more than"
    return f"{len(names)} ({', '.join(names)}) take{'s' * (len(names) == 1)} more than"


def _unfinished(ended: dict[str, str]) -> str:
    """Say which pages did not finish.

    >>> _unfinished({}), _unfinished({"links": "SIGPROF"})
    ('', 'Not finished: links (SIGPROF). ')
    """
    names = ", ".join(f"{name} ({how})" for name, how in ended.items())
    return f"Not finished: {names}. " if names else ""


def soak(found: Report) -> list[str]:
    """Say what came of pages that were mangled at random, of this make or of those before."""
    report = found.get("soak")
    if not report:
        return ["Nothing is soaked here yet; `python -m models run soak` does it."]
    return [line for one in report["makes"] for line in [*wrapped(_soaked(one)), ""]]


def _soaked(one: Report) -> str:
    """Say what came of the mangled pages of a make."""
    make, told = one["make"], Soaked.of(one["soaked"])
    which = "This make" if make["code"] == code() else "An earlier make"
    numbers = ", ".join(f"{start:,} to {end - 1:,}" for start, end in told.ranges)
    early, late = told.megabytes
    spent, slowest = max(told.slowest, default=(0.0, 0))
    characters, largest = max(told.largest, default=(0, 0))
    return (
        f"{which} (version {make['version']}, model {make['model']}, code {make['code']}) has "
        f"judged {told.pages:,} mangled pages, those numbered {numbers}: {_faults(told.faults)}. "
        f"The slowest took {spent:.2f} s of a processor (page {slowest}), the largest verdict has "
        f"{characters:,} characters as JSON (page {largest}). A process held at most "
        f"{early:,.0f} megabytes in the first tenth of the pages and {late:,.0f} in the last, the "
        "pages that are mangled among them. "
        f"One processor judged {told.pages / told.seconds:.0f} pages a second."
    )


def _faults(faults: dict[str, str]) -> str:
    """Say what was wrong with which pages.

    >>> _faults({}), _faults({"7": "LookupError: beans"})
    ('no fault', '1 fault (page 7: LookupError: beans)')
    """
    if not faults:
        return "no fault"
    told = "; ".join(f"page {number}: {fault}" for number, fault in list(faults.items())[:_SHOWN])
    return f"{len(faults)} fault{'s' * (len(faults) > 1)} ({told})"


def mutants(found: Report) -> list[str]:
    """Say how many planted faults the tests notice, and which they do not."""
    report = found.get("mutants")
    if not report:
        return []
    survivors = report["survivors"]
    left = f" Unnoticed: {'; '.join(survivors)}." if survivors else ""
    return wrapped(
        f"Of {report['number']} faults planted in the code one by one (`models/mutants.py`) the "
        f"tests of their parts notice {report['killed']}.{left}"
    )
