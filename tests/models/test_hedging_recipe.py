"""The recipe of hedging: whole sites apart, both collections, and figures by hand."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

pytest.importorskip("sklearn", reason="needs the extra train")
pytest.importorskip("pandas")
pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

from models import data  # noqa: E402 - after what may skip
from models.benchmarks import hedging as benchmark  # noqa: E402
from models.learned import hedging as recipe  # noqa: E402
from models.learned import hedging_data  # noqa: E402
from models.learned.hedging_data import (  # noqa: E402
    EITHER,
    HEDGE,
    PADDING,
    PARTICULAR,
    SPECULATION,
    SUBSTANCE,
    VAGUE,
)
from models.places import DEFAULT  # noqa: E402
from pagequality.learned.bundle import open_bundle  # noqa: E402
from pagequality.learned.hedging.features import NAMES  # noqa: E402
from pagequality.learned.hedging.model import HedgingModel  # noqa: E402
from pagequality.learned.word_groups import BUCKETS  # noqa: E402

SENTENCES = (
    ("sS1", "p1", "Beans may sleep at night.", "1", "0", "1", "0"),
    ("sS2", "p1", "Experts say that beans sleep.", "0", "v", "0", "v"),
    ("sW1", "w1", "Beans reshape the whole world.", "0", "1", "0", "v"),
    ("sW2", "x1", "Beans grow well here.", "0", "0", "1", "0"),
    ("sX1", "x1", "This collection is not read.", "0", "0", "0", "0"),
)


@pytest.fixture
def folder(tmp_path):
    """Sentences of two collections, and pages of them and of a third."""
    for name, page, site in (("pages/pages-00", "p1", "a"), ("pages/wild-00", "w1", "b")):
        _write(tmp_path / f"{name}.parquet", page, site)
    _write(tmp_path / "sites" / "sites-00.parquet", "s1", "c")
    header = "id,page_id,text,hedge_a,speculation_a,hedge_b,speculation_b"
    lines = [header, *(",".join(row) for row in SENTENCES)]
    (tmp_path / "sentences.csv").write_text("\n".join(lines) + "\n")
    return tmp_path


def _write(path, page, site):
    path.parent.mkdir(exist_ok=True)
    pq.write_table(pa.Table.from_pylist([{"id": page, "site": site}]), path)


def test_sites_are_those_of_all_collections(folder):
    """Pages of every file, those of further pages among them."""
    assert data.sites(folder) == {"p1": "a", "w1": "b", "s1": "c"}


def test_labels_of_two_annotators_are_averaged(folder):
    """What they differ on counts half each way, and is not judged on."""
    rows = hedging_data.labelled(folder)
    assert rows.source.tolist() == ["first", "first", "wild", "wild"]
    assert rows.site.tolist() == ["a", "a", "b", "x1"]
    assert rows.labels[:, :PADDING].tolist() == [[1, 0, 0], [0, 0, 1], [0, 0.5, 0.5], [0.5, 0, 0]]
    assert rows.agreed[:, HEDGE].tolist() == [True, True, True, False]
    assert rows.agreed[:, EITHER].tolist() == [True, True, False, True]
    assert rows.truth[:, EITHER].tolist() == [False, True, False, False]


def test_what_is_said_has_sentences_of_its_own(folder, monkeypatch):
    """Letters of several annotators are averaged, and other heads learn nothing of them."""
    told = {"page_id": ["p1", "wild-1"], "site": ["a", "b"], "text": ["Beans grow.", "They do."]}
    said = {"padding": ["pn", "w"], "particular": ["g", "ms"]}
    kept = SimpleNamespace(json=lambda *_: told | said)
    monkeypatch.setattr(hedging_data, "cache_of", lambda *_, **__: kept)
    rows = hedging_data.of_substance(folder)
    assert rows.labels[:, PADDING].tolist() == [0.5, 0.35]
    assert rows.labels[:, PARTICULAR].tolist() == [0.0, 0.75]
    assert rows.weight.tolist() == [[0, 0, 0, 1, 1]] * 2
    assert not hedging_data.labelled(folder).weight[:, SUBSTANCE].any()
    assert rows.source.tolist() == ["first", "wild"]


def test_a_head_takes_the_place_of_another():
    """The bundle's other heads say what they said."""
    bundle, texts = open_bundle(DEFAULT), ["Perhaps it rained.", "Experts say so."]
    loud = recipe.Head(9.0, np.zeros(len(NAMES)), np.zeros(BUCKETS))
    own, other = HedgingModel.of(bundle), recipe.with_heads(bundle, {PADDING: loud})
    for before, after in zip(*(m.classify_many(texts) for m in (own, other)), strict=True):
        assert after.padding > 0.99 > before.padding
        assert (after.hedge, after.vague_attribution) == (before.hedge, before.vague_attribution)


