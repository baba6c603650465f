"""The judge on sources of low pages that it was not trained on, each left out with all its sites.

Those outside the web and the wild slice that are mostly low: there recall means something, and
what they teach otherwise, their words, is left out here.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from joblib import Parallel, delayed

from models.judge.bench import Bench
from models.judge.cross_validation import judge_of
from models.judge.seed_pages import with_seeds
from models.judge.settings import SEED, chosen
from models.places import write_report
from pagequality.training import evaluation
from pagequality.training.examples import folds
from pagequality.training.fit import log_odds
from pagequality.training.wording import with_wording

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pagequality.text.arrays import Floats, Ints


GROUPS: Final = {
    "agc": "spam networks", "doorway": "spam networks", "low": "spam networks",
    "guestpost": "guest posts", "affiliate": "affiliates", "good": "personal", "ghblog": "personal",
}  # fmt: skip
"""Sources that are left out together; sources of the wild slice stand for themselves."""


_MOSTLY: Final = 0.5


def groups_of_sources(sources: list[str]) -> list[str]:
    """Return what is left out together: spam networks, sources of the web slice, the old web.

    >>> groups_of_sources(["agc:a", "low:b", "wild:farm", "wcxb", "mixed2", "dragnet"])
    ['spam networks', 'spam networks', 'wild:farm', 'wcxb', 'mixed', 'news and old web']
    """
    return [_group(source) for source in sources]


def _group(source: str) -> str:
    if source.startswith("wild:") or source == "wcxb":
        return source
    if source.startswith("mixed"):
        return "mixed"
    return GROUPS.get(source.partition(":")[0], "news and old web")


def sources_apart(bench: Bench) -> list[tuple[str, Ints, Ints, Floats]]:
    """For every group that is mostly low, train on the others: name, pages, rivals, log-odds.

    Most spam sources have no honest pages: their low pages are ranked against the honest
    pages of a third of the web slice's sites, held out at the same time: the rivals.
    """
    labelled, rows, examples = bench.labelled, bench.rows, bench.examples
    sources = np.array(groups_of_sources(labelled.source[rows].tolist()))
    web = np.flatnonzero(labelled.web[rows])
    rivals = web[folds(examples.take(web), 3, SEED)[0][1]]
    rivals = rivals[examples.labels[rivals] == 0]
    each = {source: np.flatnonzero(sources == source) for source in sorted(set(sources.tolist()))}
    each = {
        source: own for source, own in each.items()
        if not labelled.usual[rows[own]].any() and examples.labels[own].mean() > _MOSTLY
    }  # fmt: skip
    judged = Parallel(-1)(
        delayed(_unseen)(bench, own=own, away=np.union1d(own, rivals)) for own in each.values()
    )
    return [
        (source, own, np.setdiff1d(rivals, own), said)
        for (source, own), said in zip(each.items(), judged, strict=True)
    ]


def _unseen(bench: Bench, *, own: Ints, away: Ints) -> Floats:
    """Fit on the pages that are not away, none of the same source as some; judge those away."""
    labelled, rows = bench.labelled, bench.rows
    groups = np.array(groups_of_sources(labelled.source.tolist()))
    same = np.isin(groups, groups[rows[own]])
    inside = np.setdiff1d(rows[~same[rows]], rows[away])
    test = bench.examples.take(away)
    known = with_seeds(bench.teaching(inside, np.union1d(np.flatnonzero(same), rows[away])))
    _, train, others = with_wording(known, test, SEED, ridge=bench.settings.ridge)
    assert others is not None
    judged = np.full(len(rows), np.nan)
    judge, _ = judge_of(train, bench)
    judged[away] = log_odds(judge, others.vectors["html"])
    return judged


def leave_one_source_out(bench: Bench) -> Iterator[dict[str, Any]]:
    """For every group that is mostly low, train on the others and report how its pages rank."""
    labels = bench.labelled.low[bench.rows]
    for source, own, rivals, found in sources_apart(bench):
        row = _source_row(labels, found, own=own, rivals=rivals)
        print(json.dumps({"source": source, **row}), flush=True)
        yield {"source": source, **row}


def _source_row(labels: Ints, judged: Floats, *, own: Ints, rivals: Ints) -> dict[str, Any]:
    """Report one held-out source: AUC inside it, recall of its low pages against rivals."""
    low = own[labels[own] == 1]
    row: dict[str, Any] = {"pages": len(own), "low": len(low)}
    if 0 < len(low) < len(own):
        row["roc_auc"] = round(evaluation.roc_auc(labels[own], judged[own]), 4)
    if len(low):
        both = np.concatenate([low, rivals, own[labels[own] == 0]])
        recall = evaluation.recall_at_false_positives(labels[both], judged[both], 0.01)
        row["recall_at_1_false_positive"] = round(recall, 4)
    return row


def run(data: Path) -> None:
    """Leave out, print and write."""
    rows = list(leave_one_source_out(Bench(data, chosen())))
    mean = round(float(np.mean([row["recall_at_1_false_positive"] for row in rows])), 4)
    print(f"mean recall over {len(rows)} sources: {mean}")
    write_report("left_out", {"sources": rows, "mean_recall_of_mostly_low": mean})
