"""The judge: signals in, log-odds and contributions out, calibrated.

A model is one JSON file: no code runs when it is loaded. Every contribution is exact; with
the baseline they add up to the calibrated log-odds.
"""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from pagequality.errors import ModelError
from pagequality.judge.judgement import Judgement
from pagequality.judge.proofs import NO_PROOFS, Proofs
from pagequality.judge.thresholds import choices, moved
from pagequality.judge.trees import Trees
from pagequality.judge.usual import Usual
from pagequality.learned.bundle import open_bundle
from pagequality.learned.curves import Curves
from pagequality.learned.models import default_models
from pagequality.learned.odds import logit, sigmoid
from pagequality.learned.strict import LARGEST, number, numbers, parsed, places, shortened
from pagequality.signals import NAMES
from pagequality.text.files import read_file
from pagequality.text.visible import visible

if TYPE_CHECKING:
    from pagequality.learned.bundle import Bundle
    from pagequality.text.arrays import Flags, Floats, Ints

PROTOCOL: Final = 3
"""Which model files this code can read."""
SOURCES: Final = ("html", "text")
_FARTHEST: Final = 1e12
_RAREST: Final = 1e-9
_LONGEST_NAME: Final = 200


@dataclass(frozen=True, slots=True, eq=False)
class Judge:
    """The sum: what a page says, and within bounds what stands around it.

    Attributes:
        curves: the additive part of the content.
        trees: the part that knows the content's signals in company.
        page: curves of the signals of template, trust, advertising and address.
        bound: how far these together may raise the raw sum, and how far lower it.
        slope: what calibration multiplies the raw sum by.
        intercept: what calibration adds, with the curves' own start.
        proofs: what makes a page low whatever the rest says.
    """

    curves: Curves
    trees: Trees
    page: Curves
    bound: float
    slope: float
    intercept: float
    proofs: Proofs = NO_PROOFS

    def contributions(self, vector: Floats) -> tuple[Floats, float]:
        """Return what each signal adds to the log-odds, and where they start.

        A signal that is unknown adds nothing of its own: what the sum takes it for is part of
        the start.
        """
        more, base = self.trees.contributions(vector)
        added = self.curves.contributions(vector) + more
        added += bounded(self.page.contributions(vector), self.bound)
        unknown = np.isnan(vector)
        base += float(np.where(unknown, added, 0.0).sum())
        added[unknown] = 0.0
        added *= self.slope
        start = self.slope * base + self.intercept
        self.proofs.add_to(added, vector, start=start)
        return added, start

    def heard(self) -> Flags:
        """Return which signals can move the sum: the others need not be measured for it."""
        moving = self.curves.moving() | self.page.moving()
        moving[self.trees.asked()] = True
        moving[self.proofs.signals] = True
        return moving

    def to_json(self) -> dict[str, Any]:
        """Return plain dicts, lists and numbers."""
        return {
            "curves": self.curves.to_json(),
            "trees": self.trees.to_json(),
            "page": self.page.to_json(),
            "bound": self.bound,
            "slope": self.slope,
            "intercept": self.intercept,
            "proofs": self.proofs.to_json(NAMES),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Judge:
        """Read what `to_json` wrote; refuse terms that do not fit the signals."""
        curves, page = Curves.from_json(data["curves"]), Curves.from_json(data["page"])
        trees = Trees.from_json(data["trees"])
        fitting = len(curves.missing) == len(page.missing) == len(NAMES)
        if not fitting or trees.signal.max() >= len(NAMES):
            message = "its terms do not fit its signals"
            raise ValueError(message)
        bound, slope, start = (number(data[name]) for name in ("bound", "slope", "intercept"))
        if bound < 0.0:
            message = "its bound is negative"
            raise ValueError(message)
        proofs = Proofs.from_json(data["proofs"], NAMES)
        return cls(curves, trees, page, bound, slope, start, proofs)


def bounded(added: Floats, bound: float) -> Floats:
    """Shrink contributions so that all that accuse stay within a bound, and all that excuse.

    Small sums hardly change.

    >>> bounded(np.array([30.0, 10.0, -0.001]), 2.0).round(3).tolist()
    [1.5, 0.5, -0.001]
    """
    shrunk = added.copy()
    for side in (added > 0.0, added < 0.0):
        total = float(added[side].sum())
        if total:
            shrunk[side] *= bound * math.tanh(total / bound) / total if bound else 0.0
    return shrunk


@dataclass(frozen=True, slots=True, eq=False)
class Family:
    """The score of one family: curves over its own signals, and the log-odds they start from."""

    signals: Ints
    curves: Curves
    start: float

    def score(self, vector: Floats) -> float:
        """Return the score in [0, 1], ``nan`` where all its signals are unknown."""
        own = vector[self.signals]
        if np.isnan(own).all():
            return math.nan
        return sigmoid(self.start + float(self.curves.contributions(own).sum()))

    def to_json(self) -> dict[str, Any]:
        """Return plain dicts, lists and numbers; signals by name."""
        names = [NAMES[i] for i in self.signals]
        return {"signals": names, "curves": self.curves.to_json(), "start": self.start}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Family:
        """Read what `to_json` wrote; refuse curves that do not fit the signals."""
        signals = np.array([NAMES.index(name) for name in data["signals"]], np.intp)
        curves, start = Curves.from_json(data["curves"]), number(data["start"])
        if len(curves.missing) != len(signals):
            message = "a family's curves do not fit its signals"
            raise ValueError(message)
        return cls(signals, curves, start)


@dataclass(frozen=True, eq=False)
class Model:
    """A trained model; see `models/reports/card.md` for the one that comes with the library.

    Attributes:
        name: what to call it.
        judges: one for each `Page.source`, ``"html"`` and ``"text"``; mostly the same for both.
        base_rate: share of low pages that the probabilities are calibrated for.
        half_words: length in words at which a page's own signals count half.
        typical: the median of each signal on honest pages.
        usual: how high signals and topics stand on honest pages of each type.
        families: a small additive model a family, in its own right.
        held_out: scores and labels of held-out pages, for thresholds.
        about: when, from what and how well it was trained.
        bundle: the digest of the bundle whose models measured its training pages.
        digest: of every byte that its scores depend on; empty before it is saved.
    """

    name: str
    judges: dict[str, Judge]
    base_rate: float
    half_words: float
    typical: Floats
    usual: Usual = field(default_factory=Usual)
    families: dict[str, Family] = field(default_factory=dict)
    held_out: dict[str, list[float]] = field(default_factory=dict)
    about: dict[str, Any] = field(default_factory=dict)
    bundle: str = ""
    digest: str = ""

    def __repr__(self) -> str:
        return f"<Model {self.name!r} {self.digest or 'unsaved'}, base rate {self.base_rate:.3f}>"

    @cached_property
    def heard(self) -> dict[str, Flags]:
        """Which signals can move the sum, for each source: `score` measures no others."""
        return {source: judge.heard() for source, judge in self.judges.items()}

    def judge(
        self, vector: Floats, *, words: int, source: str = "html", prior: float | None = None
    ) -> Judgement:
        """Sum up a page's signals.

        Args:
            vector: as `pagequality.judge.vector.vector` gives it.
            words: of the main content; a short page is pulled towards the baseline.
            source: of the page, ``"html"`` or ``"text"``.
            prior: the share of low pages where the page comes from; the model's own base
                rate when not given.
        """
        added, start = self.judges[source].contributions(vector)
        own = logit(self.base_rate)
        weight = words / max(words + self.half_words, 1)
        baseline = (own if prior is None else logit(prior)) + weight * (start - own)
        added *= weight
        return Judgement(baseline + float(added.sum()), baseline, added, weight)

    def family_scores(self, vector: Floats) -> dict[str, float]:
        """Return the score of each family in [0, 1], ``nan`` where all its signals are."""
        return {name: family.score(vector) for name, family in self.families.items()}

    def threshold_for(
        self,
        *,
        precision: float | None = None,
        false_positive_rate: float | None = None,
        percentile: float | None = None,
        prior: float | None = None,
    ) -> float:
        """Return the probability from which on to call a page low.

        It comes from the pages that were held out when the model was made; exactly one of
        the first three says what is wanted.

        Args:
            precision: at least so many of the pages called low are low.
            false_positive_rate: at most so many of the honest pages are called low.
            percentile: so many percent of all pages stay below.
            prior: the share of low pages where yours come from, as you give it to a `Scorer`.

        Raises:
            ValueError: none or several are given, or one that no threshold keeps to.

        >>> held_out = {"probability": [0.1, 0.6, 0.4, 0.9], "low": [0, 0, 1, 1]}
        >>> model = Model("made", {}, 0.5, 25.0, np.zeros(0), held_out=held_out)
        >>> model.threshold_for(precision=0.6), model.threshold_for(percentile=50)
        (0.4, 0.6)
        """
        if not self.held_out.get("probability"):
            message = f"the model {self.name} keeps no held-out pages to find thresholds on"
            raise ValueError(message)
        labels = np.array(self.held_out["low"], np.intp)
        rate = self.base_rate if prior is None else prior
        pages = choices(labels, np.array(self.held_out["probability"]), base_rate=rate)
        place = pages.best(
            precision=precision, false_positive_rate=false_positive_rate, percentile=percentile
        )
        return moved(float(pages.threshold[place]), base_rate=self.base_rate, prior=rate)

    def save(self, path: str | Path) -> None:
        """Write the model as one JSON file."""
        Path(path).write_text(json.dumps(self._plain(), separators=(",", ":")) + "\n", "utf-8")

    def _plain_judges(self) -> dict[str, Any]:
        """Return the judges as plain values; one that judges all sources stands there once."""
        first, *others = SOURCES
        apart = [name for name in others if self.judges[name] is not self.judges[first]]
        return {name: self.judges[name].to_json() for name in (first, *apart)}

    def _plain(self) -> dict[str, Any]:
        return {
            "protocol": PROTOCOL,
            "name": self.name,
            "bundle": self.bundle,
            "signals": list(NAMES),
            "judges": self._plain_judges(),
            "base_rate": self.base_rate,
            "half_words": self.half_words,
            "typical": [None if math.isnan(x) else x for x in self.typical.tolist()],
            "usual": self.usual.to_json(),
            "families": {name: family.to_json() for name, family in self.families.items()},
            "held_out": self.held_out,
            "about": self.about,
        }


def load_model(path: str | Path) -> Model:
    """Read a model that `Model.save` wrote.

    Raises:
        ModelError: the file is missing or broken, of another protocol, made for other
            signals, which are then named, or fitted on another bundle than is installed.
    """
    try:
        raw = read_file(path, LARGEST)
        data = parsed(raw)
    except OSError as error:
        message = f"cannot read {path}: {error.strerror or error}"
        raise ModelError(message) from error
    except ValueError as error:
        message = f"cannot read {path} as a model, a JSON file that Model.save has written: {error}"
        raise ModelError(message) from error
    model = _from_plain(data, str(path), hashlib.sha256(raw).hexdigest()[:12])
    installed = default_models().digest
    if model.bundle != installed:
        message = (
            f"the model {path} was fitted on the bundle {model.bundle or 'of another release'}, "
            f"and {installed} is installed: fit it anew (pagequality train), or install the "
            "release that it was fitted with"
        )
        raise ModelError(message)
    return model


def model_of(bundle: Bundle) -> Model:
    """Build the judge of a bundle.

    Raises:
        ModelError: it is broken, or made for other signals.
    """
    data = bundle.json("judge.json")
    return replace(_from_plain(data, "judge.json", bundle.digest), bundle=bundle.digest)


def default_model() -> Model:
    """Read the model that comes with the library."""
    return model_of(open_bundle())


def _check_signals(name: str, signals: Any) -> None:
    """Refuse a model whose signals are not the library's, and name those that differ."""
    if not isinstance(signals, list) or not all(isinstance(one, str) for one in signals):
        message = f"the model {name} does not name its signals"
        raise ModelError(message)
    if tuple(signals) == NAMES:
        return
    missing, unknown = set(NAMES) - set(signals), set(signals) - set(NAMES)
    parts = [f"it lacks {shortened(', '.join(sorted(missing)))}"] if missing else []
    parts += [f"it has unknown {shortened(', '.join(sorted(unknown)))}"] if unknown else []
    message = f"the model {name} was made for other signals: {'; '.join(parts) or 'another order'}"
    raise ModelError(message)


def _from_plain(data: Any, name: str, digest: str) -> Model:
    """Build a model of parsed JSON; refuse what is no model, or a broken one."""
    if not isinstance(data, dict) or repr(data.get("protocol")) != repr(PROTOCOL):
        message = f"{name} is not a pagequality model of protocol {PROTOCOL}"
        raise ModelError(message)
    _check_signals(name, data.get("signals"))
    try:
        return _built(data, digest)
    except Exception as error:  # whatever is wrong with a file, it is the file that is wrong
        message = f"the model {name} is broken: {shortened(repr(error))}"
        raise ModelError(message) from error


def _built(data: dict[str, Any], digest: str) -> Model:
    """Build a model; `ValueError` and the like where a part of it cannot be used."""
    typical = [math.nan if x is None else number(x, most=_FARTHEST) for x in data["typical"]]
    rate, half = number(data["base_rate"]), number(data["half_words"])
    if len(typical) != len(NAMES):
        message = "its typical values do not fit its signals"
        raise ValueError(message)
    if not _RAREST <= rate <= 1.0 - _RAREST or half < 0.0:
        message = "its base rate or its half length is out of range"
        raise ValueError(message)
    judges = {name: Judge.from_json(plain) for name, plain in _mapping(data["judges"]).items()}
    if not set(judges) <= set(SOURCES):
        message = "it has judges of unknown sources"
        raise ValueError(message)
    return Model(
        name=_plain_name(data["name"]),
        judges=dict.fromkeys(SOURCES, judges[SOURCES[0]]) | judges,
        base_rate=rate,
        half_words=half,
        typical=np.array(typical, float),
        usual=Usual.from_json(_mapping(data["usual"]), len(NAMES)),
        families={
            _plain_name(name): Family.from_json(family) for name, family in data["families"].items()
        },
        held_out=_held_out(data["held_out"]),
        about=_mapping(data["about"]),
        bundle=_plain_name(data.get("bundle") or ""),
        digest=digest,
    )


def _plain_name(given: Any) -> str:
    """Return a name; one that is long or would steer a terminal is none."""
    if not isinstance(given, str) or len(given) > _LONGEST_NAME or visible(given) != given:
        message = f"{shortened(repr(given))} is no name"
        raise ValueError(message)
    return given


def _mapping(given: Any) -> dict[str, Any]:
    if not isinstance(given, dict):
        message = f"{shortened(repr(given))} stands where keys and values should"
        raise TypeError(message)
    return given


def _held_out(given: Any) -> dict[str, list[float]]:
    """Return held-out probabilities and labels, if there are any."""
    found = _mapping(given)
    if not found.get("probability") and not found.get("low"):
        return found
    probability, low = numbers(found["probability"], most=1.0), places(found["low"], 2)
    if len(probability) != len(low) or probability.min() < 0.0:
        message = "its held-out probabilities do not fit their labels"
        raise ValueError(message)
    return found
