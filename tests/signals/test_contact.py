"""What the signals of contact promise, on links and numbers counted by hand."""

from __future__ import annotations

from math import isnan

import pytest
from planted import chosen, words

from pagequality.reading import read, read_text
from pagequality.signals.contact import (
    about_pages,
    account_links,
    contact_links,
    mail_addresses,
    profiles,
    telephones,
)

SITE = """
    <a href="/about-us">About</a> <a href="https://garden.example/Contact/">Write</a>
    <a href="tel:+441632960001">Ring</a> <a href="/login?next=/beans">Log in</a>
    <a href="https://github.com/ada">Code</a> <a href="https://www.facebook.com/ada">Friends</a>
    <a href="/beans">Beans</a> <p>About, privacy, log in, facebook.com</p>
"""
KNOWN = {about_pages: 2.0, contact_links: 1.0, account_links: 1.0, profiles: 2.0}
"""How many kinds of its links `SITE` has."""
ANOTHER = {
    about_pages: "/privacy",
    contact_links: "mailto:ada@garden.example",
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


@pytest.mark.parametrize(
    "number", ["555-010-0199", "555.010.0199", "555 010 0199", "(555) 010-0199", "1-555-010-0199"]
)
def test_telephones_are_found_however_they_are_parted(number: str) -> None:
    """Groups of three, three and four digits with a mark, a space or a bracket between."""
    assert telephones(read_text(f"Ring {number} and ask for beans.")) == 1.0
    assert telephones(read(f"<footer>{number}</footer>")) == 1.0


@pytest.mark.parametrize(
    "text",
    [
        "555 | 010 | 0199",
        "555 010 | 0199",
        "555 | 010 0199",
        "555 ....... 010 ....... 0199",
        "555 ....... 010 0199",
        "555 010 ....... 0199",
    ],
)
def test_telephones_are_no_numbers_that_stand_apart(text: str) -> None:
    """Three characters or nine between two groups: numbers of a table, not of a telephone."""
    assert telephones(read_text(f"The yields were {text} in that year.")) == 0.0


@pytest.mark.parametrize(
    "text",
    [
        "55-010-0199",
        "555-01-0199",
        "5550-010-0199",
        "555-0100-0199",
        "555-010-199",
        "555-010-01990",
        "555-010",
        "0199-555-010",
        "abc-def-ghij",
        "5550100199",
        "",
    ],
)
def test_telephones_have_three_three_and_four_digits(text: str) -> None:
    """Another number of digits, another order, letters: no telephone."""
    assert telephones(read_text(f"Order {text} arrived.")) == 0.0


def test_telephones_are_counted_up_to_five() -> None:
    """Each number counts, the same one again too; five is the most."""
    assert telephones(read_text("555-010-0199, 555-010-0198 " * 2)) == 4.0
    assert telephones(read_text("555-010-0199, 555-010-0198 " * 4)) == 5.0
    assert isnan(telephones(read_text("")))


def test_mail_addresses_have_a_letter_on_each_side() -> None:
    """Names of accounts, prices and a mark alone are no addresses."""
    assert mail_addresses(read_text("Write to ada@beans.example or to b.7@a.example.")) == 2.0
    assert mail_addresses(read_text("Follow @ada, 3 @ 4 pounds, beans@ or @")) == 0.0
    assert mail_addresses(chosen("<footer>ada@beans.example</footer>")) == 1.0


def test_mail_addresses_are_counted_up_to_five() -> None:
    """Each one adds one, up to five; without words they are unknown."""
    assert mail_addresses(read_text("a@b.example " * 4)) == 4.0
    assert mail_addresses(read_text("a@b.example " * 9)) == 5.0
    assert isnan(mail_addresses(read_text("")))
