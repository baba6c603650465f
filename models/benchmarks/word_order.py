"""Word order on sites of sources that the network never saw: false alarms, and what it finds.

The point from which it would speak is chosen on the honest pages of one half of the sites, dealt
by hash, and tried on the other half: on its honest pages by source, and on what each recipe makes
of them.
"""

from __future__ import annotations

import zlib
from collections import Counter
from random import Random
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from models.learned.word_order_texts import ASIDE, RECIPES, disorder, texts
from models.places import write_report
from pagequality.learned.models import default_models
from pagequality.learned.word_order.model import sequence
from pagequality.text.lookalikes import folded
from pagequality.text.tokens import tokenise

if TYPE_CHECKING:
    from pathlib import Path

    from models.learned.word_order_texts import Text

FALSE_ALARMS: Final = 0.003
"""Share of honest pages above the point, on the half that it is chosen on."""
FAKES: Final = 200
"""Pages that each recipe is tried on."""


def half(site: str) -> int:
    """Deal a site into one of two halves."""
    return zlib.crc32(site.encode()) % 2


def score(text: str) -> float:
    """Return what the signal says of a text; ``nan`` where too little of it is prose."""
    model = default_models().word_order
    runs = model.judge(sequence(folded(tokenise(text)), model.common))
    return float("nan") if runs is None else float(runs.log_odds.mean())


def found(known: list[Text], point: float) -> dict[str, Any]:
    """Return for each recipe how many of its texts lie above the point."""
    random = Random(0)  # noqa: S311 - no secrets here
    figures = {}
    for recipe in RECIPES:
        own = random.sample(known, min(FAKES, len(known)))
        scores = np.array(
            [score(disorder(recipe, text, known, random=random)) for text in own], np.float64
        )
        scores = scores[~np.isnan(scores)]
        share = round(float((scores > point).mean()), 3)
        figures[recipe] = {"texts": len(scores), "found": share}
    return figures


def run(data: Path) -> None:
    """Print the figures and write them."""
    honest = [text for text in texts(data, ASIDE) if text.low == "0"]
    scores = np.array([score(text.text) for text in honest])
    known = ~np.isnan(scores)
    halves = np.array([half(text.site) for text in honest])
    point = float(np.quantile(scores[known & (halves == 0)], 1 - FALSE_ALARMS))
    tried = [(text, value) for text, value, side, fit in
             zip(honest, scores, halves, known, strict=True) if side and fit]  # fmt: skip
    pages = Counter(text.source for text, _ in tried)
    alarms = Counter(text.source for text, value in tried if value > point)
    figures = {
        "point": round(point, 2),
        "unknown": round(float(1 - known.mean()), 3),
        "honest": {"pages": len(tried), "alarms": sum(alarms.values())},
        "by_source": {
            source: {"pages": count, "alarms": alarms[source]} for source, count in pages.items()
        },
        "found": found([text for text, _ in tried], point),
    }
    for name, values in figures.items():
        print(name, values)
    write_report("word_order", figures)
