"""Word order on sites that the network never saw: false alarms, and what it finds.

The point from which it would speak is chosen on the honest pages of a fifth of the sites, and tried
on another fifth: on its honest pages by collection, on what each recipe makes of them, and on short
pages of parts of several of them. The other sites taught the network.
"""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from models.learned.word_order_texts import (
    RECIPES,
    SHORT_KINDS,
    Part,
    disorder,
    part_of,
    short_page,
    texts,
)
from models.places import write_report
from pagequality.learned.models import default_models
from pagequality.learned.word_order.model import sequence
from pagequality.text.lookalikes import folded
from pagequality.text.tokens import tokenise

if TYPE_CHECKING:
    from pathlib import Path

    from models.learned.word_order_texts import Text

FALSE_ALARMS: Final = 0.01
"""Share of honest pages above the point, on the sites that it is chosen on."""
FAKES: Final = 200
"""Pages that each recipe is tried on."""


def score(text: str) -> float:
    """Return what the signal says of a text; ``nan`` where too little of it is prose."""
    model = default_models().word_order
    runs = model.judge(sequence(folded(tokenise(text)), model.common))
    return float("nan") if runs is None else runs.disorder


def collection_of(text: Text) -> str:
    """Name the collection that a text is of."""
    return "wild" if text.source.startswith("wild:") else "first"


def found(known: list[Text], point: float) -> dict[str, Any]:
    """Return for each recipe how many of its texts lie above the point."""
    random = Random(0)  # noqa: S311 - no secrets here
    figures = {}
    for recipe in RECIPES:
        own = random.sample(known, min(FAKES, len(known)))
        made = [disorder(recipe, text, known, random=random) for text in own]
        figures[recipe] = _above(made, point)
    return figures


def found_short(known: list[Text], point: float) -> dict[str, Any]:
    """Return the same of short pages of each kind."""
    random = Random(0)  # noqa: S311 - no secrets here
    return {
        kind: _above([short_page(kind, known, random) for _ in range(FAKES)], point)
        for kind in SHORT_KINDS
    }


def _above(made: list[str], point: float) -> dict[str, Any]:
    """How many texts say enough, and the share of these that lies above the point."""
    scores = np.array([score(text) for text in made], np.float64)
    scores = scores[~np.isnan(scores)]
    return {"texts": len(scores), "found": round(float((scores > point).mean()), 3)}


def run(data: Path) -> None:
    """Print the figures and write them."""
    honest = [text for text in texts(data) if text.low == "0"]
    parts = {
        part: [(text, score(text.text)) for text in honest if part_of(text.site) is part]
        for part in (Part.CHOOSES, Part.REPORTS)
    }
    tried = [(text, value) for text, value in parts[Part.REPORTS] if not np.isnan(value)]
    point = float(np.nanquantile([value for _, value in parts[Part.CHOOSES]], 1 - FALSE_ALARMS))
    pages = Counter(collection_of(text) for text, _ in tried)
    alarms = Counter(collection_of(text) for text, value in tried if value > point)
    figures = {
        "point": round(point, 2),
        "unknown": round(1 - len(tried) / len(parts[Part.REPORTS]), 3),
        "honest": {"pages": len(tried), "alarms": sum(alarms.values())},
        "by_collection": {
            name: {"pages": count, "alarms": alarms[name]} for name, count in pages.items()
        },
        "found": found([text for text, _ in tried], point),
        "found_short": found_short([text for text, _ in tried], point),
    }
    for name, values in figures.items():
        print(name, values)
    write_report("word_order", figures)
