"""Pages that were made to cost much: each generator makes one of about so many characters.

Every state of a parser and every step behind it that could look at the page again for each
piece of it has one here. A new idea is one more line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Maker = Callable[[int], str]

PROSE = "".join(
    f"<p>This is an ordinary sentence about beans and gardens number {number} that people share."
    for number in range(12)
)


def again(piece: str, before: str = "", after: str = "", *, prose: str = PROSE) -> Maker:
    """Repeat a piece, with ``#`` counted up, between what comes before and after; then prose."""
    if "#" not in piece:
        return lambda size: before + piece * (size // len(piece)) + after + prose

    def make(size: int) -> str:
        parts, length, number = [], 0, 0
        while length < size:
            parts.append(piece.replace("#", f"{number:x}"))
            length += len(parts[-1])
            number += 1
        return before + "".join(parts) + after + prose

    return make


def halves(one: str, two: str, *, before: str = "", between: str = "") -> Maker:
    """Repeat one piece in the first half of a page, another in the second."""
    first, second = again(one, before, between, prose=""), again(two, prose="")
    return lambda size: first(size // 2) + second(size // 2) + PROSE


def script(piece: str, before: str = "", after: str = "") -> Maker:
    """Structured data that repeats a piece."""
    return again(piece, f'<script type="application/ld+json">{before}', f"{after}</script>")


def attribute(name: str, piece: str, tag: str = "div") -> Maker:
    """One attribute that repeats a piece."""
    return again(piece, f'<{tag} {name}="', f'">beans</{tag}>')


_ATTACKS: dict[str, Maker] = {
    # tags that never end, and names that never end
    "tags without an end": again("<a", prose=""),
    "tags without an end, prose before": again("<a ", PROSE, prose=""),
    "quotes without an end": again("<a b='", prose=""),
    "frames without an end": again("<iframe aaa", prose=""),
    "meta without an end": again("<meta ", prose=""),
    "less-than signs": again("<", prose=""),
    "less-than slash": again("</", prose=""),
    "a long tag name": again("x", "<", ">"),
    "a long end tag": again("x ", "</", ">"),
    "slashes in a tag": again("/", "<a ", ">"),
    "equal signs in a tag": again("=", "<a ", ">"),
    # open elements
    "deep div": again("<div>"),
    "deep span, many ends": halves("<span>", "</x>"),
    "deep div, many ends": halves("<div>", "</x>x"),
    "deep unknown elements": again("<x-#>"),
    "deep tables": again("<table><tr><td>"),
    "dd in li": again("<dd><li>"),
    "rt": again("<rt>"),
    "ruby and rt": again("<ruby><rt>"),
    "rows in svg": halves("<tr>", "</x>", before="<svg>"),
    "void elements in svg": halves("<input>", "</x>", before="<svg>"),
    "html in desc in svg": again("<svg><desc><p>"),
    "back into svg": halves("<svg><desc><p></p></desc><tr>", "</x>"),
    "math": again("<math><mi>"),
    "buttons in svg titles": again("<svg><title><button>"),
    "templates": again("<template>"),
    "objects": again("<object><p>"),
    "forms": again("<form><div></form>"),
    "frame sets": again("<frameset>"),
    "headings": again("<h1><div>"),
    "options": again("<option>x</option>", "<select>", "</select>"),
    "options left open": again("<option>x", "<select>"),
    "groups of options": again("<optgroup><option>x", "<select>"),
    "options without a select": again("<option><div>"),
    "selects": again("<select><option>x"),
    "list items": again("<li>x"),
    "items closed across lists": again("<li><ul></li>"),
    "forms closed across paragraphs": again("<rt><rt></p><form><p>x</form></form>"),
    "closed together with formatting": halves("x</q><q></b><s><b>", "</p>"),
    "closed in comments only": again("<div>x<!--</div>-->"),
    "closed in scripts only": again("<div>x<script></div></script>"),
    "closed in text areas only": again("<div>x<textarea></div></textarea>"),
    "closed in titles only": again("<div>x<title></div></title>"),
    "closed in attributes only": again("<div>x<br a='</div>'>"),
    "closed in cells only": again("<div><table><tr><td></div>"),
    "spans closed across blocks": again("<span><div></span>"),
    # formatting elements
    "formatting, then paragraphs": halves("<b id=#>", "<p>x", between="<p>"),
    "formatting of several kinds": halves("<b id=#><i id=#><u id=#>", "<p>x", between="<p>"),
    "fonts in paragraphs": again("<p><font color=#>x"),
    "three fonts in paragraphs": again("<p><font color=#><b><i>x"),
    "formatting in cells": again("<b id=#><table><tr><td></b></td></tr></table>"),
    "formatting in svg": again("<svg><desc><b id=#></svg><p>x"),
    "formatting closed in comments": halves("<b id=#><!--</b>-->", "<p>x"),
    "formatting closed too late": again("<b id=#><p>x</b>"),
    "adopted": again("<b><p><i><div></b></i>"),
    "adopted by many": halves("<b><div>", "</b>"),
    "links left open": again("<a href=/#><div>x"),
    "links in cells": again("<a href=/#><table><tr><td>x"),
    "nobr": again("<nobr id=#><table>"),
    "spans over formatting": lambda size: (
        "<span>" * (size // 30) + again("<b id=#>", prose="")(size // 3) + "</span>x" * (size // 30)
    ),
    # text in odd places
    "text before rows": again("x<tr>", "<table>"),
    "text parted by nothing": again("x</y>"),
    "text parted by comments": again("x<!---->"),
    "text parted in a table": again("x</y>", "<table>"),
    "comments without an end": again("<!--", prose=""),
    "comments": again("<!-- -->"),
    "declarations": again("<!x>"),
    "character data": again("<![CDATA[", prose=""),
    "instructions": again("<?x>"),
    "scripts": again("<script>x</script>"),
    "closed in nested scripts only": again("<div>x<script><!--<script></script></div>--></script>"),
    "closed in styles of choices only": again("<div>x<select><style></select></div><p></style>"),
    "scripts in scripts": again("<!--<script>", "<script>", prose=""),
    "styles": again("<style>.a#{display:none}</style>"),
    "rules": again(".a#{display:none}", "<style>", "</style>"),
    "elements that many rules may mean": again(
        "<p class=a#>x", f"<style>{''.join(f'.a{n:x}{{display:none}}' for n in range(400))}</style>"
    ),
    "comments in rules without an end": again("x/*", "<style>.a{display:none}", "</style>"),
    "comments in styles without an end": again(f"<p style='display:block;#{'x/*' * 650}'>x"),
    "brackets in rules": again("[a]", "<style>", "{display:none}</style><p class=a>x"),
    "rules for what is inside": again(".a .b{display:none}", "<style>", "</style><p class=a>x"),
    "elements inside of others": again(
        "<div class=b>x", "<style>.a .b,.b>.a .b{display:none}</style><p class=a>x</p>"
    ),
    "rules for screens": again("@media screen{.a{display:none}", "<style>", "</style>"),
    "rules for paper": again("@media print ", "<style>.a{display:none}", "</style><p class=a>x"),
    "values that hold elements": again("<a title='<meta charset=big5>"),
    "half of an escape": again("~{!!"),
    "titles": again("<title>x#</title>"),
    "references": again("&"),
    "references of names": again("&amp;&lt"),
    "zeros": again("\0"),
    "blanks": again(" ", "<p>"),
    "breaks": again("<br>"),
    "breaks in a line": again("x<br>"),
    "end tags of paragraphs": again("</p>"),
    "one word": again("a"),
    "one word of many accents": again("\u0301", "<p>a"),
    "letters and dots": again("a."),
    "quotation marks": again('" '),
    "digits": again("1 "),
    # attributes
    "attributes": again(" a#=x", "<div", ">"),
    "attributes behind a quoted >": again(" a#", "<a x='>'", ">"),
    "attributes behind a quoted <": again(" a#", "<a x='<'", ">"),
    "attributes of html": again("<html a#=1>"),
    "attributes of body": again("<body a#=1>"),
    "attributes in an end tag": again(" a#", "</a", ">"),
    "elements of many attributes": again("<p" + "".join(f" a{i}" for i in range(900)) + ">x"),
    "class words": attribute("class", "comment-#_ "),
    "classes": again("<div class='nav-# c#'>x</div>"),
    "a long style": attribute("style", "a:b;"),
    "styles of elements": again("<p style='color:#{#};display:none'>x"),
    "hidden in a line": again("<x> </x> ", "<p><i hidden>x</i>"),
    "a long address": attribute("href", "/a%20", "a"),
    "classes of deep elements": lambda size: (
        f"<div class='{'c' * (size // 600)}'>" * 500 + "<p>may might could reportedly</p>" * 40
    ),
    # what the head says
    "a long title": again("Harbour news ", "<title>", "</title>"),
    "a title of dots": again(".", "<title>", "x</title>"),
    "a title of one word": again("a", "<title>", "</title>"),
    "a title of lines": again("_", "<title>", "!</title>"),
    "a title of separators": again(" | a", "<title>", "</title>"),
    "a headline of separators": again(": a", "<h1>", "</h1>"),
    "headlines": again("<h1>Beans in the garden #</h1>"),
    "headings that announce comments": again("<div><h3>Comments</h3>x</div>", PROSE * 2),
    "meta elements": again("<meta name=description content='x#'>"),
    "words about": again("beans, ", "<meta name=keywords content='", "'>"),
    "labels of encodings": again("<meta charset=x#>"),
    "an author of blanks": script(" ", '{"author":', "x}"),
    "authors": script('"author":[{'),
    "authors of strings": script('{"x":"', '{"author":['),
    "publishers": script('"publisher":{ "a" '),
    "types": script('"@type":"A#",', "{", '"x":1}'),
    "strings without an end": script('"articleBody":"'),
    "escapes": script("\\", '{"articleBody":"', '"}'),
    "bad escapes": script("\\x", '{"articleBody":"', '"}'),
    "escaped quotes in data": script('\\"', '{"a":"'),
    "blanks where a price is said": script(" ", '{"isAccessibleForFree":', "x}"),
    "comments in data": script("/*", "{"),
    "slashes in data": script("//", "{"),
    "commas in data": script(", ", "{"),
    "brackets": script("["),
    "braces": script('{"a":', after="1"),
    "values one behind another": script('{"a":1}'),
    "broken values": script('{"a":1'),
    "markup in data": script("<", '{"articleBody":"', '"}'),
    "bodies": script('{"text":"a b c"},', "[", "1]"),
    "sites in data": script('"@type":"WebSite" '),
    "sheets of data": again('<script type="application/ld+json">{"author":[{</script>'),
    "digits in data": script("1", '{"a":'),
    # links, blocks, words
    "links": again("<li><a href='/t/#'>Topic #</a>"),
    "links in links": again("<a href=/#><div>long words here</div>", PROSE),
    "links around blocks": lambda size: (
        "".join(f"<a href=/{i}><table><tr><td>" for i in range(100))
        + "<div>ab cd</div>" * (size // 16)
    ),
    "hosts": again("<p><a href='https://h#.example/'>beans</a> grow well"),
    "comment holders": again("<div class='comment-list'>", PROSE),
    "details": again("<details>x</details>"),
    "sentences": again("the harbour and the board of the basin ", "<p>"),
    "short sentences": again("It may. "),
    "sentences of figures and dots": again(f"<p>a one two {'1' * 150} {'.' * 320}a</p>", prose=""),
    "names of hosts": again(f"<p>domain {'a.b-' * 120}</p>", prose=""),
    "dashes among orders to write": again(
        "-", "<p>Title here. Edit me. Your own text goes here. ", "x words of it. ", prose=""
    ),
    "marks below filler": again("<p>•</p>", "<h1>Tea</h1><p>Lorem ipsum dolor sit amet</p>"),
    "phrases": again("reportedly may, in today's fast-paced world ", "<p>"),
    "fields": again("<p>{{ a }} "),
    "people who speak": again("<p>“Ann said that Bea, 9, said: ”"),
    "places of the title": again(
        "We are in Harbourtown and near Basinbridge. ",
        "<title>Harbourtown Basinbridge Ferryhill</title><p>",
    ),
    "boxes of stories": again("<div class=related><a href=/#>More news of it</a></div>", PROSE),
    "slides of stories": again("<div class=slick><a href=/#>News of the harbour</a></div>", PROSE),
    "lists of items": again("<ul><li>A wall", "<title>50 ways</title><h1>50 ways to mend it</h1>"),
    "names of a site": again(
        "<div><a href=/>Beans</a><h2>Harbour #</h2><h2>Rye</h2></div>", "<title>Beans | Rye</title>"
    ),
    "mottos": again("<div class=site-description>x</div>"),
    "forms above a heading": again("<form><p>x", "", "<h1>Beans</h1>"),
    "rules of a forum": again("<p>You may not post new threads in this forum smilies are on "),
    "people who are followed": again("<div><p>Written by Ann<p>9 followers</p>", PROSE),
    "more by somebody": again("<h3><a href=/#>More from Ann</a></h3>", PROSE),
    "templates side by side": again("<template><p>x</template>"),
    "shadow roots": again("<div><template shadowrootmode=open><p>x"),
    "frames": again("<iframe src=/#></iframe>"),
    "xml": again("<a/>", "<?xml version='1.0'?>"),
    "xml without an end": again("<a />", "<?xml version='1.0'?><"),
    "frames closed by a slash": again("<iframe a/></noscript>"),
}

BEGINNING = "<!doctype html>"


def page(name: str, size: int) -> str:
    """The page that a generator makes; without its first line, XML begins with its own."""
    made = _ATTACKS[name](size)
    return made if made.startswith("<?xml") else BEGINNING + made


ATTACKS: tuple[str, ...] = tuple(_ATTACKS)
