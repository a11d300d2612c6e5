"""Values of a map, made ready for one header: each takes the cells of a row and gives words or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from recount.words.cells import plain
from recount.words.mapping import CELL, HEADER, listed

Cells = Sequence[str]
Getter = Callable[[Cells], Any]


@dataclass(frozen=True, slots=True)
class Header:
    """Where each column stands, and the words that mean nothing in this table. In a wide table each column is read in
    turn: `wide` is its place and name."""

    at: Mapping[str, int]
    nothing: frozenset[str] = frozenset()
    wide: tuple[int, str] | None = None

    def column(self, names: Any) -> Getter:
        """The first of these columns that is there and says something, plain; "" where none does."""
        if HEADER in listed(names):
            words = self.wide[1] if self.wide else ""
            return lambda _: words
        if CELL in listed(names):
            places = [self.wide[0]] if self.wide else []
        else:
            places = [self.at[name] for name in map(str, listed(names)) if name in self.at]
        if not places:
            return lambda _: ""
        nothing = self.nothing
        if len(places) == 1:
            only = places[0]
            if not nothing:
                return lambda cells: plain(cells[only])
            return lambda cells: _unless(plain(cells[only]), nothing)
        return lambda cells: next((w for i in places if (w := _unless(plain(cells[i]), nothing))), "")

    def place_of(self, names: Any) -> int | None:
        """Where the first of these columns stands, if any does."""
        if CELL in listed(names):
            return self.wide[0] if self.wide else None
        return next((self.at[name] for name in map(str, listed(names)) if name in self.at), None)


def value_of(spec: Any, header: Header, *, bare_is_column: bool = False) -> Getter:
    """What a value of a map gives for a row; the first of a list that gives something. Nothing is `None`."""
    if isinstance(spec, list):
        if bare_is_column and all(isinstance(item, str) for item in spec):
            return _or_none(header.column(spec))
        getters = [value_of(item, header, bare_is_column=bare_is_column) for item in spec]
        return lambda cells: next((found for get in getters if (found := get(cells)) is not None), None)
    if isinstance(spec, dict):
        return _spelled(spec, header)
    if bare_is_column and spec is not None:
        return _or_none(header.column(spec))
    return lambda _: spec


def _spelled(spec: Mapping[str, Any], header: Header) -> Getter:
    if "value" in spec:
        constant = spec["value"]
        return lambda _: constant
    local = Header(header.at, header.nothing | frozenset(_fold(w) for w in listed(spec.get("nothing"))), header.wide)
    read = _or_none(local.column(spec.get("column")))
    if spec.get("lower"):
        read = _lowered(read)
    if prefix := spec.get("prefix"):
        plainly = read
        read = lambda cells: None if (w := plainly(cells)) is None else f"{prefix}{w}"  # noqa: E731
    if "map" not in spec:
        return read
    table = {_fold(plain(str(key))): value for key, value in spec["map"].items()}
    other = spec.get("else")
    return lambda cells: other if (w := read(cells)) is None else table.get(_fold(w), other)


def _lowered(read: Getter) -> Getter:
    return lambda cells: None if (w := read(cells)) is None else str(w).lower()


def _or_none(read: Getter) -> Getter:
    return lambda cells: read(cells) or None


def _unless(words: str, nothing: frozenset[str]) -> str:
    return "" if _fold(words) in nothing else words


def _fold(words: Any) -> str:
    return " ".join(str(words).casefold().split())
