"""Judge the promise model on whole sites held out.

- what headlines promise: F1 of each kind, on what both annotators said or neither did;
- kept or not: ROC AUC of pages that both annotators called not fully kept against those that
  both called kept, over all and by kind, with kinds told by the model; and what the published
  threshold, made inside the training part, does there;
- the same folds for three rivals: the cosine of headline and body in TF-IDF, the share of
  content words that the body lacks, and a linear model of the words of both;
- bait: ROC AUC of headlines whose two ratings add up to at least two, and that of the shipped
  model of social media's bait, which has seen none of them.

All is fitted on the training part: thresholds and lines on folds within it. Figures are means of
several deals of the sites into folds. Word lists, rules and settings were made by people who had
read these headlines: they flatter somewhat.
"""

from __future__ import annotations

import json
import timeit
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import scipy.sparse as sp
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from models.learned.promises import Fitted, means, models_to_measure, sites_in_folds
from models.learned.promises_data import Compared, compared
from models.places import write_report
from pagequality.learned.models import default_models
from pagequality.learned.promises.kinds import KINDS
from pagequality.learned.promises.measures import MEASURES
from pagequality.reading import read

if TYPE_CHECKING:
    from pathlib import Path

    from pagequality.text.arrays import Flags, Floats, Ints

FOLDS: Final = 10
DEALS: Final = 4
"""How often the sites are dealt into folds: one deal differs from another by some 0.01."""
FEWEST: Final = 25
"""A kind with fewer pages has no figure of its own."""
_BODY: Final = 20_000


def f1(chances: Floats, kinds: Ints, least: Floats) -> dict[str, Any]:
    """F1 of each kind, over all (micro) and as their mean (macro)."""
    rows, total = {}, np.zeros(3)
    for number, kind in enumerate(KINDS):
        agreed = kinds[:, number] >= 0
        told, truth = chances[agreed, number] >= least[agreed], kinds[agreed, number] == 1
        counts = np.array([(told & truth).sum(), (told & ~truth).sum(), (~told & truth).sum()])
        total += counts
        rows[kind] = {"headlines": int(truth.sum()), "f1": _f1(counts)}
    macro = float(np.mean([row["f1"] for row in rows.values()]))
    return {"micro": _f1(total), "macro": round(macro, 4), "kinds": rows}


def _f1(counts: Floats) -> float:
    right, false, missed = counts.tolist()
    return round(float(2 * right / max(2 * right + false + missed, 1)), 4)


def aucs(found: Compared, score: Floats) -> dict[str, Any]:
    """ROC AUC over all pages, and over those that promise each kind."""
    agreed = found.unkept >= 0
    rows: dict[str, Any] = {"pages": int(agreed.sum()), "auc": _auc(found.unkept, score, agreed)}
    for number, kind in enumerate(KINDS):
        own = agreed & (found.kinds[:, number] == 1)
        if own.sum() >= FEWEST and kind != "label":
            auc = _auc(found.unkept, score, own)
            rows[kind] = {"pages": int(own.sum()), "auc": auc}
    return rows


def _auc(truth: Ints, score: Floats, rows: Flags) -> float:
    return round(float(roc_auc_score(truth[rows], score[rows])), 4)


def linear_words(found: Compared, inside: Ints, away: Ints) -> Floats:
    """Score pages with a linear model of the words of headline and body."""
    parts = []
    for texts in (found.headlines, found.bodies):
        words = TfidfVectorizer(sublinear_tf=True, min_df=2)
        seen = words.fit_transform([texts[i][:_BODY] for i in inside])
        parts.append((seen, words.transform([texts[i][:_BODY] for i in away])))
    seen, new = (sp.hstack(both).tocsr() for both in zip(*parts, strict=True))
    agreed = found.unkept[inside] >= 0
    model = LogisticRegression(C=3.0, max_iter=1000)
    model.fit(seen[np.flatnonzero(agreed)], found.unkept[inside][agreed])
    score: Floats = model.decision_function(new)
    return score


def cosines(found: Compared, inside: Ints, away: Ints) -> Floats:
    """Score pages by how unlike headline and body are in TF-IDF."""
    words = TfidfVectorizer(sublinear_tf=True, stop_words="english")
    words.fit([found.bodies[i][:_BODY] for i in inside])
    head, body = (
        words.transform([texts[i][:_BODY] for i in away])
        for texts in (found.headlines, found.bodies)
    )
    score: Floats = -np.asarray(head.multiply(body).sum(axis=1)).ravel()
    return score


