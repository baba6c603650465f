"""Model files that were made to do harm: refused by name, in a short line, and soon."""

from __future__ import annotations

import copy
import io
import json
import math
import os
import zipfile
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from pagequality.errors import ModelError
from pagequality.judge.model import Model, default_model, load_model
from pagequality.learned.bundle import FILES, MANIFEST, Bundle, default_folder, open_bundle
from pagequality.learned.clickbait.model import ClickbaitModel
from pagequality.learned.hedging.model import HedgingModel
from pagequality.learned.models import Models, default_models
from pagequality.sites.model import SiteModel

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TREES, CURVES = ("judges", "html", "trees"), ("judges", "html", "curves")
PAGE = ("judges", "html", "page")
PROOFS = ("judges", "html", "proofs")
FAMILY = ("families", "speculation")
NUMBERS: tuple[tuple[Any, ...], ...] = (
    (*TREES, "depth"), (*TREES, "step", 0), (*TREES, "signal", 0), (*TREES, "root", 0),
    (*TREES, "value", 0), (*TREES, "unknown_left", 0), ("judges", "html", "slope"),
    ("judges", "html", "intercept"), ("judges", "html", "bound"),
    (*PAGE, "values", 0, 0), (*PROOFS, "knots", 0, 0), (*PROOFS, "chances", 0, 0),
    (*CURVES, "values", 0, 0), (*CURVES, "missing", 0),
    (*CURVES, "knots", 0, 0), ("base_rate",), ("half_words",), ("protocol",), ("typical", 0),
    (*FAMILY, "start"), (*FAMILY, "curves", "values", 0, 0),
)  # fmt: skip
ODD: tuple[Any, ...] = (10**30, 10**400, 1e308, math.inf, -math.inf, math.nan, "x", [1], {}, [[]])
PARTS: tuple[tuple[Any, ...], ...] = (
    TREES, CURVES, PAGE, PROOFS, (*PROOFS, "signals"), (*PROOFS, "knots"), (*TREES, "step"),
    (*TREES, "value"), (*CURVES, "knots"), (*CURVES, "missing"),
    ("judges",), ("families",), FAMILY, (*FAMILY, "signals"), (*FAMILY, "curves"), ("typical",),
    ("signals",), ("held_out",), ("about",), ("name",),
)  # fmt: skip


@pytest.fixture(scope="module")
def plain() -> dict[str, Any]:
    """The shipped judge as a model of one's own, with next to nothing in its terms and tables."""
    data: dict[str, Any] = json.loads((default_folder() / "judge.json").read_text("utf-8"))
    number = len(data["signals"])
    trees = {
        "root": [0], "signal": [0, 0, 0], "threshold": [0.5, None, None], "step": [1, 0, 0],
        "unknown_left": [1, 1, 1], "value": [0.1, 0.2, 0.3], "depth": 1,
    }  # fmt: skip
    curves = {"knots": [[0, 1]] * number, "values": [[0, 1]] * number, "missing": [0] * number}
    judge = {
        "curves": curves, "trees": trees, "page": copy.deepcopy(curves), "bound": 1, "slope": 1,
        "proofs": {"signals": ["word_order"], "knots": [[0, 1]], "chances": [[0, 0.5]]},
        "intercept": 0,
    }  # fmt: skip
    usual = {kind: data["usual"][kind] for kind in ("", "article")}
    held_out = {name: values[:40] for name, values in data["held_out"].items()}
    return {
        **data, "bundle": default_models().digest, "judges": {"html": judge}, "about": {},
        "usual": usual, "held_out": held_out,
    }  # fmt: skip


def test_the_model_to_be_spoilt_is_a_model(plain: dict[str, Any], tmp_path: Path) -> None:
    """What the other tests change can be loaded as it is."""
    (tmp_path / "m.json").write_text(json.dumps(plain), "utf-8")
    assert load_model(tmp_path / "m.json").judge(np.zeros(len(plain["signals"])), words=9)


