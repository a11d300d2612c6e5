"""Kept views: named, found by others at the desk, opened as the record stands, taken away by whoever kept them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from recount.desk import Desk
from recount.desk.explore.views import LONGEST, Views, narrowing
from recount.desk.people import Person
from recount.records import UsageError
from tests.desk.markup import text_in, what_acts_in


def views(file: Path) -> Views:
    return Views(file, lambda: datetime(2026, 1, 2, tzinfo=UTC))


def test_a_view_outlasts_the_desk_and_is_kept_once(tmp_path: Path) -> None:
    kept = views(tmp_path / "views.jsonl")
    for _ in range(2):
        kept.add("a", "ana", "  Raqqa,  June ", "?since=2017-06-01&page=3&width=400&known=point".removeprefix("?"))
    (view,) = views(tmp_path / "views.jsonl").all()
    assert (view.name, view.query, view.who) == ("Raqqa, June", "known=point&since=2017-06-01", "ana")
    kept.drop("a")
    assert views(tmp_path / "views.jsonl").all() == []


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("", "known=point"),
        ("n" * (LONGEST + 1), "known=point"),
        ("whole", "page=2"),
        ("x", "since=June"),
        ("RAQQA", "q=a"),
    ],
)
def test_what_cannot_be_kept_gets_a_sentence(tmp_path: Path, name: str, query: str) -> None:
    kept = views(tmp_path / "views.jsonl")
    kept.add("a", "ana", "Raqqa", "q=Raqqa")
    with pytest.raises(UsageError):
        kept.add("b", "ana", name, query)


def test_the_same_view_has_one_query_whatever_the_order_of_its_address() -> None:
    assert narrowing("q=a&type=ASSAULT&strange=1") == narrowing("type=ASSAULT&q=a") == "type=ASSAULT&q=a"


def form(browser: TestClient, address: str) -> dict[str, str]:
    page = browser.get(address).text
    found = re.search(r'<form method="post" action="/explore/views" class="stacked">(.*?)</form>', page, re.DOTALL)
    assert found
    return dict(re.findall(r'name="(token|id|query)" value="([^"]*)"', found[1].replace("&amp;", "&")))


def test_keep_open_and_take_away(browser: TestClient, desk: Desk) -> None:
    name = '<b onload="x()">June</b>'
    kept = browser.post("/explore/views", data={**form(browser, "/explore?until=2017-07-01"), "name": name})
    assert kept.headers["location"] == "/explore?until=2017-07-01"
    page = browser.get("/explore").text
    assert what_acts_in(page) == []
    assert name in text_in(page)
    (view,) = desk.views.all()
    assert browser.get(f"/explore/views/{view.id}").headers["location"] == "/explore?until=2017-07-01"
    fields = form(browser, "/explore?until=2017-07-01")
    assert browser.post(f"/explore/views/{view.id}/drop", data={"token": fields["token"]}).status_code == 303
    assert browser.get(f"/explore/views/{view.id}").status_code == 404


def test_a_form_of_no_session_keeps_nothing_and_a_reader_keeps_none(browser: TestClient, desk: Desk) -> None:
    fields = form(browser, "/explore?known=point")
    assert browser.post("/explore/views", data={**fields, "token": "", "name": "a"}).status_code == 403
    desk.alone = Person("rea", "reader")
    assert browser.post("/explore/views", data={**fields, "name": "a"}).status_code == 403
    assert desk.views.all() == []
