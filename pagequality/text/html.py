"""HTML that is safe by construction: what is not made here is text, and text is escaped."""

from __future__ import annotations

import re
from html import escape as as_html
from typing import Final

from pagequality.text.visible import visible

_EMPTY: Final = frozenset(("br", "col", "meta", "wbr"))
"""Elements that hold nothing and are not closed."""
_LONGEST: Final = 2000
"""Characters of an address; a longer one opens in no browser for sure."""
_WEB = re.compile(r"https?://[^\s/]", re.IGNORECASE)


Value = str | float | bool | None
"""What an attribute may be."""


class Html(str):
    """A piece of HTML; any other string is text and is escaped where it becomes a part of HTML."""

    __slots__ = ()


def escape(text: str) -> Html:
    r"""Return a page's words as HTML that shows them, and nothing that they could do.

    >>> escape("<b>\u202e"), escape(Html("<b>"))
    ('&lt;b&gt;\\u202e', '<b>')
    """
    return text if isinstance(text, Html) else Html(as_html(visible(text)))


def tag(name: str, /, *children: str, **attributes: Value) -> Html:
    """Return an element; children and attributes that are plain text are escaped.

    Underscores in the names of attributes stand for hyphens, one at the end for nothing.
    ``None`` and ``False`` leave an attribute out. An address that is neither on the web nor in
    the same file is left out.

    >>> tag("p", "a < b", tag("br"), class_="note", hidden=True)
    '<p class="note" hidden>a &lt; b<br></p>'
    >>> tag("a", "x", href="javascript:alert(1)"), tag("a", "x", href="https://a.example/?b&c")
    ('<a>x</a>', '<a href="https://a.example/?b&amp;c">x</a>')
    """
    opening = "".join([name, *(_attribute(key, value) for key, value in attributes.items())])
    if name in _EMPTY:
        return Html(f"<{opening}>")
    return Html(f"<{opening}>{joined(*children)}</{name}>")


def joined(*children: str) -> Html:
    """Return pieces of HTML and text one behind the other."""
    return Html("".join([escape(child) for child in children]))


def on_the_web(address: str) -> bool:
    """Whether an address may become a link: it is on the web and not very long.

    >>> on_the_web("HTTPS://a.example/"), on_the_web("data:text/html,x"), on_the_web("http://")
    (True, False, False)
    """
    return len(address) <= _LONGEST and _WEB.match(address) is not None


def link(address: str, *children: str) -> Html:
    """Return a link that tells its goal nothing of where it stands; text if it leads nowhere.

    >>> link("data:text/html,x", "a page")
    '<span>a page</span>'
    """
    if not on_the_web(address):
        return tag("span", *children)
    return tag("a", *children, href=address, rel="nofollow noopener noreferrer")


def _attribute(name: str, value: Value) -> str:
    if value is None or value is False:
        return ""
    written = name.rstrip("_").replace("_", "-")
    if value is True:
        return f" {written}"
    text = str(value)
    if written == "href" and not (on_the_web(text) or text.startswith("#")):
        return ""
    return f' {written}="{as_html(visible(text))}"'
