"""The documentation's tables, out of the code and the reports: nothing is typed twice.

A page of the documentation holds markers: ``<!-- make: columns -->`` is filled by `MAKERS`, and
``<!-- include: SECURITY.md -->`` by a file of the repository.
"""

from __future__ import annotations

import ast
import re
import sys
from itertools import groupby
from typing import TYPE_CHECKING, Final

from models.places import ROOT
from models.report import card_people, figures, hostile
from models.report.card_tables import reports, table
from pagequality.commands import COMMANDS, load
from pagequality.commands.base import EXIT_CODES
from pagequality.commands.completion import described
from pagequality.judge.model import default_model
from pagequality.judge.verdict import HONEST, LOW
from pagequality.page.state import MEANINGS
from pagequality.signals import SIGNALS
from pagequality.signals.misfires import MISFIRES
from pagequality.signals.topics import TITLES
from pagequality.tabular.record import REASON
from pagequality.views.catalogue import column_rows, direction, usual

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pagequality.commands.completion import Option
    from pagequality.judge.model import Model

_MARKER: Final = re.compile(r"^<!-- (make|include): (.+?) -->$", re.MULTILINE)
_EXAMPLE: Final = re.compile(r"::$", re.MULTILINE)
"""What stands in a docstring before an example that is set in by four spaces."""
_PRECISIONS: Final = (0.8, 0.9, 0.95)
_PRIORS: Final = (0.05, 0.1, 0.25, 0.5)


def filled(markdown: str) -> str:
    """Return a page with its markers filled.

    Raises:
        KeyError: nothing is known under a marker's name.

    >>> filled("<!-- make: bands -->").startswith("low from 0.7 on")
    True
    """
    return _MARKER.sub(lambda found: _FILLERS[found[1]](found[2]), markdown)


def with_sessions(docstring: str) -> str:
    r"""Return a docstring with fences around its doctests.

    >>> with_sessions("One.\n\n>>> 1 + 1\n2\n\nMore.")
    'One.\n\n```pycon\n>>> 1 + 1\n2\n```\n\nMore.'
    """
    parts = docstring.split("\n\n")
    shown = (f"```pycon\n{part}\n```" if part.startswith(">>> ") else part for part in parts)
    return "\n\n".join(shown)


def _make(name: str) -> str:
    return "\n".join(MAKERS[name]())


