"""Which of the development data recipes read, and what of it is published."""

from __future__ import annotations

import csv

import pytest

pa = pytest.importorskip("pyarrow", reason="needs the extra train")
pq = pytest.importorskip("pyarrow.parquet")

import numpy as np  # noqa: E402 - after what may skip

from models import data  # noqa: E402
from models.judge.labelled import site_weights  # noqa: E402
from models.judge.seed_pages import Seed, seed_examples, seeds, with_seeds, without_trades  # noqa: E402
from models.labels import publish  # noqa: E402
from models.places import LABELS  # noqa: E402
from pagequality.learned.wording.aspects import TARGETS, taught_by  # noqa: E402

COLUMNS = ("site", "source", "score", "low", "kind", "flags", "confidence", "reason")


@pytest.fixture
def folder(tmp_path):
    """Pages and labels of two collections."""
    (tmp_path / "pages").mkdir()
    for name in ("pages-01", "pages-00", "wild-00"):
        row = {
            "id": name, "url": "", "site": "s", "source": "made", "html": b"<p>Tea",
            "repo": "owner/name", "path": "page.html", "sha1": "0" * 40,
        }  # fmt: skip
        pq.write_table(pa.Table.from_pylist([row]), tmp_path / "pages" / f"{name}.parquet")
    rows = [f"{name},s,made,3,1,mill,p,2,words" for name in ("wild-00", "pages-00", "pages-01")]
    text = "\n".join([",".join(("id", *COLUMNS)), *rows])
    (tmp_path / "labels.csv").write_text(f"{text}\n")
    lines = "id,page_id,text,purpose_a,purpose_b\nlS1,p,a,B,B\nlW1,w,b,B,B\nlX1,x,c,A,A\n"
    (tmp_path / "lines.csv").write_text(lines)
    heads = (
        "id,page_id,site,headline,promise_a,delivered_a,bait_a,reason_a,"
        "promise_b,delivered_b,bait_b,reason_b\nh1,wild-00,s,Tea,O,2,0,words,O,2,0,words\n"
    )
    (tmp_path / "headlines.csv").write_text(heads)
    return tmp_path


def test_both_collections_are_read(folder):
    """Their pages in the order of the files, and the labels of these pages."""
    assert [page["id"] for page in data.pages(folder)] == ["pages-00", "pages-01", "wild-00"]
    assert set(data.labels(folder)) == {"pages-00", "pages-01", "wild-00"}
    assert list(data.labels(folder, ("wild",))) == ["wild-00"]


def test_rows_are_chosen_by_how_their_id_starts(folder):
    """Lines of every collection teach; a recipe may ask for those of one alone."""
    rows = data.labelled_rows(folder, "lines.csv", data.LINE_ROWS)
    assert [row["id"] for row in rows] == ["lS1", "lW1", "lX1"]
    assert [row["id"] for row in data.labelled_rows(folder, "lines.csv", ("lW",))] == ["lW1"]


def test_the_digest_is_of_what_is_read(folder, monkeypatch):
    """A label of a page that is read changes it; another collection does not."""
    before = data.digest(folder)
    labels = (folder / "labels.csv").read_text()
    (folder / "labels.csv").write_text(labels.replace("wild-00,s,made,3,1", "wild-00,s,made,0,0"))
    assert data.digest(folder) != before
    monkeypatch.setattr(data, "COLLECTIONS", ("pages",))
    alone = data.digest(folder)
    (folder / "pages" / "wild-00.parquet").unlink()
    assert data.digest(folder) == alone


def test_published_labels_leave_out_free_words(folder, monkeypatch, capsys):
    """Of every page that is read: label, repository, path and digest."""
    monkeypatch.setattr(publish, "PUBLISHED", folder / "published.csv")
    monkeypatch.setattr(publish, "HEADLINES", folder / "published_headlines.csv")
    publish.run(folder)
    head, *rows = (folder / "published.csv").read_text().splitlines()
    assert tuple(head.split(",")) == publish.COLUMNS
    assert sorted(row.split(",")[0] for row in rows) == ["pages-00", "pages-01", "wild-00"]
    assert "words" not in "".join(rows)
    assert capsys.readouterr().out == (
        "wrote 3 labels to published.csv\nwrote 1 labels to published_headlines.csv\n"
    )
    head, row = (folder / "published_headlines.csv").read_text().splitlines()
    assert tuple(head.split(",")) == publish.HEADLINE_COLUMNS
    assert row.startswith("wild-00,s,made,")
    assert "Tea" not in row
    assert "words" not in row


def _taught(label, kind):
    """Return what a page teaches that lies in these folders."""
    row = Seed("a", "A title", "A text.", label, kind).row
    return dict(zip(TARGETS, taught_by(row), strict=True))


def test_invented_pages_teach_what_their_folders_say():
    """Honest ones tell something first-hand, the others are padded and artificial."""
    honest, low = _taught("honest", "news"), _taught("low", "mill")
    assert {name for name, value in honest.items() if value == 1} == {"original", "news"}
    assert {name for name, value in low.items() if value == 1} == {
        "low", "padded", "artificial", "mill",
    }  # fmt: skip
    assert (honest["score"], honest["low"], low["score"]) == (0.125, 0.0, 0.75)
    assert _taught("honest", "commerce")["company"] == 1.0


def test_invented_pages_have_two_sides():
    """As many honest ones as low ones, each with a headline and a text; fifty trades have both."""
    known = seeds()
    low, honest = ({seed.name for seed in known if seed.low == side} for side in (True, False))
    assert len(low) == len(honest) == len(known) / 2
    assert len(low & honest) == 50
    assert all(seed.title and len(seed.text.split()) > 100 for seed in known)


def test_invented_pages_are_of_kinds_that_annotators_know():
    """A folder by another name would teach nothing of its kind."""
    with (LABELS / "pages.csv").open(encoding="utf-8", newline="") as file:
        kinds = {row["kind"] for row in csv.DictReader(file)}
    assert {seed.kind for seed in seeds()} <= kinds


def test_invented_pages_join_what_teaches():
    """Each is a site of its own; read as text, no test page."""
    found = seed_examples(seeds())
    assert len(np.unique(found.groups)) == len(found)
    assert found.aspects.shape == (len(found), len(TARGETS))
    assert np.array_equal(found.vectors["html"], found.vectors["text"], equal_nan=True)
    assert not found.usual.any()
    one = found.take(np.array([0]))
    assert len(with_seeds(one)) == len(found) + 1
    assert len(with_seeds(one, seeds()[:3])) == 4
    assert with_seeds(one, []) is one


def test_invented_pages_of_trades_can_be_left_out():
    """They are those of one name on both sides; the others stay, as many of each side."""
    rest = without_trades()
    assert len(rest) == len(seeds()) - 100
    low, honest = ({seed.name for seed in rest if seed.low == side} for side in (True, False))
    assert len(low) == len(honest) == len(rest) / 2
    assert not low & honest


def test_large_sites_are_weighed_down():
    """With exponent 0 pages weigh alike, with 1 sites do; the mean is 1."""
    sites = np.array(["a", "b", "b", "b"])
    assert site_weights(sites, 0.0).tolist() == [1.0] * 4
    weights = site_weights(sites, 1.0)
    assert weights[0] == pytest.approx(weights[1:].sum())
    assert weights.mean() == pytest.approx(1.0)
