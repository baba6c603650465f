"""Which site answers for a URL: the registrable domain, without asking any network.

The public suffix list decides (the copy inside the package ``publicsuffixlist``), private
suffixes such as ``github.io`` included.
"""

from __future__ import annotations

from functools import cache, lru_cache
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

_LONGEST_HOST: Final = 253
"""Characters of a name in the domain name system; what is longer names no host."""


def host_of(url: str) -> str:
    """Return the host of an absolute URL, in lower case; nothing where no name is so long.

    >>> host_of("https://www.Example.org:8080/beans"), host_of("beans.html")
    ('www.example.org', '')
    """
    authority = url.partition("//")[2].partition("/")[0].partition("?")[0].partition("#")[0]
    host = authority.rpartition("@")[2].lower()
    return _bounded(host.partition(":")[0] if host[:1] != "[" else host)


def _bounded(host: str) -> str:
    return host if len(host) <= _LONGEST_HOST else ""


def site_of(url: str) -> str:
    """Return the registrable domain of a URL, the host where there is none, or nothing.

    >>> site_of("https://news.paper.co.uk/a?b"), site_of("shop.example.com/x")
    ('paper.co.uk', 'example.com')
    >>> site_of("http://ann.github.io/"), site_of("http://192.0.2.7:8080/"), site_of("page.html")
    ('ann.github.io', '192.0.2.7', '')
    """
    return site_of_host(_host(url))


def belongs_to(host: str, site: str) -> bool:
    """Whether a host is a site or a part of it.

    >>> belongs_to("www.example.org", "example.org"), belongs_to("myexample.org", "example.org")
    (True, False)
    """
    return bool(site) and (host == site or host.endswith(f".{site}"))


def leads_to(url: str, site: str) -> bool:
    """Whether an absolute URL leads to a site or a part of it.

    >>> leads_to("http://Www.Example.org/beans", "example.org"), leads_to("http://a.example/", "")
    (True, False)
    """
    return site in url.lower() and belongs_to(host_of(url), site)


def is_itself(url: str, link: str) -> bool:
    """Whether a link on a page, absolute or not, leads to the page or a place on it.

    >>> is_itself("https://a.example/b.html", "b.html#c"), is_itself("https://a.example", "/")
    (True, True)
    >>> is_itself("https://a.example/b.html", "c.html"), is_itself("", "b.html")
    (False, False)
    """
    try:
        here, there = urlsplit(url), urlsplit(urljoin(url, link))
    except ValueError:
        return url == link
    parts = [(a.scheme, a.netloc.lower(), a.path or "/", a.query) for a in (here, there)]
    return bool(url) and parts[0] == parts[1]


@lru_cache(maxsize=1 << 16)
def site_of_host(host: str) -> str:
    """Return the registrable domain of a host, the host itself where it has none.

    >>> site_of_host("news.paper.co.uk"), site_of_host("localhost"), site_of_host("")
    ('paper.co.uk', 'localhost', '')
    """
    if not host:
        return ""
    try:
        return str(ip_address(host))
    except ValueError:
        return _suffixes(host.rpartition(".")[2]).privatesuffix(host) or host


def _host(url: str) -> str:
    """Return the host of a URL, also of one without its scheme."""
    try:
        host = urlsplit(url if "://" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""
    known = "://" in url or "/" in url
    host = _bounded(host.rstrip(".").lower())
    return host if known or (host.count(".") and not host.endswith((".html", ".htm"))) else ""


@cache
def _rules() -> dict[str, list[str]]:
    """The rules of the list, by the last label of the hosts that they are for."""
    from publicsuffixlist import PSLFILE  # noqa: PLC0415 - not every page needs it

    rules: dict[str, list[str]] = {}
    for line in Path(PSLFILE).read_text(encoding="utf-8").splitlines():
        rules.setdefault(line.rpartition(".")[2], []).append(line)
    return rules


@lru_cache(maxsize=1 << 12)
def _suffixes(last: str) -> PublicSuffixList:
    """The list for hosts that end in this label: to read all takes longer than to judge a page."""
    from publicsuffixlist import PublicSuffixList  # noqa: PLC0415 - as above

    return PublicSuffixList(_rules().get(last, []), accept_encoded_idn=False)
