"""Laws of the model: exact sums, a file that loads without code, and refusals that say why."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import pagequality as pq
from pagequality.errors import ModelError
from pagequality.judge.model import (
    PROTOCOL,
    SOURCES,
    Family,
    Judge,
    Model,
    default_model,
    load_model,
    model_of,
)
from pagequality.judge.trees import Trees
from pagequality.learned.bundle import open_bundle
from pagequality.learned.curves import Curves
from pagequality.learned.odds import logit
from pagequality.signals import NAMED_FAMILIES, NAMES

if TYPE_CHECKING:
    from pathlib import Path

SIZE = len(NAMES)
vectors = st.integers(0, 2**32 - 1).map(
    lambda seed: np.where(
        np.random.default_rng(seed).random(SIZE) < 0.2,
        np.nan,
        np.random.default_rng(seed + 1).normal(size=SIZE),
    )
)
judged_lengths = st.integers(0, 5000)
priors = st.none() | st.floats(0.001, 0.999)


def some_curves(generator: np.random.Generator, size: int = SIZE) -> Curves:
    """Curves with three knots a signal."""
    knots = np.sort(generator.normal(size=(size, 3)), axis=1)
    return Curves(knots, generator.normal(size=(size, 3)), generator.normal(size=size))


def some_model() -> Model:
    """A model of random terms."""
    generator = np.random.default_rng(11)
    leaf = float("inf")
    trees = Trees(
        root=np.array([0, 3]),
        signal=np.array([4, 0, 0, 9, 0, 0]),
        threshold=np.array([0.1, leaf, leaf, -0.2, leaf, leaf]),
        left=np.array([1, 1, 2, 4, 4, 5]),
        unknown_left=np.array([True, True, True, False, True, True]),
        value=generator.normal(size=6),
        depth=1,
    )
    typical = generator.normal(size=SIZE)
    typical[3] = np.nan
    return Model(
        name="made",
        judges={
            source: Judge(some_curves(generator), trees, some_curves(generator), 0.8, 1.3, -0.4)
            for source in SOURCES
        },
        base_rate=0.2,
        half_words=25.0,
        typical=typical,
        families={
            name: Family(np.arange(i, SIZE, 4), some_curves(generator, len(range(i, SIZE, 4))), 0.1)
            for i, name in enumerate(NAMED_FAMILIES)
        },
        held_out={"probability": [0.1, 0.9], "low": [0, 1]},
        about={"pages": 2},
        bundle=open_bundle().digest,
    )


MODEL = some_model()


@given(vector=vectors, words=judged_lengths, prior=priors, source=st.sampled_from(SOURCES))
def test_contributions_add_up(vector: np.ndarray, **how: Any) -> None:
    """Baseline and contributions give the log-odds, whatever the page, length and prior."""
    judged = MODEL.judge(vector, **how)
    assert math.isfinite(judged.log_odds)
    assert np.isclose(judged.baseline + judged.contributions.sum(), judged.log_odds, atol=1e-9)


@given(vectors, judged_lengths, st.floats(0.001, 0.999))
def test_a_prior_shifts_the_log_odds(vector: np.ndarray, words: int, prior: float) -> None:
    """Another base rate moves every page by the same log-odds and no contribution."""
    usual = MODEL.judge(vector, words=words)
    moved = MODEL.judge(vector, words=words, prior=prior)
    shift = logit(prior) - logit(MODEL.base_rate)
    assert np.isclose(moved.log_odds - usual.log_odds, shift, atol=1e-9)
    assert np.array_equal(moved.contributions, usual.contributions)
    same = MODEL.judge(vector, words=words, prior=MODEL.base_rate)
    assert np.isclose(same.log_odds, usual.log_odds, atol=1e-9)


@given(vectors)
def test_short_pages_are_pulled_to_the_base_rate(vector: np.ndarray) -> None:
    """The fewer words, the nearer to the base rate; without words it is the base rate."""
    base = logit(MODEL.base_rate)
    apart = [
        abs(MODEL.judge(vector, words=words).log_odds - base) for words in (0, 5, 25, 200, 10_000)
    ]
    assert apart[0] < 1e-9
    assert apart == sorted(apart)
    full = MODEL.judge(vector, words=10**9).log_odds - base
    assert np.isclose(MODEL.judge(vector, words=25).log_odds - base, full / 2, atol=1e-6)


@given(vectors)
def test_families_lie_between_zero_and_one(vector: np.ndarray) -> None:
    """Each of the four families has a score in [0, 1]."""
    scores = MODEL.family_scores(vector)
    assert list(scores) == list(NAMED_FAMILIES)
    assert all(0 <= score <= 1 for score in scores.values())


@pytest.mark.parametrize("name", NAMED_FAMILIES)
def test_a_family_knows_its_own_signals_alone(name: str) -> None:
    """Its score is unknown exactly where they all are, whatever the others say."""
    own = MODEL.families[name].signals
    vector = np.zeros(SIZE)
    vector[own] = np.nan
    scores = MODEL.family_scores(vector)
    assert [family for family in NAMED_FAMILIES if math.isnan(scores[family])] == [name]
    other = np.full(SIZE, 7.0)
    other[own] = 0.0
    assert MODEL.families[name].score(other) == MODEL.families[name].score(np.zeros(SIZE))


def test_a_model_survives_its_file(tmp_path: Path) -> None:
    """Saved and loaded, a model judges alike bit for bit, and saves the same file."""
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    MODEL.save(first)
    again = load_model(first)
    again.save(second)
    assert first.read_bytes() == second.read_bytes()
    generator = np.random.default_rng(1)
    for source in SOURCES:
        vector = generator.normal(size=SIZE)
        one = MODEL.judge(vector, words=80, source=source)
        two = again.judge(vector, words=80, source=source)
        assert one.log_odds == two.log_odds
        assert np.array_equal(one.contributions, two.contributions)
        assert MODEL.family_scores(vector) == again.family_scores(vector)
    assert np.array_equal(MODEL.typical, again.typical, equal_nan=True)
    assert (again.name, again.base_rate, again.half_words) == ("made", 0.2, 25.0)
    assert (again.held_out, again.about) == (MODEL.held_out, MODEL.about)
    assert len(again.digest) == 12


@pytest.fixture
def saved(tmp_path: Path) -> tuple[Path, dict[str, Any]]:
    """A model file and what stands in it."""
    path = tmp_path / "model.json"
    MODEL.save(path)
    return path, json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda names: names[1:], rf"lacks {NAMES[0]}"),
        (lambda names: [*names, "moon_phase"], "unknown moon_phase"),
        (lambda names: ["moon_phase", *names[1:]], rf"lacks {NAMES[0]}.*unknown moon_phase"),
        (lambda names: names[::-1], "another order"),
        (lambda _: None, "does not name its signals"),
    ],
)
def test_other_signals_are_refused_by_name(
    saved: tuple[Path, dict[str, Any]], change: Any, said: str
) -> None:
    """A model made for other signals is refused, and the message names them."""
    path, data = saved
    path.write_text(json.dumps({**data, "signals": change(data["signals"])}), encoding="utf-8")
    with pytest.raises(ModelError, match=said):
        load_model(path)


@pytest.mark.parametrize("protocol", [0, PROTOCOL - 1, PROTOCOL + 1, str(PROTOCOL), None])
def test_another_protocol_is_refused(saved: tuple[Path, dict[str, Any]], protocol: Any) -> None:
    """A file of another protocol is refused, and the message names it."""
    path, data = saved
    path.write_text(json.dumps({**data, "protocol": protocol}), encoding="utf-8")
    with pytest.raises(ModelError, match=rf"model\.json .*protocol {PROTOCOL}"):
        load_model(path)


@pytest.mark.parametrize("bundle", ["0123456789ab", "", None, "gone"])
def test_a_model_of_another_bundle_is_refused(
    saved: tuple[Path, dict[str, Any]], bundle: str | None
) -> None:
    """What was fitted on other measurements is refused; the message says what to do about it."""
    path, data = saved
    assert data["bundle"] == open_bundle().digest
    other = {**data, "bundle": bundle}
    if bundle == "gone":
        del other["bundle"]
    path.write_text(json.dumps(other), encoding="utf-8")
    with pytest.raises(ModelError, match=rf"model\.json .*{data['bundle']}.*fit it anew"):
        load_model(path)


def test_the_digest_stands_for_every_byte(saved: tuple[Path, dict[str, Any]]) -> None:
    """One number changed, and the model has another digest; saved anew, it has the same."""
    path, data = saved
    digest = load_model(path).digest
    load_model(path).save(path)
    assert load_model(path).digest == digest
    path.write_text(json.dumps({**data, "half_words": 26.0}), encoding="utf-8")
    assert load_model(path).digest != digest


def test_the_judge_of_a_bundle_is_the_shipped_one() -> None:
    """What comes along is the bundle's judge, and knows the bundle that measured its pages."""
    bundle = open_bundle()
    judge = model_of(bundle)
    assert json.loads(bundle.files["judge.json"])["name"] == judge.name == default_model().name
    assert judge.digest == judge.bundle == bundle.digest


