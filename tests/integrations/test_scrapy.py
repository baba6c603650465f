"""Scrapy, real crawls of a small web on loopback addresses."""

from __future__ import annotations

import asyncio
import errno
import json
import os
import subprocess
import sys
from concurrent.futures import Future
from dataclasses import fields
from pathlib import Path

import pytest

scrapy = pytest.importorskip("scrapy", reason="Scrapy comes with pagequality[scrapy]")

from local_web import FARM, HONEST, local_web  # noqa: E402
from scrapy.exceptions import DropItem, NotConfigured  # noqa: E402
from scrapy.http import HtmlResponse, Request  # noqa: E402
from scrapy.settings import Settings  # noqa: E402
from scrapy.utils.test import get_crawler  # noqa: E402

import pagequality as pq  # noqa: E402
from pagequality.errors import CorpusError  # noqa: E402
from pagequality.integrations import scrapy as adapter  # noqa: E402
from pagequality.integrations.settings import CrawlSettings  # noqa: E402
from pagequality.tabular.summary import summary  # noqa: E402

FOLDER = Path(__file__).parent
ROOT = FOLDER.parent.parent
SIZE = int(os.environ.get("PAGEQUALITY_CRAWL_PAGES", "30")) // 2
"""Pages of each site."""


@pytest.fixture(scope="module")
def web():
    """The sites, one server for all crawls."""
    with local_web(SIZE) as web:
        yield web


