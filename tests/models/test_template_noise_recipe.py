"""The recipe of template noise: which lines may be what, who is held out, and what is learned."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

pytest.importorskip("sklearn")

from models.benchmarks.template_noise import AROUND, UNSPELT, WORDS, by_kind, f1_of, judge
from models.learned import template_noise as recipe
from models.learned import template_noise_data as source
from pagequality.learned.template_noise.features import BODY, CLASSES, KINDS
from pagequality.learned.template_noise.letters import BITS as LETTER_BITS
from pagequality.learned.template_noise.letters import NOTICE, Letters
from pagequality.reading import read
from pagequality.text.lexicons import default_matcher

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


def test_a_page_without_a_line_has_no_surroundings():
    """Labelled lines may be of a page that is read as empty now."""
    table = source.surroundings(read(""))
    assert table.shape == (0, source.surroundings(read("<p>Beans")).shape[1])


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


def lines_of_sites(count):
    """Lines of many sites, content and requests by turns, that two annotators agree on."""
    said = {CLASSES.index("social"): "Share this tide", BODY: "The tide came in at noon"}
    rows = [(said[kind], f"site {i}", source.WILD, kind) for i in range(count) for kind in said]
    return known(*rows)


def invented_as(*kinds):
    """Return what stands for `recipe.invented`: the same lines, said to be of these kinds."""
    texts = ["Share this tide", "The tide came in at noon"]
    allowed = np.eye(SIZE, dtype=np.float32)[list(kinds)]

    def invented(width, seed):
        return recipe.Examples(
            source.features(texts), np.zeros((2, width), np.float32), allowed, np.full(2, seed)
        )

    return invented


@pytest.mark.parametrize(
    ("kinds", "chosen"),
    [((CLASSES.index("social"), BODY), max), ((BODY, CLASSES.index("legal")), min)],
)
def test_invented_lines_count_as_they_help(monkeypatch, kinds, chosen):
    """Where they say what labelled lines say they count most, where they contradict least."""
    monkeypatch.setattr(recipe, "invented", invented_as(*kinds))
    made = lines_of_sites(12)
    found = recipe.choose(made, recipe.examples(made), np.arange(len(made.lines)))
    assert found == chosen(recipe.SEED_WEIGHTS)


def test_what_an_invented_line_counts_is_chosen_from_the_lines_that_teach(monkeypatch):
    """No line that is held out is read, and lines of one site are never on both sides."""
    made, seen = lines_of_sites(12), []
    monkeypatch.setattr(recipe, "invented", invented_as(0, BODY))
    every, fit = recipe.examples(made), recipe.fit
    site = np.repeat(np.arange(12), 2).astype(np.float32)
    every.around[:, 0] = site

    def watched(teach):
        seen.append(set(teach.around[:-2, 0].tolist()))
        return fit(teach)

    monkeypatch.setattr(recipe, "fit", watched)
    recipe.choose(made, every, np.flatnonzero(site >= 3))
    taught = seen[:: len(recipe.SEED_WEIGHTS)]
    assert len(taught) == recipe.INNER
    assert set.union(*taught) == set(range(3, 12))
    assert set.intersection(*taught) == set()
    assert sum(map(len, taught)) == (recipe.INNER - 1) * 9


def test_the_library_says_what_the_recipe_says():
    """Cut into the library's parts the weights give the same log-odds, but for rounding."""
    generator = np.random.default_rng(0)
    lines = source.features(["Share this tide", "All rights reserved"])
    shapes = lines.plain.shape[1], lines.hashed.shape[1], 2
    plain, hashed, around = (
        generator.normal(size=(rows, SIZE)).astype(np.float32) for rows in shapes
    )
    weights = recipe.Weights(plain, hashed, around)
    model = recipe.model_of(weights, Letters(np.zeros(1 << LETTER_BITS, np.float32), 0.0))
    found = source.cut(["Share this tide", "All rights reserved"])
    phrases = lines.plain[:, -4 * len(KINDS) :]
    assert model.log_odds(found, phrases) == pytest.approx(weights.log_odds(lines), abs=0.01)


LONG = " ".join(f"ad{i}" for i in range(150))
SPELT = ["Please pause your ad blocker", "Tide", "", "x", LONG, "Thank you for the ads"]


