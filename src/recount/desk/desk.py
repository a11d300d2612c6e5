"""What every screen may ask for: the campaign, its theatre, the generation that stands, who is there, and the clock."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from recount.desk.audit import Audit
from recount.desk.people import Accounts, Person
from recount.desk.readings import Readings
from recount.desk.sessions import Attempts, Sessions
from recount.store import Campaign
from recount.words.pack import Pack, load_pack

FOLDER = "desk"
"""The desk's own files lie in this folder of the campaign: accounts, audit log, uploads, decisions that wait."""


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Desk:
    """One desk over one campaign.

    `alone` is the person at a desk without accounts, which is only ever served to this machine; with accounts it is
    `None`, and whoever comes signs in. `folders` are the folders from which the owner may add reports, named when the
    desk was started: nothing that comes over the network can name another.
    """

    campaign: Campaign
    alone: Person | None
    folders: tuple[Path, ...] = ()
    secure: bool = False
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    clock: Callable[[], datetime] = _now
    seconds: Callable[[], float] = time.monotonic
    sessions: Sessions = field(init=False)
    attempts: Attempts = field(init=False)
    readings: Readings = field(init=False)
    accounts: Accounts = field(init=False)
    audit: Audit = field(init=False)

    def __post_init__(self) -> None:
        self.sessions = Sessions(self.seconds)
        self.attempts = Attempts(self.seconds)
        self.readings = Readings(self.campaign)
        self.accounts = Accounts(self.folder / "accounts.json")
        self.audit = Audit(self.folder / "audit.jsonl", self.clock)

    @property
    def folder(self) -> Path:
        """Where the desk's own files lie."""
        return self.campaign.path / FOLDER

    @cached_property
    def pack(self) -> Pack:
        """The theatre of the campaign."""
        return load_pack(self.campaign.pack)

    def actor(self, id_: str | None) -> str | None:
        """An actor's name in the catalogue, where it has one."""
        found = self.pack.actors.get(id_ or "")
        return None if found is None else found.name

    def close(self) -> None:
        """Let go of what is held open."""
        self.readings.close()
