"""``pagequality compare``: how far a corpus has drifted from the pages of the training."""

from __future__ import annotations

import json
from random import Random
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from pagequality.commands.base import MISUSE, OK, Command, count, log, number, share, write
from pagequality.commands.corpus import FORMATS, columns_of
from pagequality.commands.routes import refuse_columns
from pagequality.judge.abstention import reasons_to_abstain
from pagequality.judge.scorer import Scorer
from pagequality.judge.vector import vector
from pagequality.learned.odds import sigmoid
from pagequality.training.drift import reading, shape, shift, shifts

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterable

    from pagequality.corpus.items import Item
    from pagequality.page.page import Page
    from pagequality.training.drift import Shift

_SAMPLE: Final = 2000
_FEWEST: Final = 30


def add_options(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "corpus",
        nargs="+",
        metavar="CORPUS",
        help="HTML, JSON lines, CSV, Parquet, WARC, WACZ, or folders of them",
    )
    parser.add_argument("--to", metavar="MODEL", help="a model of your own; else the shipped one")
    parser.add_argument("--text", action="store_true", help="the corpus holds plain text, not HTML")
    parser.add_argument("--prior", type=share, metavar="SHARE", help="share of low pages there")
    parser.add_argument(
        "--sample", type=count, default=_SAMPLE, metavar="N",
        help="pages to take at random from all (%(default)s)",
    )  # fmt: skip
    parser.add_argument("--seed", type=number, default=0, help="of the sample (%(default)s)")
    parser.add_argument(
        "--input-format", choices=FORMATS, default="", help="when names do not tell"
    )
    parser.add_argument(
        "--html-column", metavar="NAME", help="of the page (html; text with --text)"
    )
    parser.add_argument("--url-column", metavar="NAME", help="of its address (url)")
    parser.add_argument(
        "--all", action="store_true", help="show every signal, not those that moved only"
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="for people (default) or JSON"
    )


def sample(items: Iterable[Item], most: int, seed: int) -> list[Item]:
    """Take so many items at random, each as likely as any other, in one pass."""
    random = Random(seed)  # noqa: S311 - a sample, not a secret
    taken: list[Item] = []
    for before, item in enumerate(items):
        if len(taken) < most:
            taken.append(item)
        elif (place := random.randrange(before + 1)) < most:
            taken[place] = item
    return taken


def read_page(scorer: Scorer, item: Item, *, text: bool) -> Page | None:
    """Read an item that has been opened; nothing when it holds no page."""
    if item.failure is not None or item.payload is None:
        return None
    return scorer.read_payload(
        item.payload,
        text=text or item.text,
        url=item.url or None,
        headers=item.headers,
        status=item.status,
    )


def report(scorer: Scorer, pages: Iterable[Page | None]) -> dict[str, Any]:
    """Measure pages and compare them with what the model has stored."""
    model, rows, chances = scorer.model, [], []
    unread = declined = 0
    for page in pages:
        if page is None:
            unread += 1
        elif reasons_to_abstain(page):
            declined += 1
        else:
            values = vector(page)
            words = len(page.main_words)
            judged = model.judge(values, words=words, source=page.source, prior=scorer.prior)
            rows.append(values)
            chances.append(sigmoid(judged.log_odds))
    found: dict[str, Any] = {
        "model": f"{model.name} {model.digest}".strip(),
        "judged": len(rows),
        "declined": declined,
        "unreadable": unread,
    }
    if len(rows) < _FEWEST:
        return found
    then = np.array(model.held_out["probability"])
    moved = shift("score", shape(then), np.array(chances), pages=len(then))
    known = shifts(model.about["quantiles"], np.array(rows))
    return found | {
        "mean_probability": round(float(np.mean(chances)), 4),
        "mean_probability_in_training": round(float(then.mean()), 4),
        "score": _plain(moved),
        "signals": [_plain(one) for one in known],
        "reading": reading(moved, known),
    }


def _plain(one: Shift) -> dict[str, Any]:
    numbers = {
        key: None if isinstance(value, float) and np.isnan(value) else value
        for key, value in one._asdict().items()
    }
    return {**numbers, "reading": one.reading}


def lines(found: dict[str, Any], *, everything: bool) -> list[str]:
    """Lay the report out for people."""
    counts = f"{found['declined']} declined, {found['unreadable']} unreadable"
    then = f"in training {found['mean_probability_in_training']:.3f}"
    head = f"{'PSI':>7} {'chance':>7} {'KS':>6} {'then':>9} {'now':>9} {'unknown':>13}"
    out = [f"{found['judged']} pages judged by {found['model']}, {counts}"]
    out += [f"mean probability {found['mean_probability']:.3f}, {then}", "", f"{'':28} {head}"]
    shown = [found["score"], *found["signals"]]
    for row in shown:
        if everything or row["name"] == "score" or row["reading"] != "alike":
            unknown = f"{row['unknown_then']:.0%} to {row['unknown_now']:.0%}"
            out.append(
                f"{row['name']:28} {row['stability']:7.3f} {row['chance']:7.3f} "
                f"{row['distance']:6.3f} {_short(row['median_then'])} {_short(row['median_now'])} "
                f"{unknown:>13}  {row['reading']}"
            )
    return [*out, "", found["reading"]]


def _short(value: float | None) -> str:
    return f"{'–' if value is None else f'{value:.3g}':>9}"


def run(options: Namespace) -> int:
    """Compare and write out."""
    from pagequality.corpus.items import opened  # noqa: PLC0415 - loads joblib
    from pagequality.corpus.sources import open_source  # noqa: PLC0415

    if options.all and options.format == "json":
        log("--all is for people: JSON holds every signal anyway")
        return MISUSE
    refuse_columns(options, options.corpus)
    scorer = Scorer(options.to, prior=options.prior)
    if not scorer.model.about.get("quantiles", {}).get("signals"):
        log("the model keeps no quantiles of its training pages to compare with")
        return MISUSE
    columns = columns_of(options)
    source = open_source(
        options.corpus, columns=columns, form=options.input_format, text=options.text
    )
    source = source.with_columns()
    items = (opened(item, columns) for item in sample(source.items(), options.sample, options.seed))
    pages = (read_page(scorer, item, text=options.text) for item in items)
    found = report(scorer, pages)
    if "score" not in found:
        log(f"only {found['judged']} pages could be judged: {_FEWEST} are the fewest to compare")
        return MISUSE
    if options.format == "json":
        write(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        write("\n".join(lines(found, everything=options.all)))
    return OK


COMMAND = Command(
    "compare",
    "compare a corpus with the training pages: has it drifted?",
    (
        "pagequality compare crawl.warc.gz",
        "pagequality compare pages/ --to mine.json",
        "pagequality compare crawl.parquet --html-column content --format json",
    ),
    add_options,
    run,
)