def made_weights(texts):
    """Weights drawn at random, but for a constant that puts notices in doubt; and the lines."""
    generator, lines = np.random.default_rng(0), source.features(texts)
    shapes = lines.plain.shape[1], lines.hashed.shape[1], source.WIDTH
    weights = recipe.Weights(
        *(generator.normal(0, 0.1, size=(rows, SIZE)).astype(np.float32) for rows in shapes)
    )
    weights.plain[0, NOTICE] += 2.0
    spelt = generator.normal(0, 9, size=1 << LETTER_BITS).astype(np.float16).astype(np.float32)
    return weights, Letters(spelt, -0.5), lines


def test_the_library_spells_lines_as_the_recipe_does():
    """What letters say of a line is the same, whether runs are a matrix or found anew."""
    _, letters, lines = made_weights(SPELT)
    said = letters.say(source.cut(SPELT), np.arange(len(SPELT)))
    assert said == pytest.approx(recipe.spelt(letters, lines), abs=1e-4)
    assert len({round(float(odds), 3) for odds in said}) == len(SPELT)


def test_the_library_judges_as_the_benchmark_does():
    """Words, surroundings and letters together: the figures are those of what is shipped."""
    page = read("".join(f"<p>{text}</p>" for text in SPELT if text))
    texts = page.text.split("\n")
    weights, letters, lines = made_weights(texts)
    around = source.surroundings(page)
    known = recipe.Examples(lines, around, np.zeros((len(texts), SIZE)), np.ones(len(texts)))
    judged = judge(weights, letters, known)
    model, found = recipe.model_of(weights, letters), default_matcher()
    for way, table in ((WORDS, None), (AROUND, page.table)):
        scores = model.score(
            page.tokens, page.table.start, page.matches, topics=found.topics, table=table
        )
        assert scores.log_odds == pytest.approx(judged[way], abs=0.05), way
    assert (judged[WORDS][:, NOTICE] != judged[UNSPELT][:, NOTICE]).any(), "letters had no say"
    notice = judged[WORDS].argmax(axis=1) == NOTICE
    assert 0 < notice.sum() < len(texts)
    assert (judged[AROUND][notice] == judged[WORDS][notice]).all()


def test_letters_learn_from_lines_of_one_class():
    """They tell notices from other lines; a template's block may be any noise and teaches none."""
    rows = [(text, "a", source.FIRST, label) for text, label in (
        ("Pause your adblocker", NOTICE), ("Stop the adblocker", NOTICE),
        ("The tide is out", BODY), ("Boats lie on the mud", BODY),
    )]  # fmt: skip
    blocks = [("Zzz qqq", "b", source.BLOCKS, -1)] * 9
    taught = [recipe.spell(recipe.examples(known(*some))) for some in (rows, rows + blocks)]
    said = recipe.spelt(taught[0], source.features(["My adblocker is on", "Boats and the tide"]))
    assert said[0] > 0 > said[1]
    assert (taught[0].weight == taught[1].weight).all()
    assert taught[0].start == taught[1].start


def test_f1_of_noise_and_of_kinds():
    """Two kinds taken for each other are noise all the same."""
    label, said = np.array([0, 1, BODY, BODY, 2]), np.array([1, 1, BODY, 2, BODY])
    noise, each = f1_of(label, said)
    assert noise == pytest.approx(2 * 2 / (2 * 2 + 1 + 1))
    assert each[[0, 1, 2, BODY]] == pytest.approx([0, 2 / 3, 0, 1 / 2])


def test_kinds_are_counted_among_lines_of_two_annotators():
    """Lines that one annotator labelled are neither judged nor counted."""
    made = known(
        ("Tide", "a", source.FIRST, BODY), ("Home", "a", source.WILD, 2),
        ("Menu", "b", source.PROMPTS, 2), ("Tide", "b", source.ONCE, 2),
    )  # fmt: skip
    odds = np.eye(SIZE)[[BODY, 2, 2, BODY]] * 9
    found = by_kind(made, odds)
    counts = {kind: count for kind, count in found["lines of"].items() if count}
    assert counts == {CLASSES[2]: 2, CLASSES[BODY]: 1}
    assert (found["lines"], found["f1"][CLASSES[2]]) == (3, 1.0)
