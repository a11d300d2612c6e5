"""The columns of a generation, kept beside its tables: to read 400,000 events out of them takes seconds, this a blink.

The writer makes the file with the generation, so that nobody who opens Explore after a build waits for it. It holds
nothing that the tables do not: where it is missing, of another format or of other tables, they are read instead.
"""

from __future__ import annotations

import io
import json
from dataclasses import fields
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import duckdb
import numpy as np
from numpy.typing import NDArray

from recount.store.columns import Coded, EventColumns, Sets, columns_from
from recount.store.disk import Disk
from recount.store.pinned import DUCKDB, Generation

COLUMNS = "events.npz"
FORMAT = 1
"""Raise it when `EventColumns` or the meaning of one of them changes."""
_HEAD = "head"


def keep_columns(folder: Path, *, disk: Disk) -> None:
    """Keep the columns of the tables in a folder beside them."""
    with duckdb.connect(str(folder / DUCKDB), read_only=True) as duck:
        columns = columns_from(duck)
    arrays: dict[str, Any] = {}
    names: dict[str, tuple[str, ...]] = {}
    for field in fields(EventColumns):
        _take(field.name, getattr(columns, field.name), arrays, names)
    head = json.dumps({"format": FORMAT, "names": names}).encode()
    made = io.BytesIO()
    np.savez(made, **{**arrays, _HEAD: np.frombuffer(head, dtype=np.uint8)})
    disk.put(folder / COLUMNS, made.getvalue())


def columns_of(generation: Generation) -> EventColumns:
    """The events of a generation as columns: as they were kept, or read from its tables."""
    kept = _kept(generation.path / COLUMNS)
    if kept is not None:
        row = generation.duck.execute("SELECT count(*) FROM events").fetchone()
        if row is not None and row[0] == len(kept):
            return kept
    return columns_from(generation.duck)


def _take(name: str, value: Any, arrays: dict[str, Any], names: dict[str, tuple[str, ...]]) -> None:
    """One field of the columns, as the arrays and names of which it is made."""
    if isinstance(value, np.ndarray):
        arrays[name] = value
    elif isinstance(value, Coded):
        arrays[name], names[name] = value.codes, value.names
    elif isinstance(value, Sets):
        names[name] = value.names
        arrays |= {f"{name}.{part}": getattr(value, part) for part in ("codes", "holder", "held")}
    else:
        for facet, coded in value.items():
            _take(f"{name}.{facet}", coded, arrays, names)


def _kept(path: Path) -> EventColumns | None:
    try:
        with np.load(path) as held:
            head = json.loads(held[_HEAD].tobytes())
            if head["format"] != FORMAT:
                return None
            arrays = {name: held[name] for name in held.files if name != _HEAD}
        return _columns(arrays, {name: tuple(values) for name, values in head["names"].items()})
    except (OSError, EOFError, ValueError, KeyError, TypeError, BadZipFile):
        return None


def _columns(arrays: dict[str, NDArray[Any]], names: dict[str, tuple[str, ...]]) -> EventColumns:
    made: dict[str, Any] = {field.name: arrays[field.name] for field in fields(EventColumns) if field.name in arrays}
    facets = {
        name.removeprefix("facets."): Coded(arrays[name], names[name]) for name in names if name.startswith("facets.")
    }
    actors = Sets(arrays["actors.codes"], names["actors"], arrays["actors.holder"], arrays["actors.held"])
    places = Coded(arrays["places"], names["places"])
    return EventColumns(**{**made, "places": places, "facets": facets, "actors": actors})
