"""What the tests share: the sample pages, the development data, the switch for snapshots."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sample_pages import Sample, read_samples

ROOT = Path(__file__).parent.parent

settings.register_profile(
    "steady",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile("explore", settings.get_profile("steady"), derandomize=False)
settings.load_profile("steady")


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
        samples = read_samples()
        metafunc.parametrize("sample", samples, ids=[sample.name for sample in samples])


@pytest.fixture(scope="session")
def samples() -> list[Sample]:
    """All sample pages."""
    return read_samples()


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of the development data; a test that asks for it is skipped without."""
    folder = Path(os.environ.get("PAGEQUALITY_DATA", ROOT.parent / "shared" / "data"))
    if not (folder / "labels.csv").exists():
        pytest.skip(f"needs the development data: there is none at {folder} (PAGEQUALITY_DATA)")
    return folder
