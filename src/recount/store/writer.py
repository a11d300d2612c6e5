"""Everything that writes a campaign, for the one who holds its lock. Got from `campaign.writing()`, never made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from datetime import datetime, timedelta
from typing import Any

from recount.records import CampaignError, Capture, Claim, Copy, Judgement, Report, Skip
from recount.records.ids import short
from recount.store.generations import GenerationInfo, Generations
from recount.store.lines import to_json
from recount.store.runs import Run, Runs
from recount.store.shapes import capture_key, capture_to_json, claims_to_json, copies_to_json
from recount.store.tables import Contents, build_generation
from recount.store.truth import LedgerName, Truth

BATCH_BYTES = 4 * 1024 * 1024
BATCH_TIME = timedelta(seconds=2)
"""A crash loses at most this much work; each commit costs some milliseconds of waiting for the disk."""

ALL_COPIES = "all"


class Writer:
    """Adds to the truth and publishes generations. What is added counts from the next `commit`, which also comes by
    itself after every few megabytes or seconds."""

    def __init__(self, truth: Truth, generations: Generations, runs: Runs, *, clock: Callable[[], datetime]) -> None:
        self._truth = truth
        self._generations = generations
        self._runs = runs
        self._clock = clock
        self._committed_at = clock()

    def add_capture(self, capture: Capture) -> bool:
        """Keep bytes and custody; whether this is new. The same bytes are stored once, found at however many
        addresses; the same capture made again adds nothing."""
        sha256, key = capture.custody.sha256, capture_key(capture)
        ledger = self._truth.ledgers["captures"]
        self._truth.vault.add(sha256, capture.data)
        if ledger.state(sha256, key) != "new":
            return False
        ledger.add(sha256, key, capture_to_json(capture))
        self._commit_if_due()
        return True

    def add_report(self, report: Report, *, key: str) -> None:
        """Keep the text that was read out of a capture. Another reader's text supersedes and removes nothing."""
        rows = {} if report.dataset is None else {"rows": True}
        self._add("texts", report.id, key, to_json(report), version=report.text_version, **rows)

    def add_unread(self, report_id: str, skip: Skip, *, key: str) -> None:
        """Keep that a capture could not be read, and why, so that only a changed reader tries again."""
        self._add("texts", report_id, key, to_json(skip), skip=True)

    def add_claims(
        self,
        report_id: str,
        claims: Sequence[Claim],
        *,
        key: str,
        sentences: Mapping[str, tuple[int, str]],
        **extra: str,
    ) -> None:
        """Keep all claims of one report, also when there are none; they supersede those of any other key.
        `sentences` gives per claim id where its sentence starts in the text, and the sentence; `extra` is kept beside
        the key."""
        self._add("claims", report_id, key, claims_to_json(claims, sentences), **extra)

    def restore(self, ledger: LedgerName, subject: str, *, key: str, **extra: str) -> None:
        """Make an output current again whose state is "earlier", instead of computing it again; or keep something else
        beside the key of one that is current."""
        self._truth.ledgers[ledger].restore(subject, key, **extra)
        self._commit_if_due()

    def withdraw(self, ledger: LedgerName, subject: str) -> None:
        """Take a subject's output out of the current view, where it has one; what was appended stays."""
        if subject in self._truth.ledgers[ledger]:
            self._truth.ledgers[ledger].withdraw(subject)
            self._commit_if_due()

    def set_copies(self, copies: Sequence[Copy]) -> None:
        """All copies that stand from now on; nothing is written where they are as before."""
        payload = copies_to_json(copies)
        self._add("copies", ALL_COPIES, short("copies", payload), payload)

    def add_skip(self, skip: Skip) -> None:
        """Keep that an item could not be taken. It stands until `taken` names it."""
        name = short("skip", skip.where, skip.code)
        self._add("skips", name, short("skip", skip.sentence), to_json(skip), where=skip.where)

    def taken(self, wheres: Iterable[str]) -> None:
        """These addresses have now been taken: skips that stand for them are withdrawn."""
        ledger, gone = self._truth.ledgers["skips"], frozenset(wheres)
        for name in ledger.current():
            if ledger.extra(name).get("where") in gone:
                ledger.withdraw(name)

    def add_judgement(self, judgement: Judgement) -> None:
        """Append what a person decided; it is on the disk when this returns. Undo is another judgement."""
        self._add("judgements", judgement.id, judgement.id, to_json(judgement))
        self.commit()

    def commit(self) -> None:
        """Wait until everything added is on the disk. Raises `CampaignError` where the disk refuses."""
        self._truth.commit()
        self._committed_at = self._clock()

    def rescue(self, error: BaseException) -> None:
        """Commit whole records that are pending when a build is broken off, unless the disk itself refused."""
        if not isinstance(error, CampaignError):
            with suppress(CampaignError):
                self.commit()

    def run(
        self, *, inputs: Sequence[str], settings: Mapping[str, Any], versions: Mapping[str, str]
    ) -> AbstractContextManager[Run]:
        """A manifest of this run, written now and when it ends, however it ends."""
        return self._runs.going(
            now=self._clock(), inputs=tuple(inputs), settings=settings, versions=versions, ended=self._clock
        )

    def publish(self, contents: Contents, *, inputs: str) -> GenerationInfo:
        """Build a generation and let readers have it by one rename. `inputs` is `campaign.fingerprint(...)`; where
        the current generation was built from the same, nothing is built and that one is returned."""
        self.commit()
        return self._generations.publish(
            lambda folder, disk: build_generation(folder, contents, disk=disk), inputs=inputs, now=self._clock()
        )

    def _add(self, name: LedgerName, subject: str, key: str, payload: str, **extra: Any) -> None:
        ledger = self._truth.ledgers[name]
        state = ledger.state(subject, key)
        if state == "new":
            ledger.add(subject, key, payload, **extra)
        elif state == "earlier":
            ledger.restore(subject, key)
        self._commit_if_due()

    def _commit_if_due(self) -> None:
        due = self._clock() - self._committed_at >= BATCH_TIME
        if due or self._truth.pending_bytes >= BATCH_BYTES:
            self.commit()
