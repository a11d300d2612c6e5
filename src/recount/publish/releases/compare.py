"""How two releases differ: numbers, events, statements and sources, as rows and in words; and the errata they make."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from recount.publish.phrases import amount, span, spread, unit
from recount.records import DataError
from recount.records.codec import from_dict
from recount.records.publication import Counted
from recount.records.release import Change

SHOWN = 20
"""Changes of one sort that are told one by one; the rows hold all of them."""
_PLURAL = {"number": "numbers", "event": "events", "claim": "statements", "source": "sources"}
_ERRATA = "What a later release says otherwise than an earlier one. Earlier releases stay as they are."
_EVENT_FIELDS = ("type", "mode", "time", "place", "actors", "quantities", "mission")


def changes(before: Path, after: Path) -> list[Change]:
    """Every difference, numbers first."""
    return [
        *_differing("number", _numbers(before), _numbers(after), _said, _label),
        *_differing("event", _records(before, "events.jsonl"), _records(after, "events.jsonl"), _event, _named),
        *_differing("claim", _records(before, "claims.jsonl"), _records(after, "claims.jsonl"), _claim, _quoted),
        *_differing("source", _sources(before), _sources(after), _cited, _title),
    ]


def told(found: Sequence[Change], *, before: int, after: int) -> Iterator[str]:
    """The differences in words."""
    if not found:
        yield f"Release {after} says what release {before} says."
        return
    yield f"Release {after} against release {before}:"
    for what, plural in _PLURAL.items():
        mine = [change for change in found if change.what == what]
        if not mine:
            continue
        yield f"  {plural}: " + ", ".join(
            f"{sum(c.change == kind for c in mine):,} {kind}" for kind in ("added", "removed", "changed")
            if any(c.change == kind for c in mine)
        )  # fmt: skip
        for change in [c for c in mine if what in ("number", "event")][:SHOWN]:
            yield f"    {sentence(change)}"
        if what in ("number", "event") and len(mine) > SHOWN:
            yield f"    and {len(mine) - SHOWN:,} more; --format jsonl gives all of them"


def sentence(change: Change) -> str:
    """One difference as a sentence."""
    if change.change == "changed":
        return f"{change.name}: {change.before} became {change.after}."
    verb = "is new" if change.change == "added" else "is gone"
    return f"{change.name} {verb} ({change.after or change.before})."


def errata(folders: Mapping[int, Path]) -> str:
    """What each release says otherwise than the one before it about the same number of the same period, and which
    events it no longer has: a page for readers who quoted the earlier one."""
    lines = [
        "# Errata",
        "",
        _ERRATA,
    ]
    order = sorted(folders)
    for earlier, later in pairwise(order):
        found = corrected(changes(folders[earlier], folders[later]))
        lines += ["", f"## Release {later} against release {earlier}", ""]
        lines += [f"- {sentence(change)}" for change in found] or ["Nothing that release said is said otherwise."]
    return "\n".join(lines) + "\n"


def corrected(found: Iterable[Change]) -> list[Change]:
    """Of all differences, those that matter to whoever quoted the earlier release."""
    return [c for c in found if (c.what, c.change) in (("number", "changed"), ("event", "removed"))]


def _differing(
    what: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    words: Callable[[Any], str],
    name: Callable[[Any], str],
) -> Iterator[Change]:
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key), after.get(key)
        if old is None:
            yield Change(what, key, "added", name(new), None, words(new))
        elif new is None:
            yield Change(what, key, "removed", name(old), words(old), None)
        elif words(old) != words(new):
            yield Change(what, key, "changed", name(new), words(old), words(new))


def _numbers(folder: Path) -> dict[str, Counted]:
    """Numbers by key and period: the same key in a report on another quarter is another number."""
    counted = (from_dict(Counted, {**row, "unit": tuple(row["unit"])}) for row in _read(folder / "numbers.jsonl"))
    return {f"{one.key} {one.about}".strip(): one for one in counted if not one.key.startswith(("said-", "rival-"))}


def _records(folder: Path, name: str) -> dict[str, Any]:
    return {row["id"]: row for row in _read(folder / name)}


def _sources(folder: Path) -> dict[str, Any]:
    return {row["id"]: row for row in json.loads((folder / "sources.json").read_text(encoding="utf-8"))}


def _read(path: Path) -> Iterable[Any]:
    try:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    except (OSError, ValueError) as error:
        raise DataError(f"{path} cannot be read ({error}); run `recount verify` on the campaign") from error


def _said(counted: Counted) -> str:
    extent = spread(counted)
    return f"{amount(counted)} {f'({extent}) ' if extent else ''}{unit(counted)}".rstrip()


def _label(counted: Counted) -> str:
    unit = counted.unit[1][:1].upper() + counted.unit[1][1:]
    return f"{unit}{f', {counted.about}' if counted.about else ''} [{counted.key}]"


def _event(event: Mapping[str, Any]) -> str:
    return "; ".join(_field(name, event[name]) for name in _EVENT_FIELDS if event.get(name))


def _field(name: str, value: Any) -> str:
    if name == "time":
        return span(value["start"], value["end"])
    if name == "place":
        return str(value["words"])
    if name == "actors":
        return ", ".join(f"{p['role']} {p['id'] or p['words']}" for p in value)
    if name == "quantities":
        return ", ".join(f"{q['measure']} {q['of_whom'] or ''} {q['low']}-{q['best']}-{q['high']}" for q in value)
    return str(value)


def _named(event: Mapping[str, Any]) -> str:
    place = event["place"]["words"] if event.get("place") else "no place"
    when = span(event["time"]["start"], event["time"]["end"]) if event.get("time") else "no date"
    return f"Event {event['id']} ({event['type']}, {place}, {when})"


def _claim(claim: Mapping[str, Any]) -> str:
    kept = {name: value for name, value in claim.items() if name not in ("reasons", "reading_confidence")}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)


def _quoted(claim: Mapping[str, Any]) -> str:
    return f"Statement {claim['id']} of report {claim['report']}"


def _cited(source: Mapping[str, Any]) -> str:
    return json.dumps(source, ensure_ascii=False, sort_keys=True)


def _title(source: Mapping[str, Any]) -> str:
    return f"Source {source['id']} ({source.get('title', 'untitled')})"
