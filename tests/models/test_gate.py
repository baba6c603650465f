"""The gate: it falls when a figure of ours falls, and no bound loosens by itself."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

pa = pytest.importorskip("pyarrow", reason="needs the extra train")
pq = pytest.importorskip("pyarrow.parquet")

from models.places import REPORTS  # noqa: E402 - after what may skip
from models.report import gate  # noqa: E402
from pagequality.learned.bundle import FILES, write_manifest  # noqa: E402


@pytest.fixture
def run(tmp_path, capsys):
    """Folders of reports, a bundle and data; a way to change a report and run the gate."""
    reports, bundle, data = (tmp_path / name for name in ("reports", "bundle", "data"))
    (data / "pages").mkdir(parents=True)
    reports.mkdir()
    bundle.mkdir()
    page = {"id": "m0", "url": "", "site": "s", "source": "made", "html": b"<p>Tea"}
    pq.write_table(pa.Table.from_pylist([page]), data / "pages" / "pages-00.parquet")
    (data / "labels.csv").write_text("id,low\nm0,1\n")

    def seal(wording=b"one"):
        for name in FILES:
            (bundle / name).write_bytes(b"{}")
        (bundle / "wording.npz").write_bytes(wording)
        about = {"about": {"data": gate.digest(data)}}
        (bundle / "judge.json").write_text(json.dumps(about))
        write_manifest(bundle, "test")

    seal()
    fixed = ["--reports", reports, "--bundle", bundle, "--data", data]
    fixed += ["--floors", tmp_path / "floors.json"]

    def run(*arguments, **changed):
        web = {"roc_auc": 0.9, "calibration_error": 0.02, "roc_auc_interval": [0.1, 0.2]} | changed
        report = {"web": {"pages": 7} | {k: v for k, v in web.items() if v is not None}}
        (reports / "judge.json").write_text(json.dumps(report))
        code = gate.main([*map(str, fixed), *arguments])
        return code, capsys.readouterr().out

    run.reports, run.data, run.seal = reports, data, seal
    return run


def test_no_bound_is_a_fault(run):
    """A figure that nothing holds is reported until it is pinned."""
    code, out = run()
    assert code == 1
    assert "no bound yet" in out
    assert run("--raise") == (0, "5 checks, all fine\n")
    assert run()[0] == 0


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"roc_auc": 0.88}, "judge/web/roc_auc "),
        ({"calibration_error": 0.04}, "judge/web/calibration_error"),
        ({"roc_auc": None}, "in no report"),
    ],
)
def test_a_fall_fails(run, change, fault):
    """A figure below its floor, above its ceiling, or gone: the table names it alone."""
    run("--raise")
    code, out = run(**change)
    assert code == 1
    assert fault in out
    assert out.count("\n") == 2
    assert run("--raise", **change)[0] == 1, "raising must not accept a fall"


def test_lowering_must_be_told(run):
    """A worse figure is accepted by name only; an unknown name is misuse."""
    run("--raise")
    assert run("--lower", "judge/web/roc_auc", roc_auc=0.8)[0] == 0
    assert run(roc_auc=0.79)[0] == 1
    assert run("--lower", "judge/web/nothing")[0] == 2


def test_raising_lifts(run):
    """After a better figure is pinned, the old one no longer passes."""
    run("--raise")
    run("--raise", roc_auc=0.95)
    assert run(roc_auc=0.9)[0] == 1


def test_a_changed_bundle_is_seen(run):
    """Another file in it has another digest, and fails until figures are drawn and pinned."""
    run("--raise")
    run.seal(b"two")
    code, out = run()
    assert code == 1
    assert "bundle" in out
    assert "changed: evaluate, then --raise" in out
    assert run("--raise")[0] == 0


def test_changed_data_are_seen(run):
    """Data that the judge was not trained on fail, pinned or not."""
    run("--raise")
    (run.data / "labels.csv").write_text("id,low\nm0,0\n")
    assert "the judge was trained on other data" in run("--raise")[1]


def test_without_data_their_digest_is_not_checked(run):
    """Who has none can check the rest."""
    run("--raise")
    (run.data / "labels.csv").unlink()
    code, out = run()
    assert code == 0
    assert "their digest is not checked" in out


def test_what_others_reach_is_none_of_its_business(run):
    """Rivals' rows have no floors, in whatever report they stand."""
    rows = {"pagequality": {"web": {"roc_auc": 0.9}}, "rival": {"web": {"roc_auc": 0.1}}}
    (run.reports / "baselines.json").write_text(json.dumps({"table": rows}))
    words = {"pagequality": {"all": {"f1": 0.8}}, "rival": {"all": {"f1": 0.9}}}
    (run.reports / "main_content.json").write_text(json.dumps({"word_f1": words}))
    lines = {
        "wild": {way: {"macro_f1": 0.7} for way in ("TF-IDF", "keywords", "words without letters")},
        "kinds, words without letters": {"macro_f1": 0.6},
    }
    (run.reports / "template_noise.json").write_text(json.dumps(lines))
    assert gate.figures(run.reports) == {
        "main_content/pagequality/all/f1": 0.8, "baselines/pagequality/web/roc_auc": 0.9,
    }  # fmt: skip


