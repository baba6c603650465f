"""Words and phrases as text files: a folder a list, a file a language, a line an entry.

A file is UTF-8 text at ``<list>/<language>.txt``; letter case is ignored, ``#`` starts a comment.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pagequality.errors import LexiconError

WORDS: Final = Path(__file__).parent / "words"
"""Lists of single words by use: stop words, kinds of words, words of headlines."""
PHRASES: Final = Path(__file__).parent / "phrases"
"""Lists of phrases by topic, which the matcher finds."""


def read_phrases(path: Path) -> list[str]:
    """Read one phrase file; `LexiconError` names the file if it cannot be read."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        message = f"cannot read the phrase file {path}: {error}"
        raise LexiconError(message) from error
    return [phrase for line in lines if (phrase := line.partition("#")[0].strip())]


def read_folder(folder: Path) -> dict[str, list[str]]:
    """Read every ``<topic>/<language>.txt`` under a folder: phrases by topic."""
    phrases: dict[str, list[str]] = {}
    for path in sorted(folder.glob("*/*.txt")):
        phrases.setdefault(path.parent.name, []).extend(read_phrases(path))
    return phrases
