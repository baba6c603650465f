"""What the walk over a tree gathers, on small pages counted by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pagequality.page.head import Markup
from pagequality.reading import read, read_text
from pagequality.reading.limits import Limits

if TYPE_CHECKING:
    from pagequality.page.page import Page

PROSE = "<p>" + "Water the runner beans every single morning before breakfast please. " * 4 + "</p>"
"""Forty words, so that nothing hidden has to be brought out."""


def texts(page: Page) -> list[str]:
    """The texts of all blocks."""
    return [block.text for block in page.blocks]


def test_block_elements_part_text_and_inline_elements_do_not() -> None:
    """White space is folded; a block is named by the nearest block-level element."""
    page = read(
        "<div>One <b>and</b>\n <span>a\thalf</span><p>two<em>fold</em></p>three"
        "<ul><li>four</ul><table><td>five</table></div>"
    )
    assert texts(page) == ["One and a half", "twofold", "three", "four", "five"]
    assert page.table.tag == ("div", "p", "div", "li", "td")


@pytest.mark.parametrize(
    "silent",
    [
        "<picture><source srcset=a><img src=a></picture>",
        "<img src=a><noscript><img src=a></noscript>",
        "<picture><img src=a></picture> <noscript>no</noscript>",
        "<template>no</template>",
        "<slot></slot>",
    ],
)
def test_what_is_silent_parts_no_sentence(silent: str) -> None:
    """Pictures, and what only scripts or their lack bring in, stand in a sentence or part two."""
    shown = [
        b.text for b in read(f"{PROSE}<p>Two beans, {silent}one pea.</p>").blocks if not b.hidden
    ]
    assert shown[1:] == ["Two beans, one pea."]
    if "<picture>" in silent:
        parted = read(f"{PROSE}<div>Two beans.{silent}One pea.</div>")
        assert [b.text for b in parted.blocks if not b.hidden][1:] == ["Two beans.", "One pea."]


def test_a_slot_is_part_of_the_sentence_around() -> None:
    """What stands in a slot runs on in its line."""
    page = read(f"{PROSE}<p>Plant them in <slot>May</slot>, not before.</p><slot>Late.</slot>")
    assert texts(page)[1:] == ["Plant them in May, not before.", "Late."]


def test_a_picture_keeps_two_sentences_apart() -> None:
    """A sentence that ends before a picture is not glued to the one behind it."""
    page = read("<p>Two beans.<img src=a>One pea, a<img src=a>way.</p>")
    assert texts(page) == ["Two beans. One pea, away."]


@pytest.mark.parametrize("blank", ["\u3164", "\u2800 \u2800", "\u200b", "\u115f\u00a0\uffa0"])
def test_what_only_looks_empty_is_no_block(blank: str) -> None:
    """Letters and marks that show nothing make no paragraph."""
    assert texts(read(f"<p>{blank}</p><p>Beans</p><p>Peas</p>")) == ["Beans", "Peas"]


MATHEMATICS = "<math><mi>q</mi><mo>=</mo><mn>2</mn></math>"
DRAWN = "<i aria-hidden=true>q=2</i>"


@pytest.mark.parametrize(
    "formula",
    [
        f"<span><span>{MATHEMATICS}</span><span aria-hidden=true><b>q</b>=<b>2</b></span></span>",
        f"<span><nobr aria-hidden=true>q=2</nobr><span>{MATHEMATICS}</span></span>",
        f"<span>{MATHEMATICS}{DRAWN}</span>",
        f"<style>.z{{display:none}}</style><span><b class=z>{MATHEMATICS}</b>{DRAWN}</span>",
    ],
)
def test_a_formula_and_its_drawing_are_read_once(formula: str) -> None:
    """Beside mathematics that is shown, what is for the eyes alone says the same again."""
    page = read(f"{PROSE}<p>Where {formula} holds, stop.</p>")
    assert [b.text for b in page.blocks if not b.hidden][1:] == ["Where q=2 holds, stop."]


def test_what_is_for_the_eyes_is_read_where_nothing_says_it_again() -> None:
    """A paragraph that begins with a formula keeps what it draws."""
    page = read(f"{PROSE}<p>{MATHEMATICS} holds <span aria-hidden=true>twice</span>.</p>")
    assert texts(page)[1:] == ["q=2 holds twice."]


def test_a_heading_keeps_its_name() -> None:
    """What stands inside a heading is heading, and what follows is not."""
    page = read("<h2><div>Soil</div> <p>again</p></h2><div>Water</div><h3>Late")
    assert texts(page) == ["Soil", "again", "Water", "Late"]
    assert page.table.tag == ("h2", "h2", "div", "h3")


def test_depth_counts_the_elements_around() -> None:
    """Of block-level elements only, the own one too."""
    page = read("<body><p>one</p><div><b><i><p>three</p></i></b></div>")
    assert page.table.depth.tolist() == [3, 4]


def test_what_is_not_shown_as_text_is_not_read() -> None:
    """Scripts, styles, drawings, choices and comments hold no text of the page."""
    odd = (
        "<script>no</script><style>no</style><svg><text>no</text></svg><object>no</object>"
        "<select><option>no</select><!-- no --><template>no</template><textarea>no</textarea>"
        "<canvas>no</canvas><video>no</video><iframe>no</iframe><option>no</option>"
    )
    assert texts(read(f"{PROSE}{odd}<p>Yes{odd}</p>"))[1:] == ["Yes"]


def test_links_count_for_their_own_block() -> None:
    """A link belongs to the block it stands in, its characters to each block that it spans.

    An anchor without an address is no link.
    """
    page = read(
        "<p>Go <a href=/a rel=nofollow>there</a> or <a href=/b>here</a></p><p>No link</p>"
        "<a href=/c><div>Wide</div><div>link</div></a><p><a name=x>Anchor</a></p>"
    )
    assert texts(page) == ["Go there or here", "No link", "Wide", "link", "Anchor"]
    assert page.table.links.tolist() == [2, 0, 1, 0, 0]
    assert page.table.link_characters.tolist() == [9, 0, 4, 4, 0]
    assert page.markup.links == (("/a", "nofollow", 0), ("/b", "", 0), ("/c", "", 2))


def test_link_characters_are_no_more_than_the_block_has() -> None:
    """White space that is folded away does not count beyond the text."""
    page = read("<p><a href=/a>far      \n\n     away</a></p>")
    assert page.table.link_characters.tolist() == [len("far away")]


def test_images_and_controls_count_for_the_block_behind_them() -> None:
    """What stands before a block, or in it, counts for that one, once."""
    page = read(
        "<p>One</p><img src=a alt='A bean'><input><p>Two <img src=b alt=' '></p>"
        "<textarea></textarea><select></select><p>Three</p><p>Four</p><img src=c>"
    )
    assert page.table.images.tolist() == [0, 2, 0, 0]
    assert page.table.controls.tolist() == [0, 1, 2, 0]
    assert (page.markup.images, page.markup.described_images, page.markup.controls) == (3, 1, 3)


def test_a_line_break_parts_blocks_and_says_so() -> None:
    """Only the block behind a break that ends some text is broken off."""
    page = read("<p><br>One<br><br>two<br></p><p>three</p><p>four<br>five")
    assert texts(page) == ["One", "two", "three", "four", "five"]
    assert page.table.broken[[0, 1, 3, 4]].tolist() == [False, True, False, True]


@pytest.mark.parametrize(
    "attribute",
    ["hidden", "style='display:none'", "style='color:red; display: none'",
     "style='visibility:hidden'"],
)  # fmt: skip
def test_marks_of_hiding_hide_what_is_inside(attribute: str) -> None:
    """Everything inside is hidden, what follows is not, and nothing is left out."""
    page = read(f"{PROSE}<div {attribute}>one<div>two</div></div><p>three")
    assert texts(page)[1:] == ["one", "two", "three"]
    assert page.table.hidden.tolist() == [False, True, True, False]


def test_what_scripts_would_replace_is_hidden() -> None:
    """A noscript element is hidden, other styles are not, and hiding may be nested."""
    page = read(
        f"{PROSE}<noscript><p>one</p></noscript><p style='display:block'>two</p>"
        "<div hidden><p hidden>three</p>four</div>five"
    )
    assert texts(page)[1:] == ["one", "two", "three", "four", "five"]
    assert page.table.hidden[1:].tolist() == [True, False, True, True, False]


def test_holders_are_named_and_hold_a_span_of_blocks() -> None:
    """Inner ones come first; class words stand before the id; one without text is none."""
    page = read("<body><div class='a b' id=c><p>one</p><p id=d>two</p></div><nav></nav><p>three")
    assert page.table.containers == (
        ("p", "", 4, 0, 1),
        ("p", " d", 4, 1, 2),
        ("div", "a b c", 3, 0, 2),
        ("p", "", 3, 2, 3),
        ("body", "", 2, 0, 3),
        ("html", "", 1, 0, 3),
    )


def test_the_document_is_counted() -> None:
    """Scripts and frames are kept by address; structured data is no script."""
    page = read(
        "<script src=/a.js></script><script>inline()</script>"
        "<script type='application/ld+json'>{}</script><iframe src=//ads.example></iframe>"
        "<iframe></iframe><p>Text"
    )
    assert page.markup == Markup(
        elements=4, scripts=("/a.js",), frames=("//ads.example", ""), links=(), images=0,
        described_images=0, controls=0,
    )  # fmt: skip
    assert read("<p>Text <b>more</b><i></i>").markup.elements == 6


def test_what_images_say_they_show_is_kept() -> None:
    """With the block that they stand before or in; icons and images without a word are not."""
    page = read(
        "<p>One</p><img src=a alt=' A hut '><p>Two <img src=b alt='A door' width=640></p>"
        "<img src=c alt=Star width=16><img src=d alt=Moon height=24px><img src=e alt=''>"
    )
    assert page.markup.pictures == (("A hut", 1), ("A door", 1))
    assert page.markup.described_images == 4
    many = read(f"<p>One</p>{'<img src=a alt=Hut>' * 600}<img src=b alt='{'x' * 900}'>").markup
    assert len(many.pictures) == 500
    assert many.described_images == 601


def test_the_first_title_is_the_title() -> None:
    """White space in it is folded; a later one, such as a drawing's, does not count."""
    page = read("<title> Beans \n for May </title><p>Text<title>Other</title>")
    assert page.title == "Beans for May"


