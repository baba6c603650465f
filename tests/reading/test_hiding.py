"""Laws of hidden text: what nobody sees is no content; what unfolds or fades in is."""

from __future__ import annotations

import pytest
from story_pages import SPAM, STORY, page

from pagequality.reading import read
from pagequality.reading.style import HIDDEN, SHOWN, look

WAYS = {
    "a style in capitals": f'<div style="DISPLAY : NONE !important">{SPAM}</div>',
    "visibility": f'<div style="visibility : hidden">{SPAM}</div>',
    "an inline element": f'<p>They meet in May. <span style="display: none">{SPAM}</span></p>',
    "an old inline element": f'<font style="display:none">{SPAM}</font>',
    "a link": f'<p>They meet <a href="https://x.example" style="display:none">{SPAM}</a> soon.</p>',
    "off the left edge": f'<div style="position:absolute; left:-5000px">{SPAM}</div>',
    "off the top": f'<div style="position:fixed;top:-999em">{SPAM}</div>',
    "indented away": f'<p style="text-indent: -9999px">{SPAM}</p>',
    "moved away": f'<p style="transform:translateX(-9999px)">{SPAM}</p>',
    "clipped": f'<p style="position:absolute;clip:rect(0 0 0 0)">{SPAM}</p>',
    "clipped by a path": f'<p style="clip-path: inset(50%)">{SPAM}</p>',
    "no height": f'<div style="max-height:0;overflow:hidden">{SPAM}</div>',
    "one pixel": f'<div style="width:1px;height:1px;overflow:hidden">{SPAM}</div>',
    "no letters' size": f'<div style="font-size:0px">{SPAM}</div>',
    "not opaque": f'<div style="opacity:0">{SPAM}</div>',
    "letters of no size": f'<div style="font-size:0.01em;line-height:0">{SPAM}</div>',
    "a hundredth of the size": f'<div style="font-size:1%">{SPAM}</div>',
    "two pixels": f'<p style="font-size:2px">{SPAM}</p>',
    "filtered away": f'<div style="filter:opacity(0%)">{SPAM}</div>',
    "a sum off the top": f'<p style="position:absolute;top:calc(0px - 9999px)">{SPAM}</p>',
    "all sides": f'<p style="position:fixed;inset:-9999px auto auto -9999px">{SPAM}</p>',
    "a comment in a style": f'<div style="display:/* x */none">{SPAM}</div>',
    "nearly the ground's colour": f'<p style="color:#fefefe;background:#fff">{SPAM}</p>',
    "a colour by hue": f'<p style="color:hsl(0,0%,99%);background:hsl(0 0% 100%)">{SPAM}</p>',
    "a table's colour": (
        f"<link rel=stylesheet href=/a.css><table bgcolor=#ffffff><tr><td><font color=white>{SPAM}"
        "</font></table>"
    ),
    "not opaque and flat": f'<div style="opacity:0;height:0">{SPAM}</div>',
    "the ground's colour": f'<p style="background-color: white; color: #FFFFFF">{SPAM}</p>',
    "no colour": f'<p style="color: transparent">{SPAM}</p>',
    "a cell's colour": f'<table><tr><td bgcolor=white><font color="#fff">{SPAM}</font></table>',
    "an attribute": f"<div hidden>{SPAM}</div>",
    "a popover": f"<div popover>{SPAM}</div>",
    "a closed box": f"<details><summary>More</summary><p>{SPAM}</p></details>",
    "a closed dialog": f"<dialog><p>{SPAM}</p></dialog>",
    "for no scripts": f"<noscript><p>{SPAM}</p></noscript>",
    "a tiny marquee": f'<marquee width="1" height="1">{SPAM}</marquee>',
    "an old layer": f'<layer visibility="hide">{SPAM}</layer>',
    "class words": f'<div class="hidden d-none">{SPAM}</div>',
    "a class word for readers aloud": f'<div class="sr-only">{SPAM}</div>',
    "a rule": f"<style>.zq {{ Display : none }}</style><div class=zq>{SPAM}</div>",
    "a rule behind": (
        f"<div class=zq>{SPAM}</div><style>.zq{{position:absolute;left:-5000px}}</style>"
    ),
    "a rule of several": f"<style>.a, p.zq , i{{visibility:hidden}}</style><p class=zq>{SPAM}</p>",
    "a rule for an id": f"<style>/* x */ #zq{{display:none}}</style><div id=zq>{SPAM}</div>",
    "a rule for a tag": f"<style>u{{display:none}}</style><p>They meet <u>{SPAM}</u> soon.</p>",
    "a rule for what is inside": (
        f"<style>.zq .zr{{display:none}}</style><div class=zq><p><i></i><div class=zr>{SPAM}</div>"
    ),
    "a rule for a child": (
        f"<style>div.zq>p.zr{{display:none}}</style><div class=zq><p class=zr>{SPAM}</p>"
    ),
    "a rule for a list inside": (
        f"<style>body #zq ul{{display:none}}</style><div id=zq><ul><li>{SPAM}</ul></div>"
    ),
    "a rule for an attribute": f"<style>[data-x='1']{{display:none}}</style><p data-x=1>{SPAM}</p>",
    "a rule for an attribute in a line": (
        f"<style>span[data-x]{{display:none}}</style><p>They meet <span data-x>{SPAM}</span> soon."
    ),
    "a rule for screens": (
        f"<style>@media only screen {{ .zq {{ display:none }} }}</style><p class=zq>{SPAM}</p>"
    ),
    "a rule for all media": (
        f"<style>@media all{{.zq{{display:none}}}}</style><p class=zq>{SPAM}</p>"
    ),
    "a rule for what can do it": (
        f"<style>@supports (display:grid){{p{{color:red}}.zq{{display:none}}}}</style>"
        f"<p class=zq>{SPAM}</p>"
    ),
    "a rule that a pointer undoes": (
        f"<style>.zq{{display:none}}.zr:hover .zq,.zr:focus-within>.zq{{display:block}}</style>"
        f"<div class=zr><div class=zq>{SPAM}</div></div>"
    ),
    "a rule for a tag that a pointer undoes": (
        f"<style>.zr div{{display:none}}.zr:is(:hover,:focus) div{{display:block}}</style>"
        f"<div class=zr><div>{SPAM}</div></div>"
    ),
    "a tip that a click opens": (
        f"<style>.zq{{display:none}}.zr.on .zq{{display:block}}</style>"
        f"<p>They meet <b class=zr>here<i class=zq>{SPAM}</i></b> soon.</p>"
    ),
    "a menu that a click opens": (
        f"<style>.zq{{display:none}}.is-open .zq{{display:block}}</style>"
        f"<div class=zr><button>Mine</button><ul class=zq><li>{SPAM}</ul></div>"
    ),
    "a tip that fades in under a pointer": (
        f"<style>.zr .zq{{visibility:hidden;opacity:0;transition:opacity 1s}}"
        f".zr:hover .zq{{visibility:visible;opacity:1}}</style>"
        f"<p>They meet <b class=zr>here<i class=zq>{SPAM}</i></b> soon.</p>"
    ),
    "pushed out of its line": (
        f'<p style="text-indent:100%;white-space:nowrap;overflow:hidden">{SPAM}</p>'
    ),
    "a window that waits": f'<div class="modal fade"><div class="modal-body">{SPAM}</div></div>',
    "a rule inside of another": (
        f"<style>.zr{{color:#123; & .zq{{display:none}}}}</style>"
        f"<div class=zr><p class=zq>{SPAM}</div>"
    ),
    "a rule for one of several": (
        f"<style>:is(.zq,.zp) :where(b,p){{display:none}}</style><div class=zq><p>{SPAM}</div>"
    ),
    "a note for paper": (
        "<style>.zq{display:none}@media print{.zr{color:#000}.zq{display:block}}</style>"
        f"<p class=zq>{SPAM}</p>"
    ),
    "a rule behind those for paper": (
        "<style>@media print { a { top:0 } .zq { display:block } } .zq { display:none }</style>"
        f"<p class=zq>{SPAM}</p>"
    ),
    "no size in short": f'<p style="font:0/0 a">{SPAM}</p>',
    "no size in short, with a unit": f'<p style="font: italic 0px/1.5 serif">{SPAM}</p>',
    "a rule of no size in short": f"<style>.zq{{font: 0/0 a}}</style><p class=zq>{SPAM}</p>",
    "a commented rule": f"<style><!-- .zq{{display:none}} --></style><div class=zq>{SPAM}</div>",
}


