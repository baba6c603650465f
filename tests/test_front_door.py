"""The public functions: what a verdict promises, on the sample pages and on any bytes."""

from __future__ import annotations

import dataclasses
import json
import math
import pickle
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import pagequality as pq
from pagequality.learned.odds import sigmoid
from pagequality.signals import NAMED_FAMILIES, NAMES

TEXT = "The council met on Tuesday and agreed to mend the old stone bridge before winter. " * 8
MARKUP = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<div", ">", "<script>", "<!--", "&#xD800;", "&amp", "\x00", "<table>",
         "<title>", "<h1>", "<a href='//x", "'", '"', "<meta charset=utf-16>", TEXT, "\ud800"]
    )
    | st.text(max_size=20),
    max_size=30,
).map("".join)  # fmt: skip


def test_verdict_has_what_is_promised(sample):
    """Every field is there, in its range, and says the same as `score`."""
    verdict = pq.analyze(sample.html, url="https://example.com/a")
    assert verdict.abstained == math.isnan(verdict.probability)
    np.testing.assert_equal(pq.score(sample.html, url="https://example.com/a"), verdict.probability)
    assert verdict.abstained or 0.0 <= verdict.probability <= 1.0
    assert not verdict.abstained or verdict.notices
    assert tuple(verdict.families) == tuple(NAMED_FAMILIES) == tuple(verdict.evidence)
    assert all(math.isnan(score) or 0.0 <= score <= 1.0 for score in verdict.families.values())
    assert tuple(verdict.signals) == NAMES
    assert verdict.url == "https://example.com/a"
    strength = [abs(reason.contribution) for reason in verdict.reasons]
    assert strength == sorted(strength, reverse=True)
    assert all(reason.sentence for reason in verdict.reasons)


def test_reasons_add_up(sample, judged):
    """Baseline and topics are the log-odds, a topic its reasons and its remainder."""
    verdict = judged(sample)
    told = sum(topic.contribution for topic in verdict.topics)
    assert verdict.baseline + told == pytest.approx(verdict.log_odds, abs=1e-9)
    for topic in verdict.topics:
        parts = sum(reason.contribution for reason in topic.reasons)
        assert parts + topic.remainder == pytest.approx(topic.contribution, abs=1e-9)
        assert topic.without == pytest.approx(sigmoid(verdict.log_odds - topic.contribution))
    if not verdict.abstained:
        assert verdict.probability == pytest.approx(sigmoid(verdict.log_odds))
    for reason in verdict.reasons:
        np.testing.assert_equal(reason.value, verdict.signals[reason.signal])


def test_quotes_stand_where_they_are_said_to(sample):
    """No quote is empty; one with a block is of that block's text, and the path leads there."""
    page = pq.read(sample.html)
    verdict = pq.Scorer().judge(page)
    quotes = [quote for reason in verdict.reasons for quote in reason.evidence]
    quotes += [quote for found in verdict.evidence.values() for quote in found]
    for quote in quotes:
        assert quote.quote.strip()
        if quote.block >= 0:
            block = page.blocks[quote.block]
            assert quote.quote.rstrip("…") in " ".join(block.text.split())
            assert quote.path == block.path


def test_verdict_goes_through_json(sample, judged):
    """Plain values, all but the page's text, and the doubt; what is unknown is null, never NaN."""
    verdict = judged(sample)
    plain = json.loads(verdict.to_json(), parse_constant=pytest.fail)
    assert plain == verdict.to_dict()
    names = {field.name for field in dataclasses.fields(verdict)}
    assert set(plain) == names - {"text"} | {"doubt"}
    assert plain["doubt"] == verdict.doubt


def test_prior_moves_the_probability_one_way(sample):
    """The more low pages there are, the likelier each of them is one; the order stays."""
    page = pq.read(sample.html)
    priors = (0.001, 0.05, 0.3, 0.7, 0.99)
    log_odds = [pq.Scorer(prior=prior).judge(page).log_odds for prior in priors]
    assert log_odds == sorted(log_odds)
    steps = np.diff(log_odds) - np.diff([math.log(prior / (1 - prior)) for prior in priors])
    np.testing.assert_allclose(steps, 0.0, atol=1e-9)


