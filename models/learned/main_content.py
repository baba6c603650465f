"""Train the model that finds the main content, and one model a fold for honest figures.

Needs the extra ``train-content``. The fold models are kept in the cache for the benchmark. A fold
model has not seen the sites of its fold, nor were the class words it knows counted there.
`main_content_network` holds the network, `main_content_example` and `main_content_pages` what it
learns from, `main_content_gold` and `main_content_marked` the labels. The line that estimates a
page's share of main content is fitted on pages that further networks judged, each of which had
not seen their fold either.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, partial
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from joblib import Parallel, delayed
from sklearn.linear_model import QuantileRegressor

from models.artefacts import small_models, write_small_model
from models.cache import Cache, cache_of
from models.learned.main_content_example import TYPES, Example, blocks_of, example
from models.learned.main_content_gold import FOLDS, GOLD, Gold, gold_pages
from models.learned.main_content_marked import Marked, files, marked_pages
from pagequality.learned.main_content import decision
from pagequality.learned.main_content.network import PROTOCOL, MainContentModel

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from models.learned.main_content_network import Trained
    from pagequality.text.arrays import Array, Floats

    Held = Sequence[tuple[Gold | Marked, Example]]

SITES: Final = 0.035
"""On such a share of the sites a class word must stand to become a stem."""
_WORD = re.compile(r"[a-z]+")
_HUMP = re.compile(r"([a-z])([A-Z])")
_SHORTEST: Final = 3
_UTILITY: Final = frozenset(
    "flex col row items center justify between left right top bottom width height min max gap "
    "font align padding margin absolute relative rounded border white black gray grey blue "
    "green red orange purple yellow dark light first last odd even and the has".split()
)
"""Words that only style: colours, sides, sizes."""
SMALL: Final = ("stem", "category")
"""Arrays that are kept in half precision."""
SPARED: Final = [frozenset(some) for size in range(3) for some in combinations(range(FOLDS), size)]
"""The folds that a network must not see."""


@cache
def label_words(text: str) -> set[str]:
    """Return the words of a class or id label; ``siteFooter`` has two.

    >>> sorted(label_words("siteFooter post-12"))
    ['footer', 'post', 'site']
    """
    return set(_WORD.findall(_HUMP.sub(r"\1 \2", text).lower()))


def common_stems(pages: Held, share: float = SITES) -> tuple[str, ...]:
    """Return the class words that many sites use, whatever they label."""
    seen: dict[str, set[str]] = defaultdict(set)
    for row, page in pages:
        for word in set[str]().union(*map(label_words, set(page.labels))):
            seen[word].add(row.site)
    least = share * len({row.site for row, _ in pages})
    return tuple(
        sorted(
            word
            for word, where in seen.items()
            if len(where) >= least and len(word) >= _SHORTEST and word not in _UTILITY
        )
    )


def gather(data: Path) -> list[tuple[Gold | Marked, Example]]:
    """Read, measure and label the pages that have text, those of gold text and the marked ones."""
    models = small_models()
    rows: list[Gold | Marked] = [*gold_pages(data), *marked_pages(data)]
    read_pages = ((row, blocks_of(row, models)) for row in rows)
    return [(row, example(page, row)) for row, page in read_pages if len(page.table)]


class Trainer:
    """Networks that have not seen some folds: none, one or two of them, trained side by side."""

    def __init__(self, held: Held) -> None:
        self.held = held
        networks = Parallel(-1)(delayed(taught)(_without(held, spared)) for spared in SPARED)
        self.trained: dict[frozenset[int], Trained] = dict(zip(SPARED, networks, strict=True))

    def model(self, spared: frozenset[int]) -> dict[str, Array]:
        """Return the arrays of a network with its line for the share of main content."""
        judged: list[tuple[Example, Array]] = []
        for fold in sorted(set(range(FOLDS)) - spared):
            pages = [page for row, page in self.held if row.fold == fold]
            judged += zip(pages, self.trained[spared | {fold}].judge(pages), strict=True)
        return arrays_of(self.trained[spared], share_line(judged))


def _without(held: Held, spared: frozenset[int]) -> Held:
    return [pair for pair in held if pair[0].fold not in spared]


def share_line(judged: Sequence[tuple[Example, Array]]) -> Floats:
    """Fit the share of main content to what is decided on pages; return constant and slopes.

    The pages must have been judged by networks that never saw their sites. The line is that
    of the median, which has the least absolute error.
    """
    rows = [
        (*decision.decide(probability.astype(float), page.shape, page.hidden)[1], page.shown)
        for page, probability in judged
    ]
    table = np.array(rows)
    table = table[np.isfinite(table).all(axis=1)]
    line = QuantileRegressor(quantile=0.5, alpha=0).fit(table[:, :-1], table[:, -1])
    return np.array([line.intercept_, *line.coef_])


def taught(held: Held, share: float = SITES) -> Trained:
    """Count class words on some pages, then train on them."""
    from models.learned.main_content_network import train  # noqa: PLC0415 - needs PyTorch

    stems = common_stems(held, share)
    trained = train([page for _, page in held], stems)
    print(f"trained on {len(held)} pages, {len(stems)} stems", flush=True)
    return trained


def arrays_of(trained: Trained, line: Floats) -> dict[str, Array]:
    """Return the arrays of a trained network as they are kept, and its stems."""
    from models.learned.main_content_network import arrays  # noqa: PLC0415 - needs PyTorch

    kept = {
        name: array.astype(np.float16 if name in SMALL else np.float32)
        for name, array in (arrays(trained) | {"share": line}).items()
    }
    return kept | {"stems": np.array(trained.stems)}


def model_of(arrays: dict[str, Array]) -> MainContentModel:
    """Build the model that the library would load."""
    weights = {name: array.astype(np.float32) for name, array in arrays.items() if name != "stems"}
    return MainContentModel(weights, tuple(arrays["stems"].tolist()), TYPES)


def fold_cache(data: Path) -> Cache:
    """Return where the fold models are kept; they are trained without any shipped model."""
    return cache_of("models.learned.main_content", data, files=(GOLD, *files(data)), bundle=None)


def fold_models(data: Path, trainer: Trainer | None = None) -> list[MainContentModel]:
    """Return the fold models, trained first when they are not kept."""
    cache = fold_cache(data)
    if trainer is None and not all(cache.has(f"main_content-{fold}") for fold in range(FOLDS)):
        trainer = Trainer(gather(data))

    def trained(fold: int) -> dict[str, Array]:
        assert trainer is not None
        return trainer.model(frozenset((fold,)))

    return [
        model_of(cache.arrays(f"main_content-{fold}", partial(trained, fold)))
        for fold in range(FOLDS)
    ]


def run(data: Path) -> None:
    """Train the model of all pages and the fold models."""
    trainer = Trainer(gather(data))
    arrays = trainer.model(frozenset())
    stems: list[Any] = arrays.pop("stems").tolist()
    about = {"protocol": PROTOCOL, "page_types": TYPES, "stems": stems}
    write_small_model("main_content", about, arrays)
    fold_models(data, trainer)
