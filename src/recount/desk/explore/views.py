"""Views that somebody kept: what the Explore screen was narrowed to, under a name that others at the desk find.

A view is its address and nothing else, so that it shows the record as it stands when it is opened again. Appended to a
file of the desk; a view that is taken away stays in the file.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

from recount.desk import lines
from recount.desk.explore.choice import FACETS, choice_of, view_asked
from recount.records import UsageError

LONGEST, MOST = 80, 200
"""Characters of a name; views of one desk."""
_PARTS = (*FACETS, *(f"not.{name}" for name in FACETS), "since", "until", "box", "view", "q")


@dataclass(frozen=True, slots=True)
class View:
    """A view under its name. `query` is what stands behind the question mark of its address."""

    id: str
    name: str
    query: str
    who: str
    when: str


class Views:
    """The views of a desk, in the order in which they were kept."""

    def __init__(self, file: Path, clock: Callable[[], datetime]) -> None:
        self._file = file
        self._clock = clock
        self._lock = threading.Lock()
        self._held: dict[str, View] = {}
        for row in lines.read(file):
            self._take(row)

    def add(self, id_: str, who: str, name: str, query: str) -> View:
        """Keep a view; it is on the disk when this returns. A form sent twice counts once, and a name is given once."""
        name, query = " ".join(name.split()), narrowing(query)
        if not 0 < len(name) <= LONGEST:
            raise UsageError(f"A view needs a name of up to {LONGEST} characters; this one has {len(name)}.")
        if not query:
            raise UsageError("Nothing is narrowed yet: this view is the Explore screen itself, and needs no name.")
        with self._lock:
            if id_ in self._held:
                return self._held[id_]
            if any(view.name.casefold() == name.casefold() for view in self._held.values()):
                raise UsageError(f"There is a view {name!r} already: choose another name, or take that one away first.")
            if len(self._held) >= MOST:
                raise UsageError(f"There are {MOST} views already: take one away that nobody needs.")
            self._append(asdict(View(id_, name, query, who, f"{self._clock():%Y-%m-%dT%H:%M:%SZ}")))
            return self._held[id_]

    def drop(self, id_: str) -> None:
        """Take a view away."""
        with self._lock:
            if id_ in self._held:
                self._append({"drop": id_})

    def get(self, id_: str) -> View | None:
        """One view."""
        with self._lock:
            return self._held.get(id_)

    def all(self) -> list[View]:
        """Those that are kept, by name."""
        with self._lock:
            return sorted(self._held.values(), key=lambda view: (view.name.casefold(), view.id))

    def _append(self, row: dict[str, Any]) -> None:
        lines.append(self._file, row)
        self._take(row)

    def _take(self, row: Mapping[str, Any]) -> None:
        if "drop" in row:
            self._held.pop(row["drop"], None)
        else:
            self._held[row["id"]] = View(**row)


def narrowing(query: str) -> str:
    """What of a query narrows or frames the view, in one order; `UsageError` where it cannot be read."""
    given = dict(parse_qsl(query))
    choice_of(given)
    view_asked(given)
    return urlencode([(name, given[name]) for name in _PARTS if given.get(name)])
