"""Exports of a campaign to the forms of other tools: the page that joins store and publish."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from recount.outlined import actors_of
from recount.publish.exports import EXPORTS, Holding, Made
from recount.publish.exports.countries import iso2
from recount.publish.exports.geo import COLUMNS, GEO, parquet_rows
from recount.publish.withhold import hidden_names
from recount.records import CampaignError, Claim, Event, UsageError
from recount.records.codec import dumps, from_dict, to_dict
from recount.records.release import HoldBack
from recount.store import Campaign
from recount.store.excerpt import excerpt
from recount.store.measures import Measures
from recount.store.parquet import parquet_of
from recount.words.pack import Pack, load_pack

FORMS = (*EXPORTS, "geoparquet")
"""The forms in which a campaign can be exported."""
ENDINGS = {**{name: export.ending for name, export in EXPORTS.items()}, "geoparquet": "parquet"}


def export(campaign: Path, form: str, *, hold_back: HoldBack | None = None, pack: str | None = None) -> Made:
    """The bytes of a campaign in one of `FORMS`, with what that form cannot hold, counted by reason. Private names are
    left out; recent material only where a `hold_back` is given."""
    if form not in FORMS:
        raise UsageError(f"cannot export as {form!r}; expected one of {', '.join(sorted(FORMS))}")
    holdings = Campaign.open(campaign)
    theatre = load_pack(pack or holdings.pack)
    held = holding_of(holdings, theatre, hold_back)
    if form == "geoparquet":
        return Made(parquet_of(parquet_rows(held), COLUMNS, {"geo": dumps(GEO)}))
    return EXPORTS[form].write(held)


def holding_of(holdings: Campaign, theatre: Pack, hold_back: HoldBack | None) -> Holding:
    """What an export is made of, private names replaced."""
    days = [kept.custody.collected_at[:10] for kept in holdings.captures()] if hold_back else []
    nothing = HoldBack(**dict.fromkeys(HoldBack.__dataclass_fields__, 0))
    as_of = max(days, default="2200-01-01")

    @cache
    def text(report: str, version: str) -> str:
        found = holdings.report(report, text_version=version)
        if found is None:
            raise CampaignError(f"the text of report {report} is lost; run `recount verify` on the campaign")
        return found.text

    with (
        holdings.generation() as generation,
        excerpt(generation, as_of=as_of, hold_back=hold_back or nothing) as (duck, _),
    ):
        measures = Measures(duck)
        actors = actors_of(theatre)
        names = hidden_names(measures, actors.values())
        claims = measures.claims()
        report_of = {claim.id: claim.report for claim in claims}
        cited = [names.hide_cited(one) for one in measures.reports()]
        events = []
        for line in measures.event_lines():
            raw = json.loads(line)
            reports = dict.fromkeys(report_of[id_] for id_ in raw["claims"] if id_ in report_of)
            events.append(from_dict(Event, names.hide_in(raw, reports)))
    homes = {id_: code for id_, actor in theatre.actors.items() if (code := _home(actor.country)) is not None}
    return Holding(
        events=events,
        claims=[_hidden(claim, names.hide_in(to_dict(claim), (claim.report,))) for claim in claims],
        cited=cited,
        actors=actors,
        homes=homes,
        countries=frozenset(code for name in theatre.about.get("countries") or () if (code := iso2(name))),
        names=names,
        texts=text,
    )


def _hidden(claim: Claim, raw: dict[str, object]) -> Claim:
    return from_dict(Claim, raw) if raw != to_dict(claim) else claim


def _home(country: str | None) -> str | None:
    """The ISO code of an actor's country, which a pack gives by code or by name."""
    if country is None:
        return None
    return country.upper() if len(country) == 2 else iso2(country)
