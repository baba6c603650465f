"""Parts of a site that differ: subdomains, and what paths begin with."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from pagequality.learned.odds import sigmoid
from pagequality.sites.features import content_of, measure
from pagequality.sites.model import default_site_model
from pagequality.sites.verdict import Section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pagequality.sites.marks import PageMark
    from pagequality.sites.sequential import Promise
    from pagequality.sites.verdict import Label

FEWEST: Final = 4
"""Pages that a part must have to be told apart."""


def sections_of(marks: Sequence[PageMark], promise: Promise) -> tuple[Section, ...]:
    """Return the parts of a site, if one of them is low and another is honest by the promise."""
    sums = [mark.log_odds for mark in marks]
    if len(sums) < 2 * FEWEST or min(sums) > 0 or max(sums) < 0:
        return ()
    parts: defaultdict[str, list[PageMark]] = defaultdict(list)
    for mark in content_of(marks):
        if name := section_name(mark.url):
            parts[name].append(mark)
    found = [
        _section(name, part, promise) for name, part in sorted(parts.items()) if len(part) >= FEWEST
    ]
    labels = {section.label for section in found}
    return tuple(found) if {"low", "honest"} <= labels else ()


def section_name(url: str) -> str:
    """Return host and first folder of an address; nothing for what is none.

    >>> section_name("https://blog.garden.example/shop/hoes/3"), section_name("notes.html")
    ('blog.garden.example/shop/', '')
    >>> section_name("https://garden.example/beans.html")
    'garden.example/'
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return ""
    folders = parts.path.split("/")[1:-1]
    return f"{host}/{folders[0]}/" if host and folders else f"{host}/" if host else ""


def _section(name: str, marks: Sequence[PageMark], promise: Promise) -> Section:
    """Judge a part by its pages' scores, as if it were a site."""
    found = measure(marks)
    model = default_site_model()
    log_odds = model.log_odds(found.values, found.pages)
    unbounded = promise._replace(budget=None)  # which is one of sites, not of their parts
    step = unbounded.step(model.evidence(log_odds), found.pages)
    label: Label = "undecided" if step == "go on" else step
    return Section(name, len(marks), sigmoid(log_odds), label)
