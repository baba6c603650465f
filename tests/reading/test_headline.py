"""Laws of the headline: the story's own heading, not the site's, a section's or a widget's."""

from __future__ import annotations

import pytest
from story_pages import STORY, TITLE, page

from pagequality.reading import read

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
    "a field that nobody filled in": "<h1>{{ story.title }}</h1>",
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


def untitled(heading: str, *, title: str = "Untitled Document", head: str = "") -> str:
    """A story's page whose title says nothing of it, and what stands above the story."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
    return f"<title>{title}</title>{head}<body>{heading}{text}"


@pytest.mark.parametrize(
    "title",
    [
        "", "Untitled Document", "New Page 3", "React App", "Document1", "clock_v2.html",
        "Microsoft Word - clock FINAL.doc", "{{ page.title }}", "Unbenanntes Dokument", "Home",
    ],
)  # fmt: skip
def test_a_title_that_says_nothing_gives_way(title: str) -> None:
    """What a program wrote for want of a title is no headline where a heading stands."""
    assert read(untitled(f"<h2>{TITLE}</h2>", title=title)).headline == TITLE
    assert read(untitled(f"<h1>{TITLE}</h1>", title=title)).headline == TITLE


@pytest.mark.parametrize(
    "line",
    [
        f"<p align=center><font size=6><b>{TITLE}</b></font></p>",
        f"<p class=MsoTitle>{TITLE}</p>",
        f"<p>A paper of the parish.</p><div class=entry-title>{TITLE}</div>",
        f"<h3>{TITLE}</h3>",
    ],
)
def test_a_line_above_the_story_is_its_headline(line: str) -> None:
    """Without a title and a heading, what stands there like a headline is taken for it."""
    assert read(untitled(line)).headline == TITLE


@pytest.mark.parametrize(
    "start",
    [
        "",
        "<p>The clock has been repaired.</p>",
        "<p><a href=/>Back to the list of papers</a></p>",
        f"<p>{STORY[0]}</p><p>{STORY[1]}</p><p>{STORY[2]}</p><h2>Footnotes</h2>",
    ],
)
def test_what_is_no_headline_is_none(start: str) -> None:
    """A sentence, a link and a heading in the midst of a story stand for no title."""
    assert read(untitled(start)).headline == "Untitled Document"


def test_a_front_page_is_named_by_no_heading_of_a_list() -> None:
    """Of several headings on a front page none is its name; nor is one under the site's name."""
    two = "".join(f"<h2>{TITLE} {part}</h2><p>{STORY[part]}</p>" for part in (1, 2))
    assert read(untitled(two, title="Home")).headline == "Home"
    named = untitled("<h2>Latest letters</h2>", title="Barley Post", head=SITE)
    assert read(named).headline == "Barley Post"


@pytest.mark.parametrize(
    "meta",
    [
        f'<meta name="twitter:title" content="{TITLE}">',
        f'<meta name="DC.title" content="{TITLE}">',
        f'<meta name="citation_title" content="{TITLE}">',
        f'<meta itemprop="headline" content="{TITLE}">',
        f'<script type="application/ld+json">{{"headline": "{TITLE}"}}</script>',
    ],
)
def test_of_two_statements_the_page_bears_out_the_right_one(meta: str) -> None:
    """A headline that the text knows goes before a title that it does not, and the other way."""
    assert read(untitled("", title="The Barley Post", head=meta)).headline == TITLE
    other = meta.replace(TITLE, "News and views from Barley")
    assert read(untitled("", title=TITLE, head=other)).headline == TITLE


def test_a_story_in_structured_data_has_its_headline_there() -> None:
    """Where a page holds its text as data only, the headline beside it is believed."""
    told = '{"headline": "Wheels and a rope", "articleBody": "' + " ".join(STORY) + '"}'
    data = f'<script type="application/ld+json">{told}</script>'
    html = f"<title>Old school clock council</title>{data}<body><div id=root></div>"
    assert read(html).headline == "Wheels and a rope"


@pytest.mark.parametrize(
    "heading",
    [
        f"<div itemprop=headline>{TITLE}</div>",
        f"<div itemprop='name headline'>{TITLE}</div>",
        f"<div><span itemprop=headline>{TITLE}</span></div>",
        f"<h2 itemprop=headline>{TITLE}</h2>",
        f"<div class=entry-title>{TITLE}</div>",
    ],
)
def test_an_element_called_the_headline_names_the_page(heading: str) -> None:
    """The title may then be the site's name, as it is on every page of some sites."""
    assert read(untitled(heading, title="Barley Post", head=SITE)).headline == TITLE


def test_several_elements_called_headlines_are_a_list() -> None:
    """Only a page that calls one element its headline is named by it."""
    two = "".join(f"<div itemprop=headline>{TITLE} {part}</div><p>More." for part in (1, 2))
    assert read(page(two, heading="", head=STATED)).headline == TITLE


def test_a_sites_name_that_is_called_a_headline_is_none() -> None:
    """Some themes call the site's name a headline on every page."""
    name = "<p class=site-title itemprop=headline>Barley Post</p>"
    assert read(untitled(name, title="Beans in May – Barley Post")).headline == "Beans in May"
    name = "<div><span itemprop=headline>Barley Post</span></div>"
    assert read(untitled(name, title="Beans – Barley Post")).headline == "Beans"


