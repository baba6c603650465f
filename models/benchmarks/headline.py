"""Judge the headline and the clickbait model on parts held out.

- the challenge with bodies and headlines held out together: trained on pairs whose headline
  and body are both outside the fold, tested on pairs with both inside;
- the same with whole topics held out, unrelated pairs drawn anew within the fold so that
  their share stays that of the challenge;
- clickbait ratings in five folds, posts of the same words in one fold;
- milliseconds for a headline and a body of 600 words.

Rarity, vocabulary and topics come from the training folds and, for rarity, from web texts of
other data; of clickbait no post is counted for rarity, and common words are counted in the
training folds. Features and settings of both models were chosen on folds of the same data.
"""

from __future__ import annotations

import json
import timeit
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from sklearn.metrics import roc_auc_score

from models.learned.clickbait import (
    Prepared,
    as_model,
    common_words,
    fit_clickbait,
    posts,
    predict,
)
from models.learned.headline import fit_pairs
from models.learned.headline_data import (
    UNRELATED_SHARE,
    Challenge,
    Counts,
    Pairs,
    Topics,
    background,
    clickbait_rarity,
    groups,
)
from models.places import write_report
from pagequality.learned.curves import Additive
from pagequality.learned.headline.features import FEATURES
from pagequality.learned.models import default_models
from pagequality.learned.odds import sigmoids

if TYPE_CHECKING:
    from pathlib import Path

    from pagequality.learned.rarity import Rarity
    from pagequality.text.arrays import Flags, Floats

FOLDS: Final = 5
HEADLINE: Final = "Five hundred residents flee as troops storm the village near Harrowgate Bridge"
SENTENCE: Final = (
    "On Monday the mayor said that residents of the village near the bridge were safe. "
)


def drawn_within(topics: Topics, pairs: Pairs, seed: int) -> Pairs:
    """Add unrelated pairs between the fold's topics until they have the challenge's share."""
    related = (~pairs.unrelated).sum()
    missing = round(related * UNRELATED_SHARE / (1 - UNRELATED_SHARE)) - pairs.unrelated.sum()
    more = topics.across(pairs, seed=seed, size=2 * missing)
    return pairs.and_also(more.only(np.arange(missing)))


def judge_folds(challenge: Challenge, web: Counts, kind: str) -> dict[str, float]:
    """Accuracy and F1(related) over the folds of one kind, taken together."""
    topics = challenge.topics(challenge.pairs)
    if kind == "topics":
        fold_of = groups(topics.body.max() + 1, FOLDS, seed=3)
        by_headline, by_body = fold_of[topics.headline], fold_of[topics.body]
    else:
        by_headline = groups(len(challenge.headline_tokens), FOLDS, seed=1)
        by_body = groups(len(challenge.body_tokens), FOLDS, seed=2)
    scores, truths = [], []
    for fold in range(FOLDS):
        headline = by_headline[challenge.pairs.headline]
        body = by_body[challenge.pairs.body]
        train = challenge.pairs.only((headline != fold) & (body != fold))
        test = challenge.pairs.only((headline == fold) & (body == fold))
        if kind == "topics":
            test = drawn_within(topics, test, seed=10 + fold)
        bodies = np.flatnonzero(by_body != fold)
        counts = challenge.counts(web, bodies)
        rarity = counts.rarity()
        model = Additive.of(
            fit_pairs(challenge, train, counts=counts, bodies=bodies), list(FEATURES)
        )
        rows = challenge.rows(test, partial(_always, rarity)).astype(float)
        scores.append(sigmoids(model.logit(rows)))
        truths.append(test.unrelated)
        print(f"  {kind} {fold}: {figures(scores[-1], truths[-1])}", flush=True)
    return figures(np.concatenate(scores), np.concatenate(truths))


def _always(rarity: Rarity, _headline: int, _body: int) -> Rarity:
    """Weigh every pair alike."""
    return rarity


def figures(score: Floats, unrelated: Flags) -> dict[str, float]:
    """Accuracy, F1 of related pairs and AUC."""
    said, related = score <= 0.5, ~unrelated
    f1 = 2 * (said & related).sum() / (said.sum() + related.sum())
    return {
        "pairs": len(score),
        "accuracy": round(float((said == related).mean()), 4),
        "f1_related": round(float(f1), 4),
        "auc": round(float(roc_auc_score(unrelated, score)), 4),
    }


def judge_clickbait(data: Path, rarity: Rarity) -> dict[str, float]:
    """AUC for a mean rating above a half, and mean squared error, in five folds."""
    tokens, rating = posts(data)
    _, wording = np.unique([found.hash.tobytes() for found in tokens], return_inverse=True)
    fold = groups(wording.max() + 1, FOLDS, seed=4)[wording]
    score = np.zeros(len(rating))
    for number in range(FOLDS):
        train, test = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        common = common_words([tokens[post] for post in train], rarity)
        known, unknown = (
            Prepared.of([tokens[post] for post in part], common, rarity) for part in (train, test)
        )
        score[test] = predict(as_model(*fit_clickbait(known, rating[train])), unknown)
    return {
        "posts": len(rating),
        "auc": round(float(roc_auc_score(rating > 0.5, score)), 4),
        "squared_error": round(float(((score - rating) ** 2).mean()), 5),
    }


def judge_speed() -> dict[str, float]:
    """Best of several rounds, in milliseconds, strings in and score out."""
    body = SENTENCE * (600 // len(SENTENCE.split()))
    models = default_models()
    rounds = {
        "mismatch": lambda: models.headline.mismatch(HEADLINE, body),
        "clickbait": lambda: models.clickbait.scores([HEADLINE]),
    }
    return {
        name: round(min(timeit.repeat(call, number=4, repeat=500)) * 250, 3)
        for name, call in rounds.items()
    }


def run(data: Path) -> None:
    """Measure, print and write."""
    challenge, web = Challenge(data), background(data)
    found: dict[str, Any] = {
        "milliseconds": judge_speed(),
        "clickbait": judge_clickbait(data, clickbait_rarity(challenge, web)),
        "bodies_and_headlines_held_out": judge_folds(challenge, web, "things"),
        "topics_held_out": judge_folds(challenge, web, "topics"),
    }
    print(json.dumps(found, indent=1))
    write_report("headline", found)
