"""Something to fetch, play, look at or work with: does the page have it?"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from pagequality.learned.promises.delivery import UNKNOWN, Body, Delivery, degree
from pagequality.text.wordlists import WORDS, read_phrases

if TYPE_CHECKING:
    from pagequality.learned.promises.kinds import HeadlinePromise

_FILE: Final = (
    r"(?i)\.(?:pdf|zip|apk|exe|dmg|msi|deb|rpm|docx?|xlsx?|pptx?|od[tsp]|rtf|epub|mobi|mp[34]|wav"
    r"|ogg|iso|rar|7z|t?gz|csv|ics|[ot]tf|psd|dwg|stl|torrent)(?:$|[?#])|^magnet:|\bdownload|\battachment"
)
_PLAYED: Final = re.compile(
    r"//(?:[\w-]+\.)?(?:youtube\.com|youtu\.be|vimeo\.com|dailymotion\.com|twitch\.tv|spotify\.com"
    r"|soundcloud\.com|archive\.org)/",
    re.IGNORECASE,
)
_MOST_LINKS: Final = 2000
_ENOUGH: Final = 3


def offer(promise: HeadlinePromise, body: Body) -> Delivery:
    """Look for what is promised: a file, a player, pictures; of anything else for what there is.

    Without it the promise is kept in part at most: a script may bring it later.
    """
    page = body.page
    if page.source == "text":
        return Delivery(promise, UNKNOWN, "")
    things = {name: body.count(name) for name in ("links", "images", "controls")}
    links = [href for href, _, _ in page.markup.links[:_MOST_LINKS]]
    file = _file()
    files = sum(file.search(href) is not None for href in links)
    players = page.markup.players + len(page.markup.frames)
    played = players + sum(_PLAYED.search(href) is not None for href in links)
    offered = repr(promise.words) if promise.words else "something to fetch or use"
    wanted = {
        "fetched": (files, "files"),
        "played": (played, "players"),
        "pictured": (things["images"], "images"),
    }
    said = set(promise.words.lower().split())
    for name, (number, called) in wanted.items():
        if said & _listed(name) and not number:
            points = min(sum(things.values()) + players + files, _ENOUGH - 1)
            kept = degree(points, 1, _ENOUGH)
            return Delivery(promise, kept, f"promises {offered}, no {called} found")
    points = sum(things.values()) + _ENOUGH * (files + played)
    told = ", ".join(f"{count} {name}" for name, count in things.items())
    return Delivery(promise, degree(points, 1, _ENOUGH), f"promises {offered}, {told} found")


@cache
def _file() -> re.Pattern[str]:
    return re.compile(_FILE)


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(read_phrases(WORDS / "delivery" / name / "en.txt"))
