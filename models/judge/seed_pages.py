"""Invented pages that teach kinds of low pages which the labelled pages hardly hold.

The labelled pages have few machine-made rewrites of news, the kind this project started
from, and hardly an honest report that carries the same clutter. ``models/seeds/pages`` has
both, written for this project; no page of them is ever a test page.
"""

from __future__ import annotations

from random import Random
from typing import Final, NamedTuple

import numpy as np

from models.artefacts import small_models
from models.learned.word_order_texts import Text, disorder
from models.places import SEEDS
from pagequality.judge.vector import vector
from pagequality.learned.wording import views
from pagequality.learned.wording.aspects import VIEWS, taught_by
from pagequality.reading import read_text
from pagequality.training.examples import Examples, joined

_SEED: Final = 2026
WEIGHT: Final = 2.0
"""What an invented page counts; a labelled page that is alone on its site counts 1.6."""
LABELS: Final = {
    "honest": {"low": "0", "score": "0.5", "flags": "o", "kind": "news"},
    "low": {"low": "1", "score": "3", "flags": "pa", "kind": "mill"},
}
"""What annotators would say of the pages of each folder; of the honest some 0 and some 1."""


DISORDERED: Final = (
    "markov1", "words", "translated", "markov2", "pieces", "translated", "sentences", "markov3",
)  # fmt: skip
"""How the honest texts lose their order, in turns: text that is no text is rare in the labels."""
_TURNS: Final = 2
"""How often each of them loses it."""


class Seed(NamedTuple):
    """An invented page: its name, title and text, whether it is low, and what its words teach."""

    name: str
    title: str
    text: str
    low: bool
    words: str


def seeds() -> list[Seed]:
    """Read the invented pages; each honest one comes twice without its order, too, which is low.

    Words in no order are as honest as they were: what they teach the wording models stays.
    """
    found = []
    for path in sorted((SEEDS / "pages").glob("*/*.txt")):
        title, _, text = path.read_text(encoding="utf-8").partition("\n")
        kind = path.parent.name
        found.append(Seed(path.stem, title.strip(), text, kind == "low", kind))
    honest = [seed for seed in found if not seed.low]
    texts = [Text(seed.name, "seed", "0", seed.text) for seed in honest]
    random = Random(_SEED)  # noqa: S311 - no secret
    for number, (seed, own) in enumerate([*zip(honest, texts, strict=True)] * _TURNS):
        others = [text for text in texts if text is not own]
        mixed = disorder(DISORDERED[number % len(DISORDERED)], own, others, random=random)
        found.append(seed._replace(text=mixed, low=True))
    return found


def seed_examples() -> Examples:
    """Return the invented pages as examples; they have no markup, as HTML no more than as text."""
    known, models = seeds(), small_models()
    pages = [read_text(seed.text, title=seed.title, models=models) for seed in known]
    vectors = np.array([vector(page) for page in pages])
    words = {view: [views(page)[view] for page in pages] for view in VIEWS}
    return Examples(
        vectors={"html": vectors, "text": vectors},
        labels=np.array([int(seed.low) for seed in known]),
        groups=np.array([f"seed {seed.name}" for seed in known]),
        weights=np.full(len(known), WEIGHT),
        usual=np.zeros(len(known)),
        words={"html": words, "text": words},
        aspects=np.array([taught_by(LABELS[seed.words]) for seed in known]),
    )


def with_seeds(examples: Examples) -> Examples:
    """Add the invented pages to labelled ones."""
    return joined(examples, seed_examples())
