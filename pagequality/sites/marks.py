"""What is kept of one page of a site: a mark that is small, plain and the same in every process."""

from __future__ import annotations

import math
import re
import sys
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import urlsplit

from pagequality.learned.odds import logit
from pagequality.page.sketch import Sketch

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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
_COLUMNS: Final = ("topic", "reason")
"""Columns of a row that name what speaks against its page, the first that it has."""
_MOST_COLUMNS: Final = 5


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

    def to_json(self) -> list[Any]:
        """Return plain lists, texts and numbers."""
        sketch = None if self.sketch is None else self.sketch.packed()
        return [*self[:4], [list(accuser) for accuser in self.accusers], sketch]

    @classmethod
    def from_json(cls, row: Sequence[Any]) -> PageMark:
        """Undo `to_json`; `ValueError` where it is none."""
        key, url, log_odds, kind, accusers, sketch = row
        return cls(
            int(key), str(url), float(log_odds), sys.intern(str(kind)),
            tuple((sys.intern(str(name)), float(added)) for name, added in accusers),
            None if sketch is None else Sketch.unpacked(sketch),
        )  # fmt: skip


def mark_of_verdict(verdict: Verdict, sketch: Sketch | None) -> PageMark:
    """Return the mark of a page that was judged."""
    told = getattr(verdict, "topics", ()) or verdict.reasons
    named = [(getattr(term, "name", "") or term.signal, term.contribution) for term in told]
    return PageMark(
        key_of(verdict.url or f"{verdict.headline}\x1f{verdict.log_odds!r}"),
        verdict.url,
        log_odds_of(verdict.probability),
        kind_of(verdict.url),
        _strongest(named),
        sketch,
    )


def mark_of_row(row: Mapping[str, Any]) -> PageMark:
    """Return the mark of a row of scores whose page was judged."""
    name = row.get("url") or row.get("id") or ""
    packed = row.get("sketch")
    return PageMark(
        key_of(name or f"{row.get('headline')}\x1f{row['probability']!r}"),
        name,
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
    """Yield what a row's columns name, with what it adds: ``name +1.20: sentence``."""
    stem = next((stem for stem in _COLUMNS if f"{stem}_1" in row), _COLUMNS[-1])
    for number in range(1, _MOST_COLUMNS + 1):
        name, _, rest = (row.get(f"{stem}_{number}") or "").partition(" ")
        added = _number(rest.partition(":")[0])
        if name and added is not None:
            yield name, added


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _strongest(named: Any) -> tuple[tuple[str, float], ...]:
    """Return what accuses most; what excuses is left out."""
    against = sorted(((-added, name) for name, added in named if added > 0))[:_ACCUSERS]
    return tuple((sys.intern(name), -added) for added, name in against)
