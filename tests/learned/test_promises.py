"""What headlines promise, and the checks of whether a page keeps it; all texts are invented."""

from __future__ import annotations

import math

import numpy as np
import pytest
from promised_pages import FILLER, NAMES, passage, verdict

import pagequality as pq
from pagequality import read
from pagequality.errors import ModelError
from pagequality.learned.promises import promised
from pagequality.learned.promises.cues import CUES, counted, cues, value_of
from pagequality.learned.promises.delivery import Body
from pagequality.learned.promises.forest import Forest
from pagequality.learned.promises.kinds import KINDS, detailed, place_of
from pagequality.learned.promises.lexicon import split
from pagequality.learned.promises.measures import MEASURES
from pagequality.learned.promises.model import (
    BAIT_ROW,
    ROW,
    PromiseModel,
    body_measures,
    check,
)
from pagequality.text.tokens import hash_words
from pagequality.text.wordlists import counts_of, phrase_starts


def kinds(headline: str) -> set[str]:
    """The kinds that a headline promises."""
    return {promise.kind for promise in pq.headline_promise(headline)}


def cue(headline: str, name: str) -> float:
    """One cue of a headline."""
    return float(cues(split(headline))[list(CUES).index(name)])


@pytest.mark.parametrize(
    ("headline", "kind"),
    [
        ("7 ways to roast beans", "items"),
        ("Top 10 bakeries of Kelmouth", "items"),
        ("Why do beans float?", "answer"),
        ("How to repair a wooden gate", "steps"),
        ("Skelby kettle review: tested for a year", "test"),
        ("Copper kettle vs steel kettle", "test"),
        ("Average baker salary in Kelmouth", "figure"),
        ("The secret you won't believe: an amazing bean", "claim"),
        ("Roof repair in Kelmouth, OH", "service"),
        ("Free download: bean calendar PDF", "offer"),
        ("A brief history of the Kelmouth ferry", "topic"),
    ],
)
def test_a_plain_headline_of_each_kind_is_told(headline: str, kind: str) -> None:
    """A plain headline of each kind is told."""
    assert kind in kinds(headline)


def test_events_are_told_by_verbs_of_news() -> None:
    """Events are told by verbs of news."""
    assert cue("Mayor announces new ferry after storm", "news") == 1
    assert cue("Beans of the valley", "news") == 0


@pytest.mark.parametrize("headline", ["", " … ", "!!!"])
def test_a_headline_without_a_word_promises_nothing(headline: str) -> None:
    """A headline without a word promises nothing."""
    assert pq.headline_promise(headline) == ()


@pytest.mark.parametrize(
    "headline",
    ["2 Thessalonians", "Kelmouth Council minutes, 12 May 2024", "30 oz Tumbler", "Room 101"],
)
def test_a_number_that_counts_nothing_promises_no_items(headline: str) -> None:
    """A number that counts nothing promises no items."""
    assert "items" not in kinds(headline)


def test_details_say_what_exactly_is_promised() -> None:
    """Details say what exactly is promised."""
    items = detailed("items", 1.0, split("Top 12 quiet beaches of Skelby"))
    assert (items.number, items.words) == (12, "12 quiet beaches")
    assert "Skelby" in items.subject
    assert detailed("answer", 1.0, split("Can hens eat beans?")).asked == "yes or no"
    assert detailed("answer", 1.0, split("Why hens sing")).asked == "why"
    assert detailed("figure", 1.0, split("Mara Quill net worth")).figure == "net worth"
    assert detailed("test", 1.0, split("Best laptops for bakers")).product == "laptops"
    assert detailed("event", 1.0, split("Ferry operator announces timetable")).verb == "announces"
    assert place_of(split("Pest control near Kelmouth Bay")) == "Kelmouth Bay"


def test_numbers_are_read_in_digits_and_letters_within_bounds() -> None:
    """Numbers are read in digits and letters within bounds."""
    assert [value_of(word) for word in ("two", "150", "151", "1", "1999", "x")] == [
        2, 150, None, None, None, None,
    ]  # fmt: skip
    assert counted(split("10 minutes of quiet tips")) is None


def test_items_are_counted_in_headings_lists_and_numbered_blocks() -> None:
    """Items are counted in headings lists and numbered blocks."""
    headings = "".join(f"<h2>The {NAMES[n]} bean</h2><p>{passage(n)}</p>" for n in range(6))
    assert verdict("items", "10 tips for beans", headings) == (0.5, "promises 10 items, 6 found")
    listed = "<ol>" + "".join(f"<li>{passage(n)}</li>" for n in range(10)) + "</ol>"
    assert verdict("items", "10 tips for beans", listed)[0] == 1.0
    numbered = "".join(f"<p>{n}. {passage(n)}</p>" for n in range(1, 11))
    assert verdict("items", "10 tips for beans", numbered)[0] == 1.0
    assert verdict("items", "10 tips for beans", f"<p>{FILLER * 4}</p>") == (
        0.0, "promises 10 items, 0 found",
    )  # fmt: skip


