"""The recipes of the documentation, run as they are."""

from __future__ import annotations

import asyncio
import doctest
import gzip
import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest
from local_web import FARM, HONEST, local_web
from sample_pages import read_samples

import pagequality as pq
from pagequality.corpus.pool import PagePool
from pagequality.integrations.settings import CrawlSettings, SummaryWorker

RECIPES = Path(__file__).parents[2] / "docs" / "recipes"


def recipe(name):
    """A recipe as a module."""
    spec = importlib.util.spec_from_file_location(f"recipe_{name}", RECIPES / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def web():
    """The sites."""
    with local_web(6) as web:
        yield web


@pytest.fixture(scope="module")
def pool():
    """A worker process."""
    with PagePool(SummaryWorker(CrawlSettings(threshold=0.8)), n_jobs=1) as pool:
        yield pool


def labels(web):
    """Addresses of both sites, with the label of each page."""
    return {
        web.url(host, f"/page/{n}"): pq.analyze(web.page(host, n)).label
        for host in (HONEST, FARM)
        for n in range(4)
    }


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("where", ["thread", "process"])
def test_asyncio_with_httpx(web, pool, where):
    """Thread or process, the verdicts are the same."""
    pytest.importorskip("httpx", reason="httpx comes with pagequality[crawlers]")
    expected = labels(web) | {web.url(HONEST, "/nothing"): "not judged"}
    crawl = recipe("asyncio_httpx").crawl(expected, pool if where == "process" else None)
    found = asyncio.run(crawl)
    assert {url: summary["label"] for url, summary in found.items()} == expected


def test_threads_that_fetch(web, pool):
    """Verdicts come in the order of the addresses; a missing page is an error, not a crash."""
    expected = labels(web) | {web.url(HONEST, "/nothing"): "not judged"}
    found = [summary["label"] for summary in recipe("thread_pool").crawl(expected, pool)]
    assert found == list(expected.values())


def test_a_requests_session(web):
    """Redirects are followed, and what is no page has no verdict."""
    pytest.importorskip("requests", reason="requests comes with pagequality[crawlers]")
    session = recipe("requests_hook").judging_session()
    session.trust_env = False
    assert session.get(web.url(FARM)).pagequality["low"]
    moved = session.get(web.url(HONEST, "/moved"))
    assert (moved.pagequality["label"], moved.history[0].pagequality) == ("honest", None)
    assert session.get(web.url(HONEST, "/leaflet.pdf")).pagequality is None
    assert session.get(web.url(HONEST, "/nothing")).pagequality["state"] == "error"


def test_examples_in_recipes_hold():
    """What their docstrings show is what they return."""
    assert doctest.testmod(recipe("cc_index_annotations")) == (0, 2)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.Example.com/README/", "com,example)/readme"),
        ("http://www2.example.co.uk:80/?b=2&A=1#top", "uk,co,example)/?a=1&b=2"),
        ("https://example.com:8443", "com,example:8443)/"),
        ("http://www.com/", "com,www)/"),
        ("http://192.0.2.7/a//b", "192.0.2.7)/a/b"),
    ],
)
def test_addresses_are_written_as_the_index_does(url, key):
    """Host turned round, ``www`` dropped, lower case, arguments in order."""
    assert recipe("cc_index_annotations").surt(url) == key


def test_an_annotation_of_a_common_crawl(tmp_path):
    """From a scores file to a table with the index's keys, by the commands of the recipe."""
    arrow = pytest.importorskip("pyarrow.parquet")
    pages = [
        {"html": sample.html.decode(errors="replace"), "url": f"http://www.s{n}.example/"}
        for n, sample in enumerate(read_samples()[:6])
    ] + [{"html": None, "url": "http://gone.example/"}, {"html": "<p>No address."}]
    source, scores = tmp_path / "pages.jsonl", tmp_path / "scores.parquet"
    source.write_text("\n".join(map(json.dumps, pages)), encoding="utf-8")
    pq.score_corpus(source, scores, options=pq.ScoringOptions(threshold=0.8), n_jobs=1)
    out = tmp_path / "annotation.parquet"
    words = [sys.executable, str(RECIPES / "cc_index_annotations.py"), "CC-MAIN-2026-43"]
    subprocess.run([*words, str(scores), str(out)], check=True, capture_output=True)
    rows = arrow.read_table(out).to_pylist()
    assert [row["url_surtkey"] for row in rows] == [f"example,s{n})/" for n in range(6)]
    assert {row["crawl"] for row in rows} == {"CC-MAIN-2026-43"}
    assert rows[0]["pagequality_probability"] == pytest.approx(
        pq.score(pages[0]["html"], url=pages[0]["url"])
    )


def test_attribute_files_for_dolma(tmp_path):
    """A line a document, in order; what is there already is left alone."""
    texts = ["Water the beans every single morning, before the sun is up. " * 20, "Too short."]
    documents = tmp_path / "documents"
    documents.mkdir()
    for part in ("a", "b"):
        with gzip.open(documents / f"{part}.jsonl.gz", "wt", encoding="utf-8") as file:
            for n, text in enumerate(texts):
                file.write(json.dumps({"id": f"{part}{n}", "text": text}) + "\n")
    out = tmp_path / "attributes"
    out.mkdir()
    (out / "b.jsonl.gz").write_bytes(b"done")
    words = [sys.executable, str(RECIPES / "dolma_attributes.py"), str(documents), str(out)]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    assert done.stdout == "a.jsonl.gz: 2 documents\n"
    with gzip.open(out / "a.jsonl.gz", "rt", encoding="utf-8") as file:
        first, second = map(json.loads, file)
    expected = round(pq.analyze_text(texts[0]).probability, 5)
    assert first == {
        "id": "a0", "attributes": {"pagequality__low": [[0, len(texts[0]), expected]]},
    }  # fmt: skip
    assert second == {"id": "a1", "attributes": {"pagequality__low": []}}
