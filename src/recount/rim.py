"""What comes in from the world: handed to the functions that join the stages, so that tests need no patching."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO


def _unwatched(stage: str, done: int, total: int | None) -> None:
    """Nobody is watching."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Told how far a stage has come: stage, items done, items in all (None while that is not known)."""

    step: Callable[[str, int, int | None], None] = _unwatched


@dataclass(frozen=True, slots=True)
class Rim:
    """The clock (aware instants), who collects, standard input, and who watches."""

    clock: Callable[[], datetime]
    collector: str
    stdin: BinaryIO | None = None
    watch: Watch = Watch()
