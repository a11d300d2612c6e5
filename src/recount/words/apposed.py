"""Places told with what they lie in: "Zurmat district, Paktiya province", "Sarmin in Idlib province", and what no list
has with any place: "Palm Grove Street in Hit"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from recount.records import Place, PlacePrecision, Span

_KIND = r"(?P<kind>district|city|town|village|area|valley|neighbou?rhood|suburb|subdistrict|sub-district)"
_BETWEEN = re.compile(
    rf"(?: {_KIND})?(?:,| in| of|, in)(?: the)?(?: (?:central|downtown|(?:north|south|east|west)[a-z-]*))? ",
    re.IGNORECASE,
)
_PROVINCE = re.compile(r"(?: |-)(?:province|governorate)$", re.IGNORECASE)
_UNKNOWN = re.compile(
    rf"\b(?i:in|near|at|outside|of|from|to|and)\s(?:the\s)?"
    rf"(?P<name>[A-Z][\w'’ʿ]+(?:[- ](?:[A-Z][\w'’]+|al|el|e|ye|i))*)(?: {_KIND})?(?:,| in| of|, in)(?: the)? $"
)
_FAR = 60
"""Characters that an unknown name before a province may take up, with what leads to it."""
_PRECISIONS: dict[str, PlacePrecision] = {"district": "district", "subdistrict": "district", "sub-district": "district"}


def within(places: Sequence[Place], text: str) -> list[Place]:
    """The places in order: what stands before a province that holds it is in that province, known or not."""
    found = list(places)
    for n, (inner, outer) in enumerate(pairwise(places)):
        if inner.span is None or outer.span is None:
            continue
        between = text[inner.span.end : outer.span.start]
        if _unlisted(outer) and not _unlisted(inner) and between in ("'s ", "’s "):
            found[n + 1] = _put(outer, inner)
        elif _unlisted(inner) and not _unlisted(outer) and _BETWEEN.fullmatch(between):
            found[n] = _put(inner, outer)
        if not _is_province(outer):
            continue
        if inner.precision in ("settlement", "site", "district") and _BETWEEN.fullmatch(
            text, inner.span.end, outer.span.start
        ):
            found[n] = _put(inner, outer)
    return sorted([*found, *_unknown(found, text)], key=lambda p: p.span or Span(0, 0))


def _unlisted(place: Place) -> bool:
    """Whether no list has it: "Tayaran Square" of "Baghdad's Tayaran Square" lies in Baghdad."""
    return place.id is None and place.lat is None


def _is_province(place: Place) -> bool:
    return place.precision == "province" and place.province is not None and _PROVINCE.search(place.words) is not None


def _put(inner: Place, outer: Place) -> Place:
    """The place in the province; where its own reading lies elsewhere it is another place of the name, somewhere in
    the province."""
    if inner.country == outer.country and inner.province in (None, outer.province):
        return replace(inner, province=outer.province)
    return replace(
        inner,
        id=None,
        lat=outer.lat,
        lon=outer.lon,
        radius_km=outer.radius_km,
        province=outer.province,
        country=outer.country,
    )


def _unknown(places: Sequence[Place], text: str) -> list[Place]:
    """Names that no gazetteer has, right before the province that holds them."""
    found = []
    for n, outer in enumerate(places):
        if outer.span is None or not _is_province(outer):
            continue
        before = places[n - 1].span if n else None
        start = max(before.end if before else 0, outer.span.start - _FAR)
        match = _UNKNOWN.search(text, start, outer.span.start)
        if match is None:
            continue
        span = Span(match.start("name"), match.end("name"))
        precision = _PRECISIONS.get((match["kind"] or "").lower(), "settlement")
        found.append(_put(Place(words=match["name"], span=span, precision=precision), outer))
    return found
