"""What judges that never saw a site say of its pages, the further ones included.

The folds are those of `models.judge.bench`: whole sites held out. A page of a site is scored by
the judge of the fold that holds the site out; a site of no labelled page is held out by all of
them, and the first scores it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from models.cache import cache_of
from models.judge.bench import Bench, on_each_fold
from models.judge.cross_validation import judge_of
from models.judge.seed_pages import with_seeds
from models.judge.settings import SEED, chosen
from models.sites.further import further
from pagequality.training.examples import Examples, joined
from pagequality.training.fit import HALF_WORDS, log_odds
from pagequality.training.wording import with_wording

if TYPE_CHECKING:
    from pathlib import Path

    from models.cache import Cache
    from pagequality.text.arrays import Array, Floats, Hashes, Ints


class PageScores(NamedTuple):
    """Held-out log-odds of low quality.

    Attributes:
        labelled: of all labelled pages, in the order of `measured`; ``nan`` for pages of sites
            that no fold holds out.
        further: of the pages of `further`.
    """

    labelled: Floats
    further: Floats


def page_scores(data: Path) -> PageScores:
    """Return the held-out scores, from the cache where possible."""
    settings = chosen()
    cache = cache_of(__name__, data, files=("sites/*.parquet",), settings=settings)
    bench = Bench(data, settings)
    everyone = _everyone(bench, data)
    found = np.full(len(everyone), np.nan)
    parts = [_held_out_by(bench, everyone, number) for number in range(len(bench.parts))]
    judge = partial(_scored, everyone=everyone, parts=parts, cache=cache)
    for rows, scores in zip(parts, on_each_fold(bench, judge), strict=True):
        found[rows] = scores
    known = len(bench.labelled.ids)
    return PageScores(found[:known], found[known:])


def _held_out_by(bench: Bench, everyone: Examples, number: int) -> Ints:
    """Return the pages that the judge of a fold scores."""
    sites, (inside, outside) = bench.labelled.site[bench.rows], bench.parts[number]
    mine = np.isin(everyone.groups, sites[outside])
    if number == 0:
        mine |= ~np.isin(everyone.groups, np.concatenate([sites[inside], sites[outside]]))
    return np.flatnonzero(mine)


def _scored(
    bench: Bench, number: int, *, everyone: Examples, parts: list[Ints], cache: Cache
) -> Floats:
    pages = everyone.take(parts[number])
    kept = cache.arrays(f"fold-{number}", partial(_scores, bench, pages, number))
    scores: Floats = kept["log_odds"]
    return scores


def _scores(bench: Bench, pages: Examples, number: int) -> dict[str, Floats]:
    inside, outside = bench.parts[number]
    return {"log_odds": scores_apart(bench, pages, inside=inside, outside=outside)}


def scores_apart(bench: Bench, pages: Examples, *, inside: Ints, outside: Ints) -> Floats:
    """Return what the judge of some pages says of others, wording and all fitted without these.

    ``inside`` and ``outside`` are places in `Bench.rows`; ``weights`` of the pages are their words.
    """
    known = with_seeds(bench.teaching(bench.rows[inside], bench.rows[outside]))
    _, taught, scored = with_wording(known, pages, SEED, ridge=bench.settings.ridge)
    assert scored is not None
    plain = with_seeds(bench.examples.take(bench.usual(inside)))
    train = replace(plain, vectors=taught.vectors, words={}, aspects=None)
    judge, base = judge_of(train, bench)
    judged = log_odds(judge, scored.vectors["html"]) - base
    found: Floats = base + pages.weights / (pages.weights + HALF_WORDS) * judged
    return found


def _everyone(bench: Bench, data: Path) -> Examples:
    """Return all pages, labelled ones first, as examples that teach nothing."""
    labelled, more = bench.labelled, further(data)
    return joined(
        to_score(labelled.vectors, labelled.views, words=labelled.words, sites=labelled.site),
        to_score(more.vectors, more.views, words=more.words, sites=more.site),
    )


def to_score(
    vectors: Floats, views: dict[str, list[Hashes]], *, words: Array, sites: Array
) -> Examples:
    """Return pages as examples that teach nothing; their ``weights`` are their words."""
    return Examples(
        vectors={"html": vectors},
        labels=np.full(len(sites), -1),
        groups=sites,
        weights=words.astype(float),
        usual=np.zeros(len(sites)),
        words={"html": views},
    )
