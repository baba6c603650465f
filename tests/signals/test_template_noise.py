"""Template noise signals on blocks whose kinds are set by hand, and on a page as it is."""

from __future__ import annotations

import math

import numpy as np
import pytest
from planted import planted, with_main, with_noise

from pagequality.learned.models import default_models
from pagequality.learned.template_noise import line_scores
from pagequality.learned.template_noise.features import BODY, CLASSES, KINDS, find_lines
from pagequality.learned.template_noise.model import LineScores
from pagequality.reading import read, read_text
from pagequality.signals.template_noise import (
    adblock_wall,
    comment_prompt,
    consent_text,
    disclosures,
    interruptions,
    intrusion,
    leftover_lines,
    nag_share,
    newsletter_nags,
    noise_share,
    promotion,
    related_lists,
    social_clutter,
)
from pagequality.text.tokens import tokenise

FURNITURE = ("wall", "legal", "navigation", "metadata")
NAGS = (
    "adblock", "consent", "discussion", "newsletter", "social", "related", "promo", "disclosure",
)  # fmt: skip
SHARES = {
    "consent": consent_text,
    "newsletter": newsletter_nags,
    "social": social_clutter,
    "related": related_lists,
    "promo": promotion,
    "disclosure": disclosures,
}
"""The kinds that have a signal of their own: the share of the page's words."""
PRESENCES = {"adblock": adblock_wall, "discussion": comment_prompt}
"""The kinds of which a few words are enough: w / (w + 20)."""
PROSE = "The beans came up along the wall today"
"""Eight words, the fewest that make a paragraph."""
MARK = {"asks": "newsletter", "menu": "navigation", "tells": "body", "short": "body"}
each_kind = pytest.mark.parametrize("kind", KINDS)


def blocks(*rows):
    """Make a page of paragraphs: for each its kind, its words and whether it is content."""
    html = "".join(f"<p>{text}</p>" for _, text, _ in rows)
    return with_noise(with_main(html, [main for *_, main in rows]), [kind for kind, *_ in rows])


def paragraphs(*names):
    """Make a content of blocks that ask, tell in eight words or in seven, or are a menu."""
    texts = {"tells": PROSE, "short": PROSE.removesuffix(" today")}
    return blocks(*((MARK[name], texts.get(name, "Beans"), True) for name in names))


def scores(*rows):
    """Make the line model's answer: for each line the chances of kinds; the rest is body."""
    odds = np.full((len(rows), len(CLASSES) + 1), 1e-9)
    for line, chances in enumerate(rows):
        for kind, chance in chances.items():
            odds[line, CLASSES.index(kind)] = chance
        odds[line, BODY] = 1 - sum(chances.values())
    odds[:, -1] = 1e6  # that an editor keeps them is another question
    tokens = tokenise("\n".join(["beans"] * len(rows)))
    starts = np.arange(len(rows), dtype=np.intp) * len("beans\n")
    model = default_models().template_noise
    return LineScores(model, find_lines(tokens, starts), np.log(odds).astype(np.float32))


def named(found):
    """Return the names of the kinds that lines were given."""
    return [CLASSES[kind] for kind in found.kind.tolist()]


@each_kind
def test_a_line_is_noise_when_that_is_more_likely_than_not(kind):
    """Noise at 0.51 is noise, at 0.49 it is body."""
    assert named(scores({kind: 0.51}, {kind: 0.49}, {kind: 0.79}, {})) == [kind, "body"] * 2


def test_a_line_is_its_likeliest_kind_even_where_body_is_likelier_than_each():
    """Body at 0.4 against two kinds of noise that make 0.6 together: noise, of the larger kind."""
    assert named(scores({"social": 0.35, "legal": 0.25})) == ["social"]
    assert named(scores({"social": 0.25, "legal": 0.35})) == ["legal"]
    assert named(scores({"social": 0.25, "legal": 0.2})) == ["body"]


def test_the_shares_follow_from_the_line_scores():
    """Of three one-word blocks two are noise, and one of these is a newsletter's."""
    page = read("<p>beans</p><p>beans</p><p>beans</p>")
    said = scores({"newsletter": 0.6}, {"newsletter": 0.4}, {"legal": 0.6})
    planted(page, line_scores, said)
    assert noise_share(page) == 2 / 3
    assert nag_share(page) == newsletter_nags(page) == 1 / 3


@each_kind
@pytest.mark.parametrize("main", [True, False])
def test_noise_share_counts_every_kind_everywhere(kind, main):
    """Two words of noise among eight are a quarter, in the content or beside it."""
    page = blocks(("body", "Beans came up by the wall", True), (kind, "Beans here", main))
    assert noise_share(page) == 0.25
    assert noise_share(blocks(("body", PROSE, True), ("body", PROSE, main))) == 0.0


@each_kind
@pytest.mark.parametrize("main", [True, False])
def test_nag_share_counts_requests_and_no_furniture(kind, main):
    """Menus, legal lines, bylines and walls ask for nothing; everything else that is noise does."""
    page = blocks(("body", "Beans came up by the wall", True), (kind, "Beans here", main))
    assert nag_share(page) == (0.25 if kind in NAGS else 0.0)


@each_kind
def test_intrusion_counts_requests_inside_the_content(kind):
    """What asks beside the content is in nobody's way, and furniture asks for nothing."""
    prose = "body", "Beans came up by the wall", True
    beside, inside = (blocks(prose, (kind, "Beans here", main)) for main in (False, True))
    assert intrusion(beside) == 0.0
    assert intrusion(inside) == (0.25 if kind in NAGS else 0.0)


