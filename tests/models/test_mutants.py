"""The table of planted faults fits the code."""

from __future__ import annotations

import pytest

from models import mutants
from models.mutants import MUTANTS, Mutant, planted
from models.places import ROOT
from models.report import hostile


@pytest.mark.parametrize("mutant", MUTANTS, ids=[mutant.fault for mutant in MUTANTS])
def test_a_fault_can_be_planted(mutant: Mutant) -> None:
    """What it replaces stands just once in its file, and the tests to run are there."""
    code = (ROOT / "pagequality" / mutant.file).read_text(encoding="utf-8")
    assert planted(code, mutant) != code
    compile(planted(code, mutant), mutant.file, "exec")
    assert all((ROOT / tests).exists() for tests in mutant.tests)


def test_faults_are_planted_everywhere() -> None:
    """At least forty, over page, reading, signals, judge, training and views."""
    places = {mutant.file.partition("/")[0] for mutant in MUTANTS}
    assert len({mutant.fault for mutant in MUTANTS}) == len(MUTANTS) >= 40
    assert places >= {"page", "reading", "signals", "judge", "training", "views"}


def test_code_that_moved_on_is_told() -> None:
    """A fault that no longer fits its file is an error, not a fault that survives."""
    mutant = MUTANTS[0]
    with pytest.raises(ValueError, match="0 times"):
        planted("", mutant)


def test_the_report_names_what_nobody_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Counts add up, survivors stand by their names, and the card says both in a sentence."""
    few, written = MUTANTS[:3], {}
    monkeypatch.setattr(mutants, "MUTANTS", few)
    monkeypatch.setattr(mutants, "_COPIED", ())
    monkeypatch.setattr(mutants, "killed", lambda mutant, _copy: mutant is not few[1])
    monkeypatch.setattr(mutants, "write_report", written.__setitem__)
    mutants.run(ROOT)
    report = {"number": 3, "killed": 2, "survivors": [few[1].fault]}
    assert written == {"mutants": report}
    told = " ".join(hostile.mutants(written))
    assert "Of 3 faults" in told
    assert told.endswith(f"notice 2. Unnoticed: {few[1].fault}.")
    assert hostile.mutants({}) == []
