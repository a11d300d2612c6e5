"""Who comes in, and what every answer says to the browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from recount.desk import Desk, Serving, application
from recount.desk.acts import inside
from recount.desk.screens import SCREENS
from recount.desk.serving import desk_for
from recount.desk.sessions import Attempts
from recount.records import UsageError
from recount.store import Campaign
from tests.desk.markup import what_acts_in

PASSWORD = "a long enough pass phrase"


@pytest.mark.parametrize("path", sorted({screen.path for screen in SCREENS if screen.rail} | {"/help", "/nowhere"}))
def test_every_page_is_guarded_by_a_strict_policy(browser: TestClient, path: str) -> None:
    answer = browser.get(path)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    assert what_acts_in(answer.text) == []


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "[::2]:8420"])
def test_a_name_of_another_site_that_points_here_is_refused(browser: TestClient, host: str) -> None:
    assert browser.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:8420", "127.0.0.1", "[::1]:8420"])
def test_the_names_of_this_machine_are_known(browser: TestClient, host: str) -> None:
    assert browser.get("/help", headers={"host": host}).status_code == 200


@pytest.fixture
def guarded_desk(campaign: Path) -> Desk:
    """A desk that others reach."""
    desk = Desk(Campaign.open(campaign), None, secure=True, hosts=())
    desk.accounts.add("ana", PASSWORD, "owner")
    desk.accounts.add("ben", PASSWORD, "reader")
    return desk


@pytest.fixture
def guarded(guarded_desk: Desk) -> Iterator[TestClient]:
    """Asks it from elsewhere."""
    with TestClient(application(guarded_desk), base_url="https://desk.example", follow_redirects=False) as client:
        yield client


def sign_in(client: TestClient, name: str, password: str = PASSWORD, then: str = "/") -> str:
    answer = client.post("/sign-in", data={"name": name, "password": password, "then": then})
    assert answer.status_code == 303
    return answer.headers["location"]


def test_others_sign_in_first_and_come_back_to_where_they_were_going(guarded: TestClient) -> None:
    sent = guarded.get("/help?a=1").headers["location"]
    assert sent == "/sign-in?then=%2Fhelp%3Fa%3D1"
    assert sign_in(guarded, "ana", then="/help?a=1") == "/help?a=1"
    assert guarded.get("/help").status_code == 200
    cookie = next(iter(guarded.cookies.jar))
    assert cookie.name == "__Host-desk"
    assert cookie.secure


def test_a_closed_account_is_out_at_once(guarded: TestClient, guarded_desk: Desk) -> None:
    sign_in(guarded, "ben")
    assert guarded.get("/help").status_code == 200
    guarded_desk.accounts.remove("ben")
    assert guarded.get("/help").status_code == 303


def test_a_wrong_password_waits_longer_each_time(guarded: TestClient) -> None:
    for _ in range(5):
        assert "refused" in sign_in(guarded, "ana", "not this one")
    assert "wait" in sign_in(guarded, "ana", "not this one")
    assert "wait" in sign_in(guarded, "ana")  # the right one waits too
    assert guarded.get("/help").status_code == 303


def test_the_wait_doubles_and_ends() -> None:
    now = 0.0
    attempts = Attempts(lambda: now)
    for _ in range(7):
        attempts.failed("name ana")
    assert attempts.wait("name ana") == 4
    assert attempts.wait("name ben") == 0
    now = 5.0
    assert attempts.wait("name ana") == 0
    attempts.succeeded("name ana")
    attempts.failed("name ana")
    assert attempts.wait("name ana") == 0


def test_a_form_without_its_token_or_from_another_site_is_refused(browser: TestClient) -> None:
    token = re.search(r'data-token="([^"]+)"', browser.get("/help").text)
    assert token
    assert browser.post("/sign-out", data={}).status_code == 403
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
        assert browser.post("/sign-out", data={"token": token[1]}, headers=headers).status_code == 403
    assert browser.post("/sign-out", data={"token": token[1]}).status_code == 303


@pytest.mark.parametrize("then", ["//evil.example", "https://evil.example/", "/\\evil.example", "\\\\evil", "x"])
def test_nobody_is_sent_elsewhere(then: str) -> None:
    assert inside(then) == "/"


def test_a_desk_that_others_reach_asks_for_accounts_and_encryption(campaign: Path) -> None:
    with pytest.raises(UsageError, match="no owner's account"):
        desk_for(Serving(campaign, "ana", host="0.0.0.0"))
    desk_for(Serving(campaign, "ana", host="::1"))
    Desk(Campaign.open(campaign), None).accounts.add("ana", PASSWORD, "owner")
    with pytest.raises(UsageError, match="unencrypted"):
        desk_for(Serving(campaign, "ana", host="192.0.2.1"))
    assert desk_for(Serving(campaign, "ana", host="192.0.2.1", behind_proxy=True)).alone is None


def test_short_passwords_and_odd_names_are_refused(desk: Desk) -> None:
    with pytest.raises(UsageError, match="at least 12"):
        desk.accounts.add("ana", "short", "owner")
    with pytest.raises(UsageError, match="cannot be a name"):
        desk.accounts.add("a/b", PASSWORD, "owner")
    assert (desk.folder / "accounts.json").exists() is False


@pytest.mark.parametrize("path", ["/static/../desk.py", "/static/%2e%2e/desk.py", "/static/..%2f..%2fapp.py"])
def test_no_path_leaves_the_shipped_files(browser: TestClient, path: str) -> None:
    assert browser.get(path).status_code == 404
