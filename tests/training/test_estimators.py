"""The scikit-learn estimators keep scikit-learn's rules, and agree with the library itself."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from bs4 import BeautifulSoup
from few_examples import few_trees
from sample_pages import read_samples
from sklearn.base import clone
from sklearn.model_selection import GridSearchCV, GroupKFold, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer
from sklearn.utils import check_array
from sklearn.utils.estimator_checks import check_classifiers_classes, parametrize_with_checks

import pagequality as pq
from pagequality.judge.vector import vector
from pagequality.learned.odds import logit
from pagequality.signals import NAMES
from pagequality.training import estimators, terms
from pagequality.training import fit as training
from pagequality.training.estimators import (
    FeatureExtractor,
    FewLabelsWarning,
    PageQualityClassifier,
)

SAMPLES = [sample for sample in read_samples() if sample.label is not None]
PAGES = [sample.html for sample in SAMPLES]
LABELS = np.array([sample.label for sample in SAMPLES])

REASONS = {
    "check_sample_weight_equivalence_on_dense_data": (
        "folds, knots and trees are drawn by row, so a weight of two is not the row twice"
    ),
    "check_classifiers_classes": (
        "labels that are words must be named; so the check is run once more with a name"
    ),
}
FEW = "ignore::pagequality.training.estimators.FewLabelsWarning"
pytestmark = pytest.mark.filterwarnings(FEW)  # here all labels are few


class _RowsAsPages(FeatureExtractor):
    """An extractor that takes rows of numbers, written out as pages: what the checks offer."""

    def fit(self, X: Any, y: Any = None) -> Any:  # noqa: N803 - scikit-learn's name
        return super().fit(check_array(X), y)

    def transform(self, X: Any) -> Any:  # noqa: N803
        rows = check_array(X)
        return super().transform([f"<p>{' words and '.join(map(str, row))}." for row in rows])

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.one_d_array, tags.input_tags.two_d_array = False, True
        return tags


class _LowIsLast(PageQualityClassifier):
    """A classifier that is told the label that sorts last, whatever the labels are."""

    def fit(self, X: Any, y: Any, **known: Any) -> Any:  # noqa: N803 - scikit-learn's name
        self.low_label = np.unique(y)[-1]
        return super().fit(X, y, **known)


@pytest.fixture(scope="module", autouse=True)
def _few_trees():
    """Grow small forests in few folds: the checks train a hundred times."""
    with few_trees(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(training, "_INNER_FOLDS", 2)
        patch.setitem(terms._TREES, "min_samples_leaf", 3)
        yield


@pytest.fixture(scope="module")
def pages():
    """The sample pages, read: what was measured of them once need not be measured again."""
    return [pq.read(page) for page in PAGES]


@pytest.fixture(scope="module")
def table(pages):
    """The sample pages' signals."""
    return FeatureExtractor().transform(pages)


@pytest.fixture(scope="module")
def trained(table):
    """A classifier trained on the sample pages' signals."""
    with pytest.warns(FewLabelsWarning):
        return PageQualityClassifier().fit(table, LABELS)


@parametrize_with_checks(
    [PageQualityClassifier(), _RowsAsPages()], expected_failed_checks=lambda _: REASONS
)
def test_scikit_learns_own_checks(estimator, check):
    """Whatever scikit-learn asks of an estimator holds, but for what REASONS excuse."""
    check(estimator)


def test_classes_keep_scikit_learns_rules_where_words_are_named():
    """Labels that are words, and labels that are numbers, each told which of them is low."""
    check_classifiers_classes("PageQualityClassifier", _LowIsLast())


def test_every_form_of_a_page_is_measured_alike(table):
    """Text, bytes, a soup and a `Page` give one and the same row; so does every container."""
    text = PAGES[0].decode("utf-8")
    forms = [text, PAGES[0], pq.read(PAGES[0])]
    for row in FeatureExtractor().transform(forms):
        np.testing.assert_array_equal(row, table[0])
    soup = BeautifulSoup(text, "html.parser")
    np.testing.assert_array_equal(FeatureExtractor().transform([soup])[0], vector(pq.read(soup)))
    some = PAGES[:3]
    frame = pd.DataFrame({"html": some})
    containers = [iter(some), tuple(some), np.array(some, object), frame["html"], frame,
                  pl.Series(some), pl.DataFrame({"html": some})]  # fmt: skip
    for container in containers:
        np.testing.assert_array_equal(FeatureExtractor().transform(container), table[:3])