HOME = "<header><a href=/ class=brand>Barley Post</a></header>"
MOTTO = "Barley Post - Letters, births, weather"


@pytest.mark.parametrize("title", ["Barley Post", MOTTO, "::: Barley Post :::"])
@pytest.mark.parametrize(
    "heading",
    [
        f"<h2>{TITLE}</h2>",
        f"<h3>{TITLE}</h3>",
        f"<div class=article-title>{TITLE}</div>",
        f"<div class=cookie-box><h2>Your choice of biscuits</h2></div><h2>{TITLE}</h2>",
        f"<h2>We value your privacy</h2><h2>{TITLE}</h2>",
    ],
)
def test_a_storys_heading_goes_before_a_title_that_names_the_site(title: str, heading: str) -> None:
    """As a link to the front page does, or marks around it; a motto behind it changes nothing."""
    assert read(untitled(HOME + heading, title=title)).headline == TITLE


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("Barley Post", f"<h2>{STORY[0]}</h2><p>One.</p><h2>{STORY[1]}</h2><p>Two.</p>"),
        ("Barley Post", "<h2>Local news</h2>"),
        ("Barley Post - repairs of the clock before winter", "<h2>What we know of it</h2>"),
        ("Letters of the valley", "<h2>What we know of it</h2>"),
    ],
)
def test_a_title_that_names_more_than_the_site_is_kept(title: str, heading: str) -> None:
    """So is the site's own name above a list, and above what is called as a section is."""
    assert read(untitled(HOME + heading, title=title)).headline == title


def test_a_statement_cuts_the_title_that_holds_it() -> None:
    """Whatever stands before and behind it, a site's or a section's name."""
    graph = (
        '[{"@type": "WebSite", "name": "Barley Post"}, {"@type": ["Article"], "headline": "%s"}]'
    )
    data = f'<script type="application/ld+json">{{"@graph": {graph % TITLE}}}</script>'
    stated = f'<meta property="og:title" content="{TITLE}">'
    for head in (data, stated):
        for title in (f"Barley Post | {TITLE}", f"{TITLE} — Village — Barley Post"):
            assert read(untitled("", title=title, head=head)).headline == TITLE


def test_the_sites_name_in_structured_data_is_cut_off_a_title() -> None:
    """Also where it stands in front, and nothing else tells."""
    data = '<script type="application/ld+json">{"@type": "WebSite", "name": "Barley Post"}</script>'
    page = untitled("", title=f"Barley Post: {TITLE}", head=data)
    assert read(page).head.site_name == "Barley Post"
    assert read(page).headline == TITLE


NAME = "The Barley and the Rye"
LINKED = f"<div id=top><h1><a href=https://rye.example/>{NAME}</a></h1><p>Of fields</p></div>"


@pytest.mark.parametrize("title", ["{0}: {1}", "{0} » {1}", "{1} | {0}", "{1} « {0}"])
@pytest.mark.parametrize("named", [TITLE, "Barley", "The rye and the rust"])
@pytest.mark.parametrize("tag", ["h2", "h3", "div class=entry-title"])
def test_a_first_heading_that_links_to_the_front_page_names_the_site(
    title: str, named: str, tag: str
) -> None:
    """However much of the title that name is, the heading that says the rest is the headline."""
    heading = f"{LINKED}<p>4 March</p><{tag}>{named}</{tag.split(maxsplit=1)[0]}>"
    assert read(untitled(heading, title=title.format(NAME, named))).headline == named
    stated = f'<meta property="og:title" content="{named}">'
    page = untitled(LINKED, title=title.format(NAME, named), head=stated)
    assert read(page).headline == named


@pytest.mark.parametrize(
    "heading",
    [
        f"<header><h1><a href=/>{NAME}</a></h1><h2>Of fields</h2></header>",
        f"<header><h1><a href=/>{NAME}</a></h1><p>Of fields</p></header>",
    ],
)
def test_a_front_page_has_the_sites_name_and_not_its_motto(heading: str) -> None:
    """A motto stands with the name in one box, whatever the title says of it."""
    for title in (NAME, f"{NAME} » Of fields", f"{NAME}: Of fields"):
        two = "".join(f"<h2>{line[:30]}</h2><p>{line}</p>" for line in STORY[:2])
        assert read(untitled(heading + two, title=title)).headline == NAME


@pytest.mark.parametrize(
    "link",
    [
        "<a href=/><img src=logo.png></a>",
        "<p><a href=../index.html>Barley</a><p><a href=index.html>{0}</a>",
        "<p><a href=/>Barley Post</a><p><a href=/>{0}</a>",
        "<p><a href=/>Barley Post</a><p><a href=''>{0}</a>",
    ],
)
def test_a_storys_heading_is_no_sites_name(link: str) -> None:
    """Nor where a mark beside it leads home, or a link says it that leads to the page itself."""
    html = untitled(f"{link.format(TITLE)}<h1>{TITLE}</h1>", title=f"{TITLE} | Barley Post")
    named = "<h3>About us</h3><p>We write of the vale.</p><h3>Barley Post</h3><p>3 Mill Lane</p>"
    assert read(html + named).headline == TITLE
