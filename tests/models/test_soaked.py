"""What a soak found: ranges that add up, makes that do not, and what the documentation says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

import pagequality as pq
from models import soaked
from models.places import write_json
from models.report import hostile
from models.soaked import Soaked

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

MAKE = {"version": "1", "model": "beans 0123", "code": "4567", "pages": "89ab"}
ONE = Soaked(
    ((0, 50),), 5.0, {"7": "LookupError: beans"}, ((0.1, 3), (0.9, 7)), ((900, 3),),
    {"ok": 40, "thin": 10}, (500.0, 510.0),
)  # fmt: skip
TWO = Soaked(((50, 100),), 2.5, {}, ((0.2, 60),), ((1000, 61),), {"ok": 50}, (505.0, 506.0))
RANGES = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6)


def test_ranges_add_up() -> None:
    """Pages, seconds, faults and states are summed; the slowest and largest of all are kept."""
    both = soaked.together([ONE, TWO])
    assert both.ranges == ((0, 100),)
    assert (both.pages, both.seconds, both.faults) == (100, 7.5, ONE.faults)
    assert both.slowest == ((0.9, 7), (0.2, 60), (0.1, 3))
    assert both.largest[0] == (1000, 61)
    assert both.states == {"ok": 90, "thin": 10}
    assert both.megabytes == (505.0, 510.0)
    assert soaked.together([both, Soaked()]) == both


@given(RANGES, st.tuples(st.integers(0, 60), st.integers(0, 60)), st.integers(1, 20))
def test_what_is_left_and_what_is_done_are_the_whole(
    done: list[tuple[int, int]], wanted: tuple[int, int], most: int
) -> None:
    """Each number that is wanted is done or left, none is left twice, and no piece is too long."""
    done = [pair for pair in done if pair[0] < pair[1]]
    over = {number for start, end in done for number in range(start, end)}
    pieces = soaked.left(wanted, done, most)
    numbers = [number for start, end in pieces for number in range(start, end)]
    assert numbers == sorted(set(range(*wanted)) - over)
    assert all(0 < end - start <= most for start, end in pieces)
    assert {n for start, end in soaked.joined(done) for n in range(start, end)} == over


def test_a_report_knows_makes_apart(tmp_path: Path) -> None:
    """Figures of another make are not added; the last make stands first, then the longest soak."""
    path = tmp_path / "soak.json"
    other, third = MAKE | {"code": "cdef"}, MAKE | {"model": "peas 0123"}
    for make, found in ((other, TWO), (MAKE, ONE), (third, soaked.together([ONE, TWO]))):
        assert soaked.reported(make, path) == Soaked()
        write_json(path, soaked.report(make, found, path))
        assert soaked.reported(make, path) == found
    write_json(path, soaked.report(MAKE, ONE, path))
    kept = json.loads(path.read_text("utf-8"))["makes"]
    assert [one["make"] for one in kept] == [MAKE, third]


def test_a_make_is_code_model_and_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever changes verdicts, or the pages, is another make."""
    monkeypatch.setattr("models.data.digest", lambda _: "data")
    make = soaked.make_of(tmp_path)
    assert make["model"] == pq.analyze("<p>Beans").model
    assert soaked.make_of(tmp_path) == make
    monkeypatch.setattr("models.data.digest", lambda _: "other data")
    other = soaked.make_of(tmp_path)
    assert {name for name in make if make[name] != other[name]} == {"pages"}
    monkeypatch.setattr(soaked, "code", lambda: "other code")
    assert soaked.key(soaked.make_of(tmp_path)) != soaked.key(other)


def test_the_documentation_says_what_was_soaked() -> None:
    """Which pages of which make, what was wrong, and whether it is the make at hand."""
    makes = [
        {"make": MAKE | {"code": soaked.code()}, "soaked": soaked.together([ONE, TWO])._asdict()},
        {"make": MAKE, "soaked": TWO._asdict()},
    ]
    told = " ".join(hostile.soak({"soak": {"makes": makes}}))
    assert "This make (version 1, model beans 0123" in told
    assert "judged 100 mangled pages, those numbered 0 to 99: 1 fault (page 7: LookupError" in told
    assert "slowest took 0.90 s of a processor (page 7)" in told
    assert "1,000 characters as JSON (page 61)" in told
    assert "13 pages a second" in told
    assert "An earlier make (version 1" in told
    assert "those numbered 50 to 99: no fault" in told
    assert "run soak" in " ".join(hostile.soak({}))
