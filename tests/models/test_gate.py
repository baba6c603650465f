"""The gate: it falls when a figure falls, and no bound loosens by itself."""

from __future__ import annotations

import importlib
import json
from pathlib import Path

import pytest

MODELS = Path(__file__).parent.parent.parent / "models"


@pytest.fixture
def gate(monkeypatch):
    """The recipe as a module."""
    monkeypatch.syspath_prepend(MODELS)
    return importlib.import_module("gate")


@pytest.fixture
def room(tmp_path, gate, capsys):
    """A folder of reports, artefacts and data; a way to change a report and run the gate."""
    default, data = tmp_path / "default", tmp_path / "data"
    (data / "pages").mkdir(parents=True)
    default.mkdir()
    (data / "labels.csv").write_text("id,low\n")
    (default / "wording.npz").write_bytes(b"one")
    fixed = ["--default", str(default), "--data", str(data), "--floors", str(tmp_path / "f.json")]

    def run(*arguments, **changed):
        web = {"roc_auc": 0.9, "calibration_error": 0.02, "roc_auc_interval": [0.1, 0.2]} | changed
        report = {"web": {"pages": 7} | {k: v for k, v in web.items() if v is not None}}
        (default / "metrics.json").write_text(json.dumps(report))
        code = gate.main([*fixed, *arguments])
        return code, capsys.readouterr().out

    run.default, run.data = default, data
    return run


def test_no_bound_is_a_fault(room):
    """A figure that nothing holds is reported until it is pinned."""
    code, out = room()
    assert code == 1
    assert "no bound yet" in out
    assert room("--raise") == (0, "4 checks, all fine\n")
    assert room()[0] == 0


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"roc_auc": 0.88}, "metrics/web/roc_auc "),
        ({"calibration_error": 0.04}, "metrics/web/calibration_error"),
        ({"roc_auc": None}, "in no report"),
    ],
)
def test_a_fall_fails(room, change, fault):
    """A figure below its floor, above its ceiling, or gone: the table names it alone."""
    room("--raise")
    code, out = room(**change)
    assert code == 1
    assert fault in out
    assert out.count("\n") == 2
    assert room("--raise", **change)[0] == 1, "raising must not accept a fall"


def test_lowering_must_be_told(room):
    """A worse figure is accepted by name only; an unknown name is misuse."""
    room("--raise")
    assert room("--lower", "metrics/web/roc_auc", roc_auc=0.8)[0] == 0
    assert room(roc_auc=0.79)[0] == 1
    assert room("--lower", "metrics/web/nothing")[0] == 2


def test_raising_lifts(room):
    """After a better figure is pinned, the old one no longer passes."""
    room("--raise")
    room("--raise", roc_auc=0.95)
    assert room(roc_auc=0.9)[0] == 1


def test_changed_files_are_seen(room):
    """Another artefact, other data: both fail until they are pinned anew."""
    room("--raise")
    (room.default / "wording.npz").write_bytes(b"two")
    assert "wording.npz" in room()[1]
    assert room("--raise")[0] == 0
    (room.data / "labels.csv").write_text("id,low\nm1,1\n")
    assert room()[0] == 1


def test_what_should_not_be_learnable_has_a_ceiling(gate):
    """For the traps a high ranking figure is the fault."""
    assert gate.is_ceiling("traps/web/roc_auc")
    assert not gate.is_ceiling("metrics/web/recall_at_1_false_positive")
