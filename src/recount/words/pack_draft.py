"""A pack read to the end whatever is wrong with it: everything `load_pack` would refuse, at once, and what is left.

`load_pack` stops at the first fault, as it must: a build on half a pack would be wrong without saying so. Whoever
writes a pack wants all faults, each with its file and entry. Faults of one entry are parted by reading each of its
fields alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

import yaml

from recount.records import PackError
from recount.records.ids import sha256_of
from recount.records.problem import Problem
from recount.words.entries import PLACE_COLUMNS, ActorEntry, PlaceEntry, actor_from, place_from
from recount.words.hand import Hand, hand_from
from recount.words.means import MeansEntry, means_from
from recount.words.pack import PARTS, Pack, folder_of, part_of, rows_in
from recount.words.yaml_text import yaml_of

E = TypeVar("E", ActorEntry, PlaceEntry)
_PLAIN_PLACE = {"id": "x", "name": "x", "lat": "0", "lon": "0", "radius_km": "1", "precision": "settlement"}


@dataclass(slots=True)
class Draft:
    """What could be read of a pack (`pack`), the faults met on the way, and the folder that holds it."""

    folder: Path
    problems: list[Problem] = field(default_factory=list)

    def error(self, kind: str, file: str, entry: str, found: str, expected: str = "", advice: str = "") -> None:
        """Note an error."""
        self.problems.append(Problem("error", kind, file, entry, found, expected, advice))


def draft_of(name_or_path: str) -> tuple[Pack, list[Problem]]:
    """The pack without the entries that do not hold, and everything that `load_pack` refuses. Raises `PackError` only
    where there is no pack at all."""
    draft = Draft(folder_of(name_or_path))
    data = {part: (draft.folder / file).read_bytes() for part, file in PARTS.items() if (draft.folder / file).is_file()}
    raw = {part: _yaml(draft, part, data.get(part, b"")) for part in PARTS if PARTS[part].endswith(".yaml")}
    hand, hand_hashes = _hand(draft)
    about = _mapping(draft, "pack", raw["pack"])
    actors = list(_actors(draft, raw["actors"], hand))
    places = list(_places(draft, data.get("places", b""), hand))
    based = {part: _based(draft, part, raw[part]) for part in ("lexicon", "means")}
    countries = about.get("countries") or ()
    if isinstance(countries, str) or not isinstance(countries, Sequence):
        draft.error("shape", "pack.yaml", "countries", f"{countries!r}", "a list of names", "countries: [Mali, Niger]")
        countries = ()
    pack = Pack(
        name=str(about.get("name", draft.folder.name)),
        title=str(about.get("title", draft.folder.name)),
        countries=tuple(map(str, countries)),
        actors=_first_of(actors),
        places=tuple(_first_of(places).values()),
        exclusions=hand.exclusions,
        lexicon=based["lexicon"],
        means=tuple(_means(draft, based["means"])),
        outline=_mapping(draft, "outline", raw["outline"]),
        mission=_mapping(draft, "mission", raw["mission"]),
        about=about,
        shapes=draft.folder / PARTS["shapes"] if "shapes" in data else None,
        hashes={part: sha256_of(blob) for part, blob in data.items()} | hand_hashes,
    )
    draft.problems += twice("actors.yaml", [entry.id for entry in actors])
    draft.problems += twice("places.tsv", [place.id for place in places])
    _relatives(draft, pack)
    return pack, draft.problems


def _first_of(entries: Iterable[E]) -> dict[str, E]:
    found: dict[str, E] = {}
    for entry in entries:
        found.setdefault(entry.id, entry)
    return found


def twice(file: str, ids: Iterable[str]) -> Iterator[Problem]:
    """Ids that stand more than once."""
    seen: set[str] = set()
    for id_ in ids:
        if id_ in seen:
            yield Problem(
                "error",
                "duplicate id",
                file,
                id_,
                "the id stands twice",
                "one entry for an id",
                "rename one of them, or join the two entries",
            )
        seen.add(id_)


def attempt(work: Callable[[], Any]) -> str | None:
    """What is wrong with an entry, in words, or `None`. Shapes that nobody foresaw are told as such."""
    try:
        work()
    except PackError as error:
        return str(error)
    except (TypeError, AttributeError, ValueError, KeyError, IndexError) as error:
        return f"has a shape that cannot be read ({error})"
    return None


def _yaml(draft: Draft, part: str, blob: bytes) -> Any:
    try:
        return yaml_of(blob)
    except (yaml.YAMLError, UnicodeDecodeError, PackError) as error:
        draft.error(
            "not YAML",
            PARTS[part],
            "",
            " ".join(str(error).split()),
            "YAML in UTF-8",
            "quote words that hold a colon, and indent with spaces",
        )
        return None


def _mapping(draft: Draft, part: str, raw: Any) -> dict[str, Any]:
    if raw is not None and not isinstance(raw, dict):
        draft.error("shape", PARTS[part], "", f"a {type(raw).__name__} at the top", "a mapping (name: value)")
        return {}
    return raw or {}


def _based(draft: Draft, part: str, raw: Any) -> dict[str, Any]:
    own = _mapping(draft, part, raw)
    said = attempt(lambda: part_of(own, part))
    if said is None:
        return part_of(own, part)
    draft.error("base", PARTS[part], "extends", _bare(said))
    return {key: value for key, value in own.items() if key != "extends"}


def _means(draft: Draft, raw: Mapping[str, Any]) -> Iterator[MeansEntry]:
    """Weapons and means, each entry by itself; then whether they hold together."""
    classes = {}
    for name, row in (raw.get("classes") or {}).items():
        said = attempt(lambda alone={name: row}: means_from({"classes": alone}))  # type: ignore[misc]
        if said is None:
            classes[name] = row
        else:
            draft.error("entry", "means.yaml", f"class {name}", _bare(said))
    good = []
    for row in raw.get("means") or ():
        said = attempt(lambda row=row: means_from({"classes": classes, "means": [row]}))  # type: ignore[misc]
        if said is None:
            good.append(row)
        else:
            draft.error("entry", "means.yaml", str(row.get("id", "?")) if isinstance(row, dict) else "?", _bare(said))
    said = attempt(lambda: means_from({**raw, "classes": classes, "means": good}))
    if said is None:
        yield from means_from({**raw, "classes": classes, "means": good})
    else:
        draft.error("means", "means.yaml", "", _bare(said))


def _hand(draft: Draft) -> tuple[Hand, dict[str, str]]:
    """Decisions by hand: each file and row that holds, by itself."""
    good: dict[str, list[dict[str, str]]] = {}
    hashes = {}
    for path in sorted((draft.folder / "hand").glob("*.tsv")):
        blob = path.read_bytes()
        hashes[f"hand/{path.stem}"] = sha256_of(blob)
        for row in _rows(draft, blob, f"hand/{path.name}"):
            said = attempt(lambda row=row, name=path.name: hand_from({name: [row]}))  # type: ignore[misc]
            if said is None:
                good.setdefault(path.name, []).append(row)
            else:
                draft.error("hand", f"hand/{path.name}", " ".join(list(row.values())[:2]), _bare(said))
    return hand_from(good), hashes


def _rows(draft: Draft, blob: bytes, name: str) -> list[dict[str, str]]:
    try:
        return rows_in(blob, name)
    except (PackError, UnicodeDecodeError) as error:
        draft.error(
            "not a table",
            name,
            "",
            _bare(str(error)),
            "the header's number of cells in every row",
            "look for a tab too many or too few in that row",
        )
        return []


def _actors(draft: Draft, raw: Any, hand: Hand) -> Iterator[ActorEntry]:
    if raw is not None and not isinstance(raw, list):
        draft.error(
            "shape",
            "actors.yaml",
            "",
            f"a {type(raw).__name__} at the top",
            "a list of actors",
            "- {id: an-id, name: A name, sector: MIL, kind: state_force}",
        )
        return
    for row in raw or ():
        if not isinstance(row, dict):
            draft.error("shape", "actors.yaml", str(row)[:60], "no mapping", "a mapping with id and name")
            continue
        whole = hand.corrected("actor", row)
        if attempt(lambda: actor_from(whole)) is None:  # noqa: B023 - called at once
            yield actor_from(whole)
            continue
        for said in _faults(whole, ("id", "name"), actor_from):
            draft.error("entry", "actors.yaml", str(row.get("id", "?")), said)


def _places(draft: Draft, blob: bytes, hand: Hand) -> Iterator[PlaceEntry]:
    rows = _rows(draft, blob, "places.tsv") if blob else []
    missing = set(PLACE_COLUMNS) - set(rows[0]) if rows else set()
    if missing:
        draft.error(
            "columns",
            "places.tsv",
            "",
            f"lacks the columns {sorted(missing)}",
            f"the columns {list(PLACE_COLUMNS)}",
            "add them to the header, and a tab for each to every row",
        )
        return
    for row in rows:
        whole = hand.corrected("place", row)
        if attempt(lambda: place_from(whole)) is None:  # noqa: B023 - called at once
            yield place_from(whole)
            continue
        for said in _faults(whole, (), lambda alone: place_from(_PLAIN_PLACE | dict(alone))):
            draft.error("entry", "places.tsv", str(row.get("id", "?")), said)


def _faults(row: Mapping[str, Any], always: Sequence[str], read: Callable[[Mapping[str, Any]], Any]) -> list[str]:
    """What is wrong with each field of an entry, read without the others, and with each item of a list of mappings."""
    base = {key: row[key] for key in always if key in row}
    found: dict[str, None] = {}
    for name, value in row.items():
        listed = isinstance(value, list) and any(isinstance(item, dict) for item in value)
        parts = [[item] for item in value] if listed else [value]
        for part in parts:
            said = attempt(lambda name=name, part=part: read(base | {name: part}))  # type: ignore[misc]
            if said is not None:
                found[_bare(said)] = None
    if not found:  # two fields that hold alone and not together
        said = attempt(lambda: read(row))
        found = {_bare(said): None} if said else {}
    return list(found)


def _bare(said: str) -> str:
    """A sentence without the file and entry at its head, which stand beside it."""
    head, colon, rest = said.partition(": ")
    if colon and (head.endswith((".yaml", ".tsv", ".geojson"))):
        entry, colon, after = rest.partition(": ")
        return after if colon and entry.startswith(("'", '"')) else rest
    return said


def _relatives(draft: Draft, pack: Pack) -> None:
    for entry in pack.actors.values():
        for tie in entry.relations:
            if tie.id not in pack.actors:
                draft.error(
                    "unknown actor",
                    "actors.yaml",
                    entry.id,
                    f"a relation to {tie.id!r}, which is no actor",
                    "the id of an entry of actors.yaml",
                    near(tie.id, pack.actors),
                )
        for parent in entry.parents:
            if parent.id not in pack.actors:
                draft.error(
                    "unknown parent",
                    "actors.yaml",
                    entry.id,
                    f"the parent {parent.id!r} is no actor",
                    "the id of an entry of actors.yaml",
                    near(parent.id, pack.actors),
                )


def near(word: str, known: Iterable[str]) -> str:
    """Advice that names the known words nearest to one that is not known."""
    close = get_close_matches(word, list(known), n=3, cutoff=0.6)
    return f"did you mean {' or '.join(close)}?" if close else "add it, or take it out here"
