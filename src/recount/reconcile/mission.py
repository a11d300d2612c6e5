"""Whether an event belongs to the mission that the pack follows: inside, outside, or not to be told, with why."""

from __future__ import annotations

from dataclasses import dataclass

from recount.reconcile.days import ordinal
from recount.records import Mission, Party, Place, Time
from recount.words.pack import Pack


@dataclass(frozen=True, slots=True)
class Sight:
    """What a mission rule may ask of an event."""

    type: str | None
    mode: str | None
    time: Time | None
    place: Place | None
    parties: tuple[Party, ...]


def mission_of(sight: Sight, pack: Pack) -> tuple[Mission, str]:
    """The pack's verdict and its reason in words: first the frame of time, then the rules in their order."""
    start = ordinal(str(pack.about["start"])) if pack.about.get("start") else None
    end = ordinal(sight.time.end, ends=True) if sight.time else None
    if start is not None and end is not None and end <= start:
        return "outside", f"before the campaign began ({pack.about['start']})"
    if not pack.mission:
        return "unknown", f"the pack {pack.name} has no mission rules"
    return "unknown", "no rule of the pack speaks of it"
