"""Rules inside of rules, and lists inside of selectors, as plain rules."""

from __future__ import annotations

import pytest

from pagequality.reading.nested import spelled_out, written_out


@pytest.mark.parametrize(
    ("css", "plain"),
    [
        (".za{color:red}", ".za{color:red}"),
        (".za{& .zb{top:0}}", ".za .zb{top:0}"),
        (".za,.zb{&:hover{top:0}}", ".za:hover,.zb:hover{top:0}"),
        ("@media print{.za{& b{top:0}}}", "@media print{.za b{top:0}}"),
        (".za{& b{", ""),
    ],
)
def test_rules_inside_of_others_stand_alone(css: str, plain: str) -> None:
    """The selector around is put where the mark stands; what never ends says nothing."""
    assert written_out(css) == plain


def test_what_is_written_out_stays_small() -> None:
    """However many selectors nest in each other, however deep."""
    many = ",".join(f".z{number}" for number in range(200))
    nested = f"{many}{{&{',&' * 200}{{" * 20 + "&{top:0}" + "}}" * 20
    assert len(written_out(nested)) < 100 * len(nested)
    assert len(spelled_out(f":is({many}) :is({many})")) <= 24


@pytest.mark.parametrize(
    ("selectors", "each"),
    [
        ("p,b", ["p", "b"]),
        (":is(.za,.zb) u", [".za u", ".zb u"]),
        ("p:where(.za)", ["p.za"]),
        ("p:is(b)", []),
    ],
)
def test_lists_inside_of_selectors_are_spelled_out(selectors: str, each: list[str]) -> None:
    """Each part stands for the list; what cannot stand behind what is before it is left out."""
    assert spelled_out(selectors) == each
