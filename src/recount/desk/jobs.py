"""Work that takes long: reading reports into the campaign, in a process of its own, with progress, stopped and resumed.

    desk/jobs/ID/job.json      what was asked, by whom, when
    desk/jobs/ID/log.jsonl     how far it has come, and what came of it
    desk/jobs/ID/upload-ID/    files that came over the network
    desk/jobs/ID/fetched.json  of a feed: its address, the time of fetching, its hash

A stopped job loses nothing: a build keeps what it has read and the same build goes on from there.
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, Literal

State = Literal["running", "done", "stopped", "failed"]

_ODD = re.compile(r"[^\w. ()@+,'-]+")
_LONGEST_NAME = 120
_TOLD = ("state", "stage", "done", "total", "sentence", "outcome")


@dataclass(frozen=True, slots=True)
class Job:
    """One job. `done` and `total` count items of the stage under way; `outcome` is what the build came to."""

    id: str
    what: str
    by: str
    when: str
    state: State
    stage: str = ""
    done: int = 0
    total: int | None = None
    sentence: str = ""
    outcome: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that was fetched: its last address, after redirects, and when, in UTC."""

    at: str
    when: str


class Jobs:
    """The jobs of a desk, latest first. One runs at a time: a campaign has one writer."""

    def __init__(self, folder: Path, campaign: Path, pack: str, clock: Callable[[], datetime]) -> None:
        self._folder = folder
        self._campaign = campaign
        self._pack = pack
        self._clock = clock
        self._lock = threading.Lock()
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def upload(self, by: str, files: Iterable[tuple[str, BinaryIO]]) -> str:
        """A job over files that came over the network. Their names are kept as names, never followed as paths."""
        id_ = self._new()
        inside = self._folder / id_ / f"upload-{id_}"
        names = [self._put(inside, name, file) for name, file in files]
        what = names[0] if len(names) == 1 else f"{len(names)} files"
        self._write(id_, what, by, [str(inside)])
        self.go_on(id_)
        return id_

    def folder(self, by: str, path: Path) -> str:
        """A job over a folder that was named when the desk was started."""
        id_ = self._new()
        self._write(id_, str(path), by, [str(path)])
        self.go_on(id_)
        return id_

    def feed(self, by: str, address: str) -> str:
        """A job over the feed at an address that a person typed; it is fetched once, by the job itself."""
        id_ = self._new()
        inside = self._folder / id_ / f"upload-{id_}"
        self._write(id_, address, by, [str(inside)], feed=address)
        self.go_on(id_)
        return id_

    def go_on(self, id_: str) -> None:
        """Start a job, or go on with a stopped one."""
        job = self.get(id_)
        with self._lock:
            if job is not None and job.state != "running":
                self._gone(id_)
            if self._alive(id_) or not (self._folder / id_ / "job.json").is_file():
                return
            self._log(id_, {"state": "running", "stage": "Waiting its turn" if self._busy() else "Starting"})
            # In a session of its own: Ctrl-C in the desk's terminal is for the desk, which then stops its jobs itself.
            self._running[id_] = subprocess.Popen(
                [sys.executable, "-m", "recount.desk.labour", str(self._folder / id_)],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip

    def stop(self, id_: str) -> None:
        """Ask a job to stop; it keeps what it has and says when it has stopped."""
        with self._lock:
            process = self._running.get(id_)
            if process is not None and process.poll() is None:
                process.send_signal(signal.SIGINT)

    def stop_all(self) -> None:
        """Stop what runs, and wait a while for it."""
        for id_ in list(self._running):
            self.stop(id_)
        for process in self._running.values():
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()

    def all(self) -> list[Job]:
        """Every job, latest first."""
        found = sorted(self._folder.iterdir(), reverse=True) if self._folder.is_dir() else []
        return [job for path in found if (job := self.get(path.name)) is not None]

    def feed_of(self, hashes: Iterable[str]) -> Feed | None:
        """The feed that was fetched as bytes of one of these hashes; `None` where nobody fetched them here."""
        wanted = set(hashes)
        for told in sorted(self._folder.glob("*/fetched.json")):
            with suppress(OSError, ValueError, KeyError, TypeError):
                feed = json.loads(told.read_bytes())
                if feed["sha256"] in wanted:
                    return Feed(str(feed["at"]), str(feed["when"]))
        return None

    def get(self, id_: str) -> Job | None:
        """One job as it stands. One whose process is gone without a word is stopped."""
        if not re.fullmatch(r"\w{1,40}", id_):
            return None
        try:
            asked = json.loads((self._folder / id_ / "job.json").read_bytes())
        except (OSError, ValueError):
            return None
        last: dict[str, Any] = {}
        for line in self._lines(id_):
            last = {**last, **line}
        if last.get("state") == "running" and not self._alive(id_):
            last |= {"state": "stopped", "sentence": "It ended without a word; nothing that it had read is lost."}
        shown = {
            name: last[name] for name in ("state", "stage", "done", "total", "sentence", "outcome") if name in last
        }
        return Job(**{"state": "stopped", **asked, **shown})

    def _new(self) -> str:
        id_ = f"{self._clock():%Y%m%d_%H%M%S}_{secrets.token_hex(3)}"
        (self._folder / id_).mkdir(parents=True)
        return id_

    def _write(self, id_: str, what: str, by: str, paths: list[str], feed: str | None = None) -> None:
        when = f"{self._clock():%Y-%m-%dT%H:%M:%SZ}"
        (self._folder / id_ / "job.json").write_text(
            json.dumps({"id": id_, "what": what, "by": by, "when": when}), encoding="utf-8"
        )
        asked = {"campaign": str(self._campaign), "pack": self._pack, "by": by, "paths": paths, "feed": feed}
        (self._folder / id_ / "asked.json").write_text(json.dumps(asked), encoding="utf-8")

    def _put(self, inside: Path, name: str, file: BinaryIO) -> str:
        parts = [safe_name(part) for part in PurePosixPath(name.replace("\\", "/")).parts]
        path = inside.joinpath(*[part for part in parts if part] or ["unnamed"])
        number = 1
        while path.exists():
            number += 1
            path = path.with_name(f"{number}-{path.name}")
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as kept:
            shutil.copyfileobj(file, kept)
        return path.name

    def _alive(self, id_: str) -> bool:
        process = self._running.get(id_)
        return process is not None and process.poll() is None

    def _gone(self, id_: str) -> None:
        """Wait for a process that has said its last word; it ends a moment later."""
        if id_ in self._running:
            with suppress(subprocess.TimeoutExpired):
                self._running[id_].wait(timeout=10)

    def _busy(self) -> bool:
        return any(process.poll() is None for process in self._running.values())

    def _log(self, id_: str, line: Mapping[str, Any]) -> None:
        with (self._folder / id_ / "log.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")

    def _lines(self, id_: str) -> Iterable[dict[str, Any]]:
        try:
            text = (self._folder / id_ / "log.jsonl").read_text(encoding="utf-8")
        except OSError:
            return
        for line in text.splitlines():
            try:
                yield json.loads(line)
            except ValueError:
                continue


def safe_name(part: str) -> str:
    """A name out of a name that came over the network: no way up, nothing hidden, no signs that steer.

    >>> safe_name(".."), safe_name("/"), safe_name(".hidden"), safe_name("report 1.pdf")
    ('', '', 'hidden', 'report 1.pdf')
    """
    return _ODD.sub("_", part).strip("_" if part.strip("/") else "/_").lstrip(".")[-_LONGEST_NAME:]
