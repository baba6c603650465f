"""Where each family of signals can mislead: pages that are honest and measure high."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

MISFIRES: Final[Mapping[str, str]] = {
    "boilerplate": "Front pages, categories of shops and forums are mostly menus and links; short "
    "notices in large templates are, too.",
    "headline_mismatch": "Headlines that play with words, name a column, or say what a picture, a "
    "recording or a table below them shows.",
    "template_noise": "Newspapers and recipes that live on subscriptions and newsletters ask for "
    "much amid good text.",
    "speculation": "Reports of science, courts and markets hedge because the matter is open; "
    "reviews of what is to come guess openly.",
    "prose": "Poems, lists of addresses, minutes, code and text by people who write English as "
    "another language.",
    "cliche": "Official letters, company news and guides for beginners use stock phrases and mean "
    "what they say.",
    "repetition": "Song texts, liturgy, legal text, timetables, glossaries and fixtures repeat "
    "themselves.",
    "keywords": "Reference pages, product pages and small firms name their one subject in title, "
    "headings and address for good reason.",
    "layout": "Manuals, frequently asked questions and recipes consist of headings and lists.",
    "adverts": "Honest newspapers and hobby pages live on ads, and honest testers on affiliate "
    "links.",
    "trust": "Old, personal and handmade pages carry neither author nor date nor sources, and are "
    "often the best there are.",
    "contact": "Personal pages keep addresses to themselves; firms of all kinds show theirs.",
    "address": "Many honest systems make addresses from titles, and archives put dates into them.",
    "wording": "Text about what spam is about (loans, diets, locksmiths, casinos), and sober "
    "marketing of honest firms.",
    "hidden": "Menus, tabs, translations and help for screen readers are hidden until asked for.",
    "leftovers": "Pages that explain templates, prompts or filler text quote them.",
    "letters": "Text about alphabets, mathematics and languages mixes scripts.",
    "word_order": "Tables, lists of names, poems, dialect and text read badly from scans.",
    "specifics": "Reports without names protect somebody; claims without evidence are usual in "
    "short company pages.",
}
"""By family, in a sentence. Lack of a good mark accuses nobody, whatever stands here."""
