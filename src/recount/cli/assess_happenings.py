"""Events with their dates, brought from a table or a campaign to where coupling is asked: what each date tells, and
no more."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from recount.cli.talk import plural, say
from recount.collect.table import Table, listed
from recount.records import DataError, UsageError

DATES = ("date", "day", "when", "start", "time", "date_iso", "event_date")
TYPES = ("type", "kind", "event_type", "what")
_MONTH = re.compile(r"(\d{4})-(\d\d)\Z")
_WEEK = re.compile(r"(\d{4})-W(\d\d)\Z")
MOST_DAYS = 20_000
MOST_A_DAY = 10_000
LONGEST = 31
"""Days over which the date of an event of a campaign may be spread; of what is spread farther nothing follows."""


@dataclass(frozen=True, slots=True)
class Dated:
    """Events: first day, the day after the last that it may have been, type, and the clock time where there is one.
    `days`: the first day of the table and the day after its last."""

    starts: list[date]
    stops: list[date]
    types: list[str]
    clocks: list[datetime | None]
    days: tuple[date, date]


def of_rows(sheet: Table, dated: str | None, typed: str | None) -> Dated:
    """Events, a row each."""
    dates = sheet.column(known(sheet, dated, DATES, "--date"))
    types = sheet.column(known(sheet, typed, TYPES, "--type"))
    spans = [span(cell, row) for cell, (row, _) in zip(dates, sheet.rows, strict=True)]
    period = (min(s[0] for s in spans), max(s[1] for s in spans))
    return Dated([s[0] for s in spans], [s[1] for s in spans], types, [s[2] for s in spans], period)


def of_counts(sheet: Table, dated: str | None, names: Sequence[str]) -> Dated:
    """Events out of counts by day. Raises DataError where a day is missing, twice there, or no day."""
    days = [
        span(cell, row)
        for cell, (row, _) in zip(sheet.column(known(sheet, dated, DATES, "--date")), sheet.rows, strict=True)
    ]
    for (row, _), (start, stop, _) in zip(sheet.rows, days, strict=True):
        if (stop - start).days != 1:
            raise DataError(
                f"row {row}: found a week or a month where a day was expected; coupling needs counts by day."
            )
    order = sorted(range(len(days)), key=lambda at: days[at][0])
    for before, after in pairwise(order):
        if (days[after][0] - days[before][0]).days != 1:
            raise DataError(
                f"after {days[before][0]} comes {days[after][0]}: a day that is missing or twice there is not a day "
                "without events. Give each day one row, or a period without gaps by --from and --until."
            )
    found = Dated([], [], [], [], (days[order[0]][0], days[order[-1]][1]))
    for name in names:
        for (row, _), number, (start, stop, _) in zip(sheet.rows, sheet.numbers(name), days, strict=True):
            if number < 0 or number % 1 or number > MOST_A_DAY:
                raise DataError(
                    f"row {row}, column {name}: found {number:g}; counts of a day are whole numbers from 0 to "
                    f"{MOST_A_DAY:,}."
                )
            found.starts.extend([start] * int(number))
            found.stops.extend([stop] * int(number))
            found.types.extend([name] * int(number))
            found.clocks.extend([None] * int(number))
    return found


def known(sheet: Table, named: str | None, usual: Sequence[str], option: str) -> str:
    """The column that is named, or one of the usual names."""
    found = named or next((name for name in sheet.header if name.casefold() in usual), None)
    if found is None:
        raise UsageError(f"{sheet.name} has the columns {listed(sheet.header)}; name the one to use by {option}.")
    return found


def span(cell: str, row: int) -> tuple[date, date, datetime | None]:
    """First day, day after the last, and the clock time of a date that names a day, week, month or moment.

    >>> span("2007-02", 1)[:2]
    (datetime.date(2007, 2, 1), datetime.date(2007, 3, 1))
    """
    try:
        if month := _MONTH.match(cell):
            start = date(int(month[1]), int(month[2]), 1)
            return start, (start + timedelta(days=31)).replace(day=1), None
        if week := _WEEK.match(cell):
            start = date.fromisocalendar(int(week[1]), int(week[2]), 1)
            return start, start + timedelta(days=7), None
        moment = datetime.fromisoformat(cell)
        clock = moment.replace(tzinfo=None) if len(cell) > len("2007-03-01") else None
        return moment.date(), moment.date() + timedelta(days=1), clock
    except (ValueError, OverflowError):
        raise DataError(
            f"row {row}: found {cell[:40]!r} where a date was expected, as 2007-03-01, 2007-03 or 2007-W10."
        ) from None


def period(events: Dated, first: str | None, last: str | None) -> tuple[date, date]:
    """First day and day after the last."""
    if not events.starts:
        raise DataError("there is not one event; all counts are zero.")
    begin = date.fromisoformat(first) if first else events.days[0]
    end = date.fromisoformat(last) if last else events.days[1]
    if not 0 < (end - begin).days <= MOST_DAYS:
        raise UsageError(f"from {begin} until {end} are {(end - begin).days:,} days; expected 1 to {MOST_DAYS:,}.")
    return begin, end


def within(events: Dated, names: Sequence[str], begin: date, end: date) -> Dated:
    """Events of the kinds asked for that lie inside the period; the rest is counted aloud."""
    missing = [name for name in names if name not in events.types]
    if missing:
        raise DataError(
            f"there is no event of the kind {missing[0]!r}; there are {', '.join(sorted(set(events.types))[:12])}."
        )
    kept = [
        at
        for at, kind in enumerate(events.types)
        if kind in names and events.starts[at] >= begin and events.stops[at] <= end
    ]
    left = sum(kind in names for kind in events.types) - len(kept)
    if left:
        say(f"Left out, since they are not wholly inside the period: {plural(left, 'event')}.")
    return Dated(
        [events.starts[at] for at in kept],
        [events.stops[at] for at in kept],
        [events.types[at] for at in kept],
        [events.clocks[at] for at in kept],
        (begin, end),
    )


@dataclass(frozen=True, slots=True)
class Kind:
    """One series of a campaign: a measure of the outline, at a place, of an actor, and what it is called."""

    name: str
    measure: str
    place: str | None
    actor: str | None


def kind_of(words: str) -> Kind:
    """A series as KEY, KEY@PLACE, KEY+ACTOR or KEY+ACTOR@PLACE.

    >>> kind_of("isis_attacks@Anbar")
    Kind(name='isis_attacks@Anbar', measure='isis_attacks', place='Anbar', actor=None)
    """
    head, _, place = words.partition("@")
    measure, _, actor = head.partition("+")
    if not measure.strip():
        raise UsageError(f"{words!r} names no measure; expected KEY, KEY@PLACE, KEY+ACTOR or KEY+ACTOR@PLACE")
    return Kind(words, measure.strip(), place.strip() or None, actor.strip() or None)


def of_campaign(campaign: Path, kinds: Sequence[Kind]) -> Dated:
    """Events of a campaign by series, each on the days that its words give it. An event that only its report dates is
    left out aloud: reports follow one another for reasons of their own."""
    from recount.counted import Wanted, lies_in, measure_of
    from recount.records.publication import Quarter
    from recount.store import Campaign
    from recount.store.measures import Measures
    from recount.words.pack import load_pack

    holdings = Campaign.open(campaign)
    outline = load_pack(holdings.pack).outline
    found = Dated([], [], [], [], (date.min, date.max))
    seen: Counter[str] = Counter()
    loose = 0
    with holdings.generation() as generation:
        measures = Measures(generation.duck)
        for kind in kinds:
            measure = measure_of(outline, Wanted(kind.measure, kind.place, kind.actor))
            for hit in measures.hits(measure, Quarter("0001-01-01", "9999-12-31", "all")):
                if kind.place is not None and not lies_in(hit, kind.place):
                    continue
                span = days_of(hit.start, hit.stop)
                if span is None:
                    loose += 1
                    continue
                seen[hit.event] += 1
                found.starts.append(span[0])
                found.stops.append(span[1])
                found.types.append(kind.name)
                found.clocks.append(None)
    if loose:
        say(f"Left out, since their own words date them to no more than {LONGEST} days: {plural(loose, 'event')}.")
    shared = sum(number > 1 for number in seen.values())
    if shared:
        say(
            f"In more than one series: {plural(shared, 'event')}; series that share events move together by themselves."
        )
    if not found.starts:
        raise DataError("the campaign has no event of these series that its own words date; try other measures")
    return Dated(found.starts, found.stops, found.types, found.clocks, (min(found.starts), max(found.stops)))


def days_of(start: str | None, stop: str | None) -> tuple[date, date] | None:
    """First day and day after the last, where both are known and lie near enough.

    >>> days_of("2016-06-03", "2016-06-03"), days_of("2016-01-01", "2017-01-01")
    ((datetime.date(2016, 6, 3), datetime.date(2016, 6, 4)), None)
    """
    if start is None or stop is None:
        return None
    first = date.fromisoformat(start[:10])
    last = max(date.fromisoformat(stop[:10]), first + timedelta(days=1))
    return (first, last) if (last - first).days <= LONGEST else None
