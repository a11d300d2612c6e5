"""The desk as people meet it: every screen in a real Chromium, wide and narrow, light and dark, with axe looking."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from recount.desk import Desk
from recount.desk.people import Person
from recount.store import Campaign
from tests.desk.desk_reports import desk_campaign
from tests.e2e.browsing import SIZES, chromium, serious, served, sitting

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return desk_campaign(tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="module")
def address(campaign: Path) -> Iterator[str]:
    with served(Desk(Campaign.open(campaign), Person("ana", "owner"))) as found:
        yield found


@pytest.fixture(scope="module")
def screens() -> list[str]:
    """An address of every screen."""
    return ["/", "/help", "/explore", "/search"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_every_screen_fits_and_asks_for_nothing_from_outside(
    browser: Browser, address: str, screens: list[str], width: int, height: int, scheme: str
) -> None:
    with sitting(browser, address, viewport={"width": width, "height": height}, color_scheme=scheme) as mine:
        for path in screens:
            mine.go(path)
            assert mine.fits(), path
        mine.in_order()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_any_screen(
    browser: Browser, address: str, screens: list[str], scheme: str
) -> None:
    with sitting(browser, address, color_scheme=scheme) as mine:
        for path in screens:
            assert serious(mine.go(path)) == [], path


def test_the_keys_that_work_everywhere(browser: Browser, address: str) -> None:
    with sitting(browser, address) as mine:
        page = mine.go("/")
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "find"
        page.keyboard.press("Escape")
        page.locator("main").focus()
        page.keyboard.press("?")
        assert page.locator("#shortcuts").is_visible()
        page.keyboard.press("Escape")
        assert not page.locator("#shortcuts").is_visible()
        page.keyboard.press("g")
        page.keyboard.press("e")
        page.wait_for_url("**/explore")
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
