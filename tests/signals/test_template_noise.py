"""Template noise signals on blocks whose kinds are set by hand, and on a page as it is."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from planted import planted, with_main, with_noise

from pagequality.learned.template_noise import line_scores
from pagequality.learned.template_noise.features import BODY, CLASSES, KINDS
from pagequality.learned.template_noise.model import LineScores
from pagequality.reading import read, read_text
from pagequality.signals.template_noise import (
    QUOTED,
    SIGNALS,
    UNSEEN,
    adblock_wall,
    all_noise,
    before_the_text,
    comment_prompt,
    consent_text,
    interruptions,
    intrusion,
    leftover_lines,
    newsletter_nags,
    noise_lines,
    noise_of,
    promotion,
    related_lists,
    requests_anywhere,
    social_clutter,
)

FURNITURE = ("wall", "legal", "navigation", "metadata", "disclosure")
INSIDE = {
    "discussion": comment_prompt,
    "newsletter": newsletter_nags,
    "consent": consent_text,
    "related": related_lists,
    "social": social_clutter,
    "promo": promotion,
}
"""The kinds that intrude amid the content alone, each with its signal: w / (w + 20)."""
ASKS = ("adblock", *INSIDE)
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
    odds = np.full((len(rows), len(CLASSES)), 1e-9)
    for line, chances in enumerate(rows):
        for kind, chance in chances.items():
            odds[line, CLASSES.index(kind)] = chance
        odds[line, BODY] = 1 - sum(chances.values())
    return LineScores(np.log(odds).astype(np.float32))


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


def test_the_signals_follow_from_the_line_scores():
    """Of three one-word blocks two are noise, and one of these is a newsletter's."""
    page = read("<p>beans</p><p>beans</p><p>beans</p>")
    page = replace(page, is_main=np.ones(3, bool))
    said = scores({"newsletter": 0.6}, {"newsletter": 0.4}, {"legal": 0.6})
    planted(page, line_scores, said)
    assert intrusion(page) == 1 / 2
    assert newsletter_nags(page) == pytest.approx(1 / 21)


@each_kind
def test_intrusion_counts_requests_inside_the_content(kind):
    """What asks beside the content is in nobody's way, and furniture asks for nothing."""
    prose = "body", "Beans came up by the wall", True
    beside, inside = (blocks(prose, (kind, "Beans here", main)) for main in (False, True))
    assert intrusion(beside) == 0.0
    assert intrusion(inside) == (0.25 if kind in ASKS else 0.0)


def test_intrusion_counts_requests_between_paragraphs():
    """A box between two paragraphs is in the way even if it is no part of the content."""
    prose, box = ("body", PROSE, True), ("social", "Share this here now", False)
    assert intrusion(blocks(prose, box, prose)) == 4 / 20
    assert intrusion(blocks(box, prose, prose)) == intrusion(blocks(prose, prose, box)) == 0.0


@pytest.mark.parametrize("kind", CLASSES)
def test_a_line_of_a_text_asks_something_is_furniture_or_tells(kind):
    """One line of five is a fifth of the words, and one interruption of four paragraphs."""
    page = read_text("\n".join([PROSE] * 5))
    page = with_noise(page, ["body", kind, "body", "body", "body"])
    assert intrusion(page) == (0.2 if kind in ASKS else 0.0)
    assert interruptions(page) == (0.25 if kind in ASKS else 0.0)


def test_every_kind_asks_something_or_is_furniture():
    """No kind of line goes without a say on whether it asks, and none is both."""
    assert sorted([*FURNITURE, *ASKS, "body"]) == sorted(CLASSES)
    assert sorted(ASKS) == sorted(QUOTED)


def test_intrusion_is_a_share_of_the_content_alone():
    """Words outside the content thin nothing out."""
    asks = ("promo", "Beans here", True), ("body", "Beans grow", True)
    assert intrusion(blocks(*asks, ("body", PROSE, False))) == 0.5
    assert intrusion(blocks(*asks, ("body", PROSE, True))) == 2 / 12
    assert math.isnan(intrusion(blocks(("legal", "Beans", True))))


def test_a_heading_of_text_asks_nothing():
    """However it is worded, if content follows it; a heading of more requests is one of them."""
    html = (
        f"<h1>Beans</h1><p>{PROSE}</p><h2>You may also like beans</h2><p>{PROSE}</p><p>{PROSE}</p>"
    )
    kinds = ["body", "body", "related", "body", "body"]
    assert intrusion(with_noise(with_main(html, [True] * 5), kinds)) == 0.0
    kinds[3] = "related"
    assert intrusion(with_noise(with_main(html, [True] * 5), kinds)) == pytest.approx(13 / 30)


