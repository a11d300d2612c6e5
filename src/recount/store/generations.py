"""Generations: what readers read. Each is built aside, published by one rename, pinned by readers, pruned when free.

    generations/000007/   campaign.duckdb, search.sqlite, events.npz, manifest.json, pin
    current               "000007", replaced in one step

A reader holds a shared lock on `pin` for as long as it reads; pruning takes that lock exclusively or leaves the
generation alone. So the desk reads while a build writes, and a build never waits for a reader.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from io import FileIO
from pathlib import Path
from typing import Any

from recount.records import CampaignError
from recount.records.codec import dumps
from recount.store.card import instant
from recount.store.disk import Disk, explained
from recount.store.pinned import MANIFEST, PIN, Generation, pinned

FOLDER = "generations"
CURRENT = "current"
KEPT = 2
"""The current generation and the one before stay, so that a reader who has just read `current` finds it."""

Build = Callable[[Path, Disk], Mapping[str, int]]
"""Fills an empty folder; gives the number of rows per table."""


@dataclass(frozen=True, slots=True)
class GenerationInfo:
    """What a publication came to. `fresh` is false where nothing was new and the generation before stands."""

    number: int
    inputs: str
    rows: Mapping[str, int]
    fresh: bool


class Generations:
    """The generations of a campaign. `publish` and `tidy` are for the one writer."""

    def __init__(self, campaign: Path, *, disk: Disk) -> None:
        self._campaign = campaign
        self._folder = campaign / FOLDER
        self._disk = disk

    def current(self) -> str | None:
        """The name of the generation that readers should open."""
        try:
            name = (self._campaign / CURRENT).read_text(encoding="ascii").strip()
        except (FileNotFoundError, UnicodeDecodeError):
            return None
        return name if name.isdigit() else None

    def current_manifest(self) -> dict[str, Any] | None:
        """Number, inputs and row counts of the current generation; `None` where there is none to be read."""
        name = self.current()
        try:
            raw = (self._folder / (name or "none") / MANIFEST).read_bytes()
            value: dict[str, Any] = json.loads(raw)
        except (FileNotFoundError, ValueError):
            return None
        return value

    def pin(self) -> Generation:
        """Open the current generation and hold it."""
        for _ in range(100):  # a writer may prune between our reading `current` and our taking the pin
            name = self.current()
            if name is None:
                break
            held = pinned(self._folder / name)
            if held is not None:
                return held
        raise CampaignError(
            f"{self._campaign} has no published generation to read. Run recount build on it; it completes what is "
            "missing from what the campaign holds."
        )

    def publish(self, build: Build, *, inputs: str, now: datetime) -> GenerationInfo:
        """Build aside, sync, rename, point `current` at it, prune. A failure anywhere leaves the old one standing."""
        standing = self.current_manifest()
        if standing is not None and standing["inputs"] == inputs:
            return GenerationInfo(int(standing["number"]), inputs, standing["rows"], fresh=False)
        number = max((int(path.name) for path in self._published()), default=0) + 1
        aside = self._folder / f".building-{os.getpid()}"
        with explained("publish a generation", self._folder):
            self._disk.remove(aside)
            self._disk.make_folder(aside)
            rows = self._built(build, aside)
            manifest = {"number": number, "inputs": inputs, "made": instant(now), "rows": dict(rows)}
            self._disk.put(aside / MANIFEST, dumps(manifest).encode() + b"\n")
            self._disk.put(aside / PIN, b"")
            self._disk.rename(aside, self._folder / f"{number:06d}")
            self._disk.put(self._campaign / CURRENT, f"{number:06d}\n".encode())
        self.prune()
        return GenerationInfo(number, inputs, rows, fresh=True)

    def prune(self) -> None:
        """Remove old generations that nobody reads."""
        current = self.current()
        for path in sorted(self._published(), reverse=True)[KEPT:]:
            if path.name != current:
                self._remove_if_free(path)

    def tidy(self) -> None:
        """Remove what interrupted builds left behind. Only for one who holds the writer's lock."""
        with suppress(OSError):  # leftovers only cost room; the next writer tries again
            for path in self._folder.iterdir() if self._folder.is_dir() else []:
                if path.name.startswith("."):
                    self._disk.remove(path)
        current = self.current()
        for path in self._published():
            if current is None or path.name > current:  # built, but the build ended before `current` named it
                self._remove_if_free(path)

    def _built(self, build: Build, aside: Path) -> Mapping[str, int]:
        try:
            rows = build(aside, self._disk)
            for path in aside.iterdir():
                with self._disk.open(path, "r+") as file:
                    self._disk.sync(file)
            self._disk.sync_folder(aside)
        except BaseException:
            with suppress(OSError):
                self._disk.remove(aside)
            raise
        return rows

    def _remove_if_free(self, path: Path) -> None:
        with suppress(OSError):
            with FileIO(path / PIN, "r") as pin:
                fcntl.flock(pin, fcntl.LOCK_EX | fcntl.LOCK_NB)
                going = path.with_name(f".removing-{path.name}")
                path.rename(going)
            self._disk.remove(going)

    def _published(self) -> list[Path]:
        if not self._folder.is_dir():
            return []
        return [path for path in self._folder.iterdir() if path.name.isdigit()]
