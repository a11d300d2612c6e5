"""Weapons and means of a theatre: what attacks are made with, as texts name them; the pack's means.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from recount.records import PackError
from recount.words.vocabulary import vocabulary

_PARTS = frozenset({"classes", "means"})
_FIELDS = frozenset({"id", "name", "aliases", "arabic", "class", "word", "mode"})


@dataclass(frozen=True, slots=True)
class MeansEntry:
    """A weapon or a way of attacking. `class_` is its sort (small_arms, uav_one_way); `mode` the PLOVER mode that it
    gives an ASSAULT, the class's where the entry gives none; `word` is what claims carry as instrument, which may be
    coarser than the name, so that a "Katyusha" and a "Grad" are both a rocket."""

    id: str
    name: str
    class_: str
    mode: str
    word: str
    aliases: tuple[str, ...] = ()
    arabic: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every Latin spelling, singular, each once."""
        return tuple(dict.fromkeys((self.name, *self.aliases)))


def means_from(raw: Mapping[str, Any]) -> tuple[MeansEntry, ...]:
    """The means of a pack, in the file's order; raises `PackError` naming the entry that does not hold."""
    unknown = set(raw) - _PARTS
    if unknown:
        raise PackError(f"means.yaml: unknown parts {sorted(unknown)}; expected among {sorted(_PARTS)}")
    classes = dict(_classes(raw.get("classes") or {}))
    entries = tuple(_entry(row, classes) for row in raw.get("means") or ())
    _apart(entries)
    return entries


def _classes(raw: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    modes = vocabulary().events["ASSAULT"].modes
    for name, row in raw.items():
        if not isinstance(row, dict) or row.get("mode") not in modes:
            raise PackError(f"means.yaml: the class {name!r} needs a mode among {sorted(modes)}; found {row!r}")
        yield str(name), str(row["mode"])


def _entry(row: Any, classes: Mapping[str, str]) -> MeansEntry:
    if not isinstance(row, dict) or not {"id", "name", "class"} <= set(row) or set(row) - _FIELDS:
        raise PackError(
            f"means.yaml: an entry needs id, name and class, of the fields {sorted(_FIELDS)}; found {row!r}"
        )
    where = f"means.yaml: {row['id']!r}"
    if row["class"] not in classes:
        raise PackError(f"{where}: the class {row['class']!r} is not described; known {sorted(classes)}")
    mode = str(row.get("mode", classes[row["class"]]))
    modes = vocabulary().events["ASSAULT"].modes
    if mode not in modes:
        raise PackError(f"{where}: ASSAULT has no mode {mode!r}; expected one of {sorted(modes)}")
    name = str(row["name"])
    return MeansEntry(
        id=str(row["id"]),
        name=name,
        class_=str(row["class"]),
        mode=mode,
        word=str(row.get("word", name)),
        aliases=_texts(row, "aliases", where),
        arabic=_texts(row, "arabic", where),
    )


def _texts(row: Mapping[str, Any], part: str, where: str) -> tuple[str, ...]:
    values = row.get(part) or ()
    if isinstance(values, str) or not all(isinstance(v, str) and v.strip() for v in values):
        raise PackError(f"{where}: {part} must be a list of words (quote No, Yes, On), found {values!r}")
    return tuple(values)


def _apart(entries: tuple[MeansEntry, ...]) -> None:
    """Each id once, and each spelling with one entry: a text could not say which of two it means."""
    ids: set[str] = set()
    spelt: dict[str, str] = {}
    for entry in entries:
        if entry.id in ids:
            raise PackError(f"means.yaml: the id {entry.id!r} stands twice")
        ids.add(entry.id)
        for name in entry.names:
            other = spelt.setdefault(name.casefold(), entry.id)
            if other != entry.id:
                raise PackError(f"means.yaml: {name!r} names both {other!r} and {entry.id!r}; leave it to one of them")
