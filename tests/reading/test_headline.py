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
        ("", (), ""),
    ],
)
def test_only_the_sites_name_is_cut(title: str, names: tuple[str, ...], story: str) -> None:
    """A known name is cut wherever it stands; of an unknown one a short last part is taken."""
    assert strip_site_name(title, *names) == story
