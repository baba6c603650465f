"""Laws of the line model: kinds of template noise, and prose that only speaks of them."""

from __future__ import annotations

from html import escape
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from pagequality import LineNoise, classify_line
from pagequality.learned.models import default_models
from pagequality.learned.template_noise import line_scores
from pagequality.learned.template_noise.features import CLASSES, KINDS
from pagequality.reading import read
from pagequality.signals.template_noise import QUOTED
from pagequality.text.lexicons import default_matcher
from pagequality.text.tokens import tokenise
from pagequality.text.wordlists import PHRASES, read_phrases

if TYPE_CHECKING:
    from pagequality.page.page import Page

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
    assert CLASSES[scores.kind[3]] == "discussion"


def innocent() -> dict[str, list[list[str]]]:
    """The texts of ``tests/innocent.txt`` by kind, as lists of lines."""
    found: dict[str, list[list[str]]] = {}
    text = (Path(__file__).parents[1] / "innocent.txt").read_text(encoding="utf-8")
    for part in text.split("\n\n"):
        lines = [line for line in part.strip().split("\n") if not line.startswith("#")]
        if lines and lines[0].startswith("["):
            found[lines.pop(0).strip("[]")] = []
        if lines:
            found[list(found)[-1]].append(lines)
    return found


def page_of(lines: list[str]) -> Page:
    """A plain page with a menu and a foot; a first line that is no sentence is its heading."""
    tag = "p" if lines[0].endswith((".", "?", "!")) else "h1"
    first, *rest = (escape(line) for line in lines)
    told = f"<{tag}>{first}</{tag}>" + "".join(f"<p>{line}</p>" for line in rest)
    menu = "".join(f"<li><a href=/{name}>{name}</a></li>" for name in ("Home", "About", "Contact"))
    foot = "<footer><p>© 2024 The Mill</p></footer>"
    return read(f"<nav><ul>{menu}</ul></nav><main><article>{told}</article></main>{foot}")


def test_texts_about_furniture_are_content_on_a_page() -> None:
    """Of 132 pages every fiftieth line at most asks something, and as many sentences are noise.

    Bare headings ("Elections") read like menus and may pass for furniture, which counts nowhere.
    """
    kinds = innocent()
    assert len(kinds) == 11
    assert all(len(texts) >= 12 for texts in kinds.values())
    asks, noise, lines, sentences = [], [], 0, 0
    for text in chain.from_iterable(kinds.values()):
        page = page_of(text)
        for block, kind in zip(page.blocks, line_scores(page).kind.tolist(), strict=True):
            if block.text not in text:
                continue
            lines += 1
            sentence = block.text.endswith((".", "?", "!"))
            sentences += sentence
            asks += [block.text] * (CLASSES[kind] in QUOTED)
            noise += [block.text] * (sentence and CLASSES[kind] != "body")
    assert lines == sum(map(len, chain.from_iterable(kinds.values())))
    assert len(asks) <= 0.02 * lines, asks
    assert len(noise) <= 0.02 * sentences, noise


def test_texts_about_furniture_are_content_by_their_words_alone() -> None:
    """Of 471 lines every twentieth at most asks something, and as many sentences are noise.

    The bound is looser than on pages: without what stands around it, a short line about comments
    or a date of minutes is hard to tell from the furniture that uses the same words. No kind of
    text has more than one line in ten that asks.
    """
    every: list[str] = []
    noise: list[str] = []
    sentences = 0
    for kind, texts in innocent().items():
        lines = list(chain.from_iterable(texts))
        found = list(zip(MODEL.classify_many(lines), lines, strict=True))
        asks = [text for line, text in found if line.kind in QUOTED]
        assert len(asks) <= 0.1 * len(lines), (kind, asks)
        every += asks
        whole = [(line, text) for line, text in found if text.endswith((".", "?", "!"))]
        sentences += len(whole)
        noise += [text for line, text in whole if line.kind]
    assert len(every) <= 0.05 * 471, every
    assert len(noise) <= 0.05 * sentences, noise


ADBLOCK = (
    "Please switch off your ad blocker to see this gallery.",
    "Ad blocker active: this film cannot be shown.",
    "No pressure, but ads keep these lessons free.",
    "I have switched off my ad blocker",
    "2. Click the icon of your ad blocker and choose to pause it here",
    "Thank you for allowing ads on our site!",
    "You seem to be running an ad blocker",
    "Whitelist this site",
    "Keep blocking ads",
    "Our small team depends on ad revenue",
    "Ads are how we pay our two editors",
    "This site is run by volunteers and lives on advertising",
    "Advertising is our only source of income",
    "We depend on ads to keep our lessons free",
    "Your ad views pay for our reporters",
    "Blocked ads mean we cannot pay our writers",
    "Let our ads load and the film starts",
    "Sorry, this page is closed to browsers that block ads",
    "Shields are up: please lower them for this page",
    "Reload the page once you have switched it off",
    "Refresh your browser after you have allowed the ads",
    "Refresh this tab when the blocker is off",
    "Step 3: reload and enjoy the recipe without your blocker",
    "I have allowed ads, let me read on",
    "Not now, leave my blocker running",
    "Thank you for pausing your blocker, it helps us a lot",
)
ABOUT_BLOCKING = (
    "Please whitelist our address so that our letters reach you",
    "Put the school's e-mail address on your whitelist before the holidays",
    "Whitelisting the sender keeps our invitations out of the junk folder",
    "Ask your office to whitelist our domain if the tickets do not come",
    'To whitelist us, open a letter of ours in Gmail and choose "not spam"',
    "How do I turn off an ad blocker in Firefox?",
    "Where can I disable the ad blocker on an iPhone?",
    "How do you pause AdBlock on one page in Chrome?",
    "Can an ad blocker be switched off for banking sites?",
    "Does uBlock Origin slow down the browser?",
    "uBlock Origin filters requests by lists that volunteers keep",
    "AdGuard and uBlock Origin use the same syntax for most of their rules",
    "An ad blocker with too many lists needs more memory",
    "Ad blockers on telephones work by way of the name server",
    "Many small newspapers depend on ad revenue, and subscriptions grow slowly",
    "Anyone can propose a filter for uBlock Origin, and most are merged in a day",
)


@pytest.mark.parametrize("text", ADBLOCK)
def test_adblock_notices_of_every_kind_are_told(text: str) -> None:
    """Demand, plea, wall, polite note, button, steps and thanks."""
    assert classify_line(text).kind == "adblock"


@pytest.mark.parametrize("text", ABOUT_BLOCKING)
def test_lines_about_blocking_are_no_notices(text: str) -> None:
    """Mail that must pass a filter, questions of a help page, and how blockers work are body."""
    assert classify_line(text).kind is None


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_every_language(kind: str) -> None:
    """Each kind has a phrase file for each of the twelve languages and no phrase twice."""
    for language in LANGUAGES:
        phrases = [phrase.casefold() for phrase in read_phrases(PHRASES / kind / f"{language}.txt")]
        assert len(phrases) >= 8
        assert len(set(phrases)) == len(phrases)
