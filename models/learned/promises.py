"""Fit the promise model: what headlines promise, and whether pages keep it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from sklearn.ensemble import ExtraTreesRegressor
from sklearn.linear_model import LogisticRegression

from models.artefacts import write_small_model
from models.learned.headline_data import groups
from models.learned.promises_data import Compared, compared
from models.places import DEFAULT
from pagequality.learned.bundle import open_bundle
from pagequality.learned.models import Models
from pagequality.learned.odds import sigmoid, sigmoids
from pagequality.learned.promises.checks import SURE
from pagequality.learned.promises.cues import CUES
from pagequality.learned.promises.forest import Forest
from pagequality.learned.promises.kinds import FIRST, KINDS, KindModel, heard
from pagequality.learned.promises.model import BAIT_ROW, ROW, PromiseModel, held_back, row_of

if TYPE_CHECKING:
    from pathlib import Path

    from pagequality.text.arrays import Array, Floats, Ints

OWN: Final = {
    "items": "counts counts_plural leads_number",
    "answer": "asks asks_openly asks_yes_no asks_later answer",
    "steps": "how_to steps dish",
    "test": "test compare best_product",
    "figure": "figure money percent number_other",
    "event": "news news_old verb_after_name",
    "claim": "claim claim_mild exclaims hype",
    "service": "service service_in_place in_place place state need",
    "offer": "download download_first download_last",
    "topic": "topic topic_first nothing",
    "label": "label label_first label_last nothing words_two names_only",
}
"""The cues made for each kind: the ridge holds them back less than the others."""
OWN_SCALE: Final = 2.0
OTHER_SCALE: Final = 0.6
HEARD_SCALE: Final = 2.0
LEAST: Final = 0.35
"""A promise is told from this chance on."""
TREES: Final = 200
BAIT_TREES: Final = 80
LEAF: Final = 3
ASKED_SHARE: Final = 0.3
INNER: Final = 5
FALSE_ALARMS: Final = 0.03
"""Share of kept promises above the published threshold: held out it wanders up to 0.05."""


def fit_kinds(cues: Floats, kinds: Ints) -> KindModel:
    """Fit a ridge for each kind on headlines that the annotators agree on."""
    names = list(CUES)
    weights = np.zeros((len(KINDS), len(names)))
    hearing = np.zeros((len(KINDS) - FIRST, FIRST + 2))
    start = np.zeros(len(KINDS))
    said = np.zeros((len(cues), 0))
    for number, kind in enumerate(KINDS):
        scale = np.full(len(names), OTHER_SCALE)
        scale[[names.index(name) for name in OWN[kind].split()]] = OWN_SCALE
        extra = heard(said[:, :FIRST]) * HEARD_SCALE if number >= FIRST else cues[:, :0]
        design, agreed = np.hstack([cues * scale, extra]), kinds[:, number] >= 0
        found = LogisticRegression(C=1.0, max_iter=3000).fit(design[agreed], kinds[agreed, number])
        slopes = found.coef_[0]
        weights[number] = slopes[: len(names)] * scale
        start[number] = found.intercept_[0]
        if number >= FIRST:
            hearing[number - FIRST] = slopes[len(names) :] * HEARD_SCALE
        said = np.column_stack([said, found.predict_proba(design)[:, 1]])
    return KindModel(weights, hearing, start, np.full(len(KINDS), LEAST))


def table(found: Compared, chances: Floats, rows: Ints) -> Floats:
    """Return what the forest reads of some pages, whose promises have these chances."""
    least = np.array([SURE if kind == "items" else LEAST for kind in KINDS if kind != "label"])
    told = np.where(chances[:, :-1] >= least, found.kept[rows], np.nan)
    told = np.fmin(told, found.title_kept[rows])
    return np.stack(
        [
            row_of(chance, measured, kept)
            for chance, measured, kept in zip(chances, found.measures[rows], told, strict=True)
        ]
    )


def sites_in_folds(site: Array, folds: int, seed: int) -> Ints:
    """Return the fold of each page, whole sites together."""
    names, place = np.unique(site, return_inverse=True)
    return groups(len(names), folds, seed=seed)[place]


def chances_held_out(found: Compared, rows: Ints, seed: int) -> Floats:
    """Return the chances of kinds for some pages, each by a model of the other sites' headlines."""
    fold = sites_in_folds(found.site[rows], INNER, seed)
    chances = np.zeros((len(rows), len(KINDS)))
    for number in range(INNER):
        inside, away = rows[fold != number], rows[fold == number]
        model = fit_kinds(found.cues[inside], found.kinds[inside])
        chances[fold == number] = model.chances(found.cues[away])
    return chances