def crawl(start, *, bare=False, **settings):
    """Crawl in a process of its own; return items and statistics."""
    asked = json.dumps({"start": start, "settings": settings, "bare": bare})
    paths = os.pathsep.join([str(ROOT), str(ROOT / "tests"), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, str(FOLDER / "scrapy_crawl.py"), asked],
        env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True, check=False,
        timeout=600,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    return json.loads(done.stdout) | {"log": done.stderr}


def test_every_final_html_page_is_judged_once(web):
    """Redirected, retried, packed and missing pages too; what is no HTML is left alone."""
    web.asked.clear()
    paths = ("/page/0", "/moved", "/flaky", "/leaflet.pdf", "/nothing")
    found = crawl([web.url(FARM), *(web.url(HONEST, path) for path in paths)])
    stats, seen = found["stats"], {item["url"]: item for item in found["items"]}
    pages = 2 * SIZE + 2  # the flaky and the missing one
    assert stats["pagequality/pages"] == pages
    assert stats["retry/count"] == 1
    assert seen[web.url(HONEST, "/leaflet.pdf")]["seen"] is None
    assert "pagequality" not in seen[web.url(HONEST, "/leaflet.pdf")]
    assert seen[web.url(HONEST, "/nothing")]["seen"]["state"] == "error"
    assert stats["pagequality/abstained/error"] == 1
    assert stats["pagequality/low"] == stats["pagequality/label/low_quality"] == SIZE
    assert stats["pagequality/label/honest"] == SIZE + 1
    for host in (HONEST, FARM):
        for number in range(min(SIZE, 8)):
            url = web.url(host, f"/page/{number}")
            verdict = pq.analyze(web.page(host, number), url=url)
            assert seen[url]["seen"] == seen[url]["pagequality"] == summary(verdict)
    assert {n for path, n in web.asked.items() if "/page/" in path and "/page/1" not in path} == {1}


def test_links_and_items_of_low_pages_are_dropped(web):
    """The farm is left at its first page; the honest site is crawled whole."""
    web.asked.clear()
    settings = {"PAGEQUALITY_LINKS": "drop", "PAGEQUALITY_ITEMS": "drop"}
    found = crawl([web.url(FARM), web.url(HONEST)], **settings)
    hosts = [item["url"].split("/")[2].partition(":")[0] for item in found["items"]]
    assert hosts == [HONEST] * SIZE
    assert sum(n for path, n in web.asked.items() if path.startswith(f"{FARM}/page")) == 1
    assert found["stats"]["pagequality/requests_dropped/low_page"] == 2
    assert found["stats"]["item_dropped_count"] == 1


def test_a_job_is_resumed(web, tmp_path):
    """No page is asked for twice over two runs, verdicts survive, and so does what is known."""
    web.asked.clear()
    settings = {"JOBDIR": str(tmp_path / "job"), "CONCURRENT_REQUESTS": 1}
    first = crawl([web.url(FARM)], CLOSESPIDER_PAGECOUNT=11, **settings)
    kept = json.loads((tmp_path / "job" / adapter.SITES_FILE).read_text(encoding="utf-8"))
    assert 0 < len(first["items"]) < SIZE
    second = crawl([web.url(FARM)], **settings)
    urls = [item["url"] for item in first["items"] + second["items"]]
    assert sorted(urls) == sorted(web.url(FARM, f"/page/{n}") for n in range(SIZE))
    assert all(item["seen"]["low"] for item in second["items"])
    grown = json.loads((tmp_path / "job" / adapter.SITES_FILE).read_text(encoding="utf-8"))
    assert kept != grown


@pytest.mark.parametrize(
    "reactor",
    [
        {"TWISTED_REACTOR": "twisted.internet.selectreactor.SelectReactor"},
        {"TWISTED_REACTOR_ENABLED": False},
    ],
    ids=["without asyncio", "without a reactor"],
)
def test_other_event_loops(web, reactor):
    """Neither needs the asyncio reactor; an item without the field is kept, with one warning."""
    found = crawl([web.url(HONEST)], bare=True, PAGEQUALITY_LINKS="later", **reactor)
    assert found["stats"]["pagequality/label/honest"] == len(found["items"]) == SIZE
    assert found["log"].count("Bare has no field 'pagequality'") == 1


def middleware(**settings):
    """The spider middleware of a crawl with some settings."""
    return adapter.FrontierMiddleware.from_crawler(opened(**settings))


def opened(**settings):
    """A crawler with its statistics, before it runs."""
    crawler = get_crawler(settings_dict=settings)
    crawler._apply_settings()
    return crawler


def response(url, **found):
    """A response with a verdict."""
    request = Request(url, meta={"pagequality": {"low": False, "probability": 0.1, **found}})
    return HtmlResponse(url, request=request, body=b"<p>Tea")


def test_links_to_a_low_site_wait_or_go():
    """A site is judged by the pages that were seen; a start request always passes."""
    link = Request("http://farm.example/next", priority=5)
    later, drop = (middleware(PAGEQUALITY_LINKS=choice) for choice in ("later", "drop"))
    here = response("http://honest.example/")
    for one in (later, drop):
        assert one.get_processed_request(link, here) is link
        for number in range(12):
            page = response(f"http://farm.example/{number}", low=True, probability=0.99)
            one.process_spider_input(page)
        assert one.get_processed_request(link, None) is link
    assert later.get_processed_request(link, here).priority == 5 - adapter.LATER
    assert drop.get_processed_request(link, here) is None
    assert drop.crawler.stats.get_value("pagequality/requests_dropped/low_site") == 1


def test_a_damaged_memory_of_sites_begins_anew(tmp_path, caplog):
    """The job goes on, and says so; what is known then is kept."""
    kept = tmp_path / adapter.SITES_FILE
    one = middleware(JOBDIR=str(tmp_path))
    one.process_spider_input(response("http://farm.example/1", low=True, probability=0.99))
    one.closed()
    whole = kept.read_bytes()
    for damaged in (whole[:-9], b"", b"\xff"):
        kept.write_bytes(damaged)
        other = middleware(JOBDIR=str(tmp_path))
        other.opened()
        assert "farm.example" not in other.memory.to_json()
        assert "the memory of sites begins anew" in caplog.text
        caplog.clear()
        other.closed()
        other.opened()
    assert not caplog.text


def test_a_memory_of_sites_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    """A disk without room, or a kill, leaves the one before."""
    kept = tmp_path / adapter.SITES_FILE
    one = middleware(JOBDIR=str(tmp_path))
    one.closed()
    before = kept.read_bytes()
    one.process_spider_input(response("http://farm.example/1", low=True, probability=0.99))

    def full(path, text, **_):
        path.write_bytes(text[:9].encode())
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(CorpusError, match="no room"):
        one.closed()
    assert kept.read_bytes() == before
    assert [path.name for path in tmp_path.glob("*sites*")] == [kept.name]


def test_the_pipeline_drops_items_of_low_pages():
    """It says why in words of a closed set, and lets others pass."""
    pipeline = adapter.LowItemsPipeline.from_crawler(opened(PAGEQUALITY_ITEMS="drop"))
    assert pipeline.process_item({"a": 1}) == {"a": 1}
    low = {"pagequality": {"low": True, "topics": ["speculation"], "label": "low quality"}}
    with pytest.raises(DropItem, match="low page: speculation"):
        pipeline.process_item(low)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"PAGEQUALITY_THRESHOLD": 90}, "threshold must lie between 0 and 1"),
        ({"PAGEQUALITY_TIME_LIMIT": 0}, "time_limit must be a positive number of seconds"),
        ({"PAGEQUALITY_LINKS": "burn"}, "PAGEQUALITY_LINKS must be one of follow, later, drop"),
    ],
)
def test_wrong_settings_are_refused(settings, message):
    """At the start of the crawl, in one line."""
    with pytest.raises(ValueError, match=message):
        middleware(**settings)


