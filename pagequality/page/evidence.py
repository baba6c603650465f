"""A quote from a page, and how to find it there again."""

from __future__ import annotations

from typing import Final, NamedTuple
from urllib.parse import quote as percent_encoded

COUNTED: Final = "counted"
"""The kind of evidence that says how often the page says something."""
_ABOUT: Final = frozenset(("promise", "promised, not in the body", COUNTED))
"""Kinds of evidence that say what was found, and quote nothing."""
_FRAGMENT_WORDS = 6
"""Words at each end of a long quote that are enough for a browser to find it."""


class Evidence(NamedTuple):
    """A quote from the page, where it stands, and what kind of thing it shows.

    Attributes:
        quote: the text, white space folded; a long one is cut, with an ellipsis.
        kind: what it shows.
        block: the block that it stands in; -1 where it is from the title or the address.
        path: the elements that hold the block.
        cues: offsets in the quote of the words that gave it away.
        start: offset of its first character in `Page.text`; -1 where it is not from there.
        end: offset behind its last character.
        prefix: what stands before it in its block, a few words.
        suffix: what stands behind it.
    """

    quote: str
    kind: str
    block: int
    path: str
    cues: tuple[tuple[int, int], ...] = ()
    start: int = -1
    end: int = -1
    prefix: str = ""
    suffix: str = ""

    @property
    def is_quote(self) -> bool:
        """Whether these are words of the page, and not words about it.

        >>> Evidence("promises 10 items, 6 found", "promise", -1, "").is_quote
        False
        """
        return self.kind not in _ABOUT

    def marked(self, opening: str = "*", closing: str = "*") -> str:
        """Return the quote with its cues between marks.

        >>> Evidence("It may rain", "hedge", 0, "p", ((3, 6),)).marked()
        'It *may* rain'
        """
        text = self.quote
        for start, end in reversed(self.cues):
            text = f"{text[:start]}{opening}{text[start:end]}{closing}{text[end:]}"
        return text

    def selector(self) -> dict[str, str]:
        """Return a TextQuoteSelector: the quote as it stands, and what stands around it.

        Source: W3C Web Annotation Data Model, 4.2.4.

        >>> Evidence("It may rain", "hedge", 0, "p", prefix="Soon. ").selector()["prefix"]
        'Soon. '
        """
        return {
            "type": "TextQuoteSelector",
            "exact": self.quote.removesuffix("\u2026"),
            "prefix": self.prefix,
            "suffix": self.suffix,
        }

    def link(self, url: str) -> str:
        """Return an address that opens a page at the quote; empty if it is not from its text.

        Source: WICG, URL Fragment Text Directives.

        >>> Evidence("It may rain", "hedge", 0, "p", start=0).link("https://a.example/b#c")
        'https://a.example/b#:~:text=It%20may%20rain'
        """
        if self.start < 0 or not url:
            return ""
        words = self._whole_words()
        ends = [words]
        if len(words) > 2 * _FRAGMENT_WORDS:
            ends = [words[:_FRAGMENT_WORDS], words[-_FRAGMENT_WORDS:]]
        text = ",".join(_directive(" ".join(part)) for part in ends)
        return f"{url.partition('#')[0]}#:~:text={text}"

    def _whole_words(self) -> list[str]:
        """The words of the quote; of a cut one not the last, which may be half of one.

        A browser looks for whole words.
        """
        words = self.quote.removesuffix("\u2026").split()
        return words[:-1] if self.quote.endswith("\u2026") and len(words) > 1 else words


def _directive(text: str) -> str:
    """Encode a part of a text directive, in which a hyphen means something."""
    return percent_encoded(text, safe="", errors="replace").replace("-", "%2D")
