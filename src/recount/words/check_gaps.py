"""What a pack does not hold yet: it works without, and knows less than it could."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from recount.records.problem import Problem
from recount.words.check_actors import OPEN_END
from recount.words.entries import ActorEntry, Holder
from recount.words.pack import PARTS, Pack
from recount.words.vocabulary import vocabulary

SPEAKERS = frozenset({"media", "monitor", "agency", "news"})
"""Kinds of actors that a war's reports quote; without `source_kind` nobody can say what sort of word theirs is."""


def gaps(pack: Pack) -> Iterator[Problem]:
    """Everything that is missing and may be filled."""
    yield from _parts(pack)
    for entry in pack.actors.values():
        yield from _actor(entry)
        yield from _office(entry, str(pack.about.get("start") or ""))
    yield from _places(pack)
    yield from _lexicon(pack)


def _gap(kind: str, file: str, entry: str, found: str, expected: str = "", advice: str = "") -> Problem:
    return Problem("gap", kind, file, entry, found, expected, advice)


def _parts(pack: Pack) -> Iterator[Problem]:
    for part, file in PARTS.items():
        if part not in pack.hashes:
            yield _gap(
                "missing part", file, "", "the file is not there", "", "copy the one of another pack and edit it"
            )
    for key in ("title", "countries", "zone", "start", "groups", "credits"):
        if not pack.about.get(key):
            yield _gap("missing part", "pack.yaml", key, "it is not given", "", f"add `{key}:`")
    if pack.mission and not pack.mission.get("examples"):
        yield _gap(
            "no mission examples",
            "mission.yaml",
            "examples",
            "no example shows what the rules decide",
            "",
            "add happenings with the rule that must decide them; `recount pack check` tries each",
        )


def _actor(entry: ActorEntry) -> Iterator[Problem]:
    where = "actors.yaml"
    if not entry.arabic:
        yield _gap("actor without Arabic", where, entry.id, "no name in Arabic script", "", "add `arabic: [...]`")
    if entry.sector is None:
        yield _gap("actor without sector", where, entry.id, "no sector", "", "add a PLOVER sector (MIL, REB, GOV, ...)")
    if entry.parents and not any(p.start or p.end for p in entry.parents):
        yield _gap(
            "membership without dates",
            where,
            entry.id,
            "no parent of it has a date",
            "",
            "write {id, relation, start, end} with the dates that are known",
        )
    if entry.kind in SPEAKERS and entry.source_kind is None:
        yield _gap(
            "source without kind",
            where,
            entry.id,
            f"a {entry.kind} without source_kind",
            "",
            "add source_kind: media, document, expert, ...",
        )


def _office(entry: ActorEntry, since: str) -> Iterator[Problem]:
    """Offices without holders, and days since the pack's start on which nobody held them."""
    where = "actors.yaml"
    if not entry.holders and entry.kind != "office":
        return
    dated = sorted((h for h in entry.holders if h.start or h.end), key=lambda h: h.start or "")
    if not dated:
        yield _gap(
            "office without dated holders",
            where,
            entry.id,
            "no holder has a date",
            "",
            "add holders with start and end, as the public record has them",
        )
        return
    if entry.kind == "office":
        for first, last in _holes(dated, since):
            yield _gap(
                "hole in an office",
                where,
                entry.id,
                f"nobody holds it from {first} until {last}",
                "",
                "add whoever held or kept the office then",
            )


def _holes(holders: list[Holder], since: str) -> Iterator[tuple[str, str]]:
    """Stretches of more than two days between one holder and the next."""
    reached = since
    for holder in holders:
        start = holder.start or ""
        if reached and start > reached and _days(reached, start) > 2:
            yield reached, start
        reached = max(reached, holder.end or OPEN_END)
    if reached < OPEN_END:
        yield reached, "now"


def _days(first: str, last: str) -> int:
    return (_first_day(last) - _first_day(first)).days


def _first_day(when: str) -> date:
    """The first day of a date that may name a month or a year alone."""
    return date.fromisoformat((when + "-01-01")[:10])


def _places(pack: Pack) -> Iterator[Problem]:
    where = "places.tsv"
    peopled = {(p.country, p.province) for p in pack.places if p.precision in ("site", "settlement", "district")}
    for place in pack.places:
        if place.precision == "province" and (place.country, place.name) not in peopled:
            yield _gap("province without places", where, place.id, "no place lies in it", "", "add its towns")
        if not place.arabic:
            yield _gap(
                "place without Arabic", where, place.id, "no name in Arabic script", "", "fill the cell `arabic`"
            )
        if place.verified.startswith("no"):
            yield _gap(
                "place not verified",
                where,
                place.id,
                place.verified.removeprefix("no: "),
                "",
                "find it in a source that can be named",
            )
    for country in pack.countries:
        if not any(p.country == country and p.precision == "province" for p in pack.places):
            yield _gap("country without provinces", where, country, "no province of it is listed", "", "add them")


def _lexicon(pack: Pack) -> Iterator[Problem]:
    rows = [row for row in pack.lexicon.get("triggers") or () if isinstance(row, dict)]
    spoken = {row.get("type") for row in rows if row.get("verbs")}
    for event in vocabulary().events:
        if event not in spoken:
            yield _gap(
                "event type without a verb",
                "lexicon.yaml",
                event,
                "no verb says it",
                "",
                f"add a trigger with type: {event} and verbs",
            )