def test_every_way_to_judge_has_a_setting():
    """All but `text`, for Scrapy has no extracted text; each stands in the table of settings."""
    given = {"MODEL": "own.json", "PRIOR": "0.1", "THRESHOLD": "0.9", "TIME_LIMIT": "2.5"}
    crawler = opened(**{f"PAGEQUALITY_{name}": value for name, value in given.items()})
    assert adapter.settings_of(crawler) == CrawlSettings("own.json", 0.1, 0.9, 2.5)
    assert adapter.settings_of(opened()) == CrawlSettings()
    named = {name.lower() for name in given} | {"text"}
    assert named == {one.name for one in fields(CrawlSettings)}
    assert all(f"| ``PAGEQUALITY_{name}`` |" in adapter.__doc__ for name in given)


def test_a_field_is_needed_to_drop_items():
    """Without one no verdict reaches the pipeline."""
    with pytest.raises(ValueError, match="PAGEQUALITY_FIELD"):
        adapter.LowItemsPipeline(opened(PAGEQUALITY_ITEMS="drop", PAGEQUALITY_FIELD=""))


def test_a_crawl_goes_on_where_no_process_can_be_started(monkeypatch):
    """Its pages have no verdict, and the statistics say so."""
    judge = adapter.ScoringMiddleware.from_crawler(opened())
    broken = Future()
    broken.set_exception(CorpusError("worker processes do not start"))
    monkeypatch.setattr(judge.pool, "submit", lambda _: broken)
    page = HtmlResponse("http://a.example/", body=b"<p>Tea")
    request = Request(page.url)
    assert asyncio.run(judge.process_response(request, page)) is page
    assert request.meta == {}
    assert judge.crawler.stats.get_value("pagequality/error") == 1


def test_it_can_be_switched_off():
    """Every component says so to Scrapy."""
    for component in (adapter.ScoringMiddleware, adapter.FrontierMiddleware):
        with pytest.raises(NotConfigured):
            component.from_crawler(opened(PAGEQUALITY_ENABLED=False))


def test_the_addon_keeps_what_is_there():
    """Places given by the user stay."""
    name = "pagequality.integrations.scrapy.ScoringMiddleware"
    settings = Settings({"DOWNLOADER_MIDDLEWARES": {name: 300}})
    adapter.Addon().update_settings(settings)
    assert settings.getdict("DOWNLOADER_MIDDLEWARES") == {name: 300}
    assert list(settings.getdict("SPIDER_MIDDLEWARES").values()) == [543]
