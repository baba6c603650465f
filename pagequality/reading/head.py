"""What the page says of itself: title, headline, author, dates, structured data."""

from __future__ import annotations

import html
import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from pagequality.page.head import Head
from pagequality.reading.limits import DEFAULT_LIMITS
from pagequality.text.tokens import seen, valid

if TYPE_CHECKING:
    from pagequality.reading.walk import Walk

_FIELDS: Final = {
    "og:title": "open_graph_title",
    "twitter:title": "open_graph_title",
    "og:site_name": "site_name",
    "application-name": "site_name",
    "description": "description",
    "og:description": "description",
    "keywords": "keywords",
    "news_keywords": "keywords",
    "author": "author",
    "article:author": "author",
    "dc.creator": "author",
    "parsely-author": "author",
    "article:published_time": "published",
    "date": "published",
    "dc.date": "published",
    "datepublished": "published",
    "content-language": "language",
}
_JSON_FIELD: Final = {
    "datePublished": "published",
}
_STRING = r'\s*+:\s*+"((?:[^"\\]|\\.){1,300}+)"'
_DATES = {key: re.compile(f'"{key}"{_STRING}') for key in _JSON_FIELD}
_TYPES = re.compile(r'"@type"\s*:\s*"(\w{1,40})"')
_AUTHOR = re.compile(
    r'"author"\s*+:\s*+(?:\[\s*+){0,4}+(?:\{[^\]{}]{0,300}?"name"\s*+:\s*+)?'
    r'"((?:[^"\\]|\\.){2,100}+)"'
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))")
_HEADLINE = re.compile(r'"headline"' + _STRING)
_PUBLISHER = re.compile(
    r'"publisher"\s*+:(?:\s++|(?=[\[{]))(?:[\[{]\s*+){0,4}+[^{}\[\]]{0,300}?"name"' + _STRING
)
_SITE = re.compile(r'"@type"\s*+:\s*+(?:\[\s*+)?"WebSite"[^{}]{0,400}?"name"' + _STRING)
_MOST_TYPES: Final = 100


def read_head(walk: Walk, longest: int = DEFAULT_LIMITS.title) -> Head:
    """Gather the head's statements; the first one that says a thing is believed.

    Of a title of more than ``longest`` characters the beginning is taken, and of other statements
    that of ten times as many.
    """
    most = 10 * longest
    fields: dict[str, str] = {}
    for meta in walk.metas:
        key = meta.get("property") or meta.get("name") or meta.get("http-equiv") or ""
        field = _FIELDS.get(key.lower())
        content = (meta.get("content") or "").strip()[:most]
        if field and content:
            fields.setdefault(field, seen(content))
    types: list[str] = []
    for data in walk.json_ld:
        if len(types) < _MOST_TYPES:
            types += [found[1] for found in islice(_TYPES.finditer(data), _MOST_TYPES)]
        _read_data(data, fields)
    site = next(filter(None, (_site_in(data, walk.title[:longest]) for data in walk.json_ld)), "")
    if site not in {fields.get("open_graph_title"), fields.get("schema_headline"), ""}:
        fields.setdefault("site_name", site)
    if walk.language:
        fields["language"] = walk.language[:longest]
    return Head(
        title=seen(walk.title[:longest]),
        canonical=walk.canonical[:most],
        schema_types=tuple(dict.fromkeys(types)),
        **fields,
    )


def _read_data(data: str, fields: dict[str, str]) -> None:
    """Add what a document of structured data says that nothing has said before."""
    for key, field in _JSON_FIELD.items():
        if field not in fields and (found := _DATES[key].search(data)):
            fields[field] = _string(found)
    if "schema_headline" not in fields and (found := _HEADLINE.search(data)):
        fields["schema_headline"] = _string(found)
    if "publisher" not in fields and (found := _PUBLISHER.search(data)):
        fields["publisher"] = _string(found)
    if "author" not in fields and (found := _AUTHOR.search(data)):
        fields["author"] = _string(found)


def _site_in(data: str, title: str) -> str:
    """What a document calls the site, if the title holds that and more.

    What other statements call the page is none: some programs take a page for its site.
    """
    found = _SITE.search(data)
    name = _string(found) if found else ""
    return name if name in title and len(name) < len(title) else ""


def _string(found: re.Match[str]) -> str:
    """What a string of structured data says."""
    text = _ESCAPE.sub(_unescape, found[1])
    return " ".join(seen(valid(html.unescape(text))).split())


def _unescape(found: re.Match[str]) -> str:
    if found[1]:
        return chr(int(found[1], 16))
    return " " if found[2] in "nrtbf" else found[2]
