"""The recipe of the model of sites, on made-up draws whose answers are known."""

from __future__ import annotations

import numpy as np
import pytest

from models.sites.draws import _label
from models.sites.fitting import Chosen, Table, caution, fit, parts, paths, predict, scatter
from pagequality.sites.measures import NAMES, QUANTILES
from pagequality.sites.sequential import Promise

PAGES = (1, 3, 5)


def table(sites=40, *, seed=0):
    """Return draws of which every second site is low: its pages score higher."""
    generator, rows = np.random.default_rng(seed), []
    for site in range(sites):
        for pages in PAGES:
            scores = generator.normal(2.0 if site % 2 else -2.0, 1.0, pages)
            values = [*np.quantile(scores, list(QUANTILES.values())), *[0.0] * 4]
            rows.append((f"s{site}", 0, site % 2, pages, values))
    site, order, low, pages, values = zip(*rows, strict=True)
    return Table(*map(np.array, (site, order, low, pages, values)))


@pytest.mark.parametrize(
    ("lows", "label"), [([1, 1, 1, 1, 0], 1), ([0, 0, 0, 0, 1], 0), ([0, 1], -1), ([], None)]
)
def test_a_site_is_what_its_pages_are(lows, label):
    """Low from four fifths on, honest up to one, else mixed; nothing where none is either."""
    assert _label(lows) == label


def test_no_site_is_on_both_sides():
    """Every draw is held out once."""
    draws = table()
    held_out = np.zeros(len(draws.site), int)
    for inside, outside in parts(draws, 5):
        assert not set(draws.site[inside]) & set(draws.site[outside])
        held_out += outside
    assert (held_out == 1).all()


def test_the_fit_tells_low_sites_from_honest_ones():
    """On sites of its own kind that it never saw, the surer the more pages it sees."""
    model = fit(table(), Chosen(0.3, 1.0))
    unseen = table(seed=1)
    said = predict(model, unseen)
    assert ((said > 0) == (unseen.low == 1)).mean() > 0.95
    sure = [np.abs(said[unseen.pages == pages]).mean() for pages in PAGES]
    assert sure == sorted(sure)


def test_what_excuses_where_it_may_only_accuse_is_left_out():
    """Doorways that only honest sites had teach nothing."""
    draws = table()
    draws.values[:, NAMES.index("doorways")] = 1.0 - draws.low
    assert fit(draws, Chosen(0.3, 1.0)).weights[NAMES.index("doorways")] == 0.0


def test_caution_keeps_the_promise():
    """Bounds are as mild as the errors allow: stricter where honest sites look low."""
    draws = table(400)
    sure = np.where(draws.low == 1, 3.0, -3.0)
    assert min(caution(draws, sure, Promise())) < 1.0
    doubtful = sure.copy()
    doubtful[np.isin(draws.site, [f"s{n}" for n in range(0, 40, 2)])] = 3.0
    above, _ = caution(draws, doubtful, Promise())
    assert above * Promise().low > 3.0


def test_scatter_is_how_far_few_pages_lie_from_many():
    """Of one page the whole distance, of more the root of their number times it."""
    draws = table(2)
    last = {rows[-1] for rows in paths(draws)}
    said = np.array([0.0 if i in last else 2.0 / np.sqrt(draws.pages[i]) for i in range(6)])
    assert scatter(draws, said) == pytest.approx(2.0)
