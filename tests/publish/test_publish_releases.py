"""A release: the same bytes from the same campaign, nothing recent, no private name, and every departure named."""

from __future__ import annotations

import csv
import json
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from recount.cli.main import run
from recount.pipeline import build
from recount.publish import quarter_of
from recount.publish.releases import hold_back_of, told
from recount.publish.releases.annotations import quoted
from recount.publish.releases.compare import errata
from recount.publish.releases.held import in_words
from recount.publish.withhold import WITHHELD, withheld_from
from recount.records import Evidence, UsageError
from recount.records.ids import sha256_of
from recount.records.publication import Statement
from recount.records.release import HoldBack
from recount.released import differences, release, verify_releases
from recount.rim import Rim
from recount.store import Campaign
from tests.publication_factory import Maker, who

REPORTS = {
    "a.txt": "Mosul, 12 April 2016\n\nISIS fighters attacked a post in Mosul on Tuesday, killing four policemen.\n",
    "b.txt": "Raqqa, 21 June 2016\n\nU.S. aircraft bombed a depot in Raqqa on Monday, the Pentagon said.\n",
    "c.txt": "Mosul, 14 April 2016\n\nISIS fighters shot dead a boy named Samir Haddad in Mosul on Wednesday.\n",
}
NEW = {"d.txt": "Mosul, 3 May 2016\n\nISIS fighters attacked a checkpoint in Mosul on Monday, killing two policemen.\n"}
NOW = datetime(2016, 7, 10, tzinfo=UTC)
RIM = Rim(clock=lambda: NOW, collector="tester", stdin=None)


def built(folder: Path, reports: dict[str, str]) -> Path:
    texts = folder / "in"
    texts.mkdir(exist_ok=True)
    for name, text in reports.items():
        (texts / name).write_text(text, encoding="utf-8")
    build([str(texts)], folder / "campaign", pack="inherent-resolve", rim=RIM)
    return folder / "campaign"


