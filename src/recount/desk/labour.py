"""The process of one job: `python -m recount.desk.labour FOLDER` reads what was asked and says how far it has come."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from recount.built import Built
from recount.desk.fetching import Allowed, fetched, is_public
from recount.desk.jobs import safe_name
from recount.pipeline import build
from recount.records import CampaignError, RecountError
from recount.rim import Rim, Watch

OFTEN = 0.3
"""Seconds between two lines of progress."""
PATIENCE = 600.0
"""Seconds to wait for another writer, as when decisions are being taken into the record."""


def main(folder: Path) -> int:
    """Do the job in this folder; 0 where it is done."""
    asked = json.loads((folder / "asked.json").read_bytes())
    with (folder / "log.jsonl").open("a", encoding="utf-8", buffering=1) as log:

        def say(**line: Any) -> None:
            log.write(json.dumps(line) + "\n")

        os.nice(5)
        try:
            fetch(folder, asked, say)
            built = _built(asked, Watch(_Steps(say)))
        except KeyboardInterrupt:
            say(state="stopped", sentence="Stopped. What it had read is kept; it goes on from there.")
            return 130
        except RecountError as error:
            say(state="failed", sentence=str(error))
            return 1
        except OSError as error:
            say(state="failed", sentence=f"The system refused: {error.strerror or error}.")
            return 1
        say(state="done", outcome=outcome_of(built))
    return 0


def fetch(folder: Path, asked: Mapping[str, Any], say: Any, *, allowed: Allowed = is_public) -> None:
    """The feed that was asked for: kept before anything reads it, so that a job that goes on asks nobody again."""
    address, kept = asked.get("feed"), folder / "fetched.json"
    if address is None or kept.is_file():
        return
    say(stage="Fetching the feed", done=0, total=None)
    found = fetched(address, allowed=allowed)
    inside = Path(asked["paths"][0])
    inside.mkdir(exist_ok=True)
    (inside / f"{safe_name(urlsplit(found.address).hostname or '') or 'feed'}.xml").write_bytes(found.data)
    told = {
        "address": address, "at": found.address, "when": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "sha256": hashlib.sha256(found.data).hexdigest(),
    }  # fmt: skip
    kept.write_text(json.dumps(told), encoding="utf-8")


class _Steps:
    """Tells progress, not more often than a person can read it."""

    def __init__(self, say: Any) -> None:
        self._say = say
        self._stage = ""
        self._last = 0.0

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        now = time.monotonic()
        if stage != self._stage or now - self._last > OFTEN or done == total:
            self._stage, self._last = stage, now
            self._say(stage=stage, done=done, total=total)


def _built(asked: Mapping[str, Any], watch: Watch) -> Built:
    rim = Rim(clock=lambda: datetime.now(UTC), collector=asked["by"], watch=watch)
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return build(asked["paths"], Path(asked["campaign"]), pack=asked["pack"], rim=rim)
        except CampaignError as error:
            if "is being written by" not in str(error) or time.monotonic() > until:
                raise
            watch.step("Waiting its turn", 0, None)
            time.sleep(1.0)


def outcome_of(built: Built) -> dict[str, Any]:
    """What a build came to, as the page tells it."""
    return {
        "seen": built.seen, "new": built.new, "again": built.again, "reports": built.reports, "claims": built.claims,
        "events": built.events, "unread": built.unread, "fresh": built.fresh,
        "skipped": [[skip.where, skip.sentence] for skip in built.skipped[:200]], "skips": len(built.skipped),
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
