"""What readers say below a story: by class words, by what announces it, by what can be answered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pagequality.reading.titles import key, phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pagequality.reading.names import Names
    from pagequality.reading.walk import Walk

    Spans = list[tuple[int, int]]
    """First blocks of what is meant, and the blocks behind their ends."""

_MOST: Final = 40
"""So many headings of comments, and so many lines that answer them, are looked around in."""
_BRIEF, _SHORT, _HEAD = 60, 80, 3
_OWN_WORDS, _PROSE = 50, 12
"""So much of its own says a page that is no place for comments alone, and so much a paragraph."""
_CLASSES = re.compile(
    r"(?:^|[\s_-])(?:comments?(?:$|[\s_-](?:list|section|area|thread|block|wrap|container|body|"
    r"content|box|form|feed|tree|inner|main|view|template|holder)s?)|comments?list|commentary-list|"
    r"disqus\S*|respond|comment-\d+|livefyre|commentssection)(?=$|[\s_-])|(?:^|\s)(?:comments?|fyre-comment\S*|"
    r"(?:(?:reader|user|post|article)[_-]?)?(?:replies|responses|opinions|guest-?book)"
    r"(?:[_-](?:list|section|entries|thread))?|utterances|isso(?:-thread)?|commento)(?=$|\s)"
)
_PLACES: Final = (
    r"(?:[_-]{0,2}(?:list|area|section|thread|wrap|wrapper|container|block|feed|body|content|text|"
    r"item|entry|inner|main|tree|app|root|lijst|liste|lista|bereich))?s?"
)
_PLAIN = re.compile(
    r"(?:^|\s)(?:(?:reader|user|post|article|story|page|blog|entry)s?[_-]{0,2})?"
    rf"(?:comments?{_PLACES}|comment-\d+|disqus_thread|fb-comments|"
    r"(?:reacties?|kommentare?|kommentarer|kommentit|commentaires?|coment[aá]rios?|comentarii|"
    rf"commenti|komentarze?|komentare|yorumlar|комментарии){_PLACES}|"
    r"(?:list[ea]|bloc)[_-](?:commentaires|coment[aá]rios|commenti))(?=$|\s)"
)
"""Class and id words that mean readers' comments and nothing else, in the languages of the web."""
_HINTS: Final = (
    "omment",
    "espond",
    "isqus",
    "ivefyre",
    "eplies",
    "esponses",
    "pinions",
    "uestbook",
    "uest-book",
    "uestBook",
    "tterances",
    "isso",
)
"""What every one of those words holds, to pass quickly over most pages."""
_PLAIN_HINTS: Final = ("omment", "oment", "eacties", "isqus", "orumlar", "мментари")
HINTS: Final = _HINTS + _PLAIN_HINTS
_WHOLE: Final = frozenset(("html", "body"))
_NONE = re.compile(
    r"testimonial|review|no-?comments|comments?-(?:open|closed|off|link|count|number|icon|meta)"
)
_ANNOUNCING = re.compile(
    r"comment|repl|respon|thought|say|discuss|back|letter|guest|opinion|views|[kc]om?ment|reacti|"
    r"комментари",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?:\d+|one|two|three|four|five|no) (?:\w+ )?(?:comments?|responses?|thoughts|repl(?:y|ies)|"
    r"kommentare?|commentaires?|coment[aá]rios?|commenti|reacties?|komentarzy?|комментари\w+)"
    r"(?: (?:on|to|so far)\b.*)?|(?:comments|responses|replies|"
    r"kommentare|commentaires|coment[aá]rios|commenti|reacties|komentarze|комментарии) \d+"
)
_ANSWERS: Final = frozenset(
    form
    for word in (
        "repl",
        "repo",
        "like",
        "antw",
        "meld",
        "répo",
        "sign",
        "resp",
        "risp",
        "отве",
        "odpo",
    )
    for form in (word, word.title(), word.upper())
)
"""How lines begin that hold nothing but links to answer what somebody said."""
_LINE = re.compile(
    r"(?:(?:reply|report|likes?|dislike|share|quote|flag|permalink|edit|abuse|antworten|melden|"
    r"zitieren|répondre|signaler|responder|denunciar|rispondi|segnala|ответить|odpowiedz)\b"
    r"[\W\d]*)+",
    re.IGNORECASE,
)
_WHEN = re.compile(r"\d|\bago\b|\byesterday\b", re.IGNORECASE)


