"""datatrove, a real local pipeline over WARC files: two tasks, dropped pages kept, resumed."""

from __future__ import annotations

import gzip
import json

import pytest

pytest.importorskip("datatrove", reason="datatrove comes with pagequality[datatrove]")
pytest.importorskip("magic", reason="datatrove's WARC reader needs libmagic", exc_type=ImportError)
pytestmark = pytest.mark.filterwarnings("ignore")

import dill  # noqa: E402
from datatrove.data import Document  # noqa: E402
from datatrove.executor import LocalPipelineExecutor  # noqa: E402
from datatrove.pipeline.readers import WarcReader  # noqa: E402
from datatrove.pipeline.writers import JsonlWriter, ParquetWriter  # noqa: E402
from pyarrow import parquet  # noqa: E402
from sample_pages import read_samples  # noqa: E402

import pagequality as pq  # noqa: E402
from pagequality.integrations.datatrove import LowPageFilter, PageAnnotator  # noqa: E402
from pagequality.integrations.settings import CrawlSettings  # noqa: E402
from pagequality.signals.topics import TOPICS  # noqa: E402

TOLD = set(TOPICS)


def write_warc(path, samples):
    """A gzipped WARC file with a response a page."""
    with path.open("wb") as file:
        for sample in samples:
            block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + sample.html
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:page:{sample.name}>\r\n"
                f"WARC-Target-URI: http://site.example/{sample.name}\r\n"
                "WARC-Date: 2026-01-01T00:00:00Z\r\n"
                "WARC-Identified-Payload-Type: text/html\r\n"
                f"Content-Type: application/http;msgtype=response\r\n"
                f"Content-Length: {len(block)}\r\n\r\n"
            )
            file.write(gzip.compress(head.encode() + block + b"\r\n\r\n"))


@pytest.fixture(scope="module")
def crawl(tmp_path_factory):
    """Two WARC files of sample pages, and what is to come of each page."""
    folder = tmp_path_factory.mktemp("crawl")
    samples = read_samples()[:24]
    write_warc(folder / "a.warc.gz", samples[:14])
    write_warc(folder / "b.warc.gz", samples[14:])
    verdicts = {
        sample.name: pq.analyze(
            sample.html.decode(errors="replace"), url=f"http://site.example/{sample.name}"
        )
        for sample in samples
    }
    return folder, verdicts


def rows(folder):
    """The documents that a JSON-lines writer has written."""
    found = {}
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path) as file:
            found |= {row["id"][len("<urn:page:") : -1]: row for row in map(json.loads, file)}
    return found


def run(crawl, out, *, tasks):
    """Run the pipeline over the crawl."""
    pipeline = [
        WarcReader(str(crawl)),
        LowPageFilter(exclusion_writer=JsonlWriter(str(out / "low"))),
        JsonlWriter(str(out / "kept")),
    ]
    LocalPipelineExecutor(
        pipeline, tasks=tasks, workers=tasks, logging_dir=str(out / "logs")
    ).run()  # fmt: skip


def test_low_pages_are_dropped_by_two_tasks_and_a_broken_run_is_resumed(crawl, tmp_path):
    """Every page is in one of the two outputs; a task that is done is not done again."""
    folder, verdicts = crawl
    run(folder, tmp_path, tasks=2)
    low, kept = rows(tmp_path / "low"), rows(tmp_path / "kept")
    assert set(low) == {name for name, verdict in verdicts.items() if verdict.is_low()}
    assert set(kept) == set(verdicts) - set(low)
    assert {row["metadata"]["filter_reason"] for row in low.values()} <= TOLD
    for name, row in (low | kept).items():
        assert row["metadata"]["pq_label"] == verdicts[name].label
        assert row["metadata"]["url"].endswith(name)
    counted = json.loads((tmp_path / "logs" / "stats.json").read_text())[1]["stats"]
    assert counted["dropped"] == len(low)
    assert counted["forwarded"] == len(kept)

    (done,) = (tmp_path / "logs" / "completions").glob("*1")
    done.unlink()
    (tmp_path / "kept" / "00000.jsonl.gz").rename(tmp_path / "first")
    run(folder, tmp_path, tasks=2)
    assert not (tmp_path / "kept" / "00000.jsonl.gz").exists()
    assert set(rows(tmp_path / "kept")) < set(kept)


def test_the_annotator_writes_one_schema(crawl, tmp_path):
    """The first page is not judged, and the columns of a Parquet file have their types still."""
    documents = [Document("<p>Too short.", "0"), *WarcReader(str(crawl[0]))()]
    step = PageAnnotator()
    with ParquetWriter(str(tmp_path), batch_size=1, expand_metadata=True) as writer:
        for document in step(iter(documents)):
            kept = {key: v for key, v in document.metadata.items() if key.startswith("pq_")}
            writer.write(Document(document.text, document.id, metadata=kept))
    table = parquet.read_table(tmp_path)
    assert str(table.schema.field("pq_probability").type) == "double"
    assert str(table.schema.field("pq_low").type) == "bool"
    assert table.num_rows == len(documents)
    assert {str(table.schema.field(f"pq_{name}").type) for name in ("notices", "topics")} == {
        "string"
    }
    assert step.stats["total"].total == len(documents)
    assert step.stats["not_judged"].total >= 1


def test_what_was_annotated_is_not_judged_again():
    """The filter trusts the annotator's verdict."""
    told = {"pq_low": True, "pq_topics": "speculation; keywords"}
    assert LowPageFilter().filter(Document("", "0", metadata=told)) == (False, "speculation")
    assert LowPageFilter().filter(Document("", "0", metadata={"pq_low": False})) is True


def test_the_steps_are_light_before_and_after_use():
    """A pipeline that is sent to other processes holds no model."""
    step = LowPageFilter(CrawlSettings(threshold=0.9))
    before = len(dill.dumps(step))
    assert step.filter(Document("<p>Too short.", "0")) is True
    assert before < 5_000
    assert len(dill.dumps(step)) < 5_000


def test_extracted_text_is_judged_as_text():
    """After an extractor there is no markup to read."""
    text = "Water the beans every single morning, before the sun is on them. " * 20
    document = Document(text, "0")
    LowPageFilter(CrawlSettings(text=True)).filter(document)
    assert document.metadata["pq_probability"] == pytest.approx(pq.analyze_text(text).probability)
