"""Events, parties and reports as entities of FollowTheMoney, a line of JSON each.

An event is an `Event` whose involved parties are entities of their own; its reports are `Document`s, of which the event
names the first as its proof. Who acted and who was acted upon, rival figures and disputes have no place in that model:
the summary says who against whom, the description the words of the first account.
"""

from __future__ import annotations

from typing import Any

from recount.publish.exports.countries import iso2
from recount.publish.exports.holding import Holding, Made, days
from recount.records import Event, Party
from recount.records.codec import dumps
from recount.records.ids import short
from recount.records.publication import Cited

_THREE = {"en": "eng", "ar": "ara", "ku": "kur", "ckb": "ckb", "tr": "tur", "fr": "fra", "fa": "fas"}


def ftm(held: Holding) -> Made:
    """The entities: parties, reports, events."""
    parties = {_party_id(p): p for event in held.events for p in event.actors}
    lines = [_party(id_, held, party) for id_, party in sorted(parties.items())]
    lines += [_document(cited) for cited in held.cited]
    lines += [_event(held, event) for event in held.events]
    return Made("".join(dumps(line) + "\n" for line in lines).encode())


def _party_id(party: Party) -> str:
    return f"recount-party-{party.id or short('party', party.words)}"


def _party(id_: str, held: Holding, party: Party) -> dict[str, Any]:
    home = held.homes.get(party.id or "")
    return _entity(id_, "LegalEntity", name=held.name(party), country=home.lower() if home else None)


def _document(cited: Cited) -> dict[str, Any]:
    facts = {
        "fileName": cited.title or cited.id, "title": cited.title, "publisher": cited.publisher,
        "date": cited.published, "sourceUrl": cited.url, "language": _three(cited.language),
    }  # fmt: skip
    return _entity(f"recount-report-{cited.id}", "Document", **facts)


def _three(language: str | None) -> str | None:
    """The three letters that the model wants for the languages that reports come in."""
    return _THREE.get(language or "")


def _event(held: Holding, event: Event) -> dict[str, Any]:
    when, place = days(event), event.place
    noun = "/".join(part for part in (event.type, event.mode) if part) or "event"
    where = ", ".join(part for part in (place.words, place.province) if part) if place else None
    code = iso2(place.country) if place else None
    reports = held.reports(event)
    who, whom = (", ".join(held.name(p) for p in held.sides(event, role)) for role in ("actor", "target"))
    return _entity(
        f"recount-event-{event.id}",
        "Event",
        name=f"{noun}, {where}" if where else noun,
        recordId=event.id,
        startDate=when[0].isoformat() if when else None,
        endDate=when[1].isoformat() if when else None,
        location=where,
        country=code.lower() if code else None,
        involved=list(dict.fromkeys(_party_id(p) for p in event.actors)),
        summary=f"{who or 'actor not named'} → {whom}" if whom else who or None,
        description=held.words(event),
        proof=f"recount-report-{reports[0].id}" if reports else None,
        publisher=list(dict.fromkeys(c.publisher for c in reports if c.publisher)),
    )


def _entity(id_: str, schema: str, **properties: str | list[str] | None) -> dict[str, Any]:
    held = {name: value if isinstance(value, list) else [value] for name, value in properties.items() if value}
    return {"id": id_, "schema": schema, "properties": held}
