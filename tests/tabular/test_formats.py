"""Files of scores: what was written is read again as it was."""

from __future__ import annotations

import pytest

from pagequality.errors import CorpusError
from pagequality.tabular.formats import format_of, rows_in
from pagequality.tabular.schema import Layout, all_columns


@pytest.mark.parametrize("name", ["s.csv", "s.csv.gz", "s.jsonl", "s.parquet"])
def test_text_stays_text_and_numbers_numbers(tmp_path, name):
    """A headline may be a year, an error infinite, and a signal small."""
    columns = all_columns(Layout(signals=True))
    text = dict.fromkeys((one.name for one in columns if one.type == "text"), "1984")
    cells = {**text, "headline": "nan", "error": "1e3", "probability": 0.25, "low": True}
    row = tuple(cells.get(one.name, 7.0 if one.type == "number" else None) for one in columns)
    form = format_of(tmp_path / name)
    form.write(tmp_path / f"part-{name}", columns, [row])
    form.join(tmp_path / name, columns, [tmp_path / f"part-{name}"])
    (found,) = rows_in(tmp_path / name)
    assert tuple(found.values()) == row


def test_columns_of_ones_own_are_text(tmp_path):
    """A site may be called by a number."""
    (tmp_path / "s.csv").write_text("url,probability,site\nhttp://a.example/,0.5,2024\n")
    (found,) = rows_in(tmp_path / "s.csv")
    assert (found["probability"], found["site"]) == (0.5, "2024")


def test_scores_with_an_open_quote_are_refused(tmp_path):
    """No row is read as a part of another."""
    path = tmp_path / "scores.csv"
    path.write_text('id,headline\n1,Tea\n2,"Milk\n3,Beans\n')
    with pytest.raises(CorpusError, match="cannot read"):
        list(rows_in(path))
