"""A generation held by a reader: its two databases, read-only, for as long as a shared lock keeps it from pruning."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Mapping
from functools import cached_property
from io import FileIO
from pathlib import Path
from sqlite3 import Connection as SearchConnection
from sqlite3 import DatabaseError as SearchDamage
from sqlite3 import connect as connect_search
from types import TracebackType
from typing import Any

import duckdb

from recount.records import CampaignError

DUCKDB = "campaign.duckdb"
SEARCH = "search.sqlite"
MANIFEST = "manifest.json"
PIN = "pin"

_DAMAGE = (duckdb.IOException, duckdb.SerializationException, duckdb.FatalException, duckdb.InternalException)
"""What DuckDB raises over a file that is not as it wrote it; errors in a query are others, and stay loud."""


class Generation:
    """A pinned generation. Use as a context manager, or `close` it. One thread at a time."""

    def __init__(self, path: Path, pin: FileIO, manifest: Mapping[str, Any]) -> None:
        self.path = path
        self.manifest = manifest
        self._pin = pin

    @property
    def number(self) -> int:
        """The number by which pages and exports name what they were made from."""
        return int(self.path.name)

    @cached_property
    def duck(self) -> duckdb.DuckDBPyConnection:
        """The tables, read-only."""
        return duckdb.connect(str(self.path / DUCKDB), read_only=True)

    @cached_property
    def search(self) -> SearchConnection:
        """The full-text index, read-only; `immutable` so that a folder that cannot be written will do."""
        uri = (self.path / SEARCH).resolve().as_uri()
        return connect_search(f"{uri}?mode=ro&immutable=1", uri=True, check_same_thread=False)

    def beside(self) -> Generation:
        """The same generation for another thread: connections of its own, held for as long as they are open, even
        where this one is closed before."""
        other = Generation(self.path, FileIO(os.dup(self._pin.fileno()), "r"), self.manifest)
        # A cursor shares the opened file and its cached pages; the lock lies on the open file, which `dup` shares too.
        other.__dict__["duck"] = self.duck.cursor()
        return other

    def close(self) -> None:
        """Let go of the generation; from now on it may be pruned."""
        for name in ("duck", "search"):
            opened = self.__dict__.pop(name, None)
            if opened is not None:
                opened.close()
        self._pin.close()

    def __enter__(self) -> Generation:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
        if isinstance(error, _DAMAGE) or type(error) is SearchDamage:
            first = str(error).split("\n", 1)[0][:200]
            raise CampaignError(
                f"{self.path} cannot be read ({first}). It is made from the truth, which is kept apart: remove this "
                "folder and build again."
            ) from error


def pinned(path: Path) -> Generation | None:
    """The generation, held; `None` where it has been pruned, or is being pruned, so that one looks again."""
    try:
        pin = FileIO(path / PIN, "r")
    except FileNotFoundError:
        return None
    try:
        _share(pin)
        manifest = json.loads((path / MANIFEST).read_bytes())
        same = os.fstat(pin.fileno()).st_ino == (path / PIN).stat().st_ino
    except (FileNotFoundError, BlockingIOError, ValueError):
        same = False
    if same:
        return Generation(path, pin, manifest)
    pin.close()
    return None


def _share(pin: FileIO) -> None:
    try:
        fcntl.flock(pin, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:  # it is being pruned
        raise
    except OSError:  # a file system without locks: read on; pruning needs a lock too and leaves it alone
        return