def test_url_of_a_page_is_measured():
    """A page read with its URL keeps it: that is the way to give one to the extractor."""
    page = pq.read("<p>Tea", url="https://example.com/a/b/best-tea-2026")
    words = FeatureExtractor().transform([page])[0, NAMES.index("slug_words")]
    assert words == 3


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_frames_carry_the_names_of_the_signals(library, table):
    """`set_output` gives a frame whose columns are the signals, in order."""
    frame = FeatureExtractor().set_output(transform=library).fit_transform(PAGES[:4])
    assert list(frame.columns) == list(NAMES) == list(FeatureExtractor().get_feature_names_out())
    np.testing.assert_array_equal(frame.to_numpy(), table[:4])


def test_pandas_index_is_kept():
    """Rows stay with the labels that the pages had."""
    pages = pd.Series(PAGES[:2], index=["a", "b"])
    frame = FeatureExtractor().set_output(transform="pandas").transform(pages)
    assert list(frame.index) == ["a", "b"]


def test_processes_change_nothing(table, monkeypatch):
    """Two processes give the rows of one, in order."""
    monkeypatch.setattr(estimators, "_CHUNK", 6)
    many = FeatureExtractor(n_jobs=2).transform(PAGES[:20])
    np.testing.assert_array_equal(many, table[:20])


def test_no_pages_are_an_empty_table():
    """Nothing in, nothing out, all columns there."""
    assert FeatureExtractor().transform([]).shape == (0, len(NAMES))


@pytest.mark.parametrize(
    ("wrong", "error", "words"),
    [
        ("<p>Tea", ValueError, "many pages"),
        (b"<p>Tea", ValueError, "many pages"),
        ({"a": "<p>Tea"}, ValueError, "many pages"),
        (pd.DataFrame({"html": ["<p>Tea"], "url": ["x"]}), ValueError, "choose one of html, url"),
        ([None], TypeError, "html must be"),
        ([3.0], TypeError, "html must be"),
    ],
)
def test_misuse_is_named(wrong, error, words):
    """What is not many pages is refused in words, not measured as something else."""
    with pytest.raises(error, match=words):
        FeatureExtractor().transform(wrong)


def test_pages_and_their_table_train_the_same_classifier(table, pages, trained):
    """Training on pages is training on their signals; predictions agree on both."""
    on_pages = PageQualityClassifier().fit(PAGES, LABELS)
    expected = on_pages.predict_proba(PAGES)
    np.testing.assert_array_equal(trained.predict_proba(table), expected)
    np.testing.assert_array_equal(trained.predict_proba(iter(pages)), expected)
    assert (on_pages.predict(pages) == LABELS).mean() > 0.8


def test_trained_model_judges_as_the_classifier_does(tmp_path, table):
    """`model_` can be saved, read by a `Scorer`, and gives the same probabilities there."""
    classifier = PageQualityClassifier(prior=0.3).fit(table, LABELS)
    classifier.model_.save(tmp_path / "own.json")
    scorer = pq.Scorer(tmp_path / "own.json", prior=0.3)
    told = np.array([scorer.score(page) for page in PAGES])
    judged = np.isfinite(told)
    assert judged.sum() > 20
    np.testing.assert_allclose(
        classifier.predict_proba(table)[judged, 1], told[judged], atol=1e-200
    )
    assert set(scorer.analyze(PAGES[0]).families) == set(pq.analyze(PAGES[0]).families)


