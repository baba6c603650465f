"""The recipe of the main content: what it learns from, and that numpy runs what it trained."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("pyarrow", reason="needs the extra train")

from models.artefacts import small_models
from models.benchmarks.main_content import agreement, marked_figures
from models.learned import main_content as recipe
from models.learned.main_content_example import TURNS, blocks_of, example
from models.learned.main_content_gold import FOLDS, Gold
from models.learned.main_content_marked import MARKS, Marked, marked_pages
from pagequality.learned.main_content import decision
from pagequality.learned.main_content.features import measure

PAGES = tuple(
    f"<body class='theme-{i}'><nav class='mainNav'><a href=/>Home</a></nav>"
    f"<article class='post'><h1>Boat {i}</h1>"
    + "<p>It was built of oak and pine by the river, and it still floats.</p>" * (i + 1)
    + f"</article><footer>Harbour notes {i}</footer></body>"
    for i in range(4)
)


@pytest.fixture
def held():
    """Four invented pages of four sites, labelled."""
    models = small_models()
    golds = [
        Gold(str(i), "", f"site{i}", "article", html.encode(), f"Boat {i}\nIt was built")
        for i, html in enumerate(PAGES)
    ]
    return [(gold, example(blocks_of(gold, models), gold)) for gold in golds]


def test_pages_are_read_up_to_their_blocks(held):
    """No block of a page to learn from is judged by a model that was trained before."""
    page = blocks_of(held[0][0], small_models())
    assert len(page.table) == 4
    assert not page.is_main.any()
    assert not page.main_probability.any()


def test_blocks_are_labelled_by_the_gold_text(held):
    """The headline is all gold, of the first paragraph three words of fourteen, nothing else."""
    share = held[0][1].share
    assert share[1] == 1.0
    assert share[2] == pytest.approx(3 / 14)
    assert share[[0, 3]].tolist() == [0.0, 0.0]


@pytest.fixture
def told():
    """The first invented page with its blocks marked; the headline is in doubt."""
    texts = ("Home", "Boat 0", "It was built of oak and pine by the river, and it still floats.")
    return Marked("9", "", "site9", "wild:blog", PAGES[0].encode(), texts, (0.0, np.nan, 1.0))


def test_marked_blocks_are_labelled_and_doubtful_ones_weigh_nothing(told):
    """The paragraph is content, the menu is not; the headline and an unseen footer are unknown."""
    page = example(blocks_of(told, small_models()), told)
    assert page.words.tolist() == [1, 0, 14, 0]
    assert page.share.tolist() == [0, 0, 1, 0]
    assert (page.gold_words, page.page_type, page.turns) == (14, "", TURNS)
    assert page.usable


def test_agreement_is_by_the_words_of_undoubted_blocks(told):
    """One word too many of fifteen; nothing said is nothing found; the headline counts not."""
    page = blocks_of(told, small_models())
    assert agreement(page, told) == (0, 0, 0)
    found = replace(page, is_main=np.array([True, True, True, True]))
    assert agreement(found, told) == pytest.approx((28 / 29, 14 / 15, 1))
    empty = replace(told, marks=(0.0, np.nan, np.nan))
    assert agreement(page, empty) == (1, 1, 1)


def test_figures_of_marked_pages_tell_sources_and_folds(told):
    """Every page counts once, in its source and in its fold."""
    other = replace(told, id="8", source="wild:farm")
    page = blocks_of(told, small_models())
    right = replace(page, is_main=np.array([False, False, True, False]))
    figures = marked_figures([told, other], [right, page])
    assert (figures["pages"], figures["sites"]) == (2, 1)
    assert [figures["word_f1"][name]["f1"] for name in ("all", "wild:blog")] == [0.5, 1]
    assert figures["pages_of_folds"] == {f"fold {told.fold}": 2}


def test_marks_are_read_with_their_pages(tmp_path):
    """Both annotators must say the same; pages that are not stored are left out."""
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    (tmp_path / "pages").mkdir()
    stored = {"id": ["w1"], "url": [""], "site": ["s"], "source": ["wild:blog"], "html": [b"<p>"]}
    parquet.write_table(pyarrow.table(stored), tmp_path / "pages" / "wild-00.parquet")
    rows = {
        "page_id": ["w1"] * 4 + ["gone"], "text": ["a", "b", "c", "d", "e"],
        "main_a": ["m", "t", "m", "d", "m"], "main_b": ["m", "t", "t", "d", "m"],
    }  # fmt: skip
    parquet.write_table(pyarrow.table(rows), tmp_path / MARKS)
    (page,) = marked_pages(tmp_path)
    assert (page.id, page.texts) == ("w1", ("a", "b", "c", "d"))
    assert np.array_equal(page.marks, (1, 0, np.nan, np.nan), equal_nan=True)


def test_stems_stand_on_many_sites(held):
    """Class words of half of the sites are known; those of one site are not, nor colours."""
    assert recipe.common_stems(held, 0.5) == ("main", "nav", "post", "theme")


def test_share_of_main_content_is_a_median(held):
    """The line meets pages whose share is what is decided, whatever one odd page says."""
    pages = [page for _, page in held]
    judged = [(page, np.where(page.words > 3, 0.99, 0.01)) for page in pages]
    said = [decision.decide(p, page.shape, page.hidden)[1] for page, p in judged]
    line = recipe.share_line(judged)
    errors = [abs(line[0] + s @ line[1:] - page.shown) for s, page in zip(said, pages, strict=True)]
    assert np.median(errors) < 0.02


def test_no_network_sees_the_folds_it_spares(held, monkeypatch):
    """There is one for all pages, one without each fold, and one without each two folds."""
    row, page = held[0]
    pages = [(replace(row, site=f"site{number}"), page) for number in range(40)]
    monkeypatch.setattr(recipe, "Parallel", lambda _: list)
    monkeypatch.setattr(recipe, "delayed", lambda function: function)
    monkeypatch.setattr(recipe, "taught", lambda known: {row.fold for row, _ in known})
    every = set(range(FOLDS))
    trained = recipe.Trainer(pages).trained
    assert all(seen == every - spared for spared, seen in trained.items())
    assert {len(spared) for spared in trained} == {0, 1, 2}
    assert len(trained) == 1 + 5 + 10


def test_fold_models_are_trained_without_their_fold_and_kept(tmp_path, monkeypatch):
    """Each is asked for once, without its own fold; afterwards all come from the cache."""
    monkeypatch.setenv("PAGEQUALITY_CACHE", str(tmp_path / "cache"))
    (tmp_path / "pages").mkdir()
    (tmp_path / "labels.csv").write_text("id\n")
    asked = []

    class Trainer:
        def model(self, spared):
            asked.append(set(spared))
            weights = {"stem": np.full((1, 2), len(asked), np.float16)}
            return {**weights, "stems": np.array(["post"])}

    models = recipe.fold_models(tmp_path, Trainer())
    assert asked == [{fold} for fold in range(FOLDS)]
    again = recipe.fold_models(tmp_path)
    assert len(asked) == FOLDS
    for one, other in zip(models, again, strict=True):
        assert one.stems == other.stems == ("post",)
        assert (one.weights["stem"] == other.weights["stem"]).all()
    assert models[4].weights["stem"].tolist() == [[5.0, 5.0]]


def test_numpy_runs_what_was_trained(held, told, monkeypatch):
    """The trained network, kept and read again, scores blocks as it did in training.

    A page of unknown type is learned from as well.
    """
    pytest.importorskip("torch", reason="needs the extra train-content")
    from models.learned import main_content_network  # noqa: PLC0415 - after what may skip

    monkeypatch.setattr(main_content_network, "EPOCHS", 1)
    held.append((told, example(blocks_of(told, small_models()), told)))
    trained = recipe.taught(held, 0.4)
    model = recipe.model_of(recipe.arrays_of(trained, np.zeros(4)))
    known = small_models()
    for (gold, _), said in zip(held, trained.judge([page for _, page in held]), strict=True):
        page = blocks_of(gold, known)
        shape = measure(page.table, page.tokens, page.first_word, book=model.book)
        score, page_type = model.score(shape)
        assert np.allclose(1 / (1 + np.exp(-score)), said, atol=2e-3)
        assert page_type in model.types
