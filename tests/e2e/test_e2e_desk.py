"""The desk as people meet it: every screen in a real Chromium, wide and narrow, light and dark, with axe looking; and
the journeys for which it is there."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from recount.desk import Desk
from recount.desk.people import Person
from recount.publish.quarter import quarter_of
from recount.publish.releases import hold_back_of
from recount.released import release
from recount.store import Campaign
from tests.desk.desk_reports import RIM, desk_campaign
from tests.e2e.browsing import SIZES, Sitting, chromium, serious, served, sitting

pytestmark = pytest.mark.browser

PATIENCE = 150_000
"""Milliseconds for a decision to be in the record on a slow machine."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    campaign = desk_campaign(tmp_path_factory.mktemp("desk"))
    for kept_back in ("none", "site=9000,settlement=9000"):
        release(campaign, rim=RIM, period=quarter_of("2017Q2"), hold_back=hold_back_of(kept_back))
    return campaign


@pytest.fixture(scope="module")
def address(made: Path) -> Iterator[str]:
    """A desk whose campaign nobody changes."""
    with served(Desk(Campaign.open(made), Person("ana", "owner"))) as found:
        yield found


@pytest.fixture
def mine(browser: Browser, made: Path, tmp_path: Path) -> Iterator[Sitting]:
    """A browser at a desk of one's own, to decide at."""
    shutil.copytree(made, tmp_path / "campaign")
    folder = tmp_path / "reports"
    folder.mkdir()
    for n in range(80):
        (folder / f"{n}.txt").write_text(f"A car bomb killed {n + 2} people in Mosul on 3 June 2016, police said.\n")
    desk = Desk(Campaign.open(tmp_path / "campaign"), Person("ana", "owner"), (folder,))
    with served(desk) as found, sitting(browser, found) as opened:
        opened.campaign = tmp_path / "campaign"
        yield opened
        opened.in_order()


def rows(campaign: Path, sql: str) -> list[tuple[str, ...]]:
    with Campaign.open(campaign).generation() as generation:
        return generation.duck.execute(sql).fetchall()


@pytest.fixture(scope="module")
def screens(made: Path) -> list[str]:
    """An address of every screen."""
    (event,) = rows(made, "SELECT id FROM events WHERE place = 'Raqqa'")[0]
    (hostile,) = rows(made, "SELECT id FROM reports WHERE contains(title, '<script>')")[0]
    claim, report = rows(made, "SELECT id, report FROM claims WHERE place = 'Raqqa' ORDER BY id")[0]
    return [
        "/", "/help", "/explore", "/search", "/sources", f"/sources/{report}", f"/sources/{report}?beside=original",
        f"/sources/{report}?beside=custody", f"/sources/{report}/claim?start=2&end=30", f"/sources/{hostile}",
        f"/claims/{claim}", f"/events/{event}", f"/events/{event}/split", f"/events/{event}/join",
        f"/events/{event}/relate", f"/claims/{claim}/rule", "/review/doubt",
        "/review/audit", f"/review/claim/{claim}/fix", "/actors", "/actors/isis",
        "/actors/network", "/compare", "/reports",
        "/reports/2017Q2", "/reports/2017Q2/number/now-events", "/reports/released/1?check=1",
        "/reports/released/2/against/1", "/reports/released/errata", "/log", "/nowhere",
    ]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_every_screen_fits_and_asks_for_nothing_from_outside(
    browser: Browser, address: str, screens: list[str], width: int, height: int, scheme: str
) -> None:
    with sitting(browser, address, viewport={"width": width, "height": height}, color_scheme=scheme) as mine:
        for path in screens:
            mine.go(path)
            assert mine.fits(), path
        assert [said for said in mine.complaints if "404" not in said] == []
        assert mine.strayed == []


