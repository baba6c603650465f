"""What the repository holds and what an import costs: words, paths, sizes, seconds."""

from __future__ import annotations

import fnmatch
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LARGEST_FILE = 3_000_000
LATE = ("sklearn", "joblib", "bs4", "scipy", "pandas", "polars", "pyarrow", "click", "lxml")
IMPORT_SECONDS = 0.15
# Written so that this file does not match itself.
PATHS = re.compile(r"(^|[^A-Za-z.])/(wor[k]|far[m]|tm[p]|hom[e]|roo[t])/[A-Za-z.]")
REGISTRY = re.compile(r"pypi[.]org|pythonhosted[.]org|dev[p]i|artifactor[y]", re.IGNORECASE)
WORKPLACE = re.compile(
    r"\b(HOUSE[.]md|PEERS[.]md|CONTRACT[.]md|before[-]stop|sub[-]?agen[t]s?|issue [#]?\d+|"
    r"(this|another|later|next) (sessio[n]|issu[e]|helpe[r])|clau[d]e|anthropi[c])\b",
    re.IGNORECASE,
)
UNFINISHED = re.compile(r"\b(TOD[O]|FIXM[E]|XX[X]|NotImplementedErro[r])\b")
SPEAKS_OF_THE_WORLD = ("tests/pages/*", "*.txt", "*.tsv", "*.csv", "*.json", "*.ipynb", "LICENSE")
"""Phrase files, labels and pages: there a word means what it means out there."""


def tracked() -> list[Path]:
    """The files of the repository, or of the unpacked source where there is no git."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607 - wherever git is
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        found = (path for path in ROOT.rglob("*") if path.is_file())
        return [
            path
            for path in found
            if not any(part.startswith(".") for part in path.relative_to(ROOT).parts)
        ]
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).exists()]


def lines_matching(pattern: re.Pattern[str], *, everywhere: bool) -> list[str]:
    """Where tracked text matches; phrase files, labels and pages only if ``everywhere``."""
    found = []
    for path in tracked():
        name = path.relative_to(ROOT).as_posix()
        if not everywhere and any(fnmatch.fnmatchcase(name, out) for out in SPEAKS_OF_THE_WORLD):
            continue
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        found += [f"{name}:{n}" for n, line in enumerate(lines, 1) if pattern.search(line)]
    return found


def test_no_machine_paths() -> None:
    """No tracked file names a folder of the machine it was written on, or a registry's host."""
    assert lines_matching(PATHS, everywhere=True) == []
    assert lines_matching(REGISTRY, everywhere=True) == []


def test_the_repository_speaks_of_itself() -> None:
    """No tracked file tells of the workplace it came from."""
    assert lines_matching(WORKPLACE, everywhere=False) == []


def test_nothing_is_left_unfinished() -> None:
    """No marks of unfinished work in the code."""
    found = [line for line in lines_matching(UNFINISHED, everywhere=False) if ".py:" in line]
    assert found == []


def test_no_large_files() -> None:
    """No tracked file is larger than 3 MB."""
    sizes = {path.name: path.stat().st_size for path in tracked()}
    assert {name: size for name, size in sizes.items() if size > LARGEST_FILE} == {}


def in_a_fresh_python(code: str, **environ: str) -> str:
    """What a new interpreter prints when it runs this code."""
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


USES = {
    "import": "pass",
    "score": "pq.score('<h1>Beans</h1><p>' + 'Water the beans every single morning. ' * 20)",
    "analyze": "pq.analyze('<h1>Beans</h1><p>' + 'Water the beans today. ' * 20).to_json()",
    "analyze_text": "pq.analyze_text('Water the beans every single morning. ' * 20)",
    "small models": "pq.clickbait('Beans'), pq.classify_line('Tea'), pq.classify_sentence('Tea')",
    "dir": "dir(pq)",
}
"""What is done with the library, one thing after the other."""


@pytest.fixture(scope="module")
def loaded() -> dict[str, set[str]]:
    """The modules that are loaded after each of `USES`."""
    lines = ["import sys, pagequality as pq"]
    for use in USES.values():
        lines += [use, "print(*sys.modules)"]
    printed = in_a_fresh_python("\n".join(lines)).splitlines()
    return {
        use: {name.partition(".")[0] for name in names.split()}
        for use, names in zip(USES, printed, strict=True)
    }


@pytest.mark.parametrize("use", USES)
def test_heavy_libraries_stay_out(loaded: dict[str, set[str]], use: str) -> None:
    """Importing and scoring load neither scikit-learn nor anything else that is not needed."""
    assert loaded[use].isdisjoint(LATE)


def test_import_is_quick(tmp_path: Path) -> None:
    """``import pagequality`` takes less than 0.15 seconds of a processor.

    On a slow or busy machine: less than three times what numpy alone takes there. The modules
    have been compiled before, as those of an installed package are.
    """
    compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(tmp_path)}
    in_a_fresh_python("import pagequality", **compiled)
    code = """
from time import process_time as now
start = now()
import numpy
middle = now()
import pagequality
print(middle - start, now() - start)
"""
    runs = []
    for _ in range(5):
        numpy, whole = map(float, in_a_fresh_python(code, **compiled).split())
        if whole < max(IMPORT_SECONDS, 3 * numpy):
            return
        runs.append((numpy, whole))
    pytest.fail(f"seconds for numpy, and for all: {runs}")
