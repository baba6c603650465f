"""What signals say of links, they say of the content's own links, not of menu and footer."""

from __future__ import annotations

import pytest
from planted import chosen, words

from pagequality.signals.adverts import main_outgoing_links, single_target
from pagequality.signals.trust import different_sites, references

AROUND = "".join(
    f"<a href='https://{host}/1'>there</a> "
    for host in ("doi.org", "arxiv.org", "soil.example", "soil.example", "soil.example")
)
INSIDE = """
    <a href='https://doi.org/2'>a study</a> <a href='https://shop.example/a'>shop</a>
    <a href='https://shop.example/b'>shop</a>
"""
PAGE = f"<nav>{AROUND}</nav><main><p>{words(196)} {INSIDE}</p></main><footer>{AROUND}</footer>"
"""A content of 200 words with three links to two sites, one of them a place of record."""
KNOWN = {
    main_outgoing_links: 15.0,
    single_target: 2 / 3,
    references: 5.0,
    different_sites: 2.0,
}
each_signal = pytest.mark.parametrize("signal", KNOWN, ids=[signal.__name__ for signal in KNOWN])


@each_signal
def test_links_around_the_content_change_nothing(signal) -> None:
    """The value is that of the content's three links, with links around it and without."""
    assert signal(chosen(PAGE)) == pytest.approx(KNOWN[signal])
    assert signal(chosen(PAGE.replace(AROUND, ""))) == pytest.approx(KNOWN[signal])


def test_links_at_the_very_end_belong_to_the_last_block() -> None:
    """A link without text behind the last paragraph is the content's if that paragraph is."""
    last = "<a href='https://shop.example/a'><img src=a.png></a>"
    assert chosen(f"<nav>Home</nav><main><p>Beans</p>{last}</main>").main_links == (
        "https://shop.example/a",
    )
    assert chosen(f"<main><p>Beans</p></main><p>Home</p>{last}").main_links == ()
    assert chosen(f"<main>{last}</main>").main_links == ()