def test_on_a_phone_the_screen_that_is_shown_can_be_seen_in_the_strip_of_screens(
    browser: Browser, address: str
) -> None:
    with sitting(browser, address, viewport={"width": 375, "height": 800}) as mine:
        for path in ("/", "/actors", "/reports", "/log"):
            here = mine.go(path).locator(".rail [aria-current]").bounding_box()
            assert here is not None
            assert here["x"] >= 0 and here["x"] + here["width"] <= 375, path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_any_screen(
    browser: Browser, address: str, screens: list[str], scheme: str
) -> None:
    found = {}
    with sitting(browser, address, color_scheme=scheme) as mine:
        for path in screens:
            if amiss := serious(mine.go(path)):
                found[path] = amiss
    assert found == {}


def test_right_to_left_the_page_turns_and_still_fits(browser: Browser, address: str, screens: list[str]) -> None:
    with sitting(browser, address) as mine:
        for path in screens[:12]:
            page = mine.go(path)
            page.evaluate("document.documentElement.dir = 'rtl'")
            assert mine.fits(), path
            assert page.evaluate("document.querySelector('.rail').getBoundingClientRect().right >= innerWidth - 1"), (
                path
            )


def test_the_keys_that_work_everywhere(browser: Browser, address: str) -> None:
    with sitting(browser, address) as mine:
        page = mine.go("/")
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "find"
        page.locator("main").focus()
        page.keyboard.press("?")
        assert page.locator("#shortcuts").is_visible()
        page.keyboard.press("Escape")
        assert not page.locator("#shortcuts").is_visible()
        page.keyboard.press("g")
        page.keyboard.press("s")
        page.wait_for_url("**/sources")
        mine.in_order()


def test_a_stretch_of_the_timeline_and_a_move_of_the_map_are_one_selection(browser: Browser, address: str) -> None:
    with sitting(browser, address) as mine:
        page = mine.go("/explore")
        before = page.locator("#sums b").first.inner_text()
        line = page.locator("#timeline").bounding_box()
        assert line is not None
        page.mouse.move(line["x"] + 2, line["y"] + 20)
        page.mouse.down()
        page.mouse.move(line["x"] + line["width"] * 0.3, line["y"] + 20, steps=4)
        page.mouse.up()
        page.wait_for_url("**since=**")
        page.wait_for_function("document.querySelector('#selection').getAttribute('aria-busy') === null")
        assert page.locator("#sums b").first.inner_text() != before
        assert page.locator(".timeline .brush").count() == 1
        page.locator("#nearer").click()
        page.wait_for_url("**view=**")
        page.go_back()
        page.go_back()
        page.wait_for_function("(before) => document.querySelector('#sums b').textContent === before", arg=before)
        mine.in_order()


def test_a_view_is_kept_under_a_name_and_opened_again_at_its_own_address(mine: Sitting) -> None:
    page = mine.go("/explore?until=2017-07-01")
    found = page.locator("#sums b").first.inner_text()
    page.locator("#kept summary").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Keep this view as").fill("Before July")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('#kept summary .n')?.textContent === '1'")
    mine.go("/explore")
    page.locator("#kept summary").click()
    page.get_by_role("link", name="Before July").click()
    page.wait_for_url("**/explore?until=2017-07-01")
    assert page.locator("#sums b").first.inner_text() == found
    page.locator("#kept summary").click()
    page.get_by_role("button", name="Take away the view Before July").click()
    page.wait_for_function("!document.querySelector('#kept summary .n')")
    mine.in_order()


def test_from_the_reports_to_a_release_what_changed_in_it_and_its_files(browser: Browser, address: str) -> None:
    with sitting(browser, address) as mine:
        page = mine.go("/reports")
        page.get_by_role("link", name="What changed since release 1").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Release 2 against release 1")
        assert page.locator(".told li").count()
        page.get_by_role("link", name="Release 2", exact=True).click()
        page.get_by_role("button", name="Check every file against its hash").click()
        expect(page.get_by_role("status").first).to_contain_text("has the hash that was frozen")
        with page.expect_download() as taken:
            page.get_by_role("link", name="report.html").click()
        assert taken.value.suggested_filename == "release-0002-report.html"
        mine.in_order()


