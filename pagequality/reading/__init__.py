"""Reading: from bytes, text or a parsed tree to a `Page`; it never raises on a page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from pagequality.arguments import need_text
from pagequality.learned.main_content import decision
from pagequality.learned.models import Models, default_models
from pagequality.page.head import Head
from pagequality.page.notice import Notice
from pagequality.page.page import Page
from pagequality.page.template import NO_LINES, TemplateLines, without
from pagequality.reading import dom, headline, language, others, trim
from pagequality.reading.carried import json_ld_paragraphs
from pagequality.reading.dead_ends import Facts
from pagequality.reading.deadline import NEVER, Deadline
from pagequality.reading.head import read_head
from pagequality.reading.labels import tidy
from pagequality.reading.limits import DEFAULT_LIMITS, Limits
from pagequality.reading.sheet import Sheet
from pagequality.reading.source import (
    Source,
    address_of,
    advice_on,
    markup_in,
    plain_status,
    source_of,
)
from pagequality.reading.state import find
from pagequality.reading.walk import Walk
from pagequality.text.lexicons import Matcher, default_matcher
from pagequality.text.lookalikes import folded
from pagequality.text.tokens import Tokens, holds_unseen, seen, tokenise, valid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bs4 import BeautifulSoup

PARSERS = ("lexbor", "bs4")
_FEW_WORDS = 30
_UPPER = 20_000
"""Pages that write their tags large have their styles in so many first characters."""
_LONGEST_HEADLINE = 25


def read(  # noqa: PLR0913 - each keyword is one plain choice of the caller's
    html: str | bytes | BeautifulSoup,
    *,
    url: Any = None,
    headers: Mapping[str, str] | None = None,
    status: int | None = None,
    parser: str = "lexbor",
    limits: Limits = DEFAULT_LIMITS,
    template: TemplateLines = NO_LINES,
    deadline: Deadline = NEVER,
    matcher: Matcher | None = None,
    models: Models | None = None,
) -> Page:
    r"""Read a page.

    Args:
        html: the page as bytes (best: the encoding is then found as browsers do), as text,
            or as a BeautifulSoup tree, which is walked and not parsed again.
        url: where it came from, as text or any object that says it when made text; the URL
            signals need it.
        headers: HTTP headers; ``Content-Type`` helps to decode bytes and to tell what is no page.
        status: of the HTTP response: the page of an error is not judged; ``nan`` is unknown.
        parser: ``"lexbor"`` (fast) or ``"bs4"``.
        limits: how much is read.
        template: lines of its site's template, which are taken out of the main content.
        deadline: when to give up between two stages, by `OutOfTimeError`.
        matcher: the phrases to look for; the library's own when not given.
        models: the learned models that judge the page; the default ones when not given.

    Returns:
        The page. Whatever is wrong with it stands in `Page.notices`, and what it is instead of
        content in `Page.state`.

    Raises:
        TypeError: ``html`` is none of the three.
        ValueError: the parser is unknown.

    >>> page = read("<title>Tea</title><h1>Tea</h1><p>Boil the water first.</p>")
    >>> page.headline, page.main_text
    ('Tea', 'Tea\n\nBoil the water first.')
    """
    refuse_unknown(parser)
    headers, status = tidy(headers), plain_status(status, said=True)
    source = source_of(html, headers)
    if source.plain and source.text is not None:
        return without(_read_plain(source, url=url, limits=limits, matcher=matcher, models=models,
                       facts=Facts(status, headers), deadline=deadline), template)  # fmt: skip
    given = html if source.text is None else source
    walk, notices = _walk(given, parser=parser, limits=limits, deadline=deadline)
    _rescue(walk)
    page = _page_of_markup(
        walk, source, notices, url=url, limits=limits, matcher=matcher,
        models=models or default_models(), deadline=deadline,
    )  # fmt: skip
    refresh = next((meta.get("content") for meta in walk.metas if _is_refresh(meta)), "")
    markup, kind = source.text or "", source.not_html
    facts = Facts(status, headers, refresh or "", walk.json_ld, markup, kind, source.advice)
    return without(page.in_state(find(page, facts, deadline)), template)


def _page_of_markup(  # noqa: PLR0913 - as above
    walk: Walk,
    source: Source,
    notices: list[Notice],
    *,
    url: Any,
    limits: Limits,
    matcher: Matcher | None,
    models: Models,
    deadline: Deadline,
) -> Page:
    """Tell main content, headline and language of what a walk gathered."""
    notices = notices + trim.cut(walk, limits)
    tokens = _tokens(walk)
    if told := trim.cut_words(walk, tokens, limits):
        tokens, notices = _tokens(walk), notices + told
    deadline.check()
    table = walk.table()
    first_word = np.searchsorted(tokens.start, np.append(table.start, len(tokens.text)))
    main = decision.find(
        models.main_content, table, tokens, first_word=first_word,
        beside=lambda is_main, kind: others.beside(walk, is_main, np.diff(first_word), kind=kind),
    )  # fmt: skip
    deadline.check()
    if (table.hidden & main.is_main).any():
        table = replace(table, hidden=table.hidden & ~main.is_main)
    head = read_head(walk, limits.title)
    head = replace(head, headline=headline.pick(walk, main.is_main, head)[: limits.title])
    spoken = language.detect(tokens, head.language, language.parts(table, first_word, main.is_main))
    deadline.check()
    return Page(
        url=address_of(url),
        source="html",
        head=head,
        tokens=tokens,
        table=table,
        main_probability=main.probability,
        is_main=main.is_main,
        models=models,
        main_share=main.share,
        markup=walk.markup(),
        language=spoken.code,
        language_confidence=spoken.confidence,
        encoding=source.encoding,
        page_type=main.page_type,
        notices=() if source.not_html else tuple(notices),
        matcher=matcher or default_matcher(),
    )


def read_text(  # noqa: PLR0913 - as above
    text: str,
    *,
    title: str | None = None,
    url: Any = None,
    status: int | None = None,
    limits: Limits = DEFAULT_LIMITS,
    deadline: Deadline = NEVER,
    matcher: Matcher | None = None,
    models: Models | None = None,
) -> Page:
    r"""Read text that somebody has already extracted; every line is a block.

    What only markup can tell is unknown on such a page, not zero. Without a title the
    first line stands in when it is short enough to be one.

    Raises:
        TypeError: text or title is no text.

    >>> page = read_text("Tea\n\nBoil the water first.")
    >>> page.headline, page.source, len(page.blocks)
    ('Tea', 'text', 2)
    """
    need_text("text", text)
    if title is not None:
        need_text("title", title)
    page = _page_of_text(
        text, title=title, url=url, limits=limits, matcher=matcher, models=models, deadline=deadline
    )
    facts = Facts(plain_status(status, said=True), advice=advice_on(text))
    return page.in_state(find(page, facts, deadline))


def _page_of_text(  # noqa: PLR0913 - as above
    text: str,
    *,
    title: str | None = None,
    url: Any,
    limits: Limits,
    matcher: Matcher | None,
    models: Models | None,
    deadline: Deadline,
    encoding: str = "",
    told: Notice | None = None,
) -> Page:
    """Read lines as blocks, all of them main content."""
    walk = Walk()
    walk.take_lines(valid(text.removeprefix("\ufeff")[: limits.characters]))
    walk.truncated = len(text) > limits.characters
    notices = trim.cut(walk, limits)
    notices += [notice for notice in (markup_in(text), told) if notice is not None]
    title = valid(seen((title or "")[: limits.title]))
    tokens = _tokens(walk)
    if told_more := trim.cut_words(walk, tokens, limits):
        tokens, notices = _tokens(walk), notices + told_more
    deadline.check()
    table = walk.table()
    first = walk.texts[0] if walk.texts else ""
    short = len(first) <= limits.title and len(first.split()) <= _LONGEST_HEADLINE
    named = title or (first if short else "")
    first_word = np.searchsorted(tokens.start, np.append(table.start, len(tokens.text)))
    whole = np.ones(len(table), bool)
    spoken = language.detect(tokens, "", language.parts(table, first_word, whole))
    return Page(
        url=address_of(url),
        source="text",
        head=Head(title=title, headline=named),
        tokens=tokens,
        table=table,
        main_probability=np.full(len(table), np.nan),
        is_main=whole,
        models=models or default_models(),
        language=spoken.code,
        language_confidence=spoken.confidence,
        encoding=encoding,
        notices=tuple(notices),
        matcher=matcher or default_matcher(),
    )


def _read_plain(  # noqa: PLR0913 - as above
    source: Source,
    *,
    url: Any,
    limits: Limits,
    matcher: Matcher | None,
    models: Models | None,
    facts: Facts,
    deadline: Deadline,
) -> Page:
    """Read a page without any markup as the plain text that it is."""
    told = Notice("plain text", "there is no markup; the page was read as plain text")
    page = _page_of_text(
        source.text or "", url=url, limits=limits, matcher=matcher, models=models,
        encoding=source.encoding, told=told, deadline=deadline,
    )  # fmt: skip
    return page.in_state(find(page, facts, deadline))


def refuse_unknown(parser: str) -> None:
    """Raise `ValueError` for a parser that there is none of.

    >>> refuse_unknown("html5lib")
    Traceback (most recent call last):
        ...
    ValueError: unknown parser 'html5lib': choose one of lexbor, bs4
    """
    if parser not in PARSERS:
        message = f"unknown parser {parser!r}: choose one of {', '.join(PARSERS)}"
        raise ValueError(message)


def _is_refresh(meta: Mapping[str, str | None]) -> bool:
    return (meta.get("http-equiv") or "").strip().lower() == "refresh"


def _walk(
    source: Any, *, parser: str, limits: Limits, deadline: Deadline
) -> tuple[Walk, list[Notice]]:
    """Walk over a page; the tree is gone when this returns. Also say what was left out."""
    notices: list[Notice] = []
    markup = source.text or "" if isinstance(source, Source) else ""
    if isinstance(source, Source):
        root, owner, told = dom.parse(markup[: limits.characters], parser, limits)
        notices += told
    else:
        root, owner = dom.from_soup(source)
    deadline.check()
    styled = not isinstance(source, Source) or "<style" in markup or "<STYLE" in markup[:_UPPER]
    walk = Walk(Sheet(dom.styles(owner)) if styled else None)
    walk.truncated = len(markup) > limits.characters
    if root is not None:
        walk.run(root, limits.nodes)
        if walk.templates and not trim.holds_words(walk, _FEW_WORDS):
            walk.open_templates()
    del root, owner
    deadline.check()
    walk.settle()
    return walk, notices + trim.cut_head(walk, limits)


def _tokens(walk: Walk) -> Tokens:
    """Find the words of all blocks as people see them, without what nobody sees in them."""
    tokens = tokenise(walk.text())
    if holds_unseen(tokens):
        trim.unveil(walk)
        tokens = tokenise(walk.text())
    return folded(tokens)


def _rescue(walk: Walk) -> None:
    """Find a page's text elsewhere when its visible blocks hold next to none."""
    if not trim.holds_words(walk, _FEW_WORDS):
        trim.unhide(walk)
        if not trim.holds_words(walk, _FEW_WORDS):
            walk.append_paragraphs(json_ld_paragraphs(walk.json_ld))