@pytest.fixture
def refused(plain: dict[str, Any], tmp_path: Path) -> Callable[..., None]:
    """Write a changed model, and see that it is refused in a short message."""

    def refused(place: tuple[Any, ...], value: Any) -> None:
        data = copy.copy(plain)
        spot: Any = data
        for step in place[:-1]:
            spot[step] = copy.copy(spot[step])
            spot = spot[step]
        spot[place[-1]] = value
        text = json.dumps(data)
        (tmp_path / "m.json").write_text(text, "utf-8")
        with pytest.raises(ModelError) as told:
            load_model(tmp_path / "m.json")
        assert len(str(told.value)) < 2000

    return refused


@pytest.mark.parametrize("place", NUMBERS, ids=lambda place: ".".join(map(str, place)))
def test_numbers_that_are_none_are_refused(
    refused: Callable[..., None], place: tuple[Any, ...]
) -> None:
    """Too large, not finite, text, lists: wherever a number stands."""
    for value in ODD:
        if value != [[]]:
            refused(place, value)


@pytest.mark.parametrize("place", PARTS, ids=lambda place: ".".join(map(str, place)))
def test_parts_of_another_form_are_refused(
    refused: Callable[..., None], place: tuple[Any, ...]
) -> None:
    """Lists for mappings, numbers for lists, nothing at all, and lists in lists."""
    for value in (7, True, "x", [[1.0]], [[[]]], ["\x1b[2J"]):
        if place[-1] != "name" or not isinstance(value, str):
            refused(place, value)


def test_trees_that_never_end_are_refused(
    plain: dict[str, Any], refused: Callable[..., None]
) -> None:
    """Circles, ways up, too many roots, thresholds that lead out at the end."""
    trees = plain["judges"]["html"]["trees"]
    size = len(trees["step"])
    refused((*TREES, "step"), [0] * size)
    refused((*TREES, "step"), [size - 2] * size)
    refused((*TREES, "root"), trees["root"][:1] * 2_000_000)
    refused((*TREES, "threshold"), [*trees["threshold"][:-1], -math.inf])
    refused((*TREES, "threshold"), [*trees["threshold"][:-1], 0.0])
    refused((*TREES, "value"), [[value] for value in trees["value"]])


def test_curves_that_turn_back_or_have_no_width_are_refused(
    plain: dict[str, Any], refused: Callable[..., None]
) -> None:
    """Knots ascend, and there are some."""
    curves = plain["judges"]["html"]["curves"]
    refused((*CURVES, "knots"), [row[::-1] for row in curves["knots"]])
    nothing: list[list[float]] = [[] for _ in curves["knots"]]
    refused(CURVES, {**curves, "knots": nothing, "values": nothing})
    family = plain["families"]["speculation"]["curves"]
    nothing = [[] for _ in family["knots"]]
    refused((*FAMILY, "curves"), {**family, "knots": nothing, "values": nothing})


def test_names_steer_nothing(plain: dict[str, Any], refused: Callable[..., None]) -> None:
    """Of a model, of a family; and a million unknown signals make no message of megabytes."""
    refused(("name",), "\x1b[2J")
    refused(("name",), "x" * 1000)
    refused(("families",), {"\x1b[2J": plain["families"]["speculation"]})
    refused(("signals",), [f"x{number}" for number in range(100_000)])


HELD_OUT: tuple[Any, ...] = (
    {"probability": [0.1, "x"], "low": [0, 1]}, {"probability": [0.1, 0.2, 0.3], "low": [0, 1]},
    {"low": [1]}, {"probability": [[0.1], [0.2]], "low": [0, 1]}, [1, 2],
    {"probability": [0.5, 0.4], "low": [5, 1]}, {"probability": [5, 0.4], "low": [0, 1]},
)  # fmt: skip


