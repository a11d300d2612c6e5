"""Exports: exact columns and codes, nothing bent to fit, read again to the same events, and loaded by the tools that
their users use. Those tools are no part of Recount: where one is absent, its test is skipped aloud."""

from __future__ import annotations

import csv
import io
import json
import warnings
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from recount.cli.main import run
from recount.exported import export, holding_of
from recount.pipeline import build, import_dataset
from recount.publish.exports import EXPORTS, Holding, Made
from recount.publish.exports.acled import COLUMNS as ACLED
from recount.publish.exports.acled import TAXONOMY
from recount.publish.exports.ged import COLUMNS as GED
from recount.publish.exports.ged import grid_cell
from recount.publish.exports.geo import COLUMNS, GEO, parquet_rows
from recount.publish.exports.plain import HEADS
from recount.publish.exports.table import safe
from recount.records import Event
from recount.records.codec import dumps, from_json
from recount.rim import Rim
from recount.store import Campaign, query
from recount.store.parquet import parquet_of
from recount.words.mapping import shipped_map
from recount.words.pack import load_pack

RIM = Rim(clock=lambda: datetime(2024, 5, 1, tzinfo=UTC), collector="tester", stdin=None)
REPORTS = {
    "a.txt": "Mosul, 12 April 2016\n\nISIS fighters attacked a post in Mosul on Tuesday, killing four policemen.\n",
    "b.txt": "Raqqa, 21 June 2016\n\nU.S. aircraft bombed an ISIS depot in Raqqa on Monday, the Pentagon said.\n",
    "c.txt": "Mosul, 14 April 2016\n\nISIS fighters shot dead a boy named Samir Haddad in Mosul on Wednesday.\n",
    "d.txt": "Baghdad, 3 May 2016\n\nA suicide bomber killed at least 12 civilians in Baghdad on Monday.\n",
    "e.txt": "Homs, 5 May 2016\n\nShells fell in Homs province on Wednesday, killing dozens, activists said.\n",
    "f.txt": "Ankara, 6 May 2016\n\nTurkey threatened the PKK on Thursday.\n",
}


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exports")
    (folder / "in").mkdir()
    for name, text in REPORTS.items():
        (folder / "in" / name).write_text(text, encoding="utf-8")
    build([str(folder / "in")], folder / "campaign", pack="inherent-resolve", rim=RIM)
    return folder / "campaign"


@pytest.fixture(scope="module")
def held(campaign: Path) -> Holding:
    return holding_of(Campaign.open(campaign), load_pack("inherent-resolve"), None)


def rows(made: Made) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(made.data.decode())))


def again(made: Made, name: str, folder: Path) -> list[Event]:
    """The events that come of importing the file."""
    file = folder / f"{name}.csv"
    file.write_bytes(made.data)
    import_dataset([file], folder / "again", mapping=shipped_map(name), pack="inherent-resolve", rim=RIM, vintage="1")
    with Campaign.open(folder / "again").generation() as generation:
        return [from_json(Event, line) for line in query.events(generation)]


def killed(event: Event, whom: str | None = None) -> tuple[float | None, ...] | None:
    classes = (whom,) if whom else (None, "people")
    found = next((q for q in event.quantities if q.measure == "killed" and q.of_whom in classes), None)
    return None if found is None else (found.low, found.best, found.high)


def facts(event: Event) -> tuple[Any, ...]:
    place = event.place
    where = (place.lat, place.lon, place.province, place.country) if place else None
    return event.time and event.time.start, event.time and event.time.end, where


def test_acled_has_its_columns_in_its_order_and_its_codes(held: Holding) -> None:
    made = EXPORTS["acled"].write(held)
    found = rows(made)
    assert tuple(found[0])[: len(ACLED)] == ACLED
    assert all(name.startswith("recount_") for name in list(found[0])[len(ACLED) :])
    for row in found:
        assert row["sub_event_type"] in TAXONOMY[row["event_type"]]
        assert row["disorder_type"] in ("Political violence", "Demonstrations", "Strategic developments")
        assert row["time_precision"] in ("1", "2", "3")
        assert row["geo_precision"] in ("", "1", "2", "3")
        assert row["iso"] in ("", "368", "760")
        assert row["fatalities"].isdecimal()
    strike = next(row for row in found if row["sub_event_type"] == "Air/drone strike")
    assert (strike["country"], strike["region"], strike["inter1"], strike["inter2"]) == (
        "Syria",
        "Middle East",
        "8",
        "2",
    )
    assert strike["interaction"] == "28"
    assert len(found) + sum(made.left_out.values()) == len(held.events)


