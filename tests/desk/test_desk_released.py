"""Releases at the desk: listed, opened, checked, set against one another; their files can only be taken away."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from recount.publish.quarter import quarter_of
from recount.publish.releases import hold_back_of
from recount.released import release
from tests.desk.desk_reports import RIM
from tests.desk.markup import text_in, what_acts_in


@pytest.fixture(scope="module")
def frozen(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The campaign with two releases: all of the second quarter of 2017, then less of it."""
    campaign = tmp_path_factory.mktemp("released") / "campaign"
    shutil.copytree(made, campaign)
    for kept_back in ("none", "site=9000,settlement=9000"):
        release(campaign, rim=RIM, period=quarter_of("2017Q2"), hold_back=hold_back_of(kept_back))
    return campaign


@pytest.fixture
def campaign(frozen: Path, tmp_path: Path) -> Path:
    shutil.copytree(frozen, tmp_path / "campaign")
    return tmp_path / "campaign"


def test_the_reports_screen_lists_releases_with_what_was_kept_back(browser: TestClient) -> None:
    page = browser.get("/reports").text
    assert page.index("Release 2") < page.index("Release 1")
    assert "/reports/released/2/against/1" in page
    assert "/reports/released/errata" in page


def test_a_release_says_what_it_is_and_whether_it_still_is(browser: TestClient, campaign: Path) -> None:
    page = browser.get("/reports/released/1").text
    assert "2017Q2" in page
    assert "nothing is held back" in page
    assert "has the hash that was frozen" in browser.get("/reports/released/1?check=1").text
    (campaign / "releases" / "0001" / "events.jsonl").write_text("{}\n")
    assert "events.jsonl is not what was released" in text_in(browser.get("/reports/released/1?check=1").text)


def test_files_are_handed_out_to_be_kept_and_none_beyond_the_release(browser: TestClient) -> None:
    answer = browser.get("/reports/released/1/file/report.html")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment")
    assert browser.get("/reports/released/1/file/datapackage.json").status_code == 200
    for path in ("../index.jsonl", "%2e%2e/index.jsonl", "..%2f..%2fcampaign.json", "/etc/passwd", "tables", ""):
        assert browser.get(f"/reports/released/1/file/{path}").status_code in (404, 405), path


def test_a_list_that_names_what_lies_outside_hands_out_none_of_it(browser: TestClient, campaign: Path) -> None:
    package = campaign / "releases" / "0001" / "datapackage.json"
    package.write_text('{"resources": [{"path": "../index.jsonl"}, {"path": "events.jsonl"}]}')
    assert browser.get("/reports/released/1").status_code == 200
    assert browser.get("/reports/released/1/file/..%2findex.jsonl").status_code == 404
    package.write_text("no list")
    assert browser.get("/reports/released/1").status_code == 409


@pytest.mark.parametrize("path", ["/reports/released/2/against/1", "/reports/released/errata"])
def test_what_a_later_release_says_otherwise_is_told_in_sentences(browser: TestClient, path: str) -> None:
    page = browser.get(path)
    assert page.status_code == 200
    assert what_acts_in(page.text) == []
    told = text_in(page.text)
    assert "is gone" in told or "became" in told
    assert '{"' not in told  # words, and no record


@pytest.mark.parametrize("path", ["/reports/released/9", "/reports/released/1/against/9", "/reports/released/9/file/x"])
def test_a_release_that_is_not_there_gets_a_sentence(browser: TestClient, path: str) -> None:
    answer = browser.get(path)
    assert answer.status_code == 404
    assert "no release 9" in answer.text
