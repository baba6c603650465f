"""Files, and what looks like one: a pipe nobody writes to, or a device without an end."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def is_regular(path: str | Path) -> bool:
    """Whether this is a file whose bytes lie on a disk; a link to one counts.

    >>> is_regular(__file__), is_regular("/dev/null"), is_regular("nowhere")
    (True, False, False)
    """
    try:
        return stat.S_ISREG(Path(path).stat().st_mode)
    except (OSError, ValueError):
        return False


def is_folder(path: str | Path) -> bool:
    r"""Whether this is a folder; a name that no system takes is none.

    >>> is_folder("."), is_folder("x" * 1000), is_folder("a\0b")
    (True, False, False)
    """
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False


def files_below(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder, sorted within each, those of hidden folders left out.

    A folder that links lead to again, and again, is looked into once; pipes and devices are none.
    """
    return filter(is_regular, _below(folder, set()))


def broken_links_below(folder: Path) -> Iterator[Path]:
    """Yield the links below a folder that lead to nothing."""
    return (entry for entry in _below(folder, set()) if entry.is_symlink() and not entry.exists())


def _below(folder: Path, known: set[str]) -> Iterator[Path]:
    real = os.path.realpath(folder)
    if real in known:
        return
    known.add(real)
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return
    for entry in entries:
        if not is_folder(entry):
            yield entry
        elif not entry.name.startswith("."):
            yield from _below(entry, known)


def refuse_pipes(path: str | Path) -> None:
    """Raise `OSError` where opening would wait for ever, or reading never end.

    >>> refuse_pipes("/dev/zero")
    Traceback (most recent call last):
        ...
    OSError: [Errno 22] it is no file: a pipe or a device
    """
    mode = Path(path).stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise OSError(errno.EINVAL, "it is no file: a pipe or a device")


def read_file(path: str | Path, most: int) -> bytes:
    """Return what a file holds; `OSError` for what is no file, or a larger one."""
    refuse_pipes(path)
    with Path(path).open("rb") as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise OSError(errno.EFBIG, f"it is larger than {most} bytes")
    return content
