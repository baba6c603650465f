"""Judge the model of hedging on sites held out, against what else there is, and its speed.

Folds are grouped by site, and each fold's settings and thresholds are chosen from its training
sites alone; sentences that one annotator labelled only teach, and not where their site is in the
fold. Intervals are 95 % bootstrap intervals over sites. Phrase files were revised after reading
errors on some pages, never on those whose number hashes to `UNREAD`.

The family is judged on whole pages against the flag for hedged speculation that annotators gave:
sentences of a page are scored by the fold's model that knows no sentence of its site, and the
signals are weighed by a logistic regression on sites held out.
"""

from __future__ import annotations

import itertools
import timeit
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score

from models.artefacts import small_models
from models.data import COLLECTIONS, SENTENCE_ROWS, labelled_rows, labels, pages
from models.learned import hedging as recipe
from models.learned.hedging_data import (
    EITHER,
    HEDGE,
    INVENTED,
    PADDING,
    PARTICULAR,
    SPECULATION,
    VAGUE,
    Rows,
    of_substance,
    teaching,
)
from models.learned.hedging_data import labelled as labelled_sentences
from models.places import DEFAULT, write_report
from pagequality.learned.bundle import open_bundle
from pagequality.learned.hedging.cues import own_matches
from pagequality.learned.hedging.features import NAMES, sentence_of
from pagequality.learned.models import default_models
from pagequality.reading import read
from pagequality.signals.speculation import SIGNALS
from pagequality.text.lexicons import default_matcher
from pagequality.text.tokens import sentence_spans, tokenise

if TYPE_CHECKING:
    from pathlib import Path

    from pagequality.text.arrays import Array, Flags, Floats, Ints

RESAMPLES: Final = 2000
UNREAD: Final = (3, 4)
"""Remainders by five of a page id's CRC-32: errors on these pages were never looked at."""
ALONE: Final = {
    "readable features alone": recipe.Setting(0.1, 0.0),
    "word groups alone": recipe.Setting(1.0, 1.0, features=0.0),
}
"""The two halves of the model, each by itself."""
KEYWORDS: Final = {
    HEDGE: ("hedge", "hedge_belief", "hedge_modal", "hedge_term"),
    SPECULATION: ("significance", "open_future", "rumour", "motive_guess", "question_raised"),
    VAGUE: ("vague_attribution", "vague_claim"),
}
"""Columns of readable features by which a list of keywords decides."""
QUESTIONS: Final = {
    "hedge": (HEDGE,),
    "speculation": (SPECULATION,),
    "vague_attribution": (VAGUE,),
    "speculation_or_vague": (SPECULATION, VAGUE),
}
"""What is asked, and the heads that answer; either of two suffices."""
CLAIMS: Final = (HEDGE, SPECULATION, VAGUE)
"""The heads that are judged on what two annotators said; padding has sentences of its own."""
PAGES: Final = 16
"""One page in so many is read beside those with the flag."""


def f1(truth: Flags, said: Flags) -> float:
    """Return the F1 of what was said."""
    total = int(truth.sum() + said.sum())
    return 2 * int((truth & said).sum()) / total if total else 0.0


def interval(truth: Flags, said: Flags, site: Array) -> list[float]:
    """Return the 95 % bootstrap interval of F1 over sites."""
    _, place = np.unique(site.astype(str), return_inverse=True)
    counts = [np.bincount(place, weights) for weights in (truth & said, truth, said)]
    generator = np.random.default_rng(0)
    drawn = generator.multinomial(
        len(counts[0]), np.full(len(counts[0]), 1 / len(counts[0])), RESAMPLES
    )
    hits, true, claimed = (drawn @ count for count in counts)
    low, high = np.quantile(2 * hits / np.maximum(true + claimed, 1), [0.025, 0.975])
    return [round(float(low), 3), round(float(high), 3)]


def without_wild(rows: Rows) -> Rows:
    """Return the rows of sites of the first collection."""
    wild = [
        source == "wild" or site.startswith("wild:")
        for source, site in zip(rows.source, rows.site, strict=True)
    ]
    return rows.at(np.flatnonzero(~np.array(wild)))


