"""Pages named on the command line: files, folders of them, or standard input."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from pagequality.errors import PageQualityError
from pagequality.reading.decode import decode

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable

    from pagequality.judge.scorer import Scorer
    from pagequality.judge.verdict import Verdict

_HTML: Final = frozenset((".html", ".htm", ".xhtml"))
_TEXT: Final = frozenset((".txt",))


class Input(NamedTuple):
    """A page to judge: its name, its file (nothing for standard input), whether it is text."""

    name: str
    path: Path | None
    text: bool


class UnreadableError(PageQualityError):
    """A file cannot be read; the message says which and why."""


def inputs(names: Iterable[str], *, text: bool = False) -> list[Input]:
    """Return the pages behind names: ``-`` is standard input, a folder all pages below it.

    >>> inputs(["-", "notes.txt"])[1].text
    True
    """
    found: list[Input] = []
    for name in names:
        path = Path(name)
        if name == "-":
            found.append(Input("standard input", None, text))
        elif path.is_dir():
            wanted = _TEXT if text else _HTML
            files = sorted(file for file in path.rglob("*") if file.suffix.lower() in wanted)
            found += [Input(str(file), file, text) for file in files if file.is_file()]
        else:
            found.append(Input(name, path, text or path.suffix.lower() in _TEXT))
    return found


def judge(scorer: Scorer, page: Input, options: Namespace) -> Verdict:
    """Read a page's bytes and judge them; `UnreadableError` if there are none to be had."""
    try:
        data = sys.stdin.buffer.read() if page.path is None else page.path.read_bytes()
    except OSError as error:
        message = f"cannot read {page.name}: {error.strerror or error}"
        raise UnreadableError(message) from error
    if page.text:
        return scorer.analyze_text(decode(data, None).text)
    return scorer.analyze(data, options.url)
