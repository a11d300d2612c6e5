"""What each stage has made, under the key of what it was made from.

Subject: what the output is about (a report's id, say). Key: a hash of everything that the output depends on. Nothing
is deleted: a later line about the same subject supersedes an earlier one in the current view, an older output becomes
current again by a line that names its key, and a subject leaves the view by a line that says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from recount.records import CampaignError
from recount.records.ids import digest, short
from recount.store.segments import Header, Log, Where, encode

State = Literal["current", "earlier", "new"]


def stage_key(*, stage: str, version: str, inputs: str, model: str = "", pack: str = "") -> str:
    """The key of one output: which stage and version of it, the hash of its input, of the model that it used, and of
    the parts of the pack that this input can meet. Equal keys mean that computing again would give the same."""
    return short("stage", stage, version, inputs, model, pack)


class Ledger:
    """One log with its current view in memory: subjects, keys and places, never the payloads."""

    def __init__(self, log: Log) -> None:
        self.log = log
        self._current: dict[str, str] = {}
        self._places: dict[tuple[str, str], Where] = {}
        self._extras: dict[tuple[str, str], Header] = {}
        self._pending: list[tuple[Header, bytes]] = []
        self._coming: dict[str, str | None] = {}
        self._coming_keys: set[tuple[str, str]] = set()
        self._loaded_at: tuple[tuple[int, int], ...] | None = None
        self.pending_bytes = 0

    def load(self) -> None:
        """Read the view again; pending lines are forgotten."""
        size = self.log.size()
        self._current.clear()
        self._places.clear()
        self._extras.clear()
        self.forget()
        for header, where in self.log.load():
            self._take(header, where)
        self._loaded_at = size

    def refresh(self) -> None:
        """Load again if another process has written since."""
        if self._loaded_at != self.log.size():
            self.load()

    def state(self, subject: str, key: str) -> State:
        """Whether this output is the current one, was made earlier and superseded, or has yet to be made."""
        if self._coming.get(subject, self._current.get(subject)) == key:
            return "current"
        known = (subject, key) in self._places or (subject, key) in self._coming_keys
        return "earlier" if known else "new"

    def current(self) -> dict[str, str]:
        """Subject to current key, as committed, in the order in which subjects first came."""
        return dict(self._current)

    def all_keys(self) -> list[tuple[str, str]]:
        """Every committed (subject, key), superseded ones too, oldest first."""
        return list(self._places)

    def key(self, subject: str) -> str | None:
        """The current key of a subject, as committed."""
        return self._current.get(subject)

    def __len__(self) -> int:
        return len(self._current)

    def __contains__(self, subject: str) -> bool:
        return subject in self._current

    def extra(self, subject: str, key: str | None = None) -> Header:
        """What the header said beside subject and key; empty where there is nothing."""
        wanted = self._current.get(subject) if key is None else key
        return {} if wanted is None else self._extras.get((subject, wanted), {})

    def payload(self, subject: str, key: str | None = None) -> str | None:
        """The current payload of a subject, or that under `key`; `None` where it is not (or no longer) there."""
        wanted = self._current.get(subject) if key is None else key
        where = None if wanted is None else self._places.get((subject, wanted))
        return None if where is None else self.log.payload(where)

    def payloads(self) -> Iterator[tuple[str, str]]:
        """Subject and current payload, one at a time, in the order in which subjects first came."""
        for subject, key in list(self._current.items()):
            yield subject, self.log.payload(self._places[subject, key])

    def add(self, subject: str, key: str, payload: str, **extra: Any) -> None:
        """Supersede what the subject had. Counts from the next `commit` on."""
        self._append({"s": subject, "k": key, **({"x": extra} if extra else {})}, payload)
        self._coming[subject] = key
        self._coming_keys.add((subject, key))

    def restore(self, subject: str, key: str, **extra: Any) -> None:
        """Make an output of before current again (an edit to a pack that was taken back, for example). What `extra`
        says stands from then on in place of what was said beside the output before."""
        if self.state(subject, key) == "new":
            raise CampaignError(f"{self.log.folder.name} holds no output {key} of {subject} to go back to.")
        self._append({"s": subject, "k": key, "again": True, **({"x": extra} if extra else {})}, "")
        self._coming[subject] = key

    def withdraw(self, subject: str) -> None:
        """Take the subject out of the current view; what was appended stays."""
        self._append({"s": subject, "gone": True}, "")
        self._coming[subject] = None

    def commit(self) -> None:
        """Append what is pending as one batch and wait until it is on the disk."""
        if not self._pending:
            return
        places = self.log.append([line for _, line in self._pending])
        for (header, _), where in zip(self._pending, places, strict=True):
            self._take(header, where)
        self.forget()
        self._loaded_at = self.log.size()

    def forget(self) -> None:
        """Drop what is pending."""
        self._pending.clear()
        self._coming.clear()
        self._coming_keys.clear()
        self.pending_bytes = 0

    def fingerprint(self) -> str:
        """Hash of the current view: equal for equal views, however they came about."""
        return digest(*(part for pair in sorted(self._current.items()) for part in pair))

    def _append(self, header: Header, payload: str) -> None:
        line = encode(header, payload)
        self._pending.append((header, line))
        self.pending_bytes += len(line)

    def _take(self, header: Header, where: Where) -> None:
        subject = header["s"]
        if header.get("gone"):
            self._current.pop(subject, None)
            return
        key = header["k"]
        if not header.get("again"):
            self._places[subject, key] = where
        if "x" in header:
            self._extras[subject, key] = header["x"]
        if (subject, key) in self._places:  # else the line it goes back to is damaged, and the output will be remade
            self._current[subject] = key
        else:
            self._current.pop(subject, None)
