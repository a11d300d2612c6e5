"""Work on one report that must not stop the work on thousands: what nobody foresaw becomes a counted, named skip."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from recount.records import DataError, RecountError, Skip

T = TypeVar("T")

OUR_ERROR = "our_error"
MEMORY = "memory"
AGAIN = frozenset({OUR_ERROR, MEMORY})
"""Codes of skips that say nothing about the report itself: the next build tries again."""


@dataclass(frozen=True, slots=True)
class Mishap:
    """An exception that nobody foresaw: the skip that stands for the report, and the trace for whoever mends it."""

    skip: Skip
    trace: str


def spared(work: Callable[[], T], where: str) -> T | Mishap:
    """What `work` gives for the report at `where`, or the mishap it came to. Other errors made on purpose (a full
    disk, a broken pack) concern more than one report and go on up, as do an interrupt and a failure of the system."""
    try:
        return work()
    except DataError as error:
        return Mishap(Skip(where, "data", str(error)), traceback.format_exc())
    except (RecountError, OSError):
        raise
    except MemoryError:
        sentence = "This did not fit into memory; close other programs or cut it into parts, and build again."
        return Mishap(Skip(where, MEMORY, sentence), traceback.format_exc(limit=-5))
    except Exception as error:  # noqa: BLE001 - the one place where an unforeseen error is foreseen
        name = f"{type(error).__name__}: {error}"[:200].replace("\n", " ")
        sentence = f"An error of ours ({name}) kept this from being read; the rest went on. Please report it."
        return Mishap(Skip(where, OUR_ERROR, sentence), traceback.format_exc())
