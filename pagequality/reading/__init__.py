"""Reading: from bytes, text or a parsed tree to a `Page`; it never raises on a page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from pagequality.learned.main_content import decision
from pagequality.learned.models import Models, default_models
from pagequality.page.head import Head
from pagequality.page.page import Page
from pagequality.reading import dom, guard, headline, language, others, trim
from pagequality.reading.decode import Decoded, decode
from pagequality.reading.head import json_ld_paragraphs, read_head
from pagequality.reading.limits import DEFAULT_LIMITS, Limits
from pagequality.reading.sheet import Sheet
from pagequality.reading.walk import Walk
from pagequality.text.lexicons import Matcher, default_matcher
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
    url: str | None = None,
    headers: Mapping[str, str] | None = None,
    parser: str = "lexbor",
    limits: Limits = DEFAULT_LIMITS,
    matcher: Matcher | None = None,
    models: Models | None = None,
) -> Page:
    r"""Read a page.

    Args:
        html: the page as bytes (best: the encoding is then found as browsers do), as text,
            or as a BeautifulSoup tree, which is walked and not parsed again.
        url: where it came from; the URL signals need it.
        headers: HTTP headers, of which ``Content-Type`` helps to decode bytes.
        parser: ``"lexbor"`` (fast) or ``"bs4"``.
        limits: how much is read.
        matcher: the phrases to look for; the library's own when not given.
        models: the learned models that judge the page; the default ones when not given.

    Returns:
        The page. Whatever is wrong with it stands in `Page.notices`.

    Raises:
        TypeError: ``html`` is none of the three.
        ValueError: the parser is unknown.

    >>> page = read("<title>Tea</title><h1>Tea</h1><p>Boil the water first.</p>")
    >>> page.headline, page.main_text
    ('Tea', 'Tea\n\nBoil the water first.')
    """
    if parser not in PARSERS:
        message = f"unknown parser {parser!r}: choose one of {', '.join(PARSERS)}"
        raise ValueError(message)
    source = _source(html, headers)
    models = models or default_models()
    walk = _walk(html if source is None else source, parser=parser, limits=limits)
    _rescue(walk)
    notices = trim.cut(walk, limits.text)
    tokens = _tokens(walk)
    table = walk.table()
    first_word = np.searchsorted(tokens.start, np.append(table.start, len(tokens.text)))
    main = decision.find(
        models.main_content, table, tokens, first_word,
        beside=lambda is_main, kind: others.beside(walk, is_main, np.diff(first_word), kind=kind),
    )  # fmt: skip
    if (table.hidden & main.is_main).any():
        table = replace(table, hidden=table.hidden & ~main.is_main)
    head = read_head(walk)
    head = replace(head, headline=headline.pick(walk, main.is_main, head))
    spoken = language.detect(tokens, head.language)
    return Page(
        url=url or "",
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
        encoding="" if source is None else source.encoding,
        page_type=main.page_type,
        notices=tuple(notices),
        matcher=matcher or default_matcher(),
    )


def read_text(  # noqa: PLR0913 - as `read`
    text: str,
    *,
    title: str | None = None,
    url: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    matcher: Matcher | None = None,
    models: Models | None = None,
) -> Page:
    r"""Read text that somebody has already extracted; every line is a block.

    What only markup can tell is unknown on such a page, not zero. Without a title the
    first line stands in when it is short enough to be one.

    >>> page = read_text("Tea\n\nBoil the water first.")
    >>> page.headline, page.source, len(page.blocks)
    ('Tea', 'text', 2)
    """
    walk = Walk()
    walk.take_lines(valid(text.removeprefix("\ufeff")[: limits.characters]))
    walk.truncated = len(text) > limits.characters
    notices = trim.cut(walk, limits.text)
    title = valid(seen(title or ""))
    tokens = _tokens(walk)
    table = walk.table()
    first = walk.texts[0] if walk.texts else ""
    named = title or (first if len(first.split()) <= _LONGEST_HEADLINE else "")
    spoken = language.detect(tokens)
    return Page(
        url=url or "",
        source="text",
        head=Head(title=title, headline=named),
        tokens=tokens,
        table=table,
        main_probability=np.full(len(table), np.nan),
        is_main=np.ones(len(table), bool),
        models=models or default_models(),
        language=spoken.code,
        language_confidence=spoken.confidence,
        notices=tuple(notices),
        matcher=matcher or default_matcher(),
    )


def _source(html: Any, headers: Mapping[str, str] | None) -> Decoded | None:
    """Return the page as text, or nothing when it comes as a tree."""
    if isinstance(html, str):
        return Decoded(html.removeprefix("\ufeff"), "", "text")
    if isinstance(html, (bytes, bytearray, memoryview)):
        return decode(bytes(html), headers)
    if hasattr(html, "find_all"):
        return None
    message = f"html must be str, bytes or a BeautifulSoup object, not {type(html).__name__}"
    raise TypeError(message)


def _walk(source: Any, *, parser: str, limits: Limits) -> Walk:
    """Walk over a page; the tree is gone when this returns."""
    cut = isinstance(source, Decoded) and len(source.text) > limits.characters
    if isinstance(source, Decoded):
        root, owner = dom.parse(guard.tame(source.text[: limits.characters]), parser)
    else:
        root, owner = dom.from_soup(source)
    styled = (
        not isinstance(source, Decoded)
        or "<style" in source.text
        or ("<STYLE" in source.text[:_UPPER])
    )
    walk = Walk(Sheet(dom.styles(owner)) if styled else None)
    walk.truncated = cut
    if root is not None:
        walk.run(root, limits.nodes)
        if walk.templates and not trim.holds_words(walk, _FEW_WORDS):
            walk.open_templates()
    del root, owner
    walk.settle()
    return walk


def _tokens(walk: Walk) -> Tokens:
    """Find the words of all blocks, without what nobody sees in them."""
    tokens = tokenise(walk.text())
    if holds_unseen(tokens):
        trim.unveil(walk)
        tokens = tokenise(walk.text())
    return tokens


def _rescue(walk: Walk) -> None:
    """Find a page's text elsewhere when its visible blocks hold next to none."""
    if not trim.holds_words(walk, _FEW_WORDS):
        trim.unhide(walk)
        if not trim.holds_words(walk, _FEW_WORDS):
            walk.append_paragraphs(json_ld_paragraphs(walk.json_ld))
