"""What a file is: by its name, else by its first bytes; and what to do with what is no corpus."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pagequality.corpus.sources.base import unpacked
from pagequality.corpus.sources.headers import table_form
from pagequality.errors import MissingExtraError
from pagequality.tabular.suffixes import form_of
from pagequality.text.files import refuse_pipes

if TYPE_CHECKING:
    from pathlib import Path

START: Final = 8192
"""Bytes that tell what a file is."""
_TAR: Final = slice(257, 262)
_MARKS: Final = (
    (b"PAR1", "parquet"), (b"ARROW1", "arrow"), (b"\xff\xff\xff\xff", "arrow"), (b"WARC/", "warc"),
    (b"filedesc:", "arc"), (b"PK\x03\x04", "wacz"), (b"SQLite format 3\x00", "database"),
    (b"\xfd7zXZ\x00", "packed"), (b"BZh", "packed"), (b"7z\xbc\xaf", "packed"),
    (b"Rar!", "packed"),
)  # fmt: skip
_ARRAY: Final = re.compile(rb"\[\s*[{\[\"]")
_OBJECT_ON_LINES: Final = re.compile(rb"\{[ \t]*\r?\n\s*\"")
_OBJECT: Final = re.compile(rb"\{\s*[\"}]")
_BOM: Final = b"\xef\xbb\xbf"
_WIDE_BOMS: Final = (b"\xff\xfe", b"\xfe\xff")
IN_FOLDERS: Final = frozenset(("html", "jsonl", "parquet", "arrow", "warc", "wacz", "arc", "wet"))
"""What is looked for in folders."""
TABLES: Final = frozenset(("json", "csv", "tsv"))
"""What is read in folders that hold nothing else: beside pages it is mostly about them."""
KEYED: Final = frozenset(("jsonl", "json", "csv", "tsv", "parquet", "arrow"))
"""Forms that keep pages in columns, or under keys."""
NOT_IN_PIPES: Final = frozenset(("parquet", "wacz"))
"""Forms whose contents stand at the end of the file."""
NAMES: Final = {
    "jsonl": "a file of JSON lines", "json": "a JSON file", "csv": "a CSV file",
    "tsv": "a file of tab-separated values", "parquet": "a Parquet file",
    "arrow": "an Arrow file", "warc": "a WARC file", "wacz": "a ZIP archive (or WACZ)",
}  # fmt: skip
"""Corpora by form, as people call them."""
ADVICE: Final = {
    "wet": (
        "is a WET file: extracted text without its HTML, so most signals cannot be measured. "
        "Score the WARC file of the same name, or use the text mode (text=True, --text) if there "
        "is nothing else."
    ),
    "wat": (
        "is a WAT file: metadata of pages without the pages. Score the WARC file of the same name."
    ),
    "arc": (
        "is an ARC file, the format before WARC, which is not read. Convert it first, for one with "
        "`warcio recompress old.arc.gz new.warc.gz`."
    ),
    "index": "is an index of an archive and holds no pages. Score the WARC files that it names.",
    "tar": "is a TAR archive. Unpack it and give the folder or the files.",
    "packed": (
        "is packed in a way that is not read (xz, bzip2, 7z, RAR). Unpack it, or pack it as gzip "
        "or zstd."
    ),
    "database": "is a database. Export its pages as JSON lines, CSV or Parquet.",
}
"""What to do with what is not read, by form: the end of a sentence that begins with its name."""


def told_by(start: bytes) -> str:
    r"""Tell a format by a file's first bytes; HTML when nothing else fits.

    >>> told_by(b"WARC/1.0\r\n"), told_by(b'[{"html": ""}]'), told_by(b"filedesc://a.arc")
    ('warc', 'json', 'arc')
    >>> told_by(b'{"html": ""}'), told_by(b"{% extends %}"), told_by(b"<p>Tea")
    ('jsonl', 'html', 'html')
    >>> told_by(b"url,html\r\nhttp://a.example/,<p>Tea\r\n"), told_by(b"Tea, text and url\nA, b")
    ('csv', 'html')
    """
    for mark, form in _MARKS:
        if start.startswith(mark):
            return form
    if start[_TAR] == b"ustar":
        return "tar"
    if start.startswith(_WIDE_BOMS):
        start = start[2:].replace(b"\0", b"")
    start = start.removeprefix(_BOM).lstrip()
    if _ARRAY.match(start) or _OBJECT_ON_LINES.match(start):
        return "json"
    if _OBJECT.match(start):
        return "jsonl"
    return table_form(start.decode("utf-8", "replace")) or "html"


def start_of(path: Path) -> bytes:
    """Return a file's first bytes, unpacked; nothing when it cannot be read."""
    try:
        refuse_pipes(path)
        with path.open("rb") as file:
            return bytes(unpacked(file).read(START))
    except (OSError, ValueError, EOFError, MissingExtraError):
        return b""


def format_of(path: Path) -> str:
    """Tell a file's format by its name, else by its first bytes.

    >>> from pathlib import Path
    >>> format_of(Path("crawl.jsonl.gz")), format_of(Path("CC-MAIN-0001.warc.wet.gz"))
    ('jsonl', 'wet')
    """
    return form_of(path.name) or told_by(start_of(path))
