"""Small campaigns made of sentences of our own, and disks that fail when told to."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from io import FileIO
from pathlib import Path
from typing import Any

from recount.records import (
    Account,
    Capture,
    Claim,
    Custody,
    Event,
    Evidence,
    Figure,
    Grading,
    Mention,
    Party,
    Place,
    Published,
    Quantity,
    Report,
    Segment,
    Skip,
    Time,
    ids,
)
from recount.store import Campaign, Contents, Disk, GenerationInfo, Writer, query, stage_key

SENTENCES = (
    "A drone struck the fuel depot near Rumaylan, killing two guards.",
    "Residents of Palmyra said that shelling had stopped before dawn.",
    "The militia in Al Qa'im denied that it had fired the rockets.",
    "قصفت الطائرات مستودعاً قرب المدينة.",
)
ANCESTORS = {"militia-a": frozenset({"umbrella", "militia-a"}), "coalition": frozenset({"coalition"})}


class Ticking:
    """A clock that moves on by a second whenever it is asked."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def is_empty(n: int) -> bool:
    """Some items of our folder cannot be taken."""
    return n % 4 == 3


def text_of(n: int) -> str:
    return f"Report {n}. {SENTENCES[n % len(SENTENCES)]} {SENTENCES[(n + 1) % len(SENTENCES)]}"


def capture_of(n: int) -> Capture:
    data = f"raw {n}\n{text_of(n)}".encode()
    custody = Custody(f"folder/{n}.txt", "2026-01-01T00:00:00Z", "ana", "recount 0", ids.sha256_of(data), len(data))
    return Capture("txt", data, custody)


def report_of(n: int, *, reader: str = "1") -> Report:
    capture, text = capture_of(n), text_of(n) + (" Re-read." if reader != "1" else "")
    sha256 = capture.custody.sha256
    return Report(
        ids.report_id(sha256), sha256, "txt", text, ids.text_version(text), (Segment("body", 0, len(text), True),),
        Published(f"2016-06-{n % 28 + 1:02d}", "row"), title=f"Title {n}", publisher="The Paper", reader=reader,
    )  # fmt: skip


def claims_of(report: Report) -> tuple[list[Claim], dict[str, tuple[int, str]]]:
    """Two claims, an event and a tally, on the second sentence of the report."""
    start = report.text.index(". ") + 2
    quote = report.text[start : start + 24]
    evidence = (Evidence(start, start + 24, quote),)
    day = report.published.date
    made = [
        Claim(
            ids.claim_id(report.id, report.text_version, kind, "ASSAULT", start, start + 24), report.id,
            report.text_version, kind, "ASSAULT", evidence, mode="aerial",
            actor=(Mention("the militia", None, "militia-a", "REB"),), target=(Mention("guards", None, None, "MIL"),),
            place=(Place("Palmyra", None, "pack:palmyra", 34.55, 38.27, 5.0, "settlement", "Homs", "Syria"),),
            time=Time(day, None, "day", "that day"), quantity=(Quantity("killed", None, 2.0, "exact", 2.0, 2.0),),
        )
        for kind in ("event", "tally")
    ]  # fmt: skip
    return made, {claim.id: (start, quote) for claim in made}


def event_of(claim: Claim) -> Event:
    return Event(
        ids.event_id((claim.id,)), claim.type, claim.mode, claim.cameo, claim.acled, claim.time, claim.place[0],
        (Party("actor", "the militia", "militia-a", "REB", "stated", (claim.id,)),), (),
        (Figure("killed", None, 2.0, 2.0, 2.0, "the only account", (claim.id,)),),
        (Account("o1", "The Paper", (claim.report,), (claim.id,), None, "asserts", "actual", ("the militia",), (),
                 "Palmyra", claim.time, (), claim.evidence[0]),),
        (), (claim.id,), ("o1",), Grading("weak", "F", "6", ("one origin",)), "inside", "in the theatre", (),
    )  # fmt: skip


def add(writer: Writer, campaign: Campaign, numbers: Iterable[int], *, each: bool = True) -> None:
    """The stages up to the claims, as a pipeline runs them: only what is not there yet."""
    for n in numbers:
        if is_empty(n):
            writer.add_skip(Skip(f"folder/{n}.txt", "empty", f"folder/{n}.txt is empty."))
            continue
        report = report_of(n)
        writer.add_capture(capture_of(n))
        text_key = stage_key(stage="read", version="1", inputs=report.sha256)
        if campaign.ledger("texts").state(report.id, text_key) != "current":
            writer.add_report(report, key=text_key)
        claims, sentences = claims_of(report)
        claims_key = stage_key(stage="extract", version="1", inputs=report.text_version)
        if campaign.ledger("claims").state(report.id, claims_key) != "current":
            writer.add_claims(report.id, claims, key=claims_key, sentences=sentences)
        if each:
            writer.commit()


