"""Laws of pages laid out in tables: cells of links around the text are no content."""

from __future__ import annotations

import pytest
from story_pages import STORY, TITLE

from pagequality.learned.main_content.decision import BESIDE
from pagequality.reading import read

TEXT = f"<font size=4><b>{TITLE}</b></font>" + "".join(f"<p>{text}" for text in STORY * 2)
LINKS = ("News", "Old papers", "Small ads", "Weather", "Guest book")
BREAKS = "<br>".join(f"<a href={i}.htm>{link}</a>" for i, link in enumerate(LINKS))
BARS = " | ".join(f"<a href={i}.htm>{link}</a>" for i, link in enumerate(LINKS))


def table(*rows: str) -> str:
    """A page that is a table."""
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f"<html><head><title>{TITLE}</title></head><body><table>{body}</table></body></html>"


LAYOUTS = {
    "beside the text": table(f"<td>{BREAKS}<td>{TEXT}"),
    "on the other side": table(f"<td>{TEXT}<td>{BREAKS}"),
    "above the text": table(f"<td>{BARS}", f"<td>{TEXT}"),
    "in a table of its own": table(f"<td><table><tr><td>{BREAKS}</table><td>{TEXT}"),
    "below a heading": table(f"<td><b>Menu</b><br>{BREAKS}<td>{TEXT}"),
    "around a table": table(f"<td>{BREAKS}<td><table><tr><td>{TEXT}</table>"),
}


@pytest.mark.parametrize("kind", LAYOUTS)
def test_cells_of_links_are_no_content(kind: str) -> None:
    """Wherever they stand around the cell with the text, it is whole and they are none of it."""
    main = read(LAYOUTS[kind]).main_text
    assert all(paragraph in main for paragraph in STORY)
    assert not any(link in main for link in LINKS)


def test_the_name_of_a_site_above_the_text_is_no_content() -> None:
    """Where the text repeats the title, a few other words in a cell above it name the site."""
    html = table("<td colspan=2>THE BARLEY POST", f"<td>{BREAKS}<td>{TEXT}")
    assert "BARLEY" not in read(html).main_text


def test_a_caption_is_no_name() -> None:
    """A few words behind the first content are none, and neither is a day."""
    html = table("<td>3 March 2024", f"<td>The clock in winter<td>{TEXT}")
    name = html.replace("3 March 2024", "THE BARLEY POST")
    assert "clock in winter" in read(html).main_text
    assert "clock in winter" in read(name).main_text


def test_a_table_of_data_is_kept() -> None:
    """Words that are spread over the cells of a table stay, with the links of one cell."""
    rows = [f"<td>Clock {i}<td>{text}<td>{BARS}" for i, text in enumerate(STORY)]
    page = read(table(*rows))
    assert all(text in page.main_text for text in STORY)
    assert BESIDE not in page.main_probability
