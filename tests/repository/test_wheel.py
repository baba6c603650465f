"""The wheel: small, with its model inside, and enough to score a page on its own."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import pagequality as pq
from pagequality.learned.bundle import FILES, MANIFEST, open_bundle

pytest.importorskip("hatchling")

ROOT = Path(__file__).parents[2]
MOST_BYTES = 5_000_000
JUDGE = """
import sys
sys.path.insert(0, sys.argv[1])
import pagequality as pq
from pagequality.learned.bundle import default_folder
assert pq.__file__.startswith(sys.argv[1]), pq.__file__
assert str(default_folder()).startswith(sys.argv[1]), default_folder()
with open(sys.argv[2], "rb") as file:
    verdict = pq.analyze(file.read())
print(verdict.probability, verdict.model.split()[-1])
"""


def run(*command: str, cwd: Path = ROOT) -> str:
    """Run a module or a file with this Python; what it wrote is in the failure's message."""
    done = subprocess.run(
        [sys.executable, *command], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout with what is installed."""
    folder = tmp_path_factory.mktemp("wheel")
    run("-m", "hatchling", "build", "-t", "wheel", "-d", str(folder))
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_is_small(wheel: Path) -> None:
    """Less than 5 MB, model included, and pure Python."""
    assert wheel.stat().st_size < MOST_BYTES
    assert wheel.name.endswith("-py3-none-any.whl")


def test_the_wheel_holds_what_the_library_needs(wheel: Path) -> None:
    """Every module and data file of the checkout is inside, the artefacts under _default."""
    inside = set(zipfile.ZipFile(wheel).namelist())
    package = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "pagequality").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    artefacts = {
        f"pagequality/_default/{path.relative_to(ROOT / 'models' / 'default').as_posix()}"
        for path in (ROOT / "models" / "default").rglob("*")
        if path.is_file()
    }
    assert package - inside == set()
    assert artefacts - inside == set()
    for name in (MANIFEST, *FILES):
        assert f"pagequality/_default/{name}" in inside
    assert "pagequality/py.typed" in inside
    assert any(name.startswith("pagequality/text/phrases/") for name in inside)
    assert any(name.startswith("pagequality/text/words/") for name in inside)
    assert any(name.endswith("licenses/LICENSE") for name in inside)


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    """Neither tests nor recipes nor caches travel along."""
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"pagequality"}
    assert not any("__pycache__" in name for name in zipfile.ZipFile(wheel).namelist())


def test_the_wheel_scores_a_page(wheel: Path, tmp_path: Path) -> None:
    """Installed into an empty folder it scores a page, from another folder, with its own model."""
    target, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    elsewhere.mkdir()
    options = ("--no-deps", "--no-index", "--no-compile", "--disable-pip-version-check")
    run("-m", "pip", "install", "--quiet", *options, "--target", str(target), str(wheel))
    script = tmp_path / "judge.py"
    script.write_text(JUDGE, encoding="utf-8")
    page = ROOT / "tests" / "pages" / "plum-dumplings.html"
    printed = run("-P", str(script), str(target), str(page), cwd=elsewhere)
    probability, digest = printed.split()
    assert float(probability) == pytest.approx(pq.score(page.read_bytes()))
    assert digest == open_bundle().digest
