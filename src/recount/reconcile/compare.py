"""Same or not: a score from named features, and the contradictions that no score can outweigh."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

from recount.reconcile.facts import Facts, FigureKey
from recount.reconcile.weights import Weights
from recount.reconcile.where import Where, relation
from recount.records import Decision

Range = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outcome for one pair: log-odds (minus infinity where `apart` says why they cannot be one) and the names of
    the features that made it, in the order of the table."""

    score: float
    features: tuple[str, ...]
    apart: str | None = None


def apart(a: Facts, b: Facts) -> str | None:
    """Why the two cannot be one happening whatever else agrees, or `None`."""
    if a.row is not None and a.row == b.row:
        return "they are two rows of one dataset"
    if a.family != b.family:
        return "they are of different kinds"
    if a.days is not None and b.days is not None and not a.days.meets(b.days):
        if a.days.stated and b.days.stated:
            return "their dates do not meet"
        return "one lies outside the days that the other's publication allows"
    how = relation(a.place, b.place)
    if how == "far":
        return "their places cannot be one place"
    if how == "near" and a.report == b.report and a.sentence == b.sentence:
        return "one sentence names two places"
    return None


def compare(a: Facts, b: Facts, table: Weights) -> Comparison:
    """Compare two claims that blocking brought together. Symmetric: the order of the two does not matter."""
    why = apart(a, b)
    if why is not None:
        return Comparison(-inf, (), why)
    within = a.group == b.group
    features = (
        *_time(a, b),
        _place(a, b, table),
        *_what(a, b, table),
        *_actors(a, b),
        *_targets(a, b, within),
        *_figures(a, b),
        *_words(a, b),
        *(_inside_report(a, b) if within else ()),
    )
    prior = table.within if within else table.across
    return Comparison(round(prior + sum(table.weight[f] for f in features), 4), features)


def decision(a: Facts, b: Facts, found: Comparison, same: bool, table: Weights, *more: str) -> Decision:
    """The comparison as a record: the reasons in words, each with its weight; `more` is said first."""
    prior = "within" if a.group == b.group else "across"
    start = {"within": table.within, "across": table.across}[prior]
    reasons = [f"{table.means[f]} ({table.weight[f]:+g})" for f in found.features]
    if found.apart is not None:
        reasons = [found.apart]
    else:
        reasons.insert(0, f"prior for two claims {prior} reports ({start:+g})")
    left, right = sorted((a.id, b.id))
    score = found.score if found.score != -inf else -99.0
    return Decision(left, right, score, same, (*more, *reasons, f"weights {table.version}"))


def _time(a: Facts, b: Facts) -> Iterator[str]:
    if a.days is None or b.days is None:
        return
    if a.days.firm and b.days.firm:
        yield "same_day" if (a.days.start, a.days.end) == (b.days.start, b.days.end) else "days_overlap"
    elif a.days.stated and b.days.stated:
        short = max(a.days.length, b.days.length) <= 7
        yield "days_overlap" if short else "stretch_overlaps"
    elif a.days.stated or b.days.stated:
        dated, said = (a.days, b.days) if a.days.stated else (b.days, a.days)
        yield "day_at_hand" if dated.firm and said.end - dated.end in (0, 1) else "day_in_window"
    else:
        yield "said_at_once" if (a.days.start, a.days.end) == (b.days.start, b.days.end) else "windows_overlap"


_SAME_PLACE = {
    "site": "same_site",
    "settlement": "same_settlement",
    "district": "same_district",
    "province": "same_province",
}


def _place(a: Facts, b: Facts, table: Weights) -> str:
    how: Where = relation(a.place, b.place)
    if a.place is None or b.place is None or how == "unknown":
        return "place_unknown"
    precisions = {a.place.precision, b.place.precision}
    if how == "near":
        return "near"
    if how == "same":
        if a.place.precision == "settlement" and (a.place.radius_km or 0.0) >= table.city_km:
            return "same_city"
        return _SAME_PLACE.get(a.place.precision or "", "same_country")
    if precisions & {"country", "region", None}:
        return "same_country"
    return "inside_province" if "province" in precisions else "fine_inside"


def _what(a: Facts, b: Facts, table: Weights) -> Iterator[str]:
    if a.type != b.type:
        yield "type_differs"
    if a.type == b.type and (a.mode is None or b.mode is None):
        yield "mode_unknown"
    elif a.mode == b.mode:
        yield "mode_same"
        if a.mode in table.rare:
            yield "mode_rare"
        elif a.mode in table.seldom:
            yield "mode_seldom"
    elif a.mode is not None and b.mode is not None:
        modes = frozenset((a.mode, b.mode))
        yield "mode_alike" if modes in table.alike else "mode_mistaken" if modes in table.mistaken else "mode_unlike"
    if not a.instruments.isdisjoint(b.instruments):
        yield "instrument_same"


