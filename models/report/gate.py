"""Hold every figure of ours: none may fall below its floor, no data or bundle change unseen.

    python -m models run gate                    # exit code 1 if a report fell
    python -m models.report.gate --raise         # lift floors to the figures, pin data and bundle
    python -m models.report.gate --lower NAME    # accept a worse figure, by its name in the table

It reads files only, and knows nothing of other tools' figures. Floors stand in
models/report/floors.json a small tolerance below the figures they were taken from. A figure that
has a floor and is in no report fails too. Where the data are not at hand their digest is not
checked, and the gate says so.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any, Final, NamedTuple

from models.data import digest
from models.places import DEFAULT, MODELS, REPORTS, data_folder, write_json
from pagequality.learned.bundle import open_bundle

FLOORS: Final = MODELS / "report" / "floors.json"
HELD: Final = (
    "judge", "main_content", "template_noise", "hedging", "headline", "promises", "word_order",
    "dead_ends", "baselines", "traps", "honest", "slices", "left_out", "templates", "reasons",
    "sites",
)  # fmt: skip
"""The reports whose figures have floors.

Those of time and room follow the machine, and `choice`, `comparison`, `around` and `template_lines`
compare models that are not shipped; so neither have any.
"""
OURS: Final = "pagequality"
RIVALS: Final = {"baselines": "table", "main_content": "word_f1"}
"""By report the table that has rivals' rows: of it only the row `OURS` is held."""
UP: Final = re.compile(
    r"(.*_)?(auc|average_precision|precision|recall|f1|accuracy|agreement|correlation|carried"
    r"|quoted|right|found)(_.*)?|micro|macro|farm_at_least|share_(of_content|above_half|called_low)"
    r"|low_called_low|honest_called_honest|decided|dead by (rules|both)"
)
"""Keys of what may not fall."""
DOWN: Final = re.compile(
    r"calibration_error|boilerplate_error|squared_error|.*_error_rate|brier|log_loss"
    r"|(honest_)?called_low|low_called_honest|honest_above_half|honest_at_most|share_of_template"
    r"|(other_)?by_lack|twice|alarms(_hard)?|kept_accused|declined(_low)?|refused"
    r"|honest by (rules|both)|pages_until_decided"
)
"""Keys of what may not rise."""
UP_AT: Final = re.compile(
    r"templates/first_page/(as_plain_text|median)"
    r"|sites/doorways/invented/doorways/.*|traps/model_among_pages_alike"
    r"|slices/declined/(not judgeable|unlabelled, many languages)/declined"
)
"""Whole names of what may not fall, whatever their keys say."""
DOWN_AT: Final = re.compile(
    r"sites/doorways/(invented/honest/.*|other_sites/honest.*/called)"
    r"|traps/.*(roc_auc|_correlation_.*)|traps/marks_among_.*"
)
"""Whole names of what may not rise: what should not be learnable among them."""
SKIPPED: Final = re.compile(
    r".*interval.*|.*rivals.*|folds|TF-IDF|keywords|.*_of_tfidf|(kinds, )?words without letters"
)
"""Keys of what has no bound of its own: rivals' figures, makes of ours that are not shipped, and
parts of a figure that has one."""
TOLERANCE: Final = 0.005
LEAST: Final = 0.001


class Check(NamedTuple):
    """One figure against its bound; ``fault`` is empty when all is well."""

    name: str
    bound: str
    found: str
    fault: str


def figures(folder: Path) -> dict[str, float]:
    """Return every figure of ours that has a direction, by its path in the reports."""
    found: dict[str, float] = {}
    for name in HELD:
        path = folder / f"{name}.json"
        if path.exists():
            report = json.loads(path.read_text(encoding="utf-8"))
            if name in RIVALS:
                report[OURS] = report.pop(RIVALS[name], {}).get(OURS, {})
            _walk(report, name, found)
    return found


def _walk(value: Any, name: str, found: dict[str, float]) -> None:
    """Collect shares and counts whose name says that they measure quality."""
    if isinstance(value, dict):
        for key, item in value.items():
            if not SKIPPED.fullmatch(key):
                _walk(item, f"{name}/{key}", found)
    elif isinstance(value, list):
        rows = [row for row in value if isinstance(row, dict)]
        for row in rows:
            if label := row.get("source") or row.get("name"):
                _walk(row, f"{name}/{label}", found)
        if not rows and direction(name):
            found[name] = len(value)
    elif isinstance(value, int | float) and not isinstance(value, bool) and direction(name):
        found[name] = value


def direction(name: str) -> int:
    """Tell from a figure's name whether it may not fall (1), may not rise (-1) or is free (0).

    >>> direction("judge/wild/roc_auc"), direction("traps/web/roc_auc"), direction("judge/pages")
    (1, -1, 0)
    """
    key = name.rsplit("/", 1)[-1]
    if UP_AT.fullmatch(name):
        return 1
    if DOWN_AT.fullmatch(name):
        return -1
    return 1 if UP.fullmatch(key) else -bool(DOWN.fullmatch(key))


