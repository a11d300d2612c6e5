"""What a judgement changes, as light as a page needs it: numbers before and after, and the events that it touches."""

from __future__ import annotations

from typing import Any

from recount.records import Change, Event, Numbers
from recount.records.codec import to_dict

WORDS = {
    "events": "events",
    "claims_in_events": "claims in events",
    "set_aside": "claims set aside",
    "disputed": "events in dispute",
    "killed_low": "people killed, at least",
    "killed_best": "people killed, best",
    "killed_high": "people killed, at most",
}
"""The numbers of a run in the words of the page, in order."""


def outcome_of(change: Change) -> dict[str, Any]:
    """A change as JSON. `numbers` are those that move: name, before, after."""
    return {
        "effect": change.effect,
        "numbers": _moved(change.before, change.after),
        "events": [
            {"before": [_light(event) for event in one.before], "after": [_light(event) for event in one.after]}
            for one in change.events
        ],
        "others": [to_dict(other) for other in change.others],
    }


def _moved(before: Numbers, after: Numbers) -> list[list[Any]]:
    then = to_dict(after)
    return [[name, value, then[name]] for name, value in to_dict(before).items() if then[name] != value]


def _light(event: Event) -> dict[str, Any]:
    return {
        "id": event.id,
        "type": event.type,
        "mode": event.mode,
        "start": event.time.start if event.time else None,
        "stop": event.time.end if event.time else None,
        "place": event.place.words if event.place else None,
        "claims": len(event.claims),
        "origins": len(event.origins),
        "grade": event.grade.proposed,
        "disputes": len(event.disputes),
        "ties": [[tie.kind, tie.outward, tie.event] for tie in event.ties],
        "figures": [[f.measure, f.of_whom, f.low, f.best, f.high] for f in event.quantities],
    }