def test_the_canonical_link_knows_no_letter_case() -> None:
    """``rel`` names it; other links are none."""
    page = read(
        "<link rel=CANONICAL href=https://plot.example/a><link rel=next href=/b><link href=/c>"
    )
    assert page.head.canonical == "https://plot.example/a"


def test_lines_of_plain_text_are_blocks() -> None:
    """Empty lines are none; nothing is known of markup; a byte order mark is left out."""
    page = read_text("\ufeffBeans\n\n  \nWater  them \r\nlate", url="https://plot.example/")
    assert texts(page) == ["Beans", "Water them", "late"]
    assert page.table.tag == ("body",) * 3
    assert page.markup == Markup()
    assert page.url == "https://plot.example/"
    assert page.is_main.all()


def test_a_first_line_of_25_words_can_be_the_headline() -> None:
    """A longer one cannot, and a title outranks it."""
    for words, is_headline in ((25, True), (26, False)):
        first = " ".join(["bean"] * words)
        page = read_text(f"{first}\nWater them.")
        assert page.headline == (first if is_headline else "")
        assert page.title == ""
    assert read_text("Beans\nWater", title="Soil").headline == "Soil"


# Text that hides, and text that is too much


def shown_and_hidden(words: int) -> Page:
    """A page of so many visible words, one hidden block, and text in structured data."""
    shown = " ".join(["bean"] * words)
    data = '<script type="application/ld+json">{"articleBody": "Stored text."}</script>'
    return read(f"<p>{shown}</p><p hidden>Folded away.</p>{data}")


