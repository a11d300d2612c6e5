"""Reading while a build writes: a request gets the generation that stands when it comes, and keeps it to its end."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from recount.store import Campaign
from recount.store.pinned import Generation


class Readings:
    """Hands out the current generation, one set of connections a request.

    The file is opened once for each generation and stays open, since opening costs more than most questions. When a
    build publishes, the next request opens the new one; requests under way hold the old one until they are done, and
    only then can it be pruned.
    """

    def __init__(self, campaign: Campaign) -> None:
        self._campaign = campaign
        self._lock = threading.Lock()
        self._held: Generation | None = None

    @contextmanager
    def now(self) -> Iterator[Generation]:
        """The generation that stands now, for one request. `CampaignError` where none was ever published."""
        with self._lock:
            seat = self._standing().beside()
        with seat:
            yield seat

    def number(self) -> int | None:
        """The number of the generation that stands now; `None` before the first."""
        name = self._campaign.generations.current()
        return None if name is None else int(name)

    def close(self) -> None:
        """Let go of the generation that is held."""
        with self._lock:
            if self._held is not None:
                self._held.close()
                self._held = None

    def _standing(self) -> Generation:
        if self._held is None or self._held.number != self.number():
            fresh = self._campaign.generation()
            if self._held is not None:
                self._held.close()
            self._held = fresh
        return self._held
