"""Digests: which data, which artefacts."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

ARTEFACTS = ("*.npz", "model.json", "content.json", "headline.json", "clickbait.json",
             "lines.json", "sentences.json")  # fmt: skip


def digest_of(folder: Path) -> str:
    """Return a digest of the labels and of every stored page file."""
    total = hashlib.sha256((folder / "labels.csv").read_bytes())
    for path in sorted((folder / "pages").glob("*.parquet")):
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:16]


def artefacts(folder: Path) -> dict[str, str]:
    """Return a digest of each file that a wheel carries and that scores depend on."""
    paths = sorted({path for pattern in ARTEFACTS for path in folder.glob(pattern)})
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:16] for path in paths}