def copied(campaign: Path, folder: Path) -> Path:
    """A campaign to be written, beside the texts that it was built from."""
    shutil.copytree(campaign.parent, folder, dirs_exist_ok=True)
    return folder / "campaign"


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A campaign with one release, to be read and not written."""
    made = built(tmp_path_factory.mktemp("one"), REPORTS)
    assert release(made, rim=RIM, period=quarter_of("2016Q2")).number == 1
    return made


def first(campaign: Path) -> Path:
    return campaign / "releases" / "0001"


def rows_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_release_holds_what_it_promises(campaign: Path) -> None:
    there = {str(p.relative_to(first(campaign))) for p in first(campaign).rglob("*") if p.is_file()}
    assert {
        *("report.html", "report.pdf", "report.docx", "report.md", "numbers.jsonl", "queries.json", "events.jsonl"),
        *("claims.jsonl", "annotations.jsonld", "sources.json", "release.json", "datapackage.json", "README.md"),
        *("tables/events.csv", "figures/map-glance.svg"),
    } <= there


def test_the_data_package_names_every_file_with_its_hash(campaign: Path) -> None:
    package = json.loads((first(campaign) / "datapackage.json").read_text())
    named = {one["path"]: one for one in package["resources"]}
    for path in first(campaign).rglob("*"):
        if path.is_file() and path.name != "datapackage.json":
            one = named.pop(str(path.relative_to(first(campaign))))
            assert one["hash"] == f"sha256:{sha256_of(path.read_bytes())}"
            assert one["bytes"] == path.stat().st_size
            if "schema" in one:
                with path.open(encoding="utf-8", newline="") as file:
                    assert next(csv.reader(file)) == [field["name"] for field in one["schema"]["fields"]]
    assert named == {}
    assert len({one["name"] for one in package["resources"]}) == len(package["resources"])


def test_the_same_campaign_gives_the_same_bytes_and_no_second_number(campaign: Path, tmp_path: Path) -> None:
    again = release(campaign, rim=RIM, period=quarter_of("2016Q2"))
    assert (again.number, again.fresh) == (1, False)
    other = release(built(tmp_path, REPORTS), rim=RIM, period=quarter_of("2016Q2"))
    for path in first(campaign).rglob("*"):
        if path.is_file():
            assert (other.path / path.relative_to(first(campaign))).read_bytes() == path.read_bytes(), path.name


def test_everything_of_a_release_holds(campaign: Path) -> None:
    assert list(verify_releases(Campaign.open(campaign))) == []


def test_annotations_quote_the_text_at_their_positions(campaign: Path) -> None:
    opened = Campaign.open(campaign)
    items = json.loads((first(campaign) / "annotations.jsonld").read_text())["items"]
    assert items
    for one in items:
        quote, position = one["target"]["selector"]
        _, _, _, report, _, version = one["target"]["scope"].split(":")
        found = opened.report(report, text_version=version)
        assert found is not None
        if WITHHELD not in quote["exact"]:
            assert found.text[position["start"] : position["end"]] == quote["exact"]


def test_no_private_name_is_in_any_file(campaign: Path) -> None:
    for path in first(campaign).rglob("*"):
        if path.is_file() and path.suffix not in (".pdf", ".docx"):
            assert not re.search(r"\bhaddad", path.read_text(encoding="utf-8").casefold()), path.name
    assert WITHHELD in (first(campaign) / "claims.jsonl").read_text()


def test_words_around_a_quotation_hide_names_that_a_cut_runs_through() -> None:
    make = Maker()
    text = "x" * 40 + " Gunmen killed Samir Haddad in Mosul."
    claim = make.claim(text, sensitivity=("victim",), target=(who(None, "Samir Haddad"),))
    names = withheld_from([Statement(claim, text, 0)])
    at = text.index("Haddad")
    found = quoted(text, Evidence(at, at + len("Haddad in Mosul"), "Haddad in Mosul"), names, claim.report)
    assert "Haddad" not in "".join(found.values())
    assert "Samir" not in "".join(found.values())


SPOILT: list[tuple[str, str, str, str]] = [
    ("report.html", "killed", "kilIed", "report.html is not what was released"),
    ("tables/event_figures.csv", ",4.0,4.0,4.0", ",5.0,5.0,5.0", "its tables give"),
    ("numbers.jsonl", '"key":"now-events","value":', '"key":"now-events","value":1', "its tables give"),
    ("annotations.jsonld", "ISIS fighters attacked", "ISIS fighters fled from", "the text does not hold its words"),
    ("datapackage.json", '"path": "report.md"', '"path": "rapport.md"', "is missing"),
]


@pytest.mark.parametrize(("path", "old", "new", "sentence"), SPOILT, ids=[row[0] for row in SPOILT])
def test_what_does_not_hold_is_named(
    campaign: Path, tmp_path: Path, path: str, old: str, new: str, sentence: str
) -> None:
    made = copied(campaign, tmp_path)
    file = first(made) / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = list(verify_releases(Campaign.open(made)))
    assert any(sentence in one for one in found), found


def test_a_lost_file_and_an_added_one_are_named(campaign: Path, tmp_path: Path) -> None:
    made = copied(campaign, tmp_path)
    (first(made) / "report.md").unlink()
    (first(made) / "extra.txt").write_text("x")
    found = list(verify_releases(Campaign.open(made)))
    assert any("report.md is missing" in one for one in found)
    assert any("extra.txt is not named" in one for one in found)


def test_two_releases_differ_in_words_in_rows_and_in_errata(campaign: Path, tmp_path: Path) -> None:
    made = copied(campaign, tmp_path)
    built(tmp_path, {**REPORTS, **NEW})
    assert release(made, rim=RIM, period=quarter_of("2016Q2")).number == 2
    found = differences(made, 1, 2)
    number = next(c for c in found if c.id.startswith("now-events "))
    assert number.change == "changed"
    assert any(c.what == "event" and c.change == "added" for c in found)
    assert any("became" in line for line in told(found, before=1, after=2))
    page = (made / "releases" / "errata.md").read_text()
    assert "## Release 2 against release 1" in page
    assert "Events, 2016Q2" in page
    assert list(verify_releases(Campaign.open(made))) == []  # the first too, though the campaign has moved on
    assert list(told(differences(made, 1, 1), before=1, after=1)) == ["Release 1 says what release 1 says."]
    with pytest.raises(UsageError, match="there are 1, 2"):
        differences(made, 1, 9)
    assert "Nothing that release said" in errata({1: first(made), 2: first(made)})


@pytest.mark.parametrize(("hold", "as_of", "kept"), [
    (HoldBack(settlement=40), "2016-07-10", 2), (HoldBack(settlement=90), "2016-06-22", 0),
])  # fmt: skip
def test_recent_material_is_held_back_by_type_of_place(
    campaign: Path, tmp_path: Path, hold: HoldBack, as_of: str, kept: int
) -> None:
    made = copied(campaign, tmp_path)
    out = release(made, rim=RIM, period=quarter_of("2016Q2"), hold_back=hold, as_of=as_of)
    assert len(rows_of(out.path / "events.jsonl")) == kept
    assert out.held.events == len(rows_of(first(campaign) / "events.jsonl")) - kept
    everything = "".join(p.read_text() for p in out.path.rglob("*.*") if p.suffix not in (".pdf", ".docx"))
    assert ("bombed a depot" in everything) is (kept == 3)


@pytest.mark.parametrize("words", ["site", "site=", "site=x", "house=3", "site=-1", "site=99999999", ""])
def test_a_hold_back_that_cannot_be_read_is_refused(words: str) -> None:
    with pytest.raises(UsageError, match="expected days for site"):
        hold_back_of(words)


def test_a_hold_back_is_told_in_words() -> None:
    assert in_words(hold_back_of("none")) == "nothing is held back"
    assert in_words(HoldBack()).startswith("30 days for a site; 14 days for a settlement")


def test_the_command_line_releases_compares_and_verifies(
    campaign: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = str(copied(campaign, tmp_path))
    assert run(["release", made, "--quarter", "2016Q2", "--as-of", "2016-07-10"]) == 0
    assert "holds these very bytes" in capsys.readouterr().err
    assert run(["release", made, "--hold-back", "house=1"]) == 2
    assert run(["diff", made, "1", "1"]) == 0
    assert capsys.readouterr().out.startswith("Release 1 says what")
    assert run(["diff", made, "1", "3"]) == 2
    (first(Path(made)) / "report.md").write_text("changed")
    assert run(["verify", made]) == 1
    assert "report.md is not what was released" in capsys.readouterr().out


def test_an_empty_campaign_says_why_nothing_is_released(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    build([str(tmp_path / "in")], tmp_path / "c", pack="inherent-resolve", rim=RIM)
    with pytest.raises(UsageError, match="holds no report yet"):
        release(tmp_path / "c", rim=RIM)