@pytest.mark.parametrize("parser", ["lexbor", "bs4"])
@pytest.mark.parametrize("way", WAYS)
def test_hidden_text_is_neither_content_nor_visible(way: str, parser: str) -> None:
    """Whatever hides a text, the story stays whole and the hidden text is no part of it."""
    if parser == "bs4":
        pytest.importorskip("html5lib")
    read_page = read(page(WAYS[way]), parser=parser)
    assert "casino" not in read_page.main_text
    assert all(block.hidden for block in read_page.blocks if "casino" in block.text)
    assert all(paragraph in read_page.main_text for paragraph in STORY)


def test_a_hidden_part_leaves_its_sentence_whole() -> None:
    """What stands around hidden words is one sentence, on one line."""
    text = read(page("<p>The bell <span hidden>pills casino</span>rings at noon again.</p>")).text
    assert "The bell rings at noon again.\npills casino" in text


SHOWN_WAYS = {
    "an accordion": '<div class="accordion-body" style="display:none">{}</div>',
    "a tab": '<div role="tabpanel" style="display:none">{}</div>',
    "what a button unfolds": "<button aria-controls=q1>When?</button><div id=q1 hidden>{}</div>",
    "what a link unfolds": '<p><a href="#q1">When?</a></p><div id=q1 style="display:none">{}</div>',
    "what fades in": '<div style="opacity:0; transform: translateY(20px)">{}</div>',
    "what fades in by name": '<div class="reveal" style="opacity:0">{}</div>',
    "what a script brings in": '<div data-aos="up" style="visibility:hidden">{}</div>',
    "what comes late": '<div hidden id="S:0">{}</div>',
    "questions and answers": "<details><summary>Who?</summary>The school.</details>"
    "<details><summary>When?</summary>{}</details>",
    "an open box": "<details open><summary>When?</summary>{}</details>",
    "a rule for print": (
        "<style>@media print {{ .zq {{ display:none }} }}</style><div class=zq>{}</div>"
    ),
    "a rule for narrow screens": (
        "<style>@media screen and (max-width:600px) {{ .zq {{ display:none }} }}</style>"
        "<div class=zq>{}</div>"
    ),
    "a rule for screens that another undoes": (
        "<style>@media screen{{.zq{{display:none}}}}.zq{{display:block}}</style>"
        "<div class=zq>{}</div>"
    ),
    "a rule for old browsers": (
        "<style>@supports not (display:grid) {{ .zq {{ display:none }} }}</style>"
        "<div class=zq>{}</div>"
    ),
    "a rule for scripts": "<style>.no-js .zq,.js .zq{{display:none}}</style>"
    "<div class=no-js><div class=zq>{}</div></div>",
    "a rule for a page with scripts": "<style>.zs .zq{{display:none}}</style>"
    "<script>document.documentElement.className='zs'</script><div class=zq>{}</div>",
    "a rule for other places": "<style>.zr .zq,.zr>.zq,#zq p{{display:none}}</style>"
    "<div class=zr></div><div class=zq>{}</div>",
    "a rule for children alone": "<style>.zr>.zq{{display:none}}</style>"
    "<div class=zr><section><div class=zq>{}</div></section></div>",
    "a rule for what opens": "<style>.zr.collapsed .zq{{display:none}}</style>"
    "<div class='zr collapsed'><div class=zq>{}</div></div>",
    "a rule for tabs": "<style>.tabs .tab-pane{{display:none}}</style>"
    "<div class=tabs><div class=tab-pane>{}</div></div>",
    "a rule that a state undoes": "<style>.zr .zq{{display:none}}"
    ".zr.on .zq{{display:block}}</style><div class=zr><div class=zq>{}</div></div>",
    "a rule for a tag that a state undoes": "<style>.zr div{{display:none}}"
    ".zr.on div{{display:block}}</style><div class=zr><div>{}</div></div>",
    "a rule that a checked box undoes": "<style>.zq{{display:none}}.zr:checked~.zq"
    "{{display:block}}</style><input type=checkbox class=zr><div class=zq>{}</div>",
    "a rule that is undone but under a pointer": "<style>.zq{{display:none}}"
    ".zr:not(:hover) .zq{{display:block}}</style><div class=zr><div class=zq>{}</div></div>",
    "a rule that fades in": "<style>.zq{{visibility:hidden;transition:opacity 1s}}</style>"
    "<div class=zq>{}</div>",
    "an open window": '<div class="modal fade show">{}</div>',
    "a wide indent": '<div style="text-indent:60px;white-space:nowrap;overflow:hidden">{}</div>',
    "a list in an open part": "<style>.zr ul{{display:none}}.zr.on ul{{display:block}}</style>"
    "<div class='zr on'><ul><li>{}</ul></div>",
    "a list in what is called a folding part": "<style>.zq{{display:none}}"
    ".faq.on .zq{{display:block}}</style><div class=faq><ul class=zq><li>{}</ul></div>",
    "a rule inside of another for elsewhere": "<style>.zr{{color:#123;.zq{{display:none}}}}"
    ".zp{{& .zo{{top:0}}}}</style><div class=zq>{}</div>",
    "a rule that scripts take away": (
        "<style>[x-cloak]{{display:none}}</style><div x-cloak>{}</div>"
    ),
    "a rule for another value": "<style>[data-x='2']{{display:none}}</style><div data-x=1>{}</div>",
    "a rule that another undoes": "<style>.zq{{display:none}}.zq.on{{display:block}}</style>"
    "<div class='zq on'>{}</div>",
    "a rule for a state": "<style>.zq:empty{{display:none}}</style><div class=zq>{}</div>",
    "shown on wide screens": '<div class="d-none d-md-block">{}</div>',
    "white on a dark ground": '<div style="background:#123;color:#fff">{}</div>',
    "white on a glassy ground": (
        '<div style="background:rgba(255,255,255,.06)"><div style="color:#fff">{}</div></div>'
    ),
    "white on an unknown ground": '<div style="color:#fff">{}</div>',
    "white on its own ground": '<div style="background:#fff">'
    '<div style="background:#246;color:#fff">{}</div></div>',
    "components that wait for a script": (
        "<style>[slot]{{visibility:hidden}}</style><div slot=copy>{}</div>"
    ),
    "light grey on white": '<div style="color:#ccc;background:#fff">{}</div>',
    "a dark hue": '<div style="background:hsl(210,50%,20%);color:hsl(0,0%,100%)">{}</div>',
    "a cell within a table": "<table bgcolor=#ffffff><tr><td bgcolor=#003366>"
    "<font color=white>{}</font></table>",
    "small letters": '<div style="font-size:62.5%"><p style="font-size:.8em">{}</p></div>',
    "across the whole window": '<div style="margin-left:calc(50% - 50vw)">{}</div>',
    "filtered a little": '<div style="filter:opacity(0.6)">{}</div>',
    "columns without gaps": '<div style="font-size:0"><div class=c>{}</div></div>',
    "a picture's frame": '<div style="height:0;overflow:hidden;padding-bottom:50%">{}</div>',
    "read aloud no more": '<div aria-hidden="true">{}</div>',
    "a menu beside": '<div style="position:absolute;left:-200px">{}</div>',
}
FOLDED = "The clock will strike again on the first Sunday of Advent, when the choir sings outside."


