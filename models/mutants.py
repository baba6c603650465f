"""Plant faults one by one, and see which of them the laws and examples catch.

Each fault is one replacement in one file. It is planted in a scratch copy of the repository, the
tests of its part are run there, and a fault that no test notices survives. Snapshots do not
count: they say that something moved, not what was meant.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final, NamedTuple

from models.places import ROOT, write_report

_COPIED: Final = ("pagequality", "models", "tests", "pyproject.toml", "conftest.py")
_LEFT_OUT: Final = shutil.ignore_patterns("__pycache__", ".cache", "seeds", "reports")
_SNAPSHOTS: Final = "tests/test_samples.py::test_scores_have_not_moved"
_LONGEST: Final = 600
"""Seconds that the tests of one fault may take."""


class Mutant(NamedTuple):
    """A fault: what goes wrong, where, the code it replaces and by what, and who should notice."""

    fault: str
    file: str
    before: str
    after: str
    tests: tuple[str, ...]


MUTANTS: Final = (
    # page
    Mutant("links of the whole page count as the content's", "page/page.py",
           "for href, _, block in self.outgoing if self.is_main[min(block, last)]",
           "for href, _, block in self.outgoing if block >= 0 and last >= 0",
           ("tests/page", "tests/signals")),
    Mutant("links to other sites are told by the end of the host alone", "page/site.py",
           'host.endswith(f".{site}")', "host.endswith(site)", ("tests/page", "tests/signals")),
    Mutant("a word belongs to the block before it", "page/page.py",
           'self.table.start.searchsorted(offsets, side="right") - 1',
           'self.table.start.searchsorted(offsets, side="left") - 1', ("tests/page",)),
    Mutant("the headline counts as body", "page/page.py", "inside[own[0]] = False", "pass",
           ("tests/page", "tests/signals")),
    Mutant("hidden words are visible", "page/page.py",
           "self.words_of(~self.table.hidden)", "int(self.block_words.sum())",
           ("tests/page",)),
    Mutant("phrases around the content count", "page/page.py",
           "inside = self.is_main[self.match_block]", "inside = self.match_block >= 0",
           ("tests/page", "tests/signals")),
    Mutant("holders are listed from the inside", "page/page.py",
           "key=itemgetter(2))", "key=itemgetter(2), reverse=True)", ("tests/page",)),
    # text
    Mutant("a question mark ends no sentence", "text/tokens.py", '_STOPS = ".!?…。！？"',
           '_STOPS = ".!…。！？"', ("tests/text", "tests/page", "tests/signals")),
    Mutant("an abbreviation ends a sentence", "text/tokens.py",
           "dotted & (initial | small)", "dotted & small", ("tests/text", "pagequality/text")),
    # reading
    Mutant("of two headings the last is the headline", "reading/headline.py",
           "heading.is_main, -heading.first", "heading.is_main, heading.first",
           ("tests/reading",)),
    Mutant("the site's name stays on the title", "reading/titles.py",
           "return kept or title", "return title", ("tests/reading", "pagequality/reading")),
    Mutant("the last statement of the head is believed", "reading/head.py",
           "fields.setdefault(field, seen(content))", "fields[field] = seen(content)",
           ("tests/reading",)),
    Mutant("what is marked as hidden is shown", "reading/walk.py",
           "UNSEEN if self._unseen > 0 else", "OPEN if self._unseen > 0 else",
           ("tests/reading",)),
    Mutant("a page that is cut off says nothing", "reading/trim.py", "if walk.truncated:",
           "if False:", ("tests/reading",)),
    Mutant("elements may stand ten times as deep", "reading/limits.py", "depth: int = 512",
           "depth: int = 5120", ("tests/reading", "pagequality/reading")),
    # learned
    Mutant("a line is noise from 0.8 on", "learned/template_noise/model.py",
           "self.noise > 0.5", "self.noise > 0.8", ("tests/signals", "tests/learned")),
    Mutant("markup is forgotten beside the text", "learned/template_noise/__init__.py",
           'if page.source == "html" else None', 'if page.source == "pdf" else None',
           ("tests/signals", "tests/learned")),
    Mutant("letters have no say over notices", "learned/template_noise/letters.py",
           "_SHARE = 0.5", "_SHARE = 0.0", ("tests/learned",)),
    Mutant("may is never a month", "learned/hedging/cues.py",
           "inside[months] = True", "pass", ("tests/learned",)),
    Mutant("an estimate forgets the rarity of words", "learned/wording/model.py",
           "values = counts * self.idf.take(buckets)",
           "values = counts * (self.idf.take(buckets) > 0)", ("tests/learned", "tests/signals")),
    Mutant("padding is told for machine prose", "learned/wording/aspects.py",
           '"artificial_wording", "body", "artificial", flag("a")',
           '"artificial_wording", "body", "artificial", flag("p")',
           ("tests/learned", "tests/signals")),
    Mutant("a file of the bundle is not compared with its digest", "learned/bundle.py",
           '!= manifest["files"][name]', "!= hashlib.sha256(data).hexdigest()",
           ("tests/learned",)),
    Mutant("a curve goes on falling before its first knot", "learned/curves.py",
           "x = np.minimum(np.maximum(x, self.knots[:, 0]), self.knots[:, -1])",
           "x = np.minimum(x, self.knots[:, -1])",
           ("tests/learned", "tests/judge", "pagequality/learned")),
    # signals
    Mutant("one run of words says as much as four", "learned/word_order/model.py",
           "float(self.log_odds.sum())", "float(self.log_odds.mean())", ("pagequality/learned",)),
    Mutant("a rare signal's curve ends at the 99th percentile", "training/terms.py",
           "_knots_beyond(column) if way else knots_of(column)", "knots_of(column)",
           ("tests/training",)),
    Mutant("furniture asks something", "signals/template_noise.py",
           "[kind in QUOTED for kind in CLASSES]", '[kind != "body" for kind in CLASSES]',
           ("tests/signals",)),
    Mutant("the lead is read from the end", "signals/headline_mismatch.py",
           "places[:_LEAD]", "places[-_LEAD:]", ("tests/signals",)),
    Mutant("noise around the content intrudes", "signals/template_noise.py",
           "_asking(page) & (before | within if paragraphs else page.is_main)", "_asking(page)",
           ("tests/signals",)),
    Mutant("the sentences that pad least are quoted", "signals/cliche.py",
           'np.argsort(-chances, kind="stable")', 'np.argsort(chances, kind="stable")',
           ("tests/signals", "tests/judge")),
    Mutant("what is particular pads", "learned/hedging/__init__.py",
           "slice(3), slice(1, 3), 3, 4", "slice(3), slice(1, 3), 4, 3",
           ("tests/signals", "tests/learned")),
    Mutant("hedges are quoted before speculation", "signals/speculation.py",
           "[:, 0] - _TELLING_HEDGE + _TELLING", "[:, 0] + _TELLING",
           ("tests/signals", "tests/judge")),
    Mutant("the shortest furniture is quoted", "signals/boilerplate.py",
           'np.argsort(-page.block_words[outside], kind="stable")',
           'np.argsort(page.block_words[outside], kind="stable")',
           ("tests/signals", "tests/judge")),
    # judge
    Mutant("little is told as much", "judge/reasons.py", "    if value < typical:\n",
           "    if value > typical:\n", ("tests/judge",)),
    Mutant("topics come weakest first", "judge/reasons.py",
           "(TOPICS[i] == OTHER, -abs(total[i]))", "(TOPICS[i] == OTHER, abs(total[i]))",
           ("tests/judge",)),
    Mutant("what speaks for a page is quoted as if it accused", "judge/reasons.py",
           "if quoted and added > 0 else", "if True else", ("tests/judge",)),
    Mutant("a lack accuses", "judge/reasons.py", "& _TELLS & unusual", "& _TELLS",
           ("tests/judge",)),
    Mutant("a verdict forgets where it starts", "judge/usual.py",
           "baseline=judged.baseline + float(usual.sum())", "baseline=judged.baseline",
           ("tests/judge",)),
    Mutant("a step of a tree is taken off", "judge/trees.py",
           "np.diff(value, axis=0)", "-np.diff(value, axis=0)", ("tests/judge",)),
    Mutant("short pages are not pulled towards the baseline", "judge/model.py",
           "weight = words / max(words + self.half_words, 1)", "weight = 1.0", ("tests/judge",)),
    Mutant("a family forgets where it starts", "judge/model.py",
           "sigmoid(self.start + float(", "sigmoid(float(", ("tests/judge",)),
    Mutant("a page at the threshold is not low", "judge/verdict.py",
           "if self.probability >= LOW:", "if self.probability > LOW:",
           ("tests/judge", "tests/views")),
    Mutant("the highest threshold is taken for the lowest", "judge/thresholds.py",
           "return int(places[-1])", "return int(places[0])",
           ("tests/judge", "pagequality/judge")),
    Mutant("a foreign page is judged", "reading/state.py", "page.language in LANGUAGES or",
           "page.language or", ("tests/reading", "tests/judge")),
    # training
    Mutant("knots stand at other quantiles", "training/terms.py",
           "np.linspace(0.01, 0.99, _KNOTS)", "np.linspace(0.2, 0.8, _KNOTS)", ("tests/training",)),
    Mutant("curves forget how much a page counts", "training/terms.py",
           "weights @ np.logaddexp(0.0, signed)", "np.logaddexp(0.0, signed).sum()",
           ("tests/training",)),
    Mutant("a signal that only accuses may excuse", "training/terms.py",
           "1: (0.0, None)}", "1: (None, None)}", ("tests/training", "tests/judge")),
    Mutant("what stands around the page knows no bound", "judge/model.py",
           "bound * math.tanh(total / bound) / total if bound else 0.0", "1.0",
           ("tests/judge", "tests/training")),
    Mutant("what is unknown accuses", "judge/model.py",
           "added[unknown] = 0.0", "added[unknown] += 0.0", ("tests/judge",)),
    Mutant("style hears the topic", "learned/wording/__init__.py",
           "np.copyto(found, hashes, where=known)", "found[:] = hashes",
           ("tests/signals", "tests/learned")),
    Mutant("wording forgets how much a page counts", "training/wording.py",
           "+= ridge / milder", "+= ridge / np.ones(len(milder))", ("tests/training",)),
    Mutant("flagged and other pages of a family weigh as they come", "training/fit.py",
           "np.where(labels == 1, 0.5 / rate, 0.5 / (1.0 - rate))", "np.ones(len(labels))",
           ("tests/training",)),
    Mutant("pages of one site stand on both sides of a fold", "training/examples.py",
           "examples.labels, examples.labels, examples.groups",
           "examples.labels, examples.labels, np.arange(len(examples.labels))",
           ("tests/training",)),
    Mutant("training pages are scored by models that saw them", "training/wording.py",
           "pages.learn(inside, aspects[inside], train.weights[inside], ridge=ridge[view])",
           "pages.learn(everyone, aspects, train.weights, ridge=ridge[view])",
           ("tests/training",)),
    # views and corpora
    Mutant("a table shows the reason for the other side", "views/table.py",
           "(topic.contribution > 0) == against", "(topic.contribution > 0) != against",
           ("tests/views",)),
    Mutant("honest pages are red", "views/style.py",
           '"low quality": "red", "unclear": "yellow", "honest": "green"',
           '"low quality": "green", "unclear": "yellow", "honest": "red"', ("tests/views",)),
    Mutant("a bar is drawn from the wrong end", "views/style.py",
           "full * filled + empty * (cells - filled)", "empty * (cells - filled) + full * filled",
           ("tests/views", "pagequality/views")),
    Mutant("the cue marks stand one letter late", "page/evidence.py",
           "{text[:start]}{opening}{text[start:end]}",
           "{text[:start + 1]}{opening}{text[start + 1:end]}",
           ("tests/views", "tests/judge", "pagequality/page")),
    Mutant("control characters reach the terminal", "views/style.py",
           "unicodedata.category(mark) in _UNSEEN", "unicodedata.category(mark) in ()",
           ("tests/views", "pagequality/views")),
    Mutant("a row calls every judged page low", "tabular/schema.py",
           "verdict.is_low(layout.threshold)", "verdict.is_low(1e-9)",
           ("tests/tabular", "tests/corpus")),
    Mutant("what proves counts for nothing", "judge/model.py",
           "self.proofs.add_to(added, vector, start=start)", "pass", ("tests/judge",)),
    Mutant("what proves replaces the rest", "judge/proofs.py",
           "np.logaddexp(math.log1p(odds), math.log(odds) - log_odds)", "math.log(odds) - log_odds",
           ("tests/judge",)),
    Mutant("a wrapped line ends", "learned/word_order/model.py", "joined[wrapped + 1] = 1",
           "joined[wrapped + 1] = 0", ("tests/learned",)),
    Mutant("a list with some prose is judged", "learned/word_order/model.py",
           "PROSE_SHARE: Final = 2 / 3", "PROSE_SHARE: Final = 0.0", ("tests/learned",)),
    Mutant("most of a page may be its template", "page/template.py", "_MOST: Final = 0.5",
           "_MOST: Final = 1.0", ("tests/sites", "tests/page")),
    Mutant("rules hide whatever stands around", "reading/sheet.py",
           "if (not rule.above or rule.stands_in(around))", "if (True)", ("tests/reading",)),
    Mutant("a page that tells much is a dead end by ear", "reading/talk.py",
           "if details >= len(_MOSTLY) or odds.max() < _TELLING:", "if odds.max() < _TELLING:",
           ("tests/reading",)),
    Mutant("a story may stand above a wall", "reading/talk.py",
           " and self.words[~so].sum() <= _TEASER)", ")", ("tests/reading",)),
    Mutant("long sentences show a dead end", "reading/talk.py",
           "np.where(self.words > _LONG, 0.0, _SURE)", "_SURE", ("tests/reading",)),
    Mutant("groups of words leave their sentence", "learned/word_groups.py",
           "buckets[row, np.maximum(last - back, 0)] = BUCKETS", "pass", ("tests/learned",)),
    Mutant("one sentence makes a placeholder", "reading/dead_ends.py",
           '_TOLD: Final = {"placeholder": 2,', '_TOLD: Final = {"placeholder": 1,',
           ("tests/reading",)),
    Mutant("a site is decided by one page", "sites/sequential.py",
           "if seen < FEWEST or", "if", ("tests/sites", "pagequality/sites")),
    Mutant("a branch with its own hours is a doorway", "sites/doorways.py",
           "if repeated.figures > 1 and repeated.own > _OWN:", "if repeated.own > 1.0:",
           ("tests/sites",)),
)  # fmt: skip


def run(_: Path) -> None:
    """Plant every fault, print what became of it, and write the report."""
    survivors = []
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in _COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, copy / name, ignore=_LEFT_OUT)
            else:
                shutil.copy(source, copy / name)
        for mutant in MUTANTS:
            caught = killed(mutant, copy)
            word = "killed  " if caught else "SURVIVES"
            print(f"{word}  {mutant.file}: {mutant.fault}", flush=True)
            survivors += [] if caught else [mutant.fault]
    number = len(MUTANTS)
    found = {"number": number, "killed": number - len(survivors), "survivors": survivors}
    print(f"{found['killed']} of {number} planted faults are killed")
    write_report("mutants", found)


def killed(mutant: Mutant, copy: Path) -> bool:
    """Plant a fault in a copy of the repository, run its tests there, and take it out again."""
    path = copy / "pagequality" / mutant.file
    clean = path.read_text(encoding="utf-8")
    path.write_text(planted(clean, mutant), encoding="utf-8")
    call = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"]
    call += ["--deselect", _SNAPSHOTS, *mutant.tests]
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(  # noqa: S603 - our own tests
            call, cwd=copy, env=environment, capture_output=True, timeout=_LONGEST, check=False
        )
    except subprocess.TimeoutExpired:
        return True
    finally:
        path.write_text(clean, encoding="utf-8")
    return done.returncode == 1


def planted(code: str, mutant: Mutant) -> str:
    """Return code with a fault in it.

    Raises:
        ValueError: the code that it replaces does not stand there just once.
    """
    if code.count(mutant.before) != 1:
        message = f"{mutant.file} holds {mutant.before!r} {code.count(mutant.before)} times"
        raise ValueError(message)
    return code.replace(mutant.before, mutant.after)