def test_a_page_of_thirty_words_hides_what_it_hides() -> None:
    """With fewer words what is hidden is taken for shown."""
    for words, hides in ((30, True), (29, False)):
        page = shown_and_hidden(words)
        assert page.table.hidden.tolist()[:2] == [False, hides]
        assert page.visible_words == words + (0 if hides else 2)


def test_structured_data_is_read_where_words_are_still_few() -> None:
    """If bringing out the hidden gives thirty words, structured data is left alone."""
    assert texts(shown_and_hidden(30))[2:] == texts(shown_and_hidden(28))[2:] == []
    stored = shown_and_hidden(27)
    assert texts(stored)[2:] == ["Stored text."]
    assert stored.table.tag[2] == "p"
    assert stored.is_main[2]
    assert stored.main_probability[2] == 1.0


@pytest.mark.parametrize(
    ("limit", "kept"),
    [
        (16, ["Beans", "Soil", "Rain"]),
        (15, ["Beans", "Soil"]),
        (11, ["Beans", "Soil"]),
        (10, ["Beans"]),
        (3, ["Bea"]),
    ],
)
def test_whole_blocks_are_kept_up_to_the_limit(limit: int, kept: list[str]) -> None:
    """Each block counts its characters and one more; of the first one a part stays."""
    html = "<nav><p>Beans</p><p><a href=/a>Soil</a></p></nav><p><a href=/b>Rain</a></p>"
    page, number = read(html, limits=Limits(text=limit)), len(kept)
    assert texts(page) == kept
    spans = {holder[0]: holder[3:] for holder in page.table.containers}
    assert spans["html"] == (0, number)
    assert spans["nav"] == (0, min(2, number))
    assert page.markup.links == (("/a", "", min(1, number)), ("/b", "", min(2, number)))
    if limit < len(page.text) + 1 or number < 3:
        ((code, message),) = page.notices
        assert code == "truncated"
        assert f"first {limit} characters" in message
    else:
        assert page.notices == ()


