"""How the columns of a dataset are read: a map, as data. The language is told in docs/howto/import.md.

A map ships for each dataset that is known (`mappings/*.yaml`); a person writes one for any other table. Its canonical
JSON is kept with the rows, so that a campaign can be read again from itself alone.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any, get_args

import yaml

from recount.records import Kind, PlacePrecision, SourceKind, UsageError
from recount.words.vocabulary import vocabulary
from recount.words.yaml_text import yaml_of

KNOWN = ("acled", "ged", "gtd", "recount")
"""Datasets whose map ships."""
UNITS = ("day", "week", "month", "quarter", "year", "stata_week")
"""What `time.number` may count. A Stata week is one of 52 in each year, the last with eight or nine days."""
_TOP = {
    *("dataset", "title", "publisher", "delimiter", "encoding", "decimal", "order", "key", "needs", "nothing"),
    *("skip", "claims"),
}
_CLAIM = {
    *("kind", "type", "mode", "acled", "time", "place", "actor", "target", "instrument", "quantity", "source"),
    *("stance", "modality", "direction", "note", "reasons", "sensitivity", "columns", "about"),
}
_TIME = {
    *("start", "end", "end_included", "day", "clock", "until_clock", "zone", "format", "precision", "month_of"),
    *("year", "month", "day_of_month", "number", "unit", "epoch", "words", "open"),
}
_PLACE = {"words", "lat", "lon", "province", "country", "precision", "radius_km", "nothing"}
_QUANTITY = {"measure", "of_whom", "value", "low", "high", "sum", "comparator", "zero", "per", "open"}
_VALUE = {
    *("column", "value", "map", "else", "nothing", "split", "sector", "certainty", "lower", "prefix", "kind"),
}
HEADER, CELL = "(header)", "(cell)"
"""Where a table has one column for each place or class: the name of the column, and what its cell holds."""


@dataclass(frozen=True, slots=True)
class RowMap:
    """A checked map. `raw` holds its YAML; `name` is the dataset's."""

    name: str
    raw: Mapping[str, Any]

    def json(self) -> str:
        """The canonical JSON: equal for equal maps, whatever the order in which they were written."""
        return json.dumps(self.raw, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def settled(self, **facts: Any) -> RowMap:
        """The map with what was found out about one file (delimiter, encoding, order of day and month)."""
        return RowMap(self.name, {**self.raw, **{k: v for k, v in facts.items() if v is not None}})

    def columns(self) -> list[str]:
        """Every column that the map names, first named first."""
        return list(dict.fromkeys(_columns(self.raw)))

    def missing(self, header: Sequence[str]) -> list[str]:
        """What must be in the header and is not: of alternatives, one is enough."""
        there = set(header)
        if "needs" in self.raw:
            return [name for name in self.raw["needs"] if name not in there]
        return [" or ".join(names) for names in _wanted(self.raw) if not there.intersection(names)]

    def refusal(self, header: Sequence[str], file: str) -> str | None:
        """One sentence where the map does not fit the header, or `None`."""
        missing = self.missing(header)
        if not missing:
            return None
        near = difflib.get_close_matches(missing[0], header, 1, 0.6)
        there = ", ".join(repr(name[:40]) for name in header[:25]) + (", ..." if len(header) > 25 else "")
        one = "column" if len(missing) == 1 else "columns"
        return (
            f"{file}: the map for {self.name} needs the {one} {', '.join(repr(m) for m in missing[:5])}, which "
            f"{'is' if len(missing) == 1 else 'are'} not there; there are {there}."
            + (f" Was {near[0]!r} meant?" if near else "")
        )


def shipped_map(name: str) -> RowMap:
    """The map that ships for a dataset."""
    text = resources.files("recount.words").joinpath(f"mappings/{name}.yaml").read_text(encoding="utf-8")
    return map_from(text, where=f"{name}.yaml")


def map_from(text: str | bytes, *, where: str, name: str | None = None) -> RowMap:
    """A map from its YAML (or JSON); raises `UsageError` that names the entry which does not hold. `name` is the
    dataset's where the map itself names none."""
    try:
        raw = yaml_of(text)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UsageError(f"{where} is not YAML: {' '.join(str(error).split())[:200]}") from error
    if not isinstance(raw, dict):
        raise UsageError(f"{where}: expected a map with claims, found {type(raw).__name__}")
    plain = json.loads(json.dumps(raw, default=str))  # keys and dates as words, whatever YAML took them for
    _check(plain, where)
    known = str(plain.get("dataset") or name or "")
    if not known:
        raise UsageError(f"{where} names no dataset; add a line like `dataset: my-table`, or give --name")
    return RowMap(known, plain)


def guess(header: Sequence[str]) -> str | None:
    """Which known dataset a header is of, if any."""
    return next((name for name in KNOWN if not shipped_map(name).missing(header)), None)


def _check(raw: Mapping[str, Any], where: str) -> None:
    _keys(raw, _TOP, where)
    claims = raw.get("claims")
    if not isinstance(claims, list) or not claims or not all(isinstance(c, dict) for c in claims):
        raise UsageError(f"{where}: expected `claims`, a list with at least one entry")
    for number, claim in enumerate(claims, 1):
        _check_claim(claim, f"{where}, claim {number}")
    for part in ("skip", "needs", "nothing"):
        if part in raw and not isinstance(raw[part], list):
            raise UsageError(f"{where}: {part} must be a list")
    if raw.get("decimal", ".") not in (".", ","):
        raise UsageError(f"{where}: decimal must be '.' or ','")
    if raw.get("order", "dmy") not in ("dmy", "mdy"):
        raise UsageError(f"{where}: order must be dmy (day first) or mdy (month first)")


def _check_claim(claim: Mapping[str, Any], where: str) -> None:
    _keys(claim, _CLAIM, where)
    names = vocabulary().names
    _constant(claim.get("kind"), get_args(Kind), f"{where}: kind")
    if "kind" not in claim:
        raise UsageError(f"{where}: expected `kind`, one of {', '.join(get_args(Kind))}")
    if claim["kind"] == "event":
        _constant(claim.get("type"), vocabulary().events, f"{where}: type")
    if "time" not in claim:
        raise UsageError(f"{where}: expected `time`; a row without a date says nothing that can be counted")
    _keys(claim["time"], _TIME, f"{where}: time")
    if claim["time"].get("unit", "day") not in UNITS:
        raise UsageError(f"{where}: time: unit must be one of {', '.join(UNITS)}")
    if "place" in claim:
        _keys(claim["place"], _PLACE, f"{where}: place")
        _precisions(claim["place"].get("precision"), f"{where}: place: precision")
    for quantity in listed(claim.get("quantity")):
        _keys(quantity, _QUANTITY, f"{where}: quantity")
        _constant(quantity.get("measure"), names["measures"], f"{where}: measure")
        _constant(quantity.get("of_whom"), names["of_whom"], f"{where}: of_whom")
    for role in ("actor", "target", "source", "instrument", "reasons"):
        for value in listed(claim.get(role)):
            if isinstance(value, dict):
                _keys(value, _VALUE, f"{where}: {role}")
                _constant(value.get("sector"), names["sectors"], f"{where}: sector")
                if role == "source":
                    _constant(value.get("kind"), get_args(SourceKind), f"{where}: source kind")


def _precisions(spec: Any, where: str) -> None:
    values = spec.get("map", {}).values() if isinstance(spec, dict) else [spec]
    for value in values:
        name = value.get("precision") if isinstance(value, dict) else value
        _constant(name, get_args(PlacePrecision), where)


def _keys(part: Any, allowed: set[str], where: str) -> None:
    if not isinstance(part, dict):
        raise UsageError(f"{where}: expected names with values, found {part!r}")
    strange = sorted(set(part) - allowed)
    if strange:
        near = difflib.get_close_matches(str(strange[0]), allowed, 1)
        hint = f"; was {near[0]!r} meant?" if near else ""
        raise UsageError(f"{where}: {strange[0]!r} is not known here; known are {', '.join(sorted(allowed))}{hint}")


def _constant(value: Any, allowed: Any, where: str) -> None:
    """A constant, or each value of a map, must be one of the vocabulary's names."""
    if isinstance(value, dict):
        for inner in [*value.get("map", {}).values(), value.get("else"), value.get("value")]:
            _constant(inner, allowed, where)
    elif isinstance(value, list):
        for inner in value:
            _constant(inner, allowed, where)
    elif value is not None and value not in allowed:
        raise UsageError(f"{where}: {value!r} is not in the vocabulary; known are {', '.join(sorted(allowed))}")


def listed(value: Any) -> list[Any]:
    """A list as it is, nothing as none, anything else as a list of one."""
    return value if isinstance(value, list) else [] if value is None else [value]


def _wanted(part: Any) -> Iterator[list[str]]:
    """Groups of columns, of each of which one must be there."""
    if isinstance(part, dict):
        if "column" in part and HEADER not in listed(part["column"]):
            yield [str(name) for name in listed(part["column"])]
        for name, inner in part.items():
            if name not in _OPAQUE and (name != "value" or "measure" in part):
                yield from _field(name, inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _wanted(inner)


_OPAQUE = frozenset(
    {
        *("column", "map", "else", "nothing", "split", "lower", "prefix", "kind", "unit", "epoch", "format"),
        *("zone", "end_included", "open", "radius_km", "measure", "of_whom", "comparator", "zero", "per", "strip"),
        *("dataset", "title", "publisher", "delimiter", "encoding", "decimal", "order", "needs", "columns"),
        *("is", "not", "at_most", "matches"),
    }
)
_BARE = frozenset(
    {
        *("start", "end", "day", "clock", "until_clock", "month_of", "year", "month", "day_of_month", "number"),
        *("words", "lat", "lon", "province", "country", "low", "high", "sum", "key", "actor", "target"),
        *("instrument", "note", "value", "source"),
    }
)
"""Fields in which a bare word names a column."""


def _field(name: str, inner: Any) -> Iterator[list[str]]:
    if name in _BARE:
        bare = [item for item in listed(inner) if isinstance(item, str) and item not in (HEADER, CELL)]
        if name in ("sum", "actor", "target", "instrument", "note"):
            yield from ([item] for item in bare)
        elif bare:
            yield bare
        yield from _wanted([item for item in listed(inner) if not isinstance(item, str)])
    elif isinstance(inner, dict | list):
        yield from _wanted(inner)


def _columns(raw: Any) -> Iterator[str]:
    for group in _wanted(raw):
        yield from group
