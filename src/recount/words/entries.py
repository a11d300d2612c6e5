"""What a theatre pack says of one actor or one place, and the reading of it from YAML and TSV rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from recount.records import PackError, PlacePrecision, SourceKind
from recount.words.vocabulary import vocabulary

ACTOR_FIELDS = frozenset(
    {"id", "name", "aliases", "cased", "arabic", "sector", "kind", "source_kind", "country", "groups"}
    | {"apart", "parents"}
    | {"holders", "metonyms", "demonyms", "takes", "generic", "called", "relations", "since", "until", "checked"}
)
PLACE_COLUMNS = (
    *("id", "name", "aliases", "arabic", "lat", "lon", "radius_km", "precision", "province", "country"),
    *("source", "verified"),
)


@dataclass(frozen=True, slots=True)
class Parent:
    """An actor above another: `relation` is part_of, commands (the parent commands) or supports; dates are ISO
    civil dates, half open, `None` = open. Here as in every date of an actor, a month (2016-05) or a year (2016) alone
    says that the public record gives no more; such dates sort before the days that they hold."""

    id: str
    relation: str = "part_of"
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """A person in a public office, from `start` up to but not including `end` (ISO civil dates, `None` = open).
    `office` tells apart the offices of one body (a government's foreign minister and its envoy)."""

    name: str
    aliases: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    office: str | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """How this actor stands to another, read as a sentence: this actor `relation` that `id` ("supports hezbollah").
    `relation` is one of the vocabulary's; same_as joins a group to the one that took its place. Dates: see `Parent`."""

    id: str
    relation: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Called:
    """A name that an actor bore for a time; it is also an alias. Dates as in `Parent`."""

    name: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class ActorEntry:
    """A party of the theatre. `cased` aliases match only in the case given ("IS", "US"); `metonyms` are place names
    that stand for it when they speak or act ("Damascus said"); `demonyms` with a noun of a class in `takes` name it
    ("Iraqi" + forces), and so does a `generic` word where the text is about its country ("government" + forces);
    `groups` are the sides that rules ask for, and `apart` those of the bodies above it that are not its own;
    `since` and `until` are when it was founded and dissolved; `checked` names the source that its dates were held
    against, empty where they are public record held against none."""

    id: str
    name: str
    sector: str | None
    kind: str
    aliases: tuple[str, ...] = ()
    cased: tuple[str, ...] = ()
    arabic: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    generic: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    source_kind: SourceKind | None = None
    country: str | None = None
    groups: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    parents: tuple[Parent, ...] = ()
    holders: tuple[Holder, ...] = ()
    called: tuple[Called, ...] = ()
    relations: tuple[Tie, ...] = ()
    since: str | None = None
    until: str | None = None
    checked: str = ""


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """A place of the theatre: WGS 84 degrees, a radius that covers it, and where the coordinates come from.

    `verified` is "yes" where they were found in the named source and lie inside the province's outline,
    else "no" with the reason. `kind` is what it is (town, base, camp, prison, road, hill, ...), by default as
    fine as its precision says."""

    id: str
    name: str
    lat: float | None
    lon: float | None
    radius_km: float
    precision: PlacePrecision
    province: str | None
    country: str | None
    aliases: tuple[str, ...] = ()
    arabic: tuple[str, ...] = ()
    source: str = ""
    verified: str = "no"
    kind: str = ""


def actor_from(raw: Mapping[str, Any]) -> ActorEntry:
    """An actor from its YAML mapping; raises `PackError` naming the entry and the field that does not hold."""
    where = f"actors.yaml: {raw.get('id', raw)!r}"
    unknown = set(raw) - ACTOR_FIELDS
    if unknown or "id" not in raw or "name" not in raw:
        raise PackError(f"{where}: needs id and name; unknown fields {sorted(unknown)}; known {sorted(ACTOR_FIELDS)}")
    sector = raw.get("sector")
    if sector is not None and sector not in vocabulary().names["sectors"]:
        raise PackError(f"{where}: sector {sector!r} is not in the vocabulary")
    source_kind = raw.get("source_kind")
    if source_kind is not None and source_kind not in get_args(SourceKind):
        raise PackError(f"{where}: source_kind {source_kind!r} is not one of {get_args(SourceKind)}")
    return ActorEntry(
        id=str(raw["id"]),
        name=str(raw["name"]),
        sector=sector,
        kind=str(raw.get("kind", "unknown")),
        aliases=_strings(raw, "aliases", where),
        cased=_strings(raw, "cased", where),
        arabic=_strings(raw, "arabic", where),
        metonyms=_strings(raw, "metonyms", where),
        demonyms=_strings(raw, "demonyms", where),
        generic=_strings(raw, "generic", where),
        takes=_strings(raw, "takes", where),
        source_kind=source_kind,
        country=raw.get("country"),
        groups=_strings(raw, "groups", where),
        apart=_strings(raw, "apart", where),
        parents=tuple(_parent(item, where) for item in raw.get("parents") or ()),
        holders=tuple(_holder(item, where) for item in raw.get("holders") or ()),
        called=tuple(_called(item, where) for item in raw.get("called") or ()),
        relations=tuple(_tie(item, where) for item in raw.get("relations") or ()),
        since=_day(raw.get("since"), where),
        until=_day(raw.get("until"), where),
        checked=str(raw.get("checked") or ""),
    )


def place_from(row: Mapping[str, str | None]) -> PlaceEntry:
    """A place from its TSV row (`|` parts lists); raises `PackError` naming the row and the column."""
    where = f"places.tsv: {row.get('id')!r}"
    precision = row.get("precision") or ""
    if precision not in get_args(PlacePrecision):
        raise PackError(f"{where}: precision {precision!r} is not one of {get_args(PlacePrecision)}")
    try:
        lat, lon = (float(v) if v else None for v in (row["lat"], row["lon"]))
        radius = float(row["radius_km"] or "")
    except (KeyError, ValueError) as error:
        raise PackError(f"{where}: lat, lon and radius_km must be numbers ({error})") from error
    if lat is not None and lon is not None and not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise PackError(f"{where}: {lat}, {lon} is no place on the globe; expected degrees, latitude first")
    return PlaceEntry(
        id=row["id"] or "",
        name=row["name"] or "",
        lat=lat,
        lon=lon,
        radius_km=radius,
        precision=precision,  # type: ignore[arg-type]  # checked above against the Literal
        province=row.get("province") or None,
        country=row.get("country") or None,
        aliases=_parts(row.get("aliases")),
        arabic=_parts(row.get("arabic")),
        source=row.get("source") or "",
        verified=row.get("verified") or "no",
        kind=row.get("kind") or precision,
    )


def _strings(raw: Mapping[str, Any], field: str, where: str) -> tuple[str, ...]:
    values = raw.get(field) or ()
    if isinstance(values, str) or not all(isinstance(v, str) for v in values):
        raise PackError(f"{where}: {field} must be a list of words (quote No, Yes, On), found {values!r}")
    return tuple(values)


def _parts(cell: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (cell or "").split("|") if part.strip())


def _parent(raw: Any, where: str) -> Parent:
    if isinstance(raw, str):
        return Parent(raw)
    if not isinstance(raw, dict) or "id" not in raw:
        raise PackError(f"{where}: a parent is an id, or id, relation, start, end; found {raw!r}")
    return Parent(str(raw["id"]), _relation(raw.get("relation", "part_of"), where), *_term(raw, where))


def _tie(raw: Any, where: str) -> Tie:
    if not isinstance(raw, dict) or "id" not in raw or "relation" not in raw:
        raise PackError(f"{where}: a relation has id, relation, start, end; found {raw!r}")
    return Tie(str(raw["id"]), _relation(raw["relation"], where), *_term(raw, where))


def _called(raw: Any, where: str) -> Called:
    if not isinstance(raw, dict) or "name" not in raw:
        raise PackError(f"{where}: a former name has name, start, end; found {raw!r}")
    return Called(str(raw["name"]), *_term(raw, where))


def _relation(value: Any, where: str) -> str:
    if value not in vocabulary().names["relations"]:
        raise PackError(f"{where}: relation {value!r} is not in the vocabulary")
    return str(value)


def _holder(raw: Any, where: str) -> Holder:
    if not isinstance(raw, dict) or "name" not in raw:
        raise PackError(f"{where}: a holder has a name, aliases, start, end; found {raw!r}")
    aliases = _strings(raw, "aliases", where)
    office = raw.get("office")
    return Holder(str(raw["name"]), aliases, *_term(raw, where), None if office is None else str(office))


def _term(raw: Mapping[str, Any], where: str) -> tuple[str | None, str | None]:
    return _day(raw.get("start"), where), _day(raw.get("end"), where)


def _day(value: Any, where: str) -> str | None:
    if value is None:
        return None
    said = value.isoformat() if isinstance(value, date) else str(value)
    try:
        date.fromisoformat(f"{said}-01-01"[:10] if len(said) in (4, 7) else said)
    except ValueError as error:
        raise PackError(f"{where}: {value!r} is no date; expected YYYY-MM-DD, YYYY-MM or YYYY") from error
    return said