def test_a_sentence_that_is_searched_stands_marked_in_its_source(browser: Browser, address: str) -> None:
    with sitting(browser, address) as mine:
        page = mine.go("/")
        page.keyboard.press("/")
        page.keyboard.type("market raqqa")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?q=**")
        page.locator(".hits .snippet", has_text="on 19 June 2017").first.click()
        page.wait_for_url("**/sources/**")
        assert page.locator("mark.asked").count() >= 1
        mine.in_order()


def test_from_a_number_in_the_report_to_its_sentence_where_it_stands(browser: Browser, address: str) -> None:
    with sitting(browser, address) as mine:
        page = mine.go("/reports/2017Q2")
        page.locator(".report a.n").first.click()
        drawer = page.locator("#drawer")
        expect(drawer.locator("mark").first).to_be_visible()
        expect(drawer).to_contain_text("Counting rule")
        words = drawer.locator("mark").first.inner_text()
        drawer.locator("a.to-words").first.click()
        page.wait_for_url(re.compile(r"/sources/\w+\?claim="))
        expect(page.locator(".reader-text mark.now").first).to_have_text(words)
        page.go_back()
        page.locator(".report a.n").first.click()
        expect(drawer).to_be_visible()
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.classList.contains('n')")
        mine.in_order()


def test_without_scripts_every_step_is_a_page(browser: Browser, address: str) -> None:
    with sitting(browser, address, java_script_enabled=False) as mine:
        page = mine.go("/reports/2017Q2")
        page.locator(".report a.n").first.click()
        page.locator("a.to-words").first.click()
        assert page.locator(".reader-text mark.now").count() >= 1
        page.locator("a[data-highlights]").click()
        assert page.locator(".reader.plain").count() == 1
        mine.in_order()


def test_text_margin_and_cards_light_up_together(browser: Browser, address: str, made: Path) -> None:
    (report,) = rows(made, "SELECT report FROM claims WHERE place = 'Raqqa' GROUP BY report ORDER BY count(*) DESC")[0]
    with sitting(browser, address) as mine:
        page = mine.go(f"/sources/{report}")
        page.locator(".reader-text mark.c").first.click()
        assert page.locator(".card.now").count() == 1
        assert page.locator(".tick-mark.now").count() == 1
        claim = page.locator(".card.now").get_attribute("data-claim")
        assert f"claim={claim}" in page.url
        page.keyboard.press("j")
        assert page.locator(".card.now").get_attribute("data-claim") != claim
        page.keyboard.press("o")
        expect(page.locator("#drawer h1.facts")).to_be_visible()
        mine.in_order()


CHOOSE = """([words]) => {
  const text = document.querySelector('.reader-text');
  const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode()); ) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at); range.setEnd(node, at + words.length);
    getSelection().removeAllRanges(); getSelection().addRange(range);
    return true;
  }
  return false;
}"""


@pytest.mark.parametrize("words", ["قالت المصادر", "😀😀", "e\u0301", "police said", "nobody was seen"])
def test_words_chosen_in_the_browser_are_the_same_words_here(
    browser: Browser, address: str, made: Path, words: str
) -> None:
    (report,) = rows(made, "SELECT id FROM reports WHERE publisher = 'Signs'")[0]
    with sitting(browser, address) as mine:
        page = mine.go(f"/sources/{report}")
        assert page.evaluate(CHOOSE, [words])
        expect(page.locator("#chosen")).to_be_visible()
        page.keyboard.press("c")
        page.wait_for_url("**/claim?*")
        assert page.locator("blockquote mark").inner_text() == words
        mine.in_order()


def decided(page: Page) -> None:
    """Wait until the decision on the page is in the record."""
    page.wait_for_url("**/decisions/*")
    expect(page.locator("#outcome-title")).to_be_visible(timeout=PATIENCE)


