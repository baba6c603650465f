"""Where things lie: the repository, what the recipes write, and the development data."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Final

MODELS: Final = Path(__file__).resolve().parent
ROOT: Final = MODELS.parent
DEFAULT: Final = MODELS / "default"
"""The bundle that a wheel carries: artefacts and their manifest, nothing else."""
REPORTS: Final = MODELS / "reports"
"""Figures as JSON, and the card."""
LABELS: Final = MODELS / "labels"
SEEDS: Final = MODELS / "seeds"
"""Invented pages, lines and sentences."""


def data_folder() -> Path:
    """Return the folder of the development data; `PAGEQUALITY_DATA` moves it."""
    return Path(os.environ.get("PAGEQUALITY_DATA", ROOT.parent / "shared" / "data"))


def cache_folder() -> Path:
    """Return the folder of intermediate results; `PAGEQUALITY_CACHE` moves it.

    Whatever is in it can be made again: it may be deleted at any time.
    """
    return Path(os.environ.get("PAGEQUALITY_CACHE", ROOT / ".cache" / "models"))


def write_json(path: Path, value: Any) -> None:
    """Write a value as JSON that people can read and compare."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(value, indent=1, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


def write_report(name: str, figures: Any) -> None:
    """Write a report of figures and say where it is."""
    path = REPORTS / f"{name}.json"
    write_json(path, figures)
    print(f"wrote {path.relative_to(ROOT)}")
