"""Judge main content against the gold and against other extractors, and time them.

Needs the extra ``peers``. Each page is judged by a model that never saw its site: the fold models
of the recipe, which are kept in the cache. Word F1, precision and recall are over bags of words,
averaged over pages; on pages whose blocks are marked they are over the words of the blocks that
nobody doubts. Texts of peers are kept, too; times are taken in one run, every extractor on the
same pages.
"""

from __future__ import annotations

import time
import zlib
from collections import Counter
from dataclasses import replace
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from selectolax.lexbor import LexborHTMLParser

from models.cache import Cache, cache_of
from models.learned.main_content import fold_models
from models.learned.main_content_gold import GOLD, Gold, block_words, gold_pages, overlap, words
from models.learned.main_content_marked import Marked, marked_pages, marks_of
from models.places import write_report
from pagequality.learned.main_content import decision
from pagequality.learned.models import default_models
from pagequality.reading import read
from pagequality.reading.decode import decode
from pagequality.signals.boilerplate import boilerplate_ratio

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from pagequality.learned.main_content.network import MainContentModel
    from pagequality.page.page import Page
    from pagequality.text.arrays import Array as Strings
    from pagequality.text.arrays import Floats

    Extractor = Callable[[str], str]

PUBLISHED: Final = {
    "rs-trafilatura": 0.859,
    "MinerU-HTML": 0.827,
    "trafilatura": 0.791,
    "jusText": 0.707,
    "readability": 0.675,
}
"""Word F1 that others report for the same pages."""
REPEATS: Final = 2
TIMED: Final = 8
"""Every so many-th page is timed."""
DECIDING: Final = "deciding content"
"""Every step is timed so often on a page; the best time counts."""


def _trafilatura(html: str) -> str:
    import trafilatura  # noqa: PLC0415

    return trafilatura.extract(html) or ""


