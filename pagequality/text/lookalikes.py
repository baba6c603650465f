"""Letters that look like others: Cyrillic and Greek ones in Latin words, and styled ones.

Who wants to slip past a filter, or past a reader's search, writes "best" with a Cyrillic "е".
People see one word, so words are read as people see them; what stands there stays in the text.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from pagequality.text.tokens import DIGIT, LETTER, Tokens, tokenise

if TYPE_CHECKING:
    from pagequality.text.arrays import Codes, Flags, Ints

_PAIRS: Final = (
    ("АВЕКМНОРСТУХІЈЅԀԚԜӀ", "ABEKMHOPCTYXIJSDQWI"),
    ("авекмнорстухіјѕһԁԛԝӏү", "abekmhopctyxijshdqwly"),
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοϲϳ", "ABEZHIKMNOPTYXocj"),
    ("օսհ", "ouh"),
)
"""Letters of other scripts, and the Latin letters for which they stand."""
_FIRST: Final = 0x370
_LAST: Final = 0x58F
_MATHEMATICAL: Final = range(0x1D400, 0x1D800)
_STYLED: Final = (*range(0x24B6, 0x24EA), *_MATHEMATICAL, *range(0x1F130, 0x1F14A))
"""Letters in circles and squares, and mathematical ones: Unicode names the plain letter of each."""
_CAPITALS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DRAWN: Final = (
    ("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz"),
    ("".join(map(chr, range(0x1F150, 0x1F16A))), _CAPITALS),
    ("".join(map(chr, range(0x1F170, 0x1F18A))), _CAPITALS),
)
"""Small capitals, white letters on discs and squares: here Unicode names no plain letter."""
_OTHER, _LATIN, _ALIKE = 0, 1, 2


@cache
def _letters() -> tuple[npt.NDArray[np.uint8], Codes]:
    """What each character below `_LAST` is here, and the letter that it is read as."""
    kind = np.zeros(_LAST + 1, np.uint8)
    read_as = np.arange(_LAST + 1, dtype=np.uint32)
    kind[[ord(char) for char in "abcdefghijklmnopqrstuvwxyz"]] = _LATIN
    kind[[ord(char) for char in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]] = _LATIN
    for others, latin in _PAIRS:
        places = [ord(char) for char in others]
        kind[places] = _ALIKE
        read_as[places] = [ord(char) for char in latin]
    return kind, read_as


@cache
def _shifts() -> npt.NDArray[np.int32]:
    """How far the plain letter is from each styled one: none from the last, and those beyond."""
    pairs = [(code, ord(unicodedata.normalize("NFKC", chr(code))[0])) for code in _STYLED]
    for drawn, plain in _DRAWN:
        pairs += zip(map(ord, drawn), map(ord, plain), strict=True)
    table = np.zeros(max(pairs)[0] + 2, np.int32)
    for code, letter in pairs:
        table[code] = letter - code
    return table


def folded(tokens: Tokens) -> Tokens:
    """Read words as people see them: letters that only look Latin become Latin ones.

    That happens in words that hold Latin letters as well and nothing but the two; where these
    outnumber the words of the other script, also in words of look-alikes alone. Letters in
    circles, small capitals and mathematical ones become plain. The text stays as it is written,
    and every offset holds.

    >>> tokens = folded(tokenise("The bеst knіfe, аnd 𝐜𝐡𝐞𝐚𝐩"))
    >>> tokens.lower
    'the best knife, and cheap'
    >>> tokens.word(1) == "best", len(tokens)
    (False, 5)
    """
    if tokens.text.isascii():
        return tokens
    raw = _codes_of(tokens.text)
    plain = _unstyled(raw)
    if plain is not raw:
        tokens = _written(plain, tokens.text)
    words = _mixed(tokens, plain)
    if not words.any():
        return tokens
    changed = inside(tokens, words)
    return _written(np.where(changed, _letters()[1].take(plain, mode="clip"), plain), tokens.text)


def disguised(tokens: Tokens) -> Flags:
    """Tell in which words of a folded text another script's letters stand for Latin ones.

    >>> disguised(folded(tokenise("The bеst kettle"))).tolist()
    [False, True, False]
    """
    if tokens.text.isascii():
        return np.zeros(len(tokens), bool)
    return _mixed(tokens, _unstyled(_codes_of(tokens.text)))


def inside(tokens: Tokens, words: Flags) -> Flags:
    """Tell for each character whether it is in one of some words."""
    edges = np.zeros(len(tokens.kinds) + 1, np.int8)
    edges[tokens.start[words]] += 1
    edges[tokens.end[words]] -= 1
    return np.cumsum(edges[:-1], dtype=np.int8).view(bool)


def _codes_of(text: str) -> Codes:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _written(codes: Codes, text: str) -> Tokens:
    """Find the words of codes, and say that the text is written otherwise."""
    read_as = codes.astype(np.uint32).tobytes().decode("utf-32-le", "surrogatepass")
    return replace(tokenise(read_as), text=text)


def _unstyled(raw: Codes) -> Codes:
    """Make styled letters plain; the very same array where there are none.

    One that stands alone stays, such as the letter in a circle that tells of information;
    mathematics is full of single letters.
    """
    shifts = _shifts().take(raw, mode="clip")
    styled = shifts != 0
    if not styled.any():
        return raw
    beside = np.zeros_like(styled)
    beside[1:] = styled[:-1]
    beside[:-1] |= styled[1:]
    plain = beside | ((raw >= _MATHEMATICAL.start) & (raw < _MATHEMATICAL.stop))
    return (raw + shifts * plain).astype(np.uint32) if plain.any() else raw


def _mixed(tokens: Tokens, codes: Codes) -> Flags:
    """Tell which words are Latin ones with letters of another script in them."""
    strange = (codes >= _FIRST) & (codes <= _LAST)
    if not strange.any():
        return np.zeros(len(tokens), bool)
    kind = _letters()[0].take(codes, mode="clip")
    letters = (tokens.kinds & (LETTER | DIGIT)) == LETTER
    latin, alike, other = (
        _count(tokens, (kind == which) & letters) for which in (_LATIN, _ALIKE, _OTHER)
    )
    pure = (alike > 0) & (other == 0)
    mixed: Flags = pure & (latin > 0)
    foreign = _count(tokens, strange & (kind == _OTHER) & letters) > 0
    return pure if mixed.sum() > foreign.sum() else mixed


def _count(tokens: Tokens, marked: Flags) -> Ints:
    """Count the marked characters of each word."""
    running = np.concatenate([[0], np.cumsum(marked)])
    counted: Ints = running[tokens.end] - running[tokens.start]
    return counted
