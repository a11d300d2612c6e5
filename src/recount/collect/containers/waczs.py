"""WACZ packages (1.1.1): web archives in a zip file, with the titles of their pages beside them."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO, cast

from recount.collect.containers.budget import Budget, Guarded, Stream
from recount.collect.containers.pieces import TROUBLES, Opened, Passed, Trouble
from recount.collect.containers.zips import pieces_of
from recount.collect.containers.zips_cut import entries_in
from recount.collect.forms import ZIP_TROUBLES
from recount.collect.lines import lines_in

_LINE = 1_000_000
"""Bytes that one page may take in the list of pages; some lists hold the words of the page too."""
_TITLE = 500


def open_wacz(handle: Stream, name: str, budget: Budget) -> Opened:  # noqa: ARG001 - every opener is called alike
    """The web archives of a package. Its indexes and logs are no reports and are left out in silence."""
    file = cast(BinaryIO, handle)
    try:
        package = zipfile.ZipFile(file)
    except ZIP_TROUBLES:
        yield from _archives(entries_in(file, budget))
        return
    with package:
        for info in package.infolist():
            if info.filename.startswith("pages/") and info.filename.endswith(".jsonl"):
                yield from _take_titles(package, info, budget)
        yield from _archives(pieces_of(package))


def _archives(found: Opened) -> Opened:
    return (item for item in found if item.label is None or item.label.startswith("archive/"))


def _take_titles(package: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> Iterator[Trouble | Passed]:
    try:
        with package.open(info) as stream:
            guarded = cast(BinaryIO, Guarded(cast(Stream, stream), budget, info.compress_size))
            for line in islice(lines_in(guarded, limit=_LINE), budget.bounds.members):
                budget.titles.update(_title(line.text or ""))
    except TROUBLES:
        yield Trouble("damaged", "The list of pages is damaged; titles are taken from the pages.", info.filename)


def _title(line: str) -> dict[str, str]:
    try:
        page = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(page, dict):
        return {}
    url, title = page.get("url"), page.get("title")
    told = isinstance(url, str) and isinstance(title, str) and title.strip() and title != url
    return {str(url): " ".join(str(title).split())[:_TITLE]} if told else {}
