"""How much of a page is read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a page is read. A page beyond a limit is judged on what was read.

    What is left out is said in a notice: ``truncated`` where text is missing, ``simplified``
    where only markup is. With these limits time and memory grow at most linearly with a page.
    Depth, reopened formatting and attributes are counted where a page could cost a parser much;
    on other pages nothing of that is left out.

    Time is no limit of reading: half a page is not judged as if it were a whole one. ``deadline=``
    of `score`, `analyze` and `analyze_text` (``--time-limit`` of the commands) gives a page
    up instead. It is looked at between the stages of reading, between the steps that tell a page's
    state, between signals, and before the verdict; no stage is broken off, so a page takes at most
    one stage longer: with the limits as they are less than a second, in native code, too. Its
    verdict abstains, its state is ``timeout``, and the notice ``time limit`` says how long it had.
    Corpora break off a stage, too, and have an error row instead.

    Attributes:
        characters: of markup that are parsed, and of a plain text; the rest is cut off
            (``truncated``).
        tags: that are parsed; the page is cut off before the next one (``truncated``).
        nodes: of the tree that are visited; the rest is left out (``truncated``).
        text: characters of visible text that are judged; further blocks are left out
            (``truncated``).
        blocks: of text (paragraphs, cells) that are judged; further ones are left out
            (``truncated``).
        words: that are judged; the block with the next one and those behind it are left out
            (``truncated``).
        sentences: that are judged, likewise (``truncated``).
        depth: of elements in elements. The tags of deeper ones are left out, their text stays
            (``simplified``). Browsers stop here, too.
        reopened: formatting elements (``b``, ``font``) that a page leaves open and that the HTML
            standard opens again in every block behind. Beyond, the page is read without any
            formatting; its text stays (``simplified``). With ``parser="bs4"`` it is a twentieth.
        attributes: of one tag; further ones are left out (``simplified``).
        title: characters of a title or a headline; the rest is cut off (``truncated``). Of the
            description, keywords and other statements of the head ten times as many count.
        labels: characters of an element's class and id words; what they hint at beyond is not
            known, and nothing is said of it.
        links: of the page that count; further ones are text like other text (``simplified``).
        structured: characters of structured data (JSON-LD) that are read, all documents
            together; the rest is left out (``simplified``).
        soup: tags, character references and zeros, and a twentieth of all characters, that
            ``parser="bs4"`` is handed; a page of more is parsed with lexbor (``parser``).
    """

    characters: int = 4_000_000
    tags: int = 300_000
    nodes: int = 200_000
    text: int = 400_000
    blocks: int = 20_000
    words: int = 100_000
    sentences: int = 40_000
    depth: int = 512
    reopened: int = 200_000
    attributes: int = 1000
    title: int = 2000
    labels: int = 500
    links: int = 50_000
    structured: int = 1_000_000
    soup: int = 30_000


DEFAULT_LIMITS = Limits()
