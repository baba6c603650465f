"""The text that structured data carries, for pages that show next to none themselves.

An item's own text comes first, then that of the parts which make its type what it is: updates of a
live report, posts of a blog, answers, ingredients and steps. What readers say below an article is
none of it; in a discussion it is.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any, Final

from pagequality.reading import structured
from pagequality.text.tokens import valid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_TEXTS: Final = ("articleBody", "reviewBody", "text", "description")
_QUOTED: Final = (*_TEXTS, "recipeInstructions")
"""Where texts stand in data that is broken."""
_PARTS: Final = {
    "LiveBlogPosting": ("liveBlogUpdate",),
    "Blog": ("blogPost", "blogPosts"),
    "DiscussionForumPosting": ("comment",),
    "Comment": ("comment",),
    "QAPage": ("mainEntity",),
    "FAQPage": ("mainEntity",),
    "Question": ("acceptedAnswer", "suggestedAnswer"),
    "Recipe": ("recipeIngredient", "recipeInstructions"),
    "HowTo": ("step",),
    "HowToSection": ("itemListElement",),
}
"""What the parts of an item stand under, by its type."""
_SAID: Final = frozenset(("comment", "comments"))
"""Under what readers' words stand, which speak for no item but the one they belong to."""
_DEEPEST: Final = 6
"""So deep are parts of parts looked at."""
_MARKUP = re.compile(r"<[^<>]{0,500}+>")
_BREAKS = re.compile(r"(?:(?:\\r)?\\n){2}|[.!?…\"”»>](?:\\r)?\\n")
"""Line breaks that were written as such once too often."""
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_BLANKS: Final = {"n": "\n", "r": "\n", "t": " ", "b": " ", "f": "\n"}


def json_ld_paragraphs(documents: Iterable[str]) -> list[str]:
    r"""Return the text of the item that structured data tells most of, as paragraphs.

    Some shops and news sites send the text of a page only there.

    >>> json_ld_paragraphs(['{"@type": "Article", "articleBody": "One.\\n\\nTwo."}'])
    ['One.', 'Two.']
    >>> json_ld_paragraphs(['{"@type": "Recipe", "recipeIngredient": ["2 eggs", "salt"]}'])
    ['2 eggs', 'salt']
    """
    told = [texts for document in documents for texts in _texts(document)]
    fullest = max(told, key=lambda texts: sum(map(len, texts)), default=[])
    return [line for text in fullest for line in _paragraphs(text)]


def _texts(document: str) -> list[list[str]]:
    """The texts of every item of a document; if there is none, what is quoted in it as a text."""
    items = (
        item for value in structured.values(document)
        for item in structured.items(value, left_out=_SAID)
    )  # fmt: skip
    told = [texts for item in items if (texts := _told(item, 0))]
    return told or [[text] for text in structured.quoted(document, _QUOTED)]


def _told(item: Mapping[str, Any], depth: int) -> list[str]:
    """An item's own text, and those of its parts."""
    own = max((_joined(item.get(name)) for name in _TEXTS), key=len)
    texts = [own] if own else []
    for field in _fields(item):
        for part in _listed(item.get(field)):
            texts += _part(part, depth + 1)
    return texts


def _part(part: Any, depth: int) -> list[str]:
    """The texts of a part, below what it is called."""
    if isinstance(part, str):
        return [part]
    if not isinstance(part, dict) or depth > _DEEPEST:
        return []
    texts = _told(part, depth)
    name = part.get("headline") or part.get("name")
    if isinstance(name, str) and not (texts and texts[0].startswith(name)):
        return [name, *texts]
    return texts


def _fields(item: Mapping[str, Any]) -> Iterator[str]:
    """Under which names the parts of an item stand; a type may be an address, or one of several."""
    for kind in _listed(item.get("@type")):
        if isinstance(kind, str):
            yield from _PARTS.get(kind.rpartition("/")[2], ())


def _listed(value: Any) -> list[Any]:
    """What may be one value or a list of several, as a list."""
    return value if isinstance(value, list) else [value]


def _joined(value: Any) -> str:
    """A text, or a list of its paragraphs, as one text."""
    if isinstance(value, str):
        return value
    return "\n".join(line for line in _listed(value) if isinstance(line, str))


def _paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a text that may hold markup, entities and breaks written as such."""
    if _BREAKS.search(text):
        text = _ESCAPE.sub(_unescaped, text)
    for line in _MARKUP.sub("\n", html.unescape(text)).splitlines():
        if kept := " ".join(valid(line).split()):
            yield kept


def _unescaped(found: re.Match[str]) -> str:
    """What an escape stands for."""
    return chr(int(found[1], 16)) if found[1] else _BLANKS.get(found[2], found[2])
