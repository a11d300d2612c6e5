"""Plain text and rows of tables: the text is kept exactly as decoded, so that offsets index what was given."""

from __future__ import annotations

import json

from recount.read.draft import Draft, UnreadableError
from recount.read.prose import parts_of
from recount.records import Capture
from recount.words.decoding import decode, fit


def read_text(capture: Capture) -> Draft:
    """A file of plain text. Its headline, if it has one, is part of the text."""
    decoded = decode(capture.data)
    parts = parts_of(decoded.text, title=capture.given.title)
    title = next((decoded.text[p.start : p.end] for p in parts if p.kind == "title"), None)
    return Draft(decoded.text, tuple(parts), title=title, notes=decoded.notes)


def read_row(capture: Capture) -> Draft:
    """A row of a table: its text column alone, never joined with its title."""
    try:
        row = json.loads(capture.data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise UnreadableError("bad_row", "The captured row is not the JSON that was written for it.") from error
    text = row.get("text") if isinstance(row, dict) else None
    if not isinstance(text, str):
        raise UnreadableError("no_text", "The captured row has no text.")
    decoded = fit(text)
    notes = decoded.notes
    if "�" in text:
        notes += ("U+FFFD stands in the text for characters lost before or on the way in",)
    cell = row.get("date")
    if isinstance(cell, str) and capture.given.published is None:
        notes += (f"the row's date {cell[:40]!r} does not settle one day",)
    title = fit(row["title"]).text if isinstance(row.get("title"), str) else None
    parts = parts_of(decoded.text, title=capture.given.title or title)
    return Draft(decoded.text, tuple(parts), title=title, notes=notes)