@each_kind
def test_each_kind_moves_its_own_signal(kind):
    """Two words amid the content count for the signal of their kind and for no other."""
    page = blocks(("body", "Beans came up by the wall", True), (kind, "Beans here", True))
    for name, signal in {**INSIDE, "adblock": adblock_wall}.items():
        assert signal(page) == (pytest.approx(2 / 22) if name == kind else 0.0), name


@pytest.mark.parametrize("kind", INSIDE)
def test_furniture_around_the_content_counts_for_nothing(kind):
    """In a header and a footer, or behind the end, the same words intrude nowhere."""
    ask, prose = (kind, "Beans here", False), ("body", PROSE, True)
    page = blocks(ask, prose, prose, ask)
    assert [signal(page) for signal in INSIDE.values()] == [0.0] * len(INSIDE)
    assert intrusion(page) == interruptions(page) == before_the_text(page) == 0.0


@pytest.mark.parametrize("kind", INSIDE)
@pytest.mark.parametrize(
    ("places", "intrudes"),
    [
        ("before, inside", True),
        ("before, outside", True),
        ("amid, inside", True),
        ("amid, outside", True),
        ("behind, inside", False),
        ("behind, outside", False),
    ],
)
def test_a_request_intrudes_up_to_the_last_paragraph(kind, places, intrudes):
    """Behind it, a request is furniture, whether or not it is taken for content; quotes agree."""
    where, side = places.split(", ")
    head, tells = ("body", "Beans", True), ("body", PROSE, True)
    ask = kind, "Read also about beans", side == "inside"
    rows = {
        "before": (head, ask, tells, tells),
        "amid": (head, tells, ask, tells),
        "behind": (head, tells, tells, ask),
    }
    page = blocks(*rows[where])
    assert intrusion(page) == (4 / 21 if intrudes else 0.0)
    assert INSIDE[kind](page) == (pytest.approx(4 / 24) if intrudes else 0.0)
    quoted = [(quote.quote, quote.kind) for quote in noise_of(kind)(page)]
    assert quoted == ([("Read also about beans", kind)] if intrudes else [])
    assert noise_lines(page) == all_noise(page) == noise_of(kind)(page)


def test_a_request_behind_the_only_paragraph_intrudes_on_nobody():
    """Nothing of the content follows it but a line of less than eight words."""
    tells, ask = ("body", PROSE, True), ("newsletter", "Subscribe to our bean letter", True)
    close = "body", "Yours, the gardener", True
    assert intrusion(blocks(tells, ask)) == intrusion(blocks(tells, ask, close)) == 0.0
    assert intrusion(blocks(tells, ask, tells)) == 5 / 21


def test_a_page_without_a_paragraph_is_asked_all_that_its_content_asks():
    """Where no paragraph tells where reading ends, requests of the content intrude."""
    short, ask = ("body", "Beans", True), ("newsletter", "Subscribe to our bean letter", True)
    assert intrusion(blocks(ask, short)) == intrusion(blocks(short, ask)) == 5 / 6
    assert [quote.kind for quote in noise_lines(blocks(short, ask))] == ["newsletter"]
    assert intrusion(blocks(short, (*ask[:2], False))) == 0.0


def test_an_article_may_end_in_requests():
    """As pages come: what an article's element holds behind its text is not amid it."""
    prose = (
        "The beans came up in May along the old wall, and the slugs took half of the first row.",
        "Ada pulled what was left in August, shelled it on the step and dried it on the roof.",
        "The second sowing did better, since by then the hedgehogs had found the garden again.",
    )
    asks = "<p>Subscribe to our newsletter</p><p>Share your thoughts in the comments below!</p>"
    first, *rest = (f"<p>{text}</p>" for text in prose)
    ends = f"<h1>Beans on the wall</h1>{first}{''.join(rest)}{asks}"
    broken = f"<h1>Beans on the wall</h1>{first}{asks}{''.join(rest)}"
    opens = f"<h1>Beans on the wall</h1>{asks}{first}{''.join(rest)}"
    for told, quoted in ((ends, 0), (broken, 2), (opens, 2)):
        page = with_main(f"<article>{told}</article>", [True] * 6)
        assert (intrusion(page) > 0) == (quoted > 0)
        assert len(all_noise(page)) == quoted


def test_requests_are_counted_anywhere_for_the_family() -> None:
    """In a header, amid the content and in a footer alike; what is hidden or furniture is not."""
    ask, prose = ("social", "Share this", False), ("body", PROSE, True)
    page = blocks(ask, prose, ("promo", "Buy beans", True), ("navigation", "Home", False), ask)
    words = 2 + 8 + 2 + 1 + 2
    assert requests_anywhere(page) == pytest.approx(6 / words)
    unseen = replace(page.table, hidden=np.array([True, False, False, False, False]))
    hidden = with_noise(
        replace(page, table=unseen), ["social", "body", "promo", "navigation", "social"]
    )
    assert requests_anywhere(hidden) == pytest.approx(4 / words)


