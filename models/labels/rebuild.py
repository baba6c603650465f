"""Rebuild the pages behind models/labels/pages.csv from public repositories, or check them.

    git clone https://github.com/OWNER/NAME clones/OWNER/NAME      # for each repository listed by
    python -m models.labels.rebuild --list                         # this, with its number of pages
    python -m models.labels.rebuild --clones clones --into pages   # git show, verify, write
    python -m models.labels.rebuild --check pages                  # what is there, missing, changed
    python -m models.labels.rebuild --check pages --pack data      # a folder that recipes read

A page is written as ``ID.html`` and only if its SHA-1 is the published one; a file that has
changed since is looked for in the history. Addresses of pages are not published: packed pages
have none, and signals of the address are unknown on them.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from models.places import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterator

GIT: Final = shutil.which("git") or "git"
_NAME = re.compile(r"[\w.-]+/[\w.-]+")
Row = dict[str, str]


def read_labels(path: Path) -> list[Row]:
    """Return the published rows; refuse a name that is no repository's."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if not _NAME.fullmatch(row["repo"]) or "/" in row["id"] or ".." in row["repo"].split("/"):
            message = f"{path}: odd repository or id in the row of {row['id']!r}"
            raise ValueError(message)
    return rows


def clone_of(clones: Path, repo: str) -> Path | None:
    """Return the clone of a repository: ``OWNER/NAME``, ``OWNER+NAME`` or ``NAME``."""
    names = (repo, repo.replace("/", "+"), repo.partition("/")[2])
    return next((clones / name for name in names if (clones / name).is_dir()), None)


def _git(clone: Path, *arguments: str) -> bytes | None:
    ran = subprocess.run([GIT, "-C", str(clone), *arguments], capture_output=True, check=False)  # noqa: S603
    return ran.stdout if ran.returncode == 0 else None


def versions(clone: Path, path: str) -> Iterator[bytes]:
    """Yield what stands at a path: now, then in every commit that changed it, newest first."""
    now = _git(clone, "show", f"HEAD:{path}")
    if now is not None:
        yield now
    listed = _git(clone, "log", "--all", "--format=%H", "--diff-filter=AM", "--", path) or b""
    for commit in listed.decode().split():
        content = _git(clone, "show", f"{commit}:{path}")
        if content is not None:
            yield content


def page_of(clone: Path, row: Row) -> bytes | None:
    """Return the page with the published digest, unpacked if it is kept gzipped."""
    for content in versions(clone, row["path"]):
        page = content
        if row["path"].endswith(".gz"):
            try:
                page = gzip.decompress(content)
            except (OSError, EOFError):
                continue
        if digest(page) == row["sha1"]:
            return page
    return None


def digest(page: bytes) -> str:
    """Return the SHA-1 of a page; it names a version, it guards nothing."""
    return hashlib.sha1(page, usedforsecurity=False).hexdigest()


def assemble(rows: list[Row], clones: Path, into: Path) -> Counter[str]:
    """Write every page that can be had and verified; return what became of all."""
    into.mkdir(parents=True, exist_ok=True)
    outcomes: Counter[str] = Counter()
    for row in rows:
        clone = clone_of(clones, row["repo"])
        if clone is None:
            outcomes["no clone"] += 1
            continue
        page = page_of(clone, row)
        outcomes["not found with its digest" if page is None else "written"] += 1
        if page is not None:
            (into / f"{row['id']}.html").write_bytes(page)
    return outcomes


def check(rows: list[Row], folder: Path) -> dict[str, str]:
    """Say of every page whether its file is there and the one that was labelled."""
    states = {}
    for row in rows:
        path = folder / f"{row['id']}.html"
        if not path.is_file():
            states[row["id"]] = "missing"
        else:
            states[row["id"]] = "fine" if digest(path.read_bytes()) == row["sha1"] else "changed"
    return states


def pack(rows: list[Row], folder: Path, into: Path) -> int:
    """Write the verified pages and their labels as `models.data` reads them."""
    import pyarrow as pa  # noqa: PLC0415 - only for this
    import pyarrow.parquet as pq  # noqa: PLC0415

    states = check(rows, folder)
    good = [row for row in rows if states[row["id"]] == "fine"]
    (into / "pages").mkdir(parents=True, exist_ok=True)
    columns = ("id", "site", "source", "repo", "path", "sha1")
    table = {name: [row[name] for row in good] for name in columns} | {
        "url": [""] * len(good),
        "html": [(folder / f"{row['id']}.html").read_bytes() for row in good],
    }
    pq.write_table(pa.table(table), into / "pages" / "pages-00.parquet", compression="zstd")
    with (into / "labels.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(good)
    return len(good)


def main(arguments: list[str] | None = None) -> int:
    """List, assemble, check or pack; exit code 1 if any page is missing or changed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--labels", type=Path, default=LABELS / "pages.csv")
    parser.add_argument("--list", action="store_true", help="the repositories to clone")
    parser.add_argument("--clones", type=Path, help="folder of clones")
    parser.add_argument("--into", type=Path, help="folder to assemble pages in")
    parser.add_argument("--check", type=Path, metavar="FOLDER", help="folder of pages to check")
    parser.add_argument("--pack", type=Path, metavar="FOLDER", help="where to write checked pages")
    options = parser.parse_args(arguments)
    rows = read_labels(options.labels)
    if options.list:
        for repo, count in Counter(row["repo"] for row in rows).most_common():
            print(f"{count:5} https://github.com/{repo}")
        return 0
    if options.clones and options.into:
        outcomes = assemble(rows, options.clones, options.into)
        print(", ".join(f"{count} {outcome}" for outcome, count in outcomes.most_common()))
        return int(outcomes["written"] != len(rows))
    if not options.check:
        parser.error("say --list, --clones with --into, or --check")
    found = check(rows, options.check)
    print(", ".join(f"{count} {state}" for state, count in Counter(found.values()).most_common()))
    if options.pack:
        print(f"packed {pack(rows, options.check, options.pack)} pages")
    return int(set(found.values()) != {"fine"})


if __name__ == "__main__":
    sys.exit(main())
