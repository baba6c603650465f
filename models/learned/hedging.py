"""Train the model of hedging: hedge, speculation, vague attribution.

Every step is deterministic.

The rows are labelled sentences (both annotators' labels, averaged, so that a row they differ
on counts half each way), those of ``models/labels/sentences.csv``, which one annotator labelled,
and the invented sentences of ``models/seeds/sentences.tsv``. Each
head is a logistic model with a ridge penalty, light on the readable features and heavy on
the hashed words, and shifted so that one half is its threshold of best F1 on held-out pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, vstack
from sklearn.model_selection import GroupKFold

from models.artefacts import write_small_model
from models.data import SENTENCE_ROWS, labelled_rows
from models.labels.found_again import SENTENCES, found_again
from models.places import SEEDS
from pagequality.learned.hedging import features as sentence_features
from pagequality.learned.hedging import model as sentences
from pagequality.learned.odds import logit
from pagequality.text.lexicons import default_matcher
from pagequality.text.tokens import tokenise

if TYPE_CHECKING:
    from pathlib import Path

    from pagequality.text.arrays import Array, Flags, Floats, Ints

INVENTED: Final = SEEDS / "sentences.tsv"
FOLDS: Final = 5
INNER: Final = 3
PENALTIES: Final = ((1.0, 10.0), (1.0, 40.0))
"""Ridge on the features, ridge on the hashed words; the training folds choose."""
SEED_WEIGHTS: Final = (0.4, 1.0, 1.0, 1.0)
"""What an invented sentence counts for each head; weasel words are no hedge to the annotators."""
ONCE: Final = 0.5
"""What a sentence that one annotator labelled counts; most were drawn because they are hard."""
RAREST: Final = 3
"""A hashed word group must stand in this many training sentences."""


@dataclass(frozen=True)
class Rows:
    """Encoded sentences: readable features, counts of hashed groups, labels a head, groups."""

    dense: Floats
    hashed: csr_matrix
    labels: Floats
    agreed: Flags
    weight: Floats
    page: Array

    def at(self, index: Ints) -> Rows:
        """Return some of the rows."""
        return Rows(
            self.dense[index],
            self.hashed[index],
            self.labels[index],
            self.agreed[index],
            self.weight[index],
            self.page[index],
        )

    def apart(self, pages: set[str]) -> Rows:
        """Return the rows of other pages than these."""
        return self.at(np.flatnonzero([page not in pages for page in self.page]))

    def with_rows(self, other: Rows) -> Rows:
        """Return these rows and then the other ones."""
        return Rows(
            np.concatenate([self.dense, other.dense]),
            vstack([self.hashed, other.hashed]).tocsr(),
            np.concatenate([self.labels, other.labels]),
            np.concatenate([self.agreed, other.agreed]),
            np.concatenate([self.weight, other.weight]),
            np.concatenate([self.page, other.page]),
        )


@dataclass(frozen=True)
class Head:
    """One fitted head."""

    bias: float
    dense: Floats
    hashed: Floats

    def chances(self, rows: Rows) -> Floats:
        """Return the probability of each row."""
        scores = self.bias + rows.dense @ self.dense + rows.hashed @ self.hashed
        chances: Floats = 1 / (1 + np.exp(-scores))
        return chances


def encode(texts: list[str]) -> tuple[Floats, csr_matrix]:
    """Return the readable features and the counts of hashed word groups of each sentence."""
    lines = [text.replace("\n", " ") for text in texts]
    tokens, matcher = tokenise("\n".join(lines)), default_matcher()
    ends = np.cumsum([len(line) + 1 for line in lines]) - 1
    spans = ends - [len(line) for line in lines], ends
    matches = matcher.match(tokens)
    dense = sentence_features.features(tokens, spans, matches, topics=matcher.topics)
    groups, first, last = sentences.word_groups(tokens, spans)
    row = np.tile(np.repeat(np.arange(len(lines)), last - first), len(groups))
    counts = csr_matrix(
        (np.ones(groups.size), (row, groups.ravel())), shape=(len(lines), sentences.BUCKETS + 1)
    )
    return dense, counts[:, : sentences.BUCKETS].tocsr()


def labelled(folder: Path) -> Rows:
    """Read the labelled sentences; the last label column is speculation or vague attribution."""
    table = pd.DataFrame(labelled_rows(folder, "sentences.csv", SENTENCE_ROWS))
    judged = []
    for who in "ab":
        kind = table[f"speculation_{who}"]
        judged.append(
            np.column_stack([table[f"hedge_{who}"] == "1", kind == "1", kind == "v", kind != "0"])
        )
    same_kind = (table.speculation_a == table.speculation_b).to_numpy()
    agreed = np.column_stack([judged[0][:, 0] == judged[1][:, 0], same_kind, same_kind, same_kind])
    dense, hashed = encode(table.text.tolist())
    labels = np.mean(judged, axis=0)
    page = table.page_id.to_numpy(object)
    return Rows(dense, hashed, labels, agreed, np.ones(labels.shape), page)


def single(table: pd.DataFrame, weight: tuple[float, ...]) -> Rows:
    """Encode sentences that have one label each; what a row counts for each head."""
    kind = table.speculation
    labels = np.column_stack([table.hedge == "1", kind == "1", kind == "v", kind != "0"])
    dense, hashed = encode(table.text.tolist())
    weights = np.tile(weight, (len(table), 1))
    page = table.page_id.to_numpy(object)
    return Rows(dense, hashed, labels.astype(float), np.ones(labels.shape, bool), weights, page)


def teaching(folder: Path) -> Rows:
    """Rows that only teach: those one annotator labelled, and the invented ones.

    The invented sentences stand in columns hedge, speculation, text, separated by tabs.
    """
    lines = [line for line in INVENTED.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    cells = [line.split("\t") for line in lines if line]
    invented = pd.DataFrame(cells, columns=["hedge", "speculation", "text"])
    invented["page_id"] = [f"seed {number}" for number in range(len(cells))]
    once = single(found_again(folder, SENTENCES), (ONCE,) * 4)
    return single(invented, SEED_WEIGHTS).with_rows(once)


def fit(rows: Rows, head: int, penalty: tuple[float, float]) -> Head:
    """Fit one head; labels between 0 and 1 count for both sides."""
    common = np.flatnonzero(np.bincount(rows.hashed.indices, minlength=1) >= RAREST)
    hashed = rows.hashed[:, common].tocsr()
    turned = hashed.T.tocsr()
    size = rows.dense.shape[1]
    ridge = np.concatenate([[0.0], np.repeat(penalty, (size, len(common)))])
    target, weight = rows.labels[:, head], rows.weight[:, head]

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = weights[0] + rows.dense @ weights[1 : size + 1] + hashed @ weights[size + 1 :]
        slope = weight * (1 / (1 + np.exp(-scores)) - target)
        value = weight @ (np.logaddexp(0, scores) - target * scores) + ridge @ weights**2 / 2
        gradient = np.concatenate([[slope.sum()], rows.dense.T @ slope, turned @ slope])
        return value, gradient + ridge * weights

    start = np.zeros(1 + size + len(common))
    options = {"maxiter": 400, "ftol": 1e-7}
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options=options).x
    weights = np.zeros(sentences.BUCKETS)
    weights[common] = found[size + 1 :]
    return Head(float(found[0]), found[1 : size + 1], weights)


def splits(rows: Rows, *, seed: int, folds: int = FOLDS) -> list[tuple[Ints, Ints]]:
    """Split the rows by page."""
    parts = GroupKFold(folds, shuffle=True, random_state=seed)
    return list(parts.split(rows.dense, groups=rows.page))


def out_of_fold(rows: Rows, extra: Rows, *, head: int, penalty: tuple[float, float]) -> Floats:
    """Return each row's probability from a model that saw no row of its page."""
    chances = np.zeros(len(rows.dense))
    for train, test in splits(rows, seed=1, folds=INNER):
        known = rows.at(train).with_rows(extra.apart(set(rows.page[test])))
        chances[test] = fit(known, head, penalty).chances(rows.at(test))
    return chances