SHOP = "<p>It is a sturdy kettle that boils in a while, and many buyers like its handle.</p>"


@pytest.mark.parametrize(
    ("headline", "html", "found"),
    [
        (
            "9 best kettles",
            "<h2>Our picks at a glance</h2><ul><li>Best: Copra X9</li><li>Small: Tinna 2</li>"
            "<li>Loud: Hob 700</li></ul>"
            + "".join(f"<h2>{n}. Copra X{n}</h2>{SHOP}<p>Pros:</p><ul><li>light</li><li>quick</li>"
                      f"<li>cheap</li><li>quiet</li></ul>" for n in (1, 2))
            + f"<h2>Buying guide: what to look for</h2>{SHOP}<h2>Final verdict</h2>{SHOP}",
            2,
        ),
        (
            "15 best kettles",
            "".join(f"<h2>The {name} kettle</h2>{SHOP}" for name in NAMES[:6])
            + f"<h2>Wrapping up</h2>{SHOP}<h2>Kettle FAQ</h2>{SHOP}",
            6,
        ),
        (
            "7 methods to mend a kettle",
            f"<h2>What ails it?</h2>{SHOP}<h2>Why does it leak?</h2>{SHOP}"
            + "".join(f"<h2>Method {n}: the {NAMES[n]} way</h2>{SHOP}" for n in range(1, 5)),
            4,
        ),
        (
            "100 names for hens",
            SHOP + "".join(
                f"<h2>{kind} names for hens</h2><ul>"
                + "".join(f"<li>{name}, a hen of ours</li>" for name in names) + "</ul>"
                for kind, names in (("Short", NAMES[:5]), ("Old", NAMES[5:9]), ("Odd", NAMES[9:13]))
            ),
            13,
        ),
        (
            "10 toys to carve",
            "".join(f"<ol><li>{name}<p>{passage(n)}</p></li></ol>" for n, name in enumerate(NAMES)
                    if n < 10),
            10,
        ),
        (
            "12 quotes about hens",
            "".join(f"<blockquote>{passage(n)}</blockquote>" for n in range(3)) + SHOP,
            3,
        ),
        (
            "5 hens by weight",
            "<table><tr><th>hen</th><th>kg</th></tr>"
            + "".join(f"<tr><td>{name}</td><td>2.{n}</td></tr>" for n, name in enumerate(NAMES[:4]))
            + f"</table>{SHOP}",
            4,
        ),
    ],
)  # fmt: skip
def test_items_are_the_largest_set_of_parallel_things(headline: str, html: str, found: int) -> None:
    """Frames, pros and cons are no items; parts of one list are counted together."""
    number = detailed("items", 1.0, split(headline)).number
    assert verdict("items", headline, html)[1] == f"promises {number} items, {found} found"


def test_a_number_in_a_name_is_not_held_against_a_page() -> None:
    """A film and a book are no lists of men."""
    for headline in ("12 Angry Men", "Three Men in a Boat"):
        page = read(f"<h1>{headline}</h1><p>{ESSAY * 2}</p>")
        assert all(not one.found.startswith("promises") for one in promised(page).deliveries)


def test_sections_of_a_site_promise_nothing() -> None:
    """A label is none, and a name is none whatever is stuffed into the title."""
    for label in ("About us", "Archives", "Contact", "Home", "Chapter 7"):
        assert pq.headline_promise(label) == ()
    for label in ("Kelmouth Rowing Club", "Mara Quill"):
        title = f"{label} | Best Beans | Cheap Beans Kelmouth | Beans Online"
        page = read(f"<title>{title}</title><h1>{label}</h1><p>{ESSAY * 2}</p>")
        assert page.headline == label
        assert promised(page).row is None


def test_more_items_than_promised_keep_the_promise() -> None:
    """More items than promised keep the promise."""
    headings = "".join(f"<h2>The {NAMES[n]} bean</h2><p>{passage(n)}</p>" for n in range(14))
    assert verdict("items", "5 tips for beans", headings) == (1.0, "promises 5 items, 5 found")


