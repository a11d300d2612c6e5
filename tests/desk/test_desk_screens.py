"""Every screen over real reports: what it shows, what it refuses, and that text from reports stays text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from recount.desk import Desk, application
from recount.desk.people import Person, Role
from recount.records import Report
from recount.store import Campaign
from tests.desk.desk_reports import BIDI, HOSTILE, LONG
from tests.desk.markup import text_in, what_acts_in


@pytest.fixture
def desk(campaign: Path) -> Desk:
    """With the clerk's work in a thread of this process."""
    return Desk(Campaign.open(campaign), Person("ana", "owner"), workshop=lambda: ThreadPoolExecutor(1))


def report_of(desk: Desk, words: str) -> Report:
    return next(r for r in desk.campaign.reports() if words in f"{r.title} {r.text}")


def rows(desk: Desk, sql: str) -> list[tuple[str, ...]]:
    with desk.readings.now() as generation:
        return generation.duck.execute(sql).fetchall()


def event_with(desk: Desk, place: str, least: int = 1) -> str:
    return rows(desk, f"SELECT id FROM events WHERE place = '{place}' AND origins >= {least} ORDER BY origins DESC")[0][
        0
    ]


def token(browser: TestClient) -> str:
    found = re.search(r'data-token="([^"]+)"', browser.get("/help").text)
    assert found
    return found[1]


def post(browser: TestClient, path: str, **fields: str) -> str:
    """Send a form; where it leads."""
    answer = browser.post(path, data={"token": token(browser), **fields})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


@pytest.fixture
def everywhere(desk: Desk) -> list[str]:
    """An address of every screen, about the hostile report and the event it tells of."""
    hostile = report_of(desk, "<script>")
    claim = rows(desk, f"SELECT id FROM claims WHERE report = '{hostile.id}' AND kind = 'event'")[0][0]
    event = rows(desk, f"SELECT event FROM event_claims WHERE claim = '{claim}'")[0][0]
    return [
        "/", "/help", "/explore", "/search", "/sources", "/actors", "/actors/isis", "/actors/network",
        "/compare", "/reports", "/log",
        "/reports/2017Q3", "/review/doubt", "/review/weight", "/review/dispute", "/review/audit", "/review/second",
        f"/sources/{hostile.id}", f"/sources/{hostile.id}?beside=original", f"/sources/{hostile.id}?beside=custody",
        f"/sources/{hostile.id}?claim={claim}", f"/sources/{hostile.id}/claim", f"/claims/{claim}",
        f"/review/claim/{claim}", f"/review/claim/{claim}/fix", f"/events/{event}", f"/events/{event}/join",
        f"/events/{event}/split", f"/events/{event}/relate", f"/claims/{claim}/rule",
        "/actors?words=%3Cscript%3E", "/sources?words=%3Cscript%3E", "/compare?after=%3Cb%3E",
    ]  # fmt: skip


def test_what_a_hostile_report_says_stays_text_on_every_screen(browser: TestClient, everywhere: list[str]) -> None:
    shown = 0
    for path in everywhere:
        answer = browser.get(path)
        assert answer.status_code < 500, path
        assert what_acts_in(answer.text) == [], path
        assert "\u202e" not in answer.text, path
        shown += HOSTILE in text_in(answer.text)
    assert shown >= 5  # and it was there to be seen


@pytest.mark.parametrize(
    "path",
    ["/sources/x", "/sources/..%2f..%2fcampaign.json", "/events/x", "/claims/x", "/decisions/x", "/jobs/x",
     "/jobs/..%2fx", "/actors/nobody", "/reports/2017Q3/number/x", "/reports/2017Q3/as/exe", "/review/nonsense",
     "/sources/x/page/1", "/sources/x/original", "/sources/x/bytes"],
)  # fmt: skip
def test_what_is_not_there_gets_a_sentence(browser: TestClient, path: str) -> None:
    answer = browser.get(path)
    assert answer.status_code == 404
    assert "Traceback" not in answer.text
    assert len(text_in(answer.text)) > 40


def test_the_reader_shows_the_whole_text_and_marks_the_words_of_each_claim(browser: TestClient, desk: Desk) -> None:
    for report in desk.campaign.reports():
        page = browser.get(f"/sources/{report.id}").text
        held = {row[0] for row in rows(desk, f"SELECT id FROM claims WHERE report = '{report.id}'")}
        marked = {claim for found in re.findall(r'data-claims="([^"]*)"', page) for claim in found.split()}
        assert marked == held
        for claim in held:
            assert f'id="at-{claim}"' in page
            assert f'id="card-{claim}"' in page


