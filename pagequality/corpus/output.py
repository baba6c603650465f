"""The output while it grows: parts in a folder, each complete or not there at all.

Next to ``scores.parquet`` lies ``scores.parquet.parts/`` until the run is done. A part is
written under another name, flushed to disk and renamed; its name holds the numbers of its
first and last row. Every item of the source gives exactly one row, so these names are the
journal: a run that was killed goes on after the last row that a part holds. At the end the
parts are joined into one file, which is renamed into place, and the folder goes. A receipt stays
(``.scores.parquet.run``): which input, model and options the file is of.

The rejects' parts are written before the part of scores that they belong to, and rejects
of a part that never came are thrown away, so the two cannot disagree.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any, Final

from pagequality.errors import CorpusError
from pagequality.tabular.formats import format_of, rows_in
from pagequality.tabular.outputs import (
    beside,
    can_be_written,
    receipt_of,
    settle,
    stamp,
    told_by_receipt,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from pagequality.tabular.schema import Column, Row

_NAME: Final = re.compile(r"(scores|rejects)-(\d{12})-(\d{12})\.")
_JOURNAL: Final = "journal.json"
_MANY: Final = frozenset(("columns or options",))
"""Settings that are several."""


class Parts:
    """The growing output of one run.

    Args:
        output: where the joined file shall be.
        columns: its columns.
        rejects: where the rejects shall be, if anywhere.
        settings: what a resumed run must have in common with the first.
        about: what the file is made with, for whoever reads it.
    """

    def __init__(
        self,
        output: Path,
        columns: Sequence[Column],
        *,
        rejects: Path | None = None,
        settings: Mapping[str, Any],
        about: Mapping[str, Any] | None = None,
    ) -> None:
        self.output, self.columns, self.rejects = output, columns, rejects
        self.settings = json.loads(json.dumps(settings))
        self.folder = output.with_name(output.name + ".parts")
        self.about = dict(about or {})
        self.receipt = receipt_of(output)
        self.rows = 0
        self._lock: IO[bytes] | None = None
        self._formats = {"scores": format_of(output)}
        if rejects is not None:
            self._formats["rejects"] = format_of(rejects)
            if rejects.resolve() == output.resolve():
                message = f"scores and rejects cannot both go to {output}"
                raise CorpusError(message)
        for path in filter(None, (output, rejects)):
            can_be_written(path)

    def check_finished(self) -> None:
        """Refuse to take a file that is there for the output of this run unless it is."""
        known = told_by_receipt(self.receipt)
        changed = self._changed(known)
        if not known or known.get("output") != stamp(self.output):
            why = "nothing tells which run wrote it"
        elif changed:
            why = f"it was made of {_others(changed)}"
        else:
            return
        message = f"{self.output} is there, and {why}: remove it, or run without resuming"
        raise CorpusError(message)

    def open(self, *, resume: bool) -> None:
        """Begin a new output, or go on with one that was broken off."""
        if self.folder.exists() and not resume:
            message = (
                f"{self.folder} holds an unfinished run: resume it (resume=True, --resume), or "
                "remove the folder to begin anew"
            )
            raise CorpusError(message)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock = _locked(self.folder / "lock")
        except OSError as error:
            message = f"cannot write next to {self.output}: {error.strerror or error}"
            raise CorpusError(message) from error
        journal = self.folder / _JOURNAL
        if journal.exists():
            self._compare(journal)
        else:
            _replace(journal, json.dumps(self.settings).encode())
        self._sweep()
        self._try()

    def _changed(self, before: Mapping[str, Any]) -> list[str]:
        return [key for key in self.settings if before.get(key) != self.settings[key]]

    def _compare(self, journal: Path) -> None:
        before = told_by_receipt(journal)
        changed = self._changed(before)
        if not before:
            self.close()
            message = f"{journal} is broken: remove {self.folder} to begin anew"
            raise CorpusError(message)
        if changed:
            self.close()
            message = (
                f"{self.folder} was begun with {_others(changed)}; resume with the "
                "same, or remove the folder to begin anew"
            )
            raise CorpusError(message)

    def _sweep(self) -> None:
        """Count the rows that are safe; throw away what a killed run left half done."""
        self.rows = 0
        for path in self.parts("scores"):
            first, last = _span(path)
            if first != self.rows:
                break
            self.rows = last
        for path in self.folder.iterdir():
            found = _NAME.match(path.name)
            stray = path.name.startswith("new-") or (found and _span(path)[1] > self.rows)
            if stray:
                path.unlink()

    def _try(self) -> None:
        """Write parts without rows: what cannot be written shows before a page is scored."""
        try:
            for kind, form in self._formats.items():
                path = self.folder / f"new-{self._name(kind, self.rows)}"
                form.write(path, self.columns, [])
                path.unlink()
        except Exception:
            self.leave_nothing()
            self.close()
            raise

    def parts(self, kind: str) -> list[Path]:
        """Return the parts of ``scores`` or ``rejects``, in order."""
        return sorted(path for path in self.folder.iterdir() if path.name.startswith(f"{kind}-"))

    def add(self, rows: Sequence[Row], rejects: Sequence[Row]) -> None:
        """Write one part of scores, after the rejects that belong to it."""
        last = self.rows + len(rows)
        if self.rejects is not None:
            self._write("rejects", rejects, last)
        self._write("scores", rows, last)
        self.rows = last

    def _write(self, kind: str, rows: Sequence[Row], last: int) -> None:
        name = self._name(kind, last)
        new = self.folder / f"new-{name}"
        self._formats[kind].write(new, self.columns, rows)
        settle(new, self.folder / name)

    def _name(self, kind: str, last: int) -> str:
        path = self.output if kind == "scores" else self.rejects
        tail = "".join((path or self.output).suffixes[-2:])
        return f"{kind}-{self.rows:012d}-{last:012d}.{_safe(tail)}"

    def rows_so_far(self) -> Iterator[dict[str, Any]]:
        """Yield the rows of all parts."""
        for path in self.parts("scores"):
            joined = path.with_name(f"new-{path.name}")
            self._formats["scores"].join(joined, self.columns, [path])
            yield from rows_in(joined)
            joined.unlink()

    def join(self, *, done: bool) -> None:
        """Put the joined files in place; the folder goes when the run is done."""
        for kind, path in (("rejects", self.rejects), ("scores", self.output)):
            if path is not None:
                new = beside(path)
                try:
                    self._formats[kind].join(new, self.columns, self.parts(kind), about=self.about)
                    settle(new, path)
                finally:
                    new.unlink(missing_ok=True)
        self.close()
        if done:
            known = {**self.settings, "output": stamp(self.output), "about": self.about}
            _replace(self.receipt, json.dumps(known).encode())
            shutil.rmtree(self.folder)

    def leave_nothing(self) -> None:
        """Remove the folder if it holds no row: there is nothing to go on with."""
        if not self.rows:
            self.close()
            shutil.rmtree(self.folder)

    def close(self) -> None:
        """Let go of the lock."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None