def test_a_figure_is_kept_by_a_number_beside_its_subject() -> None:
    """A figure is kept by a number beside its subject."""
    rest = f"<p>{FILLER * 3}</p>"
    given = "<p>A baker's salary in Kelmouth is 31,400 a year on average.</p>"
    headline = "Baker salary in Kelmouth"
    assert verdict("figure", headline, given + rest)[0] == 1.0
    assert verdict("figure", headline, rest)[0] == 0.0
    evading = "<p>The 2024 baker salary in Kelmouth is not yet known and will be updated.</p>"
    assert verdict("figure", headline, evading + rest) == (
        0.0, "says that it is not known, or not yet",
    )  # fmt: skip


def test_steps_are_instructions_or_an_ordered_list() -> None:
    """Steps are instructions or an ordered list."""
    told = "<p>" + "Boil the water. Add the beans. Stir them well. Drain the pot. " * 3 + "</p>"
    assert verdict("steps", "How to boil beans", told)[0] == 1.0
    assert verdict("steps", "How to boil beans", f"<p>{FILLER * 4}</p>")[0] == 0.0


def test_a_test_shows_values_use_names_and_weighing() -> None:
    """A test shows values use names and weighing."""
    use = (
        "We boiled the kettle for 4 minutes in May and it was loud, but I measured 71 decibels. "
        "In June my neighbour Mara Quill had the Skelby one, which took 5 minutes and cost £31. "
    )
    assert verdict("test", "Skelby kettle review", f"<p>{use * 4}</p>")[0] >= 0.5
    kept, found = verdict("test", "Skelby kettle review", f"<p>{FILLER * 6}</p>")
    assert kept == 0.0
    assert "measured values" in found
    assert "review" in found


def test_things_that_are_named_are_not_said_to_be_missing() -> None:
    """Invented brands are told by being written large wherever they stand."""
    brands = ("Fennik", "Copra", "Tinna", "Hobbler")
    listed = "".join(
        f"<h2>{brand} X9</h2><p>{brand} is a tool for everyday cleaning. It is quiet.</p>"
        for brand in brands
    )
    _, found = verdict("test", "Best kettle alternatives", listed)
    assert "measured values" in found
    assert "named" not in found
    _, found = verdict("test", "Best kettle alternatives", f"<p>{FILLER * 6}</p>")
    assert "named things" in found


def test_what_is_there_but_scarce_is_not_said_to_be_missing() -> None:
    """Of two dates in a review it is not said that there are none."""
    text = f"<p>{FILLER * 5}</p><p>We bought the kettle in April and had it mended in June.</p>"
    _, found = verdict("test", "Skelby kettle review", text)
    none, _, little = found.partition("little sign of")
    assert "dates" in little
    assert "dates" not in none


def test_steps_are_counted_by_their_numbers_and_within_sentences() -> None:
    """Methods with numbers are steps, and one sentence may tell two things to do."""
    numbered = "".join(
        f"<h2>Method {n}: the {NAMES[n]} way</h2><p>{passage(n)}</p>" for n in range(1, 5)
    )
    kept, found = verdict("steps", "How to mend a kettle", numbered)
    assert kept == 1.0
    assert found.endswith("and 4 steps found")
    one = (
        "<p>If the pot leaks, turn it over and rub the rim with wax. Our aunt did so for years.</p>"
    )
    _, found = verdict("steps", "How to mend a kettle", one + f"<p>{FILLER * 3}</p>")
    assert "2 instructions and" in found


def test_only_the_asked_thing_can_be_said_to_be_unknown() -> None:
    """What the headline says itself, and an error that is quoted, evade nothing."""
    evades = "says that it is not known, or not yet"
    building = (
        "<p>The new ferry pier at Skelby, planned in 2019, is under construction. Walk round by "
        "the ford. It is dry on most days, and the men have laid planks for prams.</p>"
    )
    for kind in ("figure", "answer"):
        headline = "The ferry pier at Skelby is under construction"
        assert verdict(kind, headline, building)[1] != evades
    machine = (
        "<p>If the scale shows “404 unavailable” it has lost its tray. Press the knob until it "
        "hums, then wait for two minutes. The butter is in the left drawer of the old desk.</p>"
    )
    headline = "Why the dairy scale in Skelby market hall shows 404"
    assert verdict("answer", headline, machine)[1] != evades
    assert "figure" not in kinds("The ferry pier at Skelby is under construction")


def test_facts_that_are_counted_are_items_and_no_figure() -> None:
    """Facts that are counted are items and no figure."""
    kept, _ = verdict("figure", "12 facts about hens", f"<p>{FILLER * 4}</p>")
    assert math.isnan(kept)


