"""Fit the line model: ``python models/lines.py [--data FOLDER]``.

Writes ``models/default/lines.npz`` and ``lines.json``.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from line_data import CLASSES, PLAIN_SCALE, TABLE_SCALE, labelled, phrase_lines, raw_features, turku
from sklearn.linear_model import LogisticRegression

from pagequality.classifiers.line_features import BITS
from pagequality.classifiers.lines import LineModel

HERE = Path(__file__).resolve().parent
DATA = Path(os.environ.get("PAGEQUALITY_DATA", HERE.parent.parent / "shared" / "data"))


class Scaler:
    """Brings readable features and hashed words to comparable sizes."""

    def __init__(self, plain: np.ndarray) -> None:
        self.mean, self.spread = plain.mean(axis=0), np.maximum(plain.std(axis=0), 0.2)
        self.mean[0], self.spread[0] = 1, 1

    def design(self, plain: np.ndarray, hashed: sp.csr_matrix) -> sp.csr_matrix:
        """Put both side by side for a linear model."""
        scaled = (plain - self.mean) / self.spread * PLAIN_SCALE
        return sp.hstack([sp.csr_matrix(scaled.astype(np.float32)), hashed * TABLE_SCALE]).tocsr()

    def weights(self, coefficients: np.ndarray, intercept: np.ndarray) -> np.ndarray:
        """Turn coefficients over the design into weights over the features as they stand."""
        width = len(self.mean)
        plain = coefficients[:, :width] / self.spread * PLAIN_SCALE
        plain[:, 0] = intercept - plain[:, 1:] @ self.mean[1:]
        return np.concatenate([plain, coefficients[:, width:] * TABLE_SCALE], axis=1).T


def model_of(weights: np.ndarray, width: int) -> LineModel:
    """Cut one table of weights into the parts the library keeps apart."""
    cuts = width + np.cumsum([0, *(1 << bits for bits in BITS)])
    tables = tuple(
        weights[a:b].astype(np.float16).astype(np.float32) for a, b in itertools.pairwise(cuts)
    )
    return LineModel(weights[:width].astype(np.float32), tables)


def fit_kinds(
    design: sp.csr_matrix, label: np.ndarray, weight: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Multinomial logistic regression; a row of coefficients for every class of CLASSES."""
    fitted = LogisticRegression(C=4, max_iter=400).fit(design, label, weight)
    coefficients = np.zeros((len(CLASSES), design.shape[1]))
    intercept = np.full(len(CLASSES), -20.0)
    coefficients[fitted.classes_] = fitted.coef_
    intercept[fitted.classes_] = fitted.intercept_
    return coefficients, intercept


def fit_keep(design: sp.csr_matrix, keep: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Logistic regression for keeping a line."""
    fitted = LogisticRegression(C=0.3, max_iter=400).fit(design, keep)
    return fitted.coef_, fitted.intercept_


def main() -> None:
    """Fit on all labelled lines and write the artefacts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    data = parser.parse_args().data
    lines, judged = labelled(data), turku(data)
    judged = judged[judged.part == "train"]
    phrases, phrase_label = phrase_lines()
    plain, hashed = raw_features([*lines.text, *phrases])
    scaler = Scaler(plain[: len(lines)])
    weight = np.append(np.ones(len(lines)), np.full(len(phrases), 0.05))
    label = np.append(lines.label, phrase_label)
    kinds = fit_kinds(scaler.design(plain, hashed), label, weight)
    keep = fit_keep(scaler.design(*raw_features(judged.text.tolist())), judged.keep.to_numpy())
    weights = np.concatenate([scaler.weights(*kinds), scaler.weights(*keep)], axis=1)
    write(model_of(weights, plain.shape[1]), HERE / "default", len(lines))


def write(model: LineModel, folder: Path, count: int) -> None:
    """Write ``lines.npz`` and ``lines.json``."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = {f"table{i}": table.astype(np.float16) for i, table in enumerate(model.tables)}
    np.savez_compressed(folder / "lines.npz", plain=model.plain, **tables)
    about = {"protocol": 1, "classes": CLASSES, "labelled_lines": count}
    (folder / "lines.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    print(f"{folder / 'lines.npz'}: {(folder / 'lines.npz').stat().st_size / 1024:.0f} KB")


if __name__ == "__main__":
    main()
