"""Train the default model and write it to models/default.

    python models/build.py

The same data and seed give the same files.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # sums in one order: the same file every time

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np
from models.data import DEFAULT, Labelled, data_folder, measure
from models.digests import digest_of
from models.judge.seed_pages import with_seeds

from pagequality.learned.wording import model as wording
from pagequality.errors import ModelError
from pagequality.judge.model import SOURCES
from pagequality.training.fit import fit, fit_families

SEED = 2026


def train(labelled: Labelled, digest: str) -> None:
    """Fit on every page with a binary label and write the artefacts."""
    rows = np.flatnonzero(labelled.low >= 0)
    judged = np.flatnonzero(np.isfinite(labelled.score))
    flags = {family: flag[judged] for family, flag in labelled.flags.items()}
    families = fit_families(labelled.vectors[judged], flags)
    about = {"pages": len(rows), "low": int(labelled.low[rows].sum()), "data": digest, "seed": SEED}
    models, tables = {}, {}
    for source in SOURCES:
        examples = with_seeds(labelled.examples(labelled.to_teach(rows, rows[:0]), source))
        models[source], words = fit(
            examples, name="pagequality-default", seed=SEED, families=families, about=about
        )
        tables |= {f"{source}_{view}": table for view, table in words.items()}
    judges = {source: models[source].judges[source] for source in SOURCES}
    model = replace(models["html"], judges=judges)
    model.save(DEFAULT / "model.json")
    np.savez_compressed(DEFAULT / "wording.npz", **wording.to_arrays(tables))


def without_words(table: str) -> wording.WordingModel:
    """Return a wording model that knows nothing: pages are measured before any is trained."""
    aspects = len(wording.ASPECTS_OF[table.partition("_")[2]])
    arrays = np.zeros(1 << wording.BITS), np.zeros((1 << wording.BITS, aspects)), np.zeros(aspects)
    return wording.WordingModel(*(array.astype(np.float32) for array in arrays))


def main() -> None:
    """Measure, train, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=data_folder())
    folder = parser.parse_args().data
    try:
        wording.default_models()
    except ModelError:
        arrays = wording.to_arrays({table: without_words(table) for table in wording.TABLES})
        np.savez_compressed(DEFAULT / "wording.npz", **arrays)
    labelled = measure(folder)
    print(f"measured {len(labelled.ids)} pages")
    train(labelled, digest_of(folder))
    print(f"wrote {DEFAULT}")


if __name__ == "__main__":
    main()
