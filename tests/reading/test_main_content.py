"""How probabilities become main content, counted by hand."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from pagequality.learned.main_content.decision import decide
from pagequality.reading.guard import tamed
from pagequality.reading.limits import DEFAULT_LIMITS


def decided(words: list[int], chance: list[float], *, alike=None, hidden=None):
    """What is decided on blocks of so many words with such a probability each."""
    number = len(words)
    shape = SimpleNamespace(
        first_word=np.cumsum([0, *words]), alike=np.array(alike or [*range(number)])
    )
    unseen = np.array(hidden or [False] * number)
    found, traits = decide(np.array(chance), shape, unseen)
    return found.tolist(), traits


def test_what_is_more_likely_content_than_not_is() -> None:
    """One half is not enough."""
    found, _ = decided([5, 5, 5], [0.5, 0.51, 0.1])
    assert found == [False, True, False]


def test_shares_are_of_visible_words() -> None:
    """Words that are content, words that are expected to be, and how much is in doubt."""
    _, (held, expected, doubt) = decided([10, 30, 60], [0.9, 0.8, 0.1])
    assert held == pytest.approx(40 / 100)
    assert expected == pytest.approx((9 + 24 + 6) / 100)
    assert doubt == pytest.approx((10 * 0.09 + 30 * 0.16 + 60 * 0.09) / 100)


def test_hidden_text_is_never_content() -> None:
    """Its words are no part of the shares; doubt is against all words."""
    found, (held, expected, doubt) = decided(
        [10, 30, 60], [0.9, 0.8, 0.1], hidden=[False, True, False]
    )
    assert found == [True, False, False]
    assert held == pytest.approx(10 / 70)
    assert expected == pytest.approx((9 + 6) / 70)
    assert doubt == pytest.approx((0.9 + 5.4) / 100)


def test_a_page_that_hides_nearly_all_its_content_shows_it() -> None:
    """What scripts unfold for a reader is no hidden text; without a visible word all is unknown."""
    found, (held, expected, _) = decided([10, 90], [0.9, 0.9], hidden=[False, True])
    assert found == [True, True]
    assert (held, expected) == (1.0, 0.9)
    _, nothing = decided([0, 0], [0.9, 0.9])
    assert np.isnan(nothing).all()


@pytest.mark.parametrize(("words", "kept"), [(12, False), (11, True)])
def test_a_long_copy_is_content_once(words: int, kept: bool) -> None:  # noqa: FBT001 - a parameter
    """Of blocks of the same twelve words the first is content; short ones may come again."""
    found, (held, expected, _) = decided([words, 30, words], [0.9, 0.9, 0.8], alike=[0, 1, 0])
    assert found == [True, True, kept]
    total = 2 * words + 30
    assert held == pytest.approx((words + 30 + words * kept) / total)
    assert expected == pytest.approx((words * 0.9 + 27 + words * 0.8 * kept) / total)


def test_a_copy_of_what_is_no_content_is_content() -> None:
    """The menu may hold the same words."""
    found, _ = decided([20, 20, 20], [0.2, 0.9, 0.9], alike=[0, 0, 0])
    assert found == [False, True, False]


# Markup that is mended before it is parsed


def test_elements_beyond_the_deepest_lose_their_tags_alone() -> None:
    """Text stays, a space where a tag was, and closing tags go with those that they close."""
    html = "<div>" * 20_000 + "down" + "</div>" * 20_000 + "<p>after"
    mended = tamed(html).text
    assert mended.count("<div>") == mended.count("</div>") == DEFAULT_LIMITS.depth == 512
    assert "".join(mended.split()) == "<div>" * 512 + "down" + "</div>" * 512 + "<p>after"


def test_attributes_beyond_the_most_are_left_out() -> None:
    """The first thousand of a long tag stay, and so does what it holds."""
    attributes = [f'a{number:05}="{number:05}"' for number in range(20_000)]
    mended = tamed(f"<p {' '.join(attributes)}>Beans</p>").text
    assert mended.count("=") == DEFAULT_LIMITS.attributes == 1000
    assert mended.split(">")[0].split() == ["<p", *attributes[:1000]]
    assert mended.endswith(">Beans</p>")
    shorter = f"<p {' '.join(attributes[:600])}>Beans</p>"
    assert tamed(shorter).text is shorter