def fit_forest(
    rows: Floats, target: Floats, *, trees: int = TREES, seed: int = 0
) -> dict[str, Array]:
    """Fit a forest; returns its columns as `Forest.of` reads them."""
    usual = np.nanmedian(rows, axis=0)
    filled = np.where(np.isfinite(rows), rows, usual).astype(np.float32)
    fitted = ExtraTreesRegressor(
        trees, min_samples_leaf=LEAF, max_features=ASKED_SHARE, random_state=seed
    ).fit(filled, target)
    parts: dict[str, list[Array]] = {name: [] for name in ("asked", "threshold", "step", "value")}
    roots, size = [], 0
    for one in fitted.estimators_:
        tree = one.tree_
        nodes = np.arange(tree.node_count)
        leaf = tree.children_left < 0
        parts["asked"].append(np.where(leaf, 0, tree.feature))
        parts["threshold"].append(np.where(leaf, 0, tree.threshold))
        parts["step"].append(np.where(leaf, 0, tree.children_right - nodes))
        parts["value"].append(tree.value[:, 0, 0] * leaf)
        roots.append(size)
        size += tree.node_count
    types = {"asked": np.uint8, "threshold": np.float32, "step": np.uint16, "value": np.float16}
    columns = {name: np.concatenate(part).astype(types[name]) for name, part in parts.items()}
    return {**columns, "roots": np.array(roots, np.uint32), "usual": usual.astype(np.float32)}


def means(forest: dict[str, Array], rows: Floats) -> Floats:
    """Return the forest's mean for each row."""
    built = Forest.of(forest, rows.shape[1])
    return np.array([built.mean(row) for row in rows])


def line(mean: Floats, unkept: Ints) -> tuple[float, float]:
    """Return slope and intercept that make held-out means log-odds."""
    agreed = unkept >= 0
    fitted = LogisticRegression(C=100.0).fit(mean[agreed, None], unkept[agreed])
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])


class Fitted:
    """All that is fitted on some pages: kinds, forest, line and threshold."""

    def __init__(self, found: Compared, rows: Ints, *, seed: int = 0) -> None:
        self.kinds = fit_kinds(found.cues[rows], found.kinds[rows])
        chances = chances_held_out(found, rows, seed)
        known, every = np.isfinite(found.share[rows]), rows
        rows, read = rows[known], table(found, chances, rows)[known]
        target = found.share[rows]
        self.forest = fit_forest(read, target)
        fold = sites_in_folds(found.site[rows], INNER, seed + 1)
        mean = np.zeros(len(rows))
        for number in range(INNER):
            away = fold == number
            mean[away] = means(fit_forest(read[~away], target[~away]), read[away])
        unkept = found.unkept[rows]
        self.slope, self.intercept = line(mean, unkept)
        odds = self.slope * mean[unkept == 0] + self.intercept
        self.accuses = sigmoid(float(np.quantile(odds, 1 - FALSE_ALARMS)))
        self.baits = fit_forest(
            found.make[every], found.bait[every].astype(float), trees=BAIT_TREES
        )

    def unkept(self, found: Compared, rows: Ints) -> tuple[Floats, Floats]:
        """Return for some pages the chances of kinds, and that the promise is not kept."""
        chances = self.kinds.chances(found.cues[rows])
        read = table(found, chances, rows)
        told = sigmoids(self.slope * means(self.forest, read) + self.intercept)
        return chances, held_back(told, read, self.accuses)

    def about(self) -> dict[str, Any]:
        """Return what ``promises.json`` holds."""
        return {
            "kinds": list(KINDS),
            "cues": list(CUES),
            "row": list(ROW),
            "bait": list(BAIT_ROW),
            "slope": round(self.slope, 5),
            "intercept": round(self.intercept, 5),
            "accuses": round(self.accuses, 4),
        }

    def arrays(self) -> dict[str, Array]:
        """Return what ``promises.npz`` holds."""
        kinds = {"weights": self.kinds.weights, "hearing": self.kinds.hearing,
                 "start": self.kinds.start, "least": self.kinds.thresholds}  # fmt: skip
        bait = {f"bait_{name}": part for name, part in self.baits.items()}
        return {name: part.astype(np.float32) for name, part in kinds.items()} | self.forest | bait


def blank() -> tuple[dict[str, Any], dict[str, Array]]:
    """Return a model that knows nothing: it measures pages while the fitted one is made anew."""
    about = {"kinds": list(KINDS), "cues": list(CUES), "row": list(ROW), "bait": list(BAIT_ROW),
             "slope": 1.0, "intercept": 0.0, "accuses": 1.0}  # fmt: skip
    size, zero = len(KINDS), np.zeros(1)
    weights = np.zeros((size, len(CUES))), np.zeros((size - FIRST, FIRST + 2)), np.zeros(size)
    arrays = dict(zip(("weights", "hearing", "start"), weights, strict=True))
    nodes = dict.fromkeys(("asked", "threshold", "step", "value", "roots"), zero)
    bait = {f"bait_{name}": part for name, part in nodes.items()}
    usual = {"usual": np.zeros(len(ROW)), "bait_usual": np.zeros(len(BAIT_ROW))}
    return about, {**arrays, "least": np.ones(size), **nodes, **bait, **usual}


def models_to_measure() -> Models:
    """Return the bundle's small models, whatever model of promises stands in it."""
    promises = PromiseModel.from_parts(*blank())
    return Models.of(open_bundle(DEFAULT), wording={}, promises=promises)


def run(data: Path) -> None:
    """Fit on all compared pages and write the model."""
    found = compared(data, models_to_measure())
    fitted = Fitted(found, np.arange(len(found.ids)))
    write_small_model("promises", fitted.about(), fitted.arrays())