def test_settle_a_dispute_split_a_wrong_merge_and_undo_it(mine: Sitting) -> None:
    campaign = mine.campaign
    (event,) = rows(campaign, "SELECT id FROM events WHERE place = 'Raqqa'")[0]
    page = mine.go(f"/events/{event}")
    expect(page.locator("tr.disputed").first).to_be_visible()
    page.get_by_role("link", name="Split…").click()
    for item in page.locator(".assign > li").all():
        if "12 civilians" not in item.inner_text():
            item.locator("label", has_text="B").click()
    page.get_by_role("button", name="See what changes").click()
    expect(page.locator(".before-after").first).to_be_visible(timeout=PATIENCE)
    page.get_by_label("Why").fill("two different markets")
    page.get_by_role("button", name="Keep the split").click()
    decided(page)
    assert len(rows(campaign, "SELECT id FROM events WHERE place = 'Raqqa'")) == 2
    page.keyboard.press("u")
    expect(page.locator("h1")).to_have_text("Undo", timeout=PATIENCE)
    decided(page)
    assert len(rows(campaign, "SELECT id FROM events WHERE place = 'Raqqa'")) == 1
    page = mine.go("/log")
    expect(page.locator("main")).to_contain_text("two different markets")
    expect(page.locator("main")).to_contain_text("undone")


def test_add_a_claim_that_was_missed_and_see_the_number_move(mine: Sitting) -> None:
    (report,) = rows(mine.campaign, "SELECT id FROM reports WHERE title = 'Vow'")[0]
    page = mine.go(f"/sources/{report}")
    assert page.evaluate(CHOOSE, ["Nothing else was said"])
    page.locator("#chosen button").click()
    page.get_by_label("Who did it").fill("kataib-hezbollah")
    page.get_by_label("Place").fill("Baghdad")
    page.get_by_label("When").fill("2017-09-01")
    page.get_by_label("Measure 1").select_option("killed")
    page.get_by_label("Number 1").fill("3")
    page.get_by_role("button", name="See what changes").click()
    expect(page.locator(".numbers")).to_contain_text("people killed, best", timeout=PATIENCE)
    page.get_by_role("button", name="Keep the claim").click()
    decided(page)
    expect(page.locator(".numbers")).to_contain_text("people killed, best")


def test_review_by_keyboard_alone_with_at_most_two_keys_a_decision(mine: Sitting) -> None:
    page = mine.go("/review/doubt")

    def subject() -> str:
        return page.locator("input[name=subject]").first.input_value()

    def pressed(key: str) -> None:
        with page.expect_navigation():
            page.keyboard.press(key)

    first = subject()
    pressed("a")
    second = subject()
    assert second != first
    page.keyboard.press("r")
    pressed("3")
    pressed("s")
    for _ in range(3):
        pressed("u")
    expect(page.locator("[data-key=u]")).to_have_count(0)
    assert subject() == first
    page.keyboard.press("f")
    page.wait_for_url("**/fix*")
    before = page.locator("mark").inner_text()
    page.get_by_role("button", name="start later").click()
    after = page.locator("mark").inner_text()
    assert len(after) < len(before)
    assert before.endswith(after)
    grip = page.locator(".grip[data-side=end]").bounding_box()
    text = page.locator("blockquote").bounding_box()
    assert grip is not None
    assert text is not None
    page.mouse.move(grip["x"] + 3, grip["y"] + 8)
    page.mouse.down()
    page.mouse.move(text["x"] + 300, text["y"] + 12, steps=5)
    page.mouse.up()
    assert len(page.locator("mark").inner_text()) < len(after)


def test_a_job_is_stopped_and_resumed(mine: Sitting) -> None:
    page = mine.go("/")
    page.get_by_role("button", name="Read what is new").click()
    page.wait_for_url("**/jobs/*")
    stop = page.get_by_role("button", name="Stop")
    stop.click()
    go_on = page.get_by_role("button", name="Go on")
    expect(go_on).to_be_visible(timeout=PATIENCE)
    go_on.click()
    expect(page.locator(".lead")).to_contain_text("new of 80 seen", timeout=2 * PATIENCE)


def test_it_prints_without_its_frame(browser: Browser, address: str) -> None:
    with sitting(browser, address) as mine:
        page = mine.go("/reports/2017Q2")
        page.emulate_media(media="print")
        assert not page.locator(".rail").is_visible()
        assert page.locator(".report").is_visible()
