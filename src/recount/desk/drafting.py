"""A claim as a form: the few things that a person fills in, and back to what `recount.asked` takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, get_args

from starlette.datastructures import FormData

from recount.desk.acts import field
from recount.records import Claim, Kind, Modality, Stance
from recount.records.codec import to_dict
from recount.words.pack import Pack
from recount.words.vocabulary import vocabulary

FIGURES = 3
"""Rows of figures in the form; a claim with more keeps the rest as they were."""

_EMPTY = {
    "kind": "event", "type": "ASSAULT", "mode": "", "actor": "", "target": "", "place": "", "time": "", "speaker": "",
    "stance": "asserts", "modality": "actual",
}  # fmt: skip
_NO_FIGURE = {"measure": "", "whom": "", "value": "", "comparator": "exact"}


@dataclass(frozen=True, slots=True)
class Choices:
    """What the form offers."""

    kinds: tuple[str, ...]
    types: tuple[tuple[str, str], ...]
    modes: tuple[str, ...]
    measures: tuple[str, ...]
    whom: tuple[str, ...]
    comparators: tuple[str, ...]
    stances: tuple[str, ...]
    modalities: tuple[str, ...]
    actors: tuple[tuple[str, str], ...]


def choices(pack: Pack) -> Choices:
    """The vocabulary, and the theatre's actors by name."""
    words = vocabulary()
    return Choices(
        kinds=get_args(Kind),
        types=tuple((name, event.means) for name, event in words.events.items()),
        modes=tuple(sorted({mode for event in words.events.values() for mode in event.modes})),
        measures=tuple(words.names["measures"]),
        whom=tuple(words.names["of_whom"]),
        comparators=tuple(words.comparators),
        stances=get_args(Stance),
        modalities=get_args(Modality),
        actors=tuple((actor.id, actor.name) for actor in pack.actors.values()),
    )


def filled(claim: Claim | None) -> dict[str, Any]:
    """The fields of the form as a claim has them."""
    if claim is None:
        return {**_EMPTY, "figures": [_NO_FIGURE] * FIGURES}
    figures: list[dict[str, Any]] = [
        {"measure": q.measure, "whom": q.of_whom, "value": _plain(q.value), "comparator": q.comparator}
        for q in claim.quantity[:FIGURES]
    ]
    time = claim.time
    return {
        **_EMPTY,
        "kind": claim.kind,
        "type": claim.type,
        "mode": claim.mode,
        "actor": "; ".join(m.id or m.words for m in claim.actor),
        "target": "; ".join(m.id or m.words for m in claim.target),
        "place": claim.place[0].words if claim.place else "",
        "time": _days(time.start, time.end) if time is not None else "",
        "stance": claim.stance,
        "modality": claim.modality,
        "figures": figures + [_NO_FIGURE] * (FIGURES - len(figures)),
    }


def claim_fields(form: FormData, was: Claim | None = None) -> dict[str, Any]:
    """What `recount.asked` takes as `claim`. Of a claim that is put right, what the form does not show is kept, and so
    is whatever stands in the form as it was."""
    before = filled(was)
    given: dict[str, Any] = {"kind": field(form, "kind") or "event"}
    for name in ("type", "mode", "stance", "modality"):
        if value := field(form, name):
            given[name] = value
    for name in ("actor", "target"):
        given[name] = _same_or(form, name, before, was) or [
            p.strip() for p in field(form, name).split(";") if p.strip()
        ]
    for name in ("place", "time"):
        if value := field(form, name):
            given[name] = _same_or(form, name, before, was) or value
    given["quantity"] = _figures(form, was)
    if was is not None:
        given["source"] = [_plain_record(source) for source in was.source]
        given |= {name: value for name in ("instrument", "direction", "about", "verdict", "condition", "horizon")
                  if (value := getattr(was, name))}  # fmt: skip
    elif said := field(form, "speaker"):
        given["source"] = [
            {"name": said, "description": None, "role": None, "kind": None, "named": True, "verb": None,
             "verbatim": False, "id": None}
        ]  # fmt: skip
    return given


def _same_or(form: FormData, name: str, before: dict[str, Any], was: Claim | None) -> Any:
    """The record that the claim had, where the form was left as it was."""
    if was is None or field(form, name) != (before.get(name) or ""):
        return None
    held = getattr(was, name)
    return [_plain_record(one) for one in held] if isinstance(held, tuple) else _plain_record(held)


def _figures(form: FormData, was: Claim | None) -> list[dict[str, Any]]:
    rows = []
    for n in range(FIGURES):
        measure, value = field(form, f"measure{n}"), field(form, f"value{n}").replace(",", "")
        if not measure or not value:
            continue
        row: dict[str, Any] = {"measure": measure, "comparator": field(form, f"comparator{n}") or "exact"}
        row["value"] = float(value) if value.replace(".", "", 1).isdigit() else value
        if whom := field(form, f"whom{n}"):
            row["of_whom"] = whom
        rows.append(_kept(row, was) or row)
    return rows + [_plain_record(q) for q in (was.quantity[FIGURES:] if was is not None else ())]


def _kept(row: dict[str, Any], was: Claim | None) -> dict[str, Any] | None:
    """The claim's own figure where the form says the same: it knows its words and its bounds."""
    for q in was.quantity if was is not None else ():
        if (q.measure, q.of_whom, q.value, q.comparator) == (
            row["measure"], row.get("of_whom"), row["value"], row["comparator"],
        ):  # fmt: skip
            return _plain_record(q)
    return None


def _plain_record(record: Any) -> dict[str, Any]:
    found: dict[str, Any] = to_dict(record)
    return found


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:g}" if not float(value).is_integer() else str(int(value))


def _days(start: str | None, stop: str | None) -> str:
    """A stretch of days as a person writes it: the last day included."""
    last = (date.fromisoformat(stop[:10]) - timedelta(days=1)).isoformat() if stop else ""
    first = (start or "")[:10]
    return first if first == last or (first and last and last < first) else f"{first}/{last}" if first or last else ""
