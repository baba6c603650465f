"""``python models/readme.py`` writes what the program prints today into the README's markers."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

from pagequality.cli import main as command_line

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
SHOWN = {
    "score": ["score", "tests/pages"],
    "explain": ["explain", "tests/pages/kitchen-spice-doctors.html", "--reasons", "4"],
}
LINES = {"score": 20, "explain": 45}


def printed(name: str) -> str:
    """Run one of the shown commands and return the beginning of what it prints."""
    out = io.StringIO()
    with contextlib.chdir(ROOT), contextlib.redirect_stdout(out):
        command_line(SHOWN[name])
    lines = out.getvalue().rstrip("\n").splitlines()
    return "\n".join(lines[: LINES[name]] + ["..."] * (len(lines) > LINES[name]))


def filled(text: str) -> str:
    """Return the README with every marked place filled."""
    for name, arguments in SHOWN.items():
        start, end = f"<!-- {name}:begin -->\n", f"<!-- {name}:end -->"
        command = " ".join(["pagequality", *arguments])
        shown = f"```\n$ {command}\n{printed(name)}\n```\n"
        pattern = re.escape(start) + ".*?" + re.escape(end)
        text = re.sub(pattern, lambda _, new=start + shown + end: new, text, flags=re.DOTALL)
    return text


def main() -> None:
    """Fill the README."""
    README.write_text(filled(README.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
