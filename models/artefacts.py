"""Writing the files of the bundle, and the models that measure pages for the judge's recipe."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from models.places import DEFAULT, write_json
from pagequality.learned.bundle import open_bundle, write_manifest
from pagequality.learned.models import Models, default_models

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pagequality.text.arrays import Array

NAME: Final = "pagequality-default"


def write_small_model(
    name: str, about: Any, arrays: Mapping[str, Array], *, folder: Path = DEFAULT
) -> None:
    """Write the two files of a small model and seal the bundle anew."""
    write_json(folder / f"{name}.json", about)
    np.savez_compressed(folder / f"{name}.npz", **dict[str, Any](arrays))
    seal(folder)


def seal(folder: Path = DEFAULT) -> str:
    """Write the manifest of a bundle after a file of it was written; return its digest.

    Whoever loads the default models afterwards gets the new ones.
    """
    digest = write_manifest(folder, NAME)
    default_models.cache_clear()
    print(f"wrote {folder.name}, bundle {digest}")
    return digest


def small_models(folder: Path = DEFAULT) -> Models:
    """Return the bundle's models without wording, which the judge's recipe fits itself.

    Pages can be measured with them whatever wording models and judge stand in the bundle, even
    those of other signals; wording signals are unknown then.
    """
    return Models.of(open_bundle(folder), wording={})
