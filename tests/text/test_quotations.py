"""What stands between quotation marks."""

from __future__ import annotations

import pytest

from pagequality.text.quotations import quotations, quoted_words
from pagequality.text.tokens import tokenise


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('"I won", he said', ["I won"]),
        ("“I won”, he said, “twice”", ["I won", "twice"]),
        ("«I won», he said", ["I won"]),
        ("He said “I won", []),
        ("“I won\nand lost”", []),
        ('a pipe of 5"\nand "one" more', ["one"]),
        ("It's the boys' house", []),
        ("Nobody said a word", []),
    ],
)
def test_quotations_end_on_their_line(text: str, quoted: list[str]) -> None:
    """They stand between marks of one line; a mark alone opens nothing."""
    spans = quotations(tokenise(text).codes)
    assert [text[start + 1 : end] for start, end in spans] == quoted


def test_words_between_the_marks_are_quoted() -> None:
    """The words before and behind a quotation are not."""
    tokens = tokenise("One “two three” four “five”")
    assert quoted_words(tokens).tolist() == [False, True, True, False, True]
    assert quoted_words(tokenise("")).tolist() == []
