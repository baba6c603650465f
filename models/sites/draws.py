"""Pages drawn from the wild sites, and what they measure: what the model of sites learns from.

Each site's judged pages are put into a few orders by chance, and measured after the first, the
second, and so on; so every number of pages is judged on the same draws.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from models.cache import cache_of
from models.judge.measured import measured
from models.judge.settings import SEED
from models.sites.page_scores import page_scores
from models.sites.sketches import sketched
from pagequality.sites.features import measure
from pagequality.sites.marks import PageMark, key_of, kind_of
from pagequality.sites.measures import NAMES

if TYPE_CHECKING:
    from pathlib import Path

    from pagequality.text.arrays import Array, Floats, Ints

ORDERS: Final = 8
"""In how many orders a site's pages come."""
COUNTS: Final = (1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 16)
"""After how many pages they are measured."""
_LOW, _HONEST = 0.8, 0.2


class Sites(NamedTuple):
    """The wild sites.

    Attributes:
        marks: the judged pages of each, with held-out scores and sketches.
        label: 1 for low, 0 for honest, -1 for mixed: what its labelled pages say.
        source: what kind of site it is.
        family: of the sites that hold one: which of its pages belong to it, and which family.
    """

    marks: dict[str, list[PageMark]]
    label: dict[str, int]
    source: dict[str, str]
    family: dict[str, list[str]]


class Draws(NamedTuple):
    """Draws of pages as arrays of one length.

    Attributes:
        site: which site.
        order: which of its orders.
        pages: how many.
        mean: their mean probability.
        deciles: nine deciles of their log-odds, a row a draw.
        values: what `features.measure` says, a row a draw.
    """

    site: Array
    order: Ints
    pages: Ints
    mean: Floats
    deciles: Floats
    values: Floats


def wild_sites(data: Path) -> Sites:
    """Return the wild sites with the scores of judges that never saw them."""
    labelled, scores, pages = measured(data), page_scores(data), sketched(data)
    known = {page: i for i, page in enumerate(labelled.ids)}
    first = next(i for i, page in enumerate(pages.id) if page not in known)
    marks, family = defaultdict(list), defaultdict(list)
    said, source = defaultdict(list), {}
    for i, (page, site) in enumerate(zip(pages.id.tolist(), pages.site.tolist(), strict=True)):
        if page in known:
            log_odds = float(scores.labelled[known[page]])
            source[site] = str(labelled.source[known[page]])
            said[site].append(int(labelled.low[known[page]]))
        else:
            log_odds = float(scores.further[i - first])
        if pages.judged[i] and np.isfinite(log_odds):
            url = str(pages.url[i])
            marks[site].append(
                PageMark(key_of(page), url, log_odds, kind_of(url), (), pages.sketch[i])
            )
            family[site].append(str(pages.family[i]))
    label = {site: _label([low for low in lows if low >= 0]) for site, lows in said.items()}
    kept = sorted(site for site, low in label.items() if low is not None and marks[site])
    return Sites(
        {site: marks[site] for site in kept},
        {site: low for site, low in label.items() if low is not None},
        source,
        {site: family[site] for site in kept},
    )


def _label(lows: list[int]) -> int | None:
    """Return what a site's pages say; nothing where none was called low or honest."""
    if not lows:
        return None
    share = sum(lows) / len(lows)
    return 1 if share >= _LOW else 0 if share <= _HONEST else -1


def draws(data: Path) -> Draws:
    """Return the draws of every site, from the cache where possible."""
    cache = cache_of(__name__, data, files=("sites/*.parquet",), settings=(ORDERS, COUNTS))
    kept = cache.arrays("draws", lambda: _drawn(wild_sites(data))._asdict())
    return Draws(**kept)


def _drawn(sites: Sites) -> Draws:
    generator = np.random.default_rng(SEED)
    rows = []
    for site, marks in sites.marks.items():
        for order in range(ORDERS):
            turns = generator.permutation(len(marks))
            rows += [
                (site, order, count, [marks[i] for i in turns[:count]])
                for count in COUNTS if count <= len(marks)
            ]  # fmt: skip
    sums = [np.array([mark.log_odds for mark in marks]) for *_, marks in rows]
    return Draws(
        np.array([site for site, *_ in rows]),
        np.array([order for _, order, _, _ in rows]),
        np.array([count for _, _, count, _ in rows]),
        np.array([float((0.5 * (1 + np.tanh(0.5 * own))).mean()) for own in sums]),
        np.array([np.quantile(own, np.linspace(0.1, 0.9, 9)) for own in sums]),
        np.array([measure(marks).values for *_, marks in rows]).reshape(-1, len(NAMES)),
    )
