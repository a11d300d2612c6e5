"""What a report would refuse in a pack's outline and credits, all at once, and what measures ask for that is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, get_args

from recount.publish.outline import NAMED, credits_from, outline_from
from recount.publish.wording import NUMBER, fact_refused, words_refused
from recount.records import PackError
from recount.records.claim import Kind
from recount.records.problem import Problem
from recount.records.publication import Measure
from recount.words.pack import Pack
from recount.words.pack_draft import near
from recount.words.vocabulary import vocabulary

FILE = "outline.yaml"
PARTS = ("nouns", "measures", "sections", "notice")
MAY = ("shocks",)
PARTIES = ("actor", "target", "party", "not_actor")


def problems(pack: Pack) -> Iterator[Problem]:
    """Errors of the outline and of the pack's credits."""
    yield from _credits(pack)
    if not pack.outline:
        return
    for part in sorted(set(map(str, pack.outline)) - {*PARTS, *MAY}):
        yield _error("unknown part", part, "an unknown part", f"one of {list(PARTS)}", near(part, PARTS))
    for part in PARTS:
        if part not in pack.outline:
            yield _error(
                "missing part", part, "it is not there", "it is needed for a report", "copy it from another pack"
            )
    raw_measures = _mapping(pack.outline.get("measures"))
    measures: dict[str, Measure] = {}
    for key, row in raw_measures.items():
        said = _refused(lambda key=key, row=row: _alone(measures={key: row}))  # type: ignore[misc]
        if said is not None:
            yield _error("outline", f"measure {key}", said)
            continue
        measures[key] = _alone(measures={key: row}).measures[key]
        yield from _measure(measures[key], pack)
    yield from _sections(pack.outline.get("sections"), raw_measures, measures)
    yield from _nouns(_mapping(pack.outline.get("nouns")))


def _error(kind: str, entry: str, found: str, expected: str = "", advice: str = "") -> Problem:
    return Problem("error", kind, FILE, entry, found, expected, advice)


def _mapping(raw: Any) -> Mapping[str, Any]:
    return raw if isinstance(raw, Mapping) else {}


def _alone(measures: Mapping[str, Any], sections: tuple[Any, ...] = ()) -> Any:
    return outline_from({"nouns": {}, "measures": measures, "sections": sections, "notice": ""})


def _refused(work: Callable[[], Any]) -> str | None:
    try:
        work()
    except PackError as error:
        return str(error).removeprefix(f"{FILE}: ").removeprefix("pack.yaml: ")
    except (TypeError, AttributeError, ValueError, KeyError, IndexError) as error:
        return f"it has a shape that cannot be read ({error})"
    return None


def _credits(pack: Pack) -> Iterator[Problem]:
    for number, row in enumerate(pack.about.get("credits") or (), 1):
        said = _refused(lambda row=row: credits_from([row]))  # type: ignore[misc]
        if said is not None:
            yield Problem("error", "credits", "pack.yaml", f"credits {number}", said)


def _measure(measure: Measure, pack: Pack) -> Iterator[Problem]:
    words = vocabulary()
    known = set(pack.actors) | set(pack.about.get("groups") or {})
    modes = {
        mode for type_ in measure.types or words.events if type_ in words.events for mode in words.events[type_].modes
    }
    sites = {place.id for place in pack.places}
    kinds = {"actor or group": "an id of actors.yaml or a group of pack.yaml", "place": "an id of places.tsv"}
    asked = [
        *(("actor or group", id_, known) for name in PARTIES for id_ in getattr(measure, name)),
        *(("type", type_, set(words.events)) for type_ in measure.types),
        *(("mode", mode, modes) for mode in measure.modes),
        *(("place", place, sites) for place in measure.at),
        *(("sector", sector, set(words.names["sectors"])) for sector in measure.sectors),
        *(("figure", figure, set(words.names["measures"])) for figure in (measure.figure,) if figure),
    ]
    for sort, name, allowed in asked:
        if name not in allowed:
            yield _error(
                f"unknown {sort}",
                f"measure {measure.key}",
                f"the {sort} {name!r}",
                kinds.get(sort, f"a {sort} of the vocabulary"),
                near(name, allowed),
            )


def _sections(raw: Any, raw_measures: Mapping[str, Any], good: Mapping[str, Measure]) -> Iterator[Problem]:
    """Sections, read with stand-ins for the measures that do not hold, so that those are told once."""
    plain = {"unit": ["thing", "things"], "rule": "as told elsewhere"}
    stand = {key: raw_measures[key] if key in good else plain for key in raw_measures}
    seen: set[str] = set()
    for number, row in enumerate(raw if isinstance(raw, list) else [], 1):
        key = str(row.get("key", number)) if isinstance(row, Mapping) else str(number)
        said = _refused(lambda row=row: _alone(stand, (row,)))  # type: ignore[misc]
        if said is not None:
            yield _error("outline", f"section {key}", said)
        elif set(row.get("kinds") or ()) - set(get_args(Kind)):
            yield _error(
                "unknown kind of claim", f"section {key}", f"{row['kinds']!r}", f"among {list(get_args(Kind))}"
            )
        if isinstance(row, Mapping):
            yield from _wording(key, row)
        if key in seen:
            yield _error(
                "duplicate id", f"section {key}", "the key stands twice", "one section for a key", "rename one"
            )
        seen.add(key)


def _wording(key: str, row: Mapping[str, Any]) -> Iterator[Problem]:
    """Prose that a report would refuse to say, its measures standing for numbers."""
    for text in (str(row.get("says", "")), str(row.get("note", "")), *map(str, row.get("points") or ())):
        spoken = NAMED.sub(NUMBER, text)
        for why in (*words_refused(spoken), *filter(None, [fact_refused(spoken)])):
            yield _error("wording", f"section {key}", why)


def _nouns(nouns: Mapping[str, Any]) -> Iterator[Problem]:
    events = vocabulary().events
    known = {*events, *(f"{name}/{mode}" for name, event in events.items() for mode in event.modes), *get_args(Kind)}
    for key in nouns:
        if key not in known:
            yield _error(
                "unknown type", f"nouns {key}", f"{key!r}", "TYPE, TYPE/mode or a kind of claim", near(key, known)
            )