def _resiliparse(html: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415

    return str(extract_plain_text(html, main_content=True))


def _justext(html: str) -> str:
    import justext  # noqa: PLC0415

    paragraphs = justext.justext(html, justext.get_stoplist("English"))
    return "\n".join(p.text for p in paragraphs if not p.is_boilerplate)


def _readability(html: str) -> str:
    import lxml.html  # noqa: PLC0415
    from readability import Document  # noqa: PLC0415

    return str(lxml.html.fromstring(Document(html).summary()).text_content())


def _visible(html: str) -> str:
    return "\n".join(block.text for block in read(html).blocks if not block.hidden)


PEERS: Final[dict[str, Extractor]] = {
    "trafilatura": _trafilatura,
    "resiliparse": _resiliparse,
    "jusText": _justext,
    "readability-lxml": _readability,
    "all visible text": _visible,
}


def careful(extract: Callable[[str], Any], html: str) -> Any:
    """Extract; a page an extractor cannot read gives no text."""
    try:
        return extract(html)
    except Exception:  # noqa: BLE001 - each peer raises its own kinds
        return ""


def peer_texts(name: str, pages: list[Gold], cache: Cache) -> list[str]:
    """Return a peer's text of every page, from the cache when it ran before."""

    def make() -> dict[str, str]:
        return {page.id: careful(PEERS[name], decode(page.html, None).text) for page in pages}

    texts: dict[str, str] = cache.json(f"text-{name.replace(' ', '-')}", make)
    return [texts[page.id] for page in pages]


def judged(pages: Sequence[Gold | Marked], folds: list[MainContentModel]) -> list[Page]:
    """Read every page with the model of its fold."""
    known = default_models()
    by_fold = [replace(known, main_content=model) for model in folds]
    return [read(page.html, url=page.url, models=by_fold[page.fold]) for page in pages]


def table(pages: list[Gold], texts: list[str]) -> dict[str, Any]:
    """Return mean F1, precision and recall, over all pages and by page type."""
    scores = np.array([
        overlap(Counter(words(text)), Counter(words(page.text)))
        for page, text in zip(pages, texts, strict=True)
    ])  # fmt: skip
    kinds = np.array([page.page_type for page in pages])
    return means(scores, kinds)


def means(scores: Floats, kinds: Strings) -> dict[str, Any]:
    """Return F1, precision and recall, averaged over all pages and over those of each kind.

    >>> rows = means(np.array([[1.0, 1, 1], [0.5, 1, 0.4]]), np.array(["blog", "shop"]))
    >>> rows["all"]["f1"], rows["shop"]
    (0.75, {'f1': 0.5, 'precision': 1.0, 'recall': 0.4})
    """
    rows = {"all": scores.mean(0)} | {
        str(kind): scores[kinds == kind].mean(0) for kind in sorted(set(kinds))
    }
    return {
        name: dict(zip(("f1", "precision", "recall"), row.round(4).tolist(), strict=True))
        for name, row in rows.items()
    }


def agreement(page: Page, stored: Marked) -> tuple[float, float, float]:
    """Return F1, precision and recall of the blocks decided on, by their words.

    Doubtful blocks count for nothing. A page on which nothing is main content is right if
    nothing was called so.
    """
    marks = marks_of(page, stored)
    known = np.isfinite(marks)
    sizes = np.array([len(block) for block in block_words(page)], float)[known]
    said, true = page.is_main[known], marks[known] > 0
    shared, held, gold = (float(sizes @ rows) for rows in (said & true, said, true))
    if not held + gold:
        return 1.0, 1.0, 1.0
    return 2 * shared / (held + gold), shared / max(held, 1), shared / max(gold, 1)


def marked_figures(pages: list[Marked], read_pages: list[Page]) -> dict[str, Any]:
    """Return the figures of pages whose blocks are marked, by source and by fold."""
    scores = np.array([agreement(*pair) for pair in zip(read_pages, pages, strict=True)])
    folds = np.array([f"fold {page.fold}" for page in pages])
    names, counts = np.unique(folds, return_counts=True)
    return {
        "pages": len(pages),
        "sites": len({page.site for page in pages}),
        "word_f1": means(scores, np.array([page.source for page in pages])),
        "folds": means(scores, folds),
        "pages_of_folds": dict(zip(names.tolist(), counts.tolist(), strict=True)),
    }


def boilerplate_error(pages: list[Gold], read_pages: list[Page]) -> float:
    """Mean absolute error of the share of visible words that are not main content, as shown.

    Gold text beyond the visible words, such as folded parts, fills them at most.
    """
    errors = []
    for page, result in zip(pages, read_pages, strict=True):
        sizes = np.array([len(block) for block in block_words(result)], int)
        visible = int(sizes[~result.table.hidden].sum())
        if visible:
            true = 1 - min(len(words(page.text)) / visible, 1)
            errors.append(abs(boilerplate_ratio(result) - true))
    return float(np.mean(errors))


def milliseconds(step: Callable[[str], Any], html: str) -> float:
    """Return the best of several times."""
    best = np.inf
    for _ in range(REPEATS):
        start = time.perf_counter()
        careful(step, html)
        best = min(best, time.perf_counter() - start)
    return best * 1000


def deciding(html: str) -> Callable[[], Any]:
    """Return the step that decides the main content of a page that has been walked."""
    page, model = read(html), default_models().main_content
    return partial(decision.find, model, page.table, page.tokens, first_word=page.first_word)


def times(pages: list[Gold]) -> dict[str, Any]:
    """Return mean and median milliseconds a page of every extractor and of single steps."""
    steps: dict[str, Callable[[str], Any]] = {"bare parse": LexborHTMLParser, "pagequality": read}
    steps |= PEERS
    rows: dict[str, list[float]] = {name: [] for name in [*steps, DECIDING]}
    for page in pages:
        html = decode(page.html, None).text
        for name, step in steps.items():
            rows[name].append(milliseconds(step, html))
        decide = deciding(html)
        rows[DECIDING].append(milliseconds(partial(_apart, decide), html))
    return {
        name: {"mean": round(float(np.mean(row)), 3), "median": round(float(np.median(row)), 3)}
        for name, row in rows.items()
    }


def _apart(step: Callable[[], Any], _: str) -> Any:
    """Run a step that has its page already."""
    return step()


def run(data: Path) -> None:
    """Run everything, print the table and write the figures."""
    pages = gold_pages(data)
    folds, marked = fold_models(data), marked_pages(data)
    read_pages = judged(pages, folds)
    cache = cache_of(__name__, data, files=(GOLD,), settings=versions())
    f1 = {"pagequality": table(pages, [page.main_text for page in read_pages])}
    f1 |= {name: table(pages, peer_texts(name, pages, cache)) for name in PEERS}
    sample = [page for page in pages if zlib.crc32(page.id.encode()) % TIMED == 0]
    milli = times(sample)
    figures = {
        "pages": len(pages),
        "sites": len({page.site for page in pages}),
        "word_f1": f1,
        "marked": marked_figures(marked, judged(marked, folds)),
        "boilerplate_error": round(boilerplate_error(pages, read_pages), 4),
        "milliseconds": {"pages": len(sample), **milli},
        "deciding_over_bare_parse": ratio(milli, DECIDING, "bare parse"),
        "trafilatura_over_pagequality": ratio(milli, "trafilatura", "pagequality"),
        "published_word_f1": PUBLISHED,
        "versions": versions(),
    }
    report(figures)
    write_report("main_content", figures)


def versions() -> dict[str, str]:
    """Return the versions of what is compared and of what it runs on."""
    packages = ("trafilatura", "resiliparse", "justext", "readability-lxml", "selectolax", "numpy")
    return {name: version(name) for name in packages}


def ratio(milli: dict[str, Any], step: str, base: str) -> float:
    """Return how many times as long a step takes, by means."""
    return round(float(milli[step]["mean"]) / float(milli[base]["mean"]), 3)


def report(metrics: dict[str, Any]) -> None:
    """Print the figures as a table."""
    kinds = list(metrics["word_f1"]["pagequality"])
    print("word F1".ljust(18), *(kind[:10].rjust(10) for kind in kinds), "ms".rjust(8))
    for name, rows in metrics["word_f1"].items():
        cells = (f"{rows[kind]['f1']:10.3f}" for kind in kinds)
        print(name.ljust(18), *cells, f"{metrics['milliseconds'][name]['mean']:8.2f}")
    print("pages with marked blocks", {
        name: row["f1"] for name, row in metrics["marked"]["word_f1"].items()
    })  # fmt: skip
    for name in ("boilerplate_error", "deciding_over_bare_parse", "trafilatura_over_pagequality"):
        print(name.ljust(30), metrics[name])
    print(metrics["milliseconds"])
