"""The recipe of the main content: what it learns from, and that numpy runs what it trained."""

from __future__ import annotations

import importlib
from pathlib import Path

import numpy as np
import pytest

from pagequality.learned.main_content import network as blocks
from pagequality.learned.main_content.features import measure

MODELS = Path(__file__).parent.parent.parent / "models"
PAGES = tuple(
    f"<body class='theme-{i}'><nav class='mainNav'><a href=/>Home</a></nav>"
    f"<article class='post'><h1>Boat {i}</h1>"
    + "<p>It was built of oak and pine by the river, and it still floats.</p>" * (i + 1)
    + f"</article><footer>Harbour notes {i}</footer></body>"
    for i in range(4)
)


@pytest.fixture
def recipe(monkeypatch):
    """The recipe as a module."""
    pytest.importorskip("torch", reason="needs the extra train-content")
    pytest.importorskip("pyarrow")
    monkeypatch.syspath_prepend(MODELS)
    module = importlib.import_module("content")
    monkeypatch.setattr(importlib.import_module("content_net"), "EPOCHS", 1)
    monkeypatch.setattr(module, "SITES", 0.5)
    return module


@pytest.fixture
def held(recipe):
    """Four invented pages of four sites, labelled."""
    book = recipe.LabelBook(recipe.Stems(()), np.zeros((0, 0), np.float32))
    golds = [
        recipe.Gold(str(i), "", f"site{i}", "article", html.encode(), f"Boat {i}\nIt was built")
        for i, html in enumerate(PAGES)
    ]
    return [(gold, recipe.example(recipe.blocks_of(gold), gold, book)) for gold in golds]


def test_stems_stand_on_many_sites(recipe, held):
    """Class words of half of the sites are known; those of one site are not, nor colours."""
    assert recipe.common_stems(held) == ("main", "nav", "post", "theme")


def test_share_of_main_content_is_a_median(recipe, held):
    """The line meets pages whose share is what is decided, whatever one odd page says."""
    pages = [page for _, page in held]
    judged = [(page, np.where(page.words > 3, 0.99, 0.01)) for page in pages]
    said = [recipe.content.decide(p, page.shape, page.hidden)[1] for page, p in judged]
    line = recipe.share_line(judged)
    errors = [abs(line[0] + s @ line[1:] - page.shown) for s, page in zip(said, pages, strict=True)]
    assert np.median(errors) < 0.02


def test_numpy_runs_what_was_trained(recipe, held, tmp_path):
    """The trained network, written and read again, scores blocks as it did in training."""
    trained = recipe.taught(held)
    recipe.write(trained, np.zeros(4), tmp_path)
    model = blocks.load(tmp_path)
    for (gold, _), said in zip(held, trained.judge([page for _, page in held]), strict=True):
        page = recipe.blocks_of(gold)
        shape = measure(page.table, page.tokens, page.first_word, book=model.book)
        score, page_type = model.score(shape)
        assert np.allclose(1 / (1 + np.exp(-score)), said, atol=2e-3)
        assert page_type in model.types
