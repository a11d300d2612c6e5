"""What was done at the desk, line by line: who signed in, decided, added, stopped. Appended, never edited."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any


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
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with self.file.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line, ensure_ascii=True) + "\n")
                file.flush()
                os.fsync(file.fileno())

    def latest(self, most: int = 200) -> list[dict[str, Any]]:
        """The last lines, newest first; a torn line is passed over."""
        try:
            lines = self.file.read_text(encoding="utf-8").splitlines()[-most:]
        except FileNotFoundError:
            return []
        found = []
        for line in reversed(lines):
            try:
                found.append(json.loads(line))
            except ValueError:
                continue
        return found
