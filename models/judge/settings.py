"""The judge's settings: `choose` writes them, and everything that fits a judge reads them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from models.places import MODELS, write_json
from pagequality.training.fit import Settings

if TYPE_CHECKING:
    from pathlib import Path

PATH: Final = MODELS / "judge" / "settings.json"
SEED: Final = 2026
FOLDS: Final = 5
"""How many parts of whole sites the pages are dealt to, each held out once."""


@dataclass(frozen=True)
class Chosen:
    """What was chosen inside nested folds.

    Attributes:
        ridge: how far the wording model of each view is held back.
        exponent: how much pages of large sites are weighed down.
        networks: how much a page of neither the web slice nor the wild one counts.
        trees_share: the trees' say in the sum.
        page_bound: how far what stands around the content may move the log-odds.
    """

    ridge: dict[str, float]
    exponent: float
    networks: float
    trees_share: float
    page_bound: float

    @property
    def fit(self) -> Settings:
        """What the library's fit takes; the rest is in the weights of its examples."""
        return Settings(ridge=self.ridge, trees_share=self.trees_share, page_bound=self.page_bound)

    def to_json(self) -> dict[str, Any]:
        """Return plain numbers."""
        return asdict(self)


def chosen(path: Path = PATH) -> Chosen:
    """Read the settings."""
    return Chosen(**json.loads(path.read_text(encoding="utf-8")))


def keep(settings: Chosen, path: Path = PATH) -> None:
    """Write the settings."""
    write_json(path, settings.to_json())