def test_a_page_that_is_cut_while_it_is_read_says_so() -> None:
    """Too many characters of markup, or nodes, are another matter than too much text."""
    html = "<p>Beans</p>" * 40
    for limits in (Limits(characters=60), Limits(nodes=12)):
        page = read(html, limits=limits)
        assert [code for code, _ in page.notices] == ["truncated"]
        assert "too large" in page.notices[0].message
        assert len(page.blocks) <= 5
    assert read(html).notices == ()
    assert [code for code, _ in read("").notices] == ["empty"]


def test_a_page_is_said_to_be_cut_once() -> None:
    """Whatever limits it goes beyond."""
    page = read("<p>Beans</p>" * 40, limits=Limits(nodes=30, text=20))
    ((code, message),) = page.notices
    assert (code, message) == ("truncated", "only the first 20 characters are judged")


def test_characters_beyond_the_limit_are_not_read() -> None:
    """Of markup and of plain text exactly the first so many characters."""
    assert read("<p>Beans and soil", limits=Limits(characters=8)).text == "Beans"
    page = read_text("Beans and soil", limits=Limits(characters=5))
    assert page.text == "Beans"
    assert [code for code, _ in page.notices] == ["truncated"]
    assert read_text("Beans", limits=Limits(characters=5)).notices == ()


@pytest.mark.parametrize("name", ["mw-editsection", "editsection"])
def test_the_link_that_a_wiki_puts_behind_a_heading_is_no_text(name: str) -> None:
    """It is no part of the heading, nor a block of its own, but a link of the page."""
    link = f"<span class={name}><span>[</span><a href=/edit/2>edit</a><span>]</span></span>"
    for html in (f"<h2>The mill{link}</h2>", f"<div><h2>The mill</h2>{link}</div>"):
        page = read(f"{html}<p>It was built in 1791.</p>")
        assert page.text == "The mill\nIt was built in 1791."
        assert [href for href, _, _ in page.markup.links] == ["/edit/2"]