def test_low_label_may_sort_first(table, trained):
    """Columns follow ``classes_`` even where low sorts first; ``model_`` knows what low is."""
    names = np.where(LABELS == 1, "bad", "good")
    named = PageQualityClassifier(low_label="bad").fit(table, names)
    assert named.classes_.tolist() == ["bad", "good"]
    np.testing.assert_allclose(named.predict_proba(table)[:, 0], trained.predict_proba(table)[:, 1])
    assert (named.predict(table) == "bad").tolist() == trained.predict(table).astype(bool).tolist()
    assert named.model_.base_rate == trained.model_.base_rate == pytest.approx(LABELS.mean())
    with pytest.raises(ValueError, match="low_label 'worse' is none of"):
        PageQualityClassifier(low_label="worse").fit(table, names)


def test_labels_that_are_words_must_be_named(table):
    """Nothing tells whether "bad" or "good" sorts last; of flags the larger one is low."""
    names = np.where(LABELS == 1, "bad", "good")
    told = r"say which of \['bad', 'good'\] means low quality: .*low_label='bad'"
    with pytest.raises(ValueError, match=told):
        PageQualityClassifier().fit(table, names)
    flags = PageQualityClassifier().fit(table, LABELS == 1)
    assert flags.classes_.tolist() == [False, True]
    assert flags.model_.base_rate == pytest.approx(LABELS.mean())


@pytest.mark.parametrize(
    ("pages", "groups", "few"),
    [(50, 10, False), (49, 49, True), (60, 9, True), (50, 50, False)],
)
def test_few_labels_are_warned_of(pages, groups, few):
    """Fewer than fifty pages of ten groups of a kind: the message says what would do."""
    rows = np.arange(2 * pages)
    labels, sites = rows % 2, rows // 2 % groups
    table = np.random.default_rng(4).normal(size=(len(rows), 3)) + labels[:, None]
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        PageQualityClassifier().fit(table, labels, groups=sites)
    told = [str(one.message) for one in seen if one.category is FewLabelsWarning]
    kinds = ["other", "low"] if few else []
    assert [words.partition(":")[0] for words in told] == [
        f"the {kind} class has {pages} pages of {groups} groups" for kind in kinds
    ]
    assert all("pagequality train --on-top" in words for words in told)
    assert all(one.filename == __file__ for one in seen)


def spread(values):
    """How far values are from nothing, together."""
    return float(np.abs(values).sum())


def test_settings_of_the_fit_can_be_searched(table, trained):
    """The trees' share and the strength of the curves are parameters, and reach the model."""
    assert {"trees_share", "curve_strength"} <= set(trained.get_params())
    curves = clone(trained).set_params(trees_share=0.0).fit(table, LABELS).model_.judges["html"]
    trees = clone(trained).set_params(trees_share=1.0).fit(table, LABELS).model_.judges["html"]
    assert spread(curves.trees.value) == spread(trees.curves.values) == 0.0
    assert min(spread(curves.curves.values), spread(trees.trees.value)) > 0.0
    held = clone(trained).set_params(curve_strength=1e-4).fit(table, LABELS).model_.judges["html"]
    usual = spread(trained.model_.judges["html"].curves.values)
    assert spread(held.curves.values) < usual / 4


def test_prior_moves_every_probability(table, trained):
    """Where low pages are rarer than among those trained on every page is likelier honest."""
    rarer = clone(trained).set_params(prior=0.05).fit(table, LABELS)
    steps = rarer.decision_function(table) - trained.decision_function(table)
    np.testing.assert_allclose(steps, logit(0.05) - logit(LABELS.mean()))


def test_pages_without_weight_do_not_count(table):
    """A weight of nothing is as good as absence, whatever the label says."""
    weight = np.ones(len(LABELS))
    weight[:4] = 0
    wrong = LABELS.copy()
    wrong[:4] = 1 - wrong[:4]
    weighted = PageQualityClassifier().fit(table, wrong, sample_weight=weight)
    without = PageQualityClassifier().fit(table[4:], LABELS[4:])
    np.testing.assert_allclose(weighted.predict_proba(table), without.predict_proba(table))