def test_acled_comes_back_as_the_same_events(held: Holding, tmp_path: Path) -> None:
    made = EXPORTS["acled"].write(held)
    kept = [e for e in held.events if e.id in {row["recount_id"] for row in rows(made)}]
    back = again(made, "acled", tmp_path)
    dated = [e for e in kept if e.time is not None and e.time.precision == "day"]
    assert len(back) == len(kept)
    assert {facts(e) for e in dated} <= {facts(e) for e in back}
    assert {e.type for e in kept} == {e.type for e in back}


def test_ged_has_its_columns_in_its_order_and_its_codes(held: Holding) -> None:
    made = EXPORTS["ged"].write(held)
    found = rows(made)
    assert tuple(found[0])[: len(GED)] == GED
    for row in found:
        assert row["type_of_violence"] in ("1", "2", "3")
        assert float(row["low"]) <= float(row["best"]) <= float(row["high"])
        parts = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
        assert sum(float(row[name]) for name in parts) == float(row["best"])
        assert row["country_id"] in ("645", "652")
        assert row["geom_wkt"] == (f"POINT ({row['longitude']} {row['latitude']})" if row["latitude"] else "")
    assert len(found) + sum(made.left_out.values()) == len(held.events)


@pytest.mark.shared
def test_cells_of_the_grid_are_those_that_ucdp_gives(shared: Path) -> None:
    with (shared / "ucdp" / "ged_syria_2016_2019.csv").open(encoding="utf-8", newline="") as file:
        for _, row in zip(range(300), csv.DictReader(file), strict=False):
            assert grid_cell(float(row["latitude"]), float(row["longitude"])) == int(float(row["priogrid_gid"]))


def test_ged_comes_back_as_the_same_events(held: Holding, tmp_path: Path) -> None:
    made = EXPORTS["ged"].write(held)
    kept = [e for e in held.events if e.id in {row["recount_id"] for row in rows(made)}]
    back = again(made, "ged", tmp_path)
    assert len(back) == len(kept)
    dated = [e for e in kept if e.time is not None and e.time.precision == "day"]
    assert {facts(e) for e in dated} <= {facts(e) for e in back}
    assert sorted((killed(e) or (0,))[0] or 0 for e in kept) == sorted((killed(e) or (0,))[0] or 0 for e in back)


@pytest.mark.parametrize("form", ["csv", "hxl"])
def test_our_own_table_comes_back_whole(held: Holding, tmp_path: Path, form: str) -> None:
    back = again(EXPORTS[form].write(held), "recount", tmp_path)
    kept = [e for e in held.events if e.time is not None and e.time.resolved]

    def whole(event: Event) -> tuple[Any, ...]:
        ids = tuple(sorted((p.role, p.id) for p in event.actors if p.id))
        return event.type, event.mode, facts(event), ids, killed(event), killed(event, "civilians")

    assert sorted(map(repr, map(whole, kept))) == sorted(map(repr, map(whole, back)))


def test_the_map_gives_back_the_same_events(held: Holding) -> None:
    features = json.loads(EXPORTS["geojson"].write(held).data)["features"]
    own = set(Event.__dataclass_fields__)
    back = [from_json(Event, dumps({k: v for k, v in f["properties"].items() if k in own})) for f in features]
    assert back == list(held.events)


def test_the_rows_of_the_map_come_back(held: Holding, tmp_path: Path) -> None:
    (tmp_path / "e.parquet").write_bytes(parquet_of(parquet_rows(held), COLUMNS, {"geo": dumps(GEO)}))
    wanted = [(r["id"], r["type"], r["place"], r["killed_best"], r["accounts"]) for r in parquet_rows(held)]
    with duckdb.connect() as connection:
        sql = "SELECT id, type, place, killed_best, accounts FROM read_parquet(?)"
        assert connection.execute(sql, [str(tmp_path / "e.parquet")]).fetchall() == wanted


def test_private_names_are_in_no_export(held: Holding, campaign: Path) -> None:
    for form, one in EXPORTS.items():
        assert b"haddad" not in one.write(held).data.lower(), form
    assert b"Haddad" not in export(campaign, "geoparquet").data


