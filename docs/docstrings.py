"""What griffe calls: examples in docstrings are shown as what they are, sessions of Python."""

from __future__ import annotations

from typing import Any

import griffe

from models.report.site import with_sessions


class Sessions(griffe.Extension):
    """Puts fences around the doctests of every docstring."""

    def on_instance(self, *, obj: Any, **_known: Any) -> None:
        """Change the docstring of an object that was found."""
        if obj.docstring is not None:
            obj.docstring.value = with_sessions(obj.docstring.value)
