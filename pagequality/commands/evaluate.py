"""``pagequality evaluate``: how good the model is on labels of your own."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from pagequality.commands.base import MISUSE, OK, UNREADABLE, Command, log, share, write
from pagequality.commands.labels import HELP, page_of, read_labels
from pagequality.commands.thresholds import add_threshold_options, threshold_of
from pagequality.judge.scorer import Scorer
from pagequality.judge.thresholds import choices
from pagequality.tabular.outputs import can_be_written, keep_apart
from pagequality.training.evaluation import reliability, summary, wilson
from pagequality.views import plot

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from pagequality.commands.labels import Labelled

WISHES: Final[tuple[dict[str, float], ...]] = (
    {"precision": 0.8},
    {"precision": 0.9},
    {"precision": 0.95},
    {"false_positive_rate": 0.05},
    {"false_positive_rate": 0.01},
    {"percentile": 90.0},
)
_NAMES: Final = {
    "roc_auc": "ROC AUC",
    "average_precision": "average precision",
    "recall_at_95_precision": "recall at 95 % precision",
    "recall_at_1_false_positive": "recall at 1 % false positives",
    "calibration_error": "calibration error",
    "brier": "Brier score",
}


def add_options(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("labels", metavar="LABELS.csv", help=HELP)
    parser.add_argument("--model", metavar="PATH", help="a model of your own, a .json file")
    parser.add_argument(
        "--prior", type=share, metavar="SHARE", help="share of low pages to calibrate for"
    )
    add_threshold_options(parser)
    parser.add_argument("--plot", metavar="FILE", help="draw the reliability curve, .png or .svg")
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="for people (default) or JSON"
    )


def judge_all(scorer: Scorer, labelled: list[Labelled]) -> tuple[list[float], Counter[str]]:
    """Return a probability a page, ``nan`` without one, and why there is none."""
    probabilities, why = [], Counter[str]()
    for one in labelled:
        try:
            verdict = scorer.judge(page_of(scorer, one))
        except OSError as error:
            log(f"cannot read {one.name}: {error.strerror or error}")
            why["unreadable"] += 1
            probabilities.append(float("nan"))
            continue
        if verdict.abstained:
            why[verdict.notices[-1][0]] += 1
        probabilities.append(verdict.probability)
    return probabilities, why


def report(
    scorer: Scorer, labelled: list[Labelled], *, threshold: float | None = None
) -> dict[str, Any]:
    """Judge the pages and compare with their labels; say what a threshold would do, if given."""
    probabilities, why = judge_all(scorer, labelled)
    judged = np.isfinite(probabilities)
    chances = np.array(probabilities)[judged]
    labels = np.array([one.low for one in labelled], np.intp)[judged]
    found: dict[str, Any] = {
        "model": f"{scorer.model.name} {scorer.model.digest}".strip(),
        "labelled": len(labelled),
        "judged": int(judged.sum()),
        "not_judged": dict(why),
    }
    if not 0 < labels.sum() < len(labels):
        return found
    return found | {
        "figures": summary(labels, chances),
        "share_low": round(float(labels.mean()), 4),
        "mean_probability": round(float(chances.mean()), 4),
        "thresholds": thresholds(labels, chances, scorer),
        "asked for": None if threshold is None else at(labels, chances, threshold),
        "reliability": [
            {**row, "interval": wilson(round(row["low"] * row["pages"]), int(row["pages"]))}
            for row in reliability(labels, chances)
        ],
        "probabilities": np.round(chances, 5).tolist(),
        "labels": labels.tolist(),
    }


def thresholds(labels: Any, chances: Any, scorer: Scorer) -> list[dict[str, Any]]:
    """Say what thresholds would do: chosen on these labels, and the model's own."""
    own = choices(labels, chances)
    rows = []
    for wish in WISHES:
        ((name, value),) = wish.items()
        row: dict[str, Any] = {"wanted": name, "value": value}
        try:
            place = own.best(**wish)
            row["on these labels"] = {
                key: round(float(getattr(own, key)[place]), 4) for key in own._fields
            }
        except ValueError:
            row["on these labels"] = None
        row["the model's own"] = _told(labels, chances, scorer=scorer, wish=wish)
        rows.append(row)
    return rows


def _told(labels: Any, chances: Any, *, scorer: Scorer, wish: dict[str, float]) -> Any:
    """Return what the threshold that the model gives does here; nothing if it gives none."""
    try:
        return at(labels, chances, scorer.model.threshold_for(prior=scorer.prior, **wish))
    except ValueError:
        return None


