"""dolma documents -> attribute files beside them, without dolma, which cannot be installed here.

A document file ``documents/part-0.jsonl.gz`` gets an attribute file
``attributes/pagequality/part-0.jsonl.gz`` with a line for each document, in the same order. An
attribute is a list of spans ``[start, end, value]``; a verdict is of the whole text. dolma's mixer
then drops pages by an expression such as
``$.attributes[?(@.pagequality__low && @.pagequality__low[0][2] >= 0.8)]``.

    python docs/recipes/dolma_attributes.py documents/ attributes/pagequality/
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pagequality.integrations.settings import CrawlSettings

if TYPE_CHECKING:
    from collections.abc import Mapping

SETTINGS = CrawlSettings(text=True)
"""dolma's documents are extracted text."""


def attributes(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the attributes of a document; one that cannot be judged has an empty one."""
    text = document["text"]
    url = (document.get("metadata") or {}).get("url") or ""
    probability = SETTINGS.judge(text, url=str(url))["probability"]
    spans = [] if probability is None else [[0, len(text), round(probability, 5)]]
    return {"id": document["id"], "attributes": {"pagequality__low": spans}}


def annotate(documents: Path, out: Path) -> int:
    """Write the attribute file of one document file; return how many documents it has."""
    number = 0
    unfinished = out.with_name(f"{out.name}.unfinished")
    with gzip.open(documents, "rt", encoding="utf-8") as lines, \
            gzip.open(unfinished, "wt", encoding="utf-8") as file:  # fmt: skip
        for line in lines:
            file.write(json.dumps(attributes(json.loads(line))) + "\n")
            number += 1
    unfinished.rename(out)
    return number


def main() -> None:
    """Annotate every document file of a folder that has no attribute file yet."""
    source, target = map(Path, sys.argv[1:])
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted(source.glob("*.jsonl.gz")):
        out = target / path.name
        if not out.exists():
            sys.stdout.write(f"{path.name}: {annotate(path, out)} documents\n")


if __name__ == "__main__":
    main()
