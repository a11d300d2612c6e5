"""Reports and claims of texts that flow through, without a campaign."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, TypedDict

from recount.collect import Bounds, captured, collect, lines_in
from recount.extract import Extractor, mentions_in
from recount.language.analysis import Analysis
from recount.language.interface import Language
from recount.read import read
from recount.records import Capture, Claim, Report, Skip
from recount.records.codec import to_dict
from recount.rim import Rim
from recount.spared import Mishap, spared
from recount.words.pack import load_pack


def read_all(
    paths: Sequence[str], *, rim: Rim, manifest: Path | None = None, published: str | None = None
) -> Iterator[Report | Skip]:
    """Reports of files, folders or standard input, without a campaign."""
    captures = collect(
        paths,
        stdin=rim.stdin,
        clock=rim.clock,
        collector=rim.collector,
        manifest=manifest,
        published=published,
        exclude=[manifest] if manifest else [],
    )
    for item in captures:
        yield item if isinstance(item, Skip) else _read(item, rim.clock().date())


def _read(capture: Capture, today: date) -> Report | Skip:
    outcome = spared(partial(read, capture, today=today), capture.custody.address)
    return outcome.skip if isinstance(outcome, Mishap) else outcome


def _claims_in(report: Report, extractor: Extractor) -> Iterator[Claim | Skip]:
    if not report.readable:
        yield _unread(report)
        return
    outcome = spared(partial(extractor.claims_in, report), report.address or report.id)
    yield from [outcome.skip] if isinstance(outcome, Mishap) else outcome


def _unread(report: Report) -> Skip:
    named = f"is in another language ({report.language})" if report.language else "is in another script"
    return Skip(report.address or report.id, "unread", f"The text {named}, and Recount reads English only: no claims.")


def extract_documents(
    paths: Sequence[str], *, rim: Rim, pack: str, published: str | None = None
) -> Iterator[Claim | Skip]:
    """Claims of documents in any form that can be read, without a campaign."""
    extractor = Extractor(load_pack(pack))
    for item in read_all(paths, rim=rim, published=published):
        if isinstance(item, Skip):
            yield item
        else:
            yield from _claims_in(item, extractor)


def explain(path: str, *, rim: Rim, pack: str, published: str | None = None) -> Iterator[str | Skip]:
    """For each report found: its sentences, which rules fired there, and why nothing was coded where nothing was."""
    extractor = Extractor(load_pack(pack))
    for item in read_all([path], rim=rim, published=published):
        if isinstance(item, Skip):
            yield item
            continue
        if not item.readable:
            yield _unread(item)
            continue
        told = spared(partial(extractor.explain, item), item.address or item.id)
        yield told.skip if isinstance(told, Mishap) else told


def extract_lines(lines: BinaryIO, *, rim: Rim, pack: str, published: str | None = None) -> Iterator[Claim | Skip]:
    """Claims of lines `{id, text, published?}`, in their order; offsets index that text exactly as given."""
    extractor = Extractor(load_pack(pack))
    for item in texts_in(lines, rim=rim, published=published):
        if isinstance(item, Skip):
            yield item
        else:
            yield from _claims_in(item, extractor)


class Missing(TypedDict):
    """A verb or a name that a pack does not know: how often, in how many reports, and the first sentence."""

    what: str
    words: str
    times: int
    reports: int
    example: str


def missing(paths: Sequence[str], *, rim: Rim, pack: str) -> Iterator[Missing | Skip]:
    """What documents tell that a pack has no words for: skips first, then rows, the most frequent first."""
    extractor = Extractor(load_pack(pack))
    found: dict[tuple[str, str], Missing] = {}
    for item in read_all(paths, rim=rim):
        if isinstance(item, Skip):
            yield item
            continue
        told = spared(partial(extractor.unmatched_in, item), item.address or item.id)
        if isinstance(told, Mishap):
            yield told.skip
            continue
        seen: set[tuple[str, str]] = set()
        for one in told:
            key = (one.what, one.words)
            row = found.setdefault(
                key, Missing(what=one.what, words=one.words, times=0, reports=0, example=one.sentence)
            )
            row["times"] += 1
            row["reports"] += key not in seen
            seen.add(key)
    yield from sorted(found.values(), key=lambda row: (-row["times"], row["what"], row["words"]))


def mention_lines(
    lines: BinaryIO, *, rim: Rim, pack: str, published: str | None = None
) -> Iterator[dict[str, Any] | Skip]:
    """Actor, place and time mentions of lines `{id, text, published?}`."""
    extractor = Extractor(load_pack(pack))
    for item in texts_in(lines, rim=rim, published=published):
        if isinstance(item, Skip):
            yield item
        else:
            found = spared(partial(_mentions, item, extractor), item.address or item.id)
            yield from [found.skip] if isinstance(found, Mishap) else found


def _mentions(report: Report, extractor: Extractor) -> list[dict[str, Any]]:
    return [to_dict(mention) for mention in mentions_in(report, extractor)]


def analyses(
    paths: Sequence[str], *, rim: Rim, language: Language, published: str | None = None
) -> Iterator[tuple[Report, Analysis] | Skip]:
    """Documents in any form that can be read, each with what a reader of its language says of it."""
    for item in read_all(paths, rim=rim, published=published):
        if isinstance(item, Skip):
            yield item
        else:
            found = spared(partial(language.analyse, item.text), item.address or item.id)
            yield found.skip if isinstance(found, Mishap) else (item, found)


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
        reason = {RecursionError: "it is nested too deeply", ValueError: "a number is too long"}.get(type(error), error)
        return Skip(where, "bad_line", f"This is not JSON ({reason}); expected one object with id and text.")
    if (
        not isinstance(row, dict)
        or not isinstance(row.get("text"), str)
        or type(row.get("id")) not in (str, int, float)
    ):
        return Skip(where, "bad_line", "Expected an object with the fields id and text, and perhaps published.")
    day = row.get("published") or published
    if day is not None and not _is_day(day):
        return Skip(where, "bad_line", f"published is {str(day)[:40]!r}; expected a date such as 2016-06-20.")
    date_given = day[:10] if day else None
    capture = captured(row["text"], published=date_given, address=where, clock=rim.clock, collector=rim.collector)
    outcome = _read(capture, today)
    return outcome if isinstance(outcome, Skip) else replace(outcome, id=str(row["id"]))


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value[:10]))
    except ValueError:
        return False
