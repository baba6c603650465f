"""Programs and data that were given in place of a page: told by how their lines are made.

People write about programs, too, and their notes have code in them. So a text is a program only
when most of its lines are code of several kinds, and no line outside remarks and strings is a
sentence.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

_FENCES: Final = ("```", "~~~", "\\begin{")
"""Who sets code off like that writes a text with code in it."""
_REMARKS: Final = re.compile(
    r"/\*.*?(?:\*/|\Z)|\"\"\".*?(?:\"\"\"|\Z)|'''.*?(?:'''|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL
)
_REMARK: Final = re.compile(r"\s*(?://|--|;;|#(?!\w)|#!|\*/)")
_HEADING: Final = re.compile(r"(?:\A|\n\n)#{1,6} [^\n]*(?=\n\n)")
"""A line in Markdown that stands alone; remarks stand above what they are about."""
_STRINGS: Final = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|`[^`\n]*`|\s(?://|#|--) .*")
_SENTENCE: Final = re.compile(
    r"(?<![A-Za-z'\u2019-])(?:[A-Za-z][a-z'\u2019-]*[,.:;!?]? +){4}[A-Za-z]"
)
_SHEBANG: Final = re.compile(r"#! ?/\S*(?:bin|env)\b")
_KINDS: Final = (
    (  # words that open a block or a statement, with the signs that follow them
        r"\s*(?:(?:async )?def \w+ ?\(|class \w+[^.]*[:{]$|(?:from [\w.]+ )?import [\w.*{]+"
        r"(?:(?: as|,) \w+)*;?$|#(?:include|define|ifn?def|endif|pragma)\b|"
        r"(?:\} )?(?:else|try|finally|do|begin|then|fi|done|esac|end|pass)\b ?[:{;]?$|"
        r"(?:\} )?(?:else )?(?:if|for|while|switch|catch|foreach|elseif|match) ?\(|"
        r"(?:if|elif|while|with|except|case|when|until)\b(?=.*[=<>()\[\]_]).*[:{]$|"
        r"for \w+(?:, ?\w+)* in [\w.()\[\], ]+:$|"
        r"(?:return|raise|yield|throw|break|continue|del|assert|use|using|package|require)\b"
        r"(?: +[\w.$:\"'/-]+)? ?(?:[-+*/=(\[<>].*)?;?$|"
        r"(?:public|private|protected|static|pub|fn|func|function|struct|enum|interface|namespace|"
        r"impl|trait|typedef|void|int|double|float|bool|char|unsigned|module)\b[^.?!]*[({;),]$|"
        r"(?:let|var|val|const|my|local|auto)\s+[$@%\w]+[^=.]*=|@\w[\w.]*(?:\(.*\))?$)"
    ),
    r"[\s})\];,]*[})\]][\s})\];,]*$|.*[\w)\]\"'>] ?\{$",  # braces
    r".*(?:\w\(|=|\]|->).*;[\s})]*$",  # a statement with its end
    r"\s*(?:[\w.$@]+|\w+\[[^\]]*\])\s*(?:[-+*/%|&:]|<<)?=(?!=)\s*\S",  # a value is set
    r"\s*(?:await |print |puts )?[\w.:>$-]*\w\((?!e?s\)).*",  # something is called
)
_SQL: Final = (
    r"\s*(?:(?:INSERT INTO|CREATE (?:TABLE|INDEX|VIEW|DATABASE|UNIQUE)|DROP TABLE|ALTER TABLE|"
    r"(?:UN)?LOCK TABLES|DELETE FROM|UPDATE \S+ SET|SELECT .* FROM|BEGIN|COMMIT|SET \S+ ?=|"
    r"PRIMARY KEY|FOREIGN KEY|UNIQUE KEY|KEY|CONSTRAINT|VALUES|WHERE|LEFT JOIN|JOIN|GROUP BY|"
    r"ORDER BY)\b|(?:insert into|create table) \S+ ?[(v]|\((?:\d+|NULL|'').*\)[,;]$|\) ?;$|"
    r"\S+ (?:INT|INTEGER|BIGINT|TEXT|(?:VAR)?CHAR|DATE|DATETIME|TIMESTAMP|BOOLEAN|REAL|FLOAT|"
    r"DECIMAL|NUMERIC|BLOB|SERIAL|UUID)\b)"
)
_FEWEST: Final = 6
"""So many lines of code make a program; fewer may be an example."""
_MOSTLY: Final = 0.6
_FIRM: Final = 2
"""So many lines need words of a language or braces: values are set in lists of facts as well."""
_KEY: Final = re.compile(r" *(?:- )*(?:[a-z_$/]|[\"'{]\w)[^\s:]*:(?: .*)?$")
_ITEM: Final = re.compile(r" *- ")
_PARENT: Final = re.compile(r"\S.*:$")
_FEWEST_KEYS, _FEWEST_PARENTS, _FEWEST_DEPTHS = 10, 4, 3
_ALMOST_ALL: Final = 0.9


@cache
def _kinds() -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, _KINDS))


@cache
def _sql() -> re.Pattern[str]:
    return re.compile(_SQL)


def program(start: bytes) -> str:
    r"""Say whether the beginning of a text is a program or nested data; else nothing.

    >>> loop = "for n in range(9):\n    print(n)\n"
    >>> program((loop * 5).encode()), program((loop + "So we count to eight in Python.").encode())
    ('source code', '')
    """
    text = start.decode("utf-8", "replace").replace("\r\n", "\n")
    if any(fence in text for fence in _FENCES) or _HEADING.search(text):
        return ""
    whole = _REMARKS.sub("\n", text)
    lines = [line for line in whole.split("\n") if line.strip() and not _REMARK.match(line)]
    if _is_nested_data(lines):
        return "data"
    return "source code" if _is_code(lines, bool(_SHEBANG.match(text))) else ""


def _is_code(lines: list[str], called: bool) -> bool:  # noqa: FBT001 - nothing else is told
    """Whether most lines are code of several kinds and none is a sentence."""
    of = [0] * (len(_KINDS) + 1)
    for line in lines:
        kind = _kind(line)
        if kind >= 0:
            of[kind] += 1
        elif _is_sentence(line):
            return False
    if called:
        return True
    if sum(of) < max(_FEWEST, _MOSTLY * len(lines)):
        return False
    sql = of.pop()
    return sql >= _FEWEST or (of[0] + of[1] >= _FIRM and sum(map(bool, of)) > 1)


def _kind(line: str) -> int:
    """The number of the first kind of code that a line is of; -1 when it is none."""
    bare = _STRINGS.sub("''", line).rstrip()
    if _sql().match(bare):
        return len(_KINDS)
    return next((number for number, kind in enumerate(_kinds()) if kind.match(bare)), -1)


def _is_sentence(line: str) -> bool:
    """Whether five words stand in a row outside strings."""
    return bool(_SENTENCE.search(_STRINGS.sub("''", line)))


def _is_nested_data(lines: list[str]) -> bool:
    """Whether nearly all lines are keys as programs write them, some three levels deep.

    People's lists of facts begin their names with capitals, and are hardly nested.
    """
    keys = [line for line in lines if _KEY.match(line)]
    items = sum(bool(_ITEM.match(line)) for line in lines if not _KEY.match(line))
    if len(keys) < _FEWEST_KEYS or len(keys) + items < _ALMOST_ALL * len(lines):
        return False
    depths = {len(line) - len(line.lstrip(" ")) for line in keys}
    parents = sum(bool(_PARENT.search(line)) for line in keys)
    return len(depths) >= _FEWEST_DEPTHS and parents >= _FEWEST_PARENTS
