"""Mangled pages, a few of the many that `python -m models run soak` judges: nothing raises."""

from __future__ import annotations

import json
import re
import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_pages import read_samples

from models import soak, soaked
from models.places import write_json

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pagequality as pq

SOURCES = [sample.html for sample in read_samples()]
NUMBER = 400
SEED = "a few"


def test_mangled_pages_break_no_promise() -> None:
    """Nothing raises, hangs, steers a terminal, or is larger than it must be; some are judged."""
    told = soak.judged(range(NUMBER), SOURCES, seed=SEED)
    assert told.faults == {}
    assert told.ranges == ((0, NUMBER),)
    assert sum(told.states.values()) == NUMBER
    assert told.states["ok"] > NUMBER // 4
    assert len(told.states) > 3
    assert told.seconds > told.slowest[-1][0] > 0
    assert told.largest[-1][0] > 1000
    assert told.megabytes[0] > 10


@given(st.integers(0, 10**9))
@settings(max_examples=20)
def test_any_mangled_page_will_do(number: int) -> None:
    """Other pages than those above, and with a free seed others at each run."""
    found = soak.outcome_of(soak.page_of(number, SOURCES, seed="free"), number)
    assert not found.fault
    assert found.verdict is not None
    assert found.characters == len(found.verdict.to_json())


@given(st.binary(max_size=600), st.sampled_from(SOURCES), st.integers(0, 10_000))
@settings(max_examples=20)
def test_bytes_inside_a_page(odd: bytes, page: bytes, place: int) -> None:
    """Whatever stands in the middle of a page."""
    assert not soak.outcome_of(page[:place] + odd + page[place:], 1).fault


def test_a_number_is_a_page() -> None:
    """The same on every machine, and other numbers are other pages of bounded size."""
    pages = [soak.page_of(number, SOURCES) for number in range(40)]
    assert pages == [soak.page_of(number, SOURCES) for number in range(40)]
    assert len(set(pages)) > 35
    assert max(map(len, pages)) <= soak.LARGEST


def _raise(*_: Any, **__: Any) -> None:
    message = "a planted fault"
    raise LookupError(message)


def _spin(*_: Any, **__: Any) -> None:
    end = time.monotonic() + 300
    while time.monotonic() < end:
        pass


def _steer(self: pq.Verdict, **_: Any) -> str:
    return json.dumps(self.to_dict()) + "\x1b"


FAULTS = {
    "LookupError: a planted fault": ("pagequality.judge.scorer.vector", _raise),
    "took more than": ("pagequality.judge.scorer.vector", _spin),
    "Extra data|reaches": ("pagequality.judge.verdict.Verdict.to_json", _steer),
}


@pytest.mark.parametrize("told", FAULTS)
def test_the_soak_finds_planted_faults(monkeypatch: pytest.MonkeyPatch, told: str) -> None:
    """What raises, hangs or steers is found, and told by the number of its page."""
    place, planted = FAULTS[told]
    monkeypatch.setattr(place, planted)
    monkeypatch.setattr(soak, "_HANGS", 1)
    found = soak.judged(range(2, 3), SOURCES, seed=SEED)
    assert re.search(told, found.faults["2"])


def test_a_slow_page_is_one_beyond_the_pace_of_its_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine half as fast may take twice as long, and no more."""
    assert not soak.too_slow(soak.SLOW)
    monkeypatch.setattr(soak, "slowness", lambda: 2.0)
    assert not soak.too_slow(2 * soak.SLOW)
    assert soak.too_slow(2.1 * soak.SLOW)
    monkeypatch.setattr(soak, "slowness", lambda: 1.0)
    assert soak.too_slow(2 * soak.SLOW)


MAKE = {"version": "1", "model": "beans 0123", "code": "4567", "pages": "89ab"}


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[int, int], None]:
    """A soak of sample pages, in blocks of three, with a cache and a report of its own."""
    monkeypatch.setenv("PAGEQUALITY_CACHE", str(tmp_path))
    monkeypatch.setattr(soak, "BLOCK", 3)
    monkeypatch.setattr(soak, "_sources", lambda _: SOURCES)
    monkeypatch.setattr(soak, "cpu_count", lambda: 1)
    monkeypatch.setattr(soak, "make_of", lambda _: MAKE)
    path = tmp_path / "soak.json"
    monkeypatch.setattr(soak, "reported", lambda make: soaked.reported(make, path))
    monkeypatch.setattr(
        soak, "write", lambda make, found: write_json(path, soaked.report(make, found, path))
    )

    def run(start: int, pages: int) -> None:
        monkeypatch.setenv("PAGEQUALITY_SOAK_FROM", str(start))
        monkeypatch.setenv("PAGEQUALITY_SOAK", str(pages))
        soak.run(tmp_path)

    return run


def test_a_run_goes_on_where_it_was(
    runs: Callable[[int, int], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Blocks that a journal has are not judged again; a line that breaks off tells nothing."""
    runs(0, 7)
    told = capsys.readouterr().out
    assert "pages 0 to 7: 7 are left to judge" in told
    assert re.search(r"7 of 7 pages, \d+\.\d a second", told)
    assert "7 pages, 0 faults" in told
    journal = soak.journal(MAKE)
    lines = journal.read_text("utf-8").splitlines()
    assert [json.loads(line)["ranges"] for line in lines] == [[[0, 3]], [[3, 6]], [[6, 7]]]
    (tmp_path / "soak.json").unlink()
    journal.write_text("\n".join(lines[:2]) + "\n" + lines[2][:30], "utf-8")
    runs(0, 9)
    told = capsys.readouterr().out
    assert "pages 0 to 9: 3 are left to judge" in told
    assert "9 pages, 0 faults" in told
    assert [block.ranges for block in soak.known(MAKE)] == [((0, 3),), ((3, 6),), ((6, 9),)]


def test_several_machines_share_a_soak(
    runs: Callable[[int, int], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a report or another machine's journal tells of is not judged again, and adds up."""
    runs(0, 4)
    soak.journal(MAKE).unlink()  # another machine, with the report of the first
    runs(2, 6)
    assert "pages 2 to 8: 4 are left to judge" in capsys.readouterr().out
    found = soaked.reported(MAKE, tmp_path / "soak.json")
    assert (found.ranges, found.pages) == (((0, 8),), 8)
    theirs = soak.judged(range(8, 12), SOURCES)
    beside = soak.journal(MAKE).with_name(f"{soak.journal(MAKE).stem}-two.jsonl")
    beside.write_text(json.dumps(theirs._asdict()) + "\n", "utf-8")
    runs(0, 0)
    assert soaked.reported(MAKE, tmp_path / "soak.json").ranges == ((0, 12),)
    assert sum(soaked.reported(MAKE, tmp_path / "soak.json").states.values()) == 12
    runs(5, 9)
    assert "pages 5 to 14: 2 are left to judge" in capsys.readouterr().out
