"""The stages that make models and figures, in the order in which they follow each other.

A stage is a module with a function ``run(data)``. `STAGES` says what each reads and writes, which
stages it needs, which extras, and how long it takes; every artefact of the bundle and every report
is written by exactly one of them.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import time
from typing import TYPE_CHECKING, Final, NamedTuple

from models.places import MODELS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

README: Final = "../README.md"
EXTRAS: Final = {
    "train": ("pandas", "pyarrow", "scipy"),
    "train-content": ("torch",),
    "peers": ("trafilatura", "justext", "readability", "resiliparse"),
    "crawlers": ("scrapy", "httpx"),
}
"""The modules that tell whether an extra of the package is installed."""


class Stage(NamedTuple):
    """One stage.

    Attributes:
        name: what to call it.
        module: where its ``run`` is.
        does: what it does, in a few words.
        reads: of the development data; ``pages`` stands for the pages and their labels.
        writes: files below ``models/``.
        needs: stages that must have written their files before.
        extras: of the package, to be installed before.
        minutes: how long it took on two cores that had much else to do, 0 for less than half a
            minute; ``None`` where it was not measured.
        in_all: whether ``run all`` runs it.
    """

    name: str
    module: str
    does: str
    reads: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    extras: tuple[str, ...] = ("train",)
    minutes: float | None = None
    in_all: bool = True


class StageError(Exception):
    """A stage cannot be run; the message says why, and what to do."""


def _bundle(name: str) -> tuple[str, str]:
    return f"default/{name}.json", f"default/{name}.npz"


_SMALL: Final = (
    "main_content", "template_noise", "hedging", "headline", "clickbait", "promises",
    "word_order", "dead_ends",
)  # fmt: skip
_CHALLENGES: Final = ("benchmarks/fnc1_train_*", "weak_text", "content_gold")
STAGES: Final = (
    Stage("labels", "models.labels.publish", "publish the labels, without texts",
          ("pages", "headlines"), ("labels/pages.csv", "labels/headlines.csv"), minutes=0),
    Stage("main_content", "models.learned.main_content", "train the network of main content",
          ("pages", "content_gold", "main_blocks"), _bundle("main_content"),
          extras=("train", "train-content"), minutes=17),
    Stage("template_noise", "models.learned.template_noise", "fit the model of template noise",
          ("pages", "sites", "lines", "main_blocks"), _bundle("template_noise"), minutes=3),
    Stage("hedging", "models.learned.hedging", "fit the model of hedging",
          ("pages", "sentences"), _bundle("hedging"), minutes=2),
    Stage("headline", "models.learned.headline", "fit the model of headline mismatch",
          _CHALLENGES, _bundle("headline"), minutes=2),
    Stage("clickbait", "models.learned.clickbait", "fit the model of clickbait",
          (*_CHALLENGES, "benchmarks/clickbait17_train"), _bundle("clickbait"), minutes=1),
    Stage("promises", "models.learned.promises", "fit what headlines promise and pages keep",
          ("pages", "headlines"), _bundle("promises"),
          ("main_content", "hedging", "headline", "clickbait"), minutes=2),
    Stage("word_order", "models.learned.word_order", "train the network of word order",
          ("pages", "weak_text"), _bundle("word_order"), ("main_content",),
          ("train", "train-content"), minutes=9),
    Stage("dead_ends", "models.learned.dead_ends", "fit what pages say that hold no content",
          ("pages",), _bundle("dead_ends"), ("main_content",), minutes=1),
    Stage("choose", "models.judge.choose", "choose the judge's settings inside nested folds",
          ("pages",), ("judge/settings.json", "reports/choice.json"), _SMALL, minutes=34),
    Stage("build", "models.judge.build", "train the judge and its wording models",
          ("pages",), ("default/judge.json", "default/wording.npz"), (*_SMALL, "choose"),
          minutes=7),
    Stage("evaluate", "models.judge.evaluate", "the exam: whole sites held out",
          ("pages",), ("reports/judge.json",), ("build",), minutes=10),
    Stage("sites", "models.sites.build", "fit the model of whole sites",
          ("pages", "sites"), ("default/sites.json",), (*_SMALL, "choose"), minutes=35),
    Stage("site_figures", "models.sites.exam", "site verdicts from few pages, whole sites held out",
          ("pages", "sites"), ("reports/sites.json",), ("sites",), minutes=3),
    Stage("template_lines", "models.sites.template_lines",
          "page verdicts with a site's template lines taken out", ("pages", "sites"),
          ("reports/template_lines.json",), (*_SMALL, "choose"), minutes=15),
    Stage("site_speed", "models.sites.speed", "a report over a million rows of scores",
          (), ("reports/site_speed.json",), ("sites",), in_all=False),
    Stage("left_out", "models.judge.left_out", "the judge on sources that it never saw",
          ("pages",), ("reports/left_out.json",), ("build",), minutes=8),
    Stage("templates", "models.benchmarks.templates", "one text in many templates",
          ("pages", "seed_page"), ("reports/templates.json",), ("build",), minutes=0),
    Stage("pairs", "models.judge.pairs", "say which pages are pairs of one topic",
          ("pages",), ("labels/pairs.csv",), _SMALL, minutes=0),
    Stage("around", "models.judge.around", "what each mark around the content adds to the exam",
          ("pages",), ("reports/around.json",), ("build",), minutes=41),
    Stage("comparison", "models.judge.comparison", "compare model classes; ablation, learning",
          ("pages",), ("reports/comparison.json",), ("build",)),
    Stage("slices", "models.benchmarks.slices", "calibration by length, type and source",
          ("pages", "unlabelled"), ("reports/slices.json",), ("build",), minutes=2),
    Stage("honest", "models.benchmarks.honest", "false alarms among honest pages",
          ("pages",), ("reports/honest.json",), ("build",), minutes=2),
    Stage("reasons", "models.benchmarks.reasons", "what the first topics carry and show",
          ("pages",), ("reports/reasons.json",), ("build",)),
    Stage("reading", "models.benchmarks.reading", "write verdicts out for a strict reader",
          ("pages",), (), ("build",), minutes=3, in_all=False),
    Stage("traps", "models.benchmarks.traps", "what marks of provenance alone would tell",
          ("pages",), ("reports/traps.json",), ("build",), minutes=7),
    Stage("baselines", "models.benchmarks.baselines", "the judge beside rules and extractors",
          ("pages",), ("reports/baselines.json",), ("build",), ("train", "peers"), minutes=69),
    Stage("main_content_figures", "models.benchmarks.main_content",
          "main content beside other extractors", ("pages", "content_gold", "main_blocks"),
          ("reports/main_content.json",), ("main_content",),
          ("train", "train-content", "peers"), minutes=38),
    Stage("template_noise_figures", "models.benchmarks.template_noise",
          "template noise on sites held out", ("pages", "sites", "lines", "main_blocks"),
          ("reports/template_noise.json",), ("template_noise",), minutes=4),
    Stage("hedging_figures", "models.benchmarks.hedging", "hedging on pages held out",
          ("pages", "sentences"), ("reports/hedging.json",), ("hedging",), minutes=12),
    Stage("headline_figures", "models.benchmarks.headline",
          "headline mismatch and clickbait on parts held out",
          (*_CHALLENGES, "benchmarks/clickbait17_train"), ("reports/headline.json",),
          ("headline", "clickbait"), minutes=25),
    Stage("promise_figures", "models.benchmarks.promises",
          "promises, kept or not, and bait on sites held out", ("pages", "headlines"),
          ("reports/promises.json",), ("promises",), minutes=1),
    Stage("word_order_figures", "models.benchmarks.word_order",
          "word order on sites held out", ("pages",), ("reports/word_order.json",),
          ("word_order",), minutes=1),
    Stage("dead_end_figures", "models.benchmarks.dead_ends",
          "what dead ends say, on sentences and sites held out", ("pages",),
          ("reports/dead_ends.json",), ("dead_ends",), minutes=4),
    Stage("speed", "models.benchmarks.speed", "milliseconds a page, beside peers if installed",
          ("pages",), ("reports/speed.json",), ("build",), minutes=3),
    Stage("corpus", "models.benchmarks.corpus", "pages a second and memory of whole corpora",
          ("pages",), ("reports/corpus.json",), ("build",), in_all=False),
    Stage("crawls", "models.benchmarks.crawls", "what judging costs a crawler and a server",
          ("pages",), ("reports/crawls.json",), ("build",), ("train", "crawlers"), in_all=False),
    Stage("install", "models.benchmarks.install", "megabytes of a fresh installation",
          (), ("reports/install.json",), extras=(), in_all=False, minutes=3),
    Stage("attacks", "models.attacks", "time and memory of every kind of hostile page",
          (), ("reports/attacks.json",), ("build",), (), minutes=5, in_all=False),
    Stage("mutants", "models.mutants", "plant faults and see which the tests catch",
          (), ("reports/mutants.json",), extras=(), minutes=25, in_all=False),
    Stage("soak", "models.soak", "judge mangled pages by the hundred thousand, resumable",
          ("pages",), ("reports/soak.json",), extras=("train",), in_all=False),
    Stage("card", "models.report.card", "draw the card from the reports",
          (), ("reports/card.md",), ("build",), (), minutes=0),
    Stage("readme", "models.report.readme", "fill the README's markers",
          (), (README,), ("build",), ()),
    Stage("gate", "models.report.gate", "hold our figures against their floors",
          ("pages",), (), ("build",), (), minutes=0),
)  # fmt: skip
BY_NAME: Final = {stage.name: stage for stage in STAGES}


def plan(names: Iterable[str], *, anew: bool = False) -> list[Stage]:
    """Return the stages to run for some names, in order.

    What they need comes along where a file of it is missing, or in any case if ``anew``.
    ``all`` stands for every stage that is part of it and whose extras are installed.

    Raises:
        StageError: there is no such stage, or an extra of one is missing.
    """
    wanted: dict[str, Stage] = {}
    for name in names:
        if name == "all":
            wanted |= {s.name: s for s in STAGES if s.in_all and not missing_extras(s)}
        elif name in BY_NAME:
            wanted[name] = BY_NAME[name]
        else:
            message = f"there is no stage {name}: see python -m models list"
            raise StageError(message)
    ahead = [need for stage in wanted.values() for need in stage.needs]
    while ahead:
        need = BY_NAME[ahead.pop()]
        if need.name not in wanted and (anew or not written(need)):
            wanted[need.name] = need
            ahead += need.needs
    for stage in wanted.values():
        if absent := missing_extras(stage):
            message = f"{stage.name} needs pip install -e '.[{','.join(absent)}]'"
            raise StageError(message)
    return [stage for stage in STAGES if stage.name in wanted]


def skipped(names: Iterable[str]) -> dict[str, str]:
    """Say which stages ``all`` leaves out, and why."""
    if "all" not in names:
        return {}
    return {
        stage.name: f"needs {', '.join(absent)}" if absent else "only by its name"
        for stage in STAGES
        if (absent := missing_extras(stage)) or not stage.in_all
    }


def missing_extras(stage: Stage) -> list[str]:
    """Return the extras that a stage needs and that are not installed."""
    return [extra for extra in stage.extras if not _installed(extra)]


def _installed(extra: str) -> bool:
    return all(importlib.util.find_spec(name) for name in EXTRAS[extra])


def written(stage: Stage) -> bool:
    """Whether all files that a stage writes are there."""
    return all((MODELS / name).exists() for name in stage.writes)


def run(stages: Iterable[Stage], data: Path) -> None:
    """Run stages one after another."""
    for stage in stages:
        print(f"== {stage.name}: {stage.does}", flush=True)
        started, worked = time.monotonic(), _worked()
        importlib.import_module(stage.module).run(data)
        spent, work = (time.monotonic() - started) / 60, _worked() - worked
        print(f"== {stage.name}: {spent:.1f} minutes, {work:.1f} of a core", flush=True)


def _worked() -> float:
    """Return the minutes of processor time so far, those of ended children included."""
    return sum(os.times()[:4]) / 60


def table() -> str:
    """Return all stages as a table for people."""
    head = ("stage", "minutes", "what it does", "needs", "extras", "reads", "writes")
    rows = [
        (
            stage.name + ("" if stage.in_all else " *"),
            _told(stage.minutes),
            stage.does,
            _joined(stage.needs).replace(_joined(_SMALL), "small models"),
            _joined(stage.extras),
            _joined(name.removeprefix("benchmarks/") for name in stage.reads),
            _joined(name.removeprefix("../") for name in stage.writes),
        )
        for stage in STAGES
    ]
    note = "* only by its name, not with all; files are below models/, README.md apart"
    return "\n".join([*_aligned([head, *rows]), "", note])


def _told(minutes: float | None) -> str:
    return "?" if minutes is None else f"{minutes:g}" if minutes else "< 1"


def _joined(names: Iterable[str]) -> str:
    return ", ".join(names)


def _aligned(rows: list[tuple[str, ...]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
