"""The report as a reader meets it: opened from a file in a browser, with and without script, wide and narrow."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from recount.assess.series import monthly
from recount.publish import compose, quarter_of, render
from tests.publication_factory import OUTLINE, SHAPES, small_campaign

pytestmark = pytest.mark.browser

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
SIZES = [(1280, 900), (390, 844), (320, 640)]
HUGE = "W" * 400


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = next((found for name in ("chromium", "google-chrome") if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no chromium and no google-chrome here: the report was not opened in a browser")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=FLAGS.split())
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    make = small_campaign()
    make.told(f"ISIS fighters attacked {HUGE} at dawn.", published="2016-05-06", title=HUGE, publisher=HUGE)
    report = compose(
        make.measures(), quarter=quarter_of("2016Q2"), outline=OUTLINE, theatre="A theatre", actors={"isis": "ISIS"},
        monthly=monthly, shapes=SHAPES,
    )  # fmt: skip
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_bytes(render(report, "html"))
    return path.as_uri()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.goto(address)
    yield opened
    opened.close()


def focused_inside(page: Page) -> bool:
    return bool(page.evaluate("document.getElementById('drawer').contains(document.activeElement)"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_it_opens_alone_and_fits_the_screen(
    browser: Browser, address: str, width: int, height: int, scheme: str
) -> None:
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    page.wait_for_timeout(50)
    assert asked == [address]
    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor").strip("rgb()").split(",")
    assert (sum(map(int, paper)) > 384) == (scheme == "light")
    page.locator("#glance a.n").first.click()
    assert page.evaluate("document.getElementById('drawer').getBoundingClientRect().right") <= width
    assert page.evaluate(
        "(() => { const d = document.getElementById('drawer'); return d.scrollWidth <= d.clientWidth; })()"
    )
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(browser: Browser, address: str, scheme: str) -> None:
    """WCAG 2.2: contrast of at least 4.5 for text; here for every colour that text is set in."""
    page = browser.new_page(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(address)
    worst = page.evaluate(CONTRAST)
    page.close()
    assert worst >= 4.5


CONTRAST = """() => {
  const light = (css) => { const [r, g, b] = css.match(/[\\d.]+/g).map(Number).map((v) => v / 255)
    .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ground = (e) => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor;
    if (!c.endsWith(', 0)')) return c; } return 'rgb(255, 255, 255)'; };
  const ratios = [...document.querySelectorAll('body *:not(script)')]
    .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) && !e.closest('svg, dialog'))
    .map((e) => { const a = light(getComputedStyle(e).color), b = light(ground(e));
      return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05); });
  return Math.min(...ratios);
}"""


def test_every_number_opens_its_rule_and_its_sentences(page: Page) -> None:
    keys = page.evaluate("[...new Set([...document.querySelectorAll('main a[data-n]')].map((a) => a.dataset.n))]")
    assert len(keys) > 20
    for key in keys:
        page.evaluate(
            "(key) => document.querySelector(`main a[data-n='${key}']`).dispatchEvent("
            "new MouseEvent('click', {bubbles: true, cancelable: true}))",
            key,
        )
        shown = page.locator("#drawer-body")
        assert shown.locator(".rule").count() == 1, key
        behind = page.evaluate(
            "(key) => document.getElementById('n-' + key).querySelectorAll('.behind li').length", key
        )
        sentences = page.evaluate(
            "(key) => [...document.getElementById('n-' + key).querySelectorAll('.behind a[href]')]"
            ".filter((a) => /^#[ec]-/.test(a.getAttribute('href'))).length",
            key,
        )
        assert shown.locator("[data-row]").count() == min(behind, 15), key
        assert shown.locator("blockquote mark").count() >= min(sentences, 15), key
        page.keyboard.press("Escape")
        assert not page.evaluate("document.getElementById('drawer').open"), key


def test_it_can_be_read_by_keyboard_alone(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.n ?? ''") == "now-attacks":
            break
    page.keyboard.press("Enter")
    assert focused_inside(page)
    for key in ("Tab", "Shift+Tab"):
        for _ in range(25):
            page.keyboard.press(key)
            assert focused_inside(page)
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.n") == "now-attacks"


def test_a_row_opens_inside_and_leads_back(page: Page) -> None:
    page.locator("#isis .entries a.opens").first.click()
    assert page.locator("#drawer-title").inner_text() == "The sentences"
    assert page.locator("#drawer-body blockquote").count() >= 1
    page.locator("#drawer-body cite a").first.click()
    assert not page.evaluate("document.getElementById('drawer').open")
    assert page.url.split("#")[1].startswith("src-")


def test_bars_and_circles_open_too(page: Page) -> None:
    page.locator("svg.drawing a:has(circle.spot)").first.click()
    assert page.locator("#drawer-body blockquote").count() >= 1
    page.keyboard.press("Escape")
    page.locator("svg.drawing a:has(rect.bar.now)").first.click(force=True)
    assert page.locator("#drawer-body .rule").count() == 1


def test_without_script_every_number_is_a_link_to_its_sentence(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.locator("#glance a[data-n='now-attacks']").first.click()
    assert page.url.endswith("#n-now-attacks")
    entry = page.locator("#n-now-attacks")
    assert entry.locator(".rule").is_visible()
    assert "ISIS fighters attacked a post" in entry.inner_text()
    entry.locator("a.opens").first.click()
    row = page.locator(f"[id='{page.url.split('#')[1]}']")
    assert row.locator("mark").first.is_visible()
    context.close()


def test_it_prints_its_evidence_and_not_its_drawer(page: Page) -> None:
    page.emulate_media(media="print")
    assert page.locator("#n-now-attacks").is_visible()
    assert not page.locator("nav.contents").is_visible()
    assert not page.locator("#drawer").is_visible()
