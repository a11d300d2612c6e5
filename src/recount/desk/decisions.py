"""What people decide at the desk, on the disk before anything else is done with it.

A judgement cannot be written while a build holds the campaign, and it takes seconds to bring the events together anew.
So a decision is first appended here and synced, and goes from here into the record; nothing is lost in between, and
whoever decides can go on deciding.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from recount.desk import lines

State = Literal["waiting", "kept", "refused", "withdrawn"]
"""waiting: for its turn. kept: in the record. refused: the record has changed so that it cannot be bound any more;
`sentence` says why. withdrawn: taken back before its turn came."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision on its way. `asked` is what `recount.asked` takes; `about` is where it was made, an address of the
    desk; `judgement` and `outcome` (see `recount.desk.outcome`) are there once it is kept."""

    id: str
    who: str
    when: str
    about: str
    asked: Mapping[str, Any]
    state: State = "waiting"
    judgement: str | None = None
    sentence: str = ""
    outcome: Mapping[str, Any] = field(default_factory=dict)


class Decisions:
    """All decisions of a desk, oldest first, from an append-only file."""

    def __init__(self, file: Path, clock: Callable[[], datetime]) -> None:
        self._file = file
        self._clock = clock
        self._changed = threading.Condition()
        self._held: dict[str, Decision] = {}
        for row in lines.read(file):
            self._take(row)

    def add(self, id_: str, who: str, asked: Mapping[str, Any], about: str) -> Decision:
        """A new decision, on the disk when this returns. A form sent twice (`id_` is the form's own) counts once."""
        with self._changed:
            if id_ in self._held:
                return self._held[id_]
            when = f"{self._clock():%Y-%m-%dT%H:%M:%SZ}"
            self._append({"id": id_, "who": who, "when": when, "about": about, "asked": dict(asked)})
            return self._held[id_]

    def settle(
        self,
        id_: str,
        state: State,
        *,
        judgement: str | None = None,
        sentence: str = "",
        outcome: Mapping[str, Any] | None = None,
    ) -> Decision:
        """Note what came of a decision that waits."""
        with self._changed:
            if self._held[id_].state == "waiting":
                row = {"judgement": judgement, "sentence": sentence, "outcome": dict(outcome or {})}
                self._append({"id": id_, "state": state, **row})
            return self._held[id_]

    def get(self, id_: str) -> Decision | None:
        """One decision."""
        with self._changed:
            return self._held.get(id_)

    def all(self) -> list[Decision]:
        """All of them, oldest first."""
        with self._changed:
            return list(self._held.values())

    def waiting(self) -> list[Decision]:
        """Those whose turn has not come."""
        return [decision for decision in self.all() if decision.state == "waiting"]

    def await_news(self, until: Callable[[], bool], seconds: float) -> bool:
        """Wait until a condition on decisions holds; whether it does."""
        with self._changed:
            return self._changed.wait_for(until, timeout=seconds)

    def _append(self, row: dict[str, Any]) -> None:
        lines.append(self._file, row)
        self._take(row)
        self._changed.notify_all()

    def _take(self, row: dict[str, Any]) -> None:
        if "asked" in row:
            self._held[row["id"]] = Decision(row["id"], row["who"], row["when"], row["about"], row["asked"])
        elif row["id"] in self._held:
            rest = {name: row[name] for name in ("state", "judgement", "sentence", "outcome")}
            self._held[row["id"]] = replace(self._held[row["id"]], **rest)
