"""A small honest page, and pages made from it; shared by the tests of reading."""

from __future__ import annotations

STORY = (
    "The parish council voted on Monday to repair the clock of the old school before winter.",
    "The clockmaker found that two wheels are worn and that the bell rope must be replaced.",
    "Repairs will cost nine hundred pounds, of which the school board pays a third this year.",
    "Children of the upper class will wind the clock every Friday, as they did until 1987.",
    "The tower stays closed for visitors until the scaffold has been taken down in December.",
    "Anyone who has photographs of the old clock face is asked to bring them to the library.",
)
"""The paragraphs of a story."""
SPAM = "cheap pills casino bonus payday loans replica watches essay service " * 6
"""What nobody wants to read."""
TITLE = "Council repairs the school clock"


def page(
    more: str = "", *, head: str = "", heading: str = f"<h1>{TITLE}</h1>", after: str = ""
) -> str:
    """A page with a menu, a story, and what is given below it, in its head and after its end."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
    return (
        f"<!doctype html><html lang=en><head><title>{TITLE} | Barley Post</title>{head}</head>"
        "<body>"
        "<nav><ul><li><a href='/news'>News</a><li><a href='/sport'>Sport</a></ul></nav>"
        f"<main><article>{heading}{text}{more}</article>{after}</main>"
        "<footer><p>Barley Post, 3 Mill Lane</p></footer></body></html>"
    )