class HeldOut:
    """What models of other sites say of each labelled sentence, a column a head."""

    def __init__(self, rows: Rows, extra: Rows) -> None:
        self.rows, self.extra = rows, extra
        self.parts = recipe.splits(rows, seed=0)
        self.heads: list[list[recipe.Head]] = []

    def known(self, train: Ints, test: Ints) -> tuple[Rows, Rows]:
        """Return the training rows of a fold, and those that only teach there."""
        return self.rows.at(train), self.extra.apart(set(self.rows.site[test]))

    def model(self, settings: tuple[recipe.Setting, ...], *, first: bool = False) -> Flags:
        """Fit and decide, with settings and thresholds from the training part.

        ``first`` leaves the wild sites out of training.
        """
        said = np.zeros((len(self.rows.text), len(CLAIMS)), bool)
        fitted = []
        for train, test in self.parts:
            known, others = self.known(train, test)
            if first:
                known, others = without_wild(known), without_wild(others)
            heads = []
            for head in CLAIMS:
                setting, threshold = recipe.choose(known, others, head=head, settings=settings)
                found = recipe.fit(known.with_rows(others), head, setting)
                heads.append(recipe.shifted(found, threshold))
                said[test, head] = heads[-1].chances(self.rows.at(test)) >= 1 / 2
            fitted.append(heads)
        self.heads = self.heads or fitted
        return said

    def tfidf(self) -> Flags:
        """Words and characters by TF-IDF into logistic regression; thresholds chosen likewise."""
        said = np.zeros((len(self.rows.text), len(CLAIMS)), bool)
        for train, test in self.parts:
            known, others = self.known(train, test)
            together = known.with_rows(others)
            bags = (
                TfidfVectorizer(ngram_range=(1, 2), min_df=3, sublinear_tf=True),
                TfidfVectorizer(
                    analyzer="char_wb", ngram_range=(3, 4), min_df=10, sublinear_tf=True
                ),
            )
            table = hstack([bag.fit_transform(together.text) for bag in bags]).tocsr()
            unknown = hstack([bag.transform(self.rows.text[test]) for bag in bags]).tocsr()
            inner = recipe.splits(known, seed=1, folds=recipe.INNER)
            for head in CLAIMS:
                chances = np.zeros(len(known.text))
                for _, outside in inner:
                    apart = ~np.isin(together.site.astype(str), known.site[outside].astype(str))
                    fitted = _regression(table, together, head=head, chosen=np.flatnonzero(apart))
                    chances[outside] = fitted.predict_proba(table[outside])[:, 1]
                agreed = known.agreed[:, head]
                threshold = recipe.best_threshold(chances[agreed], known.truth[agreed, head])
                fitted = _regression(
                    table, together, head=head, chosen=np.arange(len(together.text))
                )
                said[test, head] = fitted.predict_proba(unknown)[:, 1] >= threshold
        return said

    def keywords(self) -> Flags:
        """Say so where a phrase of the head's lists stands."""
        columns = [[NAMES.index(name) for name in KEYWORDS[head]] for head in CLAIMS]
        return np.column_stack([(self.rows.dense[:, chosen] > 0).any(axis=1) for chosen in columns])


def _regression(table: csr_matrix, rows: Rows, *, head: int, chosen: Ints) -> LogisticRegression:
    fitted = LogisticRegression(C=10.0, solver="liblinear", tol=1e-3)
    return fitted.fit(table[chosen], rows.labels[chosen, head] > 1 / 2, rows.weight[chosen, head])


def unread(data: Path) -> Flags:
    """Say of each labelled sentence whether its page was never looked at."""
    names = [row["page_id"] for row in labelled_rows(data, "sentences.csv", SENTENCE_ROWS)]
    return np.array([zlib.crc32(name.encode()) % 5 in UNREAD for name in names])


