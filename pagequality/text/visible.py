r"""Text of pages, addresses and files, made fit for a terminal, a table or JSON.

Whoever made a page chose its words. Control characters steer a terminal, marks of direction show
one text and hold another, and a cell that begins like a formula is one in a spreadsheet.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import fields, is_dataclass
from typing import Any, Final

_STEERING: Final = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f"
)
"""Controls, marks of direction, separators of lines, halves of characters, unseen tags."""
_STEERS = re.compile(f"[{_STEERING}]")
_STEERS_OR_BREAKS = re.compile(f"[{_STEERING}\t\n\r]")
_FORMULA = re.compile(r"[=+\-@\t\r]")
_MARKED = re.compile(r"'+[=+\-@\t\r]")


def visible(text: str) -> str:
    r"""Return text on one line, with escapes for what would steer the place where it is shown.

    >>> visible("beans\x1b[2J\n\u202efdp.exe")
    'beans\\x1b[2J\\x0a\\u202efdp.exe'
    """
    return _STEERS_OR_BREAKS.sub(_escape, text)


def cell(text: str) -> str:
    r"""Return text for a cell of a table: its lines stay, and a spreadsheet computes nothing.

    A quotation mark before the first character makes a formula text; `cell_text` takes it away.

    >>> cell("=HYPERLINK(1)"), cell("a\nb\x9b"), cell("'tis")
    ("'=HYPERLINK(1)", 'a\nb\\x9b', "'tis")
    """
    text = _STEERS.sub(_escape, text)
    return f"'{text}" if _FORMULA.match(text) or _MARKED.match(text) else text


def cell_text(written: str) -> str:
    """Return the text of a cell that `cell` wrote.

    >>> cell_text(cell("-1")), cell_text(cell("'=1")), cell_text("'tis")
    ('-1', "'=1", "'tis")
    """
    return written[1:] if _MARKED.match(written) else written


def json_text(value: Any, *, indent: int | None = None, separators: Any = None) -> str:
    r"""Return JSON in which nothing steers a terminal, and no half of a character is left.

    >>> print(json_text(["café\x7f\u202e"]))
    ["café\u007f\u202e"]
    >>> json.loads(json_text("b\ud800")) == r"b\ud800"
    True
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)
    return _STEERS.sub(_json_escape, text)


def plain(value: Any) -> Any:
    """Return what JSON can hold, all the way down: lists, dicts, text and finite numbers.

    Named tuples and dataclasses become dicts; a number that is not finite becomes ``None``.

    >>> plain({"beans": (1.5, float("nan"))})
    {'beans': [1.5, None]}
    """
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if hasattr(value, "_asdict"):
        return plain(value._asdict())
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def whole(text: str) -> str:
    r"""Return text that UTF-8 can hold: halves of characters are escaped, so that names differ.

    >>> whole("caf\udce9.html")
    'caf\\udce9.html'
    """
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()


def _escape(found: re.Match[str]) -> str:
    number = ord(found[0])
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"  # noqa: PLR2004


def _json_escape(found: re.Match[str]) -> str:
    """Escape as JSON does, half a character as text about it: most readers refuse its escape."""
    number = ord(found[0])
    if 0xD800 <= number < 0xE000:  # noqa: PLR2004 - the range of surrogates
        return f"\\\\u{number:04x}"
    wide = json.dumps(found[0])[1:-1]
    return wide if len(wide) > 1 else f"\\u{number:04x}"
