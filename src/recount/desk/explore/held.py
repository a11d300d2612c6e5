"""The events of the generation that stands, as columns: read once for each generation and shared by all who ask."""

from __future__ import annotations

import threading

from recount.store.columns import EventColumns, columns_of
from recount.store.pinned import Generation


class Held:
    """Keeps the columns of one generation; those of another replace them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._number = -1
        self._columns: EventColumns | None = None

    def of(self, generation: Generation) -> EventColumns:
        """The columns of a generation that the caller holds open."""
        with self._lock:
            if self._columns is None or self._number != generation.number:
                self._columns = columns_of(generation)
                self._number = generation.number
            return self._columns