class Scores(NamedTuple):
    """What models that never saw a page's site say of it; a row a page."""

    chances: Floats
    least: Floats
    unkept: Floats
    accused: Flags
    bait: Floats


def scores_of(found: Compared, deal: int) -> Scores:
    """Fit and judge in folds of whole sites, dealt anew for every number."""
    fold, size = sites_in_folds(found.site, FOLDS, deal), len(found.ids)
    kept = Scores(
        np.zeros((size, len(KINDS))), np.zeros(size), np.zeros(size), np.zeros(size, bool),
        np.zeros(size),
    )  # fmt: skip
    for number in range(FOLDS):
        inside, away = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        fitted = Fitted(found, inside, seed=deal)
        kept.chances[away], kept.unkept[away] = fitted.unkept(found, away)
        kept.least[away] = fitted.kinds.thresholds[0]
        kept.accused[away] = kept.unkept[away] > fitted.accuses
        kept.bait[away] = means(fitted.baits, found.make[away])
    return kept


def rivals_of(found: Compared) -> dict[str, float]:
    """ROC AUC of three rivals, fitted in the folds of the first deal."""
    fold, size = sites_in_folds(found.site, FOLDS, 0), len(found.ids)
    scores = {"cosine of TF-IDF": np.zeros(size), "linear model of words": np.zeros(size)}
    for number in range(FOLDS):
        inside, away = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        scores["cosine of TF-IDF"][away] = cosines(found, inside, away)
        scores["linear model of words"][away] = linear_words(found, inside, away)
    cover = found.measures[:, list(MEASURES).index("cover")]
    scores["content words missing"] = -np.nan_to_num(cover, nan=0.5)
    return {name: aucs(found, score)["auc"] for name, score in scores.items()}


def mean_of(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the means of what several deals came to, and the one value where they agree.

    >>> mean_of([{"pages": 3, "auc": 0.5}, {"pages": 3, "auc": 1.0}])
    {'pages': 3, 'auc': 0.75}
    """
    first = rows[0]
    found: dict[str, Any] = {}
    for name, value in first.items():
        values = [row[name] for row in rows]
        if isinstance(value, dict):
            found[name] = mean_of(values)
        else:
            found[name] = value if len(set(values)) == 1 else round(float(np.mean(values)), 4)
    return found


def judge_pages(found: Compared) -> dict[str, Any]:
    """Judge in several deals of the sites, and say what they come to in the mean."""
    known, deals = found.unkept, []
    for deal in range(DEALS):
        scores = scores_of(found, deal)
        deals.append(
            {
                "promises": f1(scores.chances, found.kinds, scores.least),
                "not_fully_kept": aucs(found, scores.unkept),
                "at_the_threshold": {
                    "kept": int((known == 0).sum()),
                    "kept_accused": round(float(scores.accused[known == 0].mean()), 4),
                    "not_kept": int((known == 1).sum()),
                    "not_kept_found": round(float(scores.accused[known == 1].mean()), 4),
                },
                "bait": {
                    "bait": int(found.bait.sum()),
                    "auc": round(float(roc_auc_score(found.bait, scores.bait)), 4),
                },
            }
        )
    told = mean_of(deals)
    posts = default_models().clickbait.scores(found.headlines)
    told["bait"]["auc_by_posts"] = round(float(roc_auc_score(found.bait, posts)), 4)
    spread = sorted(deal["not_fully_kept"]["auc"] for deal in deals)
    told["not_fully_kept"]["deals"] = [spread[0], spread[-1]]
    return {
        "headlines": len(found.ids),
        "sites": len(np.unique(found.site)),
        "deals": DEALS,
        **told,
        "rivals": rivals_of(found),
    }


def judge_speed() -> float:
    """Milliseconds for a headline and a body of 600 words that has been read, best of several."""
    sentence = (
        "On Monday the mayor said that 7 residents of the village near the bridge were safe. "
    )
    page = read("<h1>7 ways to cross the bridge</h1>" + f"<p>{sentence * 4}</p>" * 10)
    models = default_models()
    row = models.promises.compared(page, page.headline).row

    def once() -> None:
        models.promises.compared(page, page.headline)
        if row is not None:
            models.promises.unkept(row)

    return round(min(timeit.repeat(once, number=1, repeat=400)) * 1000, 3)


def run(data: Path) -> None:
    """Measure, print and write."""
    found = judge_pages(compared(data, models_to_measure()))
    found["milliseconds"] = judge_speed()
    print(json.dumps(found, indent=1))
    write_report("promises", found)