def publish(writer: Writer, campaign: Campaign) -> GenerationInfo:
    writer.commit()
    held = list(campaign.all_claims())
    claims = [claim for one in held for claim in one.claims]
    contents = Contents(
        reports=campaign.reports(), claims=claims,
        sentences={key: value for one in held for key, value in one.sentences.items()},
        events=[event_of(claim) for claim in claims if claim.kind == "event"], ancestors=ANCESTORS,
        copies=campaign.copies(), skips=campaign.skips(), set_aside=[("c", "no day")],
    )  # fmt: skip
    return writer.publish(contents, inputs=campaign.fingerprint())


def build(campaign: Campaign, numbers: Iterable[int]) -> GenerationInfo:
    with campaign.writing() as writer, writer.run(inputs=("folder",), settings={}, versions={}):
        add(writer, campaign, numbers)
        return publish(writer, campaign)


def truth_of(path: Path) -> Mapping[str, Any]:
    """Everything that the truth says now, read anew from the disk."""
    campaign = Campaign.open(path)
    return {
        "captures": list(campaign.captures()),
        "bytes": [campaign.capture_bytes(sha256) for sha256 in campaign.truth.vault.hashes()],
        "reports": list(campaign.reports()),
        "claims": list(campaign.all_claims()),
        "skips": campaign.skips(),
        "damage": campaign.damage(),
    }


def seen_of(path: Path) -> Mapping[str, Any]:
    """Everything that readers of the current generation see."""
    with Campaign.open(path).generation() as generation:
        return {name: list(getattr(query, name)(generation)) for name in ("reports", "claims", "events", "actors")}


class PowerCut(BaseException):
    """The machine is gone: nothing after this is done."""


class FaultyDisk(Disk):
    """Does `good` operations, then fails at the next one: a write after half of its bytes.

    `error` is an errno, or an exception to raise. With `lasting`, all that follows fails too, as on a disk that
    stays full. A `PowerCut` moreover takes everything with it that was written and never synced.
    """

    def __init__(self, good: int, error: int | type[BaseException] = errno.ENOSPC, *, lasting: bool = True) -> None:
        self.left = good
        self.done = 0
        self.failed = False
        self._error = error
        self._lasting = lasting
        self._synced: dict[Path, int] = {}

    def _step(self) -> bool:
        """Whether this operation is to fail."""
        if self.failed and self._lasting:
            return True
        self.done += 1
        self.left -= 1
        if self.left < 0 and not self.failed:
            self.failed = True
            return True
        return False

    def _fail(self) -> None:
        if isinstance(self._error, int):
            raise OSError(self._error, os.strerror(self._error))
        for path, size in self._synced.items():
            if self._error is PowerCut and path.exists() and path.stat().st_size > size:
                os.truncate(path, size)
        raise self._error

    def _guard(self) -> None:
        if self._step():
            self._fail()

    def open(self, path: Path, mode: str) -> FileIO:
        self._guard()
        file = super().open(path, mode)
        self._synced[path] = min(self._synced.get(path, 10**12), os.fstat(file.fileno()).st_size)
        return file

    def write(self, file: FileIO, data: bytes) -> None:
        if self._step():
            super().write(file, data[: len(data) // 2])
            self._fail()
        super().write(file, data)

    def sync(self, file: FileIO) -> None:
        self._guard()
        super().sync(file)
        self._synced[Path(str(file.name))] = os.fstat(file.fileno()).st_size

    def sync_folder(self, folder: Path) -> None:
        self._guard()
        super().sync_folder(folder)

    def rename(self, old: Path, new: Path) -> None:
        self._guard()
        super().rename(old, new)
        moved = {path: size for path, size in self._synced.items() if path == old or old in path.parents}
        for path, size in moved.items():
            del self._synced[path]
            self._synced[new / path.relative_to(old)] = size

    def remove(self, path: Path) -> None:
        if self._error is PowerCut:
            self._guard()
        super().remove(path)

    def truncate(self, file: FileIO, size: int) -> None:
        if self._error is PowerCut:
            self._guard()
        super().truncate(file, size)
        self._synced[Path(str(file.name))] = min(self._synced.get(Path(str(file.name)), size), size)
