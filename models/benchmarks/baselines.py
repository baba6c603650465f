"""One table of what else there is, on the same pages and the same site-grouped folds.

Rules and extractors learn nothing and judge every page; what learns is fitted inside the folds of
`cross_validation`. Texts are what trafilatura extracts, with the title before them, and all
visible text where it extracts nothing. fastText and the extractors come with the extra ``peers``.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import tempfile
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from models.benchmarks import filters
from models.cache import cache_of
from models.data import pages as stored_pages
from models.judge.bench import on_each_fold
from models.judge.cross_validation import judge_of, slices
from models.judge.held_out import held_out
from models.judge.settings import SEED
from models.places import write_report
from pagequality.reading import read
from pagequality.signals import NAMED_FAMILIES, SIGNALS
from pagequality.training import evaluation
from pagequality.training.fit import log_odds

if TYPE_CHECKING:
    from models.judge.bench import Bench
    from pagequality.text.arrays import Floats, Ints

    Parts = list[tuple[Ints, Ints]]

FASTTEXT: Final = """
import json, sys, fasttext
train, test, seed = sys.argv[1:]
fitted = fasttext.train_supervised(
    train, lr=0.5, epoch=25, wordNgrams=2, dim=50, minCount=3, bucket=200_000,
    thread=1, seed=int(seed), verbose=0,
)
said = [fitted.predict(line.rstrip(), k=2) for line in open(test, encoding="utf-8")]
print(json.dumps([float(dict(zip(*pair)).get("__label__1", 0.0)) for pair in said]))
"""
COLUMNS: Final = (
    "roc_auc", "average_precision", "recall_at_95_precision", "recall_at_1_false_positive",
)  # fmt: skip


def measure_page(stored: dict[str, Any]) -> dict[str, Any]:
    """Return a page's text and what rules and extractors say of it, higher is worse."""
    import justext  # noqa: PLC0415 - an extra
    import trafilatura  # noqa: PLC0415

    html: bytes = stored["html"]
    page = read(html, url=stored["url"])
    extracted = trafilatura.extract(html, include_comments=False) or ""
    text = extracted or page.text
    try:
        parts = justext.justext(html, justext.get_stoplist("English"))
    except (ValueError, TypeError, AttributeError, justext.core.JustextError):
        parts = []
    length = sum(len(part.text) for part in parts)
    boilerplate = sum(len(part.text) for part in parts if part.is_boilerplate)
    checks = {
        "Gopher quality (failed checks)": filters.gopher_quality(text),
        "Gopher repetition (failed checks)": filters.gopher_repetition(text),
        "C4 (failed checks)": filters.c4(text),
        "FineWeb (failed checks)": filters.fineweb(text),
    }
    return {
        "text": f"{page.headline or page.title}\n{text}",
        "scores": {
            **checks,
            "Gopher, C4 and FineWeb together": sum(checks.values()),
            "boilerplate share (jusText)": boilerplate / length if length else 1.0,
            "text left out (trafilatura)": 1.0 - min(len(extracted) / max(len(page.text), 1), 1.0),
            "hand-weighted (after Marginalia)": filters.hand_weighted(html, page.url, page.text),
        },
    }


def measured_pages(data: Path, ids: list[str]) -> list[dict[str, Any]]:
    """Return `measure_page` of these pages, from the cache where they have been read before."""
    wanted = set(ids)

    def make() -> dict[str, Any]:
        stored = (page for page in stored_pages(data) if page["id"] in wanted)
        return {page["id"]: measure_page(page) for page in stored}

    peers = {name: version(name) for name in ("trafilatura", "justext")}
    known: dict[str, Any] = cache_of(__name__, data, settings=peers).json("texts", make)
    return [known[name] for name in ids]


def tfidf(texts: list[str], labels: Ints, parts: Parts) -> Floats:
    """Words and pairs of words, weighted by rarity, into logistic regression."""
    scores = np.full(len(texts), np.nan)
    for inside, outside in parts:
        bags = TfidfVectorizer(ngram_range=(1, 2), min_df=3, sublinear_tf=True)
        table = bags.fit_transform([texts[i] for i in inside])
        fitted = LogisticRegression(C=10.0, max_iter=1000).fit(table, labels[inside])
        scores[outside] = fitted.decision_function(bags.transform([texts[i] for i in outside]))
    return scores


