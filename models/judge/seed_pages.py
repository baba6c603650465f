"""Invented pages that teach kinds of low pages which the labelled pages hardly hold.

The labelled pages have few machine-made rewrites of news, the kind this project started
from, and hardly an honest report that carries the same clutter. ``models/seeds/pages`` has
both, written for this project; no page of them is ever a test page.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from models.artefacts import small_models
from models.places import SEEDS
from pagequality.judge.vector import vector
from pagequality.learned.wording import views
from pagequality.learned.wording.aspects import VIEWS, taught_by
from pagequality.reading import read_text
from pagequality.training.examples import Examples, joined

WEIGHT: Final = 2.0
"""What an invented page counts; a labelled page that is alone on its site counts 1.6."""
LABELS: Final = {
    "honest": {"low": "0", "score": "0.5", "flags": "o", "kind": "news"},
    "low": {"low": "1", "score": "3", "flags": "pa", "kind": "mill"},
}
"""What annotators would say of the pages of each folder; of the honest some 0 and some 1."""


def seed_examples() -> Examples:
    """Return the invented pages as examples; they have no markup, as HTML no more than as text."""
    paths, models = sorted((SEEDS / "pages").glob("*/*.txt")), small_models()
    pages = []
    for path in paths:
        title, _, text = path.read_text(encoding="utf-8").partition("\n")
        pages.append(read_text(text, title=title.strip(), models=models))
    vectors = np.array([vector(page) for page in pages])
    words = {view: [views(page)[view] for page in pages] for view in VIEWS}
    return Examples(
        vectors={"html": vectors, "text": vectors},
        labels=np.array([int(path.parent.name == "low") for path in paths]),
        groups=np.array([f"seed {path.stem}" for path in paths]),
        weights=np.full(len(paths), WEIGHT),
        usual=np.zeros(len(paths)),
        words={"html": words, "text": words},
        aspects=np.array([taught_by(LABELS[path.parent.name]) for path in paths]),
    )


def with_seeds(examples: Examples) -> Examples:
    """Add the invented pages to labelled ones."""
    return joined(examples, seed_examples())
