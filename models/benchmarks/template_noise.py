"""Judge the model of template noise on lines of sites held out, and its speed.

Lines on which two annotators agree are judged, in folds by site; wordings of one adblock prompt
are one site. What an invented line counts is chosen inside each fold's training part. Every line
is judged twice, by its words alone and with what stands around it on its page, beside what else
could be done: the words without a second look by letters, the same taught by the first collection
alone, TF-IDF of words with logistic regression, and the lexicons as a list of keywords. Blocks of
wild pages that were told main content or template show what the surroundings add. Intervals are
95 % bootstrap intervals over sites.
"""

from __future__ import annotations

import json
import timeit
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import f1_score, roc_auc_score

from models.learned import template_noise as recipe
from models.learned import template_noise_data as source
from models.places import write_report
from pagequality.learned.models import default_models
from pagequality.learned.template_noise.features import BODY, CLASSES, KINDS
from pagequality.learned.template_noise.letters import asked, by_words, settled
from pagequality.reading import read

if TYPE_CHECKING:
    from pathlib import Path

    from models.learned.template_noise import Examples
    from models.learned.template_noise_data import Labelled
    from pagequality.learned.template_noise.letters import Letters
    from pagequality.text.arrays import Array, Floats, Ints

ENOUGH: Final = 10
"""A kind with fewer lines in a part is left out of its macro mean."""
RESAMPLES: Final = 500
JUDGED: Final = (source.FIRST, source.WILD, source.PROMPTS)
WORDS, AROUND = "words alone", "with surroundings"
UNSPELT: Final = "words without letters"
TERMS: Final[dict[str, Any]] = {
    "ngram_range": (1, 2), "sublinear_tf": True, "min_df": 3, "max_features": 30_000,
}  # fmt: skip
_HALF = 0.5
_SHARES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)


def odds_to_label(odds: Floats) -> Ints:
    """Decide as the library does: body, or the likeliest kind if noise is likelier."""
    chance = recipe.softmax(odds)
    return np.where(chance[:, BODY] >= _HALF, BODY, chance[:, :BODY].argmax(axis=1))


def held_out(known: Labelled) -> tuple[dict[str, Floats], list[float]]:
    """Log-odds of every line by models that have not seen its site, for every way of judging.

    Also what an invented line counts in each fold.
    """
    every, chosen = recipe.examples(known), list[float]()
    found = {
        name: np.zeros((len(known.lines), len(CLASSES)))
        for name in (WORDS, AROUND, UNSPELT, "first collection's words", "TF-IDF", "keywords")
    }
    first = known.part(source.FIRST, source.ONCE)
    dealt, texts = known.fold, known.lines.text.to_numpy()
    for fold in range(source.FOLDS):
        train, test = dealt != fold, np.flatnonzero(dealt == fold)
        teach, judged = every.at(np.flatnonzero(train)), every.at(test)
        chosen.append(recipe.choose(known, every, np.flatnonzero(train)))
        more = recipe.invented(known.around.shape[1], chosen[-1])
        whole = recipe.joined(teach, more)
        for way, odds in judge(recipe.fit(whole), recipe.spell(whole), judged).items():
            found[way][test] = odds
        before = without_surroundings(recipe.joined(every.at(np.flatnonzero(train & first)), more))
        found["first collection's words"][test] = recipe.fit(before).log_odds(judged.lines)
        found["TF-IDF"][test] = tf_idf(texts[train].tolist(), teach, texts[test].tolist())
        found["keywords"][test] = keywords(teach, judged)
        print(f"fold {fold} of {source.FOLDS}: an invented line counts {chosen[-1]:g}", flush=True)
    return found, chosen


def judge(weights: recipe.Weights, letters: Letters, judged: Examples) -> dict[str, Floats]:
    """Judge as the library does, with surroundings and without, and without its second look."""
    words, both = weights.log_odds(judged.lines), weights.log_odds(judged.lines, judged.around)
    chosen = asked(words)
    said = recipe.spelt(letters, judged.lines.at(chosen))
    alone = settled(words, chosen, said)
    return {
        WORDS: alone,
        AROUND: by_words(alone, settled(both, chosen, said)),
        UNSPELT: words,
    }


def without_surroundings(known: Examples) -> Examples:
    """Return examples of which only the words are known."""
    return replace(known, around=np.zeros_like(known.around[:, :1]))


def tf_idf(texts: list[str], known: Examples, judged: list[str]) -> Floats:
    """Log-odds by words and pairs of words, weighed by rarity, and logistic regression."""
    vectors = TfidfVectorizer(**TERMS, dtype=np.float32)
    sparse = vectors.fit_transform(texts) * recipe.TABLE_SCALE
    one = np.ones((len(texts), 1), np.float32)
    words, constant = recipe.descend(sparse.tocsr(), one, known, alone=1)
    odds: Floats = vectors.transform(judged) @ (words * recipe.TABLE_SCALE) + constant
    return odds


def keywords(known: Examples, judged: Examples) -> Floats:
    """Log-odds by the phrases of the lexicons alone: the kind whose phrases cover most of a line.

    How much they must cover is chosen on the training lines.
    """
    chosen = known.weight == 1
    noise = known.allowed[chosen, BODY] == 0
    cover = known.lines.plain[:, -len(KINDS) :]
    most = cover[chosen].max(axis=1)
    least = max(_SHARES, key=lambda share: f1_score(noise, most > share))
    cover = judged.lines.plain[:, -len(KINDS) :]
    odds: Floats = np.where(cover > least, 20.0 + cover, -20.0)
    return np.column_stack([odds, np.zeros(len(odds))])


