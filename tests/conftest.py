"""What the tests share: the sample pages, the development data, the switch for snapshots."""

from __future__ import annotations

import csv
import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parent.parent
PAGES = Path(__file__).parent / "pages"

settings.register_profile(
    "steady",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile("explore", settings.get_profile("steady"), derandomize=False)
settings.load_profile("steady")


@dataclass(frozen=True)
class Sample:
    """A row of ``labels.csv``: a page, 1 for low, 0 for honest, nothing for an edge case."""

    name: str
    label: int | None
    kind: str

    @property
    def html(self) -> bytes:
        """The page's bytes."""
        return (PAGES / self.name).read_bytes()


def _samples() -> list[Sample]:
    with (PAGES / "labels.csv").open(encoding="utf-8", newline="") as file:
        return [
            Sample(row["file"], int(row["label"]) if row["label"] else None, row["kind"])
            for row in csv.DictReader(file)
        ]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag without which no expected value is ever written."""
    parser.addoption(
        "--rewrite-snapshots",
        action="store_true",
        help="write the expected values in tests/snapshots anew instead of comparing with them",
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that asks for a ``sample`` once for every sample page."""
    if "sample" in metafunc.fixturenames:
        samples = _samples()
        metafunc.parametrize("sample", samples, ids=[sample.name for sample in samples])


@pytest.fixture(scope="session")
def samples() -> list[Sample]:
    """All sample pages."""
    return _samples()


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of the development data; a test that asks for it is skipped without."""
    folder = Path(os.environ.get("PAGEQUALITY_DATA", ROOT.parent / "shared" / "data"))
    if not (folder / "labels.csv").exists():
        pytest.skip(f"needs the development data: there is none at {folder} (PAGEQUALITY_DATA)")
    return folder
