"""What the data would teach wrongly: how far generator, host, URL and script marks alone get.

    python models/benchmarks/traps.py

In these data most spam networks are static exports, so such marks look brilliant over all pages
and mean nothing elsewhere. The web slice, where good and bad pages stand side by side, shows
whether a judge that knows nothing else stays near chance: fitted on the other sites of all
sources (site-grouped folds of models/evaluate.py), and fitted on the other sources alone, which is
what the networks teach. Boosted trees, as in the model. Also: each group of marks, the library's
own signals of the address, how the marks' scores go with the model's on honest pages, and how well
the model tells pages apart that the marks hold to be alike: it must not need them. Writes
models/default/traps.json.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import argparse
import importlib
import json
import re
import sys
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import numpy as np
from selectolax.lexbor import LexborHTMLParser
from sklearn.ensemble import HistGradientBoostingClassifier

from pagequality.training import evaluation
from pagequality.signals import SIGNALS
from pagequality.training.fit import folds

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
data: Any = importlib.import_module("data")
held_out: Any = importlib.import_module("held_out")
recipe: Any = importlib.import_module("evaluate")

LIMIT: Final = 0.60
TENTHS: Final = 10
TOGETHER: Final = "generator, host, URL and script marks"
GENERATORS: Final = (
    "wordpress", "hugo", "jekyll", "gatsby", "ghost", "wix", "squarespace", "drupal", "joomla",
    "blogger", "webflow", "hexo", "elementor", "docusaurus", "sphinx", "movable type",
)  # fmt: skip
HOSTS: Final = (
    "github.io", "netlify", "vercel", "pages.dev", "blogspot", "wordpress.com", "medium.com",
    "substack", "web.app", "herokuapp", "amazonaws", "wixsite", "weebly", "tumblr",
)  # fmt: skip
SOURCE_MARKS: Final = (
    rb"wp-content", rb"wp-json", rb"/_next/", rb"cdn-cgi", rb"jquery", rb"googletagmanager",
    rb"google-analytics", rb"adsbygoogle", rb"base64,", rb"<noscript", rb"__NEXT_DATA__", rb"amp-",
    rb"xhtml", rb"livereload", rb"integrity=", rb"application/ld\+json", rb"serviceworker",
)  # fmt: skip
_DATE = re.compile(r"/(?:19|20)\d\d/")


def marks(html: bytes, url: str) -> dict[str, list[float]]:
    """Return the marks of generator, host, URL and scripts; nothing of what a page says."""
    tree = LexborHTMLParser(html.decode("utf-8", "replace"))
    generator = ""
    for node in tree.css("meta[name]"):
        if (node.attributes.get("name") or "").lower() == "generator":
            generator = (node.attributes.get("content") or "").lower()
    parts = urlsplit(url if "//" in url else f"//{url}")
    host, path = (parts.hostname or "").lower(), parts.path
    scripts = tree.css("script")
    inline = sum(len(node.text() or "") for node in scripts)
    outside = [node.attributes.get("src") or "" for node in scripts if "src" in node.attributes]
    return {
        "generator": [float(not generator), *(float(name in generator) for name in GENERATORS)],
        "host": [
            *(float(name in host) for name in HOSTS),
            float(not host),
            float(host.endswith((".com", ".net"))),
            float(host.endswith((".org", ".edu", ".gov"))),
            float(host.startswith("www.")),
            float(host.count(".")),
            float(host.count("-")),
            float(any(map(str.isdigit, host))),
            float(len(host)),
        ],
        "URL": [
            float(parts.scheme == "https"),
            float(path.strip("/").count("/")),
            float(path.count("-")),
            float(len(path)),
            float(sum(map(str.isdigit, path))),
            float(path.endswith((".html", ".htm", ".php", ".asp", ".aspx"))),
            float(path.endswith("/")),
            float(bool(parts.query)),
            float(bool(_DATE.search(path))),
        ],
        "scripts": [
            float(len(scripts)),
            float(len(outside)),
            float(len({urlsplit(source).netloc for source in outside})),
            float(np.log1p(inline)),
            float(len(tree.css("link"))),
            float(len(tree.css("style"))),
            float(len(tree.css("iframe"))),
            *(float(bool(re.search(mark, html, re.IGNORECASE))) for mark in SOURCE_MARKS),
        ],
    }


def tables(folder: Path, ids: list[str]) -> dict[str, np.ndarray]:
    """Return the marks of these pages by group, and all groups together."""
    wanted = set(ids)
    found = {
        stored["id"]: marks(stored["html"], stored["url"])
        for stored in data.pages(folder)
        if stored["id"] in wanted
    }
    groups = {group: np.array([found[name][group] for name in ids]) for group in found[ids[0]]}
    return {TOGETHER: np.concatenate(list(groups.values()), axis=1), **groups}


def judged(table: np.ndarray, examples: Any, parts: list[Any]) -> np.ndarray:
    """Return held-out scores of boosted trees on a table."""
    scores = np.full(len(table), np.nan)
    for inside, outside in parts:
        trees = HistGradientBoostingClassifier(
            max_iter=150, learning_rate=0.05, max_leaf_nodes=12, min_samples_leaf=15,
            early_stopping=False, random_state=recipe.SEED,
        )  # fmt: skip
        trees.fit(table[inside], examples.labels[inside], sample_weight=examples.weights[inside])
        scores[outside] = trees.decision_function(table[outside])
    return scores


def among_alike(scores: np.ndarray, labels: np.ndarray, kinds: np.ndarray) -> float:
    """Return the ROC AUC of scores over the pairs of pages that are of one kind."""
    right = pairs = 0.0
    for kind in np.unique(kinds):
        own = kinds == kind
        above = scores[own & (labels == 1)][:, None] - scores[own & (labels == 0)]
        right += np.count_nonzero(above > 0) + 0.5 * np.count_nonzero(above == 0)
        pairs += above.size
    return round(right / pairs, 4)


def report(folder: Path) -> dict[str, Any]:
    """Return how far marks, and the library's signals of the address alone, get."""
    labelled, rows, sums = held_out.held_out(folder)
    examples = labelled.examples(rows)
    parts = folds(examples, recipe.FOLDS, recipe.SEED)
    slices = recipe.slices(labelled, rows)
    web = slices["web"]
    away = [(np.setdiff1d(np.flatnonzero(~web), test), test) for _, test in parts]
    away = [(train, test[web[test]]) for train, test in away]
    address = np.array([signal.family == "address" for signal in SIGNALS])
    known = tables(folder, [labelled.ids[i] for i in rows])
    known["the library's address signals"] = labelled.vectors[rows][:, address]
    figures: dict[str, Any] = {}
    for name, table in known.items():
        scores = judged(table, examples, parts)
        if name == TOGETHER:
            alone = scores
        figures[name] = {
            part: _row(examples.labels[chosen], scores[chosen]) for part, chosen in slices.items()
        }
        abroad = judged(table, examples, away)[web]
        figures[name]["web, trained on the other sources"] = _row(examples.labels[web], abroad)
    honest = web & (examples.labels == 0)
    ranks = [np.argsort(np.argsort(x[honest])) for x in (alone, sums["html"])]
    shared = round(float(np.corrcoef(*ranks)[0, 1]), 4)
    labels, alone = examples.labels[web], alone[web]
    tenths = TENTHS * np.argsort(np.argsort(alone)) // len(alone)
    return {
        "limit": LIMIT,
        "figures": figures,
        "rank_correlation_on_honest_web_pages": shared,
        "model_among_pages_alike": among_alike(sums["html"][web], labels, tenths),
        "marks_among_pages_alike": among_alike(alone, labels, tenths),
        "marks_among_pages_of_a_type": among_alike(alone, labels, labelled.page_type[rows][web]),
    }


