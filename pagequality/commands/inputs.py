"""Pages named on the command line: files, folders of them, or standard input."""

from __future__ import annotations

import re
from collections import Counter
from logging import getLogger
from pathlib import Path
from time import monotonic
from typing import IO, TYPE_CHECKING, Final, NamedTuple

from pagequality.corpus.codings import MOST
from pagequality.corpus.items import Item, page_of
from pagequality.corpus.sources.base import standard_input
from pagequality.corpus.sources.folders import files_read, form_in_folder
from pagequality.corpus.sources.kinds import (
    ADVICE,
    KEYED,
    NAMES,
    NOT_IN_PIPES,
    START,
    format_of,
    told_by,
)
from pagequality.corpus.sources.wacz import NO_WARC, holds_warc
from pagequality.errors import PageQualityError
from pagequality.tabular.suffixes import CORPORA, form_of
from pagequality.text.files import (
    broken_links_below,
    files_below,
    is_folder,
    is_regular,
    refuse_pipes,
)
from pagequality.text.visible import visible

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable

    from pagequality.judge.scorer import Scorer
    from pagequality.judge.verdict import Verdict

_log = getLogger(__name__)
_STDIN = "standard input"
_ADDRESS: Final = re.compile(r"https?://", re.IGNORECASE)


class Input(NamedTuple):
    """A page to judge: its name, its file (nothing for standard input), whether it is text."""

    name: str
    path: Path | None
    text: bool


class UnreadableError(PageQualityError):
    """A file cannot be read; the message says which and why."""


class NotAPageError(UnreadableError):
    """A file holds many pages, or none; the message says what to do with it."""


def inputs(names: Iterable[str], *, text: bool = False) -> list[Input]:
    """Return the pages behind names: ``-`` is standard input, a folder all pages below it.

    >>> inputs(["-", "notes.txt"])[1].text
    True
    """
    found: list[Input] = []
    for name in names:
        path = Path(name)
        if name == "-":
            found.append(Input(_STDIN, None, text))
        elif is_folder(path):
            wanted = _page_form(text=text)
            files = (file for file in files_below(path) if form_of(file.name) == wanted)
            found += [Input(str(file), file, text) for file in sorted(files)]
        else:
            found.append(Input(name, path, text or form_of(name) == "text"))
    return found


def left_out(names: Iterable[str], *, text: bool, corpora: bool) -> str:
    """Say what of folders is not read; nothing when all of it is.

    ``corpora`` says that files of many pages are read, too.
    """
    folders = [Path(name) for name in names if name != "-" and is_folder(name)]
    forms = Counter(form_in_folder(file) for one in folders for file in files_below(one))
    if corpora:
        forms -= Counter(form for one in folders for _, form in files_read(one, text=text))
    else:
        forms.pop(_page_form(text=text), None)
    others = forms.pop("", 0)
    told = [f"{count} {form}" for form, count in sorted(forms.items())]
    if told:
        told[-1] += " (name such files to have them read)"
    told += [f"{others} of no kind that is read"] if others else []
    if broken := sum(1 for one in folders for _ in broken_links_below(one)):
        told.append(f"{broken} {'link that leads' if broken == 1 else 'links that lead'} nowhere")
    return f"left out of {', '.join(map(str, folders))}: {', '.join(told)}" if told else ""


def _page_form(*, text: bool) -> str:
    """Name the format of a file that is one page."""
    return "text" if text else "html"


def empty_folders(names: Iterable[str], *, text: bool) -> list[str]:
    """Return the folders that hold nothing to read."""
    folders = (name for name in names if name != "-" and is_folder(name))
    return [name for name in folders if next(files_read(Path(name), text=text), None) is None]


def holds_many(name: str, *, text: bool = False) -> bool:
    """Whether a file is no page but a corpus or not read at all, or a folder holds no pages.

    >>> holds_many("crawl.warc.gz"), holds_many("page.html.gz"), holds_many("-")
    (True, False, False)
    """
    path = Path(name)
    if name == "-":
        return False
    if is_folder(path):
        forms = {form for _, form in files_read(path, text=text)}
        return bool(forms) and _page_form(text=text) not in forms
    form = format_of(path)
    return form in CORPORA or form in ADVICE