@pytest.mark.parametrize("form", sorted(EXPORTS))
def test_the_same_campaign_gives_the_same_bytes(held: Holding, form: str) -> None:
    assert EXPORTS[form].write(held).data == EXPORTS[form].write(held).data


@pytest.mark.parametrize(
    ("cell", "written"), [("=1+1", "'=1+1"), ("-3", "-3"), ("-x", "'-x"), ("@a", "'@a"), (-3.5, -3.5), ("a\x00b", "ab")]
)
def test_a_cell_is_never_a_formula(cell: Any, written: Any) -> None:
    assert safe(cell) == written


def test_sources_are_what_reference_managers_read(held: Holding) -> None:
    items = json.loads(EXPORTS["csl"].write(held).data)
    assert {item["id"] for item in items} == {cited.id for cited in held.cited}
    assert all(item["note"].startswith("sha256: ") for item in items)
    text = EXPORTS["bibtex"].write(held).data.decode()
    assert text.count("@misc{r") == len(held.cited)
    assert text.count("{") == text.count("}")


def test_geopandas_reads_both_maps(held: Holding, tmp_path: Path) -> None:
    geopandas = pytest.importorskip("geopandas", reason="geopandas is not installed: the maps were not loaded by it")
    (tmp_path / "e.geojson").write_bytes(EXPORTS["geojson"].write(held).data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        frame = geopandas.read_file(tmp_path / "e.geojson")
    assert len(frame) == len(held.events)
    pytest.importorskip("pyarrow", reason="pyarrow is not installed: the GeoParquet file was not loaded by geopandas")
    (tmp_path / "e.parquet").write_bytes(parquet_of(parquet_rows(held), COLUMNS, {"geo": dumps(GEO)}))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        table = geopandas.read_parquet(tmp_path / "e.parquet")
    assert list(table["id"]) == [event.id for event in held.events]
    drawn = {
        e.id for e in held.events if e.place and e.place.precision in ("site", "settlement", "district") and e.place.lat
    }
    assert set(table["id"][~table.geometry.isna()]) == drawn
    assert table.crs.to_epsg() == 4326 or table.crs.to_string() == "OGC:CRS84"


def test_pandas_reads_the_tables(held: Holding) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed: the tables were not loaded by it")
    for form, number in (("acled", None), ("ged", None), ("csv", len(held.events))):
        frame = pandas.read_csv(io.BytesIO(EXPORTS[form].write(held).data))
        assert number is None or len(frame) == number
    assert set(HEADS) == set(frame.columns)


def test_the_hxl_library_finds_the_hashtags(held: Holding) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        hxl = pytest.importorskip("hxl", reason="libhxl is not installed: the hashtags were not read by it")
    table = list(csv.reader(io.StringIO(EXPORTS["hxl"].write(held).data.decode())))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        data = hxl.data(table)
        assert [column.display_tag for column in data.columns] == list(HEADS.values())
        assert [row.get("#event+id") for row in data] == [event.id for event in held.events]


def test_followthemoney_takes_every_entity(held: Holding) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = pytest.importorskip(
            "followthemoney", reason="followthemoney is not installed: it did not read them"
        ).model
        found = {}
        for line in EXPORTS["ftm"].write(held).data.decode().splitlines():
            raw = json.loads(line)
            proxy = model.get_proxy(raw)
            model.schemata[raw["schema"]].validate(raw)
            assert {name for name, values in raw["properties"].items() if values} == set(proxy.properties)
            found[proxy.id] = proxy
    for proxy in found.values():
        for prop, value in proxy.itervalues():
            assert prop.type.name != "entity" or value in found
    assert sum(proxy.schema.name == "Event" for proxy in found.values()) == len(held.events)


def test_networkx_reads_the_network(held: Holding) -> None:
    networkx = pytest.importorskip("networkx", reason="networkx is not installed: the network was not read by it")
    graph = networkx.read_gexf(io.BytesIO(EXPORTS["gexf"].write(held).data))
    assert graph.is_directed()
    assert "isis" in graph


def test_the_command_writes_a_file_and_says_what_it_left_out(
    campaign: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["export", str(campaign), "--as", "acled", "-o", str(tmp_path / "a.csv")]) == 0
    assert "ACLED has no code for them" in capsys.readouterr().err
    assert (tmp_path / "a.csv").read_bytes().startswith(b"event_id_cnty,")
    assert run(["export", str(campaign), "--as", "kml", "-o", "x"]) == 2
