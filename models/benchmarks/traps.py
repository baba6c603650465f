"""What the data would teach wrongly: how far generator, host, URL and script marks alone get.

In these data most spam networks are static exports, so such marks look brilliant over all pages
and mean nothing elsewhere. The web slice, where good and bad pages stand side by side, shows
whether a judge that knows nothing else stays near chance: fitted on the other sites of all
sources (site-grouped folds of `cross_validation`), and fitted on the other sources alone, which is
what the networks teach. Boosted trees, as in the model. Also: each group of marks, the library's
own signals of the address, how the marks' scores go with the model's on honest pages, and how well
the model tells pages apart that the marks hold to be alike: it must not need them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import numpy as np
from scipy.stats import spearmanr
from selectolax.lexbor import LexborHTMLParser
from sklearn.ensemble import HistGradientBoostingClassifier

from models.data import pages
from models.judge import cross_validation
from models.judge.held_out import held_out
from models.judge.settings import SEED
from models.places import write_report
from pagequality.signals import SIGNALS
from pagequality.training import evaluation

if TYPE_CHECKING:
    from pathlib import Path

    from pagequality.text.arrays import Array, Floats, Ints
    from pagequality.training.examples import Examples

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


def tables(folder: Path, ids: list[str]) -> dict[str, Floats]:
    """Return the marks of these pages by group, and all groups together."""
    wanted = set(ids)
    found = {
        stored["id"]: marks(stored["html"], stored["url"])
        for stored in pages(folder)
        if stored["id"] in wanted
    }
    groups = {group: np.array([found[name][group] for name in ids]) for group in found[ids[0]]}
    return {TOGETHER: np.concatenate(list(groups.values()), axis=1), **groups}


def judged(table: Floats, examples: Examples, parts: list[tuple[Ints, Ints]]) -> Floats:
    """Return held-out scores of boosted trees on a table."""
    scores = np.full(len(table), np.nan)
    for inside, outside in parts:
        trees = HistGradientBoostingClassifier(
            max_iter=150, learning_rate=0.05, max_leaf_nodes=12, min_samples_leaf=15,
            early_stopping=False, random_state=SEED,
        )  # fmt: skip
        trees.fit(table[inside], examples.labels[inside], sample_weight=examples.weights[inside])
        scores[outside] = trees.decision_function(table[outside])
    return scores


def among_alike(scores: Floats, labels: Ints, kinds: Array) -> float:
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
    found = held_out(folder)
    labelled, rows, sums = found.labelled, found.rows, found.sums
    examples, parts = found.bench.examples, found.bench.parts
    slices = cross_validation.slices(labelled, rows)
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
    shared = float(spearmanr(alone[honest], sums["html"][honest]).statistic)
    labels, alone = examples.labels[web], alone[web]
    tenths = TENTHS * np.argsort(np.argsort(alone)) // len(alone)
    return {
        "limit": LIMIT,
        "figures": figures,
        "rank_correlation_on_honest_web_pages": round(shared, 4),
        "model_among_pages_alike": among_alike(sums["html"][web], labels, tenths),
        "marks_among_pages_alike": among_alike(alone, labels, tenths),
        "marks_among_pages_of_a_type": among_alike(alone, labels, labelled.page_type[rows][web]),
    }


def _row(labels: Ints, scores: Floats) -> dict[str, Any]:
    return {
        "pages": len(labels),
        "low": int(labels.sum()),
        "roc_auc": round(evaluation.roc_auc(labels, scores), 4),
        "roc_auc_interval": evaluation.interval(evaluation.roc_auc, labels, scores),
    }


def run(data: Path) -> None:
    """Measure, print, write."""
    found = report(data)
    for name, row in found["figures"].items():
        for part, figures in row.items():
            print(f"{name:38} {part:34} {figures['roc_auc']:.3f} {figures['roc_auc_interval']}")
    for name, figure in found.items():
        if isinstance(figure, float):
            print(f"{name.replace('_', ' ')}: {figure}")
    write_report("traps", found)
    for part in ("web", "web, trained on the other sources"):
        reached = found["figures"][TOGETHER][part]["roc_auc"]
        print(f"{part}: {reached} is {'above' if reached > LIMIT else 'within'} the limit {LIMIT}")
