"""Import, again, another vintage, beside reports: nothing is lost, nothing mixed, nothing counted twice."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from recount.cli.main import run
from recount.records import Judgement
from recount.store import Campaign

HEAD = (
    "id,type_of_violence,side_a,side_b,source_office,source_headline,where_prec,where_coordinates,adm_1,latitude,"
    "longitude,country,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,low,best,high\n"
)
STORY = (
    "Rockets hit Aleppo on Saturday, killing 41 people, residents said.\n\n"
    "The attack by Syrian government forces on 4 June 2016 killed 41 people in Aleppo, a resident said."
)


def row(number: int, day: str, best: int, town: str = "Aleppo town") -> str:
    return (
        f"{number},1,Government of Syria,Syrian insurgents,Example Wire,Story {number},1,{town},Aleppo Governorate,"
        f"36.2012,37.1611,Syria,1,1,{day},{day},0,0,{best},{best},{best},{best}\n"
    )


@pytest.fixture()
def campaign(tmp_path: Path) -> Path:
    (tmp_path / "ged_v24_1.csv").write_text(
        HEAD + "".join(row(n, f"2016-06-{n:02d}", 40 + n - 3) for n in range(1, 8)), encoding="utf-8"
    )
    (tmp_path / "ged_v25_1.csv").write_text(
        HEAD + "".join(row(n, f"2016-06-{n:02d}", 41 + n - 3) for n in range(1, 8) if n != 3), encoding="utf-8"
    )
    assert run(["import", "ged", str(tmp_path / "ged_v24_1.csv"), "-o", str(tmp_path / "c")]) == 0
    return tmp_path / "c"


def lines(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    capsys.readouterr()
    assert run([*arguments]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def table(campaign: Path, query: str) -> list[tuple[object, ...]]:
    newest = sorted((campaign / "generations").glob("*/campaign.duckdb"))[-1]
    with duckdb.connect(str(newest), read_only=True) as duck:
        return duck.execute(query).fetchall()


def test_each_row_is_an_event_and_everything_holds(campaign: Path, capsys: pytest.CaptureFixture[str]) -> None:
    events = lines(capsys, "events", str(campaign))
    assert len(events) == 7
    assert all(event["type"] == "ASSAULT" for event in events)
    assert run(["verify", str(campaign)]) == 0
    assert table(campaign, "SELECT DISTINCT dataset, vintage FROM claims") == [("ucdp-ged", "v24_1")]


def test_a_second_import_adds_nothing(campaign: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(path.name for path in (campaign / "generations").iterdir())
    assert run(["import", "ged", str(tmp_path / "ged_v24_1.csv"), "-o", str(campaign)]) == 0
    assert "Nothing new" in capsys.readouterr().err
    assert sorted(path.name for path in (campaign / "generations").iterdir()) == before


def test_vintages_stay_apart_and_are_counted_once(
    campaign: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["import", "ged", str(tmp_path / "ged_v25_1.csv"), "-o", str(campaign)]) == 0
    events = lines(capsys, "events", str(campaign))
    assert len(events) == 7  # six in both vintages, one that the later has taken out
    both = [e for e in events if len(e["claims"]) == 2]  # type: ignore[arg-type]
    assert len(both) == 6
    for event in both:
        assert event["disputes"] == []
        assert len(event["origins"]) == 1  # type: ignore[arg-type]
        speakers = [account["speaker"] for account in event["accounts"]]  # type: ignore[attr-defined]
        assert [s.rpartition(" ")[2] for s in speakers] == ["v24_1", "v25_1"]
        people = [q for q in event["quantities"] if q["of_whom"] == "people"]  # type: ignore[attr-defined]
        assert people[0]["low"] == people[0]["high"]
        assert "revised" in people[0]["rule"]
    assert len(lines(capsys, "claims", str(campaign), "--vintage", "v25_1")) == 6
    assert len(lines(capsys, "claims", str(campaign), "--dataset", "ucdp-ged")) == 13
    gone = table(
        campaign,
        "SELECT count(*) FROM event_claims ec WHERE ec.event NOT IN (SELECT event FROM event_claims"
        " WHERE claim NOT IN (SELECT claim FROM superseded))",
    )
    assert gone == [(1,)]  # the row that the later vintage took out is held and counts no more
    assert run(["verify", str(campaign)]) == 0


def test_a_row_joins_what_a_report_tells_of_it(campaign: Path, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    told = ["build", str(tmp_path / "story.txt"), "-o", str(campaign), "--published", "2016-06-05"]
    assert run(told) == 0
    claims = table(campaign, "SELECT count(*) FROM claims WHERE dataset IS NOT NULL")
    assert claims == [(7,)]  # a build loses no row
    mixed = table(
        campaign,
        "SELECT ec.event FROM event_claims ec JOIN claims c ON c.id = ec.claim GROUP BY 1"
        " HAVING bool_or(c.dataset IS NULL) AND bool_or(c.dataset IS NOT NULL)",
    )
    rows = table(campaign, "SELECT event FROM event_claims ec JOIN claims c ON c.id = ec.claim WHERE c.dataset <> ''")
    assert len(set(rows)) == 7  # rows never join one another
    assert len(mixed) == 1
    assert run(["verify", str(campaign)]) == 0


def test_an_unnamed_issue_beside_a_named_one_is_refused(
    campaign: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ged.csv").write_text(HEAD + row(9, "2016-07-01", 2), encoding="utf-8")
    assert run(["import", "ged", str(tmp_path / "ged.csv"), "-o", str(campaign)]) == 2
    assert "Say with --vintage" in capsys.readouterr().err


def test_a_judged_row_stays_judged(campaign: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = lines(capsys, "claims", str(campaign), "--limit", "1")[0]
    held = Campaign.open(campaign)
    wrong = Judgement(
        id="j1", kind="wrong", targets=(str(first["id"]),), who="A. Person", when="2024-05-01T00:00:00Z", why="misread"
    )
    with held.writing() as writer:
        writer.add_judgement(wrong)
    assert run(["import", "ged", str(tmp_path / "ged_v25_1.csv"), "-o", str(campaign)]) == 0
    assert [r for c, r in table(campaign, "SELECT claim, reason FROM set_aside") if c == first["id"]] != []
    assert len(lines(capsys, "claims", str(campaign))) == 13


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["csv"], "use `recount import ged"),
        (["acled"], "needs the columns 'event_date'"),
    ],
)
def test_a_wrong_import_says_what_to_try(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    (tmp_path / "x.csv").write_text(HEAD + row(1, "2016-06-01", 2), encoding="utf-8")
    assert run(["import", *arguments, str(tmp_path / "x.csv"), "-o", str(tmp_path / "c")]) == 2
    assert words in capsys.readouterr().err
    assert not (tmp_path / "c").exists()


def test_a_build_of_a_table_of_events_suggests_the_import(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.csv").write_text(HEAD + row(1, "2016-06-01", 2), encoding="utf-8")
    run(["build", str(tmp_path / "x.csv"), "-o", str(tmp_path / "c")])
    assert "`recount import ged` reads it" in capsys.readouterr().err