@pytest.mark.parametrize("way", SHOWN_WAYS)
def test_what_unfolds_or_fades_in_is_shown(way: str) -> None:
    """Accordions, tabs, animations, and rules that do not hide plainly, hide nothing."""
    link = "<link rel=stylesheet href=/site.css>"
    blocks = read(page(SHOWN_WAYS[way].format(f"<p>{FOLDED}</p>"), head=link)).blocks
    assert [block.hidden for block in blocks if block.text == FOLDED] == [False]


def test_a_page_that_folds_most_of_its_story_is_made_to_be_unfolded() -> None:
    """One closed box hides what is little beside the open text, and shows what is more."""
    for shown in (1, 5):
        parts = [f"<p>{paragraph}</p>" for paragraph in STORY]
        folded = f"<details><summary>Read on</summary>{''.join(parts[shown:])}</details>"
        html = f"<h1>The clock</h1><article>{''.join(parts[:shown])}{folded}</article>"
        blocks = read(f"<title>The clock</title><main>{html}</main>").blocks
        assert [b.hidden for b in blocks if b.text == STORY[5]] == [shown == 5]


@pytest.mark.parametrize(
    "wrapped", ['<body style="opacity:0">', '<html style="visibility:hidden"><body>']
)
def test_a_page_that_shows_itself_by_script_is_no_empty_page(wrapped: str) -> None:
    """A whole page that fades in, or waits for a loader, is read as it will be seen."""
    assert read(page().replace("<body>", wrapped)).main_text == read(page()).main_text


