"""Outputs: never one of the inputs, and whole or not there at all."""

from __future__ import annotations

import json
import os
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pagequality.errors import CorpusError
from pagequality.tabular.formats import Parquet, format_of
from pagequality.tabular.suffixes import sent_as, told_otherwise
from pagequality.text.files import refuse_pipes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pagequality.tabular.formats import Format
    from pagequality.tabular.schema import Column, Row


def keep_apart(outputs: Iterable[str | Path | None], inputs: Iterable[str | Path]) -> None:
    """Refuse an output that is an input, by whatever name, link or directory it is reached.

    >>> keep_apart(["scores.csv"], ["pages.csv"])
    >>> keep_apart(["./pages.csv"], ["pages.csv"])
    Traceback (most recent call last):
        ...
    pagequality.errors.CorpusError: pages.csv is read and would be overwritten: write elsewhere
    """
    wanted = [Path(output) for output in outputs if output is not None]
    for given in map(Path, inputs):
        for output in wanted:
            if _same(output, given):
                message = f"{given} is read and would be overwritten: write elsewhere"
                raise CorpusError(message)


def _same(one: Path, two: Path) -> bool:
    """Whether two names lead to one file, or would."""
    with suppress(OSError, ValueError):
        if one.samefile(two):
            return True
    return one.resolve() == two.resolve()


def can_be_written(path: Path) -> None:
    """Refuse a place where no file can be put, before work is spent on what goes there.

    Its folder is made where it is missing; what is there already stays as it is.
    """
    with _told(path):
        if path.is_dir():
            message = f"{path} is a folder"
            raise CorpusError(message)
        path.parent.mkdir(parents=True, exist_ok=True)
        trial = beside(path)
        trial.write_bytes(b"")
        trial.unlink()


def named_as_what_it_holds(path: Path, form: str, *, chosen: bool = False) -> None:
    """Refuse a name whose ending tells another format than ``html``, ``json`` or ``text``.

    ``chosen`` says that an option chooses among the three, and another choice may be meant.

    >>> named_as_what_it_holds(Path("report.html"), "html")
    >>> named_as_what_it_holds(Path("report.pdf"), "html")
    Traceback (most recent call last):
        ...
    pagequality.errors.CorpusError: report.pdf would hold HTML: give it another ending than .pdf
    """
    ending = told_otherwise(path.name, form)
    if ending:
        what = {"html": "HTML", "json": "JSON", "text": "plain text"}[form]
        told = sent_as(ending) if chosen else ""
        other = f", or take --format {told}" if told else ""
        message = f"{path} would hold {what}: give it another ending than {ending}{other}"
        raise CorpusError(message)


def beside(path: Path) -> Path:
    """Return where a file is written before it is whole; its ending tells its format.

    >>> beside(Path("scores.csv.gz")).name
    '.scores.csv.gz.new.csv.gz'
    """
    return path.with_name(f".{path.name}.new{''.join(path.suffixes[-2:])}")


def receipt_of(path: Path) -> Path:
    """Return where the receipt of a file lies, which tells what the file was made of.

    >>> receipt_of(Path("scores.csv")).name
    '.scores.csv.run'
    """
    return path.with_name(f".{path.name}.run")


def stamp(path: Path) -> list[int]:
    """Return what tells one state of a file from another: its size and its time."""
    status = path.stat()
    return [status.st_size, status.st_mtime_ns]


def told_by_receipt(receipt: Path) -> dict[str, Any]:
    """Return what a receipt holds; nothing when it is missing or broken."""
    try:
        found = json.loads(receipt.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def made_with(path: Path) -> dict[str, Any]:
    """Return what a scores file was made with: release, model, threshold, prior.

    Parquet keeps it in its schema; for CSV and JSON lines the receipt beside the file tells, as
    long as the file is the one that the receipt was written for. Nothing where nothing tells.

    Raises:
        CorpusError: there is no such file, or it is broken.
    """
    form = format_of(path)
    try:
        refuse_pipes(path)
        if isinstance(form, Parquet):
            return form.about(path)
        known = told_by_receipt(receipt_of(path))
        about = known.get("about") if known.get("output") == stamp(path) else None
        return about if isinstance(about, dict) else {}
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        message = f"cannot read {path}: {reason}"
        raise CorpusError(message) from error


def write_whole(
    path: Path, form: Format, columns: Sequence[Column], *, rows: Sequence[Row]
) -> None:
    """Write rows into a file that appears whole or not at all.

    Raises:
        CorpusError: it cannot be written.
    """
    can_be_written(path)
    part, new = path.with_name(f".part-{path.name}"), beside(path)
    try:
        with _told(path):
            form.write(part, columns, rows)
            form.join(new, columns, [part])
            settle(new, path)
    finally:
        part.unlink(missing_ok=True)
        new.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write text into a file that appears whole or not at all.

    Raises:
        CorpusError: it cannot be written.
    """
    can_be_written(path)
    new = beside(path)
    try:
        with _told(path):
            new.write_text(text, encoding="utf-8", newline="")
            settle(new, path)
    finally:
        new.unlink(missing_ok=True)


def settle(new: Path, path: Path) -> None:
    """Flush a file to disk and give it its name; it appears whole or not at all."""
    with new.open("rb+") as file:
        os.fsync(file.fileno())
    new.replace(path)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what the system says of a file into an error that names it."""
    try:
        yield
    except OSError as error:
        message = f"cannot write {path}: {error.strerror or error}"
        raise CorpusError(message) from error
