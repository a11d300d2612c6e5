"""Reports and claims of texts that flow through, without a campaign."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from recount.collect import Bounds, captured, collect, lines_in
from recount.extract import Extractor, mentions_in
from recount.read import read
from recount.records import Claim, Report, Skip
from recount.records.codec import to_dict
from recount.rim import Rim
from recount.words.pack import load_pack


def read_all(
    paths: Sequence[str], *, rim: Rim, manifest: Path | None = None, published: str | None = None
) -> Iterator[Report | Skip]:
    """Reports of files, folders or standard input, without a campaign."""
    captures = collect(
        paths, stdin=rim.stdin, clock=rim.clock, collector=rim.collector, manifest=manifest, published=published
    )
    for item in captures:
        yield item if isinstance(item, Skip) else read(item, today=rim.clock().date())


def extract_documents(
    paths: Sequence[str], *, rim: Rim, pack: str, published: str | None = None
) -> Iterator[Claim | Skip]:
    """Claims of documents in any form that can be read, without a campaign."""
    extractor = Extractor(load_pack(pack))
    for item in read_all(paths, rim=rim, published=published):
        if isinstance(item, Skip):
            yield item
        else:
            yield from extractor.claims_in(item)


def explain(path: str, *, rim: Rim, pack: str, published: str | None = None) -> Iterator[str]:
    """For each report found: its sentences, which rules fired there, and why nothing was coded where nothing was."""
    extractor = Extractor(load_pack(pack))
    for item in read_all([path], rim=rim, published=published):
        yield item.sentence if isinstance(item, Skip) else extractor.explain(item)


def extract_lines(lines: BinaryIO, *, rim: Rim, pack: str, published: str | None = None) -> Iterator[Claim | Skip]:
    """Claims of lines `{id, text, published?}`, in their order; offsets index that text exactly as given."""
    extractor = Extractor(load_pack(pack))
    for item in texts_in(lines, rim=rim, published=published):
        if isinstance(item, Skip):
            yield item
        else:
            yield from extractor.claims_in(item)


def mention_lines(
    lines: BinaryIO, *, rim: Rim, pack: str, published: str | None = None
) -> Iterator[dict[str, Any] | Skip]:
    """Actor, place and time mentions of lines `{id, text, published?}`."""
    extractor = Extractor(load_pack(pack))
    for item in texts_in(lines, rim=rim, published=published):
        if isinstance(item, Skip):
            yield item
        else:
            yield from (to_dict(mention) for mention in mentions_in(item, extractor))


def texts_in(lines: BinaryIO, *, rim: Rim, published: str | None = None) -> Iterator[Report | Skip]:
    """Reports of lines `{id, text, published?}`. A line's own date goes before the one stated for all."""
    today = rim.clock().date()
    for line in lines_in(lines, limit=Bounds().text):
        where = f"line {line.number}"
        if line.text is None:
            yield Skip(where, "too_long", f"The line has {line.size:,} bytes, more than a text may have.")
        elif line.text.strip():
            yield _report_of(line.text, where, published, today, rim)


def _report_of(line: str, where: str, published: str | None, today: date, rim: Rim) -> Report | Skip:
    """A line's text as a report with the id that the line gives."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Skip(where, "bad_line", f"This is not JSON ({error}); expected one object with id and text.")
    if not isinstance(row, dict) or not isinstance(row.get("text"), str) or row.get("id") is None:
        return Skip(where, "bad_line", "Expected an object with the fields id and text, and perhaps published.")
    day = row.get("published") or published
    if day is not None and not _is_day(day):
        return Skip(where, "bad_line", f"published is {str(day)[:40]!r}; expected a date such as 2016-06-20.")
    date_given = day[:10] if day else None
    capture = captured(row["text"], published=date_given, address=where, clock=rim.clock, collector=rim.collector)
    outcome = read(capture, today=today)
    return outcome if isinstance(outcome, Skip) else replace(outcome, id=str(row["id"]))


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value[:10]))
    except ValueError:
        return False
