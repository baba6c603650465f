"""Laws of the line model: kinds of template noise, and prose that only speaks of them."""

from __future__ import annotations

import numpy as np
import pytest

from pagequality import LineNoise, classify_line
from pagequality.learned.models import default_models
from pagequality.learned.template_noise.features import CLASSES, KINDS
from pagequality.text.lexicons import default_matcher
from pagequality.text.tokens import tokenise
from pagequality.text.wordlists import PHRASES, read_phrases

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "tr", "ru", "ja")
MODEL = default_models().template_noise
EXAMPLES = (
    ("adblock", "Please disable your ad blocker"),
    ("adblock", "Bitte deaktivieren Sie Ihren Adblocker, um weiterzulesen."),
    ("consent", "We use cookies to give you the best experience. Accept all"),
    ("consent", "Wir verwenden Cookies. Alle akzeptieren"),
    ("consent", "Nous utilisons des cookies. Tout accepter"),
    ("discussion", "Leave a comment"),
    ("discussion", "Your email address will not be published. Required fields are marked *"),
    ("discussion", "Schreibe einen Kommentar"),
    ("discussion", "Laisser un commentaire"),
    ("discussion", "Добавить комментарий"),
    ("newsletter", "Sign up for our free weekly newsletter"),
    ("newsletter", "Suscríbete a nuestro boletín"),
    ("newsletter", "Zapisz się do newslettera"),
    ("social", "Share on Facebook"),
    ("social", "Folgen Sie uns auf Instagram"),
    ("related", "You may also like"),
    ("related", "Leggi anche"),
    ("promo", "Buy now on Amazon"),
    ("promo", "Add to cart"),
    ("disclosure", "This post contains affiliate links. We may earn a commission."),
    ("wall", "Log in or create an account to continue"),
    ("wall", "Mot de passe oublié"),
    ("legal", "© 2025 Harbour Press. All rights reserved."),
    ("legal", "Alle Rechte vorbehalten"),
    ("navigation", "Skip to content"),
    ("metadata", "Posted on March 3, 2021 by Ann Lee"),
)
PROSE = tuple(
    " ".join(sentence.split())
    for sentence in """
When a browser asks for the page again it sends the small file back, which is how the shop in
    our example knew that the same customer had returned after lunch.

The regulator found that the two publishers had stored cookies on the devices of their readers
    for eleven months before anyone had been asked.

Her newsletter, which began in 2016 as a letter to forty friends, now pays for a desk in the old
    customs house and for half of a researcher.

In the autumn the village paper closed its comments for a week, because the quarrel over the
    bridge had become too bitter for the two volunteers who read them.

Publishers lost about a tenth of their income when ad blockers spread to telephones, the study
    says, but visits to the smaller papers rose.
""".strip().split("\n\n")
)


@pytest.mark.parametrize(("kind", "text"), EXAMPLES)
def test_furniture_is_recognised(kind: str, text: str) -> None:
    """A plain example of a kind is noise of that kind."""
    assert classify_line(text).kind == kind


@pytest.mark.parametrize("text", PROSE)
def test_prose_about_furniture_is_body(text: str) -> None:
    """A sentence about cookies, newsletters, comments or ad blockers is body."""
    assert classify_line(text).kind is None


def test_batch_equals_one_by_one() -> None:
    """Classifying lines together gives what each gives alone, empty ones included."""
    texts = ["", *(text for _, text in EXAMPLES), " \n ", *PROSE, "↑", "関連記事"]
    together = MODEL.classify_many(texts)
    alone = [classify_line(text) for text in texts]
    assert [line.kind for line in together] == [line.kind for line in alone]
    assert np.allclose([x.probability for x in together], [x.probability for x in alone])
    assert MODEL.classify_many([]) == []


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_an_empty_line_is_no_noise(text: str) -> None:
    """Nothing written is nothing to hold against a page."""
    assert classify_line(text) == LineNoise(None, 0.0)


@pytest.mark.parametrize("text", ["\x00", "\ud800", "a" * 5000, "🍪" * 40, "|", "a\nb", "１２"])
def test_any_text_gets_a_probability(text: str) -> None:
    """Odd text gives a probability in [0, 1], the same each time, and noise has a kind."""
    first, second = classify_line(text), classify_line(text)
    assert first == second
    assert 0 <= first.probability <= 1
    assert (first.kind is None) == (first.probability <= 0.5)


def test_scores_of_a_page() -> None:
    """One row a line; the probabilities of the classes add up to one."""
    text = "Home\n\nThe harbour froze early that year.\nLeave a reply"
    tokens, matcher = tokenise(text), default_matcher()
    starts = np.array([0, 5, 6, text.index("Leave")])
    scores = MODEL.score(tokens, starts, matcher.match(tokens), topics=matcher.topics)
    assert scores.probability.shape == (4, len(CLASSES))
    assert np.allclose(scores.probability.sum(axis=1), 1)
    assert ((scores.keep >= 0) & (scores.keep <= 1)).all()
    assert CLASSES[scores.kind[3]] == "discussion"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_every_language(kind: str) -> None:
    """Each kind has a phrase file for each of the twelve languages and no phrase twice."""
    for language in LANGUAGES:
        phrases = [phrase.casefold() for phrase in read_phrases(PHRASES / kind / f"{language}.txt")]
        assert len(phrases) >= 8
        assert len(set(phrases)) == len(phrases)
