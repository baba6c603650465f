"""Networks: sites that share an owner's ids, a template's words, or what they link to.

Sharing is reported with what is shared, and is never a reason against a site: agencies build for
honest firms, and a platform's id stands on the pages of all who rent there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pagequality.page.sketch import Sketch
    from pagequality.sites.sample import Sample

_MOST_SITES: Final = 100
"""What more sites share than this is a platform's, and ties nobody together."""
_FEWEST_LINES: Final = 8
_FEWEST_TARGETS: Final = 3
_MOST: Final = 0.5
_SHOWN: Final = 8
Member = TypeVar("Member", str, int)
"""What sites may share: an id, a site that they link to, or the hash of a line."""


class Network(NamedTuple):
    """Sites that belong together.

    Attributes:
        sites: by name.
        shared: what ties them together: ids, ``a template of 12 lines``, ``links to ...``.
    """

    sites: tuple[str, ...]
    shared: tuple[str, ...]


def networks(samples: Mapping[str, Sample]) -> list[Network]:
    """Return the networks among some sites, the largest first.

    >>> networks({})
    []
    """
    sketches = {
        site: [mark.sketch for mark in sample.marks if mark.sketch is not None]
        for site, sample in samples.items()
    }
    known = {site: found for site, found in sketches.items() if found}
    ties = [*_by_id(known), *_by_template(known), *_by_targets(known)]
    leader = {site: site for tie in ties for site in tie.sites}
    for tie in ties:
        first = _head(leader, tie.sites[0])
        for site in tie.sites[1:]:
            leader[_head(leader, site)] = first
    members: defaultdict[str, set[str]] = defaultdict(set)
    shared: defaultdict[str, list[str]] = defaultdict(list)
    for site in leader:
        members[_head(leader, site)].add(site)
    for tie in ties:
        shared[_head(leader, tie.sites[0])] += tie.shared
    found = [
        Network(tuple(sorted(sites)), tuple(dict.fromkeys(shared[head]))[:_SHOWN])
        for head, sites in members.items()
    ]
    return sorted(found, key=lambda network: (-len(network.sites), network.sites))


def _head(leader: dict[str, str], site: str) -> str:
    """Return the site that stands for a network; shorten the way there."""
    while leader[site] != site:
        leader[site] = leader[leader[site]]
        site = leader[site]
    return site


def _by_id(known: Mapping[str, list[Sketch]]) -> Iterator[Network]:
    """Yield the sites that have an id of a publisher or of analytics in common."""
    holders = _holders(
        {site: {i for page in pages for i in page.ids} for site, pages in known.items()}
    )
    for shared, sites in sorted(holders.items()):
        yield Network(tuple(sorted(sites)), (shared,))


def _by_template(known: Mapping[str, list[Sketch]]) -> Iterator[Network]:
    """Yield pairs of sites whose pages stand in the same words."""
    lines = {site: _on_most(page.lines for page in pages) for site, pages in known.items()}
    for pair, shared in sorted(_pairs(lines).items()):
        fewest = min(len(lines[site]) for site in pair)
        if shared >= max(_FEWEST_LINES, _MOST * fewest):
            yield Network(pair, (f"a template of {shared} lines",))


def _by_targets(known: Mapping[str, list[Sketch]]) -> Iterator[Network]:
    """Yield pairs of sites most of whose pages link to the same few other sites."""
    targets = {site: _on_most(page.domains for page in pages) for site, pages in known.items()}
    for pair, shared in sorted(_pairs(targets).items()):
        if shared >= _FEWEST_TARGETS:
            both = sorted(targets[pair[0]] & targets[pair[1]])
            yield Network(pair, (f"links to {', '.join(both)}",))


def _on_most(pages: Iterable[Iterable[Member]]) -> set[Member]:
    """Return what is on most of the pages, of which there must be two."""
    sets = [set(page) for page in pages]
    count = Counter(member for page in sets for member in page)
    return {member for member, n in count.items() if n > 1 and n >= _MOST * len(sets)}


def _holders(members: Mapping[str, set[Member]]) -> dict[Member, set[str]]:
    """Return for each member the sites that have it, if it is several and not too many."""
    found: defaultdict[Member, set[str]] = defaultdict(set)
    for site, own in members.items():
        for member in own:
            found[member].add(site)
    return {member: sites for member, sites in found.items() if 1 < len(sites) <= _MOST_SITES}


def _pairs(members: Mapping[str, set[Member]]) -> Counter[tuple[str, str]]:
    """Count for each two sites the members that they have in common."""
    return Counter(
        pair for sites in _holders(members).values() for pair in combinations(sorted(sites), 2)
    )
