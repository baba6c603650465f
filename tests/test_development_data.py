"""What must hold on the development data; skipped where there is none."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
import pytest

import pagequality as pq
from pagequality.judge.vector import vector
from pagequality.signals import SIGNALS

if TYPE_CHECKING:
    from pathlib import Path

    from pagequality.judge.verdict import Verdict

FAMILY = {signal.name: signal.family for signal in SIGNALS}


@pytest.fixture(scope="module")
def seed(data: Path) -> Verdict:
    """The verdict on a real content-farm page, given as plain text."""
    return pq.analyze_text((data / "seed_page.txt").read_text(encoding="utf-8"))


def test_the_seed_page_is_low(seed: Verdict) -> None:
    """The page that the library was made for is low with a probability of 0.9 and more."""
    assert seed.probability >= 0.9


@pytest.mark.parametrize(("kind", "word"), [("adblock", "adblock"), ("discussion", "akismet")])
def test_template_noise_is_quoted(seed: Verdict, kind: str, word: str) -> None:
    """The adblock notice and the comment form are quoted from the page."""
    quotes = [quote for quote in seed.evidence["template_noise"] if quote.kind == kind]
    assert any(word in quote.quote.lower() for quote in quotes)


def test_the_comment_prompt_is_quoted(seed: Verdict) -> None:
    """The request to comment is quoted apart from the line about spam."""
    quotes = [q.quote for q in seed.evidence["template_noise"] if q.kind == "discussion"]
    assert any("akismet" not in quote.lower() for quote in quotes)


def test_the_closing_question_is_quoted(seed: Verdict) -> None:
    """Speculation is quoted, the rhetorical question at the end too."""
    quotes = seed.evidence["speculation"]
    assert any(q.kind == "closing question" and q.quote.endswith("?") for q in quotes)
    assert any(q.kind != "closing question" for q in quotes)


def test_a_reason_concerns_the_headline_or_the_template(seed: Verdict) -> None:
    """Among the reasons against the page are its headline, boilerplate or template noise."""
    accused = {FAMILY[r.signal] for r in seed.reasons if r.contribution > 0}
    assert accused & {"headline", "boilerplate", "template_noise"}


def test_quotes_stand_in_the_text(seed: Verdict, data: Path) -> None:
    """Every quote with a block is found in the file."""
    text = " ".join((data / "seed_page.txt").read_text(encoding="utf-8").split())
    quotes = [q for found in seed.evidence.values() for q in found if q.block >= 0]
    assert len(quotes) >= 5
    assert all(quote.quote.rstrip("\u2026") in text for quote in quotes)


def test_pages_of_the_world_are_read(data: Path) -> None:
    """Real pages in many languages give pages, vectors and verdicts without a warning."""
    parquet = pytest.importorskip("pyarrow.parquet")
    pages = parquet.read_table(data / "unlabelled.parquet", columns=["html"])["html"]
    for html in pages.to_pylist()[::10]:
        started = time.process_time()
        page = pq.read(html)
        values = vector(page)
        assert all(
            np.isnan(value) or signal.low <= value <= signal.high
            for signal, value in zip(SIGNALS, values, strict=True)
        )
        assert pq.analyze(html).to_json()
        assert time.process_time() - started < 5
