"""The bundle: all files that scores depend on, under one digest.

A folder with ``manifest.json``, which names its files with the sha256 of each. Everything is
audited before anything is built from it, and nothing in it can run code: files are JSON, or
arrays read with ``allow_pickle=False``.
"""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zipfile import ZipFile

import numpy as np

from pagequality.errors import ModelError
from pagequality.learned.strict import LARGEST, check_finite, parsed, shortened
from pagequality.text.files import read_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pagequality.text.arrays import Array

PROTOCOL: Final = 2
"""Which bundles this code can read."""
MANIFEST: Final = "manifest.json"
FILES: Final = (
    "main_content.json", "main_content.npz", "template_noise.json", "template_noise.npz",
    "hedging.json", "hedging.npz", "headline.json", "headline.npz", "clickbait.json",
    "clickbait.npz", "promises.json", "promises.npz", "word_order.json", "word_order.npz",
    "dead_ends.json", "dead_ends.npz", "wording.npz", "judge.json", "sites.json",
)  # fmt: skip
"""What a bundle holds: two files a small model, the judge, and the model of whole sites."""
_PACKAGE: Final = Path(__file__).parents[1]
_SHOWN: Final = 12


@dataclass(frozen=True, slots=True, eq=False)
class Bundle:
    """The files of a bundle that passed the audit.

    Attributes:
        name: what its maker calls it.
        digest: stands for every byte of it, in twelve hexadecimal digits.
        files: what each file holds.
    """

    name: str
    digest: str
    files: Mapping[str, bytes]

    def json(self, name: str) -> Any:
        """Return a JSON file's value; `ModelError` names the file if it is broken."""
        try:
            return parsed(self.files[name])
        except ValueError as error:
            message = f"cannot read {name} of the bundle {self.name}: {error}"
            raise ModelError(message) from error

    def arrays(self, name: str) -> dict[str, Array]:
        """Return the arrays of an ``.npz`` file; `ModelError` names the file if it is broken."""
        try:
            _check_size(self.files[name])
            with np.load(io.BytesIO(self.files[name]), allow_pickle=False) as archive:
                found = {key: archive[key] for key in archive.files}
            check_finite(found.values())
        except Exception as error:  # NumPy and zipfile raise what they like on broken files
            message = f"cannot read {name} of the bundle {self.name}: {shortened(str(error))}"
            raise ModelError(message) from error
        return found


def _check_size(packed: bytes) -> None:
    """Refuse an archive that unpacks to far more than a model takes."""
    with ZipFile(io.BytesIO(packed)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
            message = f"it holds more than {LARGEST} bytes"
            raise ValueError(message)


def default_folder() -> Path:
    """Return the folder of the default bundle: in the wheel, else in the checkout."""
    inside = _PACKAGE / "_default"
    return inside if inside.is_dir() else _PACKAGE.parent / "models" / "default"


def open_bundle(folder: Path | None = None) -> Bundle:
    """Read a bundle whole and audit it; the default one when no folder is given.

    Raises:
        ModelError: the manifest is missing, broken or of another protocol, or a file is
            missing or not the one that the manifest names.

    >>> sorted(open_bundle().files) == sorted(FILES)
    True
    """
    place = folder or default_folder()
    manifest = _manifest(place / MANIFEST)
    files = {name: _read(place / name) for name in FILES}
    for name, data in files.items():
        if hashlib.sha256(data).hexdigest() != manifest["files"][name]:
            message = f"{place / name} is not the file that {MANIFEST} names: install it anew"
            raise ModelError(message)
    return Bundle(manifest["name"], digest_of(manifest), files)


def digest_of(manifest: Mapping[str, Any]) -> str:
    """Return the digest of what a manifest names, whatever the order of its files.

    >>> digest_of({"files": {"a": "1", "b": "2"}}) == digest_of({"files": {"b": "2", "a": "1"}})
    True
    """
    return hashlib.sha256(json.dumps(manifest, sort_keys=True).encode()).hexdigest()[:_SHOWN]


def write_manifest(folder: Path, name: str, files: Iterable[str] = FILES) -> str:
    """Write the manifest of the files in a folder; return the bundle's digest."""
    manifest = {
        "protocol": PROTOCOL,
        "name": name,
        "files": {file: hashlib.sha256(_read(folder / file)).hexdigest() for file in files},
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    return digest_of(manifest)


def _manifest(path: Path) -> dict[str, Any]:
    """Read a manifest; refuse one that does not name exactly the files of a bundle."""
    try:
        manifest = parsed(_read(path))
        fits = manifest["protocol"] == PROTOCOL and sorted(manifest["files"]) == sorted(FILES)
        fits = fits and isinstance(manifest["name"], str) and isinstance(manifest["files"], dict)
    except (ValueError, RecursionError, LookupError, TypeError) as error:
        message = f"{path} is broken: {error!r}"
        raise ModelError(message) from error
    if not fits:
        message = f"{path} does not describe a bundle of protocol {PROTOCOL}"
        raise ModelError(message)
    known: dict[str, Any] = manifest
    return known


def _read(path: Path) -> bytes:
    try:
        return read_file(path, LARGEST)
    except (OSError, ValueError) as error:
        message = f"cannot read {path}: {getattr(error, 'strerror', None) or error}"
        raise ModelError(message) from error
