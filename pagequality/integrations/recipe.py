"""What travels to a cluster's workers: settings, from which each makes its judge once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from pagequality.corpus.worker import Judge
from pagequality.judge.scorer import shipped_scorer

if TYPE_CHECKING:
    from pagequality.corpus.items import Columns
    from pagequality.tabular.schema import Shape


@dataclass(frozen=True)
class Recipe:
    """How to make a judge; equal recipes give the very same judge in one process.

    Attributes:
        scorer: a scorer to send along, or nothing for the default model, which every worker
            loads from its own installation.
        columns: where the pages are.
        shape: the columns of a row.
        text: the pages are extracted text.
        limit: seconds a page may take.
    """

    scorer: Any
    columns: Columns
    shape: Shape
    text: bool
    limit: float | None

    def judge(self) -> Judge:
        """Return the judge of this process."""
        return _shared(self) if self.scorer is None else _made(self)


def _made(recipe: Recipe) -> Judge:
    scorer = recipe.scorer or shipped_scorer()
    return Judge(scorer, recipe.columns, recipe.shape, recipe.text, recipe.limit)


@cache
def _shared(recipe: Recipe) -> Judge:
    return _made(recipe)