def _related(a: frozenset[str], a_lines: frozenset[str], b: frozenset[str], b_lines: frozenset[str]) -> str | None:
    """same, within, kin (both are part of one body), unlike, or `None` where one side names nobody."""
    if not a or not b:
        return None
    if not a.isdisjoint(b):
        return "same"
    if not a.isdisjoint(b_lines) or not b.isdisjoint(a_lines):
        return "within"
    return "unlike" if a_lines.isdisjoint(b_lines) else "kin"


def _actors(a: Facts, b: Facts) -> Iterator[str]:
    how = _related(a.actors, a.actor_lines, b.actors, b.actor_lines)
    if how == "unlike":
        crossed = _related(a.actors, a.actor_lines, b.targets, b.target_lines)
        back = _related(a.targets, a.target_lines, b.actors, b.actor_lines)
        if crossed in ("same", "within") or back in ("same", "within"):
            how = "swapped"
    if how == "swapped":
        yield "sides_swapped"
    elif how is not None:
        yield f"actor_{how}"


def _targets(a: Facts, b: Facts, within: bool) -> Iterator[str]:
    how = _related(a.targets, a.target_lines, b.targets, b.target_lines)
    shared = not a.heads.isdisjoint(b.heads)
    if how in ("same", "within"):
        yield f"target_{how}"
    if shared:
        yield "target_words"
    elif how not in ("same", "within", "kin") and (how == "unlike" or (a.heads and b.heads)):
        yield "target_unlike_within" if within else "target_unlike"


def _figures(a: Facts, b: Facts) -> Iterator[str]:
    best: list[str] = []
    clash: list[str] = []
    for key, left in a.figures.items():
        right = b.figures.get(key)
        if right is None:
            best += _other_class(key, left, b)
        elif left[0] is not None and left[0] == right[0] and _one_number(left) and _one_number(right):
            best.append("figure_small" if left[0] < 3 else "figure_equal" if left[0] < 10 else "figure_large")
        elif a.report != b.report and _nearly(left, right):
            best.append("figure_near")
        elif _disjoint(left, right):
            clash.append(_apart_by(_ratio(left, right)))
        else:
            best.append("figure_compatible")
    yield from sorted(best)[:3]
    if clash and a.report == b.report and a.speaker == b.speaker:
        yield "figure_differs_within"
    elif clash and not best:
        yield max(clash, key=("toll_close", "toll_differs", "toll_far").index)


def _other_class(key: FigureKey, left: Range, b: Facts) -> list[str]:
    """People in one claim and a class of people in the other, with the same exact figure."""
    measure, whom = key
    if left[0] is None or left[0] != left[1] or left[0] < 3:
        return []
    same = [w for (m, w), r in b.figures.items() if m == measure and r == left and "people" in (w, whom)]
    return ["figure_other_class"] if same else []


def _one_number(given: Range) -> bool:
    """Whether the range is one number, said as it is or as the least ("16", "at least 16"), and no word for many."""
    return given[0] == given[1] or given[1] is None


def _nearly(a: Range, b: Range) -> bool:
    """Whether both give a number of ten or more, and the two lie within a sixth of each other."""
    if a[0] is None or b[0] is None or not (_one_number(a) and _one_number(b)):
        return False
    small, large = sorted((a[0], b[0]))
    return small >= 10 and large * 6 <= small * 7


def _disjoint(a: Range, b: Range) -> bool:
    return (a[1] is not None and b[0] is not None and a[1] < b[0]) or (
        b[1] is not None and a[0] is not None and b[1] < a[0]
    )


def _apart_by(ratio: float) -> str:
    if ratio <= 1.5:
        return "toll_close"
    return "toll_differs" if ratio <= 3 else "toll_far"


def _ratio(a: Range, b: Range) -> float:
    """How many times the nearest bound of the larger is that of the smaller, for ranges that do not meet."""
    small, large = (a, b) if a[1] is not None and b[0] is not None and a[1] < b[0] else (b, a)
    return (large[0] or 0.0) / small[1] if small[1] else inf


def _words(a: Facts, b: Facts) -> Iterator[str]:
    if a.sentence_key == b.sentence_key and a.sentence_key:
        if a.report != b.report and a.quote == b.quote:
            yield "sentence_identical"
        return
    shared = len(a.words & b.words)
    total = len(a.words | b.words)
    if total == 0 or (a.row and not a.words) or (b.row and not b.words):
        return  # a row without a note has no words that could be missing
    if shared >= 3 and shared * 2 >= total:
        yield "words_much"
        if a.group == b.group and a.report != b.report:
            yield "copied"
    elif shared >= 3 and shared * 4 >= total:
        yield "words_some"
    elif shared * 20 < total:
        yield "words_none"


def _inside_report(a: Facts, b: Facts) -> Iterator[str]:
    first, second = (a, b) if (a.start, a.id) <= (b.start, b.id) else (b, a)
    if a.headline != b.headline:  # first, since a page flattened to text may set no stop behind its title
        yield "headline"
    elif first.report == second.report and first.sentence == second.sentence:
        yield "same_sentence"
    elif second.points_back:
        yield "back_reference"
    if a.speaker != b.speaker:
        yield "other_speaker"
    if second.another and first.sentence_key != second.sentence_key:
        yield "another"
