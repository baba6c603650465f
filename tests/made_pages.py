"""Pages that hypothesis makes: markup as it is, markup as it should not be, and any text."""

from __future__ import annotations

from html import escape

from hypothesis import strategies as st

WORDS = (
    "the beans water every morning garden perhaps experts say 2024 £40 Best Tips For You click "
    "here affiliate discount cookies accept newsletter subscribe comment share Don’t it's café "
    "naïve Straße 東京 привет ترجمة 🌱 however amazing could may John Smith said. Really? Wow! "
    "“No,” she www.example.com 3.14 U.S. e.g. — …"
).split()
BLOCKS = ("p", "div", "h1", "h2", "h3", "ul", "li", "table", "td", "article", "nav", "footer")
INLINE = ("a", "b", "em", "span", "code", "q")
ODDITIES = (
    "<br>", "<img src=x>", "<img alt='a cat' src=x>", "<hr>", "<input name=q>", "</p>", "</div>",
    "<!-- a comment -->", "<![CDATA[x]]>", "&nbsp;", "&#0;", "&#xD800;", "&bogus;", "<", ">", "\0",
    "<script>var a = '<p>no</p>'</script>", "<style>p{color:red}</style>", "<iframe src=//ads>",
    "<noscript>Enable JavaScript</noscript>", "<template><p>no</p></template>", "<svg><p>x</svg>",
    "<textarea><p>typed", "<select><option>one</select>", "<plaintext>", "<frameset>", "<body>",
    "<script type='application/ld+json'>{\"@type\": \"Article\", \"author\": {\"name\": \"A\"}",
    "<meta name=author content='Ann Lee'>", "<base href=x>", "<form><button>Send", "<math><mi>x",
    "<title>Late", "<p hidden>secret", "<p style='display:none'>secret", "<a>", "<a href='//[x'>",
)  # fmt: skip

words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map(" ".join)
any_text = st.text(max_size=60)
surrogates = st.text(st.characters(categories=("Cs", "Lu", "Cc")), max_size=8)
names = st.sampled_from(("class", "id", "href", "rel", "style", "lang", "title", "data-x", "alt"))
values = st.one_of(
    st.sampled_from(
        ("content", "nav-menu", "https://example.org/a", "/tag", "nofollow", "ad slot")
    ),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12),
)
attributes = st.dictionaries(names, values, max_size=4)


def open_tag(tag: str, given: dict[str, str]) -> str:
    """Write a start tag with its attributes in the order given."""
    return f"<{tag}" + "".join(f' {name}="{escape(given[name])}"' for name in given) + ">"


def _element(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    tag = st.sampled_from(BLOCKS + INLINE)
    return st.builds(
        lambda tag, given, parts: open_tag(tag, given) + " ".join(parts) + f"</{tag}>",
        tag, attributes, st.lists(inner, max_size=4),
    )  # fmt: skip


body = st.recursive(words | any_text.map(escape), _element, max_leaves=12)
fragment = st.one_of(body, words, any_text, st.sampled_from(ODDITIES))
titles = st.one_of(st.just(""), words, any_text).map(escape)


def _document(title: str, heading: str, parts: list[str]) -> str:
    return f"<title>{title}</title><h1>{heading}</h1>" + "\n".join(parts)


documents = st.builds(_document, titles, titles, st.lists(fragment, max_size=8))
"""Whole pages, most of them broken somewhere."""
tidy = st.builds(
    _document, words, words, st.lists(words.map(lambda text: f"<p>{text}</p>"), max_size=12)
)
"""Whole pages of plain paragraphs, nothing broken."""