def test_an_answer_that_is_far_from_its_question_is_not_quoted_as_one() -> None:
    """Where the promise is not kept, the words do not say that a sentence gives an answer."""
    text = f"<p>The ferry went to the yard. {FILLER * 3}</p>"
    headline = "Which Skelby ferry carries hens, wool and wardens?"
    kept, found = verdict("answer", headline, text)
    assert kept < 1
    assert not found.startswith("a sentence gives")


def test_a_headline_that_speaks_to_the_reader_reports_no_event() -> None:
    """A leaflet for patients is no news."""
    kept, _ = verdict("event", "What to do when your splint is removed", f"<p>{FILLER * 4}</p>")
    assert math.isnan(kept)


@pytest.mark.parametrize("verb", ["Discover", "Explore", "Experience"])
def test_an_invitation_to_a_place_offers_nothing_to_fetch(verb: str) -> None:
    """An invitation to a place offers nothing to fetch."""
    assert "offer" not in kinds(f"{verb} the magic of Skelby Bay")


def test_a_place_that_is_never_named_breaks_its_promise() -> None:
    """A place that is never named breaks its promise."""
    kept, found = verdict("service", "Roof repair in Kelmouth", f"<p>{FILLER * 4}</p>")
    assert (kept, found) == (0.0, "promises 'Kelmouth', which the body never names")


def test_an_offer_needs_something_to_fetch() -> None:
    """An offer needs something to fetch."""
    links = "".join(f'<p>{FILLER}<a href="/{n}.pdf">calendar {n}</a></p>' for n in range(4))
    assert verdict("offer", "Bean calendar download", links)[0] == 1.0
    assert verdict("offer", "Bean calendar download", f"<p>{FILLER * 4}</p>")[0] == 0.0
    page = pq.read_text(FILLER * 4, title="Bean calendar download")
    measured = body_measures(page, page.headline_tokens)
    assert measured is not None
    words = split("Bean calendar download")
    kept = check(detailed("offer", 1.0, words), Body.of(page, measured)).kept
    assert math.isnan(kept)


def test_a_topic_is_kept_by_its_words_all_over_the_body() -> None:
    """A topic is kept by its words all over the body."""
    body = (
        "<p>The ferry of Kelmouth crossed the bay in every weather for ninety years, and the "
        "bell at the landing told the village when it came.</p><p>Two brothers rowed the first "
        "Kelmouth ferry; their oars hang in the chapel, cracked and black with tar.</p>"
    )
    assert verdict("topic", "The Kelmouth ferry", body)[0] == 1.0
    assert verdict("topic", "The Kelmouth ferry", f"<p>{FILLER * 4}</p>")[0] == 0.0


def test_nothing_is_said_of_a_short_body_or_a_page_of_another_state() -> None:
    """Nothing is said of a short body or a page of another state."""
    assert promised(read("<h1>7 ways to roast beans</h1><p>Soon.</p>")).row is None
    page = read(f"<h1>7 ways to roast beans</h1><p>{FILLER * 9}</p>", status=404)
    assert page.state.name == "error"
    assert promised(page).row is None
    assert promised(page).promises


def test_a_page_can_be_compared_with_another_headline() -> None:
    """A page can be compared with another headline."""
    page = read(f"<h1>Beans</h1><p>{FILLER * 9}</p>")
    other = page.models.promises.compared(page, "9 ways to roast beans")
    assert "promises 9 items, 0 found" in [one.found for one in other.deliveries]


def test_measures_are_as_many_as_are_named_and_phrases_are_found_at_their_first_word() -> None:
    """Measures are as many as are named and phrases are found at their first word."""
    page = read(f"<h1>Beans</h1><p>{FILLER * 9}</p>")
    measured = body_measures(page, page.headline_tokens)
    assert measured is not None
    assert len(measured) == len(MEASURES)
    words = hash_words("the date is not yet known".split())
    assert set(phrase_starts(words, "evasion").tolist()) == {3}


def test_words_and_phrases_of_lists_are_counted_each_for_its_own() -> None:
    """Words and phrases of lists are counted each for its own, up to the last word."""
    text = "may the date is not yet known may march it is not yet known"
    words = hash_words(text.split())
    lists = ("evasion", "month", "imperative")
    counted = counts_of(words, lists)
    assert counted[:2] == [len(phrase_starts(words, "evasion")), 3]
    assert counted == [len(phrase_starts(words, name)) for name in lists]
    assert counts_of(words[:5], ("evasion",)) == [0]
    assert counts_of(words[:0], lists) == [0, 0, 0]


