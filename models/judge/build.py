"""Train the judge and its wording models, and write them into the bundle.

The same data, settings and seed give the same files.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from models.artefacts import NAME, seal
from models.data import digest
from models.judge.measured import measured
from models.judge.proving import proofs_of
from models.judge.seed_pages import with_seeds
from models.judge.settings import SEED, Chosen, chosen
from models.places import DEFAULT
from pagequality.learned.wording.model import to_arrays
from pagequality.training.fit import fit, fit_families

if TYPE_CHECKING:
    from pathlib import Path

    from models.judge.labelled import Labelled


_DIGITS: Final = 6
"""Significant digits of the steps of trees: log-odds move by less than a thousandth."""


def shorten(path: Path) -> None:
    """Round the steps of the trees, most of a judge's file, so that a wheel stays small.

    Thresholds stay as they are: many are values that pages have.
    """
    plain = json.loads(path.read_text("utf-8"))
    for judge in plain["judges"].values():
        trees = judge["trees"]
        trees["value"] = [float(f"{step:.{_DIGITS}g}") for step in trees["value"]]
    path.write_text(json.dumps(plain, separators=(",", ":")) + "\n", "utf-8")


def train(labelled: Labelled, data_digest: str, settings: Chosen, *, folder: Path) -> None:
    """Fit on every page with a binary label and write the artefacts."""
    rows = np.flatnonzero(labelled.low >= 0)
    judged = np.flatnonzero(np.isfinite(labelled.score))
    flags = {family: flag[judged] for family, flag in labelled.flags.items()}
    examples = labelled.teaching(
        rows, rows[:0], exponent=settings.exponent, networks=settings.networks
    )
    model, words = fit(
        with_seeds(examples),
        name=NAME,
        seed=SEED,
        families=fit_families(labelled.vectors[judged], flags),
        about={
            "pages": len(rows),
            "low": int(labelled.low[rows].sum()),
            "data": data_digest,
            "seed": SEED,
        },
        settings=settings.fit,
        proofs=proofs_of(examples),
    )
    model.save(folder / "judge.json")
    shorten(folder / "judge.json")
    np.savez_compressed(folder / "wording.npz", **dict[str, Any](to_arrays(words)))


def run(data: Path) -> None:
    """Measure, train, write."""
    labelled = measured(data)
    print(f"measured {len(labelled.ids)} pages", flush=True)
    train(labelled, digest(data), chosen(), folder=DEFAULT)
    seal()
