"""Fill the README's markers: figures from the reports, and what the program prints today."""

from __future__ import annotations

import contextlib
import io
from typing import TYPE_CHECKING, Any, Final

from models.places import ROOT
from models.report import figures
from models.report.card_tables import reports
from pagequality.cli import main as command_line

if TYPE_CHECKING:
    from pathlib import Path

README: Final = ROOT / "README.md"
SHOWN: Final = {
    "score": ["score", "tests/pages"],
    "explain": ["explain", "tests/pages/kitchen-spice-doctors.html", "--topics", "3"],
}
LINES: Final = {"score": 20, "explain": 45}


def printed(name: str) -> str:
    """Run one of the shown commands and return the beginning of what it prints."""
    out = io.StringIO()
    with contextlib.chdir(ROOT), contextlib.redirect_stdout(out):
        command_line(SHOWN[name])
    lines = out.getvalue().rstrip("\n").splitlines()
    return "\n".join(lines[: LINES[name]] + ["..."] * (len(lines) > LINES[name]))


def with_figures(text: str, found: dict[str, Any]) -> str:
    """Return the README with its tables of figures."""
    text = figures.filled(text, figures.figures(found))
    return figures.filled(text, figures.cluster(found), "cluster")


def with_commands(text: str) -> str:
    """Return the README with what the shown commands print."""
    for name, arguments in SHOWN.items():
        start, end = f"<!-- {name}:begin -->\n", f"<!-- {name}:end -->"
        command = " ".join(["pagequality", *arguments])
        shown = f"```\n$ {command}\n{printed(name)}\n```\n"
        before, _, rest = text.partition(start)
        _, found, after = rest.partition(end)
        if found:
            text = before + start + shown + end + after
    return text


def run(_data: Path) -> None:
    """Fill the README."""
    text = with_figures(README.read_text(encoding="utf-8"), reports())
    README.write_text(with_commands(text), encoding="utf-8")
    print(f"wrote {README.name}")
