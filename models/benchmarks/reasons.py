"""Reasons, counted without a reader: what the first topics carry, and what they show.

The pages are those of the wild slice in one fold of whole sites; judge and wording are fitted on
the training part of that fold alone. Counted are the first five topics of each verdict; a lack
that accuses inside "other marks", which come last, counts wherever they stand, by a name of its
own.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from models.data import pages
from models.judge.bench import Bench
from models.judge.proving import proofs_of
from models.judge.seed_pages import with_seeds
from models.judge.settings import SEED, chosen
from models.judge.unseen import unseen
from models.places import LABELS, write_report
from pagequality.judge.scorer import Scorer
from pagequality.reading import read
from pagequality.signals.topics import OTHER, TOPICS
from pagequality.training.fit import fit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pagequality.judge.model import Model
    from pagequality.judge.topic import Topic
    from pagequality.judge.verdict import Verdict
    from pagequality.learned.wording.model import WordingModel

FIRST: Final = 5
FOLD: Final = 0
SPEAKS: Final = 0.1
"""Log-odds from which on a topic is said to accuse."""


class Judged(NamedTuple):
    """A page of the fold, its label and what a judge says of it that never saw its site."""

    id: str
    url: str
    low: int
    verdict: Verdict


def unseen_model(bench: Bench, number: int = FOLD) -> tuple[Model, dict[str, WordingModel]]:
    """Return a judge fitted on the training part of a fold, and the wording models with it."""
    inside, outside = (bench.rows[part] for part in bench.parts[number])
    known = bench.teaching(inside, outside)
    model, wording = fit(
        with_seeds(known), name="held out", seed=SEED, settings=bench.settings.fit,
        proofs=proofs_of(known),
    )  # fmt: skip
    return model, wording


def judged(data: Path, fold: int = FOLD) -> Iterator[Judged]:
    """Judge the wild pages of a fold."""
    bench = Bench(data, chosen())
    labelled = bench.labelled
    rows = bench.rows[bench.parts[fold][1]]
    low = {labelled.ids[i]: int(labelled.low[i]) for i in rows[labelled.wild[rows]].tolist()}
    model, wording = unseen_model(bench, fold)
    scorer, models = Scorer(model), unseen(data)
    for stored in pages(data):
        if stored["id"] in low:
            known = replace(models.of(stored["site"]), wording=wording)
            page = read(stored["html"], url=stored["url"], models=known)
            verdict = scorer.judge(page)
            if not verdict.abstained:
                yield Judged(stored["id"], stored["url"], low[stored["id"]], verdict)


def counts(verdicts: Iterable[Verdict]) -> dict[str, Any]:
    """Count what the first topics of some verdicts carry and show.

    >>> counts([])["pages"]
    0
    """
    seen: Counter[str] = Counter()
    carried, by_topic = [], Counter[str]()
    for verdict in verdicts:
        first, size = verdict.topics[:FIRST], sum(map(_size, verdict.topics))
        carried.append(sum(map(_size, first)) / size if size else 1.0)
        accusing = [topic for topic in first if topic.contribution >= SPEAKS]
        told = [topic for topic in accusing if topic.name != OTHER]
        quotes = [quote.quote for topic in verdict.topics for quote in topic.evidence]
        seen["pages"] += 1
        seen["accusing"] += len(accusing)
        seen["told"] += len(told)
        seen["quoted"] += sum(bool(topic.evidence) for topic in told)
        seen["by a lack or a usual value"] += sum(map(_by_lack, told))
        others = [topic for topic in verdict.topics if topic.name == OTHER]
        seen["by a lack in other marks"] += sum(map(_by_lack, others))
        seen["twice"] += len(quotes) - len(set(quotes))
        by_topic.update({topic.name: topic.contribution for topic in verdict.topics})
    number = max(seen["pages"], 1)
    return {
        "pages": seen["pages"],
        "carried": float(np.mean(carried)) if carried else float("nan"),
        "accusing": seen["accusing"],
        "quoted": seen["quoted"] / max(seen["told"], 1),
        "by_lack": seen["by a lack or a usual value"],
        "other_by_lack": seen["by a lack in other marks"],
        "twice": seen["twice"],
        "contribution": {name: by_topic[name] / number for name in TOPICS},
    }


def _size(topic: Topic) -> float:
    return abs(topic.contribution)


def _by_lack(topic: Topic) -> int:
    """Count reasons that accuse by what is unknown, or no more than usual."""
    return sum(
        reason.contribution > 0 and not reason.value > reason.typical for reason in topic.reasons
    )


def called() -> dict[str, dict[str, int]]:
    """Count what a reader called the topics of forty verdicts; see ``labels/TOPICS.md``."""
    with (LABELS / "topics.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        name: dict(Counter(row["called"] for row in rows if row["low"] == low))
        for name, low in (("low", "1"), ("honest", "0"))
    }


def run(data: Path) -> None:
    """Count, for low and for honest pages apart."""
    found = list(judged(data))
    groups = {
        name: counts(page.verdict for page in found if page.low == low)
        for name, low in (("low", 1), ("honest", 0))
    }
    for name, group in groups.items():
        print(f"{name}: {group}", flush=True)
    write_report("reasons", {"fold": FOLD, "first": FIRST, **groups, "read": called()})
