"""Mentions of several annotation schemes to one list without overlaps, under one set of labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recount.language.analysis import MentionLabel
from recount.language.decode_spans import WordSpan

LABELS: dict[str, MentionLabel] = {
    "per": "person",
    "person": "person",
    "org": "organisation",
    "organization": "organisation",
    "organisation": "organisation",
    "corporation": "organisation",
    "group": "organisation",
    "gpe": "place",
    "loc": "place",
    "location": "place",
    "norp": "nationality",
    "nationality": "nationality",
    "weapon": "weapon",
    "wea": "weapon",
    "vehicle": "vehicle",
    "veh": "vehicle",
    "militaryplatform": "vehicle",
    "date": "date",
    "time": "date",
    "temporal": "date",
    "quantity": "quantity",
    "cardinal": "quantity",
    "percent": "quantity",
    "val": "quantity",
    "facility": "facility",
    "fac": "facility",
    "money": "money",
    "mon": "money",
    "product": "product",
    "com": "product",
    "misc": "misc",
    "creative-work": "misc",
    "work_of_art": "misc",
    "event": "misc",
    "law": "misc",
    "language": "misc",
}
"""A scheme's label in small letters, and ours. A label that does not stand here is no mention: a page that is cited,
a title, a disease."""

WEIGHTS = {"uner": 1.0, "wwn": 1.0, "re3d": 0.8, "wnut": 0.6, "wiki": 0.6}
"""How far each scheme is believed. The two treebanks of names are large and of many kinds of text; re3d is fifty
documents, WNUT tweets, WikiEvents bombings with participants that have no name."""
_NAMED = frozenset(("person", "organisation", "place", "nationality", "product", "misc"))
"""Labels that a large scheme has too. Weapons, vehicles, quantities only small ones know: those count whole."""
ENOUGH = 0.5


def merged(
    schemes: Mapping[str, Sequence[WordSpan]], *, enough: float = ENOUGH, weights: Mapping[str, float] = WEIGHTS
) -> list[WordSpan]:
    """The mentions that the schemes together believe in, in order. A span under one label gets the sum of the weighed
    scores of all schemes that give it; of two that overlap the greater sum stands, then the longer one."""
    sums: dict[tuple[int, int, MentionLabel], tuple[float, float]] = {}
    for scheme, spans in schemes.items():
        for span in spans:
            label = LABELS.get(span.label.casefold())
            if label is not None and scheme in weights:
                key = (span.begin, span.end, label)
                total, best = sums.get(key, (0.0, 0.0))
                weight = weights[scheme] if label in _NAMED else 1.0
                sums[key] = (total + weight * span.score, max(best, span.score))
    ranked = sorted(sums.items(), key=lambda item: (-round(item[1][0], 3), item[0][0] - item[0][1], item[0]))
    kept: list[WordSpan] = []
    taken: set[int] = set()
    for (begin, end, label), (total, best) in ranked:
        if round(total, 3) >= enough and taken.isdisjoint(range(begin, end)):
            kept.append(WordSpan(begin, end, label, best))
            taken.update(range(begin, end))
    return sorted(kept)
