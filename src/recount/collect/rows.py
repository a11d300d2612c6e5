"""Rows of a container: JSON Lines and delimited text, streamed; a bad row is reported and the rest goes on."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from recount.collect.bounds import Bounds, in_words
from recount.collect.columns import Kept, expected, has_text, kept_of
from recount.collect.lines import Line, lines_in
from recount.collect.records_csv import Record, delimiter_of, records_in
from recount.words.mapping import guess


@dataclass(frozen=True, slots=True)
class Row:
    """The kept cells of a row and where it stands ("line 12", "row 7")."""

    locator: str
    kept: Kept


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be taken: where, a code, a sentence."""

    locator: str | None
    code: str
    sentence: str


def rows_of_json(handle: BinaryIO, *, bounds: Bounds) -> Iterator[Row | BadRow]:
    """One row per line of JSON Lines; empty lines are nothing."""
    for line in lines_in(handle, limit=bounds.text):
        where = f"line {line.number}"
        if line.text is None:
            yield _too_long(line, where, bounds)
        elif line.text.strip("\x00 \t\r"):
            yield _json_row(line.text, where)


def rows_of_csv(handle: BinaryIO, *, bounds: Bounds) -> Iterator[Row | BadRow]:
    """One row per record of delimited text whose first record names the columns."""
    lines = lines_in(handle, limit=bounds.text)
    first = next((line for line in lines if line.text is None or line.text.strip()), None)
    if first is None or first.text is None:
        yield BadRow(None, "no_header", "The first line is empty or too long; expected the names of the columns.")
        return
    mark = delimiter_of(first.text)
    header = _header(first.text.rstrip("\r"), mark)
    if not has_text(header):
        names = ", ".join(repr(name.strip()[:40]) for name in header[:20])
        known = guess([name.strip() for name in header])
        hint = f"`recount import {known}` reads it" if known else "a table of events is read by `recount import csv`"
        sentence = f"No column holds a text: found {names}; expected one named {expected()}; {hint}."
        yield BadRow(None, "no_text_column", sentence)
        return
    for record in records_in(lines, delimiter=mark, width=len(header), limit=bounds.text):
        yield from _csv_row(record, header)


def _header(line: str, mark: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=mark))
    except csv.Error:
        return line.split(mark)


def _json_row(text: str, where: str) -> Row | BadRow:
    try:
        value = json.loads(text)
    except RecursionError:
        return BadRow(where, "bad_line", f"The JSON of {where} is nested too deeply to be a report.")
    except ValueError as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "a number too long"
        return BadRow(where, "bad_line", f"{where.capitalize()} is not JSON ({reason}); expected one object per line.")
    if not isinstance(value, dict):
        return BadRow(where, "bad_line", f"{where.capitalize()} is not a JSON object but {_kind(value)}.")
    kept = kept_of(value)
    if kept.text is None:
        names = ", ".join(repr(str(name)[:40]) for name in list(value)[:12]) or "none"
        return BadRow(where, "no_text", f"{where.capitalize()} has no text: fields {names}; expected {expected()}.")
    return Row(where, kept)


def _csv_row(record: Record, header: list[str]) -> Iterator[Row | BadRow]:
    where = f"row {record.number}"
    if record.problem is not None:
        yield BadRow(where, record.code, f"Row {record.number} (line {record.line}) {record.problem}.")
        return
    if not any(cell.strip() for cell in record.cells):
        return
    kept = kept_of(dict(zip(header, record.cells, strict=False)))
    if kept.text is None:
        yield BadRow(where, "no_text", f"Row {record.number} (line {record.line}) has no text.")
        return
    yield Row(where, kept)


def _too_long(line: Line, where: str, bounds: Bounds) -> BadRow:
    found, bound = in_words(line.size), in_words(bounds.text)
    return BadRow(where, "too_long", f"{where.capitalize()} is {found} long; a text may be up to {bound}.")


def _kind(value: object) -> str:
    return {list: "a list", str: "a string", bool: "true or false", type(None): "null"}.get(type(value), "a number")
