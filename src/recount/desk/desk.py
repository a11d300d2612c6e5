"""What every screen may ask for: the campaign, its theatre, the generation that stands, who is there, and the clock."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from recount.desk.audit import Audit
from recount.desk.clerk import Clerk, in_a_process
from recount.desk.decisions import Decisions
from recount.desk.explore.held import Held
from recount.desk.explore.views import Views
from recount.desk.jobs import Jobs
from recount.desk.people import Accounts, Person
from recount.desk.readings import Readings
from recount.desk.reporting import Reports
from recount.desk.reviews import Reviews
from recount.desk.sessions import Attempts, Sessions
from recount.publish.evidence import Names
from recount.publish.outline import Outline, outline_from
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
    decisions: Decisions = field(init=False)
    clerk: Clerk = field(init=False)
    held: Held = field(init=False)
    reviews: Reviews = field(init=False)
    jobs: Jobs = field(init=False)
    views: Views = field(init=False)
    workshop: Callable[[], Executor] = in_a_process
    _holdings: tuple[int | None, Campaign] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.sessions = Sessions(self.seconds)
        self.attempts = Attempts(self.seconds)
        self.readings = Readings(self.campaign)
        self.held = Held()
        self.accounts = Accounts(self.folder / "accounts.json")
        self.audit = Audit(self.folder / "audit.jsonl", self.clock)
        self.decisions = Decisions(self.folder / "decisions.jsonl", self.clock)
        self.reviews = Reviews(self.folder / "reviews.jsonl", self.clock)
        self.jobs = Jobs(self.folder / "jobs", self.campaign.path, self.campaign.pack, self.clock)
        self.views = Views(self.folder / "views.jsonl", self.clock)
        self.clerk = Clerk(self.campaign.path, self.decisions, self.workshop)

    @property
    def folder(self) -> Path:
        """Where the desk's own files lie."""
        return self.campaign.path / FOLDER

    @cached_property
    def pack(self) -> Pack:
        """The theatre of the campaign."""
        return load_pack(self.campaign.pack)

    @cached_property
    def outline(self) -> Outline:
        """What the theatre counts, and its words for kinds of event and claim."""
        return outline_from(self.pack.outline) if self.pack.outline else Outline({}, {}, (), "")

    @cached_property
    def names(self) -> Names:
        """What pages call things. At the desk nothing is withheld: whoever works on sources must see what they say."""
        return Names({actor.id: actor.name for actor in self.pack.actors.values()}, self.outline.nouns)

    @cached_property
    def reports(self) -> Reports:
        """Quarters' reports, composed when they are asked for."""
        return Reports(self.pack)

    def holdings(self) -> Campaign:
        """The truth as it was committed by the time of the generation that stands now."""
        number = self.readings.number()
        with self._lock:
            if self._holdings is None or self._holdings[0] != number:
                self._holdings = (number, Campaign.open(self.campaign.path))
                _ = self._holdings[1].truth  # read once here, and not by two requests at a time
            return self._holdings[1]

    def start(self) -> None:
        """Begin what goes on beside the answering of requests."""
        self.clerk.start()
        _ = self.names  # the theatre is read once, before the first page waits for it
        if self.readings.number() is not None:
            with self.readings.now() as generation:  # so are the events, which takes seconds where there are many
                self.held.of(generation)

    def close(self) -> None:
        """End it, and let go of what is held open."""
        self.jobs.stop_all()
        self.clerk.stop()
        self.readings.close()
