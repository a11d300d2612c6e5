"""What was done at the desk, line by line: who signed in, decided, added, stopped. Appended, never edited."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from recount.desk import lines


@dataclass(slots=True)
class Audit:
    """The log of one desk. Each line says when (UTC), who, what, and about what."""

    file: Path
    clock: Callable[[], datetime]
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, who: str, did: str, about: str = "") -> None:
        """Append a line; it is on the disk when this returns."""
        line = {"when": f"{self.clock():%Y-%m-%dT%H:%M:%SZ}", "who": who, "did": did, "about": about}
        with self._lock:
            lines.append(self.file, line)

    def latest(self, most: int = 200) -> list[dict[str, Any]]:
        """The last lines, newest first."""
        return list(lines.read(self.file))[: -most - 1 : -1]
