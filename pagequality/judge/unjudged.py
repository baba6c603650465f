"""The verdict of a page that is not judged, for a reason that no page need be read for."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from pagequality.judge.verdict import Verdict
from pagequality.page.state import OK, PageState
from pagequality.reading.deadline import CODE
from pagequality.signals import NAMED_FAMILIES

if TYPE_CHECKING:
    from pagequality.page.notice import Notice


def unjudged(notice: Notice, url: str = "", *, model: str = "") -> Verdict:
    """Return a verdict that abstains and says why.

    >>> from pagequality.page.notice import Notice
    >>> unjudged(Notice("not html", "the payload is PDF")).label
    'not judged'
    >>> unjudged(Notice("time limit", "the page took more than 2 s")).state.name
    'timeout'
    """
    return Verdict(
        probability=math.nan,
        abstained=True,
        notices=(notice,),
        families=dict.fromkeys(NAMED_FAMILIES, math.nan),
        signals={},
        topics=(),
        log_odds=math.nan,
        baseline=math.nan,
        evidence={},
        url=url,
        state=PageState("timeout", "", notice) if notice.code == CODE else OK,
        model=model,
    )
