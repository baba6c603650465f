"""What the library says of a page: frozen values that need nothing else to be read."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass
from importlib import import_module
from typing import Any, Final, NamedTuple

LOW: Final = 0.7
"""A page of this probability or more is called low quality."""


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


@dataclass(frozen=True, slots=True)
class Reason:
    """One term of the sum that gives the verdict.

    Attributes:
        signal: the signal's name.
        value: what was measured on this page.
        typical: its median on ordinary pages.
        contribution: what it adds to the log-odds of low quality; negative speaks for the page.
        sentence: the same for a person.
        evidence: quotes that show it.
    """

    signal: str
    value: float
    typical: float
    contribution: float
    sentence: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement of one page.

    Attributes:
        probability: of low quality, calibrated, in [0, 1]; ``nan`` when abstained.
        abstained: the page cannot be judged; a notice says why.
        notices: pairs of a short code and a sentence.
        families: the four known families, each in [0, 1]; ``nan`` where unknown.
        signals: every signal by name; ``nan`` where unknown.
        reasons: every term that matters, strongest first.
        log_odds: of low quality; ``baseline`` and all contributions add up to it.
        baseline: the log-odds before any signal speaks.
        remainder: what the terms too small to be reasons add up to.
        evidence: by family, quotes that show what was found on the page.
        url: where the page came from, if that was said.
        headline: what the page says it is about.
        language: its language code.
        page_type: what kind of page it seems to be.
        model: name and digest of the model.
    """

    probability: float
    abstained: bool
    notices: tuple[tuple[str, str], ...]
    families: dict[str, float]
    signals: dict[str, float]
    reasons: tuple[Reason, ...]
    log_odds: float
    baseline: float
    remainder: float
    evidence: dict[str, tuple[Evidence, ...]]
    url: str = ""
    headline: str = ""
    language: str = ""
    page_type: str = ""
    model: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return plain lists, dicts and numbers; what is unknown becomes ``None``."""
        return _plain(asdict(self))  # type: ignore[no-any-return]

    def to_json(self, *, indent: int | None = None) -> str:
        """Return `to_dict` as JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)

    def _repr_html_(self) -> str:
        """Show the verdict in a notebook."""
        card: str = import_module("pagequality.views.notebook").card(self)
        return card


def _plain(value: Any) -> Any:
    """Turn tuples into lists and ``nan`` into ``None``, all the way down."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if hasattr(value, "_asdict"):
        return _plain(value._asdict())
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value
