"""What the model of dead ends hears in sentences that it never saw, and which pages it refuses.

Sentences that were written are judged by models of the other ones, by lot; sentences of pages by
models that know no sentence of their sites. An author's other sentences teach, so that what is
found of a new author's is less: the exam tells. The short honest pages are those that a model of
other sites reads: what it refuses that the rules let pass is its own false alarm. The exam of pages
was written by authors who had seen neither rules nor sentences: dead ends in free wordings, and
honest pages that mislead. The limits of `pagequality.reading.talk` were mended after its second set
was read.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from sklearn.metrics import roc_auc_score

from models.artefacts import small_models
from models.data import labels, pages
from models.learned.dead_ends import OnPages, Written, as_model, fit_all, on_pages, written
from models.places import SEEDS, write_report
from pagequality.learned.dead_ends import KINDS, DeadEndModel
from pagequality.learned.word_groups import BUCKETS
from pagequality.reading import read
from pagequality.reading.first_blocks import SHORT
from pagequality.reading.talk import by_talk

if TYPE_CHECKING:
    from pathlib import Path

    from pagequality.text.arrays import Array, Floats, Ints

EXAM: Final = SEEDS / "exam" / "dead_ends.jsonl"
FOLDS: Final = 5
FALSE: Final = 0.01
"""Share of sentences of pages that lie above the point at which what is found is counted."""
_SEED: Final = 2026


def part_of(site: str) -> int:
    """Return the fold of a site."""
    return zlib.crc32(site.encode()) % FOLDS


def lots(count: int) -> Ints:
    """Draw the fold of each sentence that was written."""
    drawn: Ints = np.random.default_rng(_SEED).integers(0, FOLDS, count)
    return drawn


def models_of_folds(said: Written, others: OnPages) -> list[DeadEndModel]:
    """Fit a model on all folds but one, for each."""
    own, part = lots(len(said.text)), _parts(others.site)
    found = []
    for fold in range(FOLDS):
        taught = Written(
            said.kind[own != fold], [said.text[i] for i in np.flatnonzero(own != fold)]
        )
        rest = [others.text[i] for i in np.flatnonzero(part != fold)]
        found.append(as_model(*fit_all(taught, rest)))
    return found


def _parts(sites: Array) -> Ints:
    return np.array([part_of(site) for site in sites.tolist()], np.intp)


def heard(models: list[DeadEndModel], said: Written, others: OnPages) -> dict[str, Any]:
    """Return how well sentences are told apart, each by the model that never saw it."""
    of_written = _scores(models, said.text, lots(len(said.text)))
    of_pages = _scores(models, others.text, _parts(others.site))[:, 0]
    speaks = said.kind != "none"
    found, hard = of_written[speaks, 0], of_written[~speaks, 0]
    point = float(np.quantile(of_pages, 1 - FALSE))
    right = np.array(KINDS)[of_written[speaks, 1:].argmax(axis=1)] == said.kind[speaks]
    return {
        "written": int(speaks.sum()),
        "hard": len(hard),
        "on_pages": len(of_pages),
        "auc": _auc(found, of_pages),
        "auc_hard": _auc(found, hard),
        "found": round(float((found > point).mean()), 3),
        "alarms_hard": round(float((hard > point).mean()), 3),
        "right_kind": round(float(right.mean()), 3),
    }


def _scores(models: list[DeadEndModel], texts: list[str], part: Ints) -> Floats:
    scores = np.zeros((len(texts), 1 + len(KINDS)))
    for fold, model in enumerate(models):
        rows = np.flatnonzero(part == fold)
        scores[rows] = model.log_odds([texts[i] for i in rows])
    return scores


def _auc(high: Floats, low: Floats) -> float:
    truth = np.concatenate([np.ones(len(high)), np.zeros(len(low))])
    return round(float(roc_auc_score(truth, np.concatenate([high, low]))), 3)


def refused(data: Path, models: list[DeadEndModel]) -> dict[str, dict[str, Any]]:
    """Count the short pages with content that the model alone would refuse, by label."""
    known, judged = small_models(), labels(data)
    read_so: dict[str, list[str]] = {"0": [], "1": []}
    told: dict[str, list[str]] = {"0": [], "1": []}
    for stored in pages(data):
        label = judged.get(stored["id"], {}).get("low")
        if label not in read_so:
            continue
        own = replace(known, dead_ends=models[part_of(stored["site"])])
        page = read(stored["html"], url=stored["url"], models=own)
        found = by_talk(page)
        if len(page.main_words) <= SHORT and (page.state.notice is None or page.state == found):
            read_so[label].append(stored["id"])
            told[label] += [stored["id"]] if found else []
    names = {"honest": "0", "low": "1"}
    return {name: {"pages": len(read_so[low]), "refused": told[low]} for name, low in names.items()}


def exam() -> dict[str, dict[str, int]]:
    """Count by set of the exam which dead ends and honest pages rules and both together refuse."""
    known = small_models()
    deaf = replace(known, dead_ends=_deaf())
    counts: dict[str, Counter[str]] = {}
    for line in EXAM.read_text("utf-8").splitlines():
        row = json.loads(line)
        count = counts.setdefault(row["set"], Counter())
        kind = "honest" if row["expected"] == "content" else "dead"
        count[kind] += 1
        for way, models in (("by rules", deaf), ("by both", known)):
            count[f"{kind} {way}"] += read(row["html"], models=models).state.notice is not None
    return {name: dict(count) for name, count in counts.items()}


def _deaf() -> DeadEndModel:
    """Return a model to which nothing sounds like a dead end."""
    shape = (BUCKETS + 1, 1 + len(KINDS))
    return DeadEndModel.with_weights(np.full(shape[1], -9.0), np.zeros(shape), np.zeros(shape))


def run(data: Path) -> None:
    """Print the figures and write them."""
    said, others = written(), on_pages(data)
    models = models_of_folds(said, others)
    figures = {
        "sentences": heard(models, said, others),
        "short_pages": refused(data, models),
        "exam": exam(),
    }
    for name, values in figures.items():
        print(name, values)
    write_report("dead_ends", figures)