def best_threshold(chances: Floats, truth: Flags) -> float:
    """Return the threshold of the best F1, the middle one where several do."""
    order = np.argsort(-chances, kind="stable")
    hits = np.cumsum(truth[order])
    scores = 2 * hits / (np.arange(1, len(order) + 1) + truth.sum())
    near = np.flatnonzero(scores >= scores.max() - 0.005)
    return float(np.median(chances[order][near]))


def choose(rows: Rows, extra: Rows, head: int) -> tuple[tuple[float, float], float]:
    """Choose a penalty by log-likelihood and a threshold by F1, from these rows alone."""
    agreed = rows.agreed[:, head]
    truth = rows.labels[agreed, head] > 0.5
    best = (np.inf, PENALTIES[0], 0.5)
    for penalty in PENALTIES:
        chances = out_of_fold(rows, extra, head=head, penalty=penalty)[agreed]
        clear = np.clip(chances, 1e-9, 1 - 1e-9)
        loss = -np.where(truth, np.log(clear), np.log(1 - clear)).mean()
        if loss < best[0]:
            best = loss, penalty, best_threshold(chances, truth)
    return best[1], best[2]


def write(heads: list[Head], rows: int) -> None:
    """Write the artefacts."""
    hashed = np.column_stack([head.hashed for head in heads])
    buckets = np.flatnonzero(np.abs(hashed).max(1) >= 1e-3)
    arrays = {
        "dense": np.column_stack([head.dense for head in heads]).astype(np.float16),
        "buckets": buckets.astype(np.uint16),
        "hashed": hashed[buckets].astype(np.float16),
    }
    about = {
        "protocol": sentences.PROTOCOL,
        "heads": sentences.HEADS,
        "bias": [round(head.bias, 4) for head in heads],
        "threshold": 0.5,
        "training_rows": rows,
        "features": sentence_features.NAMES,
    }
    write_small_model("hedging", about, arrays)


def run(data: Path) -> None:
    """Train on all rows and write the artefacts."""
    rows, extra = labelled(data), teaching(data)
    everything = rows.with_rows(extra)
    heads = []
    for number, name in enumerate(sentences.HEADS):
        penalty, threshold = choose(rows, extra, number)
        head = fit(everything, number, penalty)
        shift = logit(threshold)
        heads.append(Head(head.bias - shift, head.dense, head.hashed))
        print(f"{name}: penalties {penalty}, best threshold {threshold:.3f}, shifted to 0.5")
    write(heads, len(everything.dense))
