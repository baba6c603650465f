"""What the data would teach wrongly: how far generator, host, URL and script marks alone get.

    python models/benchmarks/traps.py

In these data most spam networks are static exports, so such marks look brilliant over all pages
and mean nothing elsewhere. The web slice, where good and bad pages stand side by side, shows
whether a judge that knows nothing else stays near chance. Site-grouped folds of
models/evaluate.py; boosted trees, as in the model. Also: how far the library's own signals of the
address get alone, and how the marks' scores go with the model's on honest pages. Writes
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

from pagequality import evaluation
from pagequality.signals import SIGNALS
from pagequality.training import folds

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
data: Any = importlib.import_module("data")
held_out: Any = importlib.import_module("held_out")
recipe: Any = importlib.import_module("evaluate")

LIMIT: Final = 0.60
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


def marks(html: bytes, url: str) -> list[float]:
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
    return [
        float(not generator),
        *(float(name in generator) for name in GENERATORS),
        *(float(name in host) for name in HOSTS),
        float(not host),
        float(host.endswith((".com", ".net"))),
        float(host.endswith((".org", ".edu", ".gov"))),
        float(host.startswith("www.")),
        float(host.count(".")),
        float(host.count("-")),
        float(any(map(str.isdigit, host))),
        float(len(host)),
        float(parts.scheme == "https"),
        float(path.strip("/").count("/")),
        float(path.count("-")),
        float(len(path)),
        float(sum(map(str.isdigit, path))),
        float(path.endswith((".html", ".htm", ".php", ".asp", ".aspx"))),
        float(path.endswith("/")),
        float(bool(parts.query)),
        float(bool(_DATE.search(path))),
        float(len(scripts)),
        float(len(outside)),
        float(len({urlsplit(source).netloc for source in outside})),
        float(np.log1p(inline)),
        float(len(tree.css("link"))),
        float(len(tree.css("style"))),
        float(len(tree.css("iframe"))),
        *(float(bool(re.search(mark, html, re.IGNORECASE))) for mark in SOURCE_MARKS),
    ]


def table_of(folder: Path, ids: list[str]) -> np.ndarray:
    """Return the marks of these pages."""
    wanted = set(ids)
    found = {
        stored["id"]: marks(stored["html"], stored["url"])
        for stored in data.pages(folder)
        if stored["id"] in wanted
    }
    return np.array([found[name] for name in ids])


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


def report(folder: Path) -> dict[str, Any]:
    """Return how far marks alone, and the library's signals of the address alone, get."""
    labelled, rows, sums = held_out.held_out(folder)
    examples = labelled.examples(rows)
    parts = folds(examples, recipe.FOLDS, recipe.SEED)
    address = np.array([signal.family == "address" for signal in SIGNALS])
    alone = judged(table_of(folder, [labelled.ids[i] for i in rows]), examples, parts)
    scores = {
        "generator, host, URL and script marks": alone,
        "the library's address signals": judged(
            labelled.vectors[rows][:, address], examples, parts
        ),
    }
    slices = recipe.slices(labelled, rows)
    figures: dict[str, Any] = {
        name: {part: _row(examples.labels[chosen], own[chosen]) for part, chosen in slices.items()}
        for name, own in scores.items()
    }
    honest = slices["web"] & (examples.labels == 0)
    ranks = [np.argsort(np.argsort(x[honest])) for x in (alone, sums["html"])]
    shared = round(float(np.corrcoef(*ranks)[0, 1]), 4)
    return {"limit": LIMIT, "figures": figures, "rank_correlation_on_honest_web_pages": shared}


def _row(labels: np.ndarray, scores: np.ndarray) -> dict[str, Any]:
    return {
        "pages": len(labels),
        "low": int(labels.sum()),
        "roc_auc": round(evaluation.roc_auc(labels, scores), 4),
        "roc_auc_interval": evaluation.interval(evaluation.roc_auc, labels, scores),
    }


def main() -> int:
    """Measure, print, write; the exit code is 1 if marks alone get too far."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=data.data_folder())
    found = report(parser.parse_args().data)
    for name, row in found["figures"].items():
        for part, figures in row.items():
            print(f"{name:40} {part:6} {figures['roc_auc']:.3f} {figures['roc_auc_interval']}")
    print("rank correlation with the model on honest web pages:",
          found["rank_correlation_on_honest_web_pages"])  # fmt: skip
    path = data.DEFAULT / "traps.json"
    path.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return int(next(iter(found["figures"].values()))["web"]["roc_auc"] > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
