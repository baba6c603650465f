"""Labels without texts: the texts are found again on their pages by digest, or left out."""

from __future__ import annotations

import pytest

pa = pytest.importorskip("pyarrow", reason="needs the extra train")
pq = pytest.importorskip("pyarrow.parquet")
pytest.importorskip("pandas")

from models.labels import found_again as recipe  # noqa: E402 - after what may skip

LINE = "Leave a reply below"
SENTENCE = "The harbour froze in January and the boats stayed in."
HTML = f"<p>{SENTENCE} It thawed again when March came round.</p><p>Leave  a reply\nbelow</p>"


@pytest.fixture
def folder(tmp_path):
    """A data folder with one page."""
    (tmp_path / "pages").mkdir()
    row = {"id": "p1", "url": "", "site": "s1", "source": "made", "html": HTML.encode()}
    pq.write_table(pa.Table.from_pylist([row]), tmp_path / "pages" / "pages-00.parquet")
    return tmp_path


def written(path, *rows):
    """Write a file of labels."""
    path.write_text("\n".join(["page_id,digest,purpose", *map(",".join, rows)]) + "\n")
    return path


def test_a_line_is_found_with_its_page_and_label(folder, monkeypatch):
    """White space does not matter; a text that stands nowhere and an unknown page are left out."""
    rows = [("p1", recipe.digest(LINE), "D"), ("p1", recipe.digest("gone"), "B"), ("p2", "0", "B")]
    path = written(folder / "labels.csv", *rows)
    monkeypatch.setattr(recipe, "LINES", path)
    found = recipe.found_again(folder, path)
    assert found.to_dict("records") == [
        {"page_id": "p1", "purpose": "D", "site": "s1", "text": LINE}
    ]


def test_a_sentence_is_not_a_line(folder):
    """Files of other labels speak of sentences, wherever on the page they stand."""
    rows = [("p1", recipe.digest(SENTENCE), "0"), ("p1", recipe.digest(LINE + "!"), "0")]
    found = recipe.found_again(folder, written(folder / "sentences.csv", *rows))
    assert found.text.tolist() == [SENTENCE]


def test_pages_of_every_collection_are_looked_through(folder):
    """Labels may speak of pages that no judge is fitted to."""
    row = {"id": "w1", "url": "", "site": "s2", "source": "made", "html": HTML.encode()}
    pq.write_table(pa.Table.from_pylist([row]), folder / "pages" / "wild-00.parquet")
    rows = [("w1", recipe.digest(SENTENCE), "0")]
    found = recipe.found_again(folder, written(folder / "sentences.csv", *rows))
    assert found.site.tolist() == ["s2"]


def test_no_file_of_labels_holds_a_text():
    """What is published is digests and codes, in one column each, and no digest comes twice."""
    for path in (recipe.LINES, recipe.SENTENCES):
        _, *rows = path.read_text(encoding="utf-8").splitlines()
        cells = [row.split(",") for row in rows]
        assert all(len(digest) == 10 and int(digest, 16) >= 0 for _, digest, *_ in cells)
        assert all(len(code) == 1 for _, _, *codes in cells for code in codes)
        assert len({tuple(row[:2]) for row in cells}) == len(cells)
