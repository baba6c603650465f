"""The bundle: whatever scores depend on is audited, and one digest stands for all of it."""

from __future__ import annotations

import io
import json
import pickle
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pagequality.errors import ModelError
from pagequality.judge.model import default_model, model_of
from pagequality.learned.bundle import (
    FILES,
    MANIFEST,
    PROTOCOL,
    default_folder,
    open_bundle,
    write_manifest,
)
from pagequality.learned.hedging import sentence_scores
from pagequality.learned.models import Models, default_models
from pagequality.reading import read, read_text
from pagequality.sites.model import SiteModel

TABLES = [name for name in FILES if name.endswith(".npz")]
TEXTS = [name for name in FILES if name.endswith(".json")]
ALL_FILES = pytest.mark.parametrize("name", FILES)


@pytest.fixture
def folder(tmp_path):
    """A copy of the default bundle."""
    copy = tmp_path / "bundle"
    copy.mkdir()
    for name in (*FILES, MANIFEST):
        shutil.copyfile(default_folder() / name, copy / name)
    return copy


def packed(**arrays):
    """Return the bytes of an ``.npz`` file."""
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


def change_a_weight(path):
    """Move one value of the largest table of a file by the least step, and write a valid file."""
    with np.load(path, allow_pickle=False) as archive:
        arrays = {name: archive[name] for name in archive.files}
    table = max(arrays.values(), key=lambda array: array.size).reshape(-1)
    weight = table[len(table) // 2 :][:1]
    if weight.dtype.kind == "f":
        weight[:] = np.nextafter(weight, np.array(np.inf, weight.dtype))
    else:
        weight ^= weight.dtype.type(1)
    path.write_bytes(packed(**arrays))


def change_the_manifest(folder, **parts):
    """Write the manifest anew with other parts."""
    known = json.loads((folder / MANIFEST).read_text("utf-8"))
    (folder / MANIFEST).write_text(json.dumps({**known, **parts}), "utf-8")


def test_a_copy_of_the_default_bundle_is_the_default_bundle(folder):
    """Untouched files pass the audit, wherever they lie, and have the same name and digest."""
    copy, default = open_bundle(folder), open_bundle()
    assert copy.files == default.files
    assert sorted(copy.files) == sorted(FILES)
    assert (copy.name, copy.digest) == (default.name, default.digest)
    assert len(copy.digest) == 12


@ALL_FILES
def test_one_changed_byte_is_refused(folder, name):
    """One bit of one byte, first, last or between, and the error names the file."""
    whole = (folder / name).read_bytes()
    for place in (0, len(whole) // 2, -1):
        data = bytearray(whole)
        data[place] ^= 1
        (folder / name).write_bytes(data)
        with pytest.raises(ModelError, match=rf"{name} is not the file that {MANIFEST} names"):
            open_bundle(folder)


@ALL_FILES
def test_a_byte_more_or_less_is_refused(folder, name):
    """A file that was cut short, or to which something was added, is not the file."""
    whole = (folder / name).read_bytes()
    for other in (whole[:-1], whole + b"\n", b""):
        (folder / name).write_bytes(other)
        with pytest.raises(ModelError, match=name):
            open_bundle(folder)


@pytest.mark.parametrize("name", TABLES)
def test_one_changed_weight_is_refused(folder, name):
    """A file that is as valid as the one it replaces is refused for one weight."""
    change_a_weight(folder / name)
    with pytest.raises(ModelError, match=name):
        open_bundle(folder)


@pytest.mark.parametrize("name", [*FILES, MANIFEST])
def test_a_missing_file_is_named(folder, name):
    """A bundle is whole or no bundle."""
    (folder / name).unlink()
    with pytest.raises(ModelError, match=f"cannot read .*{name}"):
        open_bundle(folder)


def test_a_missing_folder_is_named(tmp_path):
    """A folder that is not there is an error that names it."""
    with pytest.raises(ModelError, match="nowhere"):
        open_bundle(tmp_path / "nowhere")


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b'"text"', b"7", b"\xff\xfe", b"{}", b'{"protocol": 2}',
     b"[" * 100_000],
    ids=["empty", "cut", "list", "null", "text", "number", "bytes", "bare", "nameless", "deep"],
)  # fmt: skip
def test_a_broken_manifest_is_refused(folder, content):
    """A manifest that is none is an error that names it, never another error."""
    (folder / MANIFEST).write_bytes(content)
    with pytest.raises(ModelError, match=MANIFEST):
        open_bundle(folder)


@pytest.mark.parametrize(
    "parts",
    [{"files": None}, {"files": list(FILES)}, {"files": "judge.json"}, {"name": None}, {"name": 7}],
    ids=["no files", "files without digests", "a text for files", "no name", "a number for a name"],
)
def test_a_part_of_the_manifest_of_the_wrong_kind_is_refused(folder, parts):
    """Each part is what it should be, or an error names the manifest."""
    change_the_manifest(folder, **parts)
    with pytest.raises(ModelError, match=MANIFEST):
        open_bundle(folder)


@pytest.mark.parametrize("protocol", [PROTOCOL - 1, PROTOCOL + 1, str(PROTOCOL), None])
def test_another_protocol_is_refused(folder, protocol):
    """What another release wrote is not guessed at."""
    change_the_manifest(folder, protocol=protocol)
    with pytest.raises(ModelError, match=f"{MANIFEST} .*protocol {PROTOCOL}"):
        open_bundle(folder)


@ALL_FILES
def test_a_lacking_name_is_refused(folder, name):
    """A manifest names every file of a bundle."""
    write_manifest(folder, "made", [other for other in FILES if other != name])
    with pytest.raises(ModelError, match=MANIFEST):
        open_bundle(folder)


