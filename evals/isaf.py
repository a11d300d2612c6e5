"""Afghan war releases of a military coalition: people killed, and the province.

killed    the largest number killed in any ASSAULT event of the release, else in a tally, whose victims are not
          civilians or the coalition's own, where the label is not zero; "several" and the like stand for their lower
          bound, and a named person killed without a number is one
province  the province that most claims give in their first places, else the first that the report names

Labels are the minimum counts of a compiled data set; a label may be wrong where one release tells of several incidents.
Baselines: the first number in the text; the first province named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from evals.line import Line
from evals.shape import report_of, rows_in, share
from recount.extract.cascade import Extractor
from recount.records import Claim, Place, Quantity, Report
from recount.words.normalise import name_key
from recount.words.numbers import numbers_in
from recount.words.pack import load_pack

DEFAULT = "isaf/dev.jsonl"
_OWN = frozenset({"civilians", "children", "women", "coalition", "soldiers", "police"})
_ALIKE = {name_key(a): name_key(b) for a, b in (("Paktia", "Paktya"), ("Hirat", "Herat"), ("Vardak", "Wardak"))}
_ALIKE |= {name_key("Sar-e Pol"): name_key("Sar-e Pul"), name_key("Oruzgan"): name_key("Uruzgan")}
_ALIKE |= {name_key("Hilmand"): name_key("Helmand"), name_key("Patkya"): name_key("Paktya")}
_ALIKE |= {name_key("Maidan Wardak"): name_key("Wardak"), name_key("Kundoz"): name_key("Kunduz")}


def run(data: Path) -> Iterator[Line]:
    rows = list(rows_in(data))
    extractor = Extractor(load_pack("inherent-resolve"))
    reports = [report_of(str(row["text"]), published=row.get("start_date")) for row in rows]
    read = [extractor.claims_in(report) for report in reports]
    gold = [int(row["min_killed"]) for row in rows]
    told = [killed_in(claims) for claims in read]
    some = [i for i, g in enumerate(gold) if g]
    yield _line("killed", [told[i] == gold[i] for i in some])
    yield _line("killed_all", [t == g for t, g in zip(told, gold, strict=True)])
    yield _line("killed_baseline", [_first_number(rows[i]) == gold[i] for i in some])
    yield _line("killed_all_baseline", [g == 0 for g in gold])
    yield from _provinces(rows, reports, read, extractor)


def _line(metric: str, hits: Sequence[bool]) -> Line:
    return Line("isaf", metric, share(hits), len(hits))


def killed_in(claims: Sequence[Claim]) -> int:
    """The largest toll of one event, else of a tally; 0 where nobody of the other side is said to be killed."""
    tolls = {
        kind: [_toll(c) for c in claims if c.kind == kind and c.modality == "actual"] for kind in ("event", "tally")
    }
    return max(tolls["event"], default=0) or max(tolls["tally"], default=0)


def _toll(claim: Claim) -> int:
    figures = [q for q in claim.quantity if q.measure == "killed" and q.of_whom not in _OWN]
    return max((_least(q) for q in figures), default=0)


def _least(quantity: Quantity) -> int:
    number = quantity.low if quantity.value is None or quantity.comparator == "over" else quantity.value
    return int(number or 0)


def _provinces(
    rows: list[dict[str, Any]], reports: Sequence[Report], read: Sequence[Sequence[Claim]], extractor: Extractor
) -> Iterator[Line]:
    gold = [{_key(p) for p in row["province"]} for row in rows]
    first = [_first(extractor.document(report).places) for report in reports]
    told = [_usual(claims) or f for claims, f in zip(read, first, strict=True)]
    yield _line("province", [t in g for t, g in zip(told, gold, strict=True)])
    yield _line("province_baseline", [f in g for f, g in zip(first, gold, strict=True)])


def _usual(claims: Sequence[Claim]) -> str | None:
    """The province that most claims give, the earliest of those that tie."""
    given = [key for claim in claims if (key := _first(claim.place[:2])) is not None]
    return max(dict.fromkeys(given), key=given.count, default=None)


def _first(places: Sequence[Place]) -> str | None:
    for place in places:
        if place.province:
            return _key(place.province)
        if place.precision == "province":
            return _key(place.words)
    return None


def _key(name: str) -> str:
    key = name_key(name.removesuffix(" Province").removesuffix(" province"))
    return _ALIKE.get(key, key)


def _first_number(row: dict[str, Any]) -> int:
    found = [n for n in numbers_in(str(row["text"])) if n.value is not None and n.value < 100]
    return int(found[0].value or 0) if found else 0