def at(labels: Any, chances: Any, threshold: float) -> dict[str, Any]:
    """Say what one threshold does to pages with known labels."""
    called = chances >= threshold
    return {
        "threshold": round(threshold, 4),
        "precision": round(float(labels[called].mean()), 4) if called.any() else None,
        "recall": round(float(called[labels == 1].mean()), 4),
        "false_positive_rate": round(float(called[labels == 0].mean()), 4),
        "called": round(float(called.mean()), 4),
    }


def lines(found: dict[str, Any]) -> list[str]:
    """Lay the report out for people."""
    why = ", ".join(f"{count} {code}" for code, count in found["not_judged"].items()) or "none"
    figures = found["figures"]
    judged = f"{found['judged']} judged by {found['model']}"
    given = f"mean probability {found['mean_probability']:.3f}"
    out = [f"{found['labelled']} labelled pages, {judged}; not judged: {why}"]
    out += [f"{figures['low']} of the judged are low ({found['share_low']:.1%}); {given}", ""]
    for key, name in _NAMES.items():
        ends = figures.get(f"{key}_interval")
        spread = f"  95 % interval {ends[0]:.3f} to {ends[1]:.3f}" if ends else ""
        out.append(f"{name:30} {figures[key]:.3f}{spread}")
    head = f"{'threshold':>9} {'precision':>9} {'recall':>7} {'false+':>7} {'called':>7}"
    for title in ("on these labels", "the model's own"):
        out += ["", f"{f'thresholds, {title}':30} {head}"]
        for row in found["thresholds"]:
            shown = f"{row['wanted'].replace('_', ' ')} {row['value']:g}"
            out.append(f"{shown:30} {_cells(row[title])}")
    if found.get("asked for"):
        out += ["", f"{'the threshold asked for':30} {_cells(found['asked for'])}"]
    out += ["", f"{'probability':30} {'pages':>9} {'given':>9} {'low':>7}  95 % interval"]
    for row in found["reliability"]:
        shown = f"{row['from']:.1f} to {row['from'] + 0.1:.1f}"
        low, high = row["interval"]
        out.append(
            f"{shown:30} {row['pages']:9d} {row['probability']:9.3f} {row['low']:7.3f}  "
            f"{low:.3f} to {high:.3f}"
        )
    return out


def _cells(row: dict[str, Any] | None) -> str:
    if row is None:
        return "  out of reach"
    widths = {"threshold": 9, "precision": 9, "recall": 7, "false_positive_rate": 7, "called": 7}
    cells = ("–" if row[key] is None else f"{row[key]:.3f}" for key in widths)
    return " ".join(f"{cell:>{n}}" for cell, n in zip(cells, widths.values(), strict=True))


def run(options: Namespace) -> int:
    """Evaluate and write out."""
    scorer = Scorer(options.model, prior=options.prior)
    labelled = read_labels(options.labels)
    if options.plot:
        read = [one.file for one in labelled if one.file is not None]
        keep_apart([options.plot], [options.labels, *read, *filter(None, [options.model])])
        can_be_written(Path(options.plot))
        axes = plot.new_axes()
    threshold = threshold_of(options, scorer.model)
    found = report(scorer, labelled, threshold=threshold.value)
    if not found["judged"]:
        why = ", ".join(f"{count} {code}" for code, count in found["not_judged"].items())
        log(f"none of the {found['labelled']} pages could be judged: {why}")
        return MISUSE
    if "figures" not in found:
        log("the judged pages are all low or all honest: there is nothing to compare")
        return MISUSE
    if options.format == "json":
        write(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        write("\n".join(lines(found)))
    if options.plot:
        drawn: Any = plot.reliability(found["probabilities"], found["labels"], ax=axes).figure
        try:
            drawn.savefig(options.plot)
        except (OSError, ValueError) as error:
            log(f"cannot draw {options.plot}: {getattr(error, 'strerror', None) or error}")
            return MISUSE
        log(f"drew {options.plot}")
    return UNREADABLE if found["not_judged"].get("unreadable") else OK


COMMAND = Command(
    "evaluate",
    "measure the model on labels of your own: figures, thresholds, reliability",
    (
        "pagequality evaluate labels.csv",
        "pagequality evaluate labels.csv --prior 0.05 --plot reliability.png",
        "pagequality evaluate labels.csv --model mine.json --format json",
    ),
    add_options,
    run,
)
