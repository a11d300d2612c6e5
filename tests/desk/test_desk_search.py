"""Search: sentences with what was asked marked, narrowed by actor, place and days; a poor question gets a sentence."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from tests.desk.desk_reports import HOSTILE


def test_a_sentence_is_found_and_leads_to_its_source(browser: TestClient) -> None:
    page = browser.get("/search", params={"q": "market raqqa"}).text
    assert "<mark>market</mark>" in page
    assert "/sources/" in page
    assert "start=" in page


@pytest.mark.parametrize(("question", "found"), [("airstrike ~3 civilians", True), ("residents ~1 coalition", False)])
def test_words_may_be_asked_near_one_another(browser: TestClient, question: str, found: bool) -> None:
    page = browser.get("/search", params={"q": question}).text
    assert ('class="hits"' in page) and (("<li>" in page.split('class="hits"')[1]) == found)


def test_an_actor_and_a_place_narrow_to_claims_of_the_sentence(browser: TestClient) -> None:
    everywhere = browser.get("/search", params={"q": "soldiers"}).text
    assert everywhere.count('class="snippet"') >= 2
    assert browser.get("/search", params={"q": "soldiers", "place": "Mosul"}).text.count('class="snippet"') >= 1
    assert 'class="snippet"' not in browser.get("/search", params={"q": "soldiers", "place": "Raqqa"}).text
    assert 'class="snippet"' in browser.get("/search", params={"q": "soldiers", "actor": "isis"}).text


def test_days_narrow_to_reports_published_then(browser: TestClient) -> None:
    page = browser.get("/search", params={"q": "soldiers", "since": "2017-08-01"}).text
    assert page.count('class="snippet"') == 1


@pytest.mark.parametrize("question", ["-only", '""', "x" * 2000])
def test_a_poor_question_gets_a_sentence(browser: TestClient, question: str) -> None:
    page = browser.get("/search", params={"q": question})
    assert page.status_code == 200
    assert 'class="warning"' in page.text


def test_hostile_words_are_shown_and_never_run(browser: TestClient) -> None:
    page = browser.get("/search", params={"q": "script"}).text
    assert HOSTILE not in page
    assert "<script>alert" not in page
    assert "<script>alert" not in browser.get("/search", params={"q": HOSTILE}).text