def test_models_own_base_rate_is_the_default_prior():
    """Without a prior the probability is that at the model's base rate."""
    model = pq.Scorer().model
    with_it = pq.Scorer(prior=model.base_rate).score(TEXT)
    assert with_it == pytest.approx(pq.Scorer().score(TEXT))


@pytest.mark.parametrize("prior", [0.0, 1.0, -0.1, 1.5, math.nan])
def test_impossible_prior_is_refused(prior):
    """A prior is a share strictly between 0 and 1."""
    with pytest.raises(ValueError, match="prior"):
        pq.Scorer(prior=prior)


@given(st.binary(max_size=400) | MARKUP.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_no_bytes_raise(data):
    """Any bytes give a page, a verdict and JSON."""
    page = pq.read(data)
    assert isinstance(page.main_text, str)
    verdict = pq.analyze(data)
    assert json.loads(verdict.to_json()) == verdict.to_dict()


@given(MARKUP)
def test_no_text_raises(text):
    """Any text gives a verdict, as HTML by either parser and as plain text."""
    for parser in ("lexbor", "bs4"):
        assert pq.read(text, parser=parser).source == "html" or not re.search("<[a-zA-Z/!?]", text)
    for verdict in (pq.analyze(text), pq.analyze_text(text), pq.analyze_text(text, title=text)):
        assert verdict.abstained == math.isnan(verdict.probability)


def test_plain_text_leaves_markup_unknown():
    """What only markup can tell is unknown for plain text, not zero."""
    verdict = pq.analyze_text(TEXT, title="Council agrees to mend the bridge")
    assert not verdict.abstained
    for name in ("link_density", "text_to_markup", "affiliate_links"):
        assert math.isnan(verdict.signals[name])
    assert verdict.headline == "Council agrees to mend the bridge"


def test_own_phrases_count():
    """Phrases given to a scorer are found and counted with the library's own."""
    page = f"<p>{TEXT} Grab the purple zebra deal.</p>"
    own = pq.Scorer(extra_lexicons={"sales_talk": ["purple zebra deal"]})
    before, after = pq.analyze(page), own.analyze(page)
    assert before.signals["sales_talk"] == 0.0
    assert after.signals["sales_talk"] > 0.0


def test_model_survives_saving(tmp_path):
    """A saved model is read as it was; so is a scorer made of its path."""
    model = pq.Scorer().model
    model.save(tmp_path / "model.json")
    again = pq.load_model(tmp_path / "model.json")
    again.save(tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "model.json").read_bytes()
    assert pq.Scorer(tmp_path / "model.json").score(TEXT) == pq.score(TEXT)


@pytest.fixture
def plain(tmp_path):
    """The shipped model as plain values."""
    pq.Scorer().model.save(tmp_path / "plain.json")
    return json.loads((tmp_path / "plain.json").read_text("utf-8"))


def _drop_signal(data):
    data["signals"][0] = "moon_phase"


def _swap_signals(data):
    data["signals"].reverse()


def _new_protocol(data):
    data["protocol"] = 99


def _other_bundle(data):
    data["bundle"] = "0123456789ab"


def _no_bundle(data):
    data["bundle"] = ""


def _no_judges(data):
    del data["judges"]


def _cut_curves(data):
    data["judges"]["html"]["curves"]["knots"].pop()


def _stray_tree(data):
    data["judges"]["html"]["trees"]["step"][0] = 10**9


BROKEN = {
    _drop_signal: rf"lacks {NAMES[0]}; it has unknown moon_phase",
    _swap_signals: "another order",
    _new_protocol: "not a pagequality model of protocol",
    _other_bundle: r"fitted on the bundle 0123456789ab, and \w{12} is installed: fit it anew",
    _no_bundle: r"of another release, and \w{12} is installed: fit it anew \(pagequality train\)",
    _no_judges: "broken",
    _cut_curves: "broken",
    _stray_tree: "broken",
}


@pytest.mark.parametrize("breaking", BROKEN, ids=lambda breaking: breaking.__name__)
def test_broken_models_are_refused(breaking, plain, tmp_path):
    """A model that is broken or made for other signals is refused, and told why."""
    breaking(plain)
    path = tmp_path / "broken.json"
    path.write_text(json.dumps(plain), "utf-8")
    with pytest.raises(pq.PageQualityError, match=BROKEN[breaking]):
        pq.load_model(path)


@pytest.mark.parametrize("data", [b"", b"[]", b"\xff\xfe", b'{"protocol": 1', b"null"])
def test_what_is_no_model_is_refused(data, tmp_path):
    """A file that is no model at all names itself in the error."""
    path = tmp_path / "no-model.json"
    path.write_bytes(data)
    with pytest.raises(pq.PageQualityError, match="no-model"):
        pq.Scorer(path)


def test_a_verdict_can_be_put_back_together(sample, judged):
    """Of its plain values, or of its JSON, the same verdict comes back, unknown values included."""
    verdict = judged(sample)
    written = (verdict.to_json(), verdict.to_json(full=True))
    for plain in (verdict.to_dict(), *map(json.loads, written)):
        again = pq.Verdict.from_dict(plain)
        assert again == verdict
        assert hash(again) == hash(verdict)
        assert again.to_json() == verdict.to_json()
        assert again.label == verdict.label
        assert again.reasons == verdict.reasons or math.isnan(sum(r.value for r in again.reasons))


def test_an_abstained_verdict_can_be_put_back_together():
    """Also where a page never came to be judged and nothing is known."""
    for verdict in (pq.analyze(""), *pq.score_many([None, b"%PDF-1.7"])):
        again = pq.Verdict.from_dict(json.loads(verdict.to_json()))
        assert again == verdict
        assert again.abstained
        assert math.isnan(again.probability)
        assert again.notices == verdict.notices
        assert pickle.loads(pickle.dumps(verdict)) == verdict  # noqa: S301 - our own
        assert len({verdict, again, pickle.loads(pickle.dumps(verdict))}) == 1  # noqa: S301


def test_verdicts_that_say_the_same_are_equal():
    """The same page gives an equal verdict; another address, word or prior another one."""
    page = f"<h1>Bridge</h1><p>{TEXT}"
    verdict = pq.analyze(page, url="https://a.example/")
    assert verdict == pq.analyze(page, url="https://a.example/")
    assert len({verdict, pq.analyze(page, url="https://a.example/")}) == 1
    for other in (
        pq.analyze(page, url="https://a.example/b"),
        pq.analyze(page.replace("winter", "spring, 1987"), url="https://a.example/"),
        pq.Scorer(prior=0.4).analyze(page, url="https://a.example/"),
        verdict.to_dict(),
    ):
        assert verdict != other
    broken = verdict.to_dict()
    del broken["log_odds"]
    with pytest.raises(KeyError, match="log_odds"):
        pq.Verdict.from_dict(broken)


def test_a_verdict_says_what_it_is(sample, judged):
    """Its label goes with its probability, and low is what reaches the threshold."""
    verdict = judged(sample)
    words = {"not judged", "low quality", "unclear", "honest"}
    assert verdict.label in words
    assert verdict.abstained == (verdict.label == "not judged")
    assert verdict.is_low() == (verdict.label == "low quality")
    if not verdict.abstained:
        assert verdict.is_low(verdict.probability)
        assert not verdict.is_low(min(verdict.probability + 1e-6, 1.0))


ODD = ["so ", "\ue000", "🌱", "'\"", "\\", "\U000e0101", "\ud800", "\x1b[31m", "<b>"]


@pytest.mark.parametrize("odd", ODD, ids=ascii)
def test_whatever_a_page_holds_it_is_shown_in_one_short_line(odd):
    """Headline and address are cut, however they are made up; label and probability are told."""
    html = f"<html lang='{odd * 99}'><title>{odd * 999}</title><h1>{odd * 999}</h1><p>{TEXT}"
    url = f"https://a.example/{odd * 999}"
    page, verdict = pq.read(html, url=url), pq.analyze(html, url=url)
    for shown in (repr(page), repr(verdict), repr(pq.analyze_text(TEXT, title=odd * 999, url=url))):
        assert len(shown) < 300
        assert shown.isprintable()
        assert "a.example" in shown
    assert verdict.label in repr(verdict)
    assert f"{verdict.probability:.3f}" in repr(verdict)


def test_what_is_shown_tells_what_it_is():
    """Headline, address, label, probability or why there is none; a model's name and digest."""
    html = f"<title>Bridge to be mended</title><h1>Bridge to be mended</h1><p>{TEXT}"
    page = pq.read(html, url="https://a.example/bridge")
    verdict = pq.analyze(html, url="https://a.example/bridge")
    for shown in (repr(page), repr(verdict)):
        assert "'Bridge to be mended'" in shown
        assert "'https://a.example/bridge'" in shown
    assert f"{verdict.label} {verdict.probability:.3f}" in repr(verdict)
    assert "not judged (too little text)" in repr(pq.analyze("<p>Tea"))
    scorer = pq.Scorer(prior=0.25)
    for shown in (repr(scorer), repr(scorer.model)):
        assert len(shown) < 300
        assert scorer.model.name in shown
        assert scorer.model.digest in shown
    assert "0.25" in repr(scorer)
    assert f"{scorer.model.base_rate:.3f}" in repr(scorer.model)


def test_lines_are_told_apart():
    """What a line is for: a kind of template noise and how sure that is, or content."""
    asked = pq.classify_line("We use cookies. Accept all cookies or manage your cookie settings.")
    told = pq.classify_line("The ferry to Vallnes left at noon with forty crates of herring.")
    assert isinstance(asked, pq.LineNoise)
    assert asked.kind is not None
    assert told.kind is None
    assert 0.0 <= told.probability < 0.3
    assert 0.7 < asked.probability <= 1.0
    assert pq.classify_line("").kind is None


def test_sentences_are_told_apart():
    """A hedge, a guess at what is to come, and a claim laid to nobody each stand out."""
    plain = pq.classify_sentence("The ferry to Vallnes left at noon with forty crates.")
    hedged = pq.classify_sentence("The ferry might perhaps possibly have left at about noon.")
    vague = pq.classify_sentence("Some experts say and many people believe that it is unsafe.")
    assert isinstance(plain, pq.SentenceHedging)
    assert plain.hedge < 0.3
    assert hedged.hedge > 0.7
    assert plain.vague_attribution < 0.3
    assert vague.vague_attribution > 0.5
    for sentence in (plain, hedged, vague, pq.classify_sentence("")):
        assert all(0.0 <= value <= 1.0 for value in dataclasses.astuple(sentence))
    assert set(dataclasses.astuple(pq.classify_sentence(" … "))) == {0.0}


def test_a_headline_is_held_against_its_body():
    """What the body tells fits, what it does not tell does not; without words it is unknown."""
    body = "The ferry to Vallnes sank at noon with forty crates of herring; all hands were saved."
    kept = pq.headline_mismatch("Ferry to Vallnes sinks, all hands saved", body)
    broken = pq.headline_mismatch("Parliament raises the tax on diesel", body)
    assert 0.0 <= kept < 0.3
    assert 0.7 < broken <= 1.0
    assert math.isnan(pq.headline_mismatch("", body))
    assert math.isnan(pq.headline_mismatch("Ferry sinks", "It sank."))


def test_bait_is_told_from_news():
    """A gap that only a click can close against a plain report; without words it is unknown."""
    bait = pq.clickbait("You Won't Believe What These 9 Stars Look Like Now")
    news = pq.clickbait("Council approves repairs to harbour bridge")
    assert 0.0 <= news < 0.3
    assert 0.7 < bait <= 1.0
    assert math.isnan(pq.clickbait("…"))


def test_unknown_names_are_attribute_errors():
    """What is imported when asked for is only what is there."""
    assert pq.FeatureExtractor().transform([]).shape == (0, len(NAMES))
    with pytest.raises(AttributeError, match="no attribute 'analyse'"):
        _ = pq.analyse
