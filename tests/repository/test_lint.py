"""The linters reach the code: a planted fault makes them fail, and only that."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINT, TYPES = ("ruff", "check", "--no-cache"), ("mypy", "--strict")
FORMAT = ("ruff", "format", "--check", "--no-cache")
FAULTS = {
    "an unused import": (LINT, "import os\n", "F401"),
    "a missing docstring": (LINT, "\n\ndef shout(text: str) -> str:\n    return text\n", "D103"),
    "a print": (LINT, '\n\nprint("here")\n', "T201"),
    "an eval": (LINT, '\n\nANSWER = eval("1")\n', "S307"),
    "a bare except": (LINT, "\n\ntry:\n    pass\nexcept:\n    pass\n", "E722"),
    "quotes of the other kind": (FORMAT, "\n\nNAME = 'tea'\n", "would be reformatted"),
    "no types": (TYPES, '\n\ndef shout(text):\n    """Shout."""\n    return text\n', "no-untyped"),
    "a wrong type": (TYPES, '\n\nCOUNT: int = "one"\n', "assignment"),
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A small repository with our settings and one of our modules."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in ("pagequality", "models"):
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").write_text('"""A copy."""\n', encoding="utf-8")
    shutil.copy(ROOT / "pagequality" / "errors.py", tmp_path / "pagequality")
    return tmp_path


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where mypy keeps what it has learnt of Python's own library."""
    return str(tmp_path_factory.mktemp("types"))


def run(command: tuple[str, ...], folder: Path, known: str) -> subprocess.CompletedProcess[str]:
    """Run a linter as a module of this Python."""
    words = (*command, "--cache-dir", known) if command is TYPES else command
    return subprocess.run(
        [sys.executable, "-m", *words], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("command", [LINT, FORMAT, TYPES], ids=["lint", "format", "types"])
def test_clean_code_passes(copy: Path, known: str, command: tuple[str, ...]) -> None:
    """Without a fault nothing is found."""
    done = run(command, copy, known)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(copy: Path, known: str, fault: str) -> None:
    """With a fault the linter fails and names it."""
    command, lines, mark = FAULTS[fault]
    module = copy / "pagequality" / "errors.py"
    module.write_text(module.read_text(encoding="utf-8") + lines, encoding="utf-8")
    done = run(command, copy, known)
    assert done.returncode == 1
    assert mark in done.stdout + done.stderr
