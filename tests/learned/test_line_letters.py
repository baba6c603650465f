"""The second look by letters: which lines get it, what is read of them, and what it changes."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import chain

import numpy as np
import pytest
from cut_lines import cut

from pagequality import classify_line
from pagequality.errors import ModelError
from pagequality.learned.bundle import open_bundle
from pagequality.learned.models import default_models
from pagequality.learned.template_noise import letters, line_scores
from pagequality.learned.template_noise.features import CLASSES, KINDS
from pagequality.learned.template_noise.letters import (
    BITS,
    NOTICE,
    READ,
    Letters,
    asked,
    by_words,
    runs,
    settled,
    standing,
)
from pagequality.learned.template_noise.model import TemplateNoiseModel
from pagequality.reading import read
from pagequality.text.tokens import ngrams

WIDTH = len(CLASSES)
ALL = np.arange


def of_one(text: str) -> list[int]:
    """The buckets of a line that stands alone."""
    return runs(cut(text), ALL(1)).bucket.tolist()


def by_hand(text: str) -> list[int]:
    """The same from the definition: every run once, a space before and behind."""
    codes = np.array([ord(char) for char in f" {text} "], np.uint32)
    found = np.concatenate([ngrams(codes, n) for n in (2, 3, 4, 5)])
    return sorted({int(code) >> (32 - BITS) for code in found})


@pytest.mark.parametrize(("text", "count"), [("", 1), ("a", 3), ("ab", 6), ("aaa", 9)])
def test_the_runs_of_a_line_are_known_by_hand(text: str, count: int) -> None:
    """Two to five characters, the frame among them, each run once."""
    assert of_one(text) == by_hand(text)
    assert runs(cut(text), ALL(1)).number.tolist() == [count]


def test_runs_stay_within_their_line() -> None:
    """What stands before and behind a line, or is left out between two, has no part in its runs."""
    texts = ["no ads", "", "a", "Blocked!", "pause it"]
    bucket, number = runs(cut(*texts), np.array([0, 2, 4]))
    expected = [by_hand("no ads"), by_hand("a"), by_hand("pause it")]
    assert bucket.tolist() == [*chain.from_iterable(expected)]
    assert number.tolist() == [len(found) for found in expected]


def test_case_does_not_matter_and_letters_far_behind_are_not_read() -> None:
    """Capitals read as small letters, and a long line as its beginning."""
    assert of_one("AdBlock") == of_one("adblock")
    assert of_one("ad " * READ) == of_one(("ad " * READ)[:READ])
    assert of_one("a" * (READ - 1) + "b" + "c" * READ) == of_one("a" * (READ - 1) + "b")


@pytest.mark.parametrize("text", ["\x00", "\ud800", "\udfff ad", "🍪" * 900, "広告"])
def test_any_line_has_runs(text: str) -> None:
    """Half surrogates, controls and what lies beyond the basic plane are characters as any."""
    bucket, (number,) = runs(cut(text), ALL(1))
    assert len(bucket) == number > 0
    assert 0 <= min(bucket) <= max(bucket) < 1 << BITS


def test_what_letters_say_is_the_sum_damped() -> None:
    """Weights by the root of how many runs there are, and the start."""
    weight = np.zeros(1 << BITS, np.float32)
    weight[of_one("ab")[2]] = 3.0
    made = Letters(weight, -1.5)
    said = made.say(cut("ab", "xy", ""), ALL(3))
    assert said.tolist() == pytest.approx([3 / np.sqrt(6) - 1.5, -1.5, -1.5])
    assert len(made.say(cut("ab"), ALL(0))) == 0


def test_lines_are_looked_at_some_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many are asked, memory is that of some hundred, and each gets what is its own."""
    made = Letters(np.random.default_rng(0).normal(size=1 << BITS).astype(np.float32), 0.5)
    texts, sizes = [f"ad {i % 7}" for i in range(700)], []

    def watched(lines, chosen):
        sizes.append(len(chosen))
        return runs(lines, chosen)

    monkeypatch.setattr(letters, "runs", watched)
    said = made.say(cut(*texts), ALL(700))
    assert (max(sizes), sum(sizes)) == (256, 700)
    alone = [float(made.say(cut(text), ALL(1))[0]) for text in texts[:7]]
    assert said.tolist() == pytest.approx(alone * 100, abs=1e-5)


def odds_of(notice: float, body: float) -> np.ndarray:
    """Log-odds of one line that is a notice or body, if anything."""
    odds = np.full((1, WIDTH), -50.0, np.float32)
    odds[0, NOTICE], odds[0, -1] = notice, body
    return odds


@pytest.mark.parametrize(
    ("notice", "body", "is_asked"), [(0, 2.9, True), (0, 3.1, False), (5, 0, True), (-9, 4, False)]
)
def test_only_what_might_be_a_notice_is_asked(
    notice: float, body: float, *, is_asked: bool
) -> None:
    """From log-odds of minus three on, against all other classes together."""
    odds = odds_of(notice, body)
    assert standing(odds)[0] == pytest.approx(notice - body)
    assert asked(odds).tolist() == [0] * is_asked


def test_a_line_is_held_against_all_other_classes_together() -> None:
    """Twelve that are as likely as the notice make it one of thirteen."""
    odds = np.zeros((2, WIDTH), np.float32)
    odds[1, NOTICE] = -1.0
    assert standing(odds) == pytest.approx([-np.log(12), -1 - np.log(12)])
    assert asked(odds).tolist() == [0]


