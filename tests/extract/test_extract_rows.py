"""Rows to claims by the maps that ship and by maps of one's own; every quote stands in the text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recount.collect import captures_of, tables
from recount.extract import RowReader
from recount.read import read
from recount.records import Capture, Claim, Report, Skip, UsageError
from recount.words.mapping import RowMap, guess, map_from, shipped_map
from recount.words.pack import load_pack

NOW = datetime(2024, 5, 1, tzinfo=UTC)
MAPS = Path(__file__).resolve().parents[2] / "docs" / "howto" / "maps"

GED = {
    "id": "9001.0", "year": "2017.0", "type_of_violence": "1.0", "side_a": "Government of Syria",
    "side_b": "Syrian insurgents", "source_office": "Example Wire", "source_headline": 'Shells, "heavy", on a road',
    "where_prec": "1.0", "where_coordinates": "Aleppo town", "adm_1": "Aleppo Governorate", "latitude": "36.2",
    "longitude": "37.16", "country": "Syria", "event_clarity": "1.0", "date_prec": "2.0", "date_start": "2017-03-01",
    "date_end": "2017-03-04", "deaths_a": "1.0", "deaths_b": "2.0", "deaths_civilians": "0.0", "low": "3.0",
    "best": "4.0", "high": "6.0",
}  # fmt: skip
ACLED = {
    "event_id_cnty": "SYR77", "event_date": "05 March 2021", "year": "2021", "time_precision": "2",
    "event_type": "Explosions/Remote violence", "sub_event_type": "Air/drone strike",
    "actor1": "Military Forces of Russia", "assoc_actor_1": "", "inter1": "8", "actor2": "Islamic State (Syria)",
    "assoc_actor_2": "", "inter2": "2", "country": "Syria", "admin1": "Homs", "admin2": "", "admin3": "",
    "location": "Sukhna", "latitude": "34.88", "longitude": "38.87", "geo_precision": "1",
    "source": "Example Monitor; Sample Gazette", "notes": "On 5 March, jets struck two caves.", "fatalities": "3",
}  # fmt: skip
GTD = {
    "eventid": "201401010001", "iyear": "2014", "imonth": "7", "iday": "0", "approxdate": "early July 2014",
    "country_txt": "Iraq", "provstate": "Baghdad", "city": "Baghdad", "latitude": "33.3", "longitude": "44.4",
    "specificity": "1", "summary": "A car bomb was found and made safe.", "doubtterr": "1", "multiple": "0",
    "success": "0", "suicide": "1", "attacktype1_txt": "Bombing/Explosion", "targtype1_txt": "Police",
    "weaptype1_txt": "Explosives", "gname": "Islamic State of Iraq and the Levant (ISIL)", "guncertain1": "1",
    "claimed": "0", "nkill": "", "nkillter": "", "nwound": "2", "nwoundte": "0", "scite1": "Example Daily, 3 July 2014",
}  # fmt: skip


@cache
def reader() -> RowReader:
    return RowReader(load_pack("inherent-resolve"))


def csv_of(rows: Sequence[dict[str, str]], mark: str = ",") -> str:
    def cell(words: str) -> str:
        return '"' + words.replace('"', '""') + '"' if any(c in words for c in f'"\n\r{mark}') else words

    lines = [list(rows[0]), *(list(row.values()) for row in rows)]
    return "".join(mark.join(map(cell, line)) + "\n" for line in lines)


def reports_of(path: Path, mapping: RowMap) -> list[Report]:
    found = []
    for table in tables([path], mapping=mapping):
        for capture in captures_of(table, clock=lambda: NOW, collector="tester"):
            assert isinstance(capture, Capture)
            report = read(capture, today=date(2024, 5, 1))
            assert isinstance(report, Report)
            found.append(report)
    return found


def claims_of(tmp_path: Path, text: str, mapping: RowMap) -> tuple[list[Claim], list[Skip]]:
    path = tmp_path / "table.csv"
    path.write_text(text, encoding=str(mapping.raw.get("encoding") or "utf-8"), newline="")
    claims: list[Claim] = []
    skips: list[Skip] = []
    for report in reports_of(path, mapping):
        own, refused = reader().read(report)
        for claim in own:
            assert all(report.text[e.start : e.end] == e.quote for e in claim.evidence)
        claims += own
        skips += refused
    return claims, skips


def one(tmp_path: Path, row: dict[str, str], name: str) -> Claim:
    claims, skips = claims_of(tmp_path, csv_of([row]), shipped_map(name))
    assert (len(claims), skips) == (1, [])
    return claims[0]


def test_a_row_of_ged(tmp_path: Path) -> None:
    claim = one(tmp_path, GED, "ged")
    assert (claim.kind, claim.type, claim.cameo, claim.acled) == ("event", "ASSAULT", "19", "Armed clash")
    assert claim.time is not None
    assert (claim.time.start, claim.time.end, claim.time.precision) == ("2017-03-01", "2017-03-05", "range")
    assert [m.id for m in (*claim.actor, *claim.target)] == ["syrian-government", "syrian-opposition"]
    assert [(q.measure, q.of_whom, q.low, q.value, q.high) for q in claim.quantity] == [
        ("killed", None, 3, 4, 6), ("killed", "combatants", 3, 3, 3),
    ]  # fmt: skip
    place = claim.place[0]
    assert (place.id, place.province, place.country, place.precision) == (
        "pack:aleppo",
        "Aleppo",
        "Syria",
        "settlement",
    )
    assert [s.name for s in claim.source] == ["Example Wire"]
    assert claim.evidence[1].quote == 'Shells, ""heavy"", on a road'  # exactly as the row writes it


def test_a_row_of_acled(tmp_path: Path) -> None:
    claim = one(tmp_path, ACLED, "acled")
    assert (claim.type, claim.mode, claim.acled) == ("ASSAULT", "aerial", "Air/drone strike")
    assert claim.time is not None
    assert (claim.time.start, claim.time.end, claim.time.precision) == ("2021-03-02", "2021-03-09", "week")
    assert [m.id for m in claim.target] == ["isis"]
    assert [(q.measure, q.value) for q in claim.quantity] == [("killed", 3)]
    assert [s.name for s in claim.source] == ["Example Monitor", "Sample Gazette"]
    assert claim.evidence[1].quote == ACLED["notes"]


def test_a_row_of_gtd(tmp_path: Path) -> None:
    claim = one(tmp_path, GTD, "gtd")
    assert (claim.type, claim.mode, claim.modality) == ("ASSAULT", "suicide-attack", "attempted")
    assert claim.time is not None
    assert (claim.time.start, claim.time.end, claim.time.words) == ("2014-07-01", "2014-08-01", "early July 2014")
    assert [(m.id, m.certainty) for m in claim.actor] == [("isis", "suspected")]
    assert [m.sector for m in claim.target] == ["COP"]
    assert [(q.measure, q.of_whom, q.value) for q in claim.quantity] == [("wounded", None, 2)]
    assert any("doubts" in reason for reason in claim.reasons)


@pytest.mark.parametrize(
    ("change", "start", "end", "precision"),
    [
        ({"iday": "9", "approxdate": ""}, "2014-07-09", "2014-07-10", "day"),
        ({"imonth": "0"}, "2014-01-01", "2015-01-01", "year"),
    ],
)
def test_unknown_days_and_months_of_gtd(
    tmp_path: Path, change: dict[str, str], start: str, end: str, precision: str
) -> None:
    time = one(tmp_path, {**GTD, **change}, "gtd").time
    assert time is not None
    assert (time.start, time.end, time.precision) == (start, end, precision)


def test_another_vintage_without_a_column_is_read_too(tmp_path: Path) -> None:
    row = {
        **{k: v.removesuffix(".0") for k, v in GED.items() if k != "where_prec"},
        "relid": "SYR-2017-1",
        "code_status": "Clear",
    }
    row |= {"date_start": "2017-03-01 00:00:00.000", "date_end": "2017-03-01 00:00:00.000"}
    claim = one(tmp_path, row, "ged")
    assert claim.time is not None
    assert (claim.time.start, claim.time.end) == ("2017-03-01", "2017-03-02")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"date_start": "31 February"}, "date '31 February'"),
        ({"best": "many"}, "'many' where a number"),
        ({"latitude": "96"}, "no place on the globe"),
        ({"date_end": "2017-02-01"}, "ends (2017-02-01) before it begins"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_and_the_rest_goes_on(
    tmp_path: Path, change: dict[str, str], words: str
) -> None:
    claims, skips = claims_of(tmp_path, csv_of([GED, {**GED, **change}, {**GED, "id": "9002"}]), shipped_map("ged"))
    assert len(claims) == 2
    assert [skip.where for skip in skips] == ["table.csv, row 2"]
    assert words in skips[0].sentence


def test_a_broken_line_costs_itself_alone(tmp_path: Path) -> None:
    text = csv_of([GED, {**GED, "id": "9002"}])
    head, first, second = text.splitlines(keepends=True)
    claims, skips = claims_of(tmp_path, head + first + '1,2,"open\n' + second, shipped_map("ged"))
    assert len(claims) == 2
    assert [skip.where for skip in skips] == ["table.csv, row 2"]


def own(**parts: Any) -> RowMap:
    claim = {"kind": "tally", "type": "ASSAULT", "time": {"day": "day"}, **parts.pop("claim", {})}
    return map_from(str({"claims": [claim], **parts}), where="own.yaml", name="own")


def test_a_wide_table_makes_a_claim_of_each_cell(tmp_path: Path) -> None:
    mapping = own(
        claim={
            "columns": {"except": ["x"]},
            "time": {"month_of": "month"},
            "place": {"words": "(header)", "precision": "country"},
            "quantity": {"measure": "killed", "value": "(cell)", "zero": "drop"},
        }
    )  # fmt: skip
    claims, skips = claims_of(tmp_path, "month,Iraq,Syria,x\n2016-02-29,7,0,9\n2016-03-31,1,2,9\n", mapping)
    assert skips == []
    told = [(c.evidence[0].quote, c.place[0].words, c.time and c.time.end, len(c.evidence)) for c in claims]
    assert told == [("7", "Iraq", "2016-03-01", 2), ("1", "Iraq", "2016-04-01", 2), ("2", "Syria", "2016-04-01", 2)]


def test_marks_decimals_formats_and_rows_to_skip(tmp_path: Path) -> None:
    mapping = own(
        delimiter=";", encoding="latin-1", decimal=",", skip=[{"column": "day", "is": "total"}],
        claim={
            "time": {"day": "day", "format": "%d-%b-%y"}, "place": {"words": "town", "lat": "y", "lon": "x"},
            "quantity": {"measure": "strikes", "value": "n"},
        },
    )  # fmt: skip
    claims, skips = claims_of(tmp_path, "day;town;y;x;n\n7-Oct-14;Café;36,5;42,25;1.234\ntotal;all;1;1;9\n", mapping)
    assert skips == []
    assert len(claims) == 1
    assert (claims[0].place[0].lat, claims[0].quantity[0].value, claims[0].place[0].words) == (36.5, 1234, "Café")


def test_weeks_by_number(tmp_path: Path) -> None:
    mapping = own(
        claim={
            "time": {"number": "week", "unit": "stata_week", "epoch": "1960-01-01"},
            "quantity": {"measure": "attacks", "value": "n"},
        }
    )
    claims, _ = claims_of(tmp_path, "week,n\n2292,5\n", mapping)
    assert claims[0].time is not None
    assert (claims[0].time.start, claims[0].time.end) == ("2004-01-29", "2004-02-05")


def test_a_map_that_does_not_fit_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("datum,n\n2016-01-01,3\n", encoding="utf-8")
    mapping = own(claim={"time": {"day": "date"}, "quantity": {"measure": "killed", "value": "n"}})
    with pytest.raises(UsageError, match=r"needs the column 'date', which is not there; there are 'datum', 'n'"):
        tables([path], mapping=mapping)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("claims: []", "at least one entry"),
        ("claims: [{kind: event, typ: ASSAULT, time: {day: d}}]", "was 'type' meant"),
        ("claims: [{kind: event, type: BOMB, time: {day: d}}]", "not in the vocabulary"),
        ("claims: [{kind: event}]", "expected `time`"),
        ("claims: [", "is not YAML"),
    ],
)
def test_a_map_that_does_not_hold_names_the_entry(raw: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        map_from(raw, where="own.yaml", name="own")


@pytest.mark.parametrize(("row", "name"), [(GED, "ged"), (ACLED, "acled"), (GTD, "gtd")])
def test_a_known_table_is_known_by_its_header(row: dict[str, str], name: str) -> None:
    assert guess(list(row)) == name


@pytest.mark.parametrize("path", sorted(MAPS.glob("*.yaml")), ids=lambda p: p.stem)
def test_the_maps_shown_hold(path: Path) -> None:
    assert map_from(path.read_bytes(), where=path.name).columns()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), min_size=3, max_size=3))
def test_odd_cells_never_break_a_quote(tmp_path: Path, cells: list[str]) -> None:
    rows = [{"day": "2016-01-01", "place": words, "n": "1", "note": words[::-1]} for words in cells]
    mapping = own(
        claim={"place": {"words": "place"}, "quantity": {"measure": "killed", "value": "n"}, "note": "note"},
        delimiter=",",
    )
    claims, skips = claims_of(tmp_path, csv_of(rows), mapping)
    assert len(claims) + len(skips) >= 1
