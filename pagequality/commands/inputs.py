"""Pages named on the command line: files, folders of them, or standard input."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from pagequality.errors import PageQualityError
from pagequality.tabular.suffixes import form_of

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable

    from pagequality.judge.scorer import Scorer
    from pagequality.judge.verdict import Verdict


_MANY: Final = frozenset(("jsonl", "parquet", "arrow", "warc", "wet"))


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
            wanted = "text" if text else "html"
            files = sorted(file for file in path.rglob("*") if form_of(file.name) == wanted)
            found += [Input(str(file), file, text) for file in files if file.is_file()]
        else:
            found.append(Input(name, path, text or form_of(name) == "text"))
    return found


def advice_on(page: Input) -> str:
    """Say what to do with a file of many pages, which is none itself; nothing for a page.

    >>> advice_on(Input("pages.csv", Path("pages.csv"), False))[:23]
    'pages.csv is a CSV file'
    >>> advice_on(Input("page.html", Path("page.html"), False))
    ''
    """
    form = "" if page.path is None else form_of(page.path.name)
    if form == "csv":
        return (
            f"{page.name} is a CSV file, which is not read as pages: write it as JSONL or "
            "Parquet, with the page in a column 'html' and its address in 'url'"
        )
    if form in _MANY:
        return (
            f"{page.name} holds many pages, not one: pagequality score {page.name} -o scores.jsonl"
        )
    return ""


def judge(scorer: Scorer, page: Input, options: Namespace) -> Verdict:
    """Read a page's bytes and judge them; `UnreadableError` if there are none to be had."""
    if advice := advice_on(page):
        raise UnreadableError(advice)
    try:
        data = sys.stdin.buffer.read() if page.path is None else page.path.read_bytes()
    except OSError as error:
        message = f"cannot read {page.name}: {error.strerror or error}"
        raise UnreadableError(message) from error
    return scorer.analyze_payload(data, text=page.text, url=options.url)
