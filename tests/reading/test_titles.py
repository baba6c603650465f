"""Laws of titles: the site's name is cut off, and what names nothing is told."""

from __future__ import annotations

import pytest

from pagequality.reading.titles import is_front, is_nameless, is_unfilled, strip_site_name

GARDEN = "Garden | Barley Post | Beans in May"
OWN = "Late – and late for weeks – the beans of May"
BEHIND = "Late – and late for weeks – Barley waits for beans"


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
        ("Beans in May ⋆ Barley Post", ("barley post",), "Beans in May"),
        ("Beans in May ❘ Barley Post", ("barley post",), "Beans in May"),
        (
            "Beans in May - Barley Post -- Garden Letters",
            ("barley post garden letters",),
            "Beans in May",
        ),
        ("Beans - Barley Post, the paper of the vale", ("barley post",), "Beans"),
        ("Beans - Barley Post: the paper of the vale", ("barley post",), "Beans"),
        ("Beans again in May | Barley Post | Letters", ("barley post",), "Beans again in May"),
        ("Garden | Barley Post | Beans in May", ("barley post",), GARDEN),
        ("Barley Post » Blog Archive » Beans", (), "Beans"),
        ("Barley Post » Blog Archive » Beans", ("barley post",), "Beans"),
        ("Late – and late for weeks – the beans of May", (), OWN),
        ("Late – and late for weeks – Barley waits for beans", (), BEHIND),
        ("Beans in May – and in June – Barley Post", (), "Beans in May – and in June"),
        ("Beans in the month of May - beans.example", (), "Beans in the month of May"),
        ("", (), ""),
    ],
)
def test_only_the_sites_name_is_cut(title: str, names: tuple[str, ...], story: str) -> None:
    """A known name is cut wherever it stands; of an unknown one a short last part is taken."""
    assert strip_site_name(title, *names) == story


@pytest.mark.parametrize(
    "title",
    [
        "Untitled", "untitled-2", "New Page 1", "Document", "Vite + React", "index.html",
        "minutes_v2.doc", "Letter to the board.docx", "Microsoft Word - letter.doc",
        "<%= title %>", "${name}", "%%title%%", "{{a}} {{b}}", "Sans titre", "...",
    ],
)  # fmt: skip
def test_a_programs_title_names_nothing(title: str) -> None:
    """Defaults of editors, files' names and fields that nobody filled in name no page."""
    assert is_nameless(title)


@pytest.mark.parametrize(
    "title",
    [
        "Untitled No. 5 by Ada Holm", "New pages for old", "Document your garden",
        "Ways to write index.html", "100% wool", "Page 12 of the ledger", "Home", "beans.example",
    ],
)  # fmt: skip
def test_a_title_of_its_own_names_a_page(title: str) -> None:
    """More words than a default's are somebody's own."""
    assert not is_nameless(title)


def test_a_field_in_a_sentence_is_meant() -> None:
    """Only what is nothing but fields was to be filled in."""
    assert is_unfilled("{{ story.title }}")
    assert not is_unfilled("What {{ story.title }} means")
    assert not is_unfilled("")


def test_a_front_page_is_told_by_its_title() -> None:
    """A title of more words than that is a story's."""
    assert is_front("Home")
    assert is_front("Startseite")
    assert not is_front("Home at last")
