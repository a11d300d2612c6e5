"""A theatre pack: what Recount must know of one conflict, as files that a researcher can read and correct.

A pack is a folder: pack.yaml (title, countries, sources), actors.yaml, places.tsv, lexicon.yaml, means.yaml,
outline.yaml, mission.yaml, shapes.geojson, and hand/ with aliases, exclusions and corrections made by people, each with
a reason.
Only pack.yaml must be there.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from recount.records import PackError
from recount.records.ids import sha256_of
from recount.words.entries import PLACE_COLUMNS, ActorEntry, PlaceEntry, actor_from, place_from
from recount.words.hand import Exclusion, hand_from
from recount.words.means import MeansEntry, means_from
from recount.words.pack_base import on_its_base
from recount.words.yaml_text import yaml_of

PARTS = {
    "pack": "pack.yaml",
    "actors": "actors.yaml",
    "places": "places.tsv",
    "lexicon": "lexicon.yaml",
    "means": "means.yaml",
    "outline": "outline.yaml",
    "mission": "mission.yaml",
    "shapes": "shapes.geojson",
}
ABOVE = frozenset({"part_of", "commands"})
"""Relations that put an actor under its parent; being backed by someone does not."""


@dataclass(frozen=True, slots=True)
class Pack:
    """One theatre, checked and with the corrections made by hand applied.

    `actors` keeps the file's order; `lexicon`, `outline` and `mission` are raw YAML, `{}` where absent;
    `hashes` is the SHA-256 of each part as it lies on disk (missing parts are missing keys).
    """

    name: str
    title: str
    countries: tuple[str, ...]
    actors: dict[str, ActorEntry]
    places: tuple[PlaceEntry, ...]
    exclusions: tuple[Exclusion, ...]
    lexicon: dict[str, Any]
    outline: dict[str, Any]
    mission: dict[str, Any]
    about: dict[str, Any]
    shapes: Path | None
    hashes: dict[str, str]
    means: tuple[MeansEntry, ...] = ()
    _closure: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)

    def ancestors(self, actor_id: str) -> frozenset[str]:
        """The actor itself, its groups, and everything it was ever part of or under the command of.

        An id that the pack does not know is its own only ancestor. Dates of membership are not consulted:
        ask `actors[id].parents` where they matter. Nor are `relations`: who backs, fights or follows whom is not above.
        """
        known = self._closure.get(actor_id)
        if known is None:
            known = self._closure[actor_id] = frozenset(_above(self.actors, actor_id))
        return known


def load_pack(name_or_path: str) -> Pack:
    """The pack of that name among those that ship, or in the folder of that path."""
    folder = folder_of(name_or_path)
    data = {part: (folder / file).read_bytes() for part, file in PARTS.items() if (folder / file).is_file()}
    hand_files = sorted((folder / "hand").glob("*.tsv"))
    hand = hand_from({path.name: rows_in(path.read_bytes(), path.name) for path in hand_files})
    about = _mapping(data, "pack")
    actors = _by_id(actor_from(hand.corrected("actor", raw)) for raw in _actor_rows(data))
    places = tuple(place_from(hand.corrected("place", row)) for row in _place_rows(data))
    _check(actors, places)
    return Pack(
        name=str(about.get("name", folder.name)),
        title=str(about.get("title", folder.name)),
        countries=tuple(about.get("countries") or ()),
        actors=actors,
        places=places,
        exclusions=hand.exclusions,
        lexicon=part_of(_mapping(data, "lexicon"), "lexicon"),
        means=means_from(part_of(_mapping(data, "means"), "means")),
        outline=_mapping(data, "outline"),
        mission=_mapping(data, "mission"),
        about=about,
        shapes=folder / PARTS["shapes"] if "shapes" in data else None,
        hashes={part: sha256_of(raw) for part, raw in data.items()}
        | {f"hand/{path.stem}": sha256_of(path.read_bytes()) for path in hand_files}
        | base_hashes({part: _mapping(data, part) for part in ("lexicon", "means")}),
    )


def part_of(raw: Mapping[str, Any], part: str) -> dict[str, Any]:
    """A part with the part of another pack beneath it, where it says that it extends one."""
    return on_its_base(raw, PARTS[part], lambda name: _mapping({part: _base_file(name, part).read_bytes()}, part))


def base_hashes(parts: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """SHA-256 of what the parts extend, so that a change of the base is a change of the pack."""
    return {
        f"{part}/base": sha256_of(_base_file(str(raw["extends"]), part).read_bytes())
        for part, raw in parts.items()
        if "extends" in raw
    }


def _base_file(name: str, part: str) -> Path:
    file = folder_of(name) / PARTS[part]
    if not file.is_file():
        raise PackError(f"{PARTS[part]}: extends {name!r}, which has none")
    return file


def rows_in(data: bytes, name: str) -> list[dict[str, str]]:
    """Rows of a tab-separated file with a header; lines that start with # are remarks."""
    lines = [line for line in data.decode("utf-8-sig").splitlines() if line.strip() and not line.startswith("#")]
    rows = list(csv.DictReader(io.StringIO("\n".join(lines)), delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        if None in row or None in row.values():
            raise PackError(f"{name}: a row has too many or too few tabs: {list(row.values())[:3]}")
    return rows


def shipped_packs() -> list[str]:
    """Names of the packs that ship with Recount."""
    return sorted(path.parent.name for path in _shipped().glob("*/pack.yaml"))


def _shipped() -> Path:
    return Path(str(resources.files("recount"))) / "packs"


def folder_of(name_or_path: str) -> Path:
    """Where a pack lies: one that ships, by name, or the folder of that path; raises `PackError`."""
    shipped = _shipped()
    for folder in (shipped / name_or_path, Path(name_or_path)):
        if (folder / PARTS["pack"]).is_file():
            return folder
    raise PackError(
        f"no pack {name_or_path!r}: expected one of {shipped_packs()}, or a folder with a pack.yaml. A pack that does "
        f"not ship with Recount is named by its folder: --pack FOLDER"
    )


def _mapping(data: Mapping[str, bytes], part: str) -> dict[str, Any]:
    raw = _yaml(data, part)
    if raw is not None and not isinstance(raw, dict):
        raise PackError(f"{PARTS[part]}: expected a mapping at the top, found {type(raw).__name__}")
    return raw or {}


def _yaml(data: Mapping[str, bytes], part: str) -> Any:
    try:
        return yaml_of(data.get(part, b""))
    except yaml.YAMLError as error:
        raise PackError(f"{PARTS[part]}: not YAML: {' '.join(str(error).split())}") from error


def _actor_rows(data: Mapping[str, bytes]) -> list[dict[str, Any]]:
    raw = _yaml(data, "actors") or []
    if not isinstance(raw, list) or not all(isinstance(item, dict) for item in raw):
        raise PackError("actors.yaml: expected a list of actors, each a mapping with id and name")
    return raw


def _place_rows(data: Mapping[str, bytes]) -> list[dict[str, str]]:
    rows = rows_in(data.get("places", b""), PARTS["places"])
    missing = set(PLACE_COLUMNS) - set(rows[0]) if rows else set()
    if missing:
        raise PackError(f"places.tsv: lacks the columns {sorted(missing)}")
    return rows


def _by_id(entries: Iterable[ActorEntry]) -> dict[str, ActorEntry]:
    found: dict[str, ActorEntry] = {}
    for entry in entries:
        if entry.id in found:
            raise PackError(f"actors.yaml: the id {entry.id!r} stands twice")
        found[entry.id] = entry
    return found


def _check(actors: Mapping[str, ActorEntry], places: Iterable[PlaceEntry]) -> None:
    for entry in actors.values():
        strangers = [parent.id for parent in entry.parents if parent.id not in actors]
        if strangers:
            raise PackError(f"actors.yaml: {entry.id!r} names the parents {strangers}, which are no actors")
        strangers = [tie.id for tie in entry.relations if tie.id not in actors]
        if strangers:
            raise PackError(f"actors.yaml: {entry.id!r} has relations to {strangers}, which are no actors")
    seen: set[str] = set()
    for place in places:
        if place.id in seen:
            raise PackError(f"places.tsv: the id {place.id!r} stands twice")
        seen.add(place.id)


def _above(actors: Mapping[str, ActorEntry], actor_id: str, path: tuple[str, ...] = ()) -> set[str]:
    """The actor, its sides, and what stands above it with their sides, less those from which it stands apart."""
    entry = actors.get(actor_id)
    if entry is None or actor_id in path:
        return {actor_id}
    found: set[str] = set()
    for parent in entry.parents:
        if parent.relation in ABOVE:
            found |= _above(actors, parent.id, (*path, actor_id))
    return (found - set(entry.apart)) | {actor_id, *entry.groups}
