"""A headline and a body made ready for each other, with rarities given by hand."""

from __future__ import annotations

import numpy as np
import pytest
from known_rarity import Weighed

from pagequality.learned.headline.features import FEATURES, features, matches, refutations
from pagequality.learned.headline.pair import COMMON, Body, Promise, promise
from pagequality.learned.rarity import Rarity
from pagequality.text.stems import beginning, stem_words
from pagequality.text.tokens import tokenise

RARE = Weighed({"ferry": 3.0, "sink": 2.0, "near": 0.1, "Kelmouth": 4.0, "hoax": 1.0, "seven": 1.0})
HEADLINE = "Ferry sinks near Kelmouth"


def promised(headline: str = HEADLINE) -> Promise:
    """The headline made ready."""
    return promise(tokenise(headline), RARE)


def filled(length: int, **places: list[int]) -> str:
    """A body of so many words, words that mean nothing but at these places."""
    words = ["xx"] * length
    for word, numbers in places.items():
        for number in numbers:
            words[number] = word
    return " ".join(words)


def measured(body: str, headline: str = HEADLINE) -> dict[str, float]:
    """The features by name."""
    row = features(promised(headline), Body.of(tokenise(body)))
    return dict(zip(FEATURES, row.tolist(), strict=True))


# A headline


def test_common_words_promise_nothing() -> None:
    """Each other stem has its place, in the order of the headline, and its rarity."""
    found = promised("Ferry sinks near Kelmouth: ferries sank")
    assert [found.tokens.word(int(found.first[i])) for i in found.order] == [
        "Ferry",
        "sinks",
        "Kelmouth",
    ]
    assert found.weight[found.order].tolist() == [3.0, 2.0, 4.0]
    assert not found.number.any()


def test_a_headline_of_common_words_alone_promises_them() -> None:
    """Where no word is telling all are kept, as rare as nearly nothing."""
    found = promised("near near here")
    assert len(found.first) == 2
    assert sorted(found.weight.tolist()) == pytest.approx([0.02, 0.1])
    assert COMMON > 0.1


def test_numbers_are_sought_by_digits_and_by_name() -> None:
    """Digits however common they are, names where they are rare; above twelve digits alone."""
    both = set(stem_words(["7", "seven", "Kelmouth"]).tolist())
    for written, number in (("7", 1), ("seven", 0)):
        found = promised(f"{written} Kelmouth")
        assert set(found.sought.tolist()) == both
        assert found.number.sum() == number
        for body in ("7", "seven"):
            assert len(matches(found, Body.of(tokenise(f"xx {body} xx")))[0]) == 1
    assert promised("42 Kelmouth").number.sum() == 1
    assert len(promised("42 Kelmouth").sought) == 2
    assert len(promised("12 Kelmouth").sought) == len(promised("0 Kelmouth").sought) == 3


def test_every_stem_that_is_sought_has_its_owner() -> None:
    """Sorted for looking up; a number owns both its forms."""
    found = promised("7 ferries sink")
    assert found.sought.tolist() == sorted(found.sought.tolist())
    stems = stem_words(["7", "ferry", "sink"]).tolist()
    seven = found.owner[found.sought.tolist().index(stems[0])]
    also = found.owner[found.sought.tolist().index(int(stem_words(["seven"])[0]))]
    assert seven == also
    assert found.number[seven]


def test_runs_of_letters_are_counted_once() -> None:
    """Of four letters each, across words too."""
    assert len(promised("banana nana").letters) == len({
        "banana nana"[i : i + 4] for i in range(len("banana nana") - 3)
    })  # fmt: skip
    assert len(promised("bee").letters) == 0


def test_doubting_words_are_counted() -> None:
    """Each time they stand there, whatever their letter case."""
    assert refutations(tokenise("Hoax denied: no Fraud, says Kelmouth").hash) == 3
    assert refutations(tokenise("the ferry was late").hash) == 0


# A body


def test_a_body_is_the_first_words_of_a_text() -> None:
    """Or of the words that were chosen."""
    tokens = tokenise("One two, three four five")
    first = Body.of(tokens, most=2)
    assert [tokens.text[a:b] for a, b in zip(first.start, first.end, strict=True)] == ["One", "two"]
    chosen = Body.of(tokens, np.array([1, 3, 4]), most=2)
    assert [tokens.text[a:b] for a, b in zip(chosen.start, chosen.end, strict=True)] == [
        "two",
        "four",
    ]
    assert chosen.hash.tolist() == tokenise("two four").hash.tolist()


def test_characters_between_words_far_apart_are_left_out() -> None:
    """What lies between near words is kept; behind the last word before a gap one more."""
    tokens = tokenise("one two -----three, four")
    whole = Body.of(tokens).characters().tobytes().decode("utf-32-le")
    assert whole == "one two three, four"
    assert Body.of(tokens, np.array([1])).characters().tobytes().decode("utf-32-le") == "two"
    near = tokenise("one two -- three")
    assert Body.of(near).characters().tobytes().decode("utf-32-le") == "one two -- three"
    assert len(Body.of(tokenise("")).characters()) == 0


def test_words_are_sorted_by_their_first_two_letters() -> None:
    """A small number for them, letter case aside; a word of one letter takes what follows."""
    tokens = tokenise("Tide tips to t, x")
    found = beginning(tokens, tokens.start).tolist()
    assert found[0] == found[1] == (ord("t") * 67 + ord("i")) & 4095
    assert found[2] == (ord("t") * 67 + ord("o")) & 4095
    assert found[3] == (ord("t") * 67 + ord(",")) & 4095


