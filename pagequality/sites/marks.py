"""What is kept of one page of a site: a mark that is small, plain and the same in every process."""

from __future__ import annotations

import itertools
import json
import re
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import urlsplit

from pagequality.learned.odds import logit
from pagequality.page.sketch import Sketch
from pagequality.signals.topics import SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pagequality.judge.verdict import Verdict

CONTENT: Final = "content"
"""The kind of page that a site is judged by; the others are judged by only where it has no such."""
_KINDS: Final = {
    "home": re.compile(r"/?(?:index\.\w+|home)?/?", re.IGNORECASE),
    "about": re.compile(
        r".*/(?:about|contact|privacy|terms|impressum|imprint|disclaimer|cookie)[\w-]*(?:\.\w+)?/?",
        re.IGNORECASE,
    ),
    "listing": re.compile(
        r".*/(?:tags?|categor(?:y|ies)|authors?|archives?|page|topics?)/.*", re.IGNORECASE
    ),
}
_CERTAIN: Final = 1e-6
"""Probabilities are kept this far from 0 and 1, so that their log-odds are finite."""
_ACCUSERS: Final = 3
_TERM: Final = re.compile(r"(\S{1,80}) ([+-]\d{1,9}(?:\.\d{1,9})?):")
"""How a column names a topic of a page's sum, and what it adds."""


class PageMark(NamedTuple):
    """A page of a site.

    Attributes:
        key: hash of its address, 64 bits; pages with the smallest keys are kept.
        url: its address, or its name where it has none.
        log_odds: of low quality.
        kind: ``content``, ``home``, ``about`` or ``listing``.
        accusers: what speaks most against it, strongest first: names, with what each adds.
        sketch: what comparing it with others needs, if that was asked for.
    """

    key: int
    url: str
    log_odds: float
    kind: str = CONTENT
    accusers: tuple[tuple[str, float], ...] = ()
    sketch: Sketch | None = None

    @property
    def is_content(self) -> bool:
        """Whether it is of the kind that a site is judged by."""
        return self.kind == CONTENT

    def packed(self) -> str:
        """Return all but the key as compact JSON: samples keep pages so, for it takes little room.

        >>> mark = PageMark(7, "https://garden.example/", -1.5, "home", (("stock", 0.5),))
        >>> PageMark.unpacked(7, mark.packed()) == mark
        True
        """
        sketch = None if self.sketch is None else self.sketch.packed()
        cells = [self.url, self.log_odds, self.kind, *itertools.chain(*self.accusers), sketch]
        return json.dumps(cells, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def unpacked(cls, key: int, text: str) -> PageMark:
        """Undo `packed`.

        Raises:
            ValueError: it is none.
        """
        url, log_odds, kind, *told, sketch = json.loads(text)
        accusers = zip(map(str, told[::2]), map(float, told[1::2]), strict=True)
        return cls(
            key, str(url), float(log_odds), str(kind), tuple(accusers),
            None if sketch is None else Sketch.unpacked(sketch),
        )  # fmt: skip


def key_of_verdict(verdict: Verdict) -> int:
    """Return the key of a page that was judged: that of its address, else of what it says."""
    return key_of(verdict.url or f"{verdict.headline}\x1f{verdict.log_odds!r}")


def mark_of_verdict(verdict: Verdict, key: int, sketch: Sketch | None) -> PageMark:
    """Return the mark of a page that was judged; ``key`` is that of `key_of_verdict`."""
    named = [(topic.name, topic.contribution) for topic in verdict.topics[:SHOWN]]
    return PageMark(
        key,
        verdict.url,
        log_odds_of(verdict.probability),
        kind_of(verdict.url),
        _strongest(named),
        sketch,
    )


def key_of_row(row: Mapping[str, Any]) -> int:
    """Return the key of a row: that of its address, else of its id, else of what it says."""
    name = row.get("url") or row.get("id")
    return key_of(name or f"{row.get('headline')}\x1f{row['probability']!r}")


def mark_of_row(row: Mapping[str, Any], key: int) -> PageMark:
    """Return the mark of a row of scores whose page was judged; ``key`` is that of `key_of_row`."""
    packed = row.get("sketch")
    return PageMark(
        key,
        row.get("url") or row.get("id") or "",
        log_odds_of(row["probability"]),
        kind_of(row.get("url") or ""),
        _strongest(_named(row)),
        Sketch.unpacked(packed) if packed else None,
    )


def key_of(address: str) -> int:
    """Return the hash of an address: 64 bits, the same in every process.

    >>> key_of("https://garden.example/beans") == key_of("https://garden.example/beans")
    True
    >>> 0 <= key_of("") < 1 << 64
    True
    """
    return int.from_bytes(blake2b(address.encode(errors="replace"), digest_size=8).digest())


def log_odds_of(probability: float) -> float:
    """Return the log-odds of a page's probability, which stay finite.

    >>> log_odds_of(0.5), round(log_odds_of(1.0), 2)
    (0.0, 13.82)
    """
    return logit(min(max(probability, _CERTAIN), 1.0 - _CERTAIN))


def kind_of(url: str) -> str:
    """Tell the pages every site has from those it is made for, by their addresses.

    >>> [kind_of("https://garden.example" + path) for path in ("/", "/about-us/", "/tag/beans/")]
    ['home', 'about', 'listing']
    >>> kind_of("https://garden.example/2024/sowing-beans.html"), kind_of("")
    ('content', 'content')
    """
    if "//" not in url:
        return CONTENT
    try:
        path = urlsplit(url).path
    except ValueError:
        return CONTENT
    return next((kind for kind, form in _KINDS.items() if form.fullmatch(path)), CONTENT)


def _named(row: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    """Yield the topics that a row names, with what each adds: ``name +1.20: sentence``."""
    for number in range(1, SHOWN + 1):
        found = _TERM.match(row.get(f"topic_{number}") or "")
        if found:
            yield found[1], float(found[2])


def _strongest(named: Iterable[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    """Return what accuses most; what excuses is left out."""
    against = sorted(((-added, name) for name, added in named if added > 0))[:_ACCUSERS]
    return tuple((name, -added) for added, name in against)
