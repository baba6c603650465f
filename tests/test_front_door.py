"""The front door: what a verdict promises, on the sample pages and on any bytes."""

from __future__ import annotations

import dataclasses
import json
import math

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
    np.testing.assert_equal(pq.score(sample.html, "https://example.com/a"), verdict.probability)
    assert verdict.abstained or 0.0 <= verdict.probability <= 1.0
    assert not verdict.abstained or verdict.notices
    assert tuple(verdict.families) == NAMED_FAMILIES == tuple(verdict.evidence)
    assert all(math.isnan(score) or 0.0 <= score <= 1.0 for score in verdict.families.values())
    assert tuple(verdict.signals) == NAMES
    assert verdict.url == "https://example.com/a"
    strength = [abs(reason.contribution) for reason in verdict.reasons]
    assert strength == sorted(strength, reverse=True)
    assert all(reason.sentence for reason in verdict.reasons)


def test_reasons_add_up(sample):
    """Baseline, contributions and remainder are the log-odds, and those the probability."""
    verdict = pq.analyze(sample.html)
    told = sum(reason.contribution for reason in verdict.reasons)
    assert verdict.baseline + told + verdict.remainder == pytest.approx(verdict.log_odds, abs=1e-9)
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


def test_verdict_goes_through_json(sample):
    """JSON holds the whole verdict in plain values; what is unknown is null, never NaN."""
    verdict = pq.analyze(sample.html)
    plain = json.loads(verdict.to_json(), parse_constant=pytest.fail)
    assert plain == verdict.to_dict()
    assert set(plain) == {field.name for field in dataclasses.fields(verdict)}


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
        assert pq.read(text, parser=parser).source == "html"
    for verdict in (pq.analyze(text), pq.analyze_text(text), pq.analyze_text(text, title=text)):
        assert verdict.abstained == math.isnan(verdict.probability)


def test_plain_text_leaves_markup_unknown():
    """What only markup can tell is unknown for plain text, not zero."""
    verdict = pq.analyze_text(TEXT, title="Council agrees to mend the bridge")
    assert not verdict.abstained
    for name in ("link_density", "text_to_markup", "advert_slots"):
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


def _no_judges(data):
    del data["judges"]


def _cut_curves(data):
    data["judges"]["html"]["curves"]["knots"].pop()


def _stray_tree(data):
    data["judges"]["html"]["trees"]["left"][0] = 10**9


BROKEN = {
    _drop_signal: rf"lacks {NAMES[0]}; it has unknown moon_phase",
    _swap_signals: "another order",
    _new_protocol: "not a pagequality model of protocol",
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


def test_unknown_names_are_attribute_errors():
    """The lazy door opens only for what is there."""
    assert pq.FeatureExtractor().transform([]).shape == (0, len(NAMES))
    with pytest.raises(AttributeError, match="no attribute 'analyse'"):
        _ = pq.analyse