def test_the_original_stands_beside_the_text_and_its_bytes_can_only_be_taken_away(
    browser: TestClient, desk: Desk
) -> None:
    report = report_of(desk, "market in Raqqa")
    assert "killed 12 civilians" in text_in(browser.get(f"/sources/{report.id}?beside=original").text)
    taken = browser.get(f"/sources/{report.id}/bytes")
    assert taken.content == desk.campaign.capture_bytes(report.sha256)
    assert taken.headers["content-type"] == "application/octet-stream"
    assert taken.headers["content-disposition"].startswith("attachment")
    assert report.sha256 in browser.get(f"/sources/{report.id}?beside=custody").text


def test_the_custody_of_a_report_out_of_a_feed_tells_where_the_feed_was_fetched(
    browser: TestClient, desk: Desk
) -> None:
    report = report_of(desk, "market in Raqqa")
    where = f"/sources/{report.id}?beside=custody"
    assert "in a feed from" not in browser.get(where).text
    for name, told in (("a", "no JSON"), ("b", json.dumps({"sha256": report.sha256}))):
        (desk.folder / "jobs" / name).mkdir(parents=True)
        (desk.folder / "jobs" / name / "fetched.json").write_text(told)
    assert "in a feed from" not in browser.get(where).text
    told = {"at": "https://news.example/<feed>", "when": "2026-01-02T03:04:05Z", "sha256": report.sha256}
    (desk.folder / "jobs" / "b" / "fetched.json").write_text(json.dumps(told))
    assert "in a feed from https://news.example/<feed>, 2026-01-02 03:04:05 UTC" in text_in(browser.get(where).text)


def test_accounts_that_differ_stand_side_by_side_and_a_copy_is_no_account_of_its_own(
    browser: TestClient, desk: Desk
) -> None:
    event = event_with(desk, "Raqqa", 2)
    page = browser.get(f"/events/{event}").text
    assert "≠" in page
    assert 'class="carrier copy"' in page
    (held,) = rows(desk, f"SELECT json FROM events WHERE id = '{event}'")
    assert page.count('<th scope="col"><bdi class="speaker">') == len(json.loads(held[0])["accounts"])


@pytest.mark.parametrize(("start", "end"), [(0, 2), (0, 4), (3, 5), (24, 40)])
def test_words_are_chosen_in_code_points_whatever_stands_before_them(
    browser: TestClient, desk: Desk, start: int, end: int
) -> None:
    report = report_of(desk, "قالت")
    page = browser.get(f"/sources/{report.id}/claim?start={start}&end={end}").text
    assert f"<mark>{report.text[start:end].strip()}</mark>" in page


def test_a_claim_that_was_missed_is_added_and_the_number_moves(browser: TestClient, desk: Desk) -> None:
    report = report_of(desk, "Nothing else was said")
    start = report.text.index("Nothing else")
    fields = {
        "start": str(start), "end": str(start + 20), "kind": "event", "type": "ASSAULT", "actor": "kataib-hezbollah",
        "place": "Baghdad", "time": "2017-09-01", "measure0": "killed", "value0": "3", "comparator0": "exact",
        "whom0": "people", "stance": "asserts", "modality": "actual", "id": "form1", "why": "it says so",
    }  # fmt: skip
    before = rows(desk, "SELECT count(*) FROM events")[0][0]
    looked = browser.post(f"/sources/{report.id}/claim", data={"token": token(browser), "do": "look", **fields})
    assert looked.status_code == 200, looked.text
    assert "people killed, best" in looked.text
    assert rows(desk, "SELECT count(*) FROM events")[0][0] == before
    there = post(browser, f"/sources/{report.id}/claim", do="keep", **fields)
    assert desk.clerk.settled("form1", 60).state == "kept"  # type: ignore[union-attr]
    assert "people killed, best" in browser.get(there).text
    assert rows(desk, "SELECT count(*) FROM events")[0][0] == before + 1  # type: ignore[operator]


def test_an_event_is_split_after_a_look_and_the_split_is_undone(browser: TestClient, desk: Desk) -> None:
    event = event_with(desk, "Raqqa", 2)
    claims = f"SELECT id, quote FROM event_claims JOIN claims ON id = claim WHERE event = '{event}' ORDER BY 1"
    held = rows(desk, claims)
    parts = {f"part-{claim}": "A" if "12 civilians" in quote else "B" for claim, quote in held}
    looked = browser.post(f"/events/{event}/split", data={"token": token(browser), "do": "look", **parts})
    assert looked.status_code == 200
    assert "What changes" in looked.text
    there = post(browser, f"/events/{event}/split", do="keep", id="split1", why="two markets", **parts)
    decision = desk.clerk.settled("split1", 60)
    assert decision is not None
    assert decision.state == "kept"
    assert len(rows(desk, "SELECT id FROM events WHERE place = 'Raqqa'")) == 2
    assert browser.get(f"/events/{event}").status_code in (200, 303)  # an old address leads on
    undone = post(browser, f"{there}/undo", id="undo1")
    assert desk.clerk.settled("undo1", 60).state == "kept"  # type: ignore[union-attr]
    assert "undo" in browser.get(undone).text.lower()
    assert rows(desk, claims) == held
    assert "undone" in browser.get("/log").text


