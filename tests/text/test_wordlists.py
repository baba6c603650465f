"""Laws of the files of words and phrases."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from pagequality.errors import LexiconError
from pagequality.text.tokens import tokenise
from pagequality.text.wordlists import PHRASES, WORDS, read_folder, read_phrases

if TYPE_CHECKING:
    from pathlib import Path

FILES = sorted([*PHRASES.rglob("*.txt"), *WORDS.rglob("*.txt")])


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_files_are_tidy(path: Path) -> None:
    """A file is named by a language code and holds phrases, none twice, none with odd space."""
    phrases = read_phrases(path)
    assert re.fullmatch(r"[a-z]{2,3}(-[A-Z][a-z]{3})?", path.stem)
    assert phrases
    assert all(phrase == " ".join(phrase.split()) for phrase in phrases)
    normal = Counter(tokenise(phrase).lower for phrase in phrases)
    assert [phrase for phrase, times in normal.items() if times > 1] == []


def test_files_are_read_as_told(tmp_path: Path) -> None:
    """Comments and empty lines are left out; languages of one topic come together."""
    topic = tmp_path / "beans"
    topic.mkdir()
    (topic / "en.txt").write_text("# greens\nrunner beans # tall\n\n", encoding="utf-8")
    (topic / "de.txt").write_text("Stangenbohnen\n", encoding="utf-8")
    assert read_folder(tmp_path) == {"beans": ["Stangenbohnen", "runner beans"]}


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    """A file that is missing or no UTF-8 is an error that names it."""
    broken = tmp_path / "en.txt"
    broken.write_bytes(b"na\xefve\n")
    for path in (broken, tmp_path / "missing.txt"):
        with pytest.raises(LexiconError, match=path.name):
            read_phrases(path)
