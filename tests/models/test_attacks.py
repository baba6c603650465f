"""The recipe that measures hostile pages: what it counts, and what becomes of one that hangs."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from models import attacks
from models.__main__ import main
from models.report import hostile

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="measures in processes of its own"),
    pytest.mark.filterwarnings("ignore:.*fork"),
]
ROW = {"seconds": [0.2, 0.4, 0.9], "megabytes": [1.0, 2.0, 4.0], "growth": 2.25, "pace": 2.0}
ROWS = {
    "slow": ROW | {"seconds": [1.0, 2.1, 4.2], "growth": 2.0, "bs4_seconds": 1.0},
    "growing": ROW | {"bs4_seconds": 3.0},
    "large": ROW | {"megabytes": [90.0, 80.0, 70.0], "growth": 1.0, "pace": 1.0},
    "hanging": {"seconds": [9.0], "megabytes": [99.0], "growth": 9.0, "pace": 9.0,
                "ended": "SIGPROF"},
}  # fmt: skip


def test_the_generators_are_those_of_the_tests() -> None:
    """Each makes a page of about the size that it is asked for."""
    made = attacks.generators(attacks.GENERATORS)
    assert len(made.ATTACKS) > 100
    assert 2000 < len(made.page(made.ATTACKS[0], 3000)) < 6000


def test_without_tests_it_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The stage cannot be run: that is a message and exit code 2, not a traceback."""
    monkeypatch.setattr(attacks, "GENERATORS", tmp_path / "attacks.py")
    assert main(["run", "attacks"]) == 2
    assert "attacks needs the tests: there is no tests/hostile" in capsys.readouterr().err


def test_a_page_is_measured_beyond_a_small_one() -> None:
    """Time and memory of the page alone: what the small page took before is not counted."""
    held: list[bytearray] = []

    def work(page: bytes) -> None:
        held.append(bytearray(b"x") * (20_000_000 if page == attacks._SMALL else 60_000_000))

    cost = attacks.spent(work, b"large")
    assert isinstance(cost, attacks.Cost)
    assert cost.seconds > 0
    assert 50 < cost.megabytes < 70
    assert held == [], "it was another process"


def test_a_page_that_hangs_or_crashes_costs_its_own_row(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """How its process ended stands in the row, and larger pages are not tried."""

    def hang(page: bytes) -> None:
        while page == b"hang":
            pass

    def crash(page: bytes) -> None:
        if page == b"crash":
            os.kill(os.getpid(), signal.SIGKILL)
        assert page != b"raise", "a planted fault"

    monkeypatch.setattr(attacks, "LONGEST", 0.3)
    assert attacks.spent(hang, b"hang") == "SIGPROF"
    assert attacks.spent(crash, b"crash") == "SIGKILL"
    assert attacks.spent(crash, b"raise") == "exit code 1"
    assert "a planted fault" in capfd.readouterr().err
    row = attacks.row_of(hang, [b"fine", b"hang", b"larger"])
    assert row["ended"] == "SIGPROF"
    assert len(row["seconds"]) == len(row["megabytes"]) == 1


def test_what_grew_is_measured_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """The better of two measurements counts, where the first grew more than it should."""
    seconds = iter([0.2, 0.4, 4.0, 0.3, 0.5, 0.9])
    monkeypatch.setattr(attacks, "spent", lambda *_: attacks.Cost(next(seconds), 1.0))
    row = attacks.row_of(len, [b"a", b"b", b"c"])
    assert row["seconds"] == [0.2, 0.4, 0.9]
    assert row["growth"] == 2.25
    seconds = iter([0.2, 0.4, 0.9])
    assert attacks.row_of(len, [b"a", b"b", b"c"])["growth"] == 2.25


def test_the_summary_names_the_worst() -> None:
    """Seconds by the machine's pace; a page that did not finish is named and counts nowhere."""
    found = attacks.summary(ROWS)
    assert found["generators"] == 4
    assert found["not_finished"] == {"hanging": "SIGPROF"}
    assert found["seconds_by_pace"] == {"generator": "slow", "most": 2.1}
    assert found["growth"] == {"generator": "growing", "most": 2.25}
    assert found["megabytes"] == {"generator": "large", "most": 90.0}
    assert found["bs4_seconds_by_pace"] == {"generator": "growing", "most": 1.5}
    assert attacks.summary({})["growth"] == {}


def test_the_documentation_shows_the_slowest() -> None:
    """In order, with what takes longer than is promised and what did not finish by name."""
    drawn = hostile.attacks({"attacks": {"summary": attacks.summary(ROWS), "pages": ROWS}})
    told = " ".join(drawn)
    assert "takes 2.10 s of a processor (slow); 1 (slow) takes more than 1.5 s" in told
    assert "Not finished: hanging (SIGPROF)." in told
    rows = [line.split(" | ")[0].strip("| ") for line in drawn if line.startswith("| ")]
    assert rows == ["pages", "slow", "large", "growing"]
    assert "run attacks" in " ".join(hostile.attacks({}))
