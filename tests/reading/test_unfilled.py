"""Pages made of fields that nobody filled in, or of orders what to write, however long."""

from __future__ import annotations

import pytest

from pagequality.reading import read, read_text
from pagequality.reading.unfilled import unfilled

FIELDS = [
    "<p>{{ posts[%d].title }}, told by {{ posts[%d].author }}</p>",
    "<p>{%% if mill.%d %%} {{ mill.name }} {%% endif %%}</p>",
    "<li>&lt;%%= render weir.part_%d %%&gt;</li>",
    "<p>${story.title} by ${story.author} <!-- %d --></p>",
    "<p>%%POST_TITLE%% by %%POST_AUTHOR%%</p><!-- %d -->",
]


@pytest.mark.parametrize("times", [6, 21, 300])
@pytest.mark.parametrize("line", FIELDS)
def test_a_page_of_fields_is_a_placeholder_however_long(line: str, times: int) -> None:
    """What is said over and over beside the fields is no content, either."""
    lines = "".join(line.replace("%d", str(i)).replace("%%", "%") for i in range(times))
    assert read(f"<h1>News of the weir</h1>{lines}").state.name == "placeholder"


LATIN = "<p>Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor.</p>"


@pytest.mark.parametrize("times", [5, 40, 200])
@pytest.mark.parametrize("line", ["<p>Add your text here. Click to edit this line.</p>", LATIN])
def test_what_stands_in_is_told_however_often_it_is_said(line: str, times: int) -> None:
    """Copies of it are no content that would outweigh it."""
    page = f"<h1>Our mill</h1><p>Welcome to our mill, and ask us anything.</p>{line * times}"
    assert read(page).state.name == "placeholder"
    text = "\n".join(["Our mill"] + ["Add your text here. Click to edit this line."] * times)
    assert read_text(text).state.name == "placeholder"


OWN = "<p>" + "The weir was mended by Ann Kerr in March with oak from the yard. " * 12

INNOCENT = {
    "explained": "<p>Write {{ name }} where the name of the member is to stand, and {{ street }} "
    "where the letter needs the street.</p><p>A loop begins with {% for row in rows %} and ends "
    "with {% endfor %}; what stands between them is printed once a row.</p>",
    "listed": "".join(
        f"<tr><td>{{{{ {name} }}}}</td><td>{said}</td></tr>"
        for name, said in (
            ("page.title", "What the page is called, as its author wrote it."),
            ("page.date", "The day on which it was first shown to readers."),
            ("site.time", "When the whole site was last made anew."),
            ("page.url", "Its address, without the name of the host."),
            ("site.posts", "All posts, from the newest one to the oldest."),
            ("page.tags", "The words by which it can be found."),
        )
    ),
    "shown": "<p>The template of the parish list has nine lines, and this is all of it:</p>"
    "<pre>{{ name }}\n{{ street }}\n{{ town }}\n{{ phone }}\n{{ mail }}\n{{ born }}</pre>"
    "<p>Save it as parish.html beside the list of members, and run the script.</p>",
    "left": f"{OWN}<p>{{{{ a }}}} {{{{ b }}}} {{{{ c }}}} {{{{ d }}}} {{{{ e }}}} {{{{ f }}}}</p>",
}


@pytest.mark.parametrize("name", INNOCENT)
def test_who_writes_about_fields_says_more_than_they_hold(name: str) -> None:
    """Neither handbooks, code that is shown, nor a few forgotten fields make a placeholder."""
    for times in (1, 8):
        page = read(f"<h1>The parish list</h1>{INNOCENT[name]}{OWN * (times - 1)}")
        assert unfilled(page) is None


ADVICE = (
    "<p>Add your text here, the form says, and half of the members leave it empty. "
    "Ann Kerr counted 41 empty fields in May.</p>"
)


def test_orders_that_are_quoted_in_a_long_text_make_no_template() -> None:
    """Only a page that hardly says anything else is one."""
    text = "<p>Title goes here. Your text here. Click to edit. Describe your product here.</p>"
    assert read(f"<h1>Forms</h1>{ADVICE * 12}{text}{OWN * 3}").state.name == "ok"
