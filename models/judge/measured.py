"""Measured pages, kept so that recipes and reports share them."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

import numpy as np

from models.cache import cache_of
from models.judge.labelled import Labelled, measure

if TYPE_CHECKING:
    from pathlib import Path

    from pagequality.text.arrays import Array


def measured(data: Path) -> Labelled:
    """Return the measured pages."""
    cache = cache_of("models.judge.labelled", data)
    return _joined(cache.arrays("measured", lambda: _parted(measure(data))))


def _parted(labelled: Labelled) -> dict[str, Array]:
    """Lay the fields out as plain arrays: a list of arrays as one and the places to cut."""
    named: dict[str, Any] = {
        field.name: getattr(labelled, field.name) for field in fields(labelled)
    }
    for name in [name for name, value in named.items() if isinstance(value, dict)]:
        named |= {f"{name}/{key}": item for key, item in named.pop(name).items()}
    out: dict[str, Array] = {}
    for name, value in named.items():
        if isinstance(value, list) and value and isinstance(value[0], np.ndarray):
            out[f"{name}//flat"] = np.concatenate(value)
            out[f"{name}//ends"] = np.cumsum([len(item) for item in value])
        else:
            out[name] = np.asarray(value)
    return out


def _joined(arrays: dict[str, Array]) -> Labelled:
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