def commented(walk: Walk, names: Names, above: Sequence[int], *, least: int) -> Spans:
    """Elements that call themselves comments, behind so many words, by class, id or itemtype."""
    found: Spans = []
    if walk.remarks:
        said = set(walk.remarks)
        found += [one[3:] for one in walk.containers if one[2:4] in said and above[one[3]] >= least]
    for tag, _, _, first, last in names.called(_CLASSES, _HINTS, no=_NONE):
        if above[first] >= least and tag not in _WHOLE:
            found.append((first, last))
    return found


def plain(names: Names, above: Sequence[int]) -> Spans:
    """Elements that plainly call themselves comments and stand behind a text of the page's own.

    Where that text stands in such an element itself, the page is made of what people say.
    """
    found: Spans = []
    for tag, _, _, first, last in names.called(_PLAIN, _PLAIN_HINTS, no=_NONE):
        if tag not in _WHOLE and above[first] >= _OWN_WORDS:
            found.append((first, last))
        elif tag not in _WHOLE and above[last] - above[first] >= _PROSE:
            return []
    return found if found and _tells(above, min(found)[0]) else []


def _tells(above: Sequence[int], end: int) -> bool:
    """Whether a paragraph stands before a block, and not only names and links."""
    return any(above[block + 1] - above[block] >= _PROSE for block in range(end))


def announced(walk: Walk, headings: Sequence[int]) -> Spans:
    """What stands below the headings that announce comments, as far as the comments go.

    A heading that is what the page itself is called announces none.
    """
    found: Spans = []
    for block in headings:
        if _announces(walk, block) and not _is_title(walk, block):
            found.append((block, _end(walk, block, headings)))
        if len(found) >= _MOST:
            break
    return found


def _is_title(walk: Walk, block: int) -> bool:
    """Whether a heading says nothing that the page's title does not."""
    return set(key(walk.texts[block]).split()) <= set(key(walk.title).split())


def _announces(walk: Walk, block: int) -> bool:
    """Whether a heading reads as one above comments does."""
    text = walk.texts[block]
    if len(text) >= _BRIEF or not _ANNOUNCING.search(text):
        return False
    words = key(text)
    return words in phrases("comments") or bool(_COUNTED.fullmatch(words))


def _end(walk: Walk, block: int, headings: Sequence[int]) -> int:
    """Where the innermost element ends that holds a heading and what follows it.

    A report may have a section of responses. The next one of its sections ends it: a heading of
    the same rank beside it, or of a higher one, that stands above neither comments nor a widget.
    """
    ends = [
        (last - first, last)
        for _, _, _, first, last in walk.containers
        if first <= block and last > block + 1
    ]
    end = min(ends)[1] if ends else block + 1
    sections = (
        other for other in headings
        if block < other < end
        and walk.tags[other] <= walk.tags[block]
        and walk.rows[other][0] <= walk.rows[block][0]
        and not (_announces(walk, other) or key(walk.texts[other]) in phrases("widgets"))
    )  # fmt: skip
    return next(sections, end)


def answered(walk: Walk, start: int) -> Spans:
    """Elements that say when somebody wrote and end in links to answer it, from a block on.

    One alone has to have a link to report it, too. Where what stands above has such links, it is
    itself somebody's post, and what follows belongs to it.
    """
    texts = walk.texts
    lines = _answers(texts[start:])
    if not lines or _answers(texts[:start]):
        return []
    found: Spans = []
    for block in [start + line for line in lines[:_MOST]]:
        holders = (one[3:] for one in walk.containers if start <= one[3] < block < one[4])
        first, last = next(holders, (block, block))
        head = [text for text in texts[first : min(first + _HEAD, block)] if len(text) < _SHORT]
        if any(_WHEN.search(text) for text in head):
            found.append((first, last))
    alone = len(found) == 1 and len(texts[start + lines[0]].split()) == 1
    return [] if alone else found


def _answers(texts: Sequence[str]) -> list[int]:
    """Which lines hold nothing but links to answer somebody."""
    return [
        line for line, text in enumerate(texts)
        if text[:4] in _ANSWERS and len(text) < _BRIEF and _LINE.fullmatch(text)
    ]  # fmt: skip
