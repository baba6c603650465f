"""Judge main content against the gold and against other extractors, and time them.

Run ``python models/benchmarks/content.py [--data FOLDER] [--cache FOLDER]``; needs the
extra ``peers`` and writes ``models/default/content_metrics.json``. Each page is judged by a
model that never saw its site: the fold models that ``models/content.py`` keeps in the cache
folder. Word F1, precision and recall are over bags of words, averaged over pages. Texts of
peers are kept in the cache; times are taken in one run, every extractor on the same pages.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import time
import zlib
from collections import Counter
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from selectolax.lexbor import LexborHTMLParser

from pagequality.learned.main_content import decision as content
from pagequality.reading import read
from pagequality.reading.decode import decode
from pagequality.signals.boilerplate import boilerplate_ratio

if TYPE_CHECKING:
    from collections.abc import Callable

    from pagequality.learned.main_content import network as blocks
    from pagequality.page.page import Page

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
gold: Any = importlib.import_module("content_gold")
recipe: Any = importlib.import_module("content")

PUBLISHED: Final = {
    "rs-trafilatura": 0.859,
    "MinerU-HTML": 0.827,
    "trafilatura": 0.791,
    "jusText": 0.707,
    "readability": 0.675,
}
"""Word F1 that others report for the same pages."""
REPEATS: Final = 2
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


PEERS: Final[dict[str, Any]] = {
    "trafilatura": _trafilatura,
    "resiliparse": _resiliparse,
    "jusText": _justext,
    "readability-lxml": _readability,
    "all visible text": _visible,
}


def careful(extract: Callable[[str], str], html: str) -> str:
    """Extract; a page an extractor cannot read gives no text."""
    try:
        return extract(html)
    except Exception:  # noqa: BLE001 - each peer raises its own kinds
        return ""


def peer_texts(name: str, pages: list[Any], cache: Path) -> list[str]:
    """Return a peer's text of every page, from the cache when it ran before."""
    path = cache / f"{name.replace(' ', '-')}.json"
    if path.is_file():
        texts: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    else:
        texts = {p.id: careful(PEERS[name], decode(p.html, None).text) for p in pages}
        path.write_text(json.dumps(texts), encoding="utf-8")
    return [texts[page.id] for page in pages]


def judged(pages: list[Any], folds: list[blocks.BlockModel]) -> list[Page]:
    """Read every page with the model of its fold."""
    usual = content.default_model
    try:
        result = []
        for page in pages:
            content.default_model = lambda page=page: folds[page.fold]
            result.append(read(page.html, url=page.url))
    finally:
        content.default_model = usual
    return result


def table(pages: list[Any], texts: list[str]) -> dict[str, Any]:
    """Return mean F1, precision and recall, over all pages and by page type."""
    scores = np.array([
        gold.overlap(Counter(gold.words(text)), Counter(gold.words(page.text)))
        for page, text in zip(pages, texts, strict=True)
    ])  # fmt: skip
    kinds = np.array([page.page_type for page in pages])
    rows = {"all": scores.mean(0)} | {
        kind: scores[kinds == kind].mean(0) for kind in sorted(set(kinds))
    }
    return {
        name: dict(zip(("f1", "precision", "recall"), row.round(4).tolist(), strict=True))
        for name, row in rows.items()
    }


def boilerplate_error(pages: list[Any], read_pages: list[Page]) -> float:
    """Mean absolute error of the share of visible words that are not main content, as shown.

    Gold text beyond the visible words, such as folded parts, fills them at most.
    """
    errors = []
    for page, result in zip(pages, read_pages, strict=True):
        sizes = np.array([len(words) for words in gold.block_words(result)], int)
        visible = int(sizes[~result.table.hidden].sum())
        if visible:
            true = 1 - min(len(gold.words(page.text)) / visible, 1)
            errors.append(abs(boilerplate_ratio(result) - true))
    return float(np.mean(errors))


def milliseconds(extract: Callable[[str], Any], html: str) -> float:
    """Return the best of several times."""
    best = np.inf
    for _ in range(REPEATS):
        start = time.perf_counter()
        careful(extract, html)
        best = min(best, time.perf_counter() - start)
    return best * 1000


def deciding(html: str) -> Callable[[], Any]:
    """Return the step that decides the main content of a page that has been walked."""
    page = read(html)
    return lambda: content.find(page.table, page.tokens, page.first_word)


def times(pages: list[Any]) -> dict[str, Any]:
    """Return mean and median milliseconds a page of every extractor and of single steps."""
    steps: dict[str, Any] = {"bare parse": LexborHTMLParser, "pagequality": read} | PEERS
    rows: dict[str, list[float]] = {name: [] for name in [*steps, "deciding content"]}
    for page in pages:
        html = decode(page.html, None).text
        for name, step in steps.items():
            rows[name].append(milliseconds(step, html))
        find = deciding(html)
        rows["deciding content"].append(milliseconds(lambda _, find=find: find(), html))
    return {
        name: {"mean": round(float(np.mean(row)), 3), "median": round(float(np.median(row)), 3)}
        for name, row in rows.items()
    }


def main() -> None:
    """Run everything, print the table and write the metrics."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=recipe.DATA)
    parser.add_argument("--cache", type=Path, default=recipe.CACHE)
    parser.add_argument("--timed", type=int, default=8, help="time every so many-th page")
    options = parser.parse_args()
    options.cache.mkdir(parents=True, exist_ok=True)
    pages = gold.gold_pages(options.data)
    read_pages = judged(pages, recipe.fold_models(options.data, options.cache))
    f1 = {"pagequality": table(pages, [page.main_text for page in read_pages])}
    for name in PEERS:
        f1[name] = table(pages, peer_texts(name, pages, options.cache))
    sample = [page for page in pages if zlib.crc32(page.id.encode()) % options.timed == 0]
    milli = times(sample)
    packages = ("trafilatura", "resiliparse", "justext", "readability-lxml", "selectolax", "numpy")
    metrics = {
        "pages": len(pages),
        "sites": len({page.site for page in pages}),
        "word_f1": f1,
        "boilerplate_error": round(boilerplate_error(pages, read_pages), 4),
        "milliseconds": {"pages": len(sample), **milli},
        "deciding_over_bare_parse": ratio(milli, "deciding content", "bare parse"),
        "trafilatura_over_pagequality": ratio(milli, "trafilatura", "pagequality"),
        "published_word_f1": PUBLISHED,
        "versions": {name: version(name) for name in packages},
    }
    report(metrics)
    path = Path(__file__).resolve().parents[1] / "default" / "content_metrics.json"
    path.write_text(json.dumps(metrics, indent=1) + "\n", encoding="utf-8")


def ratio(milli: dict[str, Any], step: str, base: str) -> float:
    """Return how many times as long a step takes, by means."""
    return round(milli[step]["mean"] / milli[base]["mean"], 3)


def report(metrics: dict[str, Any]) -> None:
    """Print the figures as a table."""
    kinds = list(metrics["word_f1"]["pagequality"])
    print("word F1".ljust(18), *(kind[:10].rjust(10) for kind in kinds), "ms".rjust(8))
    for name, rows in metrics["word_f1"].items():
        cells = (f"{rows[kind]['f1']:10.3f}" for kind in kinds)
        print(name.ljust(18), *cells, f"{metrics['milliseconds'][name]['mean']:8.2f}")
    for name in ("boilerplate_error", "deciding_over_bare_parse", "trafilatura_over_pagequality"):
        print(name.ljust(30), metrics[name])
    print(metrics["milliseconds"])


if __name__ == "__main__":
    main()
