"""Write models/labels.csv: the labels with each page's public repository, path and digest.

    python models/labels.py

No text, no title, no address of a page, and not the annotators' free words.
"""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path
from typing import Final

import pyarrow.parquet as pq

HERE: Final = Path(__file__).parent
COLUMNS: Final = (
    "id", "site", "source", "score", "low", "kind", "flags", "confidence", "repo", "path", "sha1",
)  # fmt: skip


def rows(folder: Path) -> list[dict[str, str]]:
    """Join the labels with where their pages stand."""
    places = {}
    for path in sorted((folder / "pages").glob("*.parquet")):
        for stored in pq.read_table(path, columns=["id", "repo", "path", "sha1"]).to_pylist():
            places[stored["id"]] = stored
    with (folder / "labels.csv").open(encoding="utf-8", newline="") as file:
        return [{**row, **places[row["id"]]} for row in csv.DictReader(file)]


def main() -> int:
    """Write the file."""
    sys.path.insert(0, str(HERE))
    from models.data import data_folder  # noqa: PLC0415 - needs the library, the rest does not

    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=data_folder())
    found = rows(parser.parse_args().data)
    with (HERE / "labels.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)
    print(f"wrote {len(found)} labels")
    return 0


if __name__ == "__main__":
    sys.exit(main())
