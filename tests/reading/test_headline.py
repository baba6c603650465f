"""Laws of the headline: the story's own heading, not the site's, a section's or a widget's."""

from __future__ import annotations

import pytest
from story_pages import TITLE, page

from pagequality.reading import read
from pagequality.reading.headline import strip_site_name

SITE = '<meta property="og:site_name" content="Barley Post">'
STATED = f'{SITE}<meta property="og:title" content="{TITLE}">'
FIRST, SECOND = TITLE.split(" the ")
HEADINGS = {
    "a plain heading": f"<h1>{TITLE}</h1>",
    "a break inside": f"<h1>{FIRST}<br>the {SECOND}</h1>",
    "lines in divisions": f"<h1><div>{FIRST}</div><div>the {SECOND}</div></h1>",
    "emphasis inside": f"<h1>{FIRST} <em>the</em> {SECOND}</h1>",
    "a mark of its own link": f'<h1>{TITLE}<a href="#clock">#</a></h1>',
    "a mark before it": f'<h1><a href="#clock">🔗\ufe0e</a> {TITLE}</h1>',
    "a pilcrow before it": f'<h1><a class=headerlink href="#clock">¶</a>{TITLE}</h1>',
    "a pilcrow": f'<h1>{TITLE} <a class=headerlink href="#clock">¶</a></h1>',
    "a button inside": f"<h1>{TITLE}<button>Copy link</button></h1>",
    "the site's name above": f"<h1><a href=/>Barley Post</a></h1><h2>{TITLE}</h2>",
    "the site's name by class": f"<h1 class=site-title>The Post</h1><h3>{TITLE}</h3>",
    "a section above": f"<h1>Village news</h1><h2>{TITLE}</h2>",
    "a heading by role": f'<div role="heading" aria-level="1">{TITLE}</div>',
    "a hidden one": f'<h1 style="display:none">Barley Post online</h1><h1>{TITLE}</h1>',
    "none": "",
}


@pytest.mark.parametrize("kind", HEADINGS)
def test_the_storys_heading_is_found(kind: str) -> None:
    """However a page writes its heading, the whole of it is the headline."""
    assert read(page(heading=HEADINGS[kind], head=STATED)).headline == TITLE


@pytest.mark.parametrize(
    "tail",
    [
        "[edit]",
        "<sup>14</sup>",
        " <span>(31 comments)</span>",
        " <time>3 March 2024</time>",
        " <span>7 min read</span>",
        " <span>2,310 views</span>",
        "<br><small>by Ada Holm</small>",
    ],
)
def test_what_a_heading_says_behind_the_headline_is_cut(tail: str) -> None:
    """An edit link, a count, a date or a length that no other statement has is no headline."""
    assert read(page(heading=f"<h1>{TITLE}{tail}</h1>", head=STATED)).headline == TITLE


@pytest.mark.parametrize(
    "more", [" 2024", " (2024)", ": what we know", " - 3 dead", " in 12 steps", " Part 2"]
)
def test_a_headline_keeps_its_own_end(more: str) -> None:
    """A heading may say more than the head does: only what can be no headline is cut off."""
    heading = f"<h1>{TITLE}{more}</h1>"
    assert read(page(heading=heading, head=STATED)).headline == TITLE + more


@pytest.mark.parametrize(
    "box",
    [
        "Most read",
        "Original text",
        "Log in",
        "Leave a reply",
        "Newsletter",
        "We value your privacy",
    ],
)
def test_a_boxs_heading_is_no_headline(box: str) -> None:
    """Headings of widgets stand on every page, before or behind the story."""
    aside = f"<aside class=widget><h1>{box}</h1><p>More of it</p></aside>"
    assert read(page(heading=f"<h2>{TITLE}</h2>", after=aside, head=STATED)).headline == TITLE
    assert read(page(heading="", after=aside)).headline == TITLE


