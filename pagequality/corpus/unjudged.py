"""The verdict of a page that is not judged, for a reason known before it is read."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from pagequality.judge.verdict import Verdict
from pagequality.page.notice import Notice
from pagequality.signals import NAMED_FAMILIES

if TYPE_CHECKING:
    from collections.abc import Mapping

_ERROR: Final = 400
_MOVED: Final = range(300, 400)


def unjudged(notice: Notice, url: str = "") -> Verdict:
    """Return a verdict that abstains and says why.

    >>> unjudged(Notice("not html", "the payload is PDF")).label
    'not judged'
    """
    return Verdict(
        probability=math.nan,
        abstained=True,
        notices=(notice,),
        families=dict.fromkeys(NAMED_FAMILIES, math.nan),
        signals={},
        reasons=(),
        log_odds=math.nan,
        baseline=math.nan,
        remainder=math.nan,
        evidence={},
        url=url,
    )


def by_status(status: int | None, headers: Mapping[str, str] | None) -> Notice | None:
    """Say why a response of this HTTP status holds no page to judge; nothing when it may.

    This is all that is made of `Item.status`: whoever hands the status on to the scorer
    instead takes this away.

    >>> by_status(404, None).message, by_status(302, {"location": "/new"}).code
    ('the server answered with the HTTP status 404', 'redirect')
    >>> by_status(200, None) or by_status(304, {}) or by_status(None, {})
    """
    if status is None:
        return None
    if status >= _ERROR:
        return Notice("error page", f"the server answered with the HTTP status {status}")
    named = {str(name).lower() for name in headers or ()}
    if status in _MOVED and "location" in named:
        return Notice("redirect", f"the server sends to another address (HTTP status {status})")
    return None
