"""A real Chromium that reaches this machine alone, and a desk served to it."""

from __future__ import annotations

import json
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, Route, sync_playwright

from recount.desk import Desk, application
from recount.desk.serving import _bound
from tools.browser import browser as installed_browser

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
SIZES = [(1280, 900), (390, 844), (320, 640)]


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of this machine; its tests are skipped aloud where there is none."""
    path = installed_browser()
    if path is None:
        pytest.skip("no Chromium here: the desk was not opened in a browser")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=FLAGS.split())
        yield opened
        opened.close()


@contextmanager
def served(desk: Desk) -> Iterator[str]:
    """The address of a desk that is served from a thread of this process."""
    bound = _bound("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(application(desk), log_level="warning", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    for _ in range(600):  # a busy machine takes its time
        if server.started:
            break
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)


@dataclass
class Sitting:
    """Someone's browser at the desk of `campaign`. `strayed` are requests beyond this machine, which were blocked;
    `complaints` is what the browser said of the pages."""

    page: Page
    address: str
    campaign: Path = Path()
    strayed: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page

    def in_order(self) -> None:
        """Nothing was asked from elsewhere, and the browser had nothing to complain of."""
        assert self.strayed == []
        assert self.complaints == []

    def fits(self) -> bool:
        """Whether the page is no wider than the screen."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@contextmanager
def sitting(browser: Browser, address: str, **options: Any) -> Iterator[Sitting]:
    """A browser of one's own at the desk."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
    context.set_default_timeout(150_000)  # a preview is made in a process that gives way to everything else
    page = context.new_page()
    mine = Sitting(page, address)

    def only_here(route: Route) -> None:
        if route.request.url.startswith((address, "data:", "blob:")):
            route.continue_()
        else:
            mine.strayed.append(route.request.url)
            route.abort()

    context.route("**/*", only_here)
    page.on("console", lambda said: mine.complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: mine.complaints.append(str(error)))
    yield mine
    context.close()


def serious(page: Page) -> list[str]:
    """What axe finds that is serious or critical; skipped aloud where axe is not installed."""
    if not AXE.is_file() or shutil.which("node") is None:
        pytest.skip("axe-core is not installed (npm --prefix web install): accessibility was not checked by axe")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']}: {node['html'][:160]} {json.dumps(node.get('failureSummary', ''))[:200]}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]
