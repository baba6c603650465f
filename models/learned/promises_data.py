"""Pages that two annotators compared with their headlines, and what is measured of them."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from models.data import pages
from models.learned.hedging import held_out_heads, with_heads
from models.learned.hedging_data import SUBSTANCE, of_substance
from models.places import DEFAULT
from pagequality.learned.bundle import open_bundle
from pagequality.learned.promises.cues import cues
from pagequality.learned.promises.delivery import Body
from pagequality.learned.promises.kinds import KINDS, detailed
from pagequality.learned.promises.lexicon import split
from pagequality.learned.promises.measures import MEASURES
from pagequality.learned.promises.model import (
    bait_row,
    body_measures,
    check,
    degrees,
    title_kept,
)
from pagequality.reading import read
from pagequality.text.tokens import tokenise

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pagequality.learned.models import Models
    from pagequality.learned.promises.lexicon import Words
    from pagequality.page.page import Page
    from pagequality.text.arrays import Array, Floats, Ints

LETTERS: Final = dict(zip(KINDS, "NQSTFEXPDO-", strict=True))
"""The rubric's letter for each kind; ``-`` for a label."""
COLLECTIONS: Final = ("pages", "wild")
"""Whose pages were compared."""
_BAIT: Final = 2
"""The sum of both annotators' bait from which a headline counts as bait."""


@dataclass(frozen=True, eq=False)
class Compared:
    """Headlines and pages, a row each.

    ``kinds`` is 1 where both annotators said a kind, 0 where neither, -1 where one did.
    ``unkept`` is 1 where both said that the promise is not fully kept, 0 where both said that it
    is, else -1; ``share`` is how far it is not kept by the mean of both, ``nan`` where they do not
    say. ``kept`` has the checks' degrees for every kind, promised or not, ``title_kept`` those
    of what the title promises outright beside the headline.
    """

    ids: list[str]
    site: Array
    headlines: list[str]
    bodies: list[str]
    cues: Floats
    make: Floats
    kinds: Ints
    measures: Floats
    kept: Floats
    title_kept: Floats
    unkept: Ints
    share: Floats
    bait: Ints


def letters(said: str) -> set[str]:
    """Return the letters of a cell: ``-`` alone where nothing is promised.

    >>> sorted(letters("N,T")), letters("-")
    (['N', 'T'], {'-'})
    """
    return {letter for letter in said if letter.isalpha()} or {"-"}


def _kinds(row: dict[str, str]) -> list[int]:
    one, other = letters(row["promise_a"]), letters(row["promise_b"])
    return [
        (1 if letter in one else -1) if (letter in one) == (letter in other) and letter in one
        else 0 if letter not in one | other
        else -1
        for letter in LETTERS.values()
    ]  # fmt: skip


def _unkept(row: dict[str, str]) -> tuple[int, float]:
    said = [row["delivered_a"], row["delivered_b"]]
    known = [int(one) for one in said if one.isdigit()]
    share = 1.0 - sum(known) / (2 * len(known)) if len(known) == len(said) else float("nan")
    if not np.isfinite(share) or (2 in known and share):
        return -1, share
    return int(share > 0), share


def checked(page: Page, headline: str, measured: Floats) -> list[float]:
    """Return what the check of every kind says of a page, promised or not."""
    words, body = split(headline), Body.of(page, measured)
    return [check(detailed(kind, 1.0, words), body).kept for kind in KINDS if kind != "label"]


def _of_title(page: Page, words: Words, measured: Floats | None) -> Floats:
    """What the checks say of the title's own promises; unknown where nothing is measured."""
    if measured is None:
        return degrees(())
    return degrees(title_kept(Body.of(page, measured), words, frozenset()))


def models_apart(data: Path, models: Models) -> Callable[[str], Models]:
    """Return the models that measure the pages of a site, none of whose sentences they have seen.

    What a body says that is particular is measured by a model of sentences, and most compared
    pages have labelled ones: the model that has read them knows these pages better than new ones.
    """
    sentences, bundle = of_substance(data, models), open_bundle(DEFAULT)
    found = [held_out_heads(sentences, head) for head in SUBSTANCE]
    part = found[0][0]
    apart = [
        replace(models, hedging=with_heads(bundle, dict(zip(SUBSTANCE, heads, strict=True))))
        for heads in zip(*(heads for _, heads in found), strict=True)
    ]
    return lambda site: apart[part[site]] if site in part else models


def compared(data: Path, models: Models) -> Compared:
    """Read and measure the compared pages whose headline has a word."""
    of_site = models_apart(data, models)
    with (data / "headlines.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["page_id"]: row for row in csv.DictReader(file)}
    columns: dict[str, list[Any]] = {name: [] for name in Compared.__dataclass_fields__}
    for stored in pages(data, ("id", "url", "site", "html"), COLLECTIONS):
        row = rows.get(stored["id"])
        words = split(row["headline"]) if row else None
        if row is None or words is None or not words.lower:
            continue
        page = read(stored["html"], url=stored["url"], models=of_site(stored["site"]))
        measured = body_measures(page, tokenise(row["headline"]))
        known = measured is not None
        unkept, share = _unkept(row) if known else (-1, float("nan"))
        nothing = np.full(len(MEASURES), np.nan)
        values = {
            "ids": stored["id"],
            "site": stored["site"],
            "headlines": row["headline"],
            "bodies": page.main_text,
            "cues": cues(words),
            "make": bait_row(words, models.clickbait.made(row["headline"])),
            "kinds": _kinds(row),
            "measures": measured if known else nothing,
            "kept": [np.nan] * (len(KINDS) - 1)
            if measured is None
            else checked(page, row["headline"], measured),
            "title_kept": _of_title(page, words, measured),
            "unkept": unkept,
            "share": share,
            "bait": int(int(row["bait_a"]) + int(row["bait_b"]) >= _BAIT),
        }
        for name, value in values.items():
            columns[name].append(value)
    plain = {"ids", "headlines", "bodies"}
    made: dict[str, Any] = {
        name: value if name in plain else np.array(value) for name, value in columns.items()
    }
    return Compared(**made)