def judge(rows: Rows, said: Flags, question: str, *, apart: Flags | None = None) -> dict[str, Any]:
    """Return the figures of one question: of all sentences, by source, and of those ``apart``."""
    heads = QUESTIONS[question]
    target = heads[0] if len(heads) == 1 else EITHER
    agreed = np.flatnonzero(rows.agreed[:, target])
    truth = rows.truth[agreed, target]
    claimed: Flags = said[np.ix_(agreed, np.array(heads))].any(axis=1, keepdims=True)[:, 0]
    site, source = rows.site[agreed], rows.source[agreed]
    hits = int((truth & claimed).sum())
    found = {
        "rows": len(agreed),
        "positives": int(truth.sum()),
        "f1": round(f1(truth, claimed), 3),
        "interval": interval(truth, claimed, site),
        "precision": round(hits / max(int(claimed.sum()), 1), 3),
        "recall": round(hits / max(int(truth.sum()), 1), 3),
        **{
            f"f1_{name}": round(f1(truth[source == name], claimed[source == name]), 3)
            for name in ("first", "wild")
        },
    }
    if apart is not None:
        kept = apart[agreed]
        found["f1_on_unread_pages"] = round(f1(truth[kept], claimed[kept]), 3)
        found["interval_on_unread_pages"] = interval(truth[kept], claimed[kept], site[kept])
    return found


def compared(held_out: HeldOut) -> dict[str, dict[str, float]]:
    """Return the F1 of other models, of the halves of ours, and of a list of keywords."""
    said = {
        **{name: held_out.model((setting,)) for name, setting in ALONE.items()},
        "words and characters, TF-IDF": held_out.tfidf(),
        "list of keywords": held_out.keywords(),
        "first collection alone": held_out.model(recipe.SETTINGS[:1], first=True),
    }
    return {
        name: {
            f"{question} {part}": judge(held_out.rows, flags, question)[part]
            for question in ("hedge", "speculation_or_vague")
            for part in ("f1", "f1_first", "f1_wild")
        }
        for name, flags in said.items()
    }


def family(data: Path, held_out: HeldOut) -> dict[str, Any]:
    """Return how well the family's signals tell pages with the flag for hedged speculation."""
    known = labels(data)
    fold = {
        site: number
        for number, (_, test) in enumerate(held_out.parts)
        for site in held_out.rows.site[test]
    }
    models = small_models()
    bundle = open_bundle(DEFAULT)
    by_fold = [
        replace(models, hedging=recipe.with_heads(bundle, dict(enumerate(heads))))
        for heads in held_out.heads
    ]
    rows = []
    for collection in COLLECTIONS:
        for stored in pages(data, collections=(collection,)):
            row = known.get(stored["id"])
            flagged = row is not None and "s" in row["flags"]
            chance = zlib.crc32(stored["id"].encode()) % PAGES
            if row is None or row["score"] == "x" or (chance and not flagged):
                continue
            number = fold.get(stored["site"], chance % len(by_fold))
            page = read(stored["html"], url=stored["url"], models=by_fold[number])
            values = [signal.function(page) for signal in SIGNALS]
            rows.append((stored["site"], collection, flagged, row["low"], values))
    return _on_pages(rows)


def _on_pages(rows: list[tuple[Any, ...]]) -> dict[str, Any]:
    site, collection, flagged, low, values = zip(*rows, strict=True)
    truth, table = np.array(flagged), np.nan_to_num(np.array(values, float))
    table = (table - table.mean(axis=0)) / (table.std(axis=0) + 1e-9)
    score = np.zeros(len(truth))
    numbers = np.unique(np.array(site), return_inverse=True)[1]
    for part in range(recipe.FOLDS):
        away = numbers % recipe.FOLDS == part
        fitted = LogisticRegression(C=0.1, class_weight="balanced").fit(table[~away], truth[~away])
        score[away] = fitted.decision_function(table[away])
    judged = np.isin(low, ["0", "1"])
    is_low = np.array(low)[judged] == "1"
    return {
        "pages": len(truth),
        "flagged": int(truth.sum()),
        "roc_auc": round(float(roc_auc_score(truth, score)), 3),
        **{
            f"roc_auc_{name}": round(_auc(truth, score, np.array(collection) == name), 3)
            for name in dict.fromkeys(collection)
        },
        "signals": {
            signal.name: {
                "flag": round(_auc(truth, table[:, number]), 3),
                "low": round(float(roc_auc_score(is_low, table[judged, number])), 3),
            }
            for number, signal in enumerate(SIGNALS)
        },
    }