def holds_corpora(name: str, *, text: bool = False) -> bool:
    """Whether a file is a corpus, or a folder holds one, be it beside pages."""
    if name == "-" or not is_folder(name):
        return holds_many(name, text=text)
    return any(form != _page_form(text=text) for _, form in files_read(Path(name), text=text))


def has_columns(name: str, form: str = "", *, text: bool = False) -> bool:
    """Whether a corpus keeps its pages in columns of tables or under keys of JSON.

    ``form`` says what it is, where names do not tell. What is no file is told of by who reads it.

    >>> has_columns("crawl.warc.gz", "warc"), has_columns("-"), has_columns("-", "html")
    (False, True, False)
    """
    path = Path(name)
    if form or name == "-":
        return form in {"", *KEYED}
    if is_folder(path):
        return any(form in KEYED for _, form in files_read(path, text=text))
    return not is_regular(path) or format_of(path) in KEYED


def judge(scorer: Scorer, page: Input, options: Namespace) -> Verdict:
    """Read a page's bytes and judge them.

    Raises:
        UnreadableError: there are none to be had.
        NotAPageError: they are a corpus or an archive.
    """
    if _ADDRESS.match(page.name):
        message = (
            f"{page.name} is an address, and nothing is fetched here: curl -sL ADDRESS | "
            "pagequality score - --url ADDRESS"
        )
        raise NotAPageError(message)
    try:
        if page.path is None:
            content = _bytes(page, standard_input())
        else:
            refuse_pipes(page.path)
            with page.path.open("rb") as file:
                content = _bytes(page, file)
    except (OSError, ValueError) as error:
        message = f"cannot read {page.name}: {getattr(error, 'strerror', None) or error}"
        raise UnreadableError(message) from error
    form = "text" if page.text else "html"
    _log.info("reading %s as %s, %d bytes", visible(page.name), form, len(content))
    started = monotonic()
    verdict = scorer.analyze_payload(
        content, text=page.text, url=options.url, deadline=options.time_limit
    )
    _log.info("%s: %s in %.2f s", visible(page.name), verdict.label, monotonic() - started)
    return verdict


def _bytes(page: Input, file: IO[bytes]) -> bytes:
    """Return what a file holds, unpacked, and no more of it than a page needs."""
    start = file.read(START)
    _refuse_many(page, start)
    found = page_of(start + file.read(MOST + 1 - len(start)), Item(page.name))
    if found.failure is not None:
        message = f"cannot read {page.name}: {found.failure.message}"
        raise UnreadableError(message)
    content = found.payload
    if not isinstance(content, bytes):
        message = f"{page.name} holds no bytes"
        raise UnreadableError(message)
    _refuse_many(page, content[:START])
    return content


def _refuse_many(page: Input, start: bytes) -> None:
    """Refuse a corpus and what is not read at all, by its name and by its first bytes."""
    named = form_of(page.name) if page.path is not None and not page.text else ""
    form = told_by(start)
    if named in ADVICE or (form == "html" and named in CORPORA):
        form = named
    if form in CORPORA or form in ADVICE:
        raise NotAPageError(_advice(page, form))


def _advice(page: Input, form: str) -> str:
    """Say what a file is that is no page, and what to do with it."""
    if form in ADVICE:
        return f"{page.name} {ADVICE[form]}"
    if page.path is None and form in NOT_IN_PIPES:
        return f"{_STDIN} holds {NAMES[form]}, which is not read from a pipe: give the file"
    if page.path is None:
        return (
            f"{_STDIN} holds {NAMES[form]}, not one page: score it with `pagequality score - "
            f"--input-format {form}`"
        )
    if form == "wacz" and not holds_warc(page.path):
        return f"{page.name} is {NO_WARC}"
    told = "" if form_of(page.name) in {"", form} else f" --input-format {form}"
    return (
        f"{page.name} is {NAMES[form]}, not one page: score it with `pagequality score "
        f"{page.name} -o scores.parquet{told}`"
    )
