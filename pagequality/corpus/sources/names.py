"""What stands in place of the name of a file or a folder."""

from __future__ import annotations

import re
from typing import Final

from pagequality.reading.source import advice_on

_LONGEST: Final = 4096
"""Characters of a path; no system takes more."""
_TAG: Final = re.compile(r"<[a-zA-Z/!?][^<]*>")
_WILD: Final = re.compile(r"[*?]|\[.+\]")


def no_name(given: str) -> str:
    """Say why text can be no name of a file, without repeating a page; nothing when it may be one.

    >>> no_name(""), no_name("pages.csv")
    ('the name of the corpus is empty (. is the folder one is in)', '')
    >>> no_name("<h1>Tea</h1>").partition(":")[0]
    'this is a page, not the name of a file'
    """
    if not given:
        return "the name of the corpus is empty (. is the folder one is in)"
    if len(given) > _LONGEST or "\n" in given.strip() or _TAG.search(given):
        what = "a page" if _TAG.search(given) else "text"
        return (
            f"this is {what}, not the name of a file: pages themselves are given to analyze or "
            "score_many, or here as mappings such as {'html': ..., 'url': ...}"
        )
    advice = advice_on(given)
    if advice is not None and advice.code == "address":
        return (
            f"{given} is an address, and nothing is fetched here: give a file, or the page itself"
        )
    return ""


def may_be_meant(given: str) -> str:
    """Say what to do with a name that no file has, as a tail to a sentence.

    >>> may_be_meant("*.html")
    ', and patterns are not expanded here: give the list of glob.glob(...)'
    >>> may_be_meant("~/pages.csv"), may_be_meant("pages.csv")
    (', and ~ is not expanded here: give os.path.expanduser(...)', '')
    """
    if given.startswith("~"):
        return ", and ~ is not expanded here: give os.path.expanduser(...)"
    if _WILD.search(given):
        return ", and patterns are not expanded here: give the list of glob.glob(...)"
    return ""
