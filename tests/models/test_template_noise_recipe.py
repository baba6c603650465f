"""The recipe of template noise: which lines may be what, who is held out, and what is learned."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

pytest.importorskip("sklearn")

from models.benchmarks.template_noise import f1_of, odds_to_label
from models.learned import template_noise as recipe
from models.learned import template_noise_data as source
from pagequality.learned.template_noise.features import BODY, CLASSES, KINDS

SIZE = len(CLASSES)


def known(*rows):
    """Labelled lines: for each its text, site, part and label; nothing stands around them."""
    lines = pd.DataFrame(rows, columns=["text", "site", "part", "label"])
    return source.Labelled(lines, np.zeros((len(rows), 2), np.float32))


def test_a_block_of_a_template_may_be_any_noise():
    """A label allows one class, a template's block all but content."""
    made = known(("Tide", "a", source.FIRST, 4), ("Home", "a", source.BLOCKS, -1))
    assert made.allowed[0].tolist() == np.eye(SIZE)[4].tolist()
    assert made.allowed[1].tolist() == [1.0] * BODY + [0.0]


def test_a_site_is_in_one_fold():
    """However many lines it has; and the sites are dealt to all folds."""
    rows = [("Tide", f"site {i % 40}", source.WILD, BODY) for i in range(200)]
    fold = known(*rows).fold
    assert all(len(set(fold[site::40].tolist())) == 1 for site in range(40))
    assert set(fold.tolist()) == set(range(source.FOLDS))


def test_wordings_of_a_prompt_are_one_family():
    """Texts that share many words, directly or by way of a third, share a number."""
    texts = [
        "please turn off your blocker", "you block", "please turn off the blocker",
        "kindly turn off the blocker now",
    ]  # fmt: skip
    assert source.wording_families(texts) == [0, 1, 0, 0]


def taught(*rows):
    """Fit on lines and return what is said of them: by words, and with surroundings."""
    texts, labels, around = zip(*rows, strict=True)
    lines = [(text, "a", source.FIRST, label) for text, label in zip(texts, labels, strict=True)]
    made = source.Labelled(
        pd.DataFrame(lines, columns=["text", "site", "part", "label"]),
        np.array(around, np.float32)[:, None],
    )
    given = recipe.examples(made)
    weights = recipe.fit(given)
    return (
        odds_to_label(weights.log_odds(given.lines)).tolist(),
        odds_to_label(weights.log_odds(given.lines, given.around)).tolist(),
    )


def test_words_are_learned():
    """Two words for two kinds are told apart after some hundred lines."""
    social, legal = KINDS.index("social"), KINDS.index("legal")
    rows = [("share this", social, 0), ("all rights", legal, 0)] * 400
    assert taught(*rows)[0] == [social, legal] * 400


def test_surroundings_tell_where_words_cannot():
    """One word in two surroundings: alone it is either, with them it is told."""
    rows = [("tide", BODY, 0), ("tide", KINDS.index("social"), 1)] * 400
    alone, beside = taught(*rows)
    assert len(set(alone)) == 1
    assert beside == [BODY, KINDS.index("social")] * 400


def test_the_library_says_what_the_recipe_says():
    """Cut into the library's parts the weights give the same log-odds, but for rounding."""
    generator = np.random.default_rng(0)
    lines = source.features(["Share this tide", "All rights reserved"])
    shapes = lines.plain.shape[1], lines.hashed.shape[1], 2
    plain, hashed, around = (
        generator.normal(size=(rows, SIZE)).astype(np.float32) for rows in shapes
    )
    weights = recipe.Weights(plain, hashed, around)
    model = recipe.model_of(weights)
    found = source.cut(["Share this tide", "All rights reserved"])
    phrases = lines.plain[:, -4 * len(KINDS) :]
    assert model.log_odds(found, phrases) == pytest.approx(weights.log_odds(lines), abs=0.01)


def test_f1_of_noise_and_of_kinds():
    """Two kinds taken for each other are noise all the same."""
    label, said = np.array([0, 1, BODY, BODY, 2]), np.array([1, 1, BODY, 2, BODY])
    noise, each = f1_of(label, said)
    assert noise == pytest.approx(2 * 2 / (2 * 2 + 1 + 1))
    assert each[[0, 1, 2, BODY]] == pytest.approx([0, 2 / 3, 0, 1 / 2])