def test_two_events_are_joined(browser: TestClient, desk: Desk) -> None:
    one, other = (row[0] for row in rows(desk, "SELECT id FROM events WHERE place = 'Mosul' ORDER BY start LIMIT 2"))
    post(browser, f"/events/{one}/join?words=Mosul", other=other, do="keep", id="join1", why="the same post")
    decision = desk.clerk.settled("join1", 60)
    assert decision is not None
    assert decision.state == "kept", decision.sentence
    assert rows(desk, "SELECT count(*) FROM events WHERE place = 'Mosul'")[0][0] == 1


def test_how_two_events_stand_is_looked_at_told_on_both_and_undone(browser: TestClient, desk: Desk) -> None:
    one, other = (row[0] for row in rows(desk, "SELECT id FROM events WHERE place = 'Mosul' ORDER BY start LIMIT 2"))
    path = f"/events/{one}/relate?words=Mosul"
    looked = browser.post(path, data={"token": token(browser), "do": "look", "how": "reprisal_for~", "other": other})
    assert "No number of the whole record moves" in looked.text
    assert "reprisal for" in looked.text
    there = post(browser, path, do="keep", id="tie1", how="reprisal_for~", other=other, why="their statement says so")
    assert desk.clerk.settled("tie1", 60).state == "kept"  # type: ignore[union-attr]
    assert "was answered by" in browser.get(f"/events/{one}").text
    assert "was done in answer to" in browser.get(f"/events/{other}").text
    post(browser, f"{there}/undo", id="untie1")
    assert desk.clerk.settled("untie1", 60).state == "kept"  # type: ignore[union-attr]
    assert "was answered by" not in browser.get(f"/events/{one}").text
    amiss = browser.post(path, data={"token": token(browser), "do": "look", "how": "part_of", "other": one})
    assert amiss.status_code == 400
    assert "different events" in amiss.text


def test_a_rule_on_words_shows_what_it_leaves_out_before_it_is_kept(browser: TestClient, desk: Desk) -> None:
    claim, sentence, publisher = rows(
        desk, "SELECT c.id, sentence, publisher FROM claims c JOIN reports r ON r.id = c.report "
        "WHERE c.kind = 'event' AND contains(sentence, '4 soldiers')"
    )[0]  # fmt: skip
    path = f"/claims/{claim}/rule"
    assert "1 claim stands in these words now" in browser.get(path).text
    told = {"words": str(sentence), "publisher": str(publisher), "why": "background"}
    looked = browser.post(path, data={"token": token(browser), "do": "look", **told})
    assert "claims set aside" in looked.text
    assert "people killed, best" in looked.text
    short = browser.post(path, data={"token": token(browser), "do": "look", **told, "words": "killed 4 soldiers"})
    assert short.status_code == 400
    assert "5 or more" in short.text
    there = post(browser, path, do="keep", id="rule1", **told)
    assert desk.clerk.settled("rule1", 60).state == "kept"  # type: ignore[union-attr]
    assert "left out by a rule of ana" in browser.get(f"/claims/{claim}").text
    post(browser, f"{there}/undo", id="unrule1")
    assert desk.clerk.settled("unrule1", 60).state == "kept"  # type: ignore[union-attr]
    assert "left out by a rule" not in browser.get(f"/claims/{claim}").text


def test_a_decision_without_a_reason_is_not_taken(browser: TestClient, desk: Desk) -> None:
    event = event_with(desk, "Raqqa")
    answer = browser.post(f"/events/{event}/grade", data={"token": token(browser), "grade": "fair", "id": "g1"})
    assert answer.status_code == 400
    assert desk.decisions.all() == []


def test_review_goes_on_and_undo_leads_back_through_everything(browser: TestClient, desk: Desk) -> None:
    def subject() -> str:
        found = re.search(r'name="subject" value="([^"]+)"', browser.get("/review/doubt").text)
        assert found
        return found[1]

    first = subject()
    post(browser, "/review/doubt", id="r1", subject=first, verdict="right")
    second = subject()
    assert second != first
    post(browser, "/review/doubt", id="r2", subject=second, verdict="wrong", why="the report does not say this")
    assert desk.clerk.settled("r2", 60).state == "kept"  # type: ignore[union-attr]
    assert rows(desk, f"SELECT reason FROM set_aside WHERE claim = '{second}'")[0][0].startswith("judged wrong by ana")
    post(browser, "/review/doubt/undo", id="u1")
    desk.decisions.await_news(lambda: not desk.decisions.waiting(), 60)
    assert {decision.state for decision in desk.decisions.all()} == {"kept"}
    assert post(browser, "/review/doubt/undo", id="u2") == f"/review/claim/{first}"
    assert desk.reviews.all() == []
    assert not [r for r in rows(desk, "SELECT reason FROM set_aside") if r[0].startswith("judged wrong")]


