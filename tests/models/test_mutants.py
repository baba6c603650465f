"""The table of planted faults fits the code."""

from __future__ import annotations

import pytest

from models.mutants import MUTANTS, ROOT, Mutant, planted


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
