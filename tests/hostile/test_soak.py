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

from models import soak

if TYPE_CHECKING:
    from pathlib import Path

    import pagequality as pq

SOURCES = [sample.html for sample in read_samples()]
NUMBER = 400
SEED = "a few"


def test_mangled_pages_break_no_promise() -> None:
    """Nothing raises, hangs, steers a terminal, or is larger than it must be; some are judged."""
    told = soak.judged(0, range(NUMBER), SOURCES, seed=SEED)
    assert told.faults == {}
    assert told.pages == NUMBER
    assert told.states["ok"] > NUMBER // 4
    assert len(told.states) > 3


@given(st.integers(0, 10**9))
@settings(max_examples=20)
def test_any_mangled_page_will_do(number: int) -> None:
    """Other pages than those above, and with a free seed others at each run."""
    fault, verdict = soak.fault_of(soak.page_of(number, SOURCES, seed="free"), number)
    assert not fault
    assert verdict is not None


@given(st.binary(max_size=600), st.sampled_from(SOURCES), st.integers(0, 10_000))
@settings(max_examples=20)
def test_bytes_inside_a_page(odd: bytes, page: bytes, place: int) -> None:
    """Whatever stands in the middle of a page."""
    fault, _ = soak.fault_of(page[:place] + odd + page[place:], 1)
    assert not fault


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
    found = soak.judged(0, range(2, 3), SOURCES, seed=SEED)
    assert re.search(told, found.faults["2"])


def test_a_slow_page_is_one_beyond_the_pace_of_its_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine half as fast may take twice as long, and no more."""
    assert not soak.too_slow(soak.SLOW)
    monkeypatch.setattr(soak, "slowness", lambda: 2.0)
    assert not soak.too_slow(2 * soak.SLOW)
    assert soak.too_slow(2.1 * soak.SLOW)
    monkeypatch.setattr(soak, "slowness", lambda: 1.0)
    assert soak.too_slow(2 * soak.SLOW)


def test_a_run_goes_on_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Blocks that a journal has are not judged again; a line that breaks off tells nothing."""
    monkeypatch.setenv("PAGEQUALITY_CACHE", str(tmp_path))
    monkeypatch.setenv("PAGEQUALITY_SOAK", "7")
    monkeypatch.setattr(soak, "BLOCK", 3)
    monkeypatch.setattr(soak, "_sources", lambda _: SOURCES)
    monkeypatch.setattr(soak, "cpu_count", lambda: 1)
    soak.run(tmp_path)
    assert "7 pages, 0 faults" in capsys.readouterr().out
    lines = soak.journal().read_text("utf-8").splitlines()
    assert [json.loads(line)["pages"] for line in lines] == [3, 3, 1]
    soak.journal().write_text("\n".join(lines[:2]) + "\n" + lines[2][:30] + "\n", "utf-8")
    soak.run(tmp_path)
    assert "2 blocks of 3 pages are done, 1 are left" in capsys.readouterr().out
    assert len(soak.known(soak.journal())) == 3
