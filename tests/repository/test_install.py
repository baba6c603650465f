"""What an installation needs: the lists agree, and a crawler does without scikit-learn."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import pagequality

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PAGE = "tests/pages/bike-pump-test.html"
BLOCKED = """
import sys
sys.modules.update(dict.fromkeys(("sklearn", "scipy", "pandas", "matplotlib")))
from pagequality.cli import main
sys.exit(main(sys.argv[1:]))
"""


def test_a_crawler_needs_all_but_scikit_learn() -> None:
    """The short list is the package's own without what training alone needs."""
    lines = (ROOT / "docs" / "crawler-requirements.txt").read_text("utf-8").splitlines()
    short = {line for line in lines if not line.startswith("#")}
    whole = {one.partition(";")[0].strip() for one in PROJECT["dependencies"]}
    assert {one for one in whole if not one.startswith("scikit-learn")} == short


@pytest.mark.parametrize(
    "words",
    [
        ["score", PAGE],
        ["score", PAGE, "-o", "OUT", "-j", "2", "-q"],
        ["explain", PAGE],
        ["signals", "years"],
        ["columns"],
    ],
)
def test_scoring_runs_without_scikit_learn(tmp_path: Path, words: list[str]) -> None:
    """Pages, corpora in processes, explanations: none of it imports what is blocked."""
    words = [str(tmp_path / "s.csv") if word == "OUT" else word for word in words]
    ran = subprocess.run(
        [sys.executable, "-c", BLOCKED, *words],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr


def test_the_citation_is_of_this_release() -> None:
    """Its version and licence are those of the package."""
    text = (ROOT / "CITATION.cff").read_text("utf-8")
    told = dict(re.findall(r"^(\S+): (.+)$", text, re.MULTILINE))
    assert told["version"] == pagequality.__version__
    assert told["license"] == PROJECT["license"]
