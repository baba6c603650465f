"""Pages of plain lines, on which a test plants what the small learned models say."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from pagequality.learned.template_noise.model import BODY
from pagequality.reading import read_text
from pagequality.signals import SIGNALS

SIGNAL = {signal.name: signal for signal in SIGNALS}


def page_of(*lines):
    """Read lines as plain text without a headline; every line is content and no noise."""
    page = read_text("\n".join(lines))
    head = replace(page.head, headline="", title="")
    page = replace(page, head=head, is_main=np.ones(len(lines), bool))
    vars(page).update(noise_kind=np.full(len(lines), BODY))
    return page


def told(found):
    """Quotes as pairs of text and kind."""
    return [(quote.quote, quote.kind) for quote in found]
