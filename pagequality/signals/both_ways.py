"""Why a high value of some signals may speak for either side: each is usual on some honest pages.

All others only accuse or only excuse (`signals.base.Signal.speaks`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

BOTH_WAYS: Final[Mapping[str, str]] = {
    "boilerplate_ratio": "A club's notice in a large template has as much as a farm's page.",
    "link_density": "Front pages and catalogues are made of links, and so are farms of them.",
    "main_link_density": "An encyclopaedia links much, a farm to its other pages.",
    "text_to_markup": "Hand-made pages are nearly all text, and so are exports of generators.",
    "template_share": "It tells how large the template is, not what for.",
    "scrap_share": "Timetables and catalogues consist of scraps, and so do pages of widgets.",
    "content_breaks": "Pictures and quotes part an honest article, adverts a low one.",
    "lead_coverage": "News repeats its headline at once; so does a text written after a query.",
    "length": "Novels and farms are long, notices and doorways short.",
    "sentence_length": "Law and science write long sentences, and so does padding.",
    "word_length": "Science and officialdom use long words, and so do tidy machines.",
    "function_words": "Prose has many, lists have few: both are honest and low.",
    "second_person": "Manuals and leaflets speak to the reader, and so do advertisements.",
    "commas": "Careful prose has many, and so have lists of keywords.",
    "exclamations": "Clubs and family pages are glad, and advertisements loud.",
    "questions": "Quizzes and interviews ask, and so do texts written after queries.",
    "dashes": "Typesetters use them, and so do language models.",
    "title_length": "Papers and laws have long titles, and so have pages made for search engines.",
    "described_length": "Editors write long descriptions, and so do optimisers.",
    "headline_capitals": "Old pages shout their headlines, and so do new ones that want clicks.",
    "heading_rate": "Manuals are parted by many headings, and so are tidy guides that say nothing.",
    "list_share": "Recipes and manuals consist of lists, and so do thin overviews.",
    "table_share": "Data stand in tables, and so do specifications without a test.",
    "paragraph_length": "Old prose has long paragraphs, and so has text without an editor.",
    "paragraph_variety": "Even paragraphs are a machine's, and a dictionary's.",
    "long_paragraphs": "Essays have them, and so has text that was pasted in one piece.",
    "images": "Galleries and travelogues have many, and so have posts of other people's pictures.",
    "unendorsed_links": "Wikis and forums endorse no link, and pages of bought links must not.",
    "dead_links": "Links of scripts lead nowhere, and so do links that nobody filled in.",
    "slug_words": "Newspapers put the headline into the address, and so do texts for search.",
    "address_digits": "Archives number their pages, and so do generators.",
    "address_repeats_title": "Any blog program makes the address of the title.",
    "blog_wording": "A kind of page is no guilt.",
    "company_wording": "A kind of page is no guilt.",
    "news_wording": "A kind of page is no guilt.",
}
"""By signal, why; one that is not here points one way."""
