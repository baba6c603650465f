"""Pages made by recipe of the invented honest ones: what proves, and is rare among the labels.

Each kind is what one signal tells: words without order, letters without order, letters of other
scripts in Latin words, lists of combined keywords, notes that were left in.
"""

from __future__ import annotations

import re
from itertools import product
from random import Random
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from models.artefacts import small_models
from models.judge.seed_pages import seeds
from models.learned.word_order_texts import Part, Text, disorder, part_of
from pagequality.reading import read_text
from pagequality.signals import SIGNALS
from pagequality.text.wordlists import PHRASES, read_phrases
from pagequality.training.proofs import fit_proofs

if TYPE_CHECKING:
    from collections.abc import Callable

    from pagequality.judge.proofs import Proofs
    from pagequality.text.arrays import Floats
    from pagequality.training.examples import Examples

    Recipe = Callable[["Draw"], str]

_SEED: Final = 2026
_TIMES: Final = 4
"""How often a kind is made of each text."""
_WORD: Final = re.compile(r"[A-Za-z]{3,}")
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_ALIKE: Final = str.maketrans("aceiopxyACEHKMOPTX", "асеіорхуАСЕНКМОРТХ")
"""Latin letters, and the Cyrillic ones that look like them."""
_DISORDERS: Final = ("markov1", "markov2", "salad", "words", "sentences")


class Draw(NamedTuple):
    """A text to make a page of, the others, and chance."""

    text: str
    others: list[str]
    random: Random

    @property
    def lines(self) -> list[str]:
        """Its paragraphs."""
        return [line for line in self.text.split("\n") if line.strip()]


def _without_order(draw: Draw) -> str:
    own, *others = (Text("seed", "seed", "0", text) for text in (draw.text, *draw.others))
    return disorder(draw.random.choice(_DISORDERS), own, others, random=draw.random)


def _of_letters(draw: Draw) -> str:
    """Half of its words or more are keys that somebody struck."""
    share = draw.random.uniform(0.5, 1.0)

    def struck(found: re.Match[str]) -> str:
        if draw.random.random() > share:
            return found[0]
        return "".join(draw.random.choices(_LETTERS, k=len(found[0])))

    return _WORD.sub(struck, draw.text)


def _of_lookalikes(draw: Draw) -> str:
    """A tenth of its words or more are written with Cyrillic letters that look alike."""
    share = draw.random.uniform(0.1, 1.0)

    def disguised(found: re.Match[str]) -> str:
        return found[0].translate(_ALIKE) if draw.random.random() < share else found[0]

    return _WORD.sub(disguised, draw.text)


def _of_keywords(draw: Draw) -> str:
    """A few of its words in all combinations, on one line, behind some of its paragraphs."""
    known = sorted(set(_WORD.findall(draw.text.lower())))
    how, what, where = (
        draw.random.sample(known, size) for size in (3, 4, draw.random.randint(3, 9))
    )
    listed = [" ".join(words) for words in product(how, what, where)]
    kept = draw.random.randint(0, len(draw.lines) // 2)
    return "\n".join([*draw.lines[:kept], ", ".join(listed)])


def _with_notes(draw: Draw) -> str:
    """It begins or ends with what was said to a machine, or by it."""
    note = f"{draw.random.choice(_said('working_note')).capitalize()} what you asked for."
    text = _longer(draw)
    return f"{note}\n{text}" if draw.random.random() < 1 / 2 else f"{text}\n{note}"


def _longer(draw: Draw) -> str:
    """Join it with up to four others: pages are of all lengths."""
    return "\n".join([draw.text, *draw.random.sample(draw.others, draw.random.randint(0, 4))])


def _said(topic: str) -> list[str]:
    return sorted(read_phrases(PHRASES / topic / "en.txt"))


RECIPES: Final[dict[str, Recipe]] = {
    "word_order": _without_order,
    "letter_order": _of_letters,
    "lookalike_letters": _of_lookalikes,
    "keyword_lists": _of_keywords,
    "working_notes": _with_notes,
}
"""By the signal that tells it, how a page of a kind is made."""


def made() -> dict[str, Floats]:
    """Return by signal its values on pages of the kind that it tells."""
    texts, models = [seed.text for seed in seeds() if not seed.low], small_models()
    functions = {signal.name: signal.function for signal in SIGNALS}
    found = {}
    for name, recipe in RECIPES.items():
        random = Random(f"{_SEED} {name}")  # noqa: S311 - no secret
        pages = [
            read_text(recipe(Draw(text, [other for other in texts if other is not text], random)),
                      models=models)
            for text in texts for _ in range(_TIMES)
        ]  # fmt: skip
        found[name] = np.nan_to_num([functions[name](page) for page in pages])
    return found


def proofs_of(examples: Examples) -> Proofs:
    """Measure what each of these signals proves, against the honest ones of some pages.

    Left out are sites that the network of word order learned from: it knows their pages.
    """
    known = [part_of(str(site)) is Part.TEACHES for site in examples.groups]
    honest = (examples.labels == 0) & (examples.usual > 0) & ~np.array(known)
    return fit_proofs(np.concatenate([rows[honest] for rows in examples.vectors.values()]), made())
