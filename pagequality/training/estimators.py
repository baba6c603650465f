"""The scikit-learn estimators: pages to a table of signals, and a classifier for your own labels.

>>> extractor = FeatureExtractor().set_output(transform="pandas")
>>> table = extractor.fit_transform(["<h1>Beans</h1><p>Water them.", b"<p>Tea"])
>>> table.shape == (2, len(NAMES)), table["headline_capitals"].isna().tolist()
(True, [False, True])
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Self

import numpy as np
from joblib import Parallel, delayed, effective_n_jobs
from sklearn.base import BaseEstimator, ClassifierMixin, TransformerMixin
from sklearn.utils import check_random_state
from sklearn.utils.multiclass import type_of_target
from sklearn.utils.validation import (
    check_consistent_length,
    check_is_fitted,
    column_or_1d,
    validate_data,
)

from pagequality.judge.model import default_model
from pagequality.judge.proofs import NO_PROOFS
from pagequality.learned.models import default_models
from pagequality.reading.limits import DEFAULT_LIMITS
from pagequality.signals import NAMES
from pagequality.training.examples import Examples
from pagequality.training.fit import TREES_SHARE, Settings, fit
from pagequality.training.table import holds_pages, holds_signals, listed, measure, refuse_mixed
from pagequality.training.terms import CURVE_STRENGTH

if TYPE_CHECKING:
    import numpy.typing as npt

    from pagequality.judge.model import Model
    from pagequality.reading.limits import Limits
    from pagequality.text.arrays import Array, Floats, Ints

_CHUNK: Final = 64
FEW_PAGES: Final = 50
FEW_GROUPS: Final = 10
"""With fewer pages of a class, or fewer of their groups, training warns."""
_LENGTH: Final = NAMES.index("length")
_PLENTY: Final = 1_000_000_000
"""Words of a page whose length is not known: enough that nothing is taken off."""


class FewLabelsWarning(UserWarning):
    """There are hardly enough labelled pages, or sites of them, to train on."""


class FeatureExtractor(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Turn pages into a table: one row a page, one column a signal.

    A page is HTML as ``str`` or ``bytes``, a BeautifulSoup object, or a `Page` that
    `pagequality.read` (with its URL, which some signals need) or `pagequality.read_text`
    made. Many pages are a list, any other iterable, a Series, or one column of a frame. Pairs
    and mappings, which `score_many` takes, are refused, for many of them are a table to
    scikit-learn: `pagequality.read` takes URL, headers and status.
    It learns nothing, so ``fit`` is not needed. Unknown values are ``nan``.

    Args:
        parser: ``"lexbor"`` or ``"bs4"``.
        limits: how much of a page is read.
        n_jobs: processes to use, as joblib counts them.

    >>> page = read("<p>Tea", url="https://example.org/drinks/tea")
    >>> FeatureExtractor().transform(["<p>Tea", page])[:, NAMES.index("slug_words")].tolist()
    [nan, 1.0]
    """

    def __init__(
        self,
        *,
        parser: str = "lexbor",
        limits: Limits | None = None,
        n_jobs: int | None = None,
    ) -> None:
        self.parser = parser
        self.limits = limits
        self.n_jobs = n_jobs

    def fit(self, X: Any, y: Any = None) -> Self:  # noqa: ARG002, N803 - scikit-learn's names
        """Do nothing: every page is measured by itself."""
        return self

    def transform(self, X: Any) -> Floats:  # noqa: N803
        """Measure pages.

        Raises:
            ValueError: one page instead of many, or a table of several columns.
            TypeError: one of them is no page.
        """
        pages = listed(X)
        rows = partial(measure, parser=self.parser, limits=self.limits or DEFAULT_LIMITS)
        if effective_n_jobs(self.n_jobs) == 1 or len(pages) <= _CHUNK:
            return rows(pages)
        chunks = [pages[i : i + _CHUNK] for i in range(0, len(pages), _CHUNK)]
        tables = Parallel(n_jobs=self.n_jobs)(delayed(rows)(chunk) for chunk in chunks)
        return np.concatenate(tables)

    if TYPE_CHECKING:  # scikit-learn's own, which has no types

        def fit_transform(self, X: Any, y: Any = None, **fit_params: Any) -> Floats:  # noqa: N803
            """Measure pages, as `transform` does."""

    def get_feature_names_out(self, input_features: Any = None) -> npt.NDArray[np.object_]:  # noqa: ARG002
        """Return the names of the signals, one a column."""
        return np.array(NAMES, object)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.requires_fit = False
        tags.no_validation = True
        tags.input_tags.one_d_array = True
        tags.input_tags.two_d_array = False
        tags.input_tags.string = True
        return tags


class PageQualityClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Train the library's kind of model on labels of your own.

    The wording models stay those that come with the library; everything else is fitted and
    calibrated anew, on folds that never part pages of one group. ``fit`` and ``predict``
    take pages as `FeatureExtractor` does, or the table that it has made of them. Pages that
    a `Scorer` would decline to judge get a probability too.

    Args:
        low_label: the label that means low quality; of numbers and flags the larger one when
            not given (1, ``True``), whose column in ``predict_proba`` is the second. Labels
            that are words must be named: nothing tells whether "bad" or "good" sorts last.
        trees_share: the trees' say in the sum, in [0, 1]; the curves have the rest.
        curve_strength: how freely curves follow the labels; the more labels, the freer.
        prior: the share of low pages where the pages to predict come from.
        parser: ``"lexbor"`` or ``"bs4"``.
        limits: how much of a page is read.
        n_jobs: processes that measure pages.
        random_state: seed of folds and trees.

    Attributes:
        classes_: the two labels, sorted.
        model_: the trained `Model`: save it, or give it to a `Scorer`.

    >>> PageQualityClassifier(prior=0.2)
    PageQualityClassifier(prior=0.2)
    """

    def __init__(  # noqa: PLR0913 - each keyword is one plain choice of the caller's
        self,
        *,
        low_label: Any = None,
        trees_share: float = TREES_SHARE,
        curve_strength: float = CURVE_STRENGTH,
        prior: float | None = None,
        parser: str = "lexbor",
        limits: Limits | None = None,
        n_jobs: int | None = None,
        random_state: Any = 0,
    ) -> None:
        self.low_label = low_label
        self.trees_share = trees_share
        self.curve_strength = curve_strength
        self.prior = prior
        self.parser = parser
        self.limits = limits
        self.n_jobs = n_jobs
        self.random_state = random_state

    def fit(self, X: Any, y: Any, *, groups: Any = None, sample_weight: Any = None) -> Self:  # noqa: N803
        """Train on labelled pages, or on a table of their signals.

        A table of other columns than `FeatureExtractor` makes is possible too; there is no
        ``model_`` then.

        Args:
            X: the pages, or their table.
            y: one of two labels a page.
            groups: of pages that belong together, such as their sites; without them
                calibration takes every page for a stranger to the others.
            sample_weight: how much each page counts.
        """
        table, labels = validate_data(
            self, self._table(X), y, dtype=np.float64, ensure_all_finite="allow-nan"
        )
        weights = _weights(sample_weight, labels)
        groups = np.arange(len(labels)) if groups is None else column_or_1d(groups)
        check_consistent_length(table, groups)
        self.classes_ = _two_classes(labels)
        self._low = self._low_column()
        low = (labels == self.classes_[self._low]).astype(np.intp)
        rows = np.flatnonzero(weights)
        _check_spread(low[rows], groups[rows])
        self._known = holds_signals(table)
        examples = Examples(
            {"html": table[rows]}, low[rows], groups[rows], weights[rows], weights[rows], {}
        )
        self._model, _ = fit(
            examples,
            name="custom",
            seed=self._seed(),
            families=default_model().families if self._known else None,
            about={"pages": len(rows), "low": int(low[rows].sum())},
            settings=Settings(trees_share=self.trees_share, curve_strength=self.curve_strength),
            proofs=default_model().judges["html"].proofs if self._known else NO_PROOFS,
            bundle=default_models().digest,
        )
        return self

    @property
    def model_(self) -> Model:
        """The trained model."""
        check_is_fitted(self)
        if not self._known:
            message = "it was not trained on pages or their signals, so it has no model_"
            raise AttributeError(message)
        return self._model

    def decision_function(self, X: Any) -> Floats:  # noqa: N803
        """Return the log-odds of the second of ``classes_``."""
        check_is_fitted(self)
        table = validate_data(
            self, self._table(X), reset=False, dtype=np.float64, ensure_all_finite="allow-nan"
        )
        words = np.full(len(table), _PLENTY, float)
        if self._known:
            words = np.rint(np.expm1(np.nan_to_num(table[:, _LENGTH]).clip(0.0, 20.0)))
        judged = [
            self._model.judge(row, words=int(count), prior=self.prior).log_odds
            for row, count in zip(table, words, strict=True)
        ]
        return np.array(judged) * (1.0 if self._low == 1 else -1.0)

    def predict_proba(self, X: Any) -> Floats:  # noqa: N803
        """Return a probability for each of ``classes_``; for 0 and 1 the second is low quality."""
        log_odds = self.decision_function(X).clip(-700.0, 700.0)
        odds: Floats = np.exp(np.stack([log_odds, -log_odds], axis=1))
        return 1.0 / (1.0 + odds)

    def predict(self, X: Any) -> Array:  # noqa: N803
        """Return the likelier label."""
        second = self.decision_function(X) > 0
        return self.classes_[second.astype(np.intp)]

    def _table(self, X: Any) -> Any:  # noqa: N803
        """Measure what holds pages; leave a table as it is."""
        if isinstance(X, Iterator):
            X = list(X)  # noqa: N806
        if not holds_pages(X):
            refuse_mixed(X)
            return X
        extractor = FeatureExtractor(parser=self.parser, limits=self.limits, n_jobs=self.n_jobs)
        return extractor.transform(X)

    def _low_column(self) -> int:
        if self.low_label is None:
            if self.classes_.dtype.kind not in "biuf":
                message = (
                    f"say which of {self.classes_.tolist()} means low quality: "
                    f"PageQualityClassifier(low_label={self.classes_.tolist()[0]!r}), for example"
                )
                raise ValueError(message)
            return 1
        places = np.flatnonzero(self.classes_ == self.low_label)
        if len(places) != 1:
            message = f"low_label {self.low_label!r} is none of {self.classes_.tolist()}"
            raise ValueError(message)
        return int(places[0])

    def _seed(self) -> int:
        if isinstance(self.random_state, int):
            return self.random_state
        return int(check_random_state(self.random_state).randint(2**31 - 1))

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        tags.input_tags.string = True
        tags.input_tags.allow_nan = True
        return tags


def _weights(given: Any, labels: Array) -> Floats:
    """Return one weight a page; refuse what cannot be weights."""
    if given is None:
        return np.ones(len(labels))
    weights = np.asarray(given, float)
    if weights.shape != labels.shape:
        message = f"sample_weight.shape == {weights.shape}, expected {labels.shape}"
        raise ValueError(message)
    if not np.isfinite(weights).all() or (weights < 0).any():
        message = "sample weights must be finite and not negative"
        raise ValueError(message)
    if not weights.any():
        message = "Sample weights must contain at least one non-zero number."
        raise ValueError(message)
    return weights


def _two_classes(labels: Array) -> Array:
    """Return the two labels; refuse any other number of them."""
    kind = type_of_target(labels, input_name="y", raise_unknown=True)
    if kind != "binary":
        message = f"Only binary classification is supported. The type of the target is {kind}."
        raise ValueError(message)
    classes = np.unique(labels)
    if len(classes) == 1:
        message = f"two classes are needed; y has 1 class, {classes.tolist()}"
        raise ValueError(message)
    return classes


def _check_spread(low: Ints, groups: Array) -> None:
    """Refuse labels that cannot be parted into folds with both classes in each; warn of few."""
    for label, name in enumerate(("other", "low")):
        pages, sites = int((low == label).sum()), len(np.unique(groups[low == label]))
        if sites < 2:  # noqa: PLR2004 - one to learn from, one to calibrate on
            message = f"each class needs pages of two groups; the {name} class has {sites}"
            raise ValueError(message)
        if pages < FEW_PAGES or sites < FEW_GROUPS:
            message = (
                f"the {name} class has {pages} pages of {sites} groups: with fewer than "
                f"{FEW_PAGES} of {FEW_GROUPS} the model will hardly hold on other sites; "
                "`pagequality train --on-top` needs fewer"
            )
            warnings.warn(message, FewLabelsWarning, stacklevel=3)
