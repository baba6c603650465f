"""Hold every figure: none may fall below its floor, no data or artefact change unseen.

    python models/gate.py                 # exit code 1 if a report in models/default fell
    python models/gate.py --raise         # lift floors to the figures, pin data and artefacts
    python models/gate.py --lower NAME    # accept a worse figure, by its name in the table

It reads files only. Floors stand in models/floors.json a small tolerance below the figures they
were taken from. A figure that has a floor and is in no report fails too. Where the data are not
at hand their digest is not checked, and the gate says so.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from pathlib import Path
from typing import Any, Final, NamedTuple

from models.digests import artefacts, digest_of

HERE: Final = Path(__file__).parent
DATA: Final = Path(os.environ.get("PAGEQUALITY_DATA", HERE.parent.parent / "shared" / "data"))
REPORTS: Final = ("*metrics.json", "baselines.json", "traps.json", "honest.json")
OURS: Final = "pagequality"
"""In a table of rivals only the row of this name has floors."""
UP: Final = re.compile(
    r"(.*_)?(roc_auc|average_precision|precision|recall|f1|accuracy|agreement|correlation)(_.*)?$"
)
DOWN: Final = re.compile(r"(calibration_error|brier|log_loss|called_low|.*_error_rate)$")
SKIPPED: Final = re.compile(r".*(interval|splits|by_kind|threshold|chance)")
TOLERANCE: Final = 0.005
LEAST: Final = 0.001


class Check(NamedTuple):
    """One figure against its bound; ``fault`` is empty when all is well."""

    name: str
    bound: str
    found: str
    fault: str


def figures(folder: Path) -> dict[str, float]:
    """Return every figure of every report that has a direction, by its path."""
    found: dict[str, float] = {}
    paths = sorted({path for pattern in REPORTS for path in folder.glob(pattern)})
    for path in paths:
        report = json.loads(path.read_text(encoding="utf-8"))
        if path.name == "baselines.json":
            report = {OURS: report.get("table", {}).get(OURS, {})}
        _walk(report, path.stem, found)
    return found


def _walk(value: Any, name: str, found: dict[str, float]) -> None:
    """Collect numbers whose key says that they measure quality."""
    if isinstance(value, dict):
        for key, item in value.items():
            if not SKIPPED.match(key):
                _walk(item, f"{name}/{key}", found)
    elif isinstance(value, list):
        for row in value:
            if isinstance(row, dict) and (label := row.get("source") or row.get("name")):
                _walk(row, f"{name}/{label}", found)
    elif isinstance(value, float) and (UP.match(_key(name)) or DOWN.match(_key(name))):
        found[name] = value


def _key(name: str) -> str:
    return name.rsplit("/", 1)[-1]


def is_ceiling(name: str) -> bool:
    """Whether a figure must stay below its bound: errors, and what should not be learnable."""
    return bool(DOWN.match(_key(name))) or name.startswith("traps/")


def bound_for(name: str, figure: float) -> float:
    """Return the bound that a present figure earns."""
    if is_ceiling(name):
        return round(figure + max(TOLERANCE * min(1.0, 10 * figure), LEAST), 4)
    return round(figure - TOLERANCE, 4)


def lifted(bounds: dict[str, float], present: dict[str, float]) -> dict[str, float]:
    """Return bounds as tight as the present figures allow; none becomes looser."""
    new = dict(bounds)
    for name, figure in present.items():
        earned = bound_for(name, figure)
        tighter = min if is_ceiling(name) else max
        new[name] = tighter(bounds.get(name, earned), earned)
    return new


def check(
    present: dict[str, float], pinned: dict[str, Any], digests: dict[str, Any]
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
    known = pinned.get("digests", {})
    for name in sorted(digests.keys() | (known.keys() - {"data"})):
        old, new = known.get(name, "-"), digests.get(name, "-")
        rows.append(Check(name, old, new, "" if old == new else "changed: evaluate, then --raise"))
    return rows


def digests_of(default: Path, data: Path) -> dict[str, str]:
    """Return the digests of the artefacts, and of the data where they are."""
    found = artefacts(default)
    if (data / "labels.csv").exists():
        found["data"] = digest_of(data)
    else:
        print(f"no data at {data}: their digest is not checked")
    return found


def made_from(default: Path, digest: str | None) -> list[Check]:
    """Check that the model says it was trained on these data."""
    path = default / "model.json"
    if digest is None or not path.exists():
        return []
    told = json.loads(path.read_text(encoding="utf-8"))["about"].get("data", "-")
    fault = "" if told == digest else "the model was trained on other data"
    return [Check("model.json/about/data", digest, told, fault)]


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
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--default", type=Path, default=HERE / "default")
    parser.add_argument("--floors", type=Path, default=HERE / "floors.json")
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
    present = figures(options.default)
    digests = digests_of(options.default, options.data)
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
        gone = pinned["digests"].keys() - digests.keys() - {"data"}
        pinned["digests"] = {k: v for k, v in pinned["digests"].items() if k not in gone}
    if options.lift or options.lower:
        text = json.dumps(pinned, indent=1, sort_keys=True) + "\n"
        options.floors.write_text(text, encoding="utf-8")
    rows = check(present, pinned, digests) + made_from(options.default, digests.get("data"))
    show(rows, everything=options.all)
    return int(any(row.fault for row in rows))


if __name__ == "__main__":
    sys.exit(main())
