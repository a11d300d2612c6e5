"""Filters: what each keeps, and that nothing a person types becomes SQL."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_samples import Ticking, build, claims_of, event_of, report_of

from recount.records import Claim, Event, Report, UsageError
from recount.records.codec import from_json
from recount.store import Campaign, Filters, Generation, query


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Generation]:
    """Three reports of 1, 2 and 3 June 2016, each with one event and one tally of an attack without a known end."""
    campaign = Campaign.create(tmp_path_factory.mktemp("query") / "c", pack="p", clock=Ticking())
    build(campaign, range(4))
    with campaign.generation() as pinned:
        yield pinned


FILTERS = [
    (Filters(), 6, 3, 3),
    (Filters(kind="tally"), 3, 0, 3),
    (Filters(type="ASSAULT"), 6, 3, 3),
    (Filters(type="PROTEST"), 0, 0, 0),
    (Filters(since="2016-06-02"), 6, 3, 2),  # no claim has an end, so each may reach past that day
    (Filters(until="2016-06-02"), 2, 1, 1),
    (Filters(since="2016-06-01", until="2016-06-01"), 0, 0, 0),
    (Filters(place="palmyra"), 6, 3, 3),
    (Filters(place="PÁLMYRA"), 6, 3, 3),
    (Filters(place="pack:palmyra"), 6, 3, 3),
    (Filters(place="Homs", kind="event"), 3, 3, 3),
    (Filters(place="syria"), 6, 3, 3),
    (Filters(place="Iraq"), 0, 0, 0),
    (Filters(actor="militia-a"), 6, 3, 3),
    (Filters(actor="umbrella"), 6, 3, 3),
    (Filters(actor="The Militia"), 6, 3, 3),
    (Filters(actor="guards"), 6, 0, 3),  # our events name the militia only
    (Filters(actor="coalition"), 0, 0, 0),
    (Filters(report=report_of(1).id), 2, 1, 1),
    (Filters(text="rumaylan"), 2, 1, 1),
    (Filters(text='"fuel depot"', kind="event"), 1, 1, 1),
    (Filters(text="palmyra -denied"), 2, 1, 2),
    (Filters(text="zebra"), 0, 0, 0),
    (Filters(mission="inside"), 3, 3, 3),
    (Filters(mission="outside"), 0, 0, 0),
    (Filters(limit=2), 2, 2, 2),
    (Filters(actor="' OR 1=1 --"), 0, 0, 0),
    (Filters(place="'; DROP TABLE claims; --"), 0, 0, 0),
]


@pytest.mark.parametrize(("filters", "claims", "events", "reports"), FILTERS)
def test_filters_keep_what_they_say(
    generation: Generation, filters: Filters, claims: int, events: int, reports: int
) -> None:
    found = [len(list(ask(generation, filters))) for ask in (query.claims, query.events, query.reports)]
    assert found == [claims, events, reports]
    flat = (query.claims_flat, query.events_flat, query.reports_flat)
    assert [len(list(ask(generation, filters).rows)) for ask in flat] == found


def test_records_come_back_as_they_went_in(generation: Generation) -> None:
    reports = [report_of(n) for n in range(3)]
    claims = [claim for report in reports for claim in claims_of(report)[0]]
    assert [from_json(Report, line) for line in query.reports(generation)] == reports
    assert [from_json(Claim, line) for line in query.claims(generation)] == claims
    events = [event_of(claim) for claim in claims if claim.kind == "event"]
    assert [from_json(Event, line) for line in query.events(generation)] == events


def test_actors_are_counted_once_per_claim_and_event(generation: Generation) -> None:
    assert list(query.actors(generation)) == [
        '{"id":"militia-a","name":"the militia","sector":"REB","claims":6,"events":3}'
    ]
    assert list(query.actors(generation, Filters(actor="umbrella"))) == list(query.actors(generation))
    assert list(query.actors(generation, Filters(actor="coalition"))) == []


def test_flat_rows_make_a_table(generation: Generation) -> None:
    table = query.claims_flat(generation, Filters(kind="event", limit=1))
    out = io.StringIO()
    csv.writer(out).writerows([table.columns, *table.rows])
    header, row = csv.reader(io.StringIO(out.getvalue()))
    cells = dict(zip(header, row, strict=True))
    assert "json" not in cells
    assert (cells["start"], cells["stop"], cells["place"]) == ("2016-06-01", "", "Palmyra")
    assert cells["sentence"] == cells["quote"]


@pytest.mark.parametrize("word", ["yesterday", "2016-13-01", "20-06-2016", ""])
def test_what_is_no_date_is_told_in_a_sentence(generation: Generation, word: str) -> None:
    with pytest.raises(UsageError, match="is not a date; write it as"):
        list(query.claims(generation, Filters(since=word)))


@given(st.text(max_size=20), st.text(max_size=20))
def test_no_text_can_break_a_query(generation: Generation, place: str, actor: str) -> None:
    text = place.encode("utf-8", "replace").decode(), actor.encode("utf-8", "replace").decode()
    assert list(query.claims(generation, Filters(place=text[0], actor=text[1], type=text[0]))) == []