def is_ceiling(name: str) -> bool:
    """Whether a figure must stay below its bound: errors, and what should not be learnable."""
    return direction(name) < 0


def bound_for(name: str, figure: float) -> float:
    """Return the bound that a present figure earns; counts above one keep to a share of it.

    >>> bound_for("judge/wild/roc_auc", 0.94), bound_for("reasons/low/twice", 0)
    (0.935, 0.001)
    """
    slack = TOLERANCE * max(1.0, figure)
    if is_ceiling(name):
        near = slack if figure > 1 else TOLERANCE * min(1.0, 10 * figure)
        return round(figure + max(near, LEAST), 4)
    return round(figure - slack, 4)


def lifted(bounds: dict[str, float], present: dict[str, float]) -> dict[str, float]:
    """Return bounds as tight as the present figures allow; none becomes looser."""
    new = dict(bounds)
    for name, figure in present.items():
        earned = bound_for(name, figure)
        tighter = min if is_ceiling(name) else max
        new[name] = tighter(bounds.get(name, earned), earned)
    return new


def check(
    present: dict[str, float], pinned: dict[str, Any], digests: dict[str, str]
) -> list[Check]:
    """Compare figures with their bounds, and digests with those pinned."""
    rows = []
    for name, bound in pinned.get("bounds", {}).items():
        sign = "<=" if is_ceiling(name) else ">="
        figure = present.get(name)
        if figure is None:
            rows.append(Check(name, f"{sign} {bound}", "-", "in no report"))
            continue
        fine = figure <= bound if is_ceiling(name) else figure >= bound
        rows.append(Check(name, f"{sign} {bound}", str(figure), "" if fine else "worse"))
    rows += [
        Check(name, "-", str(present[name]), "no bound yet: --raise")
        for name in sorted(present.keys() - pinned.get("bounds", {}).keys())
    ]
    for name, new in digests.items():
        old = pinned.get("digests", {}).get(name, "-")
        rows.append(Check(name, old, new, "" if old == new else "changed: evaluate, then --raise"))
    return rows


def digests_of(bundle: Path, data: Path) -> dict[str, str]:
    """Return the digest of the bundle, and of the data where they are."""
    found = {"bundle": open_bundle(bundle).digest}
    if (data / "labels.csv").exists():
        found["data"] = digest(data)
    else:
        print(f"no data at {data}: their digest is not checked")
    return found


def made_from(bundle: Path, data_digest: str | None) -> list[Check]:
    """Check that the judge says it was trained on these data."""
    if data_digest is None:
        return []
    told = open_bundle(bundle).json("judge.json")["about"].get("data", "-")
    fault = "" if told == data_digest else "the judge was trained on other data"
    return [Check("judge.json/about/data", data_digest, told, fault)]


def show(rows: list[Check], *, everything: bool) -> None:
    """Print what is wrong, or everything."""
    shown = [row for row in rows if everything or row.fault]
    width = max((len(row.name) for row in shown), default=0)
    for row in shown:
        print(f"{row.name:{width}}  {row.bound:>18}  {row.found:>18}  {row.fault or 'fine'}")
    faults = sum(bool(row.fault) for row in rows)
    print(f"{len(rows)} checks, {faults} failed" if faults else f"{len(rows)} checks, all fine")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=data_folder())
    parser.add_argument("--reports", type=Path, default=REPORTS)
    parser.add_argument("--bundle", type=Path, default=DEFAULT)
    parser.add_argument("--floors", type=Path, default=FLOORS)
    parser.add_argument("--raise", dest="lift", action="store_true", help="tighten and pin")
    parser.add_argument("--lower", action="append", default=[], metavar="NAME", help="accept")
    parser.add_argument("--all", action="store_true", help="show what is fine, too")
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Check, or change bounds as told; return the exit code."""
    options = _parser().parse_args(arguments)
    pinned: dict[str, Any] = {"bounds": {}, "digests": {}}
    if options.floors.exists():
        pinned = json.loads(options.floors.read_text(encoding="utf-8"))
    present = figures(options.reports)
    digests = digests_of(options.bundle, options.data)
    for name in options.lower:
        if name not in pinned["bounds"]:
            print(f"{name} has no bound")
            return 2
        if name in present:
            pinned["bounds"][name] = bound_for(name, present[name])
        else:
            del pinned["bounds"][name]
    if options.lift:
        pinned["bounds"] = lifted(pinned["bounds"], present)
        pinned["digests"] = {**pinned["digests"], **digests}
    if options.lift or options.lower:
        write_json(options.floors, {key: dict(sorted(pinned[key].items())) for key in pinned})
    rows = check(present, pinned, digests) + made_from(options.bundle, digests.get("data"))
    show(rows, everything=options.all)
    return int(any(row.fault for row in rows))


def run(data: Path) -> None:
    """Check; `SystemExit` with code 1 if anything fell."""
    if main(["--data", str(data)]):
        raise SystemExit(1)


if __name__ == "__main__":
    sys.exit(main())