def test_letters_have_half_the_say() -> None:
    """The mean of both log-odds; other classes stay as they were, and so do lines not asked."""
    odds = np.concatenate([odds_of(0, 2), odds_of(4, 0)])
    before = odds.copy()
    found = settled(odds, np.array([0]), np.array([6.0]))
    assert standing(found).tolist() == pytest.approx([(-2 + 6) / 2, 4])
    assert (np.delete(found, NOTICE, axis=1) == np.delete(before, NOTICE, axis=1)).all()
    assert (odds == before).all(), "what is given stays"


def test_of_a_notice_the_words_alone_decide() -> None:
    """Surroundings have no say there, and all of it elsewhere."""
    alone = np.concatenate([odds_of(1, 0), odds_of(-1, 0)])
    assert by_words(alone, alone + 7).tolist() == [alone[0].tolist(), (alone[1] + 7).tolist()]


@pytest.mark.parametrize("html", [False, True], ids=["words alone", "with surroundings"])
@pytest.mark.parametrize(("start", "kind"), [(30.0, "adblock"), (-30.0, None)])
def test_letters_turn_a_line_in_doubt(start: float, kind: str | None, *, html: bool) -> None:
    """In plain text and in markup, one way or the other; a line that is not asked stays."""
    text = "Please switch off your ad blocker"
    model = default_models().template_noise
    said = Letters(np.zeros(1 << BITS, np.float32), start)
    changed = replace(model, letters=said)
    page = read(f"<p>{text}</p><p>Skip to content</p>")
    table = page.table if html else None

    def kinds(asked_of: TemplateNoiseModel) -> list[str]:
        found = asked_of.score(
            page.tokens, page.table.start, page.matches, topics=page.matcher.topics, table=table
        )
        return [CLASSES[number] for number in found.kind.tolist()]

    assert kinds(model)[0] == "adblock"
    assert (kinds(changed)[0] == "adblock") == (kind == "adblock")
    assert kinds(changed)[1] == kinds(model)[1]


def test_ordinary_lines_are_not_looked_at_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that speaks of other things costs no second look; a notice does."""

    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(letters, "runs", refuse)
    line_scores(read("<nav><a href=/>Home</a></nav><p>The harbour froze in January.</p>"))
    with pytest.raises(AssertionError):
        classify_line("Please switch off your ad blocker")


NOTICES = (
    "Kindly unblock our ads, dear guest",
    "Our tiny weather station is paid for by ads. Might you let them show?",
    "This crossword stays shut for as long as ads are being blocked",
    "I've disabled my adblocking plug-in, open the crossword",
    "Adblockers detected: the tide tables cannot be shown",
)
INNOCENT = (
    "The adblocking plug-in was written by two students in a winter",
    "Adverts in the harbour are painted over every spring",
    "Please unblock the basin before the guests arrive",
    "Roadblocks on both bridges were cleared by noon",
    "We rely on donations",
    "I've disabled the siren and opened the gate",
)


@pytest.mark.parametrize("text", NOTICES)
def test_notices_in_unusual_words_are_told(text: str) -> None:
    """A demand, a plea, a wall, a button, a finding."""
    assert classify_line(text).kind == "adblock"


@pytest.mark.parametrize("text", INNOCENT)
def test_the_same_letters_in_other_lines_are_no_notice(text: str) -> None:
    """What a blocker is, other adverts, other things unblocked or disabled."""
    assert classify_line(text).kind != "adblock"


def changed_bundle(**arrays: object):
    """The default bundle with other arrays in the file of this model; `None` takes one out."""
    bundle = open_bundle()
    kept = {**bundle.arrays("template_noise.npz"), **arrays}
    file = io.BytesIO()
    np.savez(file, **{name: array for name, array in kept.items() if array is not None})
    return replace(bundle, files={**bundle.files, "template_noise.npz": file.getvalue()})


@pytest.mark.parametrize(
    "array",
    [
        None,
        np.zeros(1 << BITS, np.float16),
        np.zeros((1, (1 << BITS) + 1), np.float16),
        np.zeros((1 << BITS) + 1, np.int8),
        np.full((1 << BITS) + 1, np.nan, np.float16),
        np.full((1 << BITS) + 1, np.inf, np.float32),
    ],
    ids=["none", "no start", "two dimensions", "whole numbers", "nan", "inf"],
)
def test_weights_of_letters_that_do_not_fit_are_refused(array: object) -> None:
    """Of another form, of another kind of number, or not finite: the error names the file."""
    with pytest.raises(ModelError, match=r"template_noise\.npz"):
        TemplateNoiseModel.of(changed_bundle(letters=array))


def test_weights_of_letters_are_read_as_they_were_written() -> None:
    """At half precision, start and all; those of the bundle are read as they stand."""
    made = Letters(np.arange(1 << BITS, dtype=np.float32) / (1 << BITS), -2.5)
    again = Letters.of(made.to_array())
    assert again.weight == pytest.approx(made.weight, abs=1e-3)
    assert again.start == -2.5
    kept = open_bundle().arrays("template_noise.npz")["letters"]
    shipped = default_models().template_noise.letters
    assert (shipped.to_array() == kept).all()
    assert shipped.weight.any()
    assert KINDS[NOTICE] == "adblock"
