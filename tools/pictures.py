"""Make the pictures of the README anew: `python -m tools.pictures`, from the example reports, in a Chromium.

They are of one size, in the light scheme, and show what the program shows now; look at them before they are kept.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from recount.store import Campaign
from tools.browser import browser

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples" / "inherent-resolve"
IMAGES = ROOT / "docs" / "images"
QUARTER = "2023Q4"
_MOST_TOLD = "SELECT id FROM events WHERE disputed ORDER BY origins DESC, claims DESC, id LIMIT 1"
_ITS_CLAIM = (
    "SELECT c.report, c.id FROM event_claims ec JOIN claims c ON c.id = ec.claim WHERE ec.event = ? "
    "ORDER BY (SELECT count(*) FROM claims o WHERE o.report = c.report) DESC, length(c.quote) DESC, c.id LIMIT 1"
)


def main() -> int:
    """Build, serve, look, and write the pictures."""
    program = browser()
    if program is None:
        print("No Chromium here; python -m tools.browser installs Debian's.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        campaign, report = Path(folder) / "campaign", Path(folder) / "report.html"
        _recount("build", EXAMPLES, "-o", campaign, "--manifest", EXAMPLES / "manifest.csv")
        _recount("report", campaign, "--quarter", QUARTER, "-o", report)
        with Campaign.open(campaign).generation() as generation:
            (event,) = generation.duck.execute(_MOST_TOLD).fetchall()[0]
            source, claim = generation.duck.execute(_ITS_CLAIM, [event]).fetchall()[0]
        with sync_playwright() as playwright, _desk(campaign) as address:
            opened = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            page = opened.new_page(viewport={"width": 1280, "height": 900}, color_scheme="light")
            page.goto(report.as_uri())
            page.get_by_role("link", name=re.compile(r"^\d[\d,]* \(\d[\d,]*(–[\d,]+| or more)\)")).first.click()
            _keep(page, "report")
            for name, path in {
                "explore": "/explore",
                "desk_event": f"/events/{event}",
                "desk_reader": f"/sources/{source}?claim={claim}",
                "desk_network": "/actors/network",
            }.items():
                page.goto(address + path)
                _keep(page, name)
            opened.close()
    return 0


def _recount(*words: str | Path) -> None:
    subprocess.run([sys.executable, "-m", "recount", *map(str, words)], check=True, stderr=subprocess.DEVNULL)


@contextmanager
def _desk(campaign: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "recount", "serve", str(campaign), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, "LOGNAME": "ana"}) as serving:
        said = serving.stderr.readline() if serving.stderr else ""
        found = re.search(r"https?://[^/\s]+", said)
        try:
            if found is None:
                raise SystemExit(f"The desk was not served: {said.strip()}")
            yield found[0]
        finally:
            serving.terminate()


def _keep(page: Page, name: str) -> None:
    page.wait_for_timeout(600)  # the drawer slides, the map asks for what lies beyond its frame
    page.screenshot(path=IMAGES / f"{name}.png")
    print(f"{name}.png")


if __name__ == "__main__":
    sys.exit(main())