def _include(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


_FILLERS: Final = {"make": _make, "include": _include}


def columns() -> list[str]:
    """Return every column of a scores file."""
    rows = [[f"`{row['name']}`", row["type"], row["about"]] for row in column_rows()]
    return _left(["column", "type", "what it holds"], rows)


def reason() -> list[str]:
    """Return the fields of a reason."""
    return _left(["field", "type"], [[f"`{name}`", kind] for name, kind in REASON.items()])


def topics() -> list[str]:
    """Return every topic of a verdict."""
    return _left(["topic", "what it is called"], [[f"`{name}`", t] for name, t in TITLES.items()])


def states() -> list[str]:
    """Return every state of a page."""
    return _left(["state", "what it means"], [[f"`{name}`", why] for name, why in MEANINGS.items()])


def labels() -> list[str]:
    """Return the labels of a verdict and where they begin and end."""
    rows = [
        ["`low quality`", f"{LOW:g} and more"],
        ["`unclear`", f"between {HONEST:g} and {LOW:g}"],
        ["`honest`", f"{HONEST:g} and less"],
        ["`not judged`", "none"],
    ]
    return _left(["label", "probability"], rows)


def bands() -> list[str]:
    """Say where low begins without a threshold."""
    return [f"low from {LOW:g} on, unknown for a page that was not judged."]


def signals() -> list[str]:
    """Return every family with its signals."""
    model = default_model()
    lines = []
    for family, members in groupby(SIGNALS, key=lambda signal: signal.family):
        told = (sys.modules[f"pagequality.signals.{family}"].__doc__ or "").split("\n\n")[0]
        lines += [f"## {family.replace('_', ' ').capitalize()}", "", told, ""]
        lines += [f"*Where it misleads:* {MISFIRES[family]}", ""]
        for signal in members:
            lines += [
                f"### {signal.name}",
                "",
                f"{signal.definition} A high value: this page has {signal.phrase}.",
                "",
                f"- Range: {signal.low:g} to {signal.high:g}; {direction(signal).rstrip('.')}.",
                f"- Usual: {usual(signal, model)}.",
                f"- Source: {signal.source}.",
                "",
            ]
    return lines


def commands() -> list[str]:
    """Return every command with its options and examples."""
    lines = []
    for name in COMMANDS:
        command = load(name)
        lines += [f"## {name}", "", f"{command.summary.capitalize()}.", ""]
        lines += ["```text", *command.examples, "```", ""]
        rows = [[_names(option), option.help] for option in described(command).options]
        lines += [*_left(["option", "what it does"], rows), ""]
    return lines


def _names(option: Option) -> str:
    choices = f" {' '.join(option.choices)}" if option.choices else ""
    return ", ".join(f"`{name}`" for name in option.names) + choices


def exit_codes() -> list[str]:
    """Return what exit codes mean."""
    return [f"{EXIT_CODES.capitalize()}."]


def thresholds() -> list[str]:
    """Return thresholds that keep a precision on the model's held-out pages, by prior."""
    model = default_model()
    rows = [
        [f"{prior:g}", *(_threshold(model, precision, prior) for precision in _PRECISIONS)]
        for prior in _PRIORS
    ]
    return table(["share of low pages", *(f"precision {one:g}" for one in _PRECISIONS)], rows)


def _threshold(model: Model, precision: float, prior: float) -> str:
    try:
        return f"{model.threshold_for(precision=precision, prior=prior):.3f}"
    except ValueError:
        return "out of reach"


def exam() -> list[str]:
    """Return what the judge is worth on pages that it has not seen."""
    return figures.exam(reports())


def cluster() -> list[str]:
    """Return how long a crawl takes."""
    return [figures.cluster(reports())]


def template_lines() -> list[str]:
    """Return what taking a site's template lines out of its pages is worth."""
    return card_people.template_lines(reports())


def attacks() -> list[str]:
    """Return what hostile pages cost."""
    return hostile.attacks(reports())


def soak() -> list[str]:
    """Return what came of mangled pages."""
    return hostile.soak(reports())


def adapters() -> list[str]:
    """Return what the adapters to other engines say of themselves, with their examples."""
    found = _docstrings(ROOT / "pagequality" / "integrations")
    return [line for name, told in found if "::\n" in told for line in _section(name, told)]


def recipes() -> list[str]:
    """Return the recipes with what they say of themselves, and their code."""
    lines = []
    for name, told in _docstrings(ROOT / "docs" / "recipes"):
        code = (ROOT / "docs" / "recipes" / f"{name}.py").read_text(encoding="utf-8")
        lines += [*_section(name, told), f"```python title=docs/recipes/{name}.py", code, "```", ""]
    return lines


def _docstrings(folder: Path) -> list[tuple[str, str]]:
    """Return the modules of a folder by name, with their docstrings."""
    return [
        (path.stem, ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "")
        for path in sorted(folder.glob("*.py"))
    ]


def _section(name: str, told: str) -> list[str]:
    told = _EXAMPLE.sub(":", told.replace("\n\n::\n", "\n"))
    return [f"### {name.replace('_', ' ').capitalize()}", "", told, ""]


def install() -> list[str]:
    """Return how large an installation is, and what of it each use loads."""
    found = reports()["install"]
    rows = [
        [use, f"{one['megabytes']:.0f}", ", ".join(one["packages"])]
        for use, one in found["loaded"].items()
    ]
    head = ["use", "megabytes", "loads"]
    return [f"All of it: {found['megabytes']:.0f} megabytes.", "", *_left(head, rows)]


def _left(head: list[str], rows: list[list[str]]) -> list[str]:
    """Return a table whose cells stand to the left."""
    shown = ([cell.replace("|", "\\|") for cell in row] for row in rows)
    lines = [f"| {' | '.join(row)} |" for row in (head, *shown)]
    return [lines[0], f"|{'---|' * len(head)}", *lines[1:]]


MAKERS: Final[dict[str, Callable[[], list[str]]]] = {
    "topics": topics,
    "adapters": adapters,
    "attacks": attacks,
    "bands": bands,
    "cluster": cluster,
    "columns": columns,
    "commands": commands,
    "exam": exam,
    "exit codes": exit_codes,
    "install": install,
    "labels": labels,
    "reason": reason,
    "recipes": recipes,
    "signals": signals,
    "soak": soak,
    "states": states,
    "template lines": template_lines,
    "thresholds": thresholds,
}
"""What fills the markers, by name."""
