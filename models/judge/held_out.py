"""Measured pages and held-out scores, kept outside the repository so that reports share them.

They are kept under `PAGEQUALITY_CACHE` (default: the user's cache folder), by a digest of the
data, of the library's code and of the artefacts that signals use: after any change they are made
anew.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from models.data import DEFAULT, HERE, Labelled, measure
from models.digests import artefacts, digest_of
from models.judge.evaluate import cross_validate

import pagequality

if TYPE_CHECKING:
    from collections.abc import Callable

    Arrays = dict[str, np.ndarray]

_JUDGED: Final = frozenset(("model.json", "wording.npz"))
"""Artefacts that cross-validation fits anew."""
_ROOMS: Final = ("classifiers", "lexicons", "reading", "signals")
_READING: Final = ("additive", "page", "parts", "stems", "text", "vector", "vocabulary")
_FITTING: Final = ("fitting", "terms", "training")


def cache_folder() -> Path:
    """Return the folder where intermediate results are kept."""
    folder = Path(os.environ.get("PAGEQUALITY_CACHE", Path.home() / ".cache" / "pagequality"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def state(data: Path) -> str:
    """Return a digest of everything that measured pages depend on."""
    package = Path(pagequality.__file__).parent
    code = [path for room in _ROOMS for path in sorted((package / room).rglob("*.[pt][yx]*"))]
    code += [package / f"{name}.py" for name in _READING]
    used = [digest for name, digest in artefacts(DEFAULT).items() if name not in _JUDGED]
    return _digest(digest_of(data), *used, *code, HERE / "data.py")


def _digest(*parts: str | Path) -> str:
    """Return a digest of some strings and files."""
    total = hashlib.sha256()
    for part in parts:
        total.update(part.encode() if isinstance(part, str) else part.read_bytes())
    return total.hexdigest()[:16]


def kept(name: str, make: Callable[[], Arrays]) -> Arrays:
    """Return arrays from the cache; make and keep them if they are not there."""
    path = cache_folder() / f"{name}.npz"
    if not path.exists():
        arrays = make()
        unfinished = path.with_suffix(f".{os.getpid()}.npz")
        np.savez_compressed(unfinished, **arrays)
        unfinished.replace(path)
    with np.load(path, allow_pickle=False) as archive:
        return {key: archive[key] for key in archive.files}


def measured(data: Path) -> Labelled:
    """Return the measured pages."""
    return _joined(kept(f"measured-{state(data)}", lambda: _parted(measure(data))))


def held_out(data: Path) -> tuple[Labelled, np.ndarray, Arrays]:
    """Return the measured pages, the rows with a binary label, and their held-out log-odds.

    The log-odds come by source (``"html"``, ``"text"``), from the folds of `evaluate`.
    """
    labelled = measured(data)
    rows = np.flatnonzero(labelled.low >= 0)
    package = Path(pagequality.__file__).parent
    invented = (path for path in sorted((HERE / "seeds").rglob("*")) if path.is_file())
    fitting = (package / f"{name}.py" for name in _FITTING)
    recipe = _digest(HERE / "evaluate.py", HERE / "seed_pages.py", *invented, *fitting)
    name = f"held-out-{state(data)}-{recipe}"
    return labelled, rows, kept(name, lambda: cross_validate(labelled, rows))


def _parted(labelled: Labelled) -> Arrays:
    """Lay the fields out as plain arrays: a list of arrays as one and the places to cut."""
    named: dict[str, Any] = {
        field.name: getattr(labelled, field.name) for field in fields(labelled)
    }
    for name in [name for name, value in named.items() if isinstance(value, dict)]:
        named |= {f"{name}/{key}": item for key, item in named.pop(name).items()}
    out: Arrays = {}
    for name, value in named.items():
        if isinstance(value, list) and value and isinstance(value[0], np.ndarray):
            out[f"{name}//flat"] = np.concatenate(value)
            out[f"{name}//ends"] = np.cumsum([len(item) for item in value])
        else:
            out[name] = np.asarray(value)
    return out


def _joined(arrays: Arrays) -> Labelled:
    """Undo `_parted`."""
    values: dict[str, Any] = {}
    for path in dict.fromkeys(key.partition("//")[0] for key in arrays):
        value: Any = arrays.get(path)
        if value is None:
            value = np.split(arrays[f"{path}//flat"], arrays[f"{path}//ends"][:-1])
        name, _, part = path.partition("/")
        if part:
            values.setdefault(name, {})[part] = value
        else:
            values[name] = value.tolist() if name == "ids" else value
    return Labelled(**values)
