"""Invented pages that teach kinds of low pages which the labelled pages hardly hold.

The labelled pages have few machine-made rewrites of news, the kind this project started
from, and hardly an honest report that carries the same clutter. Of trades that farms like to
write of, they have farms and hardly a tradesman. ``models/seeds/pages`` has both sides of both,
written for this project, in folders by label and kind of page; no page of them is ever a test page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from models.artefacts import small_models
from models.places import SEEDS
from pagequality.judge.vector import vector
from pagequality.learned.wording import views
from pagequality.learned.wording.aspects import VIEWS, taught_by
from pagequality.reading import read_text
from pagequality.training.examples import Examples, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

WEIGHT: Final = 2.0
"""What an invented page counts; a labelled page that is alone on its site counts 1.6."""
LABELS: Final = {
    "honest": {"low": "0", "score": "0.5", "flags": "o"},
    "low": {"low": "1", "score": "3", "flags": "pa"},
}
"""What annotators would say of the pages of each folder; of the honest some 0 and some 1."""


class Seed(NamedTuple):
    """An invented page: its name, title and text, its label and its kind."""

    name: str
    title: str
    text: str
    label: str
    kind: str

    @property
    def low(self) -> bool:
        """Whether it is a low page."""
        return self.label == "low"

    @property
    def row(self) -> dict[str, str]:
        """What annotators would say of it."""
        return LABELS[self.label] | {"kind": self.kind}


def seeds() -> list[Seed]:
    """Read the invented pages."""
    found = []
    for path in sorted((SEEDS / "pages").glob("*/*/*.txt")):
        title, _, text = path.read_text(encoding="utf-8").partition("\n")
        label, kind = path.parts[-3:-1]
        found.append(Seed(path.stem, title.strip(), text, label, kind))
    return found


def without_trades() -> list[Seed]:
    """Return the invented pages that are of no trade: those of trades come in pairs of one name."""
    known = seeds()
    honest, low = ({seed.name for seed in known if seed.label == label} for label in LABELS)
    return [seed for seed in known if seed.name not in honest & low]


def seed_examples(known: Sequence[Seed]) -> Examples:
    """Return invented pages as examples; they have no markup, as HTML no more than as text."""
    models = small_models()
    pages = [read_text(seed.text, title=seed.title, models=models) for seed in known]
    vectors = np.array([vector(page) for page in pages])
    words = {view: [views(page)[view] for page in pages] for view in VIEWS}
    return Examples(
        vectors={"html": vectors, "text": vectors},
        labels=np.array([int(seed.low) for seed in known]),
        groups=np.array([f"seed {seed.label} {seed.name}" for seed in known]),
        weights=np.full(len(known), WEIGHT),
        usual=np.zeros(len(known)),
        words={"html": words, "text": words},
        aspects=np.array([taught_by(seed.row) for seed in known]),
    )


def with_seeds(examples: Examples, known: Sequence[Seed] | None = None) -> Examples:
    """Add invented pages to labelled ones: all of them, if it is not said which."""
    chosen = seeds() if known is None else known
    return joined(examples, seed_examples(chosen)) if chosen else examples
