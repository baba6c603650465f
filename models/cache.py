"""Intermediate results, kept under one key in a folder that git ignores.

The key is a digest of all that a result depends on: the data that it reads, the whole source of
the package, the recipe that makes it with every module of `models` behind it, the invented texts,
the published labels, the small models of the bundle, and the detector of encodings that reading
asks where it is installed. After a change of any of these it is made anew. Bytecode counts for
nothing.
"""

from __future__ import annotations

import ast
import hashlib
import json
import os
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

import pagequality
from models import data as development
from models.places import DEFAULT, LABELS, ROOT, SEEDS, cache_folder
from pagequality.learned.bundle import open_bundle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pagequality.text.arrays import Array

    Arrays = Mapping[str, Array]

JUDGED: Final = ("judge.json", "wording.npz", "sites.json")
"""Files of the bundle that pages are not measured with."""
PACKAGE: Final = Path(pagequality.__file__).parent
_SOURCE: Final = (".py", ".txt")
_SHOWN: Final = 16


@dataclass(frozen=True)
class Cache:
    """Results of one recipe in one state of everything that they depend on."""

    folder: Path
    state: str

    def has(self, name: str) -> bool:
        """Whether a result is kept."""
        return self._path(name, "npz").exists()

    def arrays(self, name: str, make: Callable[[], Arrays]) -> dict[str, Array]:
        """Return arrays from the cache; make and keep them if they are not there."""
        path = self._path(name, "npz")
        if not path.exists():
            made: dict[str, Any] = dict(make())
            unfinished = path.with_suffix(f".{os.getpid()}.npz")
            np.savez_compressed(unfinished, **made)
            unfinished.replace(path)
        with np.load(path, allow_pickle=False) as archive:
            return {key: archive[key] for key in archive.files}

    def json(self, name: str, make: Callable[[], Any]) -> Any:
        """Return a JSON value from the cache; make and keep it if it is not there."""
        arrays = self.arrays(name, lambda: {"json": np.array(json.dumps(make()))})
        return json.loads(str(arrays["json"]))

    def _path(self, name: str, ending: str) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        return self.folder / f"{name}-{self.state}.{ending}"


def cache_of(
    recipe: str,
    data: Path,
    *,
    files: Iterable[str] = (),
    settings: object = None,
    bundle: Path | None = DEFAULT,
) -> Cache:
    """Return the cache of a recipe.

    Args:
        recipe: the module that makes what is kept, ``__name__`` as a rule.
        data: the folder of the development data.
        files: what is read of it beside the pages and their labels.
        settings: what else decides, by its ``repr``.
        bundle: where the models are that pages are measured with; ``None`` for what needs none of
            them, so that it outlives their being written.
    """
    parts = [
        development.digest(data),
        *(digest(sorted(data.glob(name)), data) for name in files),
        digest(source_files(PACKAGE), PACKAGE),
        digest(recipe_files(recipe), ROOT),
        repr(settings),
        "" if bundle is None else measured_with(bundle),
        detector(),
    ]
    return Cache(cache_folder(), hashlib.sha256("\n".join(parts).encode()).hexdigest()[:_SHOWN])


def measured_with(bundle: Path) -> str:
    """Return a digest of the small models; wording and judge are made of what is measured."""
    files = open_bundle(bundle).files
    small = {name: data for name, data in files.items() if name not in JUDGED}
    return hashlib.sha256(b"".join(hashlib.sha256(small[name]).digest() for name in sorted(small))
                          ).hexdigest()  # fmt: skip


def detector() -> str:
    """Return the version of the detector of encodings (extra ``detect``), if it is installed."""
    try:
        return version("charset-normalizer")
    except PackageNotFoundError:
        return ""


def digest(paths: Iterable[Path], base: Path) -> str:
    """Return a digest of files, their names below a folder included."""
    total = hashlib.sha256()
    for path in paths:
        total.update(path.relative_to(base).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def source_files(folder: Path) -> list[Path]:
    """Return the source below a folder: modules and word lists, no bytecode."""
    return sorted(path for path in folder.rglob("*") if path.suffix in _SOURCE and path.is_file())


def recipe_files(recipe: str) -> list[Path]:
    """Return the modules of `models` that a recipe is made of, and the texts they may read."""
    found: dict[str, Path] = {}
    ahead = [recipe]
    while ahead:
        name = ahead.pop()
        if name not in found:
            found[name] = _file_of(name)
            ahead += _imports(found[name])
    texts = [path for path in sorted(SEEDS.rglob("*")) if path.is_file()]
    return [*sorted(found.values()), *texts, *sorted(LABELS.glob("*.csv"))]


def _imports(path: Path) -> list[str]:
    """Return the modules of `models` that a module imports, wherever in it."""
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    own = [name for name in names if name.partition(".")[0] == "models"]
    return [name for name in own if _file_of(name).is_file()]


def _file_of(name: str) -> Path:
    """Return where a module of `models` stands, whether it is a module or a package."""
    path = ROOT.joinpath(*name.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
