"""What reports say in whole sentences: how far to trust them, and how to object."""

from __future__ import annotations

from typing import Final

SITES: Final = {
    "low": "low",
    "honest": "honest",
    "mixed": "mixed: some of its pages are low, others are not",
    "undecided": "undecided: these pages do not settle it",
}
"""What the verdict on a site means."""


def paragraphs(text: str) -> tuple[str, ...]:
    r"""Split text where a line is empty.

    >>> paragraphs("Sow them\nlate.\n\nWater them.")
    ('Sow them late.', 'Water them.')
    """
    return tuple(" ".join(part.split()) for part in text.split("\n\n"))


LIMITS: Final = paragraphs("""
It judges the page, not the truth of what the page says. A well-made lie passes; an honest page in
a spammy template may not.

It judges the page as it was fetched; what scripts fill in later was not seen.

The model knows English. Other languages are not judged.

The probability holds where low pages are about as common as where the model learned. It is an
estimate, and some honest pages get a high one: read the quotes before you act.
""")
OBJECTING: Final = paragraphs("""
Each quote above can be looked up on the page, and each figure can be computed again. If a quote is
not on the page, is taken out of its context, or is about something that readers want, tell whoever
sent you this report which one and why.

If the page has changed since, ask for it to be judged again as it is now. Whoever has the page can
do so: pagequality explain PAGE --format html -o report.html

A probability is no finding of intent. It does not say that anybody meant to deceive.
""")
APPEAL: Final = paragraphs("""
Any statement above can be checked: each page is named, each quote is on it as it was fetched, and
each link opens the page at the quote.

To object, name the page and the quote, and say which of these holds: the quote is not there; it is
taken out of its context; it is quoted from somebody else's words on the page (a comment, an
advertisement); the page has changed since.

Whoever keeps the list should then judge the page again as it is now (pagequality explain PAGE),
look at it themselves, and say when they did. A whole site should not stay listed for pages that are
gone.

A probability is no finding of intent. It does not say that anybody meant to deceive.
""")