def test_what_should_not_be_learnable_has_a_ceiling():
    """For the traps a high ranking figure is the fault."""
    assert gate.is_ceiling("traps/web/roc_auc")
    assert not gate.is_ceiling("judge/web/recall_at_1_false_positive")


UPWARDS = [
    "judge/same_topic/right", "judge/same_topic/right_over_sites",
    "judge/swapped/share_of_content", "judge/swapped/crossed_roc_auc", "judge/wild/mean_roc_auc",
    "templates/farm_at_least", "templates/first_page/share_called_low",
    "templates/first_page/share_above_half", "templates/first_page/as_plain_text",
    "templates/first_page/median", "reasons/low/carried", "reasons/honest/quoted",
    "word_order/found/salad/found", "word_order/found_short/markov3/found",
    "dead_ends/sentences/auc", "dead_ends/sentences/found", "dead_ends/exam/first/dead by both",
    "promises/promises/micro", "promises/not_fully_kept/auc", "headline/clickbait/auc",
    "promises/at_the_threshold/not_kept_found", "main_content/marked/word_f1/all/f1",
    "sites/from_few_pages/ours/8/low_called_low", "sites/sequential/all/decided",
    "sites/doorways/families_found", "sites/doorways/invented/doorways/a trade by town",
    "slices/page type, web and wild slice/forum/roc_auc", "traps/model_among_pages_alike",
]  # fmt: skip
DOWNWARDS = [
    "judge/swapped/share_of_template", "judge/wild/sources/wild:handmade/honest_above_half",
    "judge/wild/sources/wild:press/declined", "templates/honest_at_most",
    "reasons/low/by_lack", "reasons/honest/by_lack", "reasons/low/twice", "reasons/honest/twice",
    "word_order/honest/alarms", "dead_ends/sentences/alarms_hard",
    "dead_ends/short_pages/honest/refused", "dead_ends/exam/second/honest by both",
    "promises/at_the_threshold/kept_accused", "headline/clickbait/squared_error",
    "main_content/boilerplate_error", "sites/sequential/all/honest_called_low",
    "sites/doorways/other_sites/honest/called", "honest/all honest pages/declined",
    "slices/page type, web and wild slice/forum/brier", "traps/marks_among_pages_alike",
]  # fmt: skip


@pytest.fixture(scope="module")
def pinned():
    """The floors in the repository."""
    return json.loads(gate.FLOORS.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", UPWARDS)
def test_what_may_not_fall_is_held(name, pinned):
    """Whatever their type, these figures have a floor, and a worse one fails."""
    figure = gate.figures(REPORTS)[name]
    assert not gate.is_ceiling(name)
    assert _faults(name, figure, pinned) == []
    assert _faults(name, figure - (1 if isinstance(figure, int) else 0.02), pinned) == ["worse"]


@pytest.mark.parametrize("name", DOWNWARDS)
def test_what_may_not_rise_is_held(name, pinned):
    """Whatever their type, these figures have a ceiling, and a worse one fails."""
    figure = gate.figures(REPORTS)[name]
    assert gate.is_ceiling(name)
    assert _faults(name, figure, pinned) == []
    assert _faults(name, figure + (1 if isinstance(figure, int) else 0.02), pinned) == ["worse"]


def _faults(name, figure, pinned):
    """What the gate says of one figure."""
    bounds = {"bounds": {name: pinned["bounds"][name]}}
    return [row.fault for row in gate.check({name: figure}, bounds, {}) if row.fault]


@pytest.mark.parametrize("name", gate.HELD)
def test_every_report_that_is_held_has_floors(name, pinned):
    """A report whose keys no pattern knows would be named as held and hold nothing."""
    assert [bound for bound in pinned["bounds"] if bound.startswith(f"{name}/")]


def test_counts_are_held_like_shares(run):
    """A count that is a whole number has a bound, and one more of a fault fails."""
    run("--raise", by_lack=0, right=1)
    assert run(by_lack=0, right=1)[0] == 0
    assert "judge/web/by_lack" in run(by_lack=1, right=1)[1]
    assert "judge/web/right" in run(by_lack=0, right=0)[1]


def test_lists_of_faults_are_held_by_their_length(run):
    """Pages that should not be refused are named in a list; a longer one fails."""
    run("--raise", refused=["a"])
    assert run(refused=["b"])[0] == 0
    assert "judge/web/refused" in run(refused=["a", "b"])[1]


def test_every_figure_of_ours_has_a_floor(pinned):
    """The reports in the repository and the floors name the same figures, and all hold."""
    found = gate.figures(REPORTS)
    assert found.keys() == pinned["bounds"].keys()
    assert not [row for row in gate.check(found, pinned, {}) if row.fault]


def test_the_gate_needs_no_learning_library():
    """It reads files alone, so that it is quick wherever it is asked."""
    code = "import sys, models.report.gate; sys.exit('sklearn' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], check=False, cwd=REPORTS.parents[1])
    assert ran.returncode == 0
