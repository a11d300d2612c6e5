"""What a check of a pack has to say: one line for the person who writes the pack."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "gap"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a theatre pack that does not hold (`error`: Recount refuses it, or would read it wrongly) or is not
    there yet (`gap`: it works, and knows less than it could).

    `kind` groups problems of a sort; `file` is the part's name, `entry` the id, row or key within it; `found`,
    `expected` and `advice` are said in words to a person."""

    level: Level
    kind: str
    file: str
    entry: str
    found: str
    expected: str = ""
    advice: str = ""

    @property
    def sentence(self) -> str:
        """All of it on one line."""
        said = f"{self.file}: {self.entry}: {self.found}" if self.entry else f"{self.file}: {self.found}"
        said += f"; expected {self.expected}" if self.expected else ""
        return said + (f". Try: {self.advice}" if self.advice else "")
