"""Tables as CSV (RFC 4180): text of reports is data, and never a formula of the program that opens it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from recount.publish.clean import clean


def csv_of(*heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A table with one or more rows of headings."""
    made = io.StringIO()
    out = csv.writer(made, lineterminator="\r\n")
    out.writerows(heads)
    out.writerows([safe(cell) for cell in row] for row in rows)
    return made.getvalue().encode("utf-8", "backslashreplace")


def safe(cell: Any) -> Any:
    """A cell that a spreadsheet will not take for a formula; numbers below nought stay numbers."""
    if not isinstance(cell, str):
        return cell
    words = clean(cell)
    if words[:1] in ("=", "@", "\t", "\r") or (words[:1] in ("+", "-") and not _number(words)):
        return "'" + words
    return words


def _number(words: str) -> bool:
    try:
        float(words)
    except ValueError:
        return False
    return True
