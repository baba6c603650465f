"""URL -> the site that answers for it: the registrable domain, without asking any network.

With the extra ``[sites]`` the public suffix list decides (the copy inside the package
``publicsuffixlist``, private suffixes such as ``github.io`` included). Without it a short
table of common suffixes does; it errs towards sites that are too large.
"""

from __future__ import annotations

from functools import cache
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

_SECOND_LEVEL: Final = "ac co com edu go gob gouv gov gv mil ne net nom or org sch".split()
_HOSTS: Final = frozenset(
    "appspot.com blogspot.com cloudfront.net firebaseapp.com fly.dev github.io gitlab.io "
    "herokuapp.com myshopify.com neocities.org netlify.app ngrok.io onrender.com pages.dev "
    "readthedocs.io s3.amazonaws.com substack.com surge.sh tumblr.com vercel.app web.app "
    "weebly.com wixsite.com wordpress.com workers.dev".split()
)


def site_of(url: str) -> str:
    """Return the registrable domain of a URL, the host where there is none, or nothing.

    >>> site_of("https://news.paper.co.uk/a?b"), site_of("shop.example.com/x")
    ('paper.co.uk', 'example.com')
    >>> site_of("http://ann.github.io/"), site_of("http://192.0.2.7:8080/"), site_of("page.html")
    ('ann.github.io', '192.0.2.7', '')
    """
    host = _host(url)
    if not host:
        return ""
    try:
        return str(ip_address(host))
    except ValueError:
        return _rule()(host) or host


def _host(url: str) -> str:
    try:
        host = urlsplit(url if "://" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""
    known = "://" in url or "/" in url
    host = host.rstrip(".").lower()
    return host if known or (host.count(".") and not host.endswith((".html", ".htm"))) else ""


@cache
def _rule() -> Callable[[str], str | None]:
    try:
        from publicsuffixlist import PublicSuffixList  # noqa: PLC0415 - optional
    except ImportError:
        return short_rule
    rule: Callable[[str], str | None] = PublicSuffixList().privatesuffix
    return rule


def short_rule(host: str) -> str:
    """Apply the short table.

    >>> short_rule("a.b.com.au"), short_rule("a.wordpress.com"), short_rule("a.b.org")
    ('b.com.au', 'a.wordpress.com', 'b.org')
    """
    labels = host.split(".")
    deep = ".".join(labels[-2:]) in _HOSTS or (
        len(labels[-1]) == 2 and labels[-2:-1] != [] and labels[-2] in _SECOND_LEVEL  # noqa: PLR2004
    )
    if ".".join(labels[-3:]) in _HOSTS:
        return ".".join(labels[-4:])
    return ".".join(labels[-3:] if deep else labels[-2:])
