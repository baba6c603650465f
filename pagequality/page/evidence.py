"""A quote from a page."""

from __future__ import annotations

from typing import NamedTuple


class Evidence(NamedTuple):
    """A quote from the page, the block it stands in, and what kind of thing it shows.

    ``block`` is -1 and ``path`` empty where the quote is from the title or the URL;
    ``cues`` are the offsets in the quote of the words that gave it away.
    """

    quote: str
    kind: str
    block: int
    path: str
    cues: tuple[tuple[int, int], ...] = ()

    def marked(self, opening: str = "«", closing: str = "»") -> str:
        """Return the quote with its cues between marks.

        >>> Evidence("It may rain", "hedge", 0, "p", ((3, 6),)).marked()
        'It «may» rain'
        """
        text = self.quote
        for start, end in reversed(self.cues):
            text = f"{text[:start]}{opening}{text[start:end]}{closing}{text[end:]}"
        return text