@pytest.mark.parametrize("held_out", HELD_OUT)
def test_held_out_pages_of_another_form_are_refused(
    refused: Callable[..., None], held_out: Any
) -> None:
    """Before anybody asks for a threshold."""
    refused(("held_out",), held_out)


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, '{"a":' * 100_000, "NaN", "", "1", '{"protocol": 2, "protocol": 2}', "\xff"],
)
def test_what_is_no_model_is_refused(tmp_path: Path, text: str) -> None:
    """Nesting without an end, keys that stand twice, other JSON, other bytes."""
    (tmp_path / "m.json").write_bytes(text.encode("latin-1"))
    with pytest.raises(ModelError):
        load_model(tmp_path / "m.json")


@pytest.mark.parametrize("name", ["pipe", "folder", "x" * 300, "a\0b"])
def test_what_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    """A pipe that nobody writes to, a folder, names that no system takes."""
    if name == "pipe":
        os.mkfifo(tmp_path / name)
    elif name == "folder":
        (tmp_path / name).mkdir()
    with pytest.raises(ModelError):
        load_model(tmp_path / name)


def test_a_model_without_half_words_judges_pages_without_words() -> None:
    """Nothing is divided by nothing."""
    model = default_model()
    judged = Model(**{**vars(model), "half_words": 0.0}).judge(
        np.zeros(len(model.typical)), words=0
    )
    assert math.isfinite(judged.log_odds)


# artefact folders


def _npz(**arrays: Any) -> bytes:
    out = io.BytesIO()
    np.savez(out, **arrays)
    return out.getvalue()


@cache
def _bomb() -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("a.npy", "w") as entry,
    ):
        for _ in range(300):
            entry.write(bytes(1_000_000))
    return out.getvalue()


PACKED: dict[str, Callable[[bytes], bytes]] = {
    "nothing": lambda _: b"",
    "cut": lambda data: data[:-50],
    "no archive": lambda _: b"PK\x03\x04" + bytes(99),
    "other arrays": lambda _: _npz(a=np.zeros(3)),
    "objects": lambda _: _npz(a=np.array([{}], object)),
    "a bomb": lambda _: _bomb(),
    "no numbers": lambda data: _changed(data, lambda one: np.full_like(one, np.nan)),
    "huge numbers": lambda data: _changed(data, lambda one: np.full(one.shape, 1e30)),
}


def _changed(data: bytes, change: Callable[[Any], Any]) -> bytes:
    with np.load(io.BytesIO(data)) as archive:
        return _npz(**{
            key: change(array) if array.dtype.kind == "f" and array.ndim else array
            for key, array in archive.items()
        })  # fmt: skip


@pytest.mark.parametrize("kind", PACKED)
@pytest.mark.parametrize("name", ["hedging.npz", "clickbait.npz"])
def test_arrays_that_do_not_fit_are_refused(name: str, kind: str) -> None:
    """Whatever is wrong with them, the error is one of a model."""
    files = open_bundle().files
    broken = Bundle("broken", "0", {**files, name: PACKED[kind](files[name])})
    with pytest.raises(ModelError):
        (HedgingModel if name == "hedging.npz" else ClickbaitModel).of(broken)


@pytest.mark.parametrize("text", [b"[]", b"null", b"[" * 100_000, b"", b"{}"])
@pytest.mark.parametrize("name", [n for n in FILES if n.endswith(".json") and n != "judge.json"])
def test_settings_that_do_not_fit_are_refused(name: str, text: bytes) -> None:
    """As above."""
    broken = Bundle("broken", "0", {**open_bundle().files, name: text})
    with pytest.raises(ModelError):
        SiteModel.of(broken) if name == "sites.json" else Models.of(broken, wording={})


@pytest.mark.parametrize("kind", ["pipe", "missing", "folder"])
def test_a_bundle_of_what_are_no_files_is_refused(tmp_path: Path, kind: str) -> None:
    """A pipe in place of a file hangs nobody."""
    folder = tmp_path / "bundle"
    folder.mkdir()
    for name in (*FILES, MANIFEST):
        (folder / name).symlink_to(default_folder() / name)
    (folder / FILES[0]).unlink()
    if kind == "pipe":
        os.mkfifo(folder / FILES[0])
    elif kind == "folder":
        (folder / FILES[0]).mkdir()
    with pytest.raises(ModelError):
        open_bundle(folder)