def test_an_unknown_name_is_refused(folder):
    """And no other file, not even one that is there."""
    (folder / "extra.json").write_text("{}", "utf-8")
    write_manifest(folder, "made", [*FILES, "extra.json"])
    with pytest.raises(ModelError, match=MANIFEST):
        open_bundle(folder)


@pytest.mark.parametrize("digest", ["", None, "0" * 64])
def test_a_name_without_its_digest_is_refused(folder, digest):
    """A file whose digest is left out is not trusted."""
    known = json.loads((folder / MANIFEST).read_text("utf-8"))["files"]
    change_the_manifest(folder, files={**known, "judge.json": digest})
    with pytest.raises(ModelError, match=r"judge\.json"):
        open_bundle(folder)


def test_a_manifest_written_anew_says_the_same(folder):
    """Of the same files under the same name the digest is the same, in any order of them."""
    digest = open_bundle().digest
    assert write_manifest(folder, open_bundle().name) == digest
    assert write_manifest(folder, open_bundle().name, FILES[::-1]) == digest
    assert open_bundle(folder).digest == digest


@ALL_FILES
def test_another_artefact_makes_another_bundle(folder, name):
    """A valid file in the place of another passes under a new manifest, and the digest tells."""
    if name in TABLES:
        change_a_weight(folder / name)
    else:
        (folder / name).write_bytes((folder / name).read_bytes() + b"\n")
    digest = write_manifest(folder, open_bundle().name)
    assert open_bundle(folder).digest == digest != open_bundle().digest


def test_another_name_makes_another_bundle(folder):
    """The name is part of what the digest stands for."""
    assert write_manifest(folder, "made") != open_bundle().digest
    assert open_bundle(folder).name == "made"


def test_what_is_built_from_a_bundle_carries_its_digest(folder):
    """The small models, the judge and the bundle that the judge was fitted on."""
    digest = open_bundle().digest
    assert (default_models().digest, default_model().digest) == (digest, digest)
    assert default_model().bundle == digest
    other = write_manifest(folder, "made")
    bundle = open_bundle(folder)
    judge = model_of(bundle)
    assert (Models.of(bundle).digest, judge.digest, judge.bundle) == (other, other, other)


def certain(folder):
    """Return the models of a bundle that takes every sentence for a hedge."""
    about = json.loads((folder / "hedging.json").read_text("utf-8"))
    about["bias"] = [30.0, *about["bias"][1:]]
    (folder / "hedging.json").write_text(json.dumps(about), "utf-8")
    write_manifest(folder, "certain")
    return Models.of(open_bundle(folder))


def test_a_page_is_judged_by_the_models_it_carries(folder):
    """Models of another bundle judge the pages that were read with them, and no others."""
    text = "The bridge opened in May 2024."
    assert sentence_scores(read_text(text, models=certain(folder)))[0, 0] > 0.99
    assert sentence_scores(read_text(text))[0, 0] < 0.5


def test_the_default_models_travel_by_name():
    """Another process has them: they are looked up there, not sent along."""
    sent = pickle.dumps(default_models())
    assert len(sent) < 1000
    assert pickle.loads(sent) is default_models()  # noqa: S301 - our own


def test_other_models_travel_whole(folder):
    """Models of another bundle are sent along, and judge alike when they arrive."""
    models = certain(folder)
    html = "<nav class=menu>Home</nav><article><p>The bridge opened in May 2024.</article>"
    here = read(html, models=models)
    again = pickle.loads(pickle.dumps(models))  # noqa: S301 - our own
    assert again.digest == models.digest
    there = read(html, models=again)
    assert np.array_equal(here.main_probability, there.main_probability)
    assert np.array_equal(sentence_scores(here), sentence_scores(there))


class Trap:
    """Unpickled, it leaves a file behind."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return Path.touch, (self.path,)


@pytest.mark.parametrize("name", TABLES)
def test_nothing_in_a_bundle_runs(tmp_path, name):
    """A table that holds code is refused before the code can run."""
    content = packed(out=np.array([Trap(tmp_path / "ran")], object))
    bundle = open_bundle()
    bundle = replace(bundle, files={**bundle.files, name: content})
    with pytest.raises(ModelError, match=name):
        bundle.arrays(name)
    assert not (tmp_path / "ran").exists()
    with np.load(io.BytesIO(content), allow_pickle=True) as archive:
        assert archive["out"].shape == (1,)
    assert (tmp_path / "ran").exists(), "the trap is none"


BROKEN_TEXTS = {"empty": b"", "cut": b"{", "bare": b"{}", "list": b"[]", "null": b"null"}
BROKEN_TABLES = {
    "empty": b"",
    "no archive": b"text",
    "bare": packed(),
    "others": packed(out=np.zeros(1)),
}


def array_file():
    """Return the bytes of an ``.npy`` file, which holds one array and no names."""
    file = io.BytesIO()
    np.save(file, np.zeros(3))
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        *(
            pytest.param(name, content, id=f"{name} {kind}")
            for names, contents in (
                (TEXTS, BROKEN_TEXTS), (TABLES, {**BROKEN_TABLES, "array": array_file()}),
            )
            for name in names for kind, content in contents.items()
        )
    ],
)  # fmt: skip
def test_a_file_that_holds_no_model_is_named(name, content):
    """What passes the audit and is yet no model is an error that names the file."""
    bundle = open_bundle()
    bundle = replace(bundle, files={**bundle.files, name: content})
    build = {"judge.json": model_of, "sites.json": SiteModel.of}.get(name, Models.of)
    with pytest.raises(ModelError, match=name):
        build(bundle)
