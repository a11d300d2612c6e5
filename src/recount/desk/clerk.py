"""The clerk: takes decisions into the record one after another, in a process of its own, so that readers never wait."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import UTC, datetime
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from recount.asked import asked_from
from recount.desk.decisions import Decision, Decisions
from recount.desk.outcome import outcome_of
from recount.judging import Kept, preview, record
from recount.records import CampaignError, DataError, RecountError
from recount.rim import Rim

AT_ONCE = 25
"""Decisions that go into the record together."""
PAUSE = 2.0
"""Seconds before the campaign is tried again that another process is writing."""
UNDOES = "decision:"
"""Before the id of a decision of this desk, where an undo is asked of it before it is in the record."""
PATIENCE = 120.0
"""Seconds that a preview may take."""


def in_a_process() -> Executor:
    """Where the work is done: a second process, started when it is first needed, that gives way to readers."""
    return ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"), initializer=_give_way)


def _give_way() -> None:
    os.nice(5)


class Clerk:
    """Previews and records. Everything that it is handed is on the disk before `take` returns."""

    def __init__(self, campaign: Path, decisions: Decisions, workshop: Callable[[], Executor] = in_a_process) -> None:
        self.decisions = decisions
        self._campaign = campaign
        self._workshop = workshop
        self._executor: Executor | None = None
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._ended = False
        self._thread: threading.Thread | None = None
        self._at_work: frozenset[str] = frozenset()
        self.obstacle: str | None = None
        """Why nothing goes into the record just now, in a sentence; `None` where all is well."""

    def start(self) -> None:
        """Go on with what waits from before, then with what comes."""
        self._thread = threading.Thread(target=self._work, name="clerk", daemon=True)
        self._thread.start()
        self._wake.set()

    def stop(self) -> None:
        """End after the decision that is under way; the rest waits on the disk."""
        self._ended = True
        self._wake.set()
        if self._thread is not None:
            self._thread.join(timeout=30)
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)

    def take(self, id_: str, who: str, asked: Mapping[str, Any], about: str) -> Decision:
        """A decision, from now on safe."""
        asked_from(dict(asked))  # what cannot be read is refused while the person is still there
        taken = self.decisions.add(id_, who, asked, about)
        self._wake.set()
        return taken

    def settled(self, id_: str, seconds: float) -> Decision | None:
        """Wait a little for a decision to be settled; what it is then."""
        self.decisions.await_news(lambda: self._state(id_) != "waiting", seconds)
        return self.decisions.get(id_)

    def withdraw(self, id_: str) -> bool:
        """Take back a decision that waits; whether that was still possible."""
        with self._lock:
            if id_ in self._at_work or self._state(id_) != "waiting":
                return False
            self.decisions.settle(id_, "withdrawn")
            return True

    def preview(self, who: str, asked: Mapping[str, Any]) -> dict[str, Any]:
        """What a decision would change. Raises what `recount.judging.preview` raises."""
        try:
            (found,) = self._do(_preview, self._campaign, who, dict(asked)).result(timeout=PATIENCE)
        except TimeoutError as error:
            raise CampaignError(f"The preview took more than {PATIENCE:.0f} seconds; try again later.") from error
        except BrokenProcessPool as error:
            self._executor = None
            raise CampaignError("The process that makes previews has ended; try once more.") from error
        return found

    def _state(self, id_: str) -> str | None:
        found = self.decisions.get(id_)
        return None if found is None else found.state

    def _work(self) -> None:
        while not self._ended:
            self._wake.wait(timeout=None if self.obstacle is None else PAUSE)
            self._wake.clear()
            while not self._ended and (batch := self._next()):
                if not self._keep(batch):
                    break

    def _next(self) -> list[Decision]:
        """The decisions whose turn has come. Bringing events together takes as long for twenty as for one, so that they
        go together; one that undoes another of them waits until that one is in the record."""
        batch: list[Decision] = []
        for decision in self.decisions.waiting()[:AT_ONCE]:
            if any(_undone(decision) == earlier.id for earlier in batch):
                break
            batch.append(decision)
        return batch

    def _keep(self, batch: Sequence[Decision]) -> bool:
        """Decisions into the record; whether the next may follow at once."""
        with self._lock:
            batch = [decision for decision in batch if self._state(decision.id) == "waiting"]
            self._at_work = frozenset(decision.id for decision in batch)
        try:
            self._record(batch)
        except DataError as error:
            if len(batch) > 1:  # one of them cannot be bound; which one, each by itself will tell
                return all(self._keep([decision]) for decision in batch)
            self.decisions.settle(batch[0].id, "refused", sentence=str(error))
        except BrokenProcessPool:
            self._executor = None
            self.obstacle = "The process that writes the record has ended; it is started again."
            return False
        except RecountError as error:  # a build is writing, say: they wait, and stay on the disk
            self.obstacle = str(error)
            return False
        finally:
            self._at_work = frozenset()
        self.obstacle = None
        return True

    def _record(self, batch: Sequence[Decision]) -> None:
        asked = [(decision.who, self._bound(decision)) for decision in batch]
        outcomes = self._do(_record, self._campaign, asked).result() if batch else []
        for decision, outcome in zip(batch, outcomes, strict=True):
            judgement = outcome.pop("judgement")
            self.decisions.settle(decision.id, "kept", judgement=judgement, outcome=outcome)

    def _bound(self, decision: Decision) -> dict[str, Any]:
        """What is asked; where it undoes an earlier decision of this desk, the judgement that became of that one. Turns
        come in order, so that it is settled by now."""
        asked = dict(decision.asked)
        earlier = self.decisions.get(_undone(decision))
        if earlier is not None:
            if earlier.judgement is None:
                raise DataError("What it takes back never came into the record, so there is nothing to undo.")
            asked["undoes"] = earlier.judgement
        return asked

    def _do(self, work: Callable[..., list[dict[str, Any]]], *arguments: Any) -> Future[list[dict[str, Any]]]:
        with self._lock:
            if self._executor is None:
                self._executor = self._workshop()
            return self._executor.submit(work, *arguments)


def _rim(who: str) -> Rim:
    return Rim(clock=lambda: datetime.now(UTC), collector=who)


@cache
def _kept(_campaign: Path) -> Kept:
    """One for each campaign, in the process that makes previews: the second costs what it changes."""
    return Kept()


def _preview(campaign: Path, who: str, asked: Mapping[str, Any]) -> list[dict[str, Any]]:
    found = preview(campaign, [asked_from(asked)], rim=_rim(who), kept=_kept(campaign))
    return [outcome_of(change) for change in found]


def _undone(decision: Decision) -> str:
    """The decision of this desk that one undoes; empty where it undoes none."""
    undoes = str(decision.asked.get("undoes") or "")
    return undoes.removeprefix(UNDOES) if undoes.startswith(UNDOES) else ""


def _record(campaign: Path, asked: Sequence[tuple[str, Mapping[str, Any]]]) -> list[dict[str, Any]]:
    made = [asked_from({**one, "who": who}) for who, one in asked]
    changes = record(campaign, made, rim=_rim("desk"))
    return [{**outcome_of(change), "judgement": change.judgement.id} for change in changes]
