"""Published rules for corpora, written here from their papers: how many checks a text fails.

Sources: Gopher (Rae et al. 2021, table A1), C4 (Raffel et al. 2020, section 2.2), FineWeb
(Penedo et al. 2024, section 3.6), each with the limits that datatrove uses by default. The
systems themselves keep or drop a text at the first failed check; here every check is counted, so
that the rules can rank pages. Marks of a page: a hand-weighted score after the description of
Marginalia's document valuation in its public source; weights as published where they are.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import Final

from selectolax.lexbor import LexborHTMLParser

STOP_WORDS: Final = frozenset(("the", "be", "to", "of", "and", "that", "have", "with"))
POLICIES: Final = (
    "terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies",
    "use cookies",
)  # fmt: skip
TERMINAL: Final = (".", "!", "?", '"', "'", "”", "…")
TOP_NGRAMS: Final = {2: 0.20, 3: 0.18, 4: 0.16}
DUPLICATE_NGRAMS: Final = {5: 0.15, 6: 0.14, 7: 0.13, 8: 0.12, 9: 0.11, 10: 0.10}
_SENTENCE = re.compile(r"[.!?]+(?=\s|$)")


def gopher_quality(text: str) -> float:
    """Count the failed checks of Gopher's quality filter.

    >>> gopher_quality("")
    8.0
    """
    words, lines = text.split(), [line for line in text.splitlines() if line.strip()]
    if not words:
        return 8.0
    n = len(words)
    own = [word for word in words if any(map(str.isalnum, word))]
    length = sum(map(len, own)) / max(len(own), 1)
    failed = (
        not 50 <= len(own) <= 100_000,
        not 3 <= length <= 10,
        text.count("#") / n > 0.1,
        (text.count("...") + text.count("…")) / n > 0.1,
        sum(line.lstrip().startswith(("•", "-", "*", "‣")) for line in lines) / len(lines) > 0.9,
        sum(line.rstrip().endswith(("...", "…")) for line in lines) / len(lines) > 0.3,
        sum(any(map(str.isalpha, word)) for word in words) / n < 0.8,
        len(STOP_WORDS & {word.lower() for word in words}) < 2,
    )
    return float(sum(failed))


def gopher_repetition(text: str) -> float:
    """Count the failed checks of Gopher's repetition filter."""
    words = text.lower().split()
    if not words:
        return 0.0
    failed = 0
    for parts in (text.split("\n\n"), text.split("\n")):
        kept = [part.strip() for part in parts if part.strip()]
        again = [part for part, count in Counter(kept).items() for _ in range(count - 1)]
        failed += len(again) / max(len(kept), 1) > 0.3
        failed += sum(map(len, again)) / len(text) > 0.2
    total = sum(map(len, words))
    for n, limit in TOP_NGRAMS.items():
        grams = Counter(tuple(words[i : i + n]) for i in range(len(words) - n + 1))
        if grams:
            gram, count = grams.most_common(1)[0]
            failed += count > 1 and count * sum(map(len, gram)) / total > limit
    for n, limit in DUPLICATE_NGRAMS.items():
        failed += _in_duplicates(words, n) / total > limit
    return float(failed)


def _in_duplicates(words: list[str], n: int) -> int:
    """Count the letters in runs of n words that have stood before; none counted twice."""
    seen, letters, i = set(), 0, 0
    while i <= len(words) - n:
        gram = tuple(words[i : i + n])
        if gram in seen:
            letters += sum(map(len, gram))
            i += n
        else:
            seen.add(gram)
            i += 1
    return letters


def c4(text: str) -> float:
    """Count the failed page checks of C4, and add the share of lines that it takes out."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    lower = text.lower()
    kept = [
        line
        for line in lines
        if line.endswith(TERMINAL)
        and len(line.split()) >= 3
        and "javascript" not in line.lower()
        and not any(policy in line.lower() for policy in POLICIES)
    ]
    failed = (
        len(_SENTENCE.findall("\n".join(kept))) < 5,
        "lorem ipsum" in lower,
        "{" in text,
    )
    return sum(failed) + 1.0 - len(kept) / max(len(lines), 1)


def fineweb(text: str) -> float:
    r"""Count the failed checks of FineWeb's own filter.

    >>> fineweb("Home\nShop\nHome\nShop")
    4.0
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    words = text.split()
    if not lines:
        return 4.0
    again = [line for line, count in Counter(lines).items() for _ in range(count - 1)]
    failed = (
        sum(line.endswith(TERMINAL) for line in lines) / len(lines) < 0.12,
        sum(len(line) <= 30 for line in lines) / len(lines) > 0.67,
        sum(map(len, again)) / sum(map(len, lines)) > 0.01,
        text.count("\n") / len(words) > 0.3,
    )
    return float(sum(failed))


ADVERTS: Final = re.compile(
    r"adsbygoogle|googlesyndication|doubleclick\.net|taboola|outbrain|amazon-adsystem|adnxs|"
    r"criteo|pubmatic|mediavine|ezoic|adthrive|monumetric|propellerads|media\.net", re.IGNORECASE,
)  # fmt: skip
TRACKERS: Final = re.compile(
    r"google-analytics|googletagmanager|gtag\(|fbevents|connect\.facebook\.net|hotjar|clarity\.ms|"
    r"mixpanel|segment\.com|quantserve|scorecardresearch|matomo|hs-analytics|newrelic",
    re.IGNORECASE,
)
AFFILIATES: Final = re.compile(
    r"amzn\.to|[?&]tag=[\w-]+-2\d|shareasale|awin1\.com|clickbank|impact\.com|rstyle\.me|"
    r"skimresources|viglink|/(?:go|recommends|refer)/", re.IGNORECASE,
)  # fmt: skip
CONSENT: Final = re.compile(
    r"cookiebot|onetrust|quantcast|didomi|usercentrics|cookieyes|trustarc|cookielaw", re.IGNORECASE
)
INDIE: Final = re.compile(
    r"rel=[\"']?(?:webmention|indieauth|authorization_endpoint|me)\b", re.IGNORECASE
)
_QUESTION = re.compile(r"^(?:what|why|how|when|is)\b", re.IGNORECASE)
_SPAM_HEADINGS: Final = {"benefits of": 10.0, "key benefits": 5.0, "key takeaways": 5.0}


def hand_weighted(html: bytes, url: str, text: str) -> float:
    """Return how bad a page looks by hand-set weights: higher is worse.

    The part for scripts and the scale of the text share are not published as numbers: a
    quarter of a point a script, at most five, and one point a factor of e are taken here.
    """
    source = html.decode("utf-8", "replace")
    tree = LexborHTMLParser(source)
    quality = math.log(max(len(text), 1) / max(len(source), 1))
    quality -= min(len(tree.css("script")) * 0.25, 5.0)
    for level in ("h1", "h2", "h3", "h4"):
        heads = [node.text(strip=True).lower() for node in tree.css(level)]
        for start, penalty in _SPAM_HEADINGS.items():
            quality -= penalty * any(head.startswith(start) for head in heads)
        asked = sum(bool(_QUESTION.match(head)) for head in heads)
        quality -= asked > 4 and asked > len(heads) / 2
    marks = ((ADVERTS, 2.5), (TRACKERS, 2.5), (AFFILIATES, 1.5), (CONSENT, 1.0), (INDIE, -1.0))
    quality -= sum(weight * bool(pattern.search(source)) for pattern, weight in marks)
    quality -= "cookie" in source.lower()
    quality -= 2.0 * (url.rstrip("/").rpartition("/")[2].count("-") > 3)
    return -quality