def _others(names: Sequence[str]) -> str:
    """Write what is not the same in two runs.

    >>> _others(["input", "columns or options"])
    'another input, other columns or options'
    """
    return ", ".join(f"other {name}" if name in _MANY else f"another {name}" for name in names)


def _span(path: Path) -> tuple[int, int]:
    found = _NAME.match(path.name)
    return (int(found[2]), int(found[3])) if found else (0, 0)


def _safe(tail: str) -> str:
    """Keep the suffixes that tell the format.

    >>> _safe(".v2.parquet"), _safe(".csv.gz")
    ('parquet', 'csv.gz')
    """
    names = tail.lower().split(".")[1:]
    return ".".join(names if names[-1] == "gz" else names[-1:])


def _replace(path: Path, data: bytes) -> None:
    new = path.with_name(f"new-{path.name}")
    new.write_bytes(data)
    settle(new, path)


def _locked(path: Path) -> IO[bytes]:
    """Hold a lock that ends with this process; a second run of the same output is refused."""
    file = path.open("ab")
    try:
        import fcntl  # noqa: PLC0415 - POSIX only
    except ImportError:
        return file
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        message = f"another run is writing {path.parent}"
        raise CorpusError(message) from error
    with suppress(OSError):
        os.set_inheritable(file.fileno(), False)  # noqa: FBT003 - the standard library's signature
    return file
