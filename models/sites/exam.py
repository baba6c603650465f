"""The exam of site verdicts: whole sites held out, from few pages and from many."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from models.judge.bootstrap import over_sites
from models.places import write_report
from models.sites.draws import draws, wild_sites
from models.sites.fitting import FOLDS, OF_SCORES, Table, fitted, parts, paths, predict, table_of
from models.sites.invented import DOORWAYS, HONEST
from pagequality.learned.odds import sigmoids
from pagequality.page.sketch import sketch
from pagequality.reading import read
from pagequality.sites import doorways
from pagequality.sites.marks import PageMark
from pagequality.sites.sequential import Promise
from pagequality.training import evaluation

if TYPE_CHECKING:
    from pathlib import Path

    from models.sites.draws import Draws, Sites
    from pagequality.text.arrays import Array, Floats, Ints

PAGES: Final = (1, 2, 4, 8, 16)
_FEWEST_SKETCHED: Final = 4
"""Pages that a site must have for doorways to be looked for at all."""


class Judged(NamedTuple):
    """Held-out log-odds of every draw of a low or honest site, by way of judging.

    Attributes:
        table: the draws.
        said: by way: ours, ours from scores alone, the mean, and deciles with a linear model.
        evidence: ours, as the sequential test takes it.
    """

    table: Table
    said: dict[str, Floats]
    evidence: Floats


def judged(drawn: Draws, sites: Sites) -> Judged:
    """Judge every site by models that never saw it; choices are made inside."""
    table, rows = table_of(drawn, sites.label)
    ours, evidence, scores, linear = (np.zeros(len(table.site)) for _ in range(4))
    deciles = drawn.deciles[rows]
    for inside, outside in parts(table, FOLDS):
        model = fitted(table.take(inside))
        ours[outside] = predict(model, table.take(outside))
        evidence[outside] = [model.evidence(float(one)) for one in ours[outside]]
        blind = table.take(outside)
        blind.values[:, OF_SCORES:] = np.nan
        scores[outside] = predict(model, blind)
        plain = LogisticRegression(max_iter=1000).fit(deciles[inside], table.low[inside])
        linear[outside] = plain.decision_function(deciles[outside])
    mean = drawn.mean[rows]
    said = {"ours": ours, "scores alone": scores, "mean": np.log(mean / (1 - mean)),
            "deciles and linear model": linear}  # fmt: skip
    return Judged(table, said, evidence)


def from_few(found: Judged, way: str) -> dict[str, Any]:
    """Return ROC AUC by number of pages; of our way also what the promise of 1 % and 5 % calls."""
    report: dict[str, Any] = {}
    for pages in PAGES:
        rows = found.table.pages == pages
        low, said = found.table.low[rows], found.said[way][rows]
        sites = found.table.site[rows].tolist()
        report[str(pages)] = {
            "sites": len(set(sites)),
            "roc_auc": round(evaluation.roc_auc(low, said), 4),
            "roc_auc_interval": over_sites(evaluation.roc_auc, low, said, sites=sites),
            "low_found_at_1_false_alarm": round(
                evaluation.recall_at_false_positives(low, said, 0.01), 4
            ),
        }
        if way == "ours":
            report[str(pages)] |= _called(found.evidence[rows], low)
    return report


def _called(evidence: Floats, low: Ints) -> dict[str, float]:
    """Return what is called low and honest when all pages have been seen."""
    promise = Promise()
    shares = {
        "low_called_low": evidence[low == 1] >= promise.low,
        "honest_called_low": evidence[low == 0] >= promise.low,
        "low_called_honest": evidence[low == 1] <= promise.honest,
        "honest_called_honest": evidence[low == 0] <= promise.honest,
    }
    return {name: round(float(called.mean()), 4) for name, called in shares.items()}


def on_same_sites(found: Judged) -> dict[str, Any]:
    """Return the ROC AUC of each way on the sites that have the most pages."""
    last = found.table.pages == max(PAGES)
    same = np.isin(found.table.site, found.table.site[last])
    return {
        way: {
            str(pages): round(evaluation.roc_auc(found.table.low[rows], said[rows]), 4)
            for pages in PAGES for rows in [same & (found.table.pages == pages)]
        }
        for way, said in found.said.items()
    }  # fmt: skip


def calibration(found: Judged) -> dict[str, Any]:
    """Return how probabilities hold, for as many low sites as honest ones, by number of pages."""
    report = {}
    for pages in PAGES:
        rows = found.table.pages == pages
        low, chance = found.table.low[rows], sigmoids(found.said["ours"][rows])
        weight = np.where(low == 1, 0.5 / low.mean(), 0.5 / (1 - low.mean()))
        bins = np.minimum((chance * 5).astype(int), 4)
        report[str(pages)] = [
            {"given": round(float(np.average(chance[own], weights=weight[own])), 3),
             "low": round(float(np.average(low[own], weights=weight[own])), 3),
             "draws": int(own.sum())}
            for number in range(5) for own in [bins == number] if own.any()
        ]  # fmt: skip
    return report


def sequential(found: Judged, groups: Array, promise: Promise) -> dict[str, Any]:
    """Feed pages one after another until the test decides; return errors and pages by group."""
    ended: defaultdict[str, list[tuple[int, str, int]]] = defaultdict(list)
    for rows in paths(found.table):
        steps = [
            (i, promise.step(float(found.evidence[i]), int(found.table.pages[i]))) for i in rows
        ]
        last, step = next((one for one in steps if one[1] != "go on"), steps[-1])
        row = (int(found.table.low[last]), step, int(found.table.pages[last]))
        ended["all"].append(row)
        ended[str(groups[last])].append(row)
    return {group: _outcome(runs) for group, runs in sorted(ended.items())}


def _outcome(runs: list[tuple[int, str, int]]) -> dict[str, Any]:
    """Return how runs of the test ended."""
    low = [run for run in runs if run[0] == 1]
    honest = [run for run in runs if run[0] == 0]
    decided = [run for run in runs if run[1] != "go on"]
    return {
        "runs": len(runs),
        "low": len(low),
        "decided": round(len(decided) / len(runs), 4),
        "pages_until_decided": round(float(np.mean([run[2] for run in decided])), 2)
        if decided else None,
        "honest_called_low": _share(honest, "low"),
        "low_called_honest": _share(low, "honest"),
        "low_called_low": _share(low, "low"),
        "honest_called_honest": _share(honest, "honest"),
    }  # fmt: skip


def _share(runs: list[tuple[int, str, int]], step: str) -> float | None:
    return round(sum(run[1] == step for run in runs) / len(runs), 4) if runs else None


def doorway_figures(sites: Sites) -> dict[str, Any]:
    """Look for doorways among all pages of each site, in the families, and on invented sites."""
    recall: dict[str, Any] = {}
    called: defaultdict[str, list[str]] = defaultdict(list)
    looked: defaultdict[str, int] = defaultdict(int)
    names = {1: "low", 0: "honest", -1: "mixed"}
    for site, marks in sites.marks.items():
        found = doorways.find(marks)
        family = sites.family[site]
        if "doorway" in family:
            mine = [i for i, name in enumerate(family) if name == "doorway"]
            hits = sum(i in found.pages for i in mine)
            recall[site] = {"pages": len(mine), "found": hits}
        elif len(marks) >= _FEWEST_SKETCHED:
            label = "honest family" if "honest" in family else names[sites.label[site]]
            looked[label] += 1
            if found.pages:
                called[label].append(site)
    pages = sum(row["pages"] for row in recall.values())
    return {
        "families": recall,
        "families_found": sum(row["found"] > 0 for row in recall.values()),
        "page_recall": round(sum(row["found"] for row in recall.values()) / pages, 4),
        "other_sites": {
            label: {"sites": number, "called": called[label]} for label, number in looked.items()
        },
        "invented": {
            "doorways": {name: len(_invented(pages).pages) for name, pages in DOORWAYS.items()},
            "honest": {name: len(_invented(pages).pages) for name, pages in HONEST.items()},
        },
    }


def _invented(pages: list[str]) -> doorways.Doorways:
    marks = [
        PageMark(number, f"https://invented.example/{number}", 0.0, sketch=sketch(read(page), page))
        for number, page in enumerate(pages)
    ]
    return doorways.find(marks)


def run(data: Path) -> None:
    """Examine, print and write."""
    sites, drawn = wild_sites(data), draws(data)
    found = judged(drawn, sites)
    kind = np.array([sites.source[site] for site in found.table.site.tolist()])
    report = {
        "sites": {
            name: sum(sites.label[site] == label for site in sites.marks)
            for label, name in ((1, "low"), (0, "honest"), (-1, "mixed"))
        },
        "from_few_pages": {way: from_few(found, way) for way in found.said},
        "on_the_same_sites": on_same_sites(found),
        "calibration": calibration(found),
        "sequential": sequential(found, kind, Promise()),
        "sequential_with_a_budget_of_12": sequential(found, kind, Promise(budget=12))["all"],
        "doorways": doorway_figures(sites),
    }
    for way, rows in report["from_few_pages"].items():
        print(f"{way:26}", {pages: row["roc_auc"] for pages, row in rows.items()})
    print("sequential", report["sequential"]["all"])
    write_report("sites", report)
