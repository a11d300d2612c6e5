"""Rows of a dataset: the text is the decoded table exactly, its header one segment and each row another."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from recount.read.draft import Draft, UnreadableError
from recount.read.parts import Part
from recount.records import Capture
from recount.words.cells import plain
from recount.words.decoding import decode, fit
from recount.words.delimited import delimiter_of, header_of, lines_of, rows_in
from recount.words.mapping import listed, map_from

_FIRST = re.compile(r"rows (\d+)-")


def read_dataset(capture: Capture) -> Draft:
    """The header and up to a thousand rows. A row that cannot be parsed stays a segment and is named in the notes."""
    dataset = capture.given.dataset
    if dataset is None:
        raise UnreadableError("no_map", "These are rows of a dataset, but no map says how its columns are read.")
    mapping = map_from(dataset.mapping, where=dataset.name, name=dataset.name).raw
    text, notes = _decoded(capture.data, str(mapping.get("encoding") or ""))
    lines = lines_of(text)
    at = next((n for n, line in enumerate(lines) if line.strip()), None)
    if at is None:
        raise UnreadableError("no_text", "Nothing is written here: no header and no rows.")
    delimiter = str(mapping.get("delimiter") or delimiter_of(lines[at]))
    header = header_of(lines[at], delimiter)
    start = sum(map(len, lines[: at + 1]))
    parts = [Part("table", start - len(lines[at]), start - len(lines[at]) + len(lines[at].rstrip("\r\n")))]
    first = _FIRST.match(capture.custody.locator or "")
    rows, problems = _rows(lines[at + 1 :], start, delimiter, header, mapping, int(first[1]) if first else 1)
    return Draft(text, (*parts, *rows), title=capture.given.title, notes=(*notes, *problems))


def _rows(
    lines: list[str], start: int, delimiter: str, header: Sequence[str], mapping: Mapping[str, Any], number: int
) -> tuple[list[Part], list[str]]:
    keys = [header.index(name) for name in listed(mapping.get("key")) if name in header]
    parts, problems = [], []
    at = start
    for row in rows_in(lines, delimiter=delimiter, width=len(header)):
        end = at + len(row.raw.rstrip("\r\n"))
        if not row.blank:
            key = next((value for i in keys if row.cells and (value := plain(row.cells[i]))), None)
            parts.append(Part("row", at, end, locator=f"row {number}", key=key))
            if row.problem is not None:
                problems.append(f"row {number} {row.problem}")
            number += 1
        at += len(row.raw)
    return parts, problems


def _decoded(data: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    if not encoding:
        decoded = decode(data)
        return decoded.text, decoded.notes
    whole = fit(data.decode(encoding, "replace"), encoding)
    lost = whole.text.count("\ufffd")
    notes = (*whole.notes, f"{lost} character(s) that are not {encoding} stand as U+FFFD") if lost else whole.notes
    return whole.text.removeprefix("\ufeff"), notes
