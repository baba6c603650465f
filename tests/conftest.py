"""What the tests share: the sample pages, the development data, the switch for snapshots."""

from __future__ import annotations

import gc
import os
from compileall import compile_dir
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from sample_pages import MOVED, Sample, read_samples
from threadpoolctl import threadpool_limits

import pagequality as pq

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from pagequality.judge.verdict import Verdict

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


def pytest_configure(config: pytest.Config) -> None:
    """Make room for the snapshots that this run rewrites; keep every process to one thread.

    Fits are small here, and on a busy machine threads of numpy's libraries mostly wait for each
    other. What is printed is as wide as in a file, whatever terminal the tests run in. The package
    is compiled once, as an installer would: the tests start some two hundred processes, and where
    Python is told to write no bytecode each of them would compile it for itself.
    """
    config.stash[MOVED] = []
    os.environ.pop("COLUMNS", None)
    for setting in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(setting, "1")
    threadpool_limits(1)  # of what is loaded already
    if not hasattr(config, "workerinput"):
        compile_dir(ROOT / "pagequality", quiet=2)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for no garbage among the tests and libraries, neither while they come nor later.

    All of it stays to the end, and a look through a few million objects takes half a second.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say how far rewritten snapshots moved: what the changelog reports under Scores."""
    moved = config.stash.get(MOVED, [])
    for name, before, found in moved:
        was = before["probability"] if before else "new"
        terminalreporter.line(f"snapshot {name}: {was} -> {found['probability']}")
    steps = [
        abs(found["probability"] - before["probability"])
        for _, before, found in moved
        if before and None not in {found["probability"], before["probability"]}
    ]
    if steps:
        mean, most = sum(steps) / len(steps), max(steps)
        terminalreporter.line(
            f"{len(steps)} moved, on average by {mean:.3f}, at most by {most:.2f}"
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
def judged() -> Callable[[Sample], Verdict]:
    """The verdict on a sample page without settings, judged once a session."""
    return cache(lambda sample: pq.analyze(sample.html))


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of the development data; a test that asks for it is skipped without."""
    folder = Path(os.environ.get("PAGEQUALITY_DATA", ROOT.parent / "shared" / "data"))
    if not (folder / "labels.csv").exists():
        pytest.skip(f"needs the development data: there is none at {folder} (PAGEQUALITY_DATA)")
    return folder
