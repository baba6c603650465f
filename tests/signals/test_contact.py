"""What the signals of contact promise, on links counted by hand."""

from __future__ import annotations

from math import isnan

import pytest
from planted import words

from pagequality.reading import read, read_text
from pagequality.signals.contact import (
    about_pages,
    account_links,
    profiles,
)

SITE = """
    <a href="/about-us">About</a> <a href="https://garden.example/Contact/">Write</a>
    <a href="tel:+441632960001">Ring</a> <a href="/login?next=/beans">Log in</a>
    <a href="https://github.com/ada">Code</a> <a href="https://www.facebook.com/ada">Friends</a>
    <a href="/beans">Beans</a> <p>About, privacy, log in, facebook.com</p>
"""
KNOWN = {about_pages: 2.0, account_links: 1.0, profiles: 2.0}
"""How many kinds of its links `SITE` has."""
ANOTHER = {
    about_pages: "/privacy",
    account_links: "/cart",
    profiles: "https://x.com/ada",
}
each_kind = pytest.mark.parametrize("signal", KNOWN, ids=[signal.__name__ for signal in KNOWN])


@each_kind
def test_kinds_of_links_are_counted_once(signal) -> None:
    """Each kind counts, in any case, anywhere on the page; links of one kind count once."""
    assert signal(read(SITE)) == KNOWN[signal]
    assert signal(read(SITE + SITE)) == KNOWN[signal]
    assert signal(read(f"<main>{words(60)}</main><footer>{SITE}</footer>")) == KNOWN[signal]


@each_kind
def test_another_kind_adds_one(signal) -> None:
    """A link of a kind that was lacking adds one to its signal and nothing to the others."""
    for other, href in ANOTHER.items():
        page = read(f"{SITE}<a href='{href}'>there</a>")
        assert signal(page) == KNOWN[signal] + (other is signal)


@each_kind
def test_words_are_no_links(signal) -> None:
    """A page that only names such places links none: zero, and unknown for plain text."""
    named = "about, contact, tel: 1, mailto:ada, login, account, facebook.com, https://x.com/ada"
    assert signal(read(f"<p>{named}</p>")) == 0.0
    assert isnan(signal(read_text(named)))


def test_profiles_tells_x_from_names_that_end_so() -> None:
    """A film service is no social network because its name ends as one."""
    assert profiles(read("<a href='https://flix.com/ada'>Film</a>")) == 0.0
