"""When pages were fetched: out of every format, into every file of scores, to the dossier."""

from __future__ import annotations

import json
import zipfile

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from corpus_pages import response
from corpus_stubs import Stub, page

import pagequality
from pagequality.corpus.run import score_corpus
from pagequality.tabular.formats import format_of
from pagequality.tabular.outputs import stamp

ISO = "2026-02-11T08:30:00Z"
SECONDS = 1770798600


def scored(source, sink, **options):
    """Run with a quick scorer; return the rows."""
    score_corpus(source, sink, scorer=Stub(), n_jobs=1, progress=False, **options)
    return list(format_of(sink).read(sink))


def fetched(source, sink, **options):
    """What the rows say of when pages were fetched."""
    return [row["fetched"] for row in scored(source, sink, **options)]


@pytest.mark.parametrize("sink", ["s.parquet", "s.jsonl", "s.jsonl.gz", "s.csv"])
def test_warc_says_when(tmp_path, sink):
    """In WARC and WACZ files; a record that does not say it, or says it oddly, has none."""
    when = b"WARC-Date: 2026-01-01T00:00:00Z\r\n"
    one = response("1", page(1).encode())
    dates = [b"WARC-Date: 2016-09-19T17:20:24.123456789Z\r\n", b"",
             b"WARC-Date: " + b"9" * 9999 + b"\r\n", b"WARC-Date: \x1b[2J\xff\r\n"]  # fmt: skip
    data = b"".join([one, *(one.replace(when, other) for other in dates)])
    (tmp_path / "a.warc").write_bytes(data)
    with zipfile.ZipFile(tmp_path / "a.wacz", "w") as archive:
        archive.writestr("archive/a.warc", data)
    expected = ["2026-01-01T00:00:00Z", "2016-09-19T17:20:24Z", None, None, None]
    for name in ("a.warc", "a.wacz"):
        rows = scored(tmp_path / name, tmp_path / sink)
        assert [row["fetched"] for row in rows] == expected
        assert [row["probability"] for row in rows] == [0.01] * 5


CELLS = {
    "2026-02-11 08:30": "2026-02-11T08:30:00", ISO: ISO, str(SECONDS): ISO, "": None,
    "x" * 10_000_000: None, "\u202e\x9b31m": None, "yesterday": None, "nan": None, "=1": None,
}  # fmt: skip


@pytest.mark.parametrize("name", ["fetched", "fetch_time", "crawled_at", "warc_date"])
@pytest.mark.parametrize("form", ["csv", "jsonl", "json", "parquet", "arrow", "memory"])
def test_tables_and_json_say_when(tmp_path, form, name):
    """Under any of the names; whatever a cell holds, its page is judged."""
    pages = [{"html": page(number), name: cell} for number, cell in enumerate(CELLS)]
    path, given = tmp_path / f"a.{form}", pages
    if form == "csv":
        pd.DataFrame(pages).to_csv(path, index=False)
    elif form in {"json", "jsonl"}:
        lines = [json.dumps(one) for one in pages]
        path.write_text("\n".join(lines) if form == "jsonl" else f"[{','.join(lines)}]")
    elif form == "parquet":
        pq.write_table(pa.Table.from_pylist(pages), path)
    elif form == "arrow":
        with pa.ipc.new_file(path, pa.Table.from_pylist(pages).schema) as writer:
            writer.write_table(pa.Table.from_pylist(pages))
    if form != "memory":
        given = path
    rows = scored(given, tmp_path / "s.csv")
    assert [row["fetched"] for row in rows] == list(CELLS.values())
    assert [row["error"] for row in rows] == [None] * len(CELLS)


def test_json_may_hold_any_value(tmp_path):
    """Numbers, none at all, lists and flags."""
    cells = [SECONDS, SECONDS + 0.5, None, [ISO], {"at": ISO}, True, 10**400, -1]
    lines = [json.dumps({"html": page(1), "fetched": cell}) for cell in cells]
    lines.append('{"html": "<p>Tea 1", "fetched": NaN}')
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    assert fetched(tmp_path / "a.jsonl", tmp_path / "s.jsonl") == [ISO, ISO, *[None] * 7]


