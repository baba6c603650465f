"""Judge the model of template noise on held-out pages, lines and documents, and its speed.

Lines on which two annotators agree are judged, in folds by page; lines that one annotator
labelled only teach, and not where their page is in the fold. Intervals are 95 % bootstrap
intervals over pages. Kept lines are judged on the development documents of each language, on
lines that stand nowhere in the training part.
"""

from __future__ import annotations

import json
import timeit
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from sklearn.metrics import f1_score, roc_auc_score

from models.learned import template_noise as recipe
from models.learned import template_noise_data as source
from models.places import write_report
from pagequality.learned.models import default_models
from pagequality.learned.template_noise.features import BODY, CLASSES
from pagequality.text.lexicons import default_matcher
from pagequality.text.tokens import tokenise

if TYPE_CHECKING:
    from pathlib import Path

    from pagequality.text.arrays import Floats, Ints

ENOUGH: Final = 20
RESAMPLES: Final = 500


def odds_to_label(odds: Floats) -> Ints:
    """Decide as the library does: body, or the likeliest kind if noise is likelier."""
    chance = np.exp(odds - odds.max(axis=1, keepdims=True))
    chance /= chance.sum(axis=1, keepdims=True)
    return np.where(chance[:, BODY] >= 0.5, BODY, chance[:, :BODY].argmax(axis=1))


def scores(truth: Ints, said: Ints, classes: list[int]) -> tuple[float, float]:
    """F1 of noise against body, and macro F1 over the classes given."""
    noise = f1_score(truth != BODY, said != BODY)
    macro = f1_score(truth, said, labels=classes, average="macro", zero_division=0)
    return float(noise), float(macro)


def judge_kinds(data: Path, group: str) -> dict[str, Any]:
    """Cross-validate the kinds; folds never part lines of one page (or one site)."""
    every, more = source.labelled(data), recipe.invented()
    encoded, fold = source.features(every.text.tolist()), source.fold_of(every, group)
    said = np.zeros(len(every), np.intp)
    for number in range(source.FOLDS):
        train, test = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        kinds = recipe.fit_kinds(recipe.with_invented(encoded.at(train), every.iloc[train], more))
        said[test] = odds_to_label(recipe.class_odds(kinds, encoded.at(test)))
    judged = np.flatnonzero(every.weight == 1)
    lines, said = every.iloc[judged], said[judged]
    label = lines.label.to_numpy()
    classes = [i for i, n in enumerate(np.bincount(label)) if n >= ENOUGH]
    noise, macro = scores(label, said, classes)
    _, place = np.unique(lines[group], return_inverse=True)
    members = [np.flatnonzero(place == i) for i in range(place.max() + 1)]
    generator, drawn = np.random.default_rng(0), []
    for _ in range(RESAMPLES):
        chosen = generator.integers(len(members), size=len(members))
        rows = np.concatenate([members[i] for i in chosen])
        drawn.append(scores(label[rows], said[rows], classes))
    low, high = np.percentile(drawn, [2.5, 97.5], axis=0).round(3).tolist()
    each = f1_score(label, said, average=None, labels=range(len(CLASSES)))
    named = zip(CLASSES, each.round(3).tolist(), strict=True)
    return {
        "noise_f1": round(noise, 4),
        "noise_f1_interval": [low[0], high[0]],
        "macro_f1": round(macro, 4),
        "macro_f1_interval": [low[1], high[1]],
        "lines": len(label),
        "f1_by_kind": dict(named),
    }


def judge_markup(data: Path) -> dict[str, Any]:
    """Cross-validate the kinds with markup, on the labelled lines found again on their pages."""
    lines, more = source.labelled(data), recipe.invented()
    encoded, fold = source.features(lines.text.tolist()), source.fold_of(lines)
    found, known = source.line_marks(data, lines)
    seen = recipe.beside_markup(recipe.held_out_odds(encoded, lines, more), found)
    said = np.zeros(len(lines), np.intp)
    for number in range(source.FOLDS):
        train, test = known[fold[known] != number], known[fold[known] == number]
        weights = recipe.fit_markup(seen[train], lines.iloc[train])
        said[test] = odds_to_label(seen[test] @ weights[:-1] + weights[-1])
    judged = known[lines.weight.to_numpy()[known] == 1]
    label, said = lines.label.to_numpy()[judged], said[judged]
    classes = [i for i, n in enumerate(np.bincount(label)) if n >= ENOUGH]
    noise, macro = scores(label, said, classes)
    return {"noise_f1": round(noise, 4), "macro_f1": round(macro, 4), "lines": len(label)}


def judge_keep(data: Path) -> dict[str, Any]:
    """Train on the training part, judge unseen lines of the development part by language."""
    lines, more, judged = source.labelled(data), recipe.invented(), source.turku(data)
    encoded = source.features(lines.text.tolist())
    kinds = recipe.fit_kinds(recipe.with_invented(encoded, lines, more))
    train = judged[judged.part == "train"].reset_index(drop=True)
    dev = judged[judged.part == "dev"].reset_index(drop=True)
    seen = source.features(train.text.tolist())
    plain, around = recipe.fit_keep(train, seen, recipe.class_odds(kinds, seen))
    encoded = source.features(dev.text.tolist())
    alone = encoded.plain @ plain
    odds = np.column_stack([recipe.class_odds(kinds, encoded), alone])
    kept = recipe.contexts(dev, odds) @ around[:-1] + around[-1]
    unseen = ~dev.text.isin(set(train.text)).to_numpy()
    table = pd.DataFrame({"length": dev.text.str.len(), "alone": alone, "context": kept})
    figures: dict[str, Any] = {}
    for name in table:
        by_language = {
            language: round(float(roc_auc_score(dev.keep[rows], table.loc[rows, name])), 4)
            for language in sorted(dev.lang.unique())
            for rows in [unseen & (dev.lang == language).to_numpy()]
        }
        others = [figure for language, figure in by_language.items() if language != "en"]
        by_language["mean of the others"] = round(float(np.mean(others)), 4)
        figures[str(name)] = by_language
    return figures


def speed() -> dict[str, float]:
    """Microseconds for a made-up page of about 1,000 words on 120 lines."""
    menu = ["Home", "Leave a reply", "Share on Facebook", "Related posts", "12 May 2024"]
    prose = "The harbour froze in January and the boats stayed in until the ice broke up."
    texts = [menu[i % 5] if i % 3 else " ".join([prose] * (1 + i % 2)) for i in range(120)]
    sizes = np.array([len(text) + 1 for text in texts])
    starts, tokens = np.cumsum(sizes) - sizes, tokenise("\n".join(texts))
    matcher = default_matcher()
    matches = matcher.match(tokens)

    model = default_models().template_noise

    def once() -> object:
        return model.score(tokens, starts, matches, topics=matcher.topics)

    once()
    best = min(timeit.repeat(once, number=20, repeat=20)) / 20
    return {"words": len(tokens), "lines": len(texts), "microseconds": round(best * 1e6, 1)}


def run(data: Path) -> None:
    """Print the figures and write them down."""
    figures = {
        "kinds, folds by page": judge_kinds(data, "page_id"),
        "kinds, folds by site": judge_kinds(data, "site"),
        "kinds with markup, folds by page": judge_markup(data),
        "keep, AUC on unseen lines": judge_keep(data),
        "speed": speed(),
    }
    print(json.dumps(figures, indent=1, ensure_ascii=False))
    write_report("template_noise", figures)