def test_structured_data_names_a_story_that_has_no_heading() -> None:
    """Without a heading, what the head says is believed; the site's name is no story."""
    data = '<script type="application/ld+json">{"headline": "Clock \\u0026 bell"}</script>'
    html = page(heading="", head=SITE + data).replace(f"{TITLE} | Barley Post", "Barley Post")
    assert read(html).headline == "Clock & bell"


def test_a_page_without_witnesses_has_the_heading_it_has() -> None:
    """A heading that nothing bears out is the headline all the same."""
    assert read("<h1>Beans in May</h1><p>Sow them late.").headline == "Beans in May"
    assert read("<title>Barley Post</title><h1>Barley Post</h1>").headline == "Barley Post"
    two = "<h1>Beans in May</h1><p>Sow them late.</p><h1>Peas in June</h1><p>Pick them young.</p>"
    assert read(two).headline == "Beans in May"
    assert read("<title>Beans in May</title><p>Sow them late.").headline == "Beans in May"


@pytest.mark.parametrize(
    ("title", "names", "story"),
    [
        ("Beans in May | Barley Post", (), "Beans in May"),
        ("Beans in May - News - Barley Post", ("barley post",), "Beans in May - News"),
        ("Barley Post - Beans", ("barley post",), "Beans"),
        ("Beans: the whole story", ("barley post",), "Beans: the whole story"),
        (
            "First record in years – Home Water",
            ("barley post",),
            "First record in years – Home Water",
        ),
        ("Barley Post", ("barley post",), "Barley Post"),
        (
            "Barley Post turns 90 - so does its dog",
            ("barley post",),
            "Barley Post turns 90 - so does its dog",
        ),
        ("Barley Post wins - Barley Post", ("barley post",), "Barley Post wins"),
        ("Beans in May - The Barley Post Online", ("barley post",), "Beans in May"),
        ("Beans in May [Barley Post]", ("barley post",), "Beans in May"),
        ("Beans in May (early)", ("barley post",), "Beans in May (early)"),
        ("Beans in May—Barley Post", ("barley post",), "Beans in May"),
        ("Beans in May - barley-post.example", ("barley post",), "Beans in May"),
        ("Beans in May » Kitchen » Garden » Barley Post", ("barley post",), "Beans in May"),
        ("Beans in May › Garden › Barley Post", ("barley post",), "Beans in May"),
        ("Barley Post | Garden | Beans in May", ("barley post",), "Beans in May"),
        ("Beans in May | 3 March 2024 | Barley Post", ("barley post",), "Beans in May"),
        ("Beans in May | March 3, 2024 | Barley Post", ("barley post",), "Beans in May"),
        ("Beans in May | by Ada Holm | Barley Post", ("barley post",), "Beans in May"),
        ("Beans in May | Beans in May | Barley Post", ("barley post",), "Beans in May"),
        (
            "Minutes of the club - 3 March 2024 - Barley Post",
            ("barley post",),
            "Minutes of the club - 3 March 2024",
        ),
        ("The long drought | Part 2 | Barley Post", ("barley post",), "The long drought | Part 2"),
        ("Beans | Peas | Barley Post", ("barley post",), "Beans | Peas"),
        (
            "A | B tests in the village hall | Barley Post",
            ("barley post",),
            "A | B tests in the village hall",
        ),
        ("Le maire a dit « non » | Barley Post", ("barley post",), "Le maire a dit « non »"),
        ("Der Rat sagt »Nein danke« | Barley Post", ("barley post",), "Der Rat sagt »Nein danke«"),
        ("Barley 3 - 1 Skelby | Barley Post", ("barley post",), "Barley 3 - 1 Skelby"),
        ("", (), ""),
    ],
)
def test_only_the_sites_name_is_cut(title: str, names: tuple[str, ...], story: str) -> None:
    """A known name is cut wherever it stands; of an unknown one a short last part is taken."""
    assert strip_site_name(title, *names) == story
