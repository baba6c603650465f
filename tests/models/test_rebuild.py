"""Rebuilding the data: pages come from clones only if they are the ones that were labelled."""

from __future__ import annotations

import csv
import gzip
import hashlib
import subprocess

import pytest

from models.labels import rebuild
from models.places import LABELS

OLD, NEW, ZIPPED = b"<p>As it was labelled", b"<p>As it is today", b"\xff<p>Kept gzipped"


def git(folder, *arguments):
    """Run git with an identity of its own."""
    settings = ["-c", "user.name=test", "-c", "user.email=test@example.org"]
    command = ["git", "-C", str(folder), *settings, *arguments]
    subprocess.run(command, check=True, capture_output=True)


@pytest.fixture
def clones(tmp_path):
    """A clone with a changed, a removed and a gzipped page; labels of five pages."""
    clone = tmp_path / "clones" / "owner" / "name"
    (clone / "a b").mkdir(parents=True)
    git(clone, "init", "-q")
    files = {
        "a b/changed.html": OLD,
        "removed.html": OLD + b"!",
        "page.html.gz": gzip.compress(ZIPPED),
    }
    for name, content in files.items():
        (clone / name).write_bytes(content)
    git(clone, "add", ".")
    git(clone, "commit", "-q", "-m", "one")
    (clone / "a b" / "changed.html").write_bytes(NEW)
    (clone / "removed.html").unlink()
    git(clone, "add", "-A")
    git(clone, "commit", "-q", "-m", "two")
    places = [
        ("p1", "owner/name", "a b/changed.html", OLD),
        ("p2", "owner/name", "removed.html", OLD + b"!"),
        ("p3", "owner/name", "page.html.gz", ZIPPED),
        ("p4", "owner/name", "page.html.gz", b"something that never stood there"),
        ("p5", "owner/gone", "page.html", OLD),
    ]
    write(tmp_path / "labels.csv", places)
    return tmp_path


def write(path, places):
    """Write a list of labels."""
    columns = ("id", "site", "source", "score", "low", "repo", "path", "sha1")
    with path.open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(columns)
        for name, repo, where, page in places:
            sha1 = hashlib.sha1(page, usedforsecurity=False).hexdigest()
            table.writerow((name, "site", "made", 1, 0, repo, where, sha1))


def test_pages_come_back_as_they_were(clones):
    """Now, in the history, gzipped: each page is the labelled one; the others are not written."""
    rows = rebuild.read_labels(clones / "labels.csv")
    outcomes = rebuild.assemble(rows, clones / "clones", clones / "pages")
    assert outcomes == {"written": 3, "not found with its digest": 1, "no clone": 1}
    written = {path.stem: path.read_bytes() for path in (clones / "pages").iterdir()}
    assert written == {"p1": OLD, "p2": OLD + b"!", "p3": ZIPPED}


def test_a_changed_page_is_seen(clones, capsys):
    """The check tells fine, changed and missing apart, and fails unless all are fine."""
    arguments = ["--labels", str(clones / "labels.csv")]
    rebuild.main([*arguments, "--clones", str(clones / "clones"), "--into", str(clones / "pages")])
    (clones / "pages" / "p1.html").write_bytes(NEW)
    assert rebuild.main([*arguments, "--check", str(clones / "pages")]) == 1
    assert "2 fine, 2 missing, 1 changed" in capsys.readouterr().out


def test_packed_pages_are_read_like_the_data(clones):
    """What is packed is what the recipes read: verified pages and their labels."""
    pytest.importorskip("pyarrow", reason="needs the extra train")
    from models import data  # noqa: PLC0415 - after what may skip

    rows = rebuild.read_labels(clones / "labels.csv")
    rebuild.assemble(rows, clones / "clones", clones / "pages")
    assert rebuild.pack(rows, clones / "pages", clones / "data") == 3
    assert [page["html"] for page in data.pages(clones / "data")] == [OLD, OLD + b"!", ZIPPED]
    assert list(data.labels(clones / "data")) == ["p1", "p2", "p3"]


@pytest.mark.parametrize("repo", ["../escape", "owner/..", "/etc", "owner/name/deeper"])
def test_odd_names_are_refused(tmp_path, repo):
    """A list of labels cannot point outside the folder of clones."""
    write(tmp_path / "labels.csv", [("p1", repo, "page.html", OLD)])
    with pytest.raises(ValueError, match="odd repository"):
        rebuild.read_labels(tmp_path / "labels.csv")


def test_published_labels_hold_no_text():
    """The shipped list has digests and places, no free words and nothing else."""
    rows = rebuild.read_labels(LABELS / "pages.csv")
    columns = "id site source score low kind flags confidence repo path sha1".split()
    assert list(rows[0]) == columns
    assert all(len(row["sha1"]) == 40 for row in rows)
    assert all(
        {"3": "1", "4": "1", "0": "0", "1": "0"}.get(row["score"], "") == row["low"] for row in rows
    )


def test_published_headlines_hold_no_text():
    """What annotators said, a digest and a place: letters, digits and a dash alone."""
    with (LABELS / "headlines.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    said = ("promise_a", "promise_b", "delivered_a", "delivered_b", "bait_a", "bait_b")
    assert {letter for row in rows for name in said for letter in row[name]} <= set(
        "NQSTFEXPDO012,-"
    )
    assert all(len(row["digest"]) == 10 and len(row["sha1"]) == 40 for row in rows)
    assert set(rows[0]) == {*said, "page_id", "site", "source", "digest", "repo", "path", "sha1"}
