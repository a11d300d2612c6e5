"""What arrives is kept, and what is new of it is read: collect and read over a campaign."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from recount.built import Built, note_mishap, note_skip
from recount.read import READER_VERSION, read
from recount.records import Capture, Skip
from recount.records.ids import report_id
from recount.rim import Rim
from recount.spared import Mishap, spared
from recount.store import Campaign, Run, Writer, stage_key
from recount.store.shapes import capture_key


def take_in(
    items: Iterable[Capture | Skip], holdings: Campaign, writer: Writer, run: Run, built: Built, rim: Rim
) -> None:
    """Keep what arrives and read what is new. The first capture of the same bytes in a run speaks for them."""
    texts, done, taken = holdings.ledger("texts"), set[str](), set[str]()
    for number, item in enumerate(items, 1):
        rim.watch.step("Collecting and reading", number, None)
        if isinstance(item, Skip):
            note_skip(item, writer, run, built)
            continue
        built.seen += 1
        subject = report_id(item.custody.sha256, *(item.given.dataset.issue if item.given.dataset else ()))
        taken.update(places_of(item))
        writer.add_capture(item)
        key = stage_key(stage="read", version=READER_VERSION, inputs=capture_key(item))
        if subject in done:
            built.again += 1
            continue
        done.add(subject)
        if (state := texts.state(subject, key)) == "current":
            note_unread(texts.extra(subject), item, built, run)
            continue
        if state == "earlier":
            writer.restore("texts", subject, key=key)
            continue
        built.new += 1
        outcome = spared(partial(read, item, today=rim.clock().date()), places_of(item)[0])
        if isinstance(outcome, Mishap):
            taken.difference_update(places_of(item))
            note_mishap(outcome, writer, run, built)
        elif isinstance(outcome, Skip):
            writer.add_unread(subject, outcome, key=key)
            run.skip(outcome)
            built.skipped.append(outcome)
        else:
            writer.add_report(outcome, key=key)
            built.rows += sum(segment.kind == "row" for segment in outcome.segments)
    writer.taken(taken)
    run.count("collect", taken=built.seen + len(built.skipped), given=built.seen)
    run.count("read", taken=built.new, given=built.new)


def note_unread(extra: Mapping[str, Any], item: Capture, built: Built, run: Run) -> None:
    """A capture that could not be read before cannot be read now: say so again, so that nobody forgets it."""
    if extra.get("skip"):
        skip = Skip(
            places_of(item)[0], "unread", "Could not be read when it first came, and nothing has changed since."
        )
        run.skip(skip)
        built.skipped.append(skip)


def places_of(item: Capture) -> list[str]:
    """The names by which a skip may have spoken of where this capture stands."""
    address, locator = item.custody.address, item.custody.locator
    return [address] if locator is None else [f"{address}, {locator}", f"{address}, {locator.split(', id ')[0]}"]
