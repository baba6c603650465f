"""The cues of a text, as the model of hedging reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pagequality.learned.hedging.cues import own_matches
from pagequality.learned.hedging.features import sentence_of
from pagequality.text.lexicons import default_matcher

if TYPE_CHECKING:
    from pagequality.text.arrays import Ints
    from pagequality.text.lexicons import Matcher, Matches
    from pagequality.text.tokens import Tokens


def cues_of(tokens: Tokens, spans: tuple[Ints, Ints], matcher: Matcher | None = None) -> Matches:
    """Find the cues in the sentences of a text."""
    matcher = matcher or default_matcher()
    sentence = sentence_of(tokens, spans)
    return own_matches(tokens, matcher.match(tokens), matcher.topics, sentence=sentence)
