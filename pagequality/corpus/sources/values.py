"""JSON files: arrays of objects and objects, one after another, on however many lines."""

from __future__ import annotations

import codecs
import json
import re
from typing import IO, TYPE_CHECKING, Any, Final

from pagequality.corpus.items import BAD_RECORD, TRUNCATED, Item, from_record
from pagequality.corpus.sources.base import Settings, Skip, as_utf8, open_stream
from pagequality.tabular.failure import Failure

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST: Final = 64_000_000
"""Characters of one value; a longer one is no record."""
_CHUNK: Final = 1 << 18
_BETWEEN: Final = re.compile(r"[\s,]*")


class BrokenError(ValueError):
    """The text is no JSON from here on."""


def read(
    path: str, settings: Settings, skip: Skip, *, stream: IO[bytes] | None = None
) -> Iterator[Item]:
    """Yield one item a value of a file."""
    with open_stream(path, stream) as file:
        yield from items(file, settings, skip, path=path)


def items(file: IO[bytes], settings: Settings, skip: Skip, *, path: str) -> Iterator[Item]:
    """Yield one item a value; where the text is no JSON any more, an item says so and ends it."""
    number = 0
    try:
        for (value,) in _values(as_utf8(file)):
            number += 1
            if not skip.one():
                yield _item(value, settings, f"{path}:{number}")
    except (EOFError, BrokenError, RecursionError) as error:
        if not skip.one():
            code = TRUNCATED if isinstance(error, EOFError) else BAD_RECORD
            message = f"the JSON breaks off after value {number}: {error}"
            yield Item(path, failure=Failure(code, message))


def _item(value: Any, settings: Settings, name: str) -> Item:
    if isinstance(value, dict):
        return from_record(value, settings.columns, name)
    kind = type(value).__name__
    return Item(name, failure=Failure(BAD_RECORD, f"the value is JSON, but no object: {kind}"))


def _values(file: IO[bytes]) -> Iterator[tuple[Any]]:
    """Yield the values of the outermost arrays and those between them, each in a tuple."""
    text, in_array = _Text(file), False
    while text.to_value():
        if text.take("]" if in_array else "["):
            in_array = not in_array
        else:
            yield (text.value(),)
    if in_array:
        message = "the array has no end"
        raise EOFError(message)


class _Text:
    """The text of a file, read as far as the next value needs."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._text, self._place, self._over = file, "", 0, False
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._parse = json.JSONDecoder().raw_decode

    def _more(self) -> None:
        """Read on, more at a time the longer a value is, so that it is not parsed too often."""
        left = self._text[self._place :]
        more = self._file.read(max(_CHUNK, len(left)))
        self._over = not more
        self._text, self._place = left + self._decode(more, self._over), 0

    def to_value(self) -> bool:
        """Go to where the next value begins; false at the end."""
        while True:
            between = _BETWEEN.match(self._text, self._place)
            self._place = between.end() if between else self._place
            if self._place < len(self._text) or self._over:
                return self._place < len(self._text)
            self._more()

    def take(self, mark: str) -> bool:
        """Pass over a character, if it is the next one."""
        there = self._text.startswith(mark, self._place)
        self._place += there
        return there

    def value(self) -> Any:
        """Return the value that begins here."""
        while True:
            try:
                value, end = self._parse(self._text, self._place)
            except json.JSONDecodeError as error:
                if self._over or len(self._text) - self._place > LONGEST:
                    raise BrokenError(error.msg) from error
            else:
                if end < len(self._text) or self._over:
                    self._place = end
                    return value
            self._more()
