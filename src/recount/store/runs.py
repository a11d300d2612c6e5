"""A manifest of each run: inputs, settings, versions, counts into and out of every stage, skipped items with reasons.

It is written when the run begins and again when it ends. A run that was killed leaves `running` behind; the next
writer, who knows by holding the lock that nobody runs, sets that to `interrupted`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from recount.records import CampaignError, Effect, Skip
from recount.records.codec import dumps, to_dict
from recount.store.card import instant
from recount.store.disk import Disk, explained

FOLDER = "runs"

RunState = Literal["running", "complete", "interrupted", "failed"]


@dataclass(slots=True)
class Run:
    """One run as it goes. `counts` holds, per stage, how many items went in and came out; `effects` what came of each
    judgement."""

    name: str
    inputs: tuple[str, ...]
    settings: Mapping[str, Any]
    versions: Mapping[str, str]
    started: str
    state: RunState = "running"
    ended: str | None = None
    why: str | None = None
    generation: int | None = None
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    skipped: list[Skip] = field(default_factory=list)
    traces: dict[str, str] = field(default_factory=dict)
    effects: list[Effect] = field(default_factory=list)

    def count(self, stage: str, *, taken: int = 0, given: int = 0) -> None:
        """Add to the items that a stage took in and gave out."""
        row = self.counts.setdefault(stage, {"in": 0, "out": 0})
        row["in"] += taken
        row["out"] += given

    def skip(self, item: Skip) -> None:
        """Note an item that could not be taken, aloud and counted."""
        self.skipped.append(item)

    def trace(self, where: str, trace: str) -> None:
        """Keep where in the program an error of ours arose, for whoever mends it."""
        self.traces[where] = trace

    def as_dict(self) -> dict[str, Any]:
        """The manifest as it is written."""
        return {
            "name": self.name, "state": self.state, "why": self.why, "started": self.started, "ended": self.ended,
            "inputs": list(self.inputs), "settings": dict(self.settings), "versions": dict(self.versions),
            "generation": self.generation, "counts": self.counts, "skipped": [to_dict(skip) for skip in self.skipped],
            "traces": self.traces, "judged": [to_dict(effect) for effect in self.effects],
        }  # fmt: skip


class Runs:
    """The folder of manifests, oldest first."""

    def __init__(self, campaign: Path, *, disk: Disk) -> None:
        self._folder = campaign / FOLDER
        self._disk = disk

    def all(self) -> Iterator[dict[str, Any]]:
        """Every manifest that can be read, oldest first."""
        for path in sorted(self._folder.glob("*.json")) if self._folder.is_dir() else []:
            with explained("read run manifests", path):
                raw = path.read_bytes()
            with suppress(ValueError):
                yield json.loads(raw)

    @contextmanager
    def going(
        self, *, now: datetime, inputs: tuple[str, ...], settings: Mapping[str, Any], versions: Mapping[str, str],
        ended: Any,
    ) -> Iterator[Run]:  # fmt: skip
        """A run from its beginning to its end, however it ends. `ended` is asked for the time then."""
        with explained("write a run manifest", self._folder):
            self._disk.make_folder(self._folder)
        run = Run(self._free_name(now), inputs, settings, versions, instant(now))
        self._put(run.as_dict())
        try:
            yield run
        except BaseException as error:
            interrupted = isinstance(error, KeyboardInterrupt)
            run.state, run.why = ("interrupted", None) if interrupted else ("failed", str(error) or repr(error))
            run.ended = instant(ended())
            with suppress(CampaignError):  # the first error is the one to tell
                self._put(run.as_dict())
            raise
        run.state, run.ended = "complete", instant(ended())
        self._put(run.as_dict())

    def settle(self) -> None:
        """Call runs that still say `running` interrupted. Only for one who holds the lock."""
        for manifest in list(self.all()):
            if manifest.get("state") == "running":
                self._put({**manifest, "state": "interrupted", "why": "the process ended without a word"})

    def _put(self, manifest: dict[str, Any]) -> None:
        with explained("write a run manifest", self._folder):
            self._disk.put(self._folder / f"{manifest['name']}.json", dumps(manifest).encode() + b"\n")

    def _free_name(self, now: datetime) -> str:
        stem = now.strftime("%Y%m%dT%H%M%SZ")
        number = 1
        while (self._folder / f"{stem}-{number}.json").exists():
            number += 1
        return f"{stem}-{number}"
