"""Pages of which a test says by hand what the learned models would have said.

So a signal's value can be worked out on paper, and no refitted model moves it.
"""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np

from pagequality.learned.hedging import sentence_scores
from pagequality.learned.hedging.model import HEADS
from pagequality.learned.template_noise import line_scores
from pagequality.learned.template_noise.features import CLASSES
from pagequality.reading import read, read_text
from pagequality.signals import SIGNALS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pagequality.page.evidence import Evidence
    from pagequality.page.page import Page

SIGNAL = {signal.name: signal for signal in SIGNALS}


def words(count: int, word: str = "loam") -> str:
    """Return one plain word so many times: filler that no signal but a count takes notice of."""
    return " ".join([word] * count)


def chosen(html: str, *, url: str | None = None) -> Page:
    """Read a page and take for its main content what stands in ``main`` elements, nothing else."""
    page = read(html, url=url)
    inside = ["main" in page.path(block).split(">") for block in range(len(page.table))]
    return replace(page, is_main=np.array(inside, bool))


def with_main(html: str, main: Sequence[bool], *, url: str | None = None) -> Page:
    """Read a page of which these blocks are the content, whatever the model would say."""
    page = read(html, url=url)
    assert len(page.table) == len(main), [block.text for block in page.blocks]
    return replace(page, is_main=np.array(main, bool))


def planted(page: Page, function: Callable[[Page], Any], value: Any) -> Page:
    """Put in place what one of the functions that a page remembers would else compute."""
    page.memo[function.__wrapped__] = value
    return page


def with_noise(page: Page, kinds: Sequence[str], chances: Sequence[float] | None = None) -> Page:
    """Say of each block which of the line model's `CLASSES` it is, and how sure that is."""
    assert len(page.table) == len(kinds), [block.text for block in page.blocks]
    kind = np.array([CLASSES.index(one) for one in kinds], np.intp)
    probability = np.zeros((len(kinds), len(CLASSES)))
    probability[np.arange(len(kinds)), kind] = 1.0 if chances is None else chances
    return planted(page, line_scores, SimpleNamespace(kind=kind, probability=probability))


def with_sentences(page: Page, *rows: Sequence[float]) -> Page:
    """Say of each sentence the chances that it hedges, speculates, leans on the nameless, pads."""
    table = np.zeros((len(rows), len(HEADS)))
    for chances, row in zip(table, rows, strict=True):
        chances[: len(row)] = row
    return planted(page, sentence_scores, table)


def lines_of(*lines: str) -> Page:
    """Read lines as plain text without a headline; every line is content and no noise."""
    page = read_text("\n".join(lines))
    head = replace(page.head, headline="", title="")
    page = replace(page, head=head, is_main=np.ones(len(lines), bool))
    return with_noise(page, ["body"] * len(lines))


def told(found: Iterable[Evidence]) -> list[tuple[str, str]]:
    """Return quotes as pairs of text and kind."""
    return [(quote.quote, quote.kind) for quote in found]
