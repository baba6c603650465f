"""Low sites as lists that blockers and search engines read, each with where the evidence is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pagequality.text.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pagequality.sites.verdict import SiteVerdict

_HOST: Final = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")
"""What may stand in a list; names of folders and files, which a corpus may have, may not."""


def evidence_of(verdict: SiteVerdict, base: str = "") -> str:
    """Return where the evidence against a site is: below ``base``, or the page that shows most.

    >>> from pagequality.sites.verdict import SiteVerdict
    >>> low = SiteVerdict("a.example", 0.9, (0.7, 1.0), "low", "low", 9, 9, 9, 0)
    >>> evidence_of(low, "https://lists.example/why/")
    'https://lists.example/why/a.example'
    """
    if base:
        return f"{base.rstrip('/')}/{verdict.site}"
    return verdict.examples[0].url if verdict.examples else ""


def low_sites(verdicts: Iterable[SiteVerdict]) -> list[SiteVerdict]:
    """Return the sites that are called low and have the name of a host, by name."""
    found = [one for one in verdicts if one.label == "low" and _HOST.fullmatch(one.site)]
    return sorted(found, key=lambda one: one.site)


def _why(verdict: SiteVerdict, base: str) -> str:
    share = f"{verdict.probability:.2f} from {verdict.judged} pages"
    return visible(f"low with probability {share}; evidence: {evidence_of(verdict, base) or '-'}")


def ublacklist(verdicts: Iterable[SiteVerdict], base: str = "") -> Iterator[str]:
    """Yield the lines of a uBlacklist subscription: match patterns, with ``#`` comments."""
    yield "# Sites of low quality, by pagequality"
    for verdict in low_sites(verdicts):
        yield f"# {_why(verdict, base)}"
        yield f"*://*.{verdict.site}/*"


def goggle(verdicts: Iterable[SiteVerdict], base: str = "") -> Iterator[str]:
    """Yield the lines of a Brave Goggle that discards sites, with ``!`` comments."""
    yield "! name: Sites of low quality"
    yield "! description: Leaves out sites that pagequality calls low"
    yield "! public: false"
    yield "! author: pagequality"
    for verdict in low_sites(verdicts):
        yield f"! {_why(verdict, base)}"
        yield f"$discard,site={verdict.site}"


def hosts(verdicts: Iterable[SiteVerdict], base: str = "") -> Iterator[str]:
    """Yield the lines of a hosts file; a hosts file knows no subdomains but those it names."""
    yield "# Sites of low quality, by pagequality"
    for verdict in low_sites(verdicts):
        yield f"# {_why(verdict, base)}"
        yield f"0.0.0.0 {verdict.site}"
        yield f"0.0.0.0 www.{verdict.site}"


LISTS: Final[dict[str, Callable[[Iterable[SiteVerdict], str], Iterator[str]]]] = {
    "ublacklist": ublacklist,
    "goggle": goggle,
    "hosts": hosts,
}
"""The lists by name."""


def reversed_host(host: str) -> str:
    """Return a host as the indexes of Common Crawl sort it.

    >>> reversed_host("blog.garden.example")
    'example,garden,blog'
    """
    return ",".join(reversed(host.split(".")))
