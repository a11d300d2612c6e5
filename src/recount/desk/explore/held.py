"""The events of the generation that stands, as columns: read once for each generation and shared by all who ask.

Beside them lies what was lately worked out from them. Who moves the map, turns a page or draws out a window of days
leaves most of the selection as it was, so that the sums, the numbers of the facets and the bars need not be made anew.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from recount.store.columns import EventColumns
from recount.store.columns_kept import columns_of
from recount.store.pinned import Generation

Answer = TypeVar("Answer")

LATELY = 96
"""Answers that are kept. The largest is a mask, a byte for each event: 40 MB over 400,000 events."""


class Ground:
    """The columns of one generation, and answers made from them."""

    def __init__(self, columns: EventColumns) -> None:
        self.columns = columns
        self._lock = threading.Lock()
        self._lately: OrderedDict[Hashable, Any] = OrderedDict()

    def answer(self, key: Hashable, make: Callable[[], Answer]) -> Answer:
        """What `make` gives, kept under a key that names all that it depends on beside the columns. Nobody waits for
        another who asks: the same may be made twice, and no harm is done."""
        with self._lock:
            if key in self._lately:
                self._lately.move_to_end(key)
                return cast(Answer, self._lately[key])
        made = make()
        with self._lock:
            self._lately[key] = made
            self._lately.move_to_end(key)
            while len(self._lately) > LATELY:
                self._lately.popitem(last=False)
        return made


class Held:
    """Keeps the ground of one generation; that of another replaces it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._number = -1
        self._ground: Ground | None = None

    def of(self, generation: Generation) -> Ground:
        """The ground of a generation that the caller holds open."""
        with self._lock:
            if self._ground is None or self._number != generation.number:
                self._ground = Ground(columns_of(generation))
                self._number = generation.number
            return self._ground