UNITS = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}
ODD = [2**62, -(2**62), None]
COLUMNS = {
    **{
        f"{unit} {zone}": (
            pa.array([SECONDS * each + (each > 1), *ODD]).cast(pa.timestamp(unit, zone)),
            ISO if zone else ISO.removesuffix("Z"),
        )
        for unit, each in UNITS.items() for zone in (None, "UTC", "Europe/Berlin", "No/Where")
    },
    "days": (pa.array([20495, 2**31 - 1, -(2**31), None], pa.int32()).cast(pa.date32()),
             "2026-02-11"),
    "milliseconds": (pa.array([20495 * 86_400_000, *ODD]).view(pa.date64()), "2026-02-11"),
    "categories": (pa.array([ISO, "", "?", None]).dictionary_encode(), ISO),
    "numbers": (pa.array([SECONDS, *ODD]), ISO),
    "decimals": (pa.array([float(SECONDS), float("nan"), float("inf"), None]), ISO),
    "durations": (pa.array([SECONDS, *ODD]).cast(pa.duration("s")), None),
    "bytes": (pa.array([b"\xff", b"", ISO.encode(), None]), None),
    "no UTF-8": (pa.array([ISO.encode(), b"\xff", b"", None]).view(pa.string()), ISO),
}  # fmt: skip


@pytest.mark.parametrize("kind", COLUMNS)
def test_columns_of_any_type_cost_no_row(tmp_path, kind):
    """Also cells that stand for no moment that Python can hold, and zones that nobody knows."""
    column, first = COLUMNS[kind]
    given = pa.table({"html": [page(number) for number in range(4)], "fetched": column})
    with pa.ipc.new_file(tmp_path / "a.arrow", given.schema) as writer:
        writer.write_table(given)
    for source in (tmp_path / "a.arrow", given):
        rows = scored(source, tmp_path / "s.jsonl")
        assert [row["fetched"] for row in rows] == [first, None, None, None]
        assert [row["probability"] for row in rows] == [0.0, 0.01, 0.02, 0.03]


@pytest.mark.parametrize("maker", [pd.DataFrame, pl.DataFrame, pa.table])
def test_a_frame_keeps_its_own_column(maker):
    """Nothing is added beside it, and nothing where there is none; the dossier reads it."""
    rows = {"url": ["https://plot.example/"], "html": [page(1)]}
    plain = pagequality.score_frame(maker(rows), scorer=Stub())
    names = list(getattr(plain, "column_names", None) or plain.columns)
    assert not [name for name in names if "fetched" in name]
    when = pd.Timestamp(ISO).to_pydatetime()
    kept = pagequality.score_frame(maker({**rows, "fetched": [when]}), scorer=Stub())
    assert len(list(getattr(kept, "column_names", None) or kept.columns)) == len(names) + 1
    found = pagequality.site_dossier(kept, "plot.example")
    assert [one["fetched"] for one in found.figures["for"]] == [ISO]


@pytest.mark.parametrize("name", ["s.parquet", "s.jsonl", "s.csv"])
def test_scores_of_before_are_read_as_ever(tmp_path, name):
    """A file without the column is resumed, rolled up, reported on and told of."""
    (tmp_path / "a.jsonl").write_text(
        "\n".join(json.dumps({"html": page(n), "url": f"https://plot.example/{n}"})
                  for n in range(9))
    )  # fmt: skip
    sink, old = tmp_path / name, tmp_path / f"old-{name}"
    rows = scored(tmp_path / "a.jsonl", sink)
    assert list(rows[0])[:4] == ["id", "url", "fetched", "probability"]
    frame = pd.DataFrame(rows).drop(columns="fetched")
    if name == "s.parquet":
        pq.write_table(pq.read_table(sink).drop_columns("fetched"), old)
    elif name == "s.csv":
        frame.to_csv(old, index=False)
    else:
        frame.to_json(old, orient="records", lines=True)
    receipt = json.loads((tmp_path / f".{name}.run").read_text("utf-8"))
    for output in (sink, old):
        assert len(pagequality.site_report(output)) == 1
        assert pagequality.corpus_report(output).figures["judged"] == 9
        found = pagequality.site_dossier(output, "plot.example")
        assert {one["fetched"] for one in found.figures["for"]} == {""}
        assert "these scores do not record when" in found.to_html()
    sink.write_bytes(old.read_bytes())
    (tmp_path / f".{name}.run").write_text(json.dumps({**receipt, "output": stamp(sink)}))
    report = score_corpus(
        tmp_path / "a.jsonl", sink, scorer=Stub(), n_jobs=1, progress=False, resume=True
    )
    assert (report.pages, report.resumed) == (9, 9)
