"""Judge the judge: the exam, all of it on sites that were held out.

No one figure is judgement. The wild slice has small sites of every kind, and a provenance of its
own; the web slice is a mixed crawl; within one wild source that provenance says nothing; on pairs
of one topic the topic says nothing; where contents stand in other pages' templates, the template
says the wrong thing. Plain text comes beside them, and whole sources left out in `left_out`. What
raises one of these and lowers another follows where pages came from.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from models.data import labels as labels_of
from models.data import pages
from models.judge.bootstrap import figures, over_sites
from models.judge.columns import FEWEST
from models.judge.cross_validation import FAMILIES, slices
from models.judge.held_out import HeldOut, held_out
from models.judge.pairs import pairs_of
from models.judge.settings import FOLDS, SEED
from models.places import write_report
from pagequality.judge.abstention import reasons_to_abstain
from pagequality.learned.odds import logit, sigmoid, sigmoids
from pagequality.reading import read
from pagequality.signals import NAMED_FAMILIES
from pagequality.training import evaluation
from pagequality.training.examples import folds
from pagequality.training.fit import fit_families

if TYPE_CHECKING:
    from pathlib import Path

    from models.judge.bench import Bench
    from models.judge.labelled import Labelled
    from pagequality.text.arrays import Floats, Ints

WORST: Final = 6


def family_figures(bench: Bench) -> dict[str, Any]:
    """How well each family's score finds what annotators flagged, by site-grouped folds.

    A page whose score is unknown is not flagged: it counts as one with score 0.
    """
    labelled = bench.labelled
    rows = np.flatnonzero(np.isfinite(labelled.score))
    examples = bench.of(rows)
    examples = replace(examples, labels=np.maximum(examples.labels, 0))
    figures: dict[str, Any] = {}
    scores = {family: np.full(len(rows), np.nan) for family in NAMED_FAMILIES}
    for inside, outside in folds(examples, FOLDS, SEED):
        flags = {family: flag[rows][inside] for family, flag in labelled.flags.items()}
        fitted = fit_families(labelled.vectors[rows][inside], flags)
        for name, family in fitted.items():
            scores[name][outside] = [family.score(v) for v in labelled.vectors[rows][outside]]
    for name, given in scores.items():
        flag = labelled.flags[name][rows]
        figures[name] = {
            "flagged": int(flag.sum()),
            "roc_auc": round(evaluation.roc_auc(flag, np.nan_to_num(given)), 4),
        }
    return figures


def worst(labelled: Labelled, rows: Ints, sums: Floats) -> dict[str, Any]:
    """Name the pages of the web and the wild slice that the held-out judge got most wrong."""
    labels, usual = labelled.low[rows], np.flatnonzero(labelled.usual[rows])
    order = usual[np.argsort(sums[usual])]
    honest, low = order[labels[order] == 0], order[labels[order] == 1]
    return {
        name: [
            {
                "id": labelled.ids[rows[i]],
                "score": int(labelled.score[rows[i]]),
                "page_type": str(labelled.page_type[rows[i]]),
                "words": int(labelled.words[rows[i]]),
                "probability": round(sigmoid(float(sums[i])), 3),
            }
            for i in places
        ]
        for name, places in (("false alarms", honest[-WORST:][::-1]), ("misses", low[:WORST]))
    }


def abstentions(folder: Path) -> dict[str, Any]:
    """How often each reason to abstain is given, on judgeable pages and on the others."""
    known = labels_of(folder)
    counts: dict[str, Counter[str]] = {"judgeable": Counter(), "not judgeable": Counter()}
    for stored in pages(folder):
        part = "not judgeable" if known[stored["id"]]["score"] == "x" else "judgeable"
        found = reasons_to_abstain(read(stored["html"], url=stored["url"]))
        counts[part][found[0].code if found else "judged"] += 1
    return {part: dict(sorted(counter.items())) for part, counter in counts.items()}


def by_source(found: HeldOut) -> dict[str, Any]:
    """Return the figures of each source of the wild slice, and their mean ROC AUC."""
    labelled, rows, labels = found.labelled, found.rows, found.labels
    sources = labelled.source[rows]
    chances, sites = sigmoids(found.sums["html"]), labelled.site[rows]
    table = {
        str(source): figures(labels[own], chances[own], sites[own].tolist())
        for source in sorted(set(sources[labelled.wild[rows]].tolist()))
        for own in [sources == source]
    }
    areas = [
        row["roc_auc"] for row in table.values()
        if min(row["low"], row["pages"] - row["low"]) >= FEWEST
    ]  # fmt: skip
    return {"sources": table, "mean_roc_auc": round(float(np.mean(areas)), 4)}


def swapped(found: HeldOut) -> dict[str, Any]:
    """Return how contents rank in other pages' templates, and what remains of content and template.

    The shares are those of a least-squares line of a swapped page's log-odds on the log-odds of the
    two pages that it was made of.
    """
    swaps, own = found.bench.swaps, found.sums["html"]
    place = {int(row): at for at, row in enumerate(found.rows)}
    content, template = (
        np.array([place[int(row)] for row in np.concatenate(rows)])
        for rows in ([part.content for part in swaps], [part.template for part in swaps])
    )
    sums, labels = found.sums["swapped"], found.labels[content]
    sides = np.stack([own[content], own[template], np.ones(len(sums))], axis=1)
    shares = np.linalg.lstsq(sides, sums, rcond=None)[0]
    return {
        "pages": len(sums),
        "crossed_roc_auc": round(evaluation.roc_auc(labels, sums), 4),
        "crossed_roc_auc_interval": over_sites(
            evaluation.roc_auc,
            labels,
            sums,
            sites=found.labelled.site[found.rows[content]].tolist(),
        ),
        "own_roc_auc": round(evaluation.roc_auc(labels, own[content]), 4),
        "share_of_content": round(float(shares[0]), 3),
        "share_of_template": round(float(shares[1]), 3),
    }


def calibration(found: HeldOut) -> dict[str, Any]:
    """Compare probabilities with labels where the slice's own share of low pages is the prior.

    Probabilities hold at the share of low pages over both slices, every site weighed down to a few
    pages. Who knows the share in a crawl gives it as ``prior``; so it is done here.
    """
    labels, usual = found.labels, found.bench.examples.usual
    base = logit(float(np.average(labels, weights=usual)))
    table = {}
    for name, part in slices(found.labelled, found.rows).items():
        own, share = labels[part], float(labels[part].mean())
        given = sigmoids(found.sums["html"][part] + logit(share) - base)
        table[name] = {
            "prior": round(share, 4),
            "calibration_error": round(evaluation.calibration_error(own, given), 4),
            "calibration_error_interval": evaluation.interval(
                evaluation.calibration_error, own, given
            ),
            "brier": round(evaluation.brier(own, given), 4),
            "reliability": reliability(own, given),
        }
    return table


def reliability(labels: Ints, probabilities: Floats) -> list[dict[str, Any]]:
    """Return the table of `evaluation.reliability` with the interval of each share."""
    return [
        row | {"interval": evaluation.wilson(round(row["low"] * row["pages"]), int(row["pages"]))}
        for row in evaluation.reliability(labels, probabilities)
    ]


def family_shares(found: HeldOut) -> dict[str, Any]:
    """Return the share of each family in what is added to the log-odds, on low and honest pages.

    The share is that of the mean of absolute sums; ``adds`` is the mean itself, so that its sign
    tells whether a family speaks against these pages or for them.
    """
    added, usual = found.sums["families"], found.labelled.usual[found.rows]
    table: dict[str, Any] = {family: {} for family in FAMILIES}
    for name, label in (("low", 1), ("honest", 0)):
        own = added[usual & (found.labels == label)]
        sizes = np.abs(own).mean(axis=0)
        for family, size, mean in zip(FAMILIES, sizes / sizes.sum(), own.mean(axis=0), strict=True):
            table[family][name] = {"share": round(float(size), 4), "adds": round(float(mean), 3)}
    return table


def evaluate(found: HeldOut) -> dict[str, Any]:
    """Return every figure of the report."""
    labels, sums, bench = found.labels, found.sums, found.bench
    report: dict[str, Any] = {"site_grouped": {}, "plain_text": {}}
    for name, part_of in slices(found.labelled, found.rows).items():
        for part, source in (("site_grouped", "html"), ("plain_text", "text")):
            probabilities = sigmoids(sums[source][part_of])
            report[part][name] = evaluation.summary(labels[part_of], probabilities)
    report["wild"] = by_source(found)
    report["same_topic"] = pairs_of(found.labelled, found.rows).figures(sums["html"])
    report["swapped"] = swapped(found)
    usual = found.labelled.usual[found.rows]
    report["reliability"] = reliability(labels[usual], sigmoids(sums["html"][usual]))
    report["calibration"] = calibration(found)
    report["family_shares"] = family_shares(found)
    report["worst"] = worst(found.labelled, found.rows, sums["html"])
    report["families"] = family_figures(bench)
    return report


def show(report: dict[str, Any]) -> None:
    """Print the report as tables."""
    columns = (
        "pages", "low", "roc_auc", "average_precision", "recall_at_95_precision",
        "recall_at_1_false_positive", "calibration_error",
    )  # fmt: skip
    for part in ("site_grouped", "plain_text"):
        print(f"\n{part:14}" + "".join(f"{name[:18]:>20}" for name in columns))
        for name, row in report[part].items():
            print(f"{name:14}" + "".join(f"{row[column]:>20}" for column in columns))
    for name, row in report["wild"]["sources"].items():
        print(f"{name:16}", json.dumps(row))
    for name in ("same_topic", "swapped", "families", "calibration", "family_shares"):
        print(f"\n{name}:", json.dumps(report[name]))


def run(data: Path) -> None:
    """Cross-validate, print and write."""
    report = evaluate(held_out(data))
    report["abstentions"] = abstentions(data)
    show(report)
    write_report("judge", report)
