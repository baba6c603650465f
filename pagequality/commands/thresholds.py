"""From which probability on a page is called low: the options, and what they come to."""

from __future__ import annotations

from logging import getLogger
from typing import TYPE_CHECKING, NamedTuple

from pagequality.commands.base import share
from pagequality.corpus.options import ScoringOptions
from pagequality.corpus.worker import PageWorker
from pagequality.errors import PageQualityError
from pagequality.text.visible import visible

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from pagequality.judge.model import Model
    from pagequality.judge.scorer import Scorer

_log = getLogger(__name__)


class Threshold(NamedTuple):
    """A threshold, nothing where none was asked for, and a sentence that says whence it comes."""

    value: float | None
    told: str


def add_threshold_options(parser: ArgumentParser) -> None:
    """Add the two ways to say what is called low."""
    either = parser.add_mutually_exclusive_group()
    either.add_argument(
        "--threshold", type=share, metavar="P", help="probability from which on a page is low"
    )
    either.add_argument(
        "--precision", type=share, metavar="P",
        help="choose the threshold so that this share of the pages called low is low",
    )  # fmt: skip


def tell_made_with(scorer: Scorer, threshold: Threshold) -> None:
    """Log what single pages are judged with: what a file of scores would keep."""
    about = PageWorker(scorer, ScoringOptions(threshold=threshold.value)).about()
    for name, value in about.items():
        _log.debug("made with %s: %s", name, visible(str(value)))


def threshold_of(options: Namespace, model: Model) -> Threshold:
    """Return the threshold that the options ask for, at their prior.

    Raises:
        PageQualityError: no threshold has the precision that is asked for.
    """
    if options.precision is None:
        told = "" if options.threshold is None else f"low from {options.threshold:g} on"
        return Threshold(options.threshold, told)
    try:
        value = model.threshold_for(precision=options.precision, prior=options.prior)
    except ValueError as error:
        message = f"--precision: {error}"
        raise PageQualityError(message) from error
    prior = "" if options.prior is None else f" where {options.prior:.3g} of the pages are low"
    return Threshold(value, f"low from {value:.4f} on: precision {options.precision:g}{prior}")
