"""Whether a release still holds: its files are what it says they are, its quotations stand in the texts, its numbers
come out of its own tables again. Each function names what does not hold, a sentence for each thing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from recount.publish.ledger import bounds
from recount.publish.queries import Queries
from recount.publish.withhold import WITHHELD
from recount.records import RecountError
from recount.records.codec import from_dict
from recount.records.ids import sha256_of
from recount.records.publication import Measure, Quarter

Texts = Callable[[str, str], str | None]
"""The text of a report (its id) in one text version; `None` where the campaign does not hold it."""


def broken_files(folder: Path, listed: str) -> Iterator[str]:
    """Files that are missing, changed or not named. `listed` is the hash of datapackage.json in the index."""
    name = f"Release {folder.name}"
    try:
        raw = (folder / "datapackage.json").read_bytes()
        stated = {row["path"]: row for row in json.loads(raw)["resources"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        yield f"{name}: its datapackage.json cannot be read ({type(error).__name__}); restore the folder from a copy."
        return
    if sha256_of(raw) != listed:
        yield f"{name}: its datapackage.json does not have the hash that the index of releases gives."
    there = {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()} - {"datapackage.json"}
    for path in sorted(stated.keys() - there):
        yield f"{name}: the file {path} is missing."
    for path in sorted(there - stated.keys()):
        yield f"{name}: the file {path} is not named by it."
    for path in sorted(stated.keys() & there):
        if f"sha256:{sha256_of((folder / path).read_bytes())}" != stated[path].get("hash"):
            yield f"{name}: the file {path} is not what was released: its hash differs."


def broken_quotes(folder: Path, texts: Texts) -> Iterator[str]:
    """Annotations whose words do not stand at their place in the text; what was withheld stands for any words."""
    name = f"Release {folder.name}"
    try:
        items = json.loads((folder / "annotations.jsonld").read_text(encoding="utf-8"))["items"]
        found = [(one["id"], one["target"]["scope"], *one["target"]["selector"]) for one in items]
    except (OSError, ValueError, KeyError, TypeError) as error:
        yield f"{name}: its annotations cannot be read ({type(error).__name__})."
        return
    for id_, scope, quote, position in found:
        _, _, _, report, _, version = scope.split(":")
        text = texts(report, version)
        if text is None:
            yield f"{name}: {id_} quotes the text {version} of report {report}, which the campaign does not hold."
        elif not _stands(quote["exact"], text[position["start"] : position["end"]]):
            yield f"{name}: {id_}: the text does not hold its words at {position['start']} to {position['end']}."


def _stands(exact: str, there: str) -> bool:
    """Whether the words are those of the text, a private name standing for any words, also a name cut by the end."""
    if WITHHELD not in exact:
        return exact == there
    pattern = ".*".join(re.escape(piece) for piece in exact.split(WITHHELD))
    return re.fullmatch(pattern, there, re.DOTALL) is not None


def broken_numbers(folder: Path, queries: Queries) -> Iterator[str]:
    """Numbers that the release's own tables do not give again by its questions, and values outside their range."""
    name = f"Release {folder.name}"
    try:
        lines = (folder / "numbers.jsonl").read_text(encoding="utf-8").splitlines()
        numbers = {row["key"]: row for row in map(json.loads, lines)}
        asked = json.loads((folder / "queries.json").read_text(encoding="utf-8"))
        for row in asked:
            if row["key"] in numbers:
                yield from _number(name, numbers[row["key"]], row, queries)
    except (OSError, ValueError, KeyError, TypeError, RecountError) as error:
        yield f"{name}: its numbers or queries cannot be read ({type(error).__name__}: {error})."
        return
    for key, row in numbers.items():
        if row["value"] is not None and not _inside(row):
            yield f"{name}: the number {key} ({row['value']}) lies outside its range."


def _number(name: str, stated: Mapping[str, Any], asked: Mapping[str, Any], queries: Queries) -> Iterator[str]:
    hits = queries.hits(from_dict(Measure, asked["measure"]), from_dict(Quarter, asked["period"]))
    low, best, high = bounds(hits)
    if stated["value"] is None:  # nothing was being reported: the rows say so, and no figure
        return
    if (low, best, high) != (stated["low"], stated["value"], stated["high"]):
        yield (
            f"{name}: the number {asked['key']} is stated as {stated['value']} ({stated['low']} to {stated['high']}); "
            f"its tables give {best} ({low} to {high})."
        )
    rows = [f"e-{hit.event}" for hit in hits]
    if rows != stated["rows"]:
        yield f"{name}: the number {asked['key']} rests on other events than its tables give."


def _inside(row: Mapping[str, Any]) -> bool:
    low = row["low"] if row["low"] is not None else row["value"]
    high = row["high"] if row["high"] is not None else row["value"]
    given = row["key"].startswith(("said-", "rival-"))  # "over 150" is said as 150, and means more
    return given or bool(low <= row["value"] <= max(high, row["value"]))
