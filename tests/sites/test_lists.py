"""Lists of low sites: nothing but hosts, each with where the evidence is."""

from __future__ import annotations

import pytest

from pagequality.sites.lists import LISTS, evidence_of, low_sites
from pagequality.sites.verdict import Example, SiteTopic, SiteVerdict


def verdict(site, label, url="https://x.example/1"):
    """Return the verdict of a site with one topic."""
    topic = SiteTopic("stock", 3, 1.0, (Example(url, 0.9),))
    return SiteVerdict(site, 0.987, (0.9, 1.0), label, "low", 9, 9, 9, 0, (topic,))


FOUND = [
    verdict("low.example", "low"), verdict("good.example", "honest"),
    verdict("mixed.example", "mixed"), verdict("a folder", "low"), verdict("", "low"),
    verdict("x.example\n0.0.0.0 good.example", "low"),
]  # fmt: skip


def test_only_low_sites_with_a_host_are_listed():
    """No mixed site, no folder of files, and nothing that a page could slip in."""
    assert [one.site for one in low_sites(FOUND)] == ["low.example"]


@pytest.mark.parametrize(("name", "rules"), [
    ("ublacklist", ["*://*.low.example/*"]),
    ("goggle", ["$discard,site=low.example"]),
    ("hosts", ["0.0.0.0 low.example", "0.0.0.0 www.low.example"]),
])  # fmt: skip
def test_each_list_has_its_rules_and_comments(name, rules):
    """A comment before each rule says how sure it is, and where the evidence is."""
    lines = list(LISTS[name](FOUND, ""))
    plain = [line for line in lines if line[0] not in "#!"]
    assert plain == rules
    comment = lines[lines.index(rules[0]) - 1]
    assert comment.endswith("low with probability 0.99 from 9 pages; evidence: https://x.example/1")


def test_the_evidence_may_lie_elsewhere():
    """Where dossiers are kept, the comment leads there; a page's address breaks no line."""
    assert evidence_of(FOUND[0], "https://me.example/why/") == "https://me.example/why/low.example"
    odd = verdict("low.example", "low", "https://x.example/\n0.0.0.0 good.example")
    lines = list(LISTS["hosts"]([odd], ""))
    assert not any(line.startswith("0.0.0.0 good") for line in lines)