def f1_of(label: Ints, said: Ints) -> tuple[float, Floats]:
    """F1 of noise against body, and F1 of every class."""
    size = len(CLASSES)
    table = np.bincount(label * size + said, minlength=size * size).reshape(size, size)
    each = 2 * table.diagonal() / np.maximum(table.sum(axis=0) + table.sum(axis=1), 1)
    right, missed, wrong = table[:BODY, :BODY].sum(), table[:BODY, BODY].sum(), table[BODY, :BODY]
    return float(2 * right / max(2 * right + missed + wrong.sum(), 1)), each


def figures_of(known: Labelled, odds: Floats, part: str) -> dict[str, Any]:
    """F1 of noise against body, and macro F1 of the kinds, on the lines of one part."""
    rows = np.flatnonzero(known.part(part))
    label, said = known.lines.label.to_numpy()[rows], odds_to_label(odds[rows])
    classes = [i for i, n in enumerate(np.bincount(label, minlength=len(CLASSES))) if n >= ENOUGH]

    def scores(chosen: Ints) -> tuple[float, float]:
        noise, each = f1_of(label[chosen], said[chosen])
        return noise, float(each[classes].mean())

    _, place = np.unique(known.lines.site.to_numpy(str)[rows], return_inverse=True)
    members = [np.flatnonzero(place == i) for i in range(place.max() + 1)]
    generator, drawn = np.random.default_rng(0), []
    for _ in range(RESAMPLES):
        sites = generator.integers(len(members), size=len(members))
        drawn.append(scores(np.concatenate([members[i] for i in sites])))
    low, high = np.percentile(drawn, [2.5, 97.5], axis=0).round(3).tolist()
    noise, macro = scores(np.arange(len(rows)))
    return {
        "noise_f1": round(noise, 4),
        "noise_f1_interval": [low[0], high[0]],
        "macro_f1": round(macro, 4),
        "macro_f1_interval": [low[1], high[1]],
        "lines": len(rows),
        "sites": len(members),
    }


def by_kind(known: Labelled, odds: Floats) -> dict[str, Any]:
    """F1 of every kind over all lines of two annotators, their mean, and how many are of each."""
    rows = np.flatnonzero(known.part(*JUDGED))
    label, said = known.lines.label.to_numpy()[rows], odds_to_label(odds[rows])
    _, each = f1_of(label, said)
    named = dict(zip(CLASSES, each.round(3).tolist(), strict=True))
    counts = dict(zip(CLASSES, np.bincount(label, minlength=len(CLASSES)).tolist(), strict=True))
    macro = round(float(each.mean()), 4)
    return {"macro_f1": macro, "lines": len(rows), "f1": named, "lines of": counts}


def on_blocks(known: Labelled, odds: Floats) -> dict[str, Any]:
    """How well noise tells a template's blocks of wild pages from their main content."""
    rows = np.flatnonzero(known.part(source.BLOCKS))
    template = known.lines.label.to_numpy()[rows] < 0
    noise = 1 - recipe.softmax(odds[rows])[:, BODY]
    return {
        "template_f1": round(float(f1_score(template, noise > _HALF)), 4),
        "roc_auc": round(float(roc_auc_score(template, noise)), 4),
        "blocks": len(rows),
        "sites": int(known.lines.site[rows].nunique()),
    }


def speed() -> dict[str, float]:
    """Microseconds for a made-up page of about 1,000 words on 120 blocks."""
    menu = ["Home", "Leave a reply", "Share on Facebook", "Related posts", "12 May 2024"]
    prose = "The harbour froze in January and the boats stayed in until the ice broke up."
    texts = [menu[i % 5] if i % 3 else " ".join([prose] * (1 + i % 2)) for i in range(120)]
    page = read("".join(f"<div class=entry><p>{text}</p></div>" for text in texts))
    model, matches = default_models().template_noise, page.matches
    start, topics = page.table.start, page.matcher.topics

    def best(table: Any) -> float:
        def once() -> Array:
            return model.score(page.tokens, start, matches, topics=topics, table=table).noise

        once()
        return round(min(timeit.repeat(once, number=20, repeat=20)) / 20 * 1e6, 1)

    return {
        "words": len(page.tokens),
        "blocks": len(page.table),
        "microseconds by words": best(None),
        "microseconds": best(page.table),
    }


def run(data: Path) -> None:
    """Print the figures and write them down."""
    known = source.labelled(data)
    found, chosen = held_out(known)
    figures: dict[str, Any] = {
        part: {way: figures_of(known, odds, part) for way, odds in found.items()} for part in JUDGED
    }
    for way in (WORDS, AROUND):
        figures[f"kinds, {way}"] = by_kind(known, found[way])
        figures[f"blocks of wild pages, {way}"] = on_blocks(known, found[way])
    figures[f"kinds, {UNSPELT}"] = by_kind(known, found[UNSPELT])
    figures["an invented line counts"] = {"of": recipe.SEED_WEIGHTS, "in folds": chosen}
    figures["speed"] = speed()
    print(json.dumps(figures, indent=1, ensure_ascii=False))
    write_report("template_noise", figures)
