"""The law of hostile pages: processor time and memory grow at most as fast as the page."""

from __future__ import annotations

import gc
import json
import os
import resource
import time
from typing import TYPE_CHECKING

import pytest
from attacks import ATTACKS, page

import pagequality as pq
from models.pace import slowness

if TYPE_CHECKING:
    from collections.abc import Callable

SMALL = 24_000
SIZES = (SMALL, 2 * SMALL, 4 * SMALL)
FACTOR = 3.2
"""Twice the size may take so many times as long: twice, and room for a busy machine."""
TELLING = 0.3
"""Seconds below which nothing is said of growth: a third of the time limit of a megabyte."""
MOST = 1.5
"""Seconds for any page of at most a megabyte."""
MOST_MEMORY = 250
"""Megabytes beyond what the process had before."""


def cost(made: str | bytes) -> float:
    """Processor seconds of a judgement with all its quotes, written out."""
    start = time.process_time()
    json.loads(pq.analyze(made).to_json())
    return time.process_time() - start


def grows_too_fast(seconds: Callable[[int], float]) -> bool:
    """Whether twice the size takes much more than twice the time, where it takes any; twice so.

    The largest page comes first: where it takes too little to tell, smaller ones say nothing.
    """
    fourfold = seconds(SIZES[2])
    if fourfold < TELLING or fourfold < FACTOR * max(seconds(SIZES[1]), TELLING / 3):
        return False
    once, twice = seconds(SIZES[0]), seconds(SIZES[1])
    fourfold = min(seconds(SIZES[2]) for _ in range(2))
    return fourfold > FACTOR * max(twice, once, TELLING / 3)


@pytest.mark.parametrize("name", ATTACKS)
def test_time_grows_no_faster_than_the_page(name: str) -> None:
    """Twice the page takes about twice the time at most, whatever it repeats."""
    assert not grows_too_fast(lambda size: cost(page(name, size)))


@pytest.mark.parametrize(
    "name",
    ["comments without an end", "scripts", "labels of encodings", "meta without an end",
     "tags without an end", "references", "styles", "instructions"],
)  # fmt: skip
def test_time_grows_no_faster_than_bytes_of_no_known_encoding(name: str) -> None:
    """Where the encoding is to be found, too."""
    assert not grows_too_fast(lambda size: cost(page(name, size).encode() + b"\xff\xfe\xfd" * 9))


LARGE = [
    "tags without an end", "deep div", "dd in li", "rows in svg", "options",
    "formatting, then paragraphs", "fonts in paragraphs", "attributes behind a quoted >",
    "sentences of figures and dots", "marks below filler", "names of hosts",
    "comments in styles without an end", "a title of lines",
]  # fmt: skip
"""What once took minutes or gigabytes."""


def large(name: str) -> tuple[float, float]:
    """Seconds and megabytes that a page of half a megabyte costs a process of its own."""
    made = page(name, 500_000)
    gc.collect()
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        try:
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            spent = cost(made)
            after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            os.write(writer, json.dumps([spent, (after - before) / 1024]).encode())
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as answer:
        told = answer.read()
    os.waitpid(child, 0)
    spent, memory = json.loads(told)
    return spent, memory


@pytest.mark.skipif(not hasattr(os, "fork"), reason="measures in a process of its own")
@pytest.mark.filterwarnings("ignore:.*fork")
@pytest.mark.parametrize("name", LARGE)
def test_large_pages_take_little_time_and_memory(name: str) -> None:
    """Half a megabyte takes less than the limit of a whole one, and not much memory."""
    before = slowness()
    spent, memory = large(name)
    assert spent < MOST * max(before, slowness())
    assert memory < MOST_MEMORY


def test_the_law_sees_a_quadratic_step() -> None:
    """A step that looks at the page again for each piece of it would not pass."""
    assert grows_too_fast(lambda size: (size / SMALL) ** 2 * 0.1)
    assert not grows_too_fast(lambda size: size / SMALL * 0.1)
