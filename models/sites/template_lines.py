"""What template lines taken out do to the judge's figures: each page as it is, and without them.

The lines of a site are those that a tracker would know of its pages, the further ones included.
Whole sites are dealt to two halves, and each half is scored by a judge that learned from the other:
none saw a site that it scores. They learned from pages as they are, as the shipped judge did.

That lines of fewer than five words stay was chosen with both halves in view: without that rule ROC
AUC fell by 0.003 on the first and by 0.001 on the second, with it by 0.001 and not at all.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from models.data import pages
from models.judge.bench import Bench
from models.judge.bootstrap import figures, over_sites
from models.judge.labelled import LEARNED_OF_HEADLINES
from models.judge.settings import SEED, chosen
from models.judge.unseen import unseen
from models.places import write_report
from models.sites.page_scores import scores_apart, to_score
from models.sites.sketches import sketched
from pagequality.judge.vector import vector
from pagequality.learned.odds import sigmoids
from pagequality.learned.wording import views
from pagequality.page.template import without
from pagequality.reading import read
from pagequality.sites.marks import key_of
from pagequality.sites.sample import KEPT
from pagequality.sites.template import template_lines
from pagequality.training import evaluation
from pagequality.training.examples import folds, joined

if TYPE_CHECKING:
    from pathlib import Path

    from models.judge.bootstrap import Measure
    from models.judge.labelled import Labelled
    from models.sites.sketches import Sketched
    from pagequality.page.template import TemplateLines
    from pagequality.text.arrays import Floats, Ints
    from pagequality.training.examples import Examples

FEWEST: Final = 4
"""Pages that a site must have."""
_HALVES: Final = 2
_MEASURES: Final[dict[str, Measure]] = {
    "roc_auc": evaluation.roc_auc,
    "average_precision": evaluation.average_precision,
    "recall_at_1_false_positive": lambda low, chances: evaluation.recall_at_false_positives(
        low, chances, 0.01
    ),
    "honest_above_half": lambda low, chances: float((chances[low == 0] >= 0.5).mean()),
}  # fmt: skip


class Second(NamedTuple):
    """Labelled pages whose main content has lines of their site's template.

    Attributes:
        rows: of those that lost some, in `measured`.
        examples: what they are without them.
        kept: how many lost none, since too little would have been left.
    """

    rows: Ints
    examples: Examples
    kept: int


def lines_of(found: Sketched) -> dict[str, TemplateLines]:
    """Return the template lines of each site with pages enough, of those a tracker would keep."""
    own = defaultdict(list)
    for i in np.flatnonzero(found.judged).tolist():
        own[str(found.site[i])].append(i)
    kept = {
        site: sorted(rows, key=lambda i: key_of(str(found.id[i])))[:KEPT]
        for site, rows in own.items() if len(rows) >= FEWEST
    }  # fmt: skip
    return {site: template_lines(found.sketch[i] for i in rows) for site, rows in kept.items()}


def second(data: Path, bench: Bench, lines: dict[str, TemplateLines]) -> Second:
    """Read the labelled pages of some sites again, without the lines."""
    labelled = bench.labelled
    place = {labelled.ids[row]: int(row) for row in bench.rows}
    rows, vectors, said, words, kept = [], [], [], [], 0
    for stored in pages(data, collections=("wild",)):
        row = place.get(stored["id"])
        if row is None or not lines.get(stored["site"]):
            continue
        page = read(stored["html"], url=stored["url"], models=unseen(data).of(stored["site"]))
        other = without(page, lines[stored["site"]])
        if other is page:
            continue
        if np.array_equal(other.is_main, page.is_main):
            kept += 1
            continue
        rows.append(row)
        vectors.append(_as_known(vector(other), labelled.vectors[row]))
        said.append(views(other))
        words.append(len(other.main_words))
    told = {view: [one[view] for one in said] for view in labelled.views}
    sites = labelled.site[rows]
    examples = to_score(np.array(vectors), told, words=np.array(words), sites=sites)
    return Second(np.array(rows), examples, kept)


def _as_known(values: Floats, before: Floats) -> Floats:
    """Leave unknown what was learned from the headlines of this page, as it was before."""
    hidden = [column for column in LEARNED_OF_HEADLINES if np.isnan(before[column])]
    values[hidden] = np.nan
    return values


def both_ways(bench: Bench, rows: Ints, other: Second) -> Floats:
    """Return held-out log-odds of labelled pages: as they are, and without the lines."""
    labelled, sums = bench.labelled, np.full((len(bench.rows), 2), np.nan)
    place = {int(row): at for at, row in enumerate(bench.rows)}
    again = np.array([place[int(row)] for row in other.rows])
    for number, (inside, outside) in enumerate(folds(bench.examples, _HALVES, SEED)):
        mine = np.flatnonzero(np.isin(again, outside))
        own = bench.rows[outside]
        asked = to_score(
            labelled.vectors[own],
            {view: [texts[row] for row in own] for view, texts in labelled.views.items()},
            words=labelled.words[own],
            sites=labelled.site[own],
        )
        said = scores_apart(
            bench, joined(asked, other.examples.take(mine)), inside=inside, outside=outside
        )
        sums[outside] = said[: len(own), np.newaxis]
        sums[again[mine], 1] = said[len(own) :]
        print(f"half {number + 1}: {len(own)} pages scored", flush=True)
    return sums[[place[int(row)] for row in rows]]


def compared(low: Ints, sums: Floats, sites: list[str]) -> dict[str, Any]:
    """Return the figures of pages as they are and without the lines, and how far these differ."""
    chances = sigmoids(sums)
    return {
        "as_they_are": figures(low, chances[:, 0], sites),
        "without_lines": figures(low, chances[:, 1], sites),
        "difference": {
            name: {
                "value": round(_gain(measure)(low, chances), 4),
                "interval": over_sites(_gain(measure), low, chances, sites=sites),
            }
            for name, measure in _MEASURES.items()
        },
    }


def _gain(measure: Measure) -> Measure:
    """Return how much larger a measure is of the second column than of the first."""
    return lambda low, both: measure(low, both[:, 1]) - measure(low, both[:, 0])


def effect(labelled: Labelled, rows: Ints, sums: Floats, *, other: Second) -> dict[str, Any]:
    """Return how many pages lost how much, and by how much their log-odds moved."""
    before, low = labelled.words[other.rows], labelled.low[rows]
    gone = before - other.examples.weights
    moved, changed = sums[:, 1] - sums[:, 0], np.isin(rows, other.rows)
    return {
        "pages": len(other.rows),
        "low": int(labelled.low[other.rows].sum()),
        "left_as_they_are": other.kept,
        "words_out": round(float(gone.sum() / labelled.words[rows].sum()), 4),
        "words_out_of_them": quantiles(gone / before),
        "log_odds_moved_low": quantiles(moved[changed & (low == 1)]),
        "log_odds_moved_honest": quantiles(moved[changed & (low == 0)]),
    }


def run(data: Path) -> None:
    """Score both ways, print and write."""
    bench, found = Bench(data, chosen()), sketched(data)
    labelled, lines = bench.labelled, lines_of(found)
    known = np.isin(labelled.site, list(lines)) & labelled.wild
    rows = bench.rows[known[bench.rows]]
    other = second(data, bench, lines)
    sums = both_ways(bench, rows, other)
    low, sites, changed = labelled.low[rows], labelled.site[rows], np.isin(rows, other.rows)
    report = {
        "sites": len(np.unique(sites)),
        "sites_with_lines": sum(bool(lines[site]) for site in np.unique(sites).tolist()),
        "changed": effect(labelled, rows, sums, other=other),
        "all_pages": compared(low, sums, sites.tolist()),
        "changed_pages": compared(low[changed], sums[changed], sites[changed].tolist()),
    }
    print(json.dumps(report, indent=1))
    write_report("template_lines", report)


def quantiles(values: Floats) -> list[float]:
    """Return the tenth, the half and nine tenths.

    >>> quantiles(np.arange(11.0))
    [1.0, 5.0, 9.0]
    """
    return [round(float(value), 4) for value in np.quantile(values, [0.1, 0.5, 0.9])]
