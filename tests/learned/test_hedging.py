"""Laws of the sentence model: what is a hedge, what is empty, and what is neither."""

from __future__ import annotations

import numpy as np
import pytest
from cues_of_text import cues_of

from pagequality import SentenceHedging, classify_sentence
from pagequality.learned.models import default_models
from pagequality.text.tokens import sentence_spans, tokenise

MODEL = default_models().hedging
HEDGED = [
    "The old mill was probably built before the bridge.",
    "Perhaps the letter never reached her.",
    "The fever might be caused by an infection.",
    "He reportedly left the country last week.",
]
CERTAIN = [
    "The museum opened its new wing in May 2024.",
    "You may bring a guest to the members' evening.",
    "Tickets may be purchased at the box office.",
    "With the second key you can open the cellar door.",
    "Could you send us the form by Friday?",
    "The train leaves at nine and arrives at noon.",
]
WEASEL = [
    "It is widely believed that the composer wrote it for his sister.",
    "Some critics have argued that the second volume is the weaker one.",
    "The lake is considered by many to be the most beautiful of the region.",
]
SOBER = [
    "In patients with renal failure the dose may need to be halved.",
    "The symptoms may include fever, headache and loss of appetite.",
    "These results suggest that the enzyme could be inhibited at low temperature (p < 0.05).",
    "The tenant may be liable for damages pursuant to section 12 of the agreement.",
]
EMPTY = [
    "Only time will tell whether this bold move will reshape the entire industry.",
    "It remains to be seen what this potential shift could mean for the future of the region.",
    "Will this be the moment that changes everything?",
]


@pytest.mark.parametrize("sentence", HEDGED)
def test_uncertainty_is_a_hedge(sentence):
    """A claim the writer does not vouch for is hedged."""
    assert classify_sentence(sentence).hedge > 0.5


@pytest.mark.parametrize("sentence", CERTAIN)
def test_month_permission_and_ability_are_no_hedge(sentence):
    """The month of May, permission, ability and a request carry no uncertainty."""
    assert classify_sentence(sentence).hedge < 0.3


@pytest.mark.parametrize("sentence", WEASEL)
def test_weasel_words_hedge_and_lean_on_the_nameless(sentence):
    """A claim that nobody signs is uncertain, and its authority vague."""
    found = classify_sentence(sentence)
    assert found.hedge > 0.4
    assert found.vague_attribution > 0.15


def test_sober_caution_is_not_speculation():
    """Every medical, scientific or legal caution ranks below every empty guess."""
    sober = [found.speculation for found in MODEL.classify_many(SOBER)]
    empty = [found.speculation for found in MODEL.classify_many(EMPTY)]
    assert max(sober) < 0.12
    assert min(empty) > 2 * max(sober)


def test_batch_equals_one_by_one():
    """A sentence is judged alike alone and in company, whatever stands next to it."""
    texts = [*HEDGED, "", "In May", "2024 was dry.", "many", "believe it", *EMPTY, "two\nlines may"]
    together = [[*vars_of(found)] for found in MODEL.classify_many(texts)]
    alone = [[*vars_of(classify_sentence(text))] for text in texts]
    np.testing.assert_allclose(together, alone, atol=1e-9)


def vars_of(found: SentenceHedging) -> tuple[float, ...]:
    """The probabilities of the heads."""
    return found.hedge, found.speculation, found.vague_attribution, found.padding, found.particular


@pytest.mark.parametrize("sentence", ["", " ", "\n", "?!", "…"])
def test_nothing_to_read_gives_zero(sentence):
    """Without a word all probabilities are 0."""
    assert vars_of(classify_sentence(sentence)) == (0, 0, 0, 0, 0)


def test_page_rows_match_single_sentences():
    """The page's rows are the probabilities of its sentences on their own."""
    text = " ".join([*HEDGED, *CERTAIN, *EMPTY])
    tokens = tokenise(text)
    spans = sentence_spans(tokens)
    rows = MODEL.probabilities(tokens, spans, cues_of(tokens, spans))
    alone = MODEL.classify_many([text[start:end] for start, end in zip(*spans, strict=True)])
    np.testing.assert_allclose(rows, [vars_of(found) for found in alone], atol=1e-9)
    assert ((rows > 0) & (rows < 1)).all()


HEARSAY = [
    "Rumour has it that the duo secretly plans a bold new venture.",
    "Insiders claim that the deal was rumoured to fail long ago, and fans are convinced.",
]


@pytest.mark.parametrize("sentence", HEARSAY)
def test_hearsay_is_a_rumour(sentence):
    """Words of hearsay in a sentence that guesses, or leans on nobody, make it a rumour."""
    found = classify_sentence(sentence)
    assert found.kind == "rumour"
    doubt = 1 - (1 - found.speculation) * (1 - found.vague_attribution)
    assert found.rumour == pytest.approx(doubt)


def test_without_words_of_hearsay_nothing_is_a_rumour():
    """Neither a guess nor a vague claim."""
    assert [found.rumour for found in MODEL.classify_many([*EMPTY, *WEASEL])] == [0.0] * 6


def test_each_kind_has_its_name():
    """A sober hedge, a guess and a plain statement are told apart."""
    kinds = [classify_sentence(text).kind for text in (HEDGED[0], EMPTY[0], CERTAIN[0])]
    assert kinds == ["sober hedge", "speculation", ""]
