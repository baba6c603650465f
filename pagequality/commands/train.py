"""``pagequality train``: a model from labels of your own, alone or on top of another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from pagequality.commands.base import MISUSE, OK, UNREADABLE, Command, log, number, write
from pagequality.commands.labels import HELP, LabelsError, page_of, read_labels
from pagequality.judge.model import default_model, load_model
from pagequality.judge.scorer import Scorer
from pagequality.judge.vector import vector
from pagequality.reading import read_text
from pagequality.tabular.outputs import can_be_written, keep_apart
from pagequality.training.evaluation import average_precision, roc_auc

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from pagequality.commands.labels import Labelled
    from pagequality.judge.model import Model
    from pagequality.page.page import Page
    from pagequality.training.examples import Examples

_FEW = 100


def add_options(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("labels", metavar="LABELS.csv", help=HELP)
    parser.add_argument("-o", "--output", required=True, metavar="MODEL.json", help="where to")
    parser.add_argument(
        "--on-top", nargs="?", const="", metavar="MODEL",
        help="correct the shipped model, or the one given, instead of starting anew: for "
        "tens to hundreds of labels",
    )  # fmt: skip
    parser.add_argument("--name", default="custom", help="of the model (%(default)s)")
    parser.add_argument("--seed", type=number, default=0, help="of folds and trees (%(default)s)")


def measured(labelled: list[Labelled]) -> tuple[Examples, int]:
    """Read and measure the pages; return them and how many could not be read."""
    from pagequality.training.examples import Examples  # noqa: PLC0415 - needs scikit-learn

    scorer = Scorer()
    rows: dict[str, list[Any]] = {"html": [], "text": []}
    kept: list[Labelled] = []
    for one in labelled:
        try:
            page = page_of(scorer, one)
        except OSError as error:
            log(f"cannot read {one.name}: {error.strerror or error}")
            continue
        if page.source == "html":
            rows["html"].append(vector(page))
            page = _as_text(page, len(kept))
        rows["text"].append(vector(page))
        kept.append(one)
    if rows["html"] and len(rows["html"]) != len(kept):
        message = "the labels mix HTML and plain text: train a model on each"
        raise LabelsError(message)
    weights = np.ones(len(kept))
    examples = Examples(
        vectors={source: np.array(table) for source, table in rows.items() if table},
        labels=np.array([one.low for one in kept], np.intp),
        groups=np.array([one.site or f"page {i}" for i, one in enumerate(kept)]),
        weights=weights,
        usual=weights,
        words={},
    )
    return examples, len(labelled) - len(kept)


def _as_text(page: Page, number: int) -> Page:
    """Return what is left of a page as plain text: its main text, or all, in turn."""
    text = page.main_text if number % 2 else page.text
    return read_text(text, title=page.headline or None)


def check(examples: Examples) -> None:
    """Refuse labels that cannot be parted into folds with both kinds in each."""
    for label, name in enumerate(("honest", "low")):
        count = len(np.unique(examples.groups[examples.labels == label]))
        if count < 2:  # noqa: PLR2004 - one to learn from, one to calibrate on
            message = f"low and honest pages of two sites each are needed; {name}: {count}"
            raise LabelsError(message)


def run(options: Namespace) -> int:
    """Train, write the model and say what is to be expected of it."""
    labelled = read_labels(options.labels)
    read = [one.file for one in labelled if one.file is not None]
    keep_apart([options.output], [options.labels, *read])
    can_be_written(Path(options.output))
    examples, unreadable = measured(labelled)
    check(examples)
    low = int(examples.labels.sum())
    log(f"{len(examples)} pages, {low} low, {len(np.unique(examples.groups))} sites")
    if options.on_top is None:
        if min(low, len(examples) - low) < _FEW:
            log(f"fewer than {_FEW} pages of a kind: --on-top will most likely do better")
        model = _alone(examples, options)
    else:
        base = load_model(options.on_top) if options.on_top else default_model()
        model = _on_top(base, examples, options)
    try:
        model.save(options.output)
    except OSError as error:
        log(f"cannot write {options.output}: {error.strerror or error}")
        return MISUSE
    log(f"wrote {options.output}: use it with --model, or Scorer({options.output!r})")
    return UNREADABLE if unreadable else OK


def _alone(examples: Examples, options: Namespace) -> Model:
    from pagequality.training.fit import fit  # noqa: PLC0415 - needs scikit-learn

    about = {"pages": len(examples), "low": int(examples.labels.sum()), "seed": options.seed}
    base = default_model()
    try:
        model, _ = fit(
            examples,
            name=options.name,
            seed=options.seed,
            families=base.families,
            about=about,
            proofs=base.judges["html"].proofs,
            bundle=base.bundle,
        )
    except ValueError as error:
        message = f"these labels cannot be parted into folds with both kinds in each: {error}"
        raise LabelsError(message) from error
    chances = np.array(model.held_out["probability"])
    _say("held out", np.array(model.held_out["low"], np.intp), chances)
    return model


def _on_top(base: Model, examples: Examples, options: Namespace) -> Model:
    from pagequality.training.adapting import adapt  # noqa: PLC0415 - needs scikit-learn
    from pagequality.training.fit import log_odds  # noqa: PLC0415

    model, held_out = adapt(base, examples, name=options.name, seed=options.seed)
    first = next(iter(examples.vectors))
    _say(
        f"{base.name} as it is",
        examples.labels,
        log_odds(base.judges[first], examples.vectors[first]),
    )
    _say("on top of it, held out", examples.labels, held_out)
    about = model.about
    ridge = "slope and base rate alone" if about["ridge"] is None else "corrected curves"
    write(f"chosen by held-out log loss: {ridge}")
    write(f"log loss {about['log_loss_before']:.4f} before, {about['log_loss_held_out']:.4f} after")
    if about["log_loss_held_out"] > about["log_loss_before"]:
        log("these labels do not improve the model; more of them may")
    return model


def _say(name: str, labels: Any, scores: Any) -> None:
    auc, precision = roc_auc(labels, scores), average_precision(labels, scores)
    write(f"{name:32} ROC AUC {auc:.3f}  average precision {precision:.3f}")


COMMAND = Command(
    "train",
    "train a model on labels of your own, alone or on top of the shipped one",
    (
        "pagequality train labels.csv --on-top -o mine.json",
        "pagequality train labels.csv -o mine.json",
        "pagequality train labels.csv --on-top other.json -o mine.json --seed 7",
    ),
    add_options,
    run,
)