def test_a_story_that_waits_for_a_loader_is_shown() -> None:
    """Where next to nothing else is content, what is hidden is the content."""
    html = page().replace("<main>", '<div style="display:none"><main>')
    menu = (
        "<nav>" + "".join(f"<a href=/{i}>Menu entry number {i}</a> " for i in range(20)) + "</nav>"
    )
    shown = read(html.replace("<nav>", menu + "<nav>"))
    assert all(paragraph in shown.main_text for paragraph in STORY)
    assert not any(block.hidden for block in shown.blocks if block.is_main)


def test_words_of_declarations_may_stand_in_any_case_and_space() -> None:
    """Case, space and importance change nothing; what only sounds alike hides nothing."""
    for style in ("display:none", "DISPLAY :\n none ! important", " display: none;"):
        assert look(style).hides == HIDDEN
    for style in ("display:inline", "x-display:none", "display:none-such", "left:-10px", ""):
        assert look(style).hides == SHOWN


def test_what_is_shown_on_screens_too_is_shown() -> None:
    """Rules for paper and screens, and letters of a usual size, hide nothing."""
    for media in ("print, screen", "all", "(min-width: 9em)"):
        style = f"<style>.zq{{display:none}}@media {media}{{.zq{{display:block}}}}</style>"
        assert "casino" in read(page(f"{style}<p class=zq>{SPAM}</p>")).text
        shown = read(page(f"{style}<p class=zq>{SPAM}</p>")).blocks
        assert not any(block.hidden for block in shown if "casino" in block.text)
    for font in ("400 16px/1.5 serif", "0.9em a", "bold 12pt/0 a", "inherit", "caption"):
        assert look(f"font:{font};x:font:0").hides == SHOWN