@pytest.mark.parametrize("main", [True, False])
def test_an_adblock_notice_counts_wherever_it_is_seen(main):
    """Beside the content, too; but not where it is hidden, though it is named there."""
    seen = blocks(("body", PROSE, True), ("adblock", "Turn it off", main))
    assert adblock_wall(seen) == pytest.approx(3 / 23)
    assert [quote.kind for quote in all_noise(seen)] == ["adblock"]
    unseen = replace(seen.table, hidden=np.array([False, True]))
    hidden = with_noise(replace(seen, table=unseen), ["body", "adblock"])
    assert adblock_wall(hidden) == 0.0
    assert noise_lines(hidden) == noise_of("adblock")(hidden) == ()
    assert [(quote.quote, quote.kind) for quote in all_noise(hidden)] == [("Turn it off", UNSEEN)]


def test_requests_before_the_text_stand_behind_its_heading():
    """What precedes the content's first block is a header, what follows the paragraph is not it."""
    ask, head = ("social", "Share this", False), ("body", "Beans", True)
    tells = ("body", PROSE, True)
    assert before_the_text(blocks(head, ask, tells)) == pytest.approx(2 / 22)
    assert before_the_text(blocks(head, ("social", "Share this", True), tells)) > 0
    assert before_the_text(blocks(ask, head, tells, ask)) == 0.0
    assert math.isnan(before_the_text(blocks(head, ask)))


def test_noise_does_not_depend_on_the_headline():
    """Whatever the page is said to be called, its requests stand where they stand."""
    page = blocks(("body", "Beans", True), ("social", "Share", True), ("body", PROSE, True))
    other = replace(page, head=replace(page.head, headline="Share", title="Share"))
    with_noise(other, ["body", "social", "body"])
    for signal in SIGNALS:
        assert signal.function(page) == signal.function(other), signal.name


@pytest.mark.parametrize(
    ("names", "value"),
    [
        (("tells", "tells"), 0.0),
        (("tells", "asks", "tells"), 1 / 2),
        (("tells", "asks", "tells", "asks", "tells"), 2 / 3),
        (("tells", "asks", "asks", "asks", "tells"), 1 / 2),
        (("tells", *("asks", "short") * 3, "tells"), 1.0),
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


def test_a_heading_of_text_offers_no_other_post():
    """What stands above the text on how to water them names that text."""
    html = f"<h1>Beans</h1><h2>How to water them</h2><p>{PROSE}</p><p>Read also: peas</p>"
    for last, lines in (("body", 0.0), ("related", 1.0)):
        page = with_noise(with_main(html, [True] * 4), ["body", "related", "body", last])
        assert leftover_lines(page) == lines


@pytest.mark.parametrize("tag", ["h1", "h2", "p"])
def test_the_pages_own_headline_offers_no_other_post(tag):
    """Whatever the model takes it for: it is what this page is called."""
    html = f"<title>How to sow peas</title><{tag}>How to sow peas</{tag}><p>{PROSE}</p>"
    page = with_noise(with_main(html, [True, True]), ["related", "body"])
    assert leftover_lines(page) == 0.0
    other = with_noise(
        with_main(html.replace(f"<{tag}>How to sow peas", "<p>Read also: beans"), [True, True]),
        ["related", "body"],
    )
    assert leftover_lines(other) == 1.0


def test_an_h1_with_the_sites_name_is_the_headline_still():
    """Its words are more than those by which the page is known."""
    html = f"<title>Peas</title><h1>Our own peas - Bean Farm</h1><p>{PROSE}</p>"
    page = with_noise(with_main(html, [True, True]), ["related", "body"])
    assert leftover_lines(page) == 0.0


def test_leftover_lines_are_unknown_of_plain_text():
    """Text that was copied has lost all links: nothing follows from a line that has none."""
    assert math.isnan(leftover_lines(with_noise(read_text("Read also peas"), ["related"])))
    assert math.isnan(leftover_lines(read("")))


def test_plain_text_has_noise():
    """All other signals of the family read the words, and text has them."""
    page = with_noise(read_text(f"{PROSE}\nSign up\n{PROSE}"), ["body", "newsletter", "body"])
    assert intrusion(page) == 2 / 18
    assert newsletter_nags(page) == pytest.approx(2 / 22)
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
        assert intrusion(calm) == interruptions(calm) == newsletter_nags(calm) == 0.0
        assert newsletter_nags(nagging) > 0.3
        assert intrusion(nagging) > 0.15
        assert interruptions(nagging) == pytest.approx(2 / 3)
