"""Recount from Python: what the command line does, as functions and one object. `import recount` gives all of it.

    import recount

    campaign = recount.build(["reports/"], "campaign")
    for event in campaign.events(place="Homs"):
        print(event.time, event.quantities)
    campaign.report("2023Q4", "report.html")
    release = campaign.release("2023Q4")
    campaign.export("acled", "acled.csv")
    assert campaign.verify() == []

Records are the frozen dataclasses of `recount.records`; errors are `recount.RecountError`, whose text is written for a
person. Nothing here asks the network for anything.
"""

from __future__ import annotations

import getpass
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from recount.exported import export
from recount.pipeline import build as build_campaign
from recount.pipeline import import_dataset
from recount.publish import FORMS, ReportForm, between, quarter_of
from recount.publish.releases import hold_back_of
from recount.records import Claim, Event, Report, UsageError
from recount.records.codec import from_json
from recount.records.publication import Quarter
from recount.records.release import Change
from recount.released import Released, differences, release, verify_releases
from recount.reported import quarter_report
from recount.rim import Rim
from recount.store import Campaign as Holdings
from recount.store import Filters, query, search, verify
from recount.store.search import Hit
from recount.words.mapping import map_from, shipped_map

Place = str | Path
Period = str | tuple[str, str]
"""A quarter (`2016Q2`, `FY2024Q1`), or a first and a last day."""
PACK = "inherent-resolve"


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign on disk. Each question reads the generation that stands when it is asked."""

    path: Path

    def events(self, **filters: Any) -> list[Event]:
        """Events; filters are those of `recount events`: type, place, actor, since, until, text, mission, limit."""
        return [from_json(Event, line) for line in self._lines(query.events, filters)]

    def claims(self, **filters: Any) -> list[Claim]:
        """What reports say, with the words that carry it; filters are those of `recount claims`."""
        return [from_json(Claim, line) for line in self._lines(query.claims, filters)]

    def reports(self, **filters: Any) -> list[Report]:
        """Reports with their text."""
        return [from_json(Report, line) for line in self._lines(query.reports, filters)]

    def search(self, words: str, *, limit: int = 50) -> list[Hit]:
        """Sentences that hold the words, as `recount search` finds them."""
        with Holdings.open(self.path).generation() as generation:
            return list(search(generation, words, limit=limit))

    def report(self, period: Period, file: Place | None = None, *, form: str | None = None) -> bytes:
        """The report of a period; written to a file where one is named, whose ending gives the form."""
        ending = form or (Path(file).suffix.lstrip(".") if file is not None else "md")
        made = quarter_report(self.path, _period(period), form=_form(ending))
        if file is not None:
            Path(file).write_bytes(made)
        return made

    def release(
        self, period: Period | None = None, *, hold_back: str | None = None, as_of: str | None = None
    ) -> Released:
        """Freeze a numbered release; see `recount release`."""
        about = None if period is None else _period(period)
        return release(self.path, rim=_rim(), period=about, hold_back=hold_back_of(hold_back), as_of=as_of)

    def diff(self, before: int, after: int) -> list[Change]:
        """How two releases differ."""
        return differences(self.path, before, after)

    def export(self, form: str, file: Place) -> dict[str, int]:
        """Write the campaign in the form of another tool; gives what that form cannot hold, counted by reason."""
        made = export(self.path, form)
        Path(file).write_bytes(made.data)
        return dict(made.left_out)

    def verify(self) -> list[str]:
        """What does not hold, a sentence for each thing; an empty list where everything does."""
        holdings = Holdings.open(self.path)
        return [*verify(holdings), *verify_releases(holdings)]

    def _lines(self, asked: Any, filters: dict[str, Any]) -> Iterator[str]:
        unknown = set(filters) - set(Filters.__dataclass_fields__)
        if unknown:
            known = ", ".join(Filters.__dataclass_fields__)
            raise UsageError(f"unknown filters {sorted(unknown)}; expected among {known}")
        with Holdings.open(self.path).generation() as generation:
            yield from asked(generation, Filters(**filters))


def build(
    paths: Sequence[Place],
    campaign: Place,
    *,
    pack: str = PACK,
    published: str | None = None,
    manifest: Place | None = None,
    workers: int = 1,
) -> Campaign:
    """Read reports into a campaign, and give it; a rerun adds only what is new. See `recount build`."""
    listed = None if manifest is None else Path(manifest)
    build_campaign(
        [str(path) for path in paths], Path(campaign), pack=pack, rim=_rim(), published=published, manifest=listed,
        workers=workers,
    )  # fmt: skip
    return Campaign(Path(campaign))


def import_table(
    files: Sequence[Place], campaign: Place, *, kind: str, map_file: Place | None = None, vintage: str | None = None
) -> Campaign:
    """Take structured event data in: `kind` is acled, ged, gtd or recount, or csv with a map. See `recount import`."""
    if kind == "csv" and map_file is None:
        raise UsageError("kind csv needs map_file, which says how the columns are read")
    mapping = shipped_map(kind) if map_file is None else map_from(Path(map_file).read_bytes(), where=str(map_file))
    listed = [Path(file) for file in files]
    import_dataset(listed, Path(campaign), mapping=mapping, pack=PACK, rim=_rim(), vintage=vintage)
    return Campaign(Path(campaign))


def open_campaign(path: Place) -> Campaign:
    """A campaign that stands; `CampaignError` says what is there instead."""
    return Campaign(Holdings.open(path).path)


def _form(ending: str) -> ReportForm:
    for form in FORMS:
        if form == ending:
            return form
    raise UsageError(f"cannot write a report as {ending!r}; expected one of {', '.join(FORMS)}")


def _period(period: Period) -> Quarter:
    return quarter_of(period) if isinstance(period, str) else between(*period)


def _rim() -> Rim:
    try:
        collector = getpass.getuser()
    except (KeyError, OSError):
        collector = "unknown"
    return Rim(clock=lambda: datetime.now(UTC), collector=collector, stdin=None)