def _auc(truth: Flags, score: Floats, chosen: Any = slice(None)) -> float:
    return float(roc_auc_score(truth[chosen], score[chosen]))


def substance(rows: Rows, head: int) -> dict[str, Any]:
    """Return how well a head of substance tells on sites held out, and how TF-IDF does there.

    ``lenient_precision`` also counts as right what annotators called weak, or between.
    """
    part, heads = recipe.held_out_heads(rows, head)
    number = np.array([part[site] for site in rows.site])
    chances, other = np.zeros(len(number)), np.zeros(len(number))
    label = rows.labels[:, head]
    truth = label > 1 / 2
    for fold, own in enumerate(heads):
        away = number == fold
        chances[away] = own.chances(rows.at(np.flatnonzero(away)))
        bag = TfidfVectorizer(ngram_range=(1, 2), min_df=3, sublinear_tf=True)
        known = bag.fit_transform(rows.text[~away])
        fitted = LogisticRegression(C=10.0, solver="liblinear").fit(known, truth[~away])
        other[away] = fitted.decision_function(bag.transform(rows.text[away]))
    said = chances >= 1 / 2
    hits, wild = int((truth & said).sum()), rows.source == "wild"
    return {
        "rows": len(truth),
        "positives": int(truth.sum()),
        "f1": round(f1(truth, said), 3),
        "interval": interval(truth, said, rows.site),
        "precision": round(hits / int(said.sum()), 3),
        "recall": round(hits / int(truth.sum()), 3),
        "lenient_precision": round(float((label[said] > 0).mean()), 3),
        "roc_auc": round(_auc(truth, chances), 3),
        "roc_auc_wild": round(_auc(truth, chances, wild), 3),
        "average_precision": round(float(average_precision_score(truth, chances)), 3),
        "average_precision_of_tfidf": round(float(average_precision_score(truth, other)), 3),
    }


def speed() -> dict[str, float]:
    """Return milliseconds for a page of a thousand words, words, phrases and cues found."""
    lines = INVENTED.read_text(encoding="utf-8").splitlines()
    parts = [line.rpartition("\t")[2] for line in lines if line[:1] != "#"]
    joined = (f"{a[:-1]}, and {b[0].lower()}{b[1:]}" for a, b in itertools.pairwise(parts[::2]))
    tokens = tokenise(" ".join(" ".join(joined).split(" ")[:1000]))
    spans, matcher = sentence_spans(tokens), default_matcher()
    sentence = sentence_of(tokens, spans)
    own = own_matches(tokens, matcher.match(tokens), matcher.topics, sentence=sentence)
    model = default_models().hedging
    runs = timeit.repeat(lambda: model.probabilities(tokens, spans, own), number=20, repeat=30)
    return {
        "words": len(tokens),
        "sentences": len(spans[0]),
        "milliseconds": round(min(runs) / 20 * 1000, 3),
    }


def run(data: Path) -> None:
    """Print the figures and write them."""
    rows = labelled_sentences(data)
    held_out = HeldOut(rows, teaching(data))
    said = held_out.model(recipe.SETTINGS)
    figures: dict[str, Any] = {
        name: judge(rows, said, name, apart=unread(data)) for name in QUESTIONS
    }
    print(figures, flush=True)
    parts = {
        "padding": lambda: substance(of_substance(data), PADDING),
        "particular": lambda: substance(of_substance(data), PARTICULAR),
        "family": lambda: family(data, held_out),
        "compared": lambda: compared(held_out),
        "speed": speed,
    }
    for name, measure in parts.items():
        figures[name] = measure()
        print(name, figures[name], flush=True)
    write_report("hedging", figures)
