"""Networks: what sites share, told and never held against them."""

from __future__ import annotations

import pagequality as pq
from pagequality.sites.networks import Network
from pagequality.sites.tracker import SiteTracker

TEXT = "We water the beans at five in the morning, and so should you in the summer. " * 12


def tracker_of(pages):
    """Return a tracker that saw pages: address, and what stands around the text."""
    tracker = SiteTracker()
    for url, around in pages:
        html = f"<h1>Beans</h1><p>{TEXT}</p>{around}"
        tracker.add(pq.analyze(html, url=url), sketch=pq.sketch(pq.read(html, url=url), html))
    return tracker


def test_an_owners_id_ties_sites_together():
    """Two sites with one publisher's id are a network, and a third through another id."""
    ad = "<script>google_ad_client='ca-pub-1234567890123456'</script>"
    tag = "<script>gtag('config', 'UA-1234567-1')</script>"
    found = tracker_of([
        ("https://a.example/1", ad), ("https://b.example/1", ad + tag),
        ("https://c.example/1", tag), ("https://d.example/1", ""),
    ]).networks()  # fmt: skip
    assert found == [
        Network(
            ("a.example", "b.example", "c.example"), ("UA-1234567-1", "ca-pub-1234567890123456")
        )
    ]


def test_a_network_is_no_reason():
    """The same pages say the same of a site, with the id and without."""
    ad = "<script>google_ad_client='ca-pub-1234567890123456'</script>"
    with_id = tracker_of([("https://a.example/1", ad), ("https://b.example/1", ad)])
    without = tracker_of([("https://a.example/1", ""), ("https://b.example/1", "")])
    assert with_id.verdict("a.example").terms == without.verdict("a.example").terms
    assert without.networks() == []


def test_one_template_ties_sites_together():
    """Many lines around the content that two sites share on most pages, and few do not."""
    many, two = (
        "".join(f"<li>Line {word} of ours</li>" for word in words)
        for words in ("abcdefghijkl", "yz")
    )
    pages, few = (
        [(f"https://{site}.example/{n}", f"<footer><ul>{around}</ul></footer>")
         for site in names for n in range(3)]
        for names, around in (("ab", many), ("cd", two))
    )  # fmt: skip
    (found,) = tracker_of([*pages, *few]).networks()
    assert found.sites == ("a.example", "b.example")
    assert found.shared[0].startswith("a template of")
