"""The quotes of one page: what shows its signals, and what its known families found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pagequality.signals import NAMED_FAMILIES, SIGNALS

if TYPE_CHECKING:
    from pagequality.page.evidence import Evidence
    from pagequality.page.page import Page
    from pagequality.signals.base import Signal
    from pagequality.signals.quotes import Finder


_FINDERS: Final = {signal.name: signal.quote for signal in SIGNALS}


class Quotes:
    """The quotes of one page; each finder looks once, when first asked."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._found: dict[Finder, tuple[Evidence, ...]] = {}

    def of(self, signal: Signal) -> tuple[Evidence, ...]:
        """Return quotes that show what one signal found."""
        finder = signal.quote or _FINDERS.get(signal.shown_by)
        return () if finder is None else self._once(finder)

    def by_family(self) -> dict[str, tuple[Evidence, ...]]:
        """Return what each known family found on the page, whatever it weighs."""
        return {family: self._once(finder) for family, finder in NAMED_FAMILIES.items()}

    def _once(self, finder: Finder) -> tuple[Evidence, ...]:
        if finder not in self._found:
            self._found[finder] = finder(self._page)
        return self._found[finder]
