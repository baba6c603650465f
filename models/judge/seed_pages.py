"""Invented pages that teach kinds of low pages which the labelled pages hardly hold.

The labelled pages have few machine-made rewrites of news, the kind this project started
from, and hardly an honest report that carries the same clutter. ``models/seeds/pages`` has
both, written for this project; no page of them is ever a test page.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from models.data import HERE

from pagequality.reading import read_text
from pagequality.training.fit import Examples, joined
from pagequality.judge.vector import vector

FOLDER: Final = HERE / "seeds" / "pages"
WEIGHT: Final = 2.0
"""What an invented page counts; a labelled page that is alone on its site counts 1.6."""
ASPECTS: Final = {
    "honest": (0.0, 0.125, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0),
    "low": (1.0, 0.75, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0),
}
"""What annotators would say of each folder, aspect by aspect of `wording.ASPECTS`."""


def seed_examples() -> Examples:
    """Return the invented pages as examples of plain text, which is what they are."""
    paths = sorted(FOLDER.glob("*/*.txt"))
    pages = []
    for path in paths:
        title, _, text = path.read_text(encoding="utf-8").partition("\n")
        pages.append(read_text(text, title=title.strip()))
    vectors = np.array([vector(page) for page in pages])
    return Examples(
        vectors={"text": vectors},
        labels=np.array([int(path.parent.name == "low") for path in paths]),
        groups=np.array([f"seed {path.stem}" for path in paths]),
        weights=np.full(len(paths), WEIGHT),
        usual=np.zeros(len(paths)),
        words={view: [page.wording_views[view] for page in pages] for view in ("body", "title")},
        aspects=np.array([ASPECTS[path.parent.name] for path in paths]),
    )


def with_seeds(examples: Examples) -> Examples:
    """Add the invented pages to examples of plain text; those of HTML stay as they are."""
    return joined(examples, seed_examples()) if "text" in examples.vectors else examples
