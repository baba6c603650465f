"""What somebody should know of a corpus before they trust its scores: one rule a function."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pagequality.learned.odds import logit
from pagequality.views.parts import percent

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Figures = Mapping[str, Any]

_MANY_UNJUDGED: Final = 0.2
_MANY_NAMELESS: Final = 0.01
_DOMINATING: Final = 0.3
_FAR: Final = 1.0
"""Log-odds between the mean probability and the model's base rate."""
_COMMON: Final = 0.1
_FEWEST: Final = 50
"""Pages below which shares say little."""
_SURE: Final = 1e-6


class Alert(NamedTuple):
    """Something to look at first: its name, what was found, and what to do."""

    name: str
    told: str
    advice: str


def alerts(found: Figures) -> list[Alert]:
    """Return the alerts of a corpus, from its figures; nothing where all is as it should be."""
    return [alert for rule in _RULES if (alert := rule(found)) is not None]


def _too_few(found: Figures) -> Alert | None:
    if found["judged"] >= _FEWEST:
        return None
    told = f"{found['judged']:,} pages were judged."
    return Alert("few pages", told, "Shares of so few pages say little.")


def _not_judged(found: Figures) -> Alert | None:
    pages, missing = found["pages"], found["pages"] - found["judged"]
    if not pages or missing < _MANY_UNJUDGED * pages:
        return None
    told = f"{percent(missing / pages)} of the pages were not judged ({missing:,} of {pages:,})."
    return Alert("many not judged", told, "See why below: what was not judged is kept by no rule.")


def _nameless(found: Figures) -> Alert | None:
    pages, nameless = found["pages"], found["nameless_errors"]
    if nameless <= _MANY_NAMELESS * pages:
        return None
    told = f"{nameless:,} errors have neither an address nor a name."
    return Alert("nameless errors", told, "They cannot be found again: check the input's columns.")


def _one_site(found: Figures) -> Alert | None:
    top, number = found["sites"]["largest"], found["sites"]["number"]
    named = top is not None and top["site"]
    if not named or number == 1 or top["pages"] < _DOMINATING * found["pages"]:
        return None
    told = f"{top['site']} has {percent(top['pages'] / found['pages'])} of the pages."
    return Alert("one site dominates", told, "Read the shares site by site.")


def _no_address(found: Figures) -> Alert | None:
    pages, without = found["pages"], found["sites"]["without_address"]
    if not pages or without < _COMMON * pages:
        return None
    told = f"{percent(without / pages)} of the pages have no address."
    advice = "Sites cannot be told, and signals of the address are unknown: give the URL column."
    return Alert("no addresses", told, advice)


def _far_from_base_rate(found: Figures) -> Alert | None:
    rate, mean = found["base_rate"], found["mean_probability"]
    if rate is None or mean is None or found["judged"] < _FEWEST:
        return None
    inside = min(max(mean, _SURE), 1 - _SURE)
    if abs(logit(inside) - logit(rate)) < _FAR:
        return None
    told = f"The mean probability is {percent(mean)}, the model's base rate {percent(rate)}."
    advice = (
        "Low pages may be rarer or more common here: give --prior, or label some hundred pages "
        "and run pagequality evaluate."
    )
    return Alert("far from the base rate", told, advice)


def _drifted(found: Figures) -> Alert | None:
    score = found["drift"].get("score")
    if score is None or score["reading"] == "alike":
        return None
    told = f"PSI {score['stability']:.2f} against the scores of the training."
    return Alert("drift", told, str(found["drift"]["reading"]))


def _common_notices(found: Figures) -> Alert | None:
    common = [
        f"{row['code']} ({percent(row['pages'] / found['judged'])})"
        for row in found["notices"]
        if row["pages"] >= _COMMON * found["judged"]
    ]
    if not common:
        return None
    told = f"Many judged pages carry a notice: {', '.join(common)}."
    return Alert("notices", told, "Their verdicts rest on less than the whole page.")


def _several_models(found: Figures) -> Alert | None:
    if len(found["models"]) <= 1:
        return None
    told = f"The scores come from {len(found['models'])} models."
    return Alert("several models", told, "They cannot be compared: score all pages with one.")


def _other_threshold(found: Figures) -> Alert | None:
    low, high = found["called_between"]
    if low < found["threshold"] <= high:
        return None
    told = f"The column low was made with a threshold between {low:.3f} and {high:.3f}."
    advice = f"This report counts at {found['threshold']:g}: give --threshold to have the same."
    return Alert("another threshold", told, advice)


_RULES: Final[tuple[Callable[[Figures], Alert | None], ...]] = (
    _too_few,
    _not_judged,
    _nameless,
    _no_address,
    _one_site,
    _far_from_base_rate,
    _drifted,
    _common_notices,
    _several_models,
    _other_threshold,
)
