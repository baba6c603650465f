"""The verdict of a page that is not judged, for a reason known before it is read."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from pagequality.judge.verdict import Verdict
from pagequality.signals import NAMED_FAMILIES

if TYPE_CHECKING:
    from pagequality.page.notice import Notice


def unjudged(notice: Notice, url: str = "") -> Verdict:
    """Return a verdict that abstains and says why.

    >>> from pagequality.page.notice import Notice
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