def test_a_forest_answers_with_the_mean_of_its_leaves() -> None:
    """A forest answers with the mean of its leaves."""
    columns = {
        "asked": np.array([1, 0, 0, 0]),
        "threshold": np.array([0.5, 0, 0, 0]),
        "step": np.array([2, 0, 0, 0]),
        "value": np.array([0, 0.25, 0.75, 1.0]),
        "roots": np.array([0, 3]),
        "usual": np.array([0.0, 9.0]),
    }
    forest = Forest.of(columns, 2)
    assert forest.mean(np.array([0.0, 0.0])) == (0.25 + 1) / 2
    assert forest.mean(np.array([0.0, np.nan])) == (0.75 + 1) / 2
    for name, broken in (("step", [9, 0, 0, 0]), ("asked", [2, 0, 0, 0]), ("roots", [0, 4])):
        with pytest.raises(ValueError, match="do not fit"):
            Forest.of(columns | {name: np.array(broken)}, 2)


def test_a_model_for_other_cues_is_refused() -> None:
    """A model for other cues is refused."""
    about = {"kinds": list(KINDS), "cues": ["x"], "row": list(ROW), "bait": list(BAIT_ROW)}
    with pytest.raises(ModelError, match="other cues"):
        PromiseModel.from_parts(about, {})
    about["cues"] = list(CUES)
    with pytest.raises(ModelError, match="broken"):
        PromiseModel.from_parts(about, {})


POEM = (
    "The harbour sleeps beneath the snow, the boats lie keel to keel. "
    "My father mended nets below, and hummed, and turned the wheel. "
)
MINUTES = (
    "Present: Mrs Ames, Mr Orme and Ms Tull. The minutes of 4 March were read and agreed. "
    "The clerk reported that the gate on Mill Lane was mended for £84. Next meeting: 6 May. "
)
RECIPE = (
    "<ul><li>500 g broad beans</li><li>2 onions</li><li>1 lemon</li></ul>"
    "<ol><li>Boil the beans for 12 minutes.</li><li>Fry the onions in oil.</li>"
    "<li>Add the lemon and serve.</li></ol>"
    "<p>My aunt served it cold in June, with bread and a little salt, and we ate it outside.</p>"
)
ESSAY = (
    "In 1911 the parish of Kelmouth counted forty-one ferrymen; in 1951 there were three. "
    "Mrs Orme, whose grandfather rowed, told me in March that the bridge was not to blame. "
    "I read the ledgers: fares fell for ten years before the first stone was laid. "
)
GUIDE = (
    "<p>A field gate that drags has usually one of three faults; all can be mended in "
    "an afternoon with a spade, a level and a helper. I have hung some forty on our lane.</p>"
    "<h2>Choose the posts</h2><p>Buy green oak, 20 cm square and 2.4 m long. Softwood rots at the "
    "ground within twelve years; the oak that my grandfather set in 1948 still stands.</p>"
    "<h2>Dig the holes</h2><p>Go down 90 cm for the hanging post and 75 cm for the other. Keep the "
    "sides straight, and leave the clay at the bottom undisturbed.</p>"
    "<h2>Set them plumb</h2><p>Ram stones round the foot in layers. Check two faces with the level "
    "after each layer, because a post that leans by 1 cm swings the gate open by itself.</p>"
    "<h2>Fix the hinges</h2><p>Bolt the lower hook 30 cm above the ground and turn it 12 mm more "
    "out than the upper one, so that the gate falls shut. Grease both.</p>"
    "<h2>Hang and trim</h2><p>Lift the gate on blocks, drop it over the hooks, and plane the "
    "closing stile until a coin passes. Ours needed 4 mm off. Oil the latch in October.</p>"
)


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("Winter harbour", f"<p>{POEM * 3}</p>"),
        ("Minutes of the parish council, 8 April 2024", f"<p>{MINUTES * 3}</p>"),
        ("Broad bean salad", RECIPE),
        ("Skelby Kettle 2", f"<p>{ESSAY * 2}</p>"),
        ("Mara Quill", f"<p>{ESSAY * 2}</p>"),
        ("Notices", f"<p>{MINUTES * 3}</p>"),
        ("Oar naught: the last ferrymen of Kelmouth", f"<p>{ESSAY * 3}</p>"),
        ("Who killed the Kelmouth ferry?", f"<p>{ESSAY * 3}</p>"),
        ("The ultimate guide to hanging a field gate", GUIDE),
    ],
)
def test_honest_pages_are_not_accused(headline: str, body: str) -> None:
    """Honest pages are not accused."""
    page = read(f"<title>{headline} | Kelmouth Gazette</title><h1>{headline}</h1>{body}")
    row = promised(page).row
    model = page.models.promises
    assert row is None or model.unkept(row) <= model.accuses
