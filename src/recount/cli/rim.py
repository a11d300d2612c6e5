"""The world as the commands hand it in: the clock, who collects, the standard streams."""

from __future__ import annotations

import gc
import getpass
import sys
from datetime import UTC, datetime

from recount.rim import Rim, Watch


def the_rim(watch: Watch | None = None) -> Rim:
    """Clock in UTC, the name of the person at the terminal, standard input as bytes."""
    stdin = None if sys.stdin is None else sys.stdin.buffer
    return Rim(clock=lambda: datetime.now(UTC), collector=collector(), stdin=stdin, watch=watch or Watch())


def hold_many_records() -> None:
    """For commands that build and end: records make no circles and live until the end, and looking for circles among
    them as often as Python does by itself took a tenth of a build."""
    gc.set_threshold(200_000, 20, 50)


def collector() -> str:
    """Who collects, as a fact of custody; `unknown` where the system does not say."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