@pytest.mark.parametrize("kind", CLASSES)
def test_a_line_of_a_text_asks_something_is_furniture_or_tells(kind):
    """One line of five is a fifth of the words; if it asks, one interruption in five paragraphs."""
    page = read_text("\n".join([PROSE] * 5))
    page = with_noise(page, ["body", kind, "body", "body", "body"])
    asks = 0.2 if kind in NAGS else 0.0
    assert noise_share(page) == (0.0 if kind == "body" else 0.2)
    assert nag_share(page) == intrusion(page) == interruptions(page) == asks


def test_every_kind_asks_something_or_is_furniture():
    """No kind of line goes without a say on whether it asks, and none is both."""
    assert sorted([*FURNITURE, *NAGS, "body"]) == sorted(CLASSES)


def test_intrusion_is_a_share_of_the_content_alone():
    """Words outside the content thin nothing out."""
    asks = ("promo", "Beans here", True), ("body", "Beans grow", True)
    assert intrusion(blocks(*asks, ("body", PROSE, False))) == 0.5
    assert intrusion(blocks(*asks, ("body", PROSE, True))) == 2 / 12


@each_kind
@pytest.mark.parametrize("main", [True, False])
def test_each_kind_moves_its_own_signal(kind, main):
    """Words of a kind count for the signal of that kind and for no other, wherever they stand."""
    page = blocks(("body", "Beans came up by the wall", True), (kind, "Beans here", main))
    for name, signal in SHARES.items():
        assert signal(page) == (0.25 if name == kind else 0.0), name
    for name, signal in PRESENCES.items():
        assert signal(page) == (pytest.approx(2 / 22) if name == kind else 0.0), name


@pytest.mark.parametrize(
    ("names", "value"),
    [
        (("tells", "tells"), 0.0),
        (("tells", "asks", "tells"), 1 / 2),
        (("tells", "asks", "tells", "asks", "tells"), 2 / 3),
        (("tells", "asks", "asks", "asks", "tells"), 1.0),
        (("tells", "menu", "tells"), 0.0),
        (("asks", "tells", "tells"), 0.0),
        (("tells", "tells", "asks"), 0.0),
        (("tells", "asks", "short"), 0.0),
        (("short", "asks", "tells"), 0.0),
    ],
)
def test_interruptions_are_requests_between_the_first_and_last_paragraph(names, value):
    """Requests before, behind and beside the paragraphs do not interrupt, nor do menus."""
    assert interruptions(paragraphs(*names)) == pytest.approx(value)


def test_interruptions_need_paragraphs_of_the_content():
    """A long block outside the content is no paragraph; a request there may still interrupt."""
    tells, asks = ("body", PROSE, True), ("social", "Beans", False)
    assert interruptions(blocks(tells, asks, tells)) == 0.5
    assert interruptions(blocks(tells, asks, ("body", PROSE, False))) == 0.0
    assert math.isnan(interruptions(paragraphs("short", "asks", "short")))


def test_leftover_lines_offer_a_post_and_link_nothing():
    """Each such line of the content counts, ten at most; a link or another kind clears it."""
    offer, linked = "Read also peas", "<a href='/peas'>Read also peas</a>"
    one = "related", offer, True
    assert leftover_lines(blocks(("body", PROSE, True))) == 0.0
    assert leftover_lines(blocks(one, ("body", PROSE, True), one)) == 2.0
    assert leftover_lines(blocks(one, ("related", linked, True))) == 1.0
    assert leftover_lines(blocks(one, ("related", offer, False))) == 1.0
    assert leftover_lines(blocks(one, ("newsletter", offer, True))) == 1.0
    assert leftover_lines(blocks(*[one] * 12)) == 10.0


def test_leftover_lines_are_unknown_of_plain_text():
    """Text that was copied has lost all links: nothing follows from a line that has none."""
    assert math.isnan(leftover_lines(with_noise(read_text("Read also peas"), ["related"])))
    assert math.isnan(leftover_lines(read("")))


def test_plain_text_has_noise():
    """All other signals of the family read the words, and text has them."""
    page = with_noise(read_text(f"{PROSE}\nSign up\n{PROSE}"), ["body", "newsletter", "body"])
    assert noise_share(page) == nag_share(page) == intrusion(page) == 2 / 18
    assert newsletter_nags(page) == 2 / 18
    assert interruptions(page) == 1 / 2


def test_a_page_that_nags_is_told_from_one_that_does_not():
    """Requests between paragraphs intrude and interrupt; a menu and a legal line do not."""
    prose = (
        "The beans came up in May along the old wall, and the slugs took half of the first row.",
        "Ada pulled what was left in August, shelled it on the step and dried it on the roof.",
        "The second sowing did better, since by then the hedgehogs had found the garden again.",
    )
    menu, foot = "<nav><p>Skip to content</p></nav>", "<footer><p>All rights reserved</p></footer>"
    request = "\n<p>Sign up for our free weekly newsletter</p>\n"

    def pages(joint):
        told = joint.join(f"<p>{text}</p>" for text in prose)
        kept = menu + f"<article>{told}</article>" + foot
        count = kept.count("<p>")
        yield with_main(kept, [0 < number < count - 1 for number in range(count)])
        yield read_text(joint.replace("<p>", "").replace("</p>", "").join(prose))

    for calm, nagging in zip(pages("\n"), pages(request), strict=True):
        assert nag_share(calm) == intrusion(calm) == interruptions(calm) == 0.0
        assert newsletter_nags(nagging) == nag_share(nagging) > 0.15
        assert intrusion(nagging) > 0.15
        assert interruptions(nagging) == pytest.approx(2 / 3)
    assert noise_share(next(pages("\n"))) == pytest.approx(6 / 57, abs=0.02)