def _row(labels: np.ndarray, scores: np.ndarray) -> dict[str, Any]:
    return {
        "pages": len(labels),
        "low": int(labels.sum()),
        "roc_auc": round(evaluation.roc_auc(labels, scores), 4),
        "roc_auc_interval": evaluation.interval(evaluation.roc_auc, labels, scores),
    }


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=data.data_folder())
    found = report(parser.parse_args().data)
    for name, row in found["figures"].items():
        for part, figures in row.items():
            print(f"{name:38} {part:34} {figures['roc_auc']:.3f} {figures['roc_auc_interval']}")
    print("rank correlation with the model on honest web pages:",
          found["rank_correlation_on_honest_web_pages"])  # fmt: skip
    print("ROC AUC among web pages that the marks hold to be alike: model",
          found["model_among_pages_alike"], "marks", found["marks_among_pages_alike"],
          "marks among pages of a type", found["marks_among_pages_of_a_type"])  # fmt: skip
    path = data.DEFAULT / "traps.json"
    path.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    for part in ("web", "web, trained on the other sources"):
        reached = found["figures"][TOGETHER][part]["roc_auc"]
        print(f"{part}: {reached} is {'above' if reached > LIMIT else 'within'} the limit {LIMIT}")


if __name__ == "__main__":
    main()