def test_a_broken_judge_of_a_bundle_is_refused() -> None:
    """Other signals and another protocol are refused in a bundle as in a file."""
    bundle = open_bundle()
    data = json.loads(bundle.files["judge.json"])
    for part, said in (({"signals": data["signals"][1:]}, NAMES[0]), ({"protocol": 1}, "protocol")):
        files = {**bundle.files, "judge.json": json.dumps({**data, **part}).encode()}
        with pytest.raises(ModelError, match=rf"judge\.json.*{said}"):
            model_of(replace(bundle, files=files))


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b"\x80\x04\x95", b"\xff\xfe\x00", b'"text"', b"1e999"]
)
def test_garbage_is_refused(tmp_path: Path, content: bytes) -> None:
    """A file that is no model is a `ModelError` that names it, never another error."""
    path = tmp_path / "garbage.json"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"garbage\.json"):
        load_model(path)


def test_a_truncated_file_is_refused(saved: tuple[Path, dict[str, Any]]) -> None:
    """Wherever a download breaks off, what is left is refused."""
    path, _ = saved
    whole = path.read_bytes()
    for part in np.linspace(1, len(whole) - 2, 25).astype(int):
        path.write_bytes(whole[:part])
        with pytest.raises(ModelError):
            load_model(path)


@pytest.mark.parametrize("key", ["judges", "base_rate", "half_words", "typical", "families"])
@pytest.mark.parametrize("value", ["gone", None, "x", [1], {"html": 1}])
def test_a_broken_part_is_refused(saved: tuple[Path, dict[str, Any]], key: str, value: Any) -> None:
    """A part that is missing or of the wrong kind never gets as far as a page."""
    path, data = saved
    broken = {name: data[name] for name in data if name != key}
    path.write_text(json.dumps(broken if value == "gone" else {**data, key: value}), "utf-8")
    with pytest.raises(ModelError):
        load_model(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A path that leads nowhere is one clear error."""
    with pytest.raises(ModelError, match=r"nowhere\.json"):
        load_model(tmp_path / "nowhere.json")
    with pytest.raises(ModelError, match="cannot read"):
        load_model(tmp_path)


def test_a_file_of_another_kind_is_no_model(tmp_path: Path) -> None:
    """What was read as one is told by name, and what one is."""
    (tmp_path / "pages.csv").write_text("html\n<p>Tea\n")
    with pytest.raises(ModelError, match=r"pages\.csv as a model, a JSON file that Model\.save"):
        load_model(tmp_path / "pages.csv")


def test_a_scorer_takes_a_model_or_where_it_lies(tmp_path: Path) -> None:
    """`Scorer` takes a model, its path as text or as a path."""
    path = tmp_path / "model.json"
    MODEL.save(path)
    told = "Water row {} of the beans in the morning, said Ann Lee on Monday."
    html = "<h1>Beans</h1>" + "".join(f"<p>{told.format(row)}</p>" for row in range(9))
    scores = {pq.Scorer(model).score(html) for model in (MODEL, path, str(path))}
    assert len(scores) == 1
    assert scores != {pq.Scorer(replace(MODEL, base_rate=0.6)).score(html)}
