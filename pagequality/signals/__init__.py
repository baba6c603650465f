"""All signals in one ordered list; a module holds one family."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pagequality.signals import (
    address,
    adverts,
    boilerplate,
    cliche,
    contact,
    headline,
    keywords,
    layout,
    prose,
    repetition,
    speculation,
    template_noise,
    trust,
    wording,
)

if TYPE_CHECKING:
    from pagequality.signals.base import Signal

SIGNALS: Final[tuple[Signal, ...]] = (
    *boilerplate.SIGNALS,
    *headline.SIGNALS,
    *template_noise.SIGNALS,
    *speculation.SIGNALS,
    *prose.SIGNALS,
    *cliche.SIGNALS,
    *repetition.SIGNALS,
    *keywords.SIGNALS,
    *layout.SIGNALS,
    *adverts.SIGNALS,
    *trust.SIGNALS,
    *contact.SIGNALS,
    *address.SIGNALS,
    *wording.SIGNALS,
)
