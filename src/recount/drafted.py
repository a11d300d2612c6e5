"""A claim that a person reads from a selection, out of the few things that they fill in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any, get_args

from recount.records import Claim, DataError, Kind, Mention, Place, Quantity, Report, Span, Time
from recount.records.codec import from_dict
from recount.records.ids import claim_id
from recount.words.catalogue import Catalogue
from recount.words.gazetteer import Gazetteer
from recount.words.pack import Pack
from recount.words.vocabulary import vocabulary

NOT_GIVEN = frozenset({"id", "report", "text_version", "evidence", "cameo", "acled", "reading_confidence", "reasons"})
"""Fields that follow from the selection, or that only a reader that is a machine has."""

BY_HAND = "a person read it"


def claim_from(given: Mapping[str, Any], report: Report, span: Span, pack: Pack) -> Claim:
    """The claim that a person reads from `report.text[span]`.

    `given` has fields of a claim; what is short is spelt out: an actor or target as an id of the pack or as words, a
    place as words, a time as a civil date, `first/last` or `first/` (both included), a quantity as measure and value.
    Raises `DataError` naming the field that does not hold.
    """
    allowed = [f.name for f in fields(Claim) if f.name not in NOT_GIVEN]
    unknown = sorted(given.keys() - set(allowed))
    if unknown:
        raise DataError(f"A claim by hand has no fields {unknown}; expected among {allowed}.")
    kind = given.get("kind", "event")
    if kind not in get_args(Kind):
        raise DataError(f"{kind!r} is no kind of claim; expected one of {', '.join(get_args(Kind))}.")
    type_, mode = given.get("type"), given.get("mode")
    _coded(kind, type_, mode)
    cameo, acled = vocabulary().crosswalk(type_, mode)
    spelt = {name: _SPELT[name](value, pack) if name in _SPELT else value for name, value in given.items()}
    first = {"start": span.start, "end": span.end, "quote": report.text[span.start : span.end]}
    made = {
        **spelt,
        "id": claim_id(report.id, report.text_version, kind, type_, span.start, span.end),
        "report": report.id, "text_version": report.text_version, "kind": kind, "type": type_, "mode": mode,
        "cameo": cameo, "acled": acled, "reading_confidence": 1.0, "reasons": [BY_HAND],
    }  # fmt: skip
    plain = {name: value for name, value in made.items() if name not in _SPELT}
    try:
        claim = from_dict(Claim, {**plain, "evidence": [first]})
    except DataError as error:
        raise DataError(f"The claim by hand does not hold: {error}") from error
    parts: dict[str, Any] = {name: spelt[name] for name in _SPELT if name in spelt}
    return replace(claim, **parts)


def _coded(kind: str, type_: str | None, mode: str | None) -> None:
    events = vocabulary().events
    if kind in ("event", "intent") and type_ not in events:
        raise DataError(f"{type_!r} is no type of {kind}; expected one of {', '.join(sorted(events))}.")
    if mode is not None and type_ in events and mode not in events[type_].modes:
        modes = ", ".join(sorted(events[type_].modes)) or "none"
        raise DataError(f"{mode!r} is no mode of {type_}; expected one of {modes}.")


def _several(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else [value]


def _mentions(value: Any, pack: Pack) -> tuple[Mention, ...]:
    return tuple(from_dict(Mention, v) if isinstance(v, Mapping) else _mention(str(v), pack) for v in _several(value))


def _mention(said: str, pack: Pack) -> Mention:
    if said in pack.actors:
        return Mention(pack.actors[said].name, None, said, pack.actors[said].sector)
    for found in Catalogue(pack).actors_in(said):
        if found.id is not None and found.words == said:
            return Mention(said, None, found.id, found.sector)
    return Mention(said)


def _places(value: Any, pack: Pack) -> tuple[Place, ...]:
    return tuple(from_dict(Place, v) if isinstance(v, Mapping) else _place(str(v), pack) for v in _several(value))


def _place(said: str, pack: Pack) -> Place:
    for found in Gazetteer(pack).places_in(said):
        if found.words == said:
            return Place(
                said, None, found.id, found.lat, found.lon, found.radius_km, found.precision, found.province,
                found.country,
            )  # fmt: skip
    return Place(said)


def _time(value: Any, _: Pack) -> Time | None:
    """Days as a person writes them; the last one is included, and the record's end is not.

    >>> _time("2016-06-20/2016-06-22", None).end
    '2016-06-23'
    """
    if value is None or isinstance(value, Mapping):
        return None if value is None else from_dict(Time, value)
    first, slash, last = str(value).partition("/")
    try:
        start = date.fromisoformat(first) if first else None
        end = date.fromisoformat(last or first) + timedelta(days=1) if last or not slash else None
    except ValueError as error:
        raise DataError(f"time: {value!r} is no day; write 2016-06-20, or 2016-06-20/2016-06-22.") from error
    return Time(
        start.isoformat() if start else None, end.isoformat() if end else None, "range" if slash else "day", str(value)
    )  # fmt: skip


def _quantities(value: Any, _: Pack) -> tuple[Quantity, ...]:
    return tuple(_quantity(v) for v in _several(value))


def _quantity(given: Any) -> Quantity:
    if not isinstance(given, Mapping) or "measure" not in given:
        raise DataError(f"quantity: expected measure and value, found {given!r}.")
    names = vocabulary().names
    for field, allowed in (("measure", names["measures"]), ("of_whom", names["of_whom"])):
        if given.get(field) is not None and given[field] not in allowed:
            raise DataError(f"quantity: {given[field]!r} is no {field}; expected one of {', '.join(allowed)}.")
    comparator = given.get("comparator", "exact")
    low, high = vocabulary().range_of(comparator, given.get("value"))
    return from_dict(Quantity, {"of_whom": None, "comparator": comparator, "low": low, "high": high, **given})


_SPELT = {"actor": _mentions, "target": _mentions, "place": _places, "time": _time, "quantity": _quantities}
