"""Sketches of pages: small, plain, the same in every process, and blind to what does not matter."""

from __future__ import annotations

import os
import subprocess
import sys

import bs4
import pytest
from hypothesis import given
from hypothesis import strategies as st

import pagequality as pq
from pagequality.page.sketch import Sketch
from pagequality.text.sets import MOST

LONG = " ".join(
    f"The boat number{n} of our harbour brought {n} nets of fish home." for n in range(400)
)
CODE = "import sys, pagequality as pq; print(pq.sketch(pq.read(sys.stdin.read())).packed())"


def test_a_sketch_survives_its_packing(sample):
    """On every sample page, and it stays small."""
    found = pq.sketch(pq.read(sample.html), sample.html)
    assert Sketch.unpacked(found.packed()) == found
    assert len(found.packed()) < 6000


@given(st.text(max_size=400))
def test_any_page_can_be_sketched(text):
    """Whatever a page holds."""
    found = pq.sketch(pq.read(text), text)
    assert Sketch.unpacked(found.packed()) == found


def test_halves_of_characters_in_a_tree_are_sketched_too():
    """A tree that the caller has built may hold them, in addresses, too."""
    html = f"<h1>Boats</h1><p>{LONG} <a href='http://a\ud800.example/'>more of \ud800 boats</a>"
    found = pq.sketch(pq.read(bs4.BeautifulSoup(html, "html.parser")))
    assert found.domains == ("a\ud800.example",)
    assert Sketch.unpacked(found.packed()) == found


@pytest.mark.parametrize("text", ["", "{}", "[]", "nonsense", "[" * 100, "null", '["a"]' * 2])
def test_what_is_no_sketch_is_told(text):
    """In one line, whatever it is."""
    with pytest.raises(ValueError, match="no sketch"):
        Sketch.unpacked(text)


def test_a_sketch_is_bounded():
    """Of a long page no more is kept than of a short one, and the smallest hashes, ascending."""
    rows = "".join(f"<p>Boat {n} came home in the evening.</p>" for n in range(99))
    found = pq.sketch(pq.read(f"<h1>Boats</h1>{LONG}{rows}"))
    assert len(found.passages) == MOST
    for name in ("moulds", "wordings", "shingles", "numbers", "names", "lines"):
        assert len(getattr(found, name)) <= MOST
    assert list(found.shingles) == sorted(found.shingles)
    assert len(found.shingles) == MOST


def test_names_of_hosts_are_bounded_too():
    """What no host can be called is not kept."""
    links = "".join(f"<a href='http://{'a' * 90_000}{n}.example/'>beans</a> " for n in range(3))
    assert pq.sketch(pq.read(f"<h1>Boats</h1><p>{LONG} {links}")).domains == ()


def test_another_process_makes_the_same_sketch():
    """Hashes have no seed of the day."""
    html = f"<h1>Boats</h1>{LONG[:900]}"
    env = os.environ | {"PYTHONHASHSEED": "1"}
    other = subprocess.run(
        [sys.executable, "-c", CODE],
        input=html, capture_output=True, text=True, check=True, env=env,
    )  # fmt: skip
    assert other.stdout.strip() == pq.sketch(pq.read(html)).packed()


def test_names_and_numbers_are_left_out_of_moulds():
    """The same sentence with another name and number is of one mould, with another wording."""
    one, other = (
        pq.sketch(pq.read(f"<h1>Sweep in {town}</h1><p>{'Our best sweeps are in ' + town} and "
                          f"they have cleaned {n} chimneys for you already.</p>"))
        for town, n in (("Ashcombe", 12), ("Dunmere", 340))
    )  # fmt: skip
    assert one.moulds == other.moulds != ()
    assert one.wordings != other.wordings
    assert one.numbers != other.numbers


def test_ids_and_images_come_from_the_markup():
    """Without it they are unknown, as is what no page has."""
    html = "<script>ga('UA-1234567-1')</script><img src='/a.png'><p>Boats came back.</p>"
    assert pq.sketch(pq.read(html), html).ids == ("UA-1234567-1",)
    assert len(pq.sketch(pq.read(html), html.encode()).images) == 1
    assert pq.sketch(pq.read(html)).ids == ()


def test_rows_have_a_sketch_if_asked():
    """A column of scores holds it, for pages that were read; trackers take it from there."""
    import pandas as pd  # noqa: PLC0415 - optional

    pages = pd.DataFrame({"html": [LONG] * 3, "url": [f"http://a.example/{n}" for n in range(3)]})
    scored = pq.score_frame(pages, options=pq.ScoringOptions(sketch=True))
    assert all(Sketch.unpacked(cell).words > 1000 for cell in scored["pq_sketch"])
    assert "pq_sketch" not in pq.score_frame(pages)
    report = pq.site_report(scored)
    assert "near copies" in report["findings"][0]