def fasttext(texts: list[str], labels: Ints, parts: Parts) -> Floats:
    """Supervised fastText on words and pairs of words, in a process of its own.

    In a process that has used its memory it starts from what is left there, and diverges.
    """
    lines = [" ".join(text.lower().split()) for text in texts]
    scores = np.full(len(texts), np.nan)
    for inside, outside in parts:
        with tempfile.TemporaryDirectory() as folder:
            train, test = Path(folder) / "train.txt", Path(folder) / "test.txt"
            train.write_text("".join(f"__label__{labels[i]} {lines[i]}\n" for i in inside), "utf-8")
            test.write_text("".join(f"{lines[i]}\n" for i in outside), "utf-8")
            command = [sys.executable, "-c", FASTTEXT, str(train), str(test), str(SEED)]
            ran = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
        scores[outside] = json.loads(ran.stdout.splitlines()[-1])
    return scores


def four_families(bench: Bench) -> Floats:
    """Fit the library's kind of model on its four known families alone."""
    scores = np.full(len(bench.rows), np.nan)
    for (_, outside), said in zip(bench.parts, on_each_fold(bench, _of_families), strict=True):
        scores[outside] = said
    return scores


def _of_families(bench: Bench, number: int) -> Floats:
    own = np.array([signal.family in NAMED_FAMILIES for signal in SIGNALS])
    fold = bench.fold(number)
    train, test = (
        replace(part, vectors={source: np.where(own, table, np.nan)
                               for source, table in part.vectors.items()})
        for part in (fold.train, fold.test)
    )  # fmt: skip
    judge, _ = judge_of(train, bench)
    return log_odds(judge, test.vectors["html"])


def figures(labels: Ints, scores: Floats) -> dict[str, Any]:
    """Return the columns of the table, and the interval of the first."""
    values = (
        evaluation.roc_auc(labels, scores),
        evaluation.average_precision(labels, scores),
        evaluation.recall_at_precision(labels, scores, 0.95),
        evaluation.recall_at_false_positives(labels, scores, 0.01),
    )
    table: dict[str, Any] = dict(zip(COLUMNS, (round(x, 4) for x in values), strict=True))
    table["roc_auc_interval"] = evaluation.interval(evaluation.roc_auc, labels, scores)
    return table


def compare(data: Path) -> dict[str, Any]:
    """Judge everything on the same rows."""
    found = held_out(data)
    labelled, rows, sums = found.labelled, found.rows, found.sums
    labels = labelled.low[rows].astype(int)
    pages = measured_pages(data, [labelled.ids[i] for i in rows])
    texts = [page["text"] for page in pages]
    parts = found.bench.parts
    scores = {
        name: np.array([page["scores"][name] for page in pages]) for name in pages[0]["scores"]
    }
    scores["TF-IDF, logistic regression"] = tfidf(texts, labels, parts)
    skipped = {}
    if importlib.util.find_spec("fasttext"):
        scores["fastText supervised"] = fasttext(texts, labels, parts)
    else:
        skipped["fastText supervised"] = "fasttext is not installed: pip install '.[peers]'"
    scores["four families alone"] = four_families(found.bench)
    scores["pagequality"] = sums["html"]
    cut = {
        part: inside
        for part, inside in slices(labelled, rows).items()
        if 0 < labels[inside].sum() < inside.sum()
    }
    table = {
        name: {part: figures(labels[inside], own[inside]) for part, inside in cut.items()}
        for name, own in scores.items()
    }
    counts = {
        part: {"pages": int(inside.sum()), "low": int(labels[inside].sum())}
        for part, inside in cut.items()
    }
    return {"slices": counts, "table": table, "skipped": skipped}


def show(report: dict[str, Any]) -> None:
    """Print the table."""
    for part, count in report["slices"].items():
        print(f"\n{part}: {count['pages']} pages, {count['low']} low")
        print(f"{'':34}" + "".join(f"{name[:18]:>20}" for name in COLUMNS))
        for name, row in report["table"].items():
            print(f"{name:34}" + "".join(f"{row[part][column]:>20}" for column in COLUMNS))
    for name, why in report["skipped"].items():
        print(f"{name}: skipped, {why}")


def run(data: Path) -> None:
    """Compare, print and write."""
    report = compare(data)
    show(report)
    write_report("baselines", report)