def test_rarity_is_the_larger_of_two_tables() -> None:
    """One over the lower half of a hash and one over the upper, in steps."""
    size = 1 << 16
    low, high, letters = (np.zeros(size, np.uint8) for _ in range(3))
    low[5], low[6], high[7], letters[5] = 40, 10, 30, 20
    rarity = Rarity.of({
        "rarity_step": np.array(0.1), "rarity_low": low, "rarity_high": high,
        "rarity_letters": letters,
    })  # fmt: skip
    hashes = np.array([7 << 16 | 5, 7 << 16 | 6, 8 << 16 | 6, 8 << 16 | 9], np.uint32)
    assert rarity.of_stems(hashes) == pytest.approx([4.0, 3.0, 1.0, 0.0])
    assert rarity.of_letters(hashes) == pytest.approx([2.0, 0.0, 0.0, 0.0])


# What a body holds of a headline


BODY = filled(50, ferry=[2, 5], Kelmouth=[40])


def test_every_feature_of_a_small_pair() -> None:
    """Ferry twice and Kelmouth once in fifty words; nothing sinks."""
    runs = {HEADLINE.lower()[i : i + 4] for i in range(len(HEADLINE) - 3)}
    held = {run for run in runs if run in BODY.lower()}
    share = len(held) / len(runs)
    assert measured(BODY) == pytest.approx({
        "cover": 7 / 9,
        "cover_rare": 25 / 29,
        "cover_rarest": (81 + 256) / (81 + 256 + 16),
        "rarest_found": 4.0,
        "rarest_missing": 2.0,
        "found": 7.0,
        "missing": 2.0,
        "found_rare": 25.0,
        "missing_rare": 4.0,
        "top2": 1.0,
        "top4": 2 / 3,
        "passage24": 16 / 29,
        "passage48": 25 / 29,
        "passage24_sum": 16.0,
        "passage48_sum": 25.0,
        "lead36": 9 / 29,
        "lead36_sum": 3.0,
        "lead96": 25 / 29,
        "lead96_sum": 7.0,
        "first": np.log(3),
        "density": (2 * 9 + 16) / np.sqrt(70),
        "top_often": np.log(3) * 9 + np.log(2) * 16,
        "pairs": 0.0,
        "letters": share,
        "letters_rare": share,
        "letters_missing": len(runs) - len(held),
        "numbers_found": 0.0,
        "numbers_missing": 0.0,
        "names_found": 16.0,
        "names_share": 16 / 29,
        "name_rarest": 4.0,
        "words": 3.0,
        "body_words": np.log(51),
        "rarity": 9.0,
        "refuting": 0.0,
        "body_refuting": 0.0,
    })  # fmt: skip
    assert 0.0 < share < 1.0


def test_passages_are_stretches_of_twelve_words() -> None:
    """Two neighbours are a passage of 24 words, four one of 48."""
    near = measured(filled(120, ferry=[100], Kelmouth=[110]))
    beside = measured(filled(120, ferry=[100], Kelmouth=[119]))
    apart = measured(filled(120, ferry=[72], Kelmouth=[119]))
    far = measured(filled(120, ferry=[71], Kelmouth=[119]))
    assert near["passage24_sum"] == beside["passage24_sum"] == 25.0
    assert (apart["passage24_sum"], apart["passage48_sum"]) == (16.0, 25.0)
    assert far["passage48_sum"] == 16.0
    assert near["lead96"] == 0.0
    assert measured(filled(120, ferry=[35]))["lead36"] == 9 / 29
    assert measured(filled(120, ferry=[36]))["lead36"] == 0.0
    assert measured(filled(120, ferry=[95]))["lead96_sum"] == 3.0
    assert measured(filled(120, ferry=[96]))["lead96_sum"] == 0.0


def test_the_first_of_the_rarest_words_is_far_when_there_is_none() -> None:
    """Only the four rarest words are looked for."""
    assert measured(filled(50))["first"] == 8.0
    assert measured(filled(50, sink=[9], ferry=[30]))["first"] == pytest.approx(np.log(10))


def test_words_that_come_often_count_eight_times() -> None:
    """For density; how often the rarest stand there grows with the logarithm."""
    found = measured(filled(100, ferry=list(range(20))))
    assert found["density"] == pytest.approx(8 * 9 / np.sqrt(120))
    assert found["top_often"] == pytest.approx(np.log(21) * 9)


def test_neighbours_of_the_headline_may_stand_three_words_apart() -> None:
    """In the order of the headline, weighed by their rarity."""
    assert measured(filled(30, ferry=[3], sank=[4], sinks=[6]))["pairs"] == pytest.approx(5 / 11)
    assert measured(filled(30, ferry=[3], sinks=[7]))["pairs"] == 0.0
    assert measured(filled(30, sinks=[3], ferry=[4]))["pairs"] == 0.0
    whole = measured(filled(30, ferry=[3], sinks=[4], Kelmouth=[5]))
    assert whole["pairs"] == 1.0
    assert measured("ferry ferry", "Ferry")["pairs"] == 0.0


def test_numbers_are_found_in_either_form() -> None:
    """Or they are missing."""
    found = measured("There were seven of them on a ferry", "7 ferries, 40 sink")
    assert (found["numbers_found"], found["numbers_missing"]) == (1.0, 1.0)


def test_a_name_is_nearly_always_written_with_a_capital() -> None:
    """Four times of five are enough, three are not."""
    often = "Kelmouth Kelmouth Kelmouth Kelmouth kelmouth ferry"
    assert measured(often)["name_rarest"] == 4.0
    less = "Kelmouth Kelmouth Kelmouth kelmouth kelmouth ferry"
    assert measured(less)["name_rarest"] == 0.0


def test_doubt_in_the_body_counts() -> None:
    """As its logarithm."""
    found = measured("The ferry story is false, a hoax and a myth", "Ferry hoax")
    assert found["refuting"] == 1.0
    assert found["body_refuting"] == pytest.approx(np.log(4))