def test_groups_are_never_parted(table, monkeypatch):
    """Every fold of the calibration keeps each group on one side."""
    seen = []
    folds = training.folds

    def spy(examples, count, seed):
        parts = folds(examples, count, seed)
        seen.extend(
            set(examples.groups[inside]) & set(examples.groups[outside])
            for inside, outside in parts
        )
        return parts

    monkeypatch.setattr(training, "folds", spy)
    PageQualityClassifier().fit(table, LABELS, groups=np.arange(len(LABELS)) // 2)
    assert seen
    assert not any(seen)


def test_labels_that_cannot_be_learned_are_refused(table):
    """One class, three classes, or a class in a single group: a clear error each."""
    for labels, words in (
        (np.zeros(len(table), int), "1 class"),
        (np.arange(len(table)) % 3, "Only binary"),
        ((np.arange(len(table)) == 0).astype(int), "two groups"),
    ):
        with pytest.raises(ValueError, match=words):
            PageQualityClassifier().fit(table, labels)


def test_table_of_other_columns_has_no_model(table):
    """A scaled table trains a classifier, but no model that could be saved for pages."""
    scaled = np.nan_to_num(table) - 1000.0
    classifier = PageQualityClassifier().fit(scaled, LABELS)
    assert classifier.predict_proba(scaled).shape == (len(LABELS), 2)
    with pytest.raises(AttributeError, match="no model_"):
        _ = classifier.model_


def test_pipelines_and_cross_validation_take_pages(table, pages, trained):
    """Pages go through a pipeline, and through grouped cross-validation, as any other X."""
    pipeline = make_pipeline(FeatureExtractor(), FunctionTransformer(), PageQualityClassifier())
    pages = np.array(pages, object)
    pipeline.fit(pages, LABELS)
    np.testing.assert_array_equal(pipeline.predict_proba(pages), trained.predict_proba(table))
    scores = cross_val_score(
        PageQualityClassifier(), pages, LABELS,
        groups=np.arange(len(LABELS)), cv=GroupKFold(3), scoring="roc_auc",
    )  # fmt: skip
    assert scores.mean() > 0.6


@pytest.mark.parametrize("page", [
    ("<p>Tea", "http://a.example/"), {"html": "<p>Tea", "url": "http://a.example/", "status": 200},
])  # fmt: skip
def test_a_page_with_its_address_beside_it_is_read_first(page):
    """Both say how, and a page that was read so is taken."""
    for use in (
        FeatureExtractor().transform,
        lambda many: PageQualityClassifier().fit(many, [0, 1]),
    ):
        with pytest.raises(TypeError, match=r"not (tuple|dict): .* pagequality\.read\(html, url="):
            use([page] * 2)
    read = pq.read("<p>Tea", url="http://a.example/tea", headers={}, status=200)
    assert FeatureExtractor().transform([read])[0, NAMES.index("slug_words")] == 1


def test_a_search_finds_the_settings_that_predict_best(table):
    """Every setting is fitted on its own folds and judged on the rest; the best one is kept."""
    few = table[:, ::8]  # other columns than the extractor's are fitted, too, and sooner
    grid = [{"trees_share": [1.0]}, {"trees_share": [0.0], "curve_strength": [1e-9, 0.1]}]
    search = GridSearchCV(
        PageQualityClassifier(), grid, cv=GroupKFold(2), scoring="neg_log_loss", error_score="raise"
    ).fit(few, LABELS, groups=np.arange(len(LABELS)) // 2)
    scores = search.cv_results_["mean_test_score"]
    assert len(set(scores.round(6))) == 3
    assert scores[search.best_index_] == scores.max()
    again = PageQualityClassifier(**search.best_params_).fit(few, LABELS)
    np.testing.assert_array_equal(search.predict_proba(few), again.predict_proba(few))


def test_a_classifier_refuses_pages_beside_other_columns():
    """It says which columns there are, and shows nothing of the pages."""
    frame = pd.DataFrame({"html": ["<p>Tea", "<p>Beans"], "url": ["x", "y"]})
    with pytest.raises(ValueError, match="table of 2: choose one of html, url") as told:
        pq.PageQualityClassifier().fit(frame, [0, 1])
    assert "<p>" not in str(told.value)
