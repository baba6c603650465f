"""Where the default model's files lie, and how they are read: JSON and arrays, no code."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from pagequality.errors import ModelError

_PACKAGE = Path(__file__).parent


@cache
def folder() -> Path:
    """Return the folder of the default artefacts: in the wheel, else in the checkout."""
    inside = _PACKAGE / "_default"
    return inside if inside.is_dir() else _PACKAGE.parent / "models" / "default"


def load_json(path: Path) -> Any:
    """Read a JSON file; `ModelError` names the file if it is missing or broken."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        message = f"cannot read {path}: {error}"
        raise ModelError(message) from error


def load_arrays(path: Path) -> dict[str, npt.NDArray[Any]]:
    """Read the arrays of an ``.npz`` file without running code from it."""
    try:
        with np.load(path, allow_pickle=False) as archive:
            return {name: archive[name] for name in archive.files}
    except (OSError, ValueError, EOFError, BadZipFile) as error:
        message = f"cannot read {path}: {error}"
        raise ModelError(message) from error
