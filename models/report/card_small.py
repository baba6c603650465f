"""What the card tells of the small models: lines, sentences, headlines.

Where a rival or a simpler way is ahead of ours it is named, with both figures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from models.report.card_tables import number, span, table, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Report = dict[str, Any]
_PARTS: Final = ("first", "wild", "notices")
_LINE_FIGURES: Final = {"noise_f1": "noise F1", "macro_f1": "macro F1"}
_ALONE, _AROUND = "words alone", "with surroundings"
_UNSPELT: Final = "words without letters"
_ASKED: Final = {
    "hedge": "hedge",
    "speculation": "empty speculation",
    "vague_attribution": "vague attribution",
    "speculation_or_vague": "speculation or vague",
    "padding": "padding",
    "particular": "particular",
}
_SUBSTANCE: Final = ("padding", "particular")
_COMPARED: Final = ("hedge", "speculation_or_vague")
_SOURCES: Final = {"f1": "all", "f1_first": "first", "f1_wild": "wild"}


def small_models(found: Report, words: Mapping[str, Sequence[str]]) -> list[str]:
    """Show the small models that have a report, and in words what was tried and is missed."""
    parts = {
        "Lines": lines(found),
        "Sentences": sentences(found),
        "Headlines and promises": headlines(found),
    }
    shown: list[str] = []
    for title, drawn in parts.items():
        if drawn:
            shown += ["", f"### {title}", "", *drawn, "", *words[title]]
    return [*words["Small models"], *shown] if shown else []


def ahead(ours: str, rivals: Iterable[tuple[str, float, float]]) -> str:
    """Say which rivals are ahead: each has a name, its figure, and ours.

    >>> ahead("ours", [("keywords in F1", 0.72, 0.87), ("TF-IDF in F1", 0.9, 0.87)])
    'Ahead of ours: TF-IDF in F1 (0.900 against 0.870).'
    >>> ahead("ours", [("keywords in F1", 0.87, 0.87)])
    'None is ahead of ours.'
    """
    better = [
        f"{name} ({number(theirs)} against {number(own)})"
        for name, theirs, own in rivals
        if theirs > own
    ]
    return f"Ahead of {ours}: {', '.join(better)}." if better else f"None is ahead of {ours}."


def lines(found: Report) -> list[str]:
    """Show how well purposes of lines are told, and what their surroundings add."""
    report = found.get("template_noise")
    if not report:
        return []
    body = [
        [way, *(cell for part in _PARTS for cell in _line_cells(report[part][way]))]
        for way in sorted(report["first"], key=lambda way: -report["first"][way]["noise_f1"])
    ]
    counts = ", ".join(f"{report[part][_AROUND]['lines']:,} {part}" for part in _PARTS)
    lead = (
        f"What a line is for, where two annotators agree (lines: {counts}; notices are adblock "
        "prompts of public code, which have no surroundings, held out by wording). Lines that "
        "might be an adblock notice get a second look by runs of letters, with half the say. F1 of "
        "noise against content, the mean over kinds, and F1 of each kind on all lines:"
    )
    head = [f"{part}: {label}" for part in _PARTS for label in _LINE_FIGURES.values()]
    told = [
        ahead(ours, _simpler(report, way))
        for way, ours in ((_ALONE, "our words alone"), (_AROUND, "ours with surroundings"))
    ]
    return [
        *wrapped(lead), "", *table(["", *head], body), "", *_kinds(report), "",
        *wrapped(" ".join([*told, _surroundings(report)])),
    ]  # fmt: skip


def _line_cells(row: Report) -> list[str]:
    return [f"{number(row['noise_f1'])} {span(row['noise_f1_interval'])}", number(row["macro_f1"])]


def _simpler(report: Report, ours: str) -> list[tuple[str, float, float]]:
    """Return what judges without surroundings, beside one of our own ways."""
    return [
        (f"{way} in {label} on {part}", report[part][way][key], report[part][ours][key])
        for part in _PARTS
        for key, label in _LINE_FIGURES.items()
        for way in report[part]
        if way not in {ours, _AROUND}
    ]


def _kinds(report: Report) -> list[str]:
    """Show each kind of line by words, with and without letters, and with surroundings."""
    alone, around = (report[f"kinds, {way}"] for way in (_ALONE, _AROUND))
    unspelt = report[f"kinds, {_UNSPELT}"]["f1"]
    added = [f"{around['f1'][kind] - figure:+.3f}" for kind, figure in alone["f1"].items()]
    body = [
        ["lines", *(alone["lines of"][kind] for kind in alone["f1"])],
        [_UNSPELT, *(number(unspelt[kind]) for kind in alone["f1"])],
        [_ALONE, *map(number, alone["f1"].values())],
        [_AROUND, *(number(around["f1"][kind]) for kind in alone["f1"])],
        ["these add", *added],
    ]
    return table(["", *alone["f1"]], body)


def _surroundings(report: Report) -> str:
    """Say where surroundings cost something, what they add on whole pages, and the time."""
    alone, around = (report[f"kinds, {way}"]["f1"] for way in (_ALONE, _AROUND))
    words, both = (report[f"blocks of wild pages, {way}"] for way in (_ALONE, _AROUND))
    lost = [kind for kind in alone if around[kind] < alone[kind]]
    speed = report["speed"]
    return (
        f"{f'Surroundings harm {listed(lost)}. ' if lost else ''}Of {words['blocks']:,} blocks of "
        f"{words['sites']} wild pages template is told from main content with F1 "
        f"{number(both['template_f1'])}, by words alone {number(words['template_f1'])}. "
        f"{speed['blocks']} lines of {speed['words']:,} words take "
        f"{speed['microseconds'] / 1000:.1f} ms, by words alone "
        f"{speed['microseconds by words'] / 1000:.1f}."
    )


def listed(names: Sequence[str]) -> str:
    """Join names as prose does.

    >>> listed(["wall"]), listed(["wall", "legal", "promo"])
    ('wall', 'wall, legal and promo')
    """
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def sentences(found: Report) -> list[str]:
    """Show how well hedges, speculation and padding are told, against simpler ways."""
    report = found.get("hedging")
    if not report:
        return []
    keys = ("precision", "recall", "f1_first", "f1_wild", "f1_on_unread_pages")
    body = [
        [name, report[key]["rows"], report[key]["positives"],
         f"{number(report[key]['f1'])} {span(report[key]['interval'])}",
         *(number(report[key].get(figure)) for figure in keys)]
        for key, name in _ASKED.items()
    ]  # fmt: skip
    head = ["", "sentences", "are so", "F1", "precision", "recall", "F1, first", "F1, wild",
            "F1, unread"]  # fmt: skip
    lead = (
        "Where two annotators agree (padding and particular: all sentences). Unread are pages "
        "whose errors nobody looked at when lists of phrases were revised. Below, simpler ways:"
    )
    rows, own = _rivals(report)
    labels = [f"{_ASKED[name]}, {source}" for name in _COMPARED for source in _SOURCES.values()]
    compared = [[name, *map(number, row)] for name, row in {"ours": own, **rows}.items()]
    better = ahead(
        "ours",
        (
            (f"{name} in {label}", theirs, mine)
            for name, row in rows.items()
            for label, theirs, mine in zip(labels, row, own, strict=True)
        ),
    )
    return [
        *wrapped(lead), "", *table(head, body), "", *table(["F1", *labels], compared), "",
        *wrapped(" ".join([better, _substance(report), _family(report)])),
    ]  # fmt: skip


def _rivals(report: Report) -> tuple[dict[str, list[float]], list[float]]:
    """Return the figures of every simpler way, and ours in the same order."""
    keys = [(name, figure) for name in _COMPARED for figure in _SOURCES]
    rows = {
        way: [row[f"{name} {figure}"] for name, figure in keys]
        for way, row in report["compared"].items()
    }
    return rows, [report[name][figure] for name, figure in keys]


def _substance(report: Report) -> str:
    """Say what the heads of substance reach beside TF-IDF."""
    rows = [report[name] for name in _SUBSTANCE]
    precise = " and ".join(
        f"{number(row['average_precision'])} of {name} (TF-IDF "
        f"{number(row['average_precision_of_tfidf'])})"
        for name, row in zip(_SUBSTANCE, rows, strict=True)
    )
    lenient = " and ".join(number(row["lenient_precision"]) for row in rows)
    return (
        f"Average precision is {precise}; their precision is {lenient} where what annotators "
        "called weak or between is no error."
    )


def _family(report: Report) -> str:
    """Say how well pages with the flag for speculation are told, and what sentences cost."""
    row, speed = report["family"], report["speed"]
    single = [
        (f"the signal {name.replace('_', ' ')} alone", signal["flag"], row["roc_auc"])
        for name, signal in row["signals"].items()
    ]
    return (
        f"Of {row['pages']} pages {row['flagged']} carry the flag for hedged speculation; the "
        f"family tells them with ROC AUC {number(row['roc_auc'])}, wild ones "
        f"{number(row['roc_auc_wild'])}. {ahead('the family', single)} {speed['sentences']} "
        f"sentences of {speed['words']:,} words take {speed['milliseconds']:.1f} ms."
    )


def headlines(found: Report) -> list[str]:
    """Show whether headlines and bodies go together, what bait is found, what promises are kept."""
    told = f"{_mismatch(found)} {_bait(found)}".strip()
    kept = _promises(found)
    return [*wrapped(told), *([""] if told and kept else []), *kept]


def _mismatch(found: Report) -> str:
    report = found.get("headline")
    if not report:
        return ""
    return (
        "Whether a body belongs to its headline (Fake News Challenge; no rival was run): "
        f"{_pairs(report['bodies_and_headlines_held_out'])} of bodies and headlines held out, "
        f"{_pairs(report['topics_held_out'])} of whole topics held out, "
        f"{report['milliseconds']['mismatch']:.1f} ms a pair of 600 words."
    )


def _pairs(row: Report) -> str:
    return (
        f"accuracy {number(row['accuracy'])}, F1 of related {number(row['f1_related'])}, ROC AUC "
        f"{number(row['auc'])} on {row['pairs']:,} pairs"
    )


def _bait(found: Report) -> str:
    """Say what bait is found in posts of social media and on pages, where both are known."""
    if "headline" not in found or "promises" not in found:
        return ""
    posts, pages = found["headline"]["clickbait"], found["promises"]
    bait, speed = pages["bait"], found["headline"]["milliseconds"]
    return (
        f"Bait: ROC AUC {number(posts['auc'])} on {posts['posts']:,} posts of social media of "
        f"2017, squared error {number(posts['squared_error'])}, {speed['clickbait']:.1f} ms. On "
        f"{pages['headlines']} headlines of pages, {bait['bait']} of them bait, that model has "
        f"{number(bait['auc_by_posts'])}, the one made for pages {number(bait['auc'])}."
    )


def _promises(found: Report) -> list[str]:
    """Show what headlines promise, and whether pages keep it."""
    report = found.get("promises")
    if not report:
        return []
    kept, kinds = report["not_fully_kept"], report["promises"]["kinds"]
    judged = [kept.get(kind, {}) for kind in kinds]
    body = [
        ["headlines", *(row["headlines"] for row in kinds.values())],
        ["F1", *(number(row["f1"]) for row in kinds.values())],
        ["pages", *(row.get("pages", "–") for row in judged)],
        ["ROC AUC", *(number(row.get("auc")) for row in judged)],
    ]
    lead = (
        f"What {report['headlines']} headlines of {report['sites']} sites promise (F1 "
        f"{number(report['promises']['micro'])} micro, {number(report['promises']['macro'])} "
        f"macro), and whether pages fully keep it (ROC AUC {number(kept['auc'])} on "
        f"{kept['pages']} pages), where both annotators agree:"
    )
    point, rivals = report["at_the_threshold"], report["rivals"]
    listed_rivals = ", ".join(f"{name} {number(auc)}" for name, auc in rivals.items())
    told = (
        f"The published threshold accuses {point['kept_accused']:.1%} of {point['kept']} pages "
        f"that keep their promise and finds {point['not_kept_found']:.1%} of {point['not_kept']} "
        f"that do not. Rivals: {listed_rivals}. "
        f"{ahead('ours', [(name, auc, kept['auc']) for name, auc in rivals.items()])} A page takes "
        f"{report['milliseconds']:.1f} ms."
    )
    return [*wrapped(lead), "", *table(["", *kinds], body), "", *wrapped(told)]