def test_a_claim_is_put_right_and_the_machine_s_reading_gives_way(browser: TestClient, desk: Desk) -> None:
    claim = rows(desk, "SELECT c.id FROM claims c JOIN claim_figures f ON f.claim = c.id WHERE f.value = 4")[0][0]
    page = browser.get(f"/review/claim/{claim}/fix").text
    fields = dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', page))
    for name, options in re.findall(r'<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option(?: value="([^"]*)")? selected>([^<]*)', options)
        fields[name] = (chosen[1] if chosen[1] is not None else chosen[2]) if chosen else ""
    fields |= {"value0": "6", "do": "keep", "id": "fix1", "why": "six, not four"}
    fields.pop("token")
    post(browser, f"/review/claim/{claim}/fix", **fields)
    desk.decisions.await_news(lambda: not desk.decisions.waiting(), 60)
    assert {d.state for d in desk.decisions.all()} == {"kept"}
    assert set(rows(desk, "SELECT best FROM event_figures WHERE measure = 'killed' AND best IN (4, 6)")) == {(6.0,)}


def test_a_second_reader_does_not_see_the_first(desk: Desk, browser: TestClient) -> None:
    claim = rows(desk, "SELECT id FROM claims WHERE kind = 'event' ORDER BY id")[0][0]
    post(browser, "/review/doubt", id="r1", subject=claim, verdict="right", why="ana is sure")
    desk.alone = Person("ben", "reviewer")
    page = browser.get("/review/second").text
    assert f'name="subject" value="{claim}"' in page
    assert "ana" not in text_in(page)
    post(browser, "/review/second", id="r2", subject=claim, verdict="right")
    assert "1 of 1 second readings agree" in text_in(browser.get("/review/second").text)


def test_the_audit_draws_sentences_from_which_nothing_was_taken(browser: TestClient, desk: Desk) -> None:
    page = browser.get("/review/audit").text
    found = re.search(r'name="subject" value="([^"]+)"', page)
    assert found
    report, _, start, end = found[1].split(":")
    assert rows(desk, f"SELECT count(*) FROM claims WHERE report = '{report}' AND sentence_start >= {start}"
                      f" AND sentence_start < {end}") == [(0,)]  # fmt: skip
    there = post(browser, "/review/audit", id="a1", subject=found[1], verdict="missed")
    assert there == f"/sources/{report}/claim?start={start}&end={end}"
    assert "1 of 1 silent sentences held something" in text_in(browser.get("/review/audit").text)


@pytest.fixture(params=["reader", "reviewer"])
def limited(request: pytest.FixtureRequest, campaign: Path) -> Iterator[tuple[Role, TestClient]]:
    role: Role = request.param
    desk = Desk(Campaign.open(campaign), Person("ben", role))
    with TestClient(application(desk), base_url="http://127.0.0.1:8420", follow_redirects=False) as client:
        yield role, client


def test_nobody_does_what_their_role_does_not_reach(limited: tuple[Role, TestClient]) -> None:
    role, client = limited
    found = token(client)
    assert client.post("/inbox/folder", data={"token": found, "folder": "0"}).status_code == 403
    assert client.post("/inbox/feed", data={"token": found, "address": "https://example.org/feed"}).status_code == 403
    assert client.post("/jobs/x/stop", data={"token": found}).status_code == 403
    assert "At the desk" not in client.get("/log").text
    reviews = client.get("/review").status_code
    assert reviews == (403 if role == "reader" else 200)
    if role == "reader":
        paths = ("/events/x/split", "/events/x/join", "/events/x/relate", "/claims/x/rule", "/judgements/x/undo")
        for path in (*paths, "/review/doubt", "/actors/isis/merge"):
            assert client.post(path, data={"token": found, "why": "x"}).status_code == 403, path


def test_huge_words_and_signs_are_there_and_harmless(browser: TestClient, desk: Desk) -> None:
    hostile = report_of(desk, "<script>")
    text = text_in(browser.get(f"/sources/{hostile.id}").text)
    assert LONG in text
    assert BIDI not in text
    assert "nirts" in text or "gnirts" in text