def test_each_site_is_left_out_of_one_part(folder):
    """A head of a part is fitted on all other sites."""
    rows = hedging_data.labelled(folder).at(np.array([0, 1, 2, 3] * 5))
    rows = replace(rows, site=np.array([f"s{i}" for i in range(20)], object))
    part, heads = recipe.held_out_heads(rows, HEDGE)
    assert len(part) == 20
    assert sorted(set(part.values())) == list(range(len(heads)))


def test_rows_of_a_site_stay_together(folder):
    """Rows are left out by site, and no site stands on both sides of a fold."""
    rows = hedging_data.labelled(folder)
    assert rows.apart({"a", "x1"}).site.tolist() == ["b"]
    joined = rows.with_rows(rows.at(np.array([3, 0])))
    assert joined.text.tolist() == [*rows.text, rows.text[3], rows.text[0]]
    assert joined.groups.shape[0] == len(joined.dense) == 6
    for train, test in recipe.splits(joined, seed=0, folds=3):
        assert not set(joined.site[train]) & set(joined.site[test])


def test_a_head_learns_what_its_labels_say(folder, monkeypatch):
    """A word that stands with a label, and only there, is weighed for it; a rare one is not."""
    monkeypatch.setattr(recipe, "RAREST", 2)
    rows = hedging_data.labelled(folder)
    rows = rows.at(np.array([1, 3] * 10))
    head = recipe.fit(rows, VAGUE, recipe.Setting(1.0, 1.0, features=0.0))
    chances = head.chances(rows)
    assert chances[0] > 0.7
    assert chances[1] < 0.3
    assert not head.dense.any()
    assert not recipe.fit(rows, VAGUE, recipe.Setting(1.0, 0.0)).groups.any()


def test_the_threshold_of_best_f1_becomes_one_half():
    """The middle one of those that do best; a shifted head calls the same rows."""
    chances = np.array([0.9, 0.6, 0.3, 0.1])
    threshold = recipe.best_threshold(chances, np.array([True, True, False, False]))
    assert threshold == 0.6
    head = recipe.Head(float(np.log(0.6 / 0.4)), np.zeros(1), np.zeros(1))
    assert recipe.shifted(head, threshold).bias == pytest.approx(0.0)


def test_figures_by_hand(folder):
    """F1, precision and recall of what was said of rows that annotators agree on."""
    rows = hedging_data.labelled(folder)
    said = np.zeros((4, 3), bool)
    said[0, SPECULATION] = said[1, VAGUE] = said[2, VAGUE] = True
    found = benchmark.judge(rows, said, "speculation_or_vague")
    assert (found["rows"], found["positives"]) == (3, 1)
    assert (found["precision"], found["recall"], found["f1"]) == (0.5, 1.0, 0.667)
    assert (found["f1_first"], found["f1_wild"]) == (0.667, 0.0)
    low, high = found["interval"]
    assert 0 <= low <= high <= 1
    assert "f1_on_unread_pages" not in found
    apart = benchmark.judge(rows, said, "speculation_or_vague", apart=np.arange(4) < 2)
    assert apart["f1_on_unread_pages"] == 0.667
    assert benchmark.unread(folder).shape == (4,)
