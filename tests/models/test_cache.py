"""The cache: its key knows of every byte that a result depends on, and of nothing else."""

from __future__ import annotations

import numpy as np
import pytest

pa = pytest.importorskip("pyarrow", reason="needs the extra train")
pq = pytest.importorskip("pyarrow.parquet")

import models.cache as module  # noqa: E402 - after what may skip
from models.cache import Cache, cache_of, recipe_files  # noqa: E402
from models.places import DEFAULT, LABELS, ROOT  # noqa: E402
from pagequality.learned.bundle import FILES, write_manifest  # noqa: E402


def write_pages(path, html=b"<p>One"):
    """A file of pages with one page."""
    path.parent.mkdir(parents=True, exist_ok=True)
    row = {"id": path.stem, "url": "", "site": "s", "source": "made", "html": html}
    pq.write_table(pa.Table.from_pylist([row]), path)


@pytest.fixture
def world(tmp_path, monkeypatch):
    """A package, a recipe, a bundle and data of their own; the state they give."""
    package = tmp_path / "package"
    (package / "__pycache__").mkdir(parents=True)
    (package / "one.py").write_text("x = 1\n")
    (package / "words.txt").write_text("word\n")
    bundle = tmp_path / "bundle"
    bundle.mkdir()
    for name in FILES:
        (bundle / name).write_bytes(b"{}")
    write_manifest(bundle, "test")
    data = tmp_path / "data"
    write_pages(data / "pages" / "pages-00.parquet")
    (data / "labels.csv").write_text("id,low\npages-00,1\nwild-00,0\n")
    (data / "gold.parquet").write_bytes(b"gold")
    recipe = tmp_path / "models"
    recipe.mkdir()
    (recipe / "fit.py").write_text("from models import helper\n")
    (recipe / "helper.py").write_text("y = 1\n")
    (recipe / "other.py").write_text("z = 1\n")
    monkeypatch.setattr(module, "PACKAGE", package)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "SEEDS", tmp_path / "models" / "seeds")
    monkeypatch.setattr(module, "LABELS", tmp_path / "models" / "labels")

    def state(**options):
        return cache_of("models.fit", data, **({"bundle": bundle} | options)).state

    state.root = tmp_path
    return state


@pytest.mark.parametrize(
    "path",
    ["package/one.py", "package/words.txt", "models/fit.py", "models/helper.py"],
)
def test_one_byte_of_source_changes_the_key(world, path):
    """A module or a word list of the package, the recipe, and what the recipe imports."""
    before = world()
    (world.root / path).write_bytes((world.root / path).read_bytes() + b"#")
    assert world() != before


def test_a_new_module_changes_the_key(world):
    """So does the name of one."""
    before = world()
    (world.root / "package" / "two.py").write_text("")
    added = world()
    (world.root / "package" / "two.py").rename(world.root / "package" / "three.py")
    assert len({before, added, world()}) == 3


@pytest.mark.parametrize(
    "path", ["package/__pycache__/one.cpython-313.pyc", "package/notes.md", "models/other.py"]
)
def test_bytecode_and_strangers_do_not(world, path):
    """Neither bytecode nor a recipe that has nothing to do with it."""
    before = world()
    (world.root / path).write_bytes(b"something else")
    assert world() == before


def test_one_byte_of_the_bundle_changes_the_key(world):
    """Unless what is kept needs no model of it."""
    before, without = world(), world(bundle=None)
    (world.root / "bundle" / "hedging.npz").write_bytes(b"{ }")
    write_manifest(world.root / "bundle", "test")
    assert world() != before
    assert world(bundle=None) == without


def test_one_byte_of_the_data_changes_the_key(world):
    """Of a page, of a label, and of another file if it is read."""
    keys = [world(), world(files=("gold.parquet",))]
    (world.root / "data" / "gold.parquet").write_bytes(b"gilt")
    assert world() == keys[0]
    assert world(files=("gold.parquet",)) != keys[1]
    write_pages(world.root / "data" / "pages" / "pages-00.parquet", b"<p>Two")
    keys.append(world())
    (world.root / "data" / "labels.csv").write_text("id,low\npages-00,0\nwild-00,0\n")
    keys.append(world())
    assert len(set(keys)) == len(keys)


def test_other_collections_do_not(world):
    """Pages of another collection and their labels leave the key as it is."""
    before = world()
    write_pages(world.root / "data" / "pages" / "other-00.parquet")
    (world.root / "data" / "labels.csv").write_text("id,low\npages-00,1\nother-00,1\n")
    assert world() == before


def test_settings_are_part_of_the_key(world):
    """What was made with other settings is another thing."""
    assert len({world(), world(settings=0.5), world(settings=0.75)}) == 3


def test_the_detector_of_encodings_is_part_of_the_key(world, monkeypatch):
    """With it and without it some old pages read differently."""
    before = world()
    monkeypatch.setattr(module, "detector", lambda: "another")
    assert world() != before


def test_what_is_kept_is_not_made_again(tmp_path):
    """Arrays and values come back as they were; another state has its own."""
    calls = []

    def make():
        calls.append(1)
        return {"a": np.arange(3), "names": np.array(["x", "yz"])}

    cache = Cache(tmp_path / "folder", "state")
    assert not cache.has("thing")
    for _ in range(2):
        found = cache.arrays("thing", make)
        assert found["a"].tolist() == [0, 1, 2]
        assert found["names"].tolist() == ["x", "yz"]
    assert cache.has("thing")
    assert cache.json("value", lambda: {"p": ["é", 1]}) == {"p": ["é", 1]}
    Cache(tmp_path / "folder", "another").arrays("thing", make)
    assert len(calls) == 2


def test_a_run_that_breaks_off_keeps_nothing(tmp_path):
    """Half a result is no result."""
    cache = Cache(tmp_path, "state")
    with pytest.raises(ZeroDivisionError):
        cache.arrays("thing", lambda: {"a": np.array(1 / 0)})
    assert not cache.has("thing")


def test_a_recipe_brings_the_modules_behind_it():
    """Measured pages hang on how data are read, not on how cards are drawn."""
    found = {path.relative_to(ROOT / "models").as_posix() for path in recipe_files(
        "models.judge.labelled")}  # fmt: skip
    assert {"judge/labelled.py", "data.py", "artefacts.py", "seeds/lines.txt"} <= found
    assert (LABELS / "lines.csv").relative_to(ROOT / "models").as_posix() in found
    assert "report/card.py" not in found
    assert "judge/evaluate.py" not in found


def test_the_cache_is_ignored_by_git():
    """It lies inside the repository, and its files are never committed."""
    assert ".cache/" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert DEFAULT.is_relative_to(ROOT)
