"""Filter chips: what a view is narrowed to, each with the address of the same view without it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.requests import Request

from recount.desk.pages import address


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter that applies: its name and value in words, and where the view without it is."""

    name: str
    value: str
    without: str


def chips(request: Request, names: Mapping[str, str], words: Mapping[str, str] | None = None) -> list[Chip]:
    """The chips of a request. `names` are the filters of the screen in words, in order; `words` put values in words."""
    query = dict(request.query_params)
    return [
        Chip(
            title,
            (words or {}).get(query[name], query[name]),
            address(request.url.path, query, **{name: None, "page": None}),
        )
        for name, title in names.items()
        if query.get(name)
    ]


@dataclass(frozen=True, slots=True)
class Pages:
    """Which page of a long list is shown, and where the ones beside it are."""

    first: int
    last: int
    total: int
    before: str | None
    after: str | None


def paged(request: Request, total: int, most: int) -> tuple[int, Pages]:
    """The offset that the address asks for, and the links to the pages beside it."""
    query = dict(request.query_params)
    try:
        number = max(1, min(int(query.get("page", "1")), 1_000_000))
    except ValueError:
        number = 1
    first = (number - 1) * most
    path = request.url.path
    before = address(path, query, page=str(number - 1) if number > 2 else None) if number > 1 else None
    after = address(path, query, page=str(number + 1)) if first + most < total else None
    return first, Pages(first + 1 if total else 0, min(first + most, total), total, before, after)


def options(rows: Sequence[tuple[str, int]]) -> list[tuple[str, str]]:
    """Values of a facet as options of a select, with their counts."""
    return [(value, f"{value} ({count:,})") for value, count in rows]
