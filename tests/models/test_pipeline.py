"""The table of stages: complete, in order, and each file written by one stage alone."""

from __future__ import annotations

import ast
from collections import Counter

import pytest

from models import pipeline
from models.__main__ import main
from models.pipeline import BY_NAME, STAGES, Stage, plan
from models.places import MODELS, ROOT
from pagequality.learned.bundle import FILES


def written() -> Counter[str]:
    """How many stages write each file."""
    return Counter(name for stage in STAGES for name in stage.writes)


def test_every_artefact_of_the_bundle_has_one_stage():
    """No file of the bundle comes from nowhere, none from two recipes, and nothing else is one."""
    artefacts = {name: n for name, n in written().items() if name.startswith("default/")}
    assert artefacts == {f"default/{name}": 1 for name in FILES}


def test_every_report_has_one_stage():
    """What lies there is written by one stage; what is run only by its name may be missing."""
    there = {f"reports/{path.name}" for path in (MODELS / "reports").iterdir()}
    reports = {name: n for name, n in written().items() if name.startswith("reports/")}
    seldom = {name for stage in STAGES if not stage.in_all for name in stage.writes}
    assert {name: n for name, n in reports.items() if name in there or name not in seldom} == (
        dict.fromkeys(there, 1)
    )


def test_whatever_is_written_is_written_once():
    """Labels, settings and the README have one stage each, too."""
    assert set(written().values()) == {1}


def test_stages_stand_behind_what_they_need():
    """The table is an order: no stage needs itself or a later one, so there is no cycle."""
    names = [stage.name for stage in STAGES]
    assert len(set(names)) == len(names)
    for place, stage in enumerate(STAGES):
        assert set(stage.needs) <= set(names[:place]), stage.name


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_every_stage_can_be_run_and_read(stage: Stage):
    """Its module has `run(data)`, it says what it does, and its extras are known."""
    tree = ast.parse((ROOT / f"{stage.module.replace('.', '/')}.py").read_text(encoding="utf-8"))
    (entry,) = [
        node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "run"
    ]
    assert len(entry.args.args) == 1
    assert stage.does
    assert set(stage.extras) <= pipeline.EXTRAS.keys()


def test_no_recipe_is_left_out():
    """Every module of `models` that has `run(data)` is a stage."""
    known = {stage.module for stage in STAGES} | {"models.pipeline"}
    for path in MODELS.rglob("*.py"):
        if "\ndef run(data: Path)" in path.read_text(encoding="utf-8"):
            assert ".".join(path.relative_to(ROOT).with_suffix("").parts) in known


@pytest.fixture
def installed(monkeypatch):
    """Every extra is installed, and every file is there."""
    monkeypatch.setattr(pipeline, "_installed", lambda _extra: True)
    monkeypatch.setattr(pipeline, "written", lambda _stage: True)
    return monkeypatch


def names(*wanted, anew=False):
    """The names of what is planned."""
    return [stage.name for stage in plan(wanted, anew=anew)]


@pytest.mark.usefixtures("installed")
def test_what_is_needed_and_there_is_not_made_again():
    """A stage runs alone when the files that it needs exist, in any case where it is told to."""
    assert names("build") == ["build"]
    small = [
        "main_content", "template_noise", "hedging", "headline", "clickbait", "promises",
        "word_order", "dead_ends",
    ]  # fmt: skip
    assert names("build", anew=True) == [*small, "choose", "build"]


def test_what_is_needed_and_missing_comes_first(installed):
    """A missing file is made before the stage that needs it; what that one needs, before it."""
    missing = {"choose", "hedging"}
    installed.setattr(pipeline, "written", lambda stage: stage.name not in missing)
    assert names("build") == ["hedging", "choose", "build"]


@pytest.mark.usefixtures("installed")
def test_order_is_that_of_the_table():
    """However stages are named, they run in order, each once."""
    assert names("gate", "card", "build", "gate") == ["build", "card", "gate"]


def test_all_leaves_out_what_is_not_part_of_it(installed):
    """Long runs of whole corpora are asked for by name; stages without their extras wait."""
    assert names("all") == [stage.name for stage in STAGES if stage.in_all]
    assert not BY_NAME["corpus"].in_all
    installed.setattr(pipeline, "_installed", lambda extra: extra != "peers")
    assert "baselines" not in names("all")
    assert pipeline.skipped(["all"]) == {
        "baselines": "needs peers", "main_content_figures": "needs peers",
        "reading": "only by its name",
        "corpus": "only by its name", "crawls": "only by its name",
        "install": "only by its name", "mutants": "only by its name",
        "attacks": "only by its name", "soak": "only by its name", "site_speed": "only by its name",
    }  # fmt: skip
    with pytest.raises(pipeline.StageError, match=r"pip install -e '.\[peers\]'"):
        plan(["baselines"])


def test_stages_run_one_after_another(installed, tmp_path, capsys):
    """Each gets the folder of the data."""
    seen = []

    class Module:
        run = staticmethod(seen.append)

    installed.setattr(pipeline.importlib, "import_module", lambda _name: Module)
    pipeline.run(plan(["card", "gate"]), tmp_path)
    assert seen == [tmp_path, tmp_path]
    assert "card: 0.0 minutes, 0.0 of a core" in capsys.readouterr().out


def test_the_list_names_every_stage(capsys):
    """One line a stage, with how long it takes and what it writes."""
    assert main(["list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[1 : len(STAGES) + 1]] == list(BY_NAME)
    (build,) = [line for line in lines if line.startswith("build")]
    assert "default/judge.json, default/wording.npz" in build


def test_an_unknown_stage_is_misuse(capsys):
    """It is named, with where to look."""
    assert main(["run", "biuld"]) == 2
    assert "there is no stage biuld: see python -m models list" in capsys.readouterr().err


def test_help_has_examples(capsys):
    """Who asks for help sees how stages are run."""
    with pytest.raises(SystemExit):
        main(["--help"])
    assert "python -m models run build" in capsys.readouterr().out
