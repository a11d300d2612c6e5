"""`recount assess coupling`: whether events of one kind are followed by events of another, or something moves both."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from recount.cli.assess_tables import Sheet, sheet_of, words
from recount.cli.options import day
from recount.cli.talk import plural, say
from recount.records import DataError, UsageError

if TYPE_CHECKING:
    from recount.assess.coupling import Coupling
    from recount.assess.excitation import Excitation

DATES = ("date", "day", "when", "start", "time", "date_iso", "event_date")
TYPES = ("type", "kind", "event_type", "what")
_MONTH = re.compile(r"(\d{4})-(\d\d)\Z")
_WEEK = re.compile(r"(\d{4})-W(\d\d)\Z")
MOST_DAYS = 20_000


@dataclass(frozen=True, slots=True)
class Dated:
    """Events: first day, the day after the last that it may have been, type, and the clock time where there is one.
    `days`: the first day of the table and the day after its last."""

    starts: list[date]
    stops: list[date]
    types: list[str]
    clocks: list[datetime | None]
    days: tuple[date, date]


@click.command()
@click.option("--csv", "file", required=True, metavar="FILE", help="A table, or - for standard input.")
@click.option("--date", "dated", metavar="COLUMN", help="The column of dates; else one called date, day, when or time.")
@click.option(
    "--type", "typed", metavar="COLUMN", help="The column that says of what kind an event is; else type or kind."
)
@click.option("--types", "chosen", metavar="A,B,...", help="Only these kinds, two to six; else all there are.")
@click.option("--counts", "counted", metavar="A,B,...", help="Columns of counts, where each row is a day.")
@click.option("--from", "first", callback=day, metavar="DATE", help="First day; else that of the first event.")
@click.option(
    "--until", "last", callback=day, metavar="DATE", help="Day after the last; else that after the last event."
)
@click.option(
    "--season", type=click.IntRange(14), default=90, show_default=True, help="Days between bends of the background."
)
@click.option(
    "--series",
    type=click.IntRange(0),
    default=100,
    show_default=True,
    help="Simulated series that tell the power; 0 for none.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="Decides what is drawn at random.")
@click.option("--plot", type=click.Path(path_type=Path), metavar="FILE.svg", help="Draw the sizes into this file.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="Form of the output.",
)
def coupling(
    file: str, dated: str | None, typed: str | None, chosen: str | None, counted: str | None, first: str | None,
    last: str | None, season: int, series: int, seed: int, plot: Path | None, form: str,
) -> None:  # fmt: skip
    """Ask whether events of one kind are followed by events of another, day by day.

    FILE has a row for each event, with a date (2007-03-01, 2007-03, 2007-W10, or with a clock time) and a kind; or a
    row for each day and columns of counts, named by --counts. A date that names a week or a month is used as one.

    "Coupled" is said only where two tests against a common cause and the fit agree; "cannot tell" where something else
    that moves both could look the same; and beside "not seen" stands what the record could have shown.

    \b
    Examples:
      recount assess coupling --csv events.csv --types raid,attack
      recount assess coupling --csv days.csv --counts raids,attacks --format json
    """
    import numpy as np

    from recount.assess.coupling import coupling as estimated

    sheet = sheet_of(file)
    events = of_counts(sheet, dated, words(counted)) if counted else of_rows(sheet, dated, typed)
    names = words(chosen or counted or "") or sorted(set(events.types))
    begin, end = period(events, first, last)
    kept = within(events, names, begin, end)
    found = estimated(
        np.array([(d - begin).days for d in kept.starts], dtype=np.int64),
        np.array([(d - begin).days for d in kept.stops], dtype=np.int64),
        np.array([names.index(t) for t in kept.types], dtype=np.int64),
        names,
        days=(end - begin).days,
        seed=seed,
        series=series,
        season_days=season,
    )
    clock = by_the_clock(kept, names, begin, end)
    if plot is not None:
        draw(found, plot)
    for line in [as_json(found, clock)] if form == "json" else table(found, clock):
        click.echo(line)


def of_rows(sheet: Sheet, dated: str | None, typed: str | None) -> Dated:
    """Events, a row each."""
    dates = sheet.column(known(sheet, dated, DATES, "--date"))
    types = sheet.column(known(sheet, typed, TYPES, "--type"))
    spans = [span(cell, row) for cell, (row, _) in zip(dates, sheet.rows, strict=True)]
    period = (min(s[0] for s in spans), max(s[1] for s in spans))
    return Dated([s[0] for s in spans], [s[1] for s in spans], types, [s[2] for s in spans], period)


def of_counts(sheet: Sheet, dated: str | None, names: Sequence[str]) -> Dated:
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
            if number < 0 or number % 1:
                raise DataError(f"row {row}, column {name}: found {number:g}; counts are whole numbers from 0 up.")
            found.starts.extend([start] * int(number))
            found.stops.extend([stop] * int(number))
            found.types.extend([name] * int(number))
            found.clocks.extend([None] * int(number))
    return found


def known(sheet: Sheet, named: str | None, usual: Sequence[str], option: str) -> str:
    """The column that is named, or one of the usual names."""
    found = named or next((name for name in sheet.header if name.casefold() in usual), None)
    if found is None:
        raise UsageError(f"{sheet.name} has the columns {', '.join(sheet.header)}; name the one to use by {option}.")
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


def by_the_clock(events: Dated, names: Sequence[str], begin: date, end: date) -> Excitation | None:
    """The fit in continuous time, where every event has its time of the day."""
    import numpy as np

    from recount.assess.excitation import excitation

    clocks = [clock for clock in events.clocks if clock is not None]
    if len(clocks) < len(events.clocks) or all((c.hour, c.minute, c.second) == (0, 0, 0) for c in clocks):
        return None
    zero = datetime(begin.year, begin.month, begin.day)
    times = np.array([(clock - zero).total_seconds() / 86400 for clock in clocks])
    order = np.argsort(times, kind="stable")
    types = np.array([names.index(kind) for kind in events.types], dtype=np.int64)
    days = (end - begin).days
    return excitation(
        times[order], types[order], len(names), horizon=float(days), decays="pair", pieces=max(1, round(days / 30))
    )


def as_json(found: Coupling, clock: Excitation | None) -> str:
    """Everything that was found, one object; what is not known or unbounded is null."""
    from recount.assess.coupling import verdict

    whole: dict[str, Any] = {
        "types": list(found.names),
        "days": found.days,
        "events": found.events.tolist(),
        "undated": found.undated,
        "pairs": [asdict(pair) for pair in found.pairs],
        "decay": numbers(found.fit.decay),
        "decay_low": numbers(found.fit.decay_low),
        "decay_high": numbers(found.fit.decay_high),
        "decay_known": list(found.fit.decay_known),
        "own": numbers(found.fit.alpha.diagonal()),
        "size": numbers(found.fit.size),
        "loglik": found.fit.loglik,
        "clock": None,
    }
    if clock is not None:
        parts = ("alpha", "alpha_low", "alpha_high", "decay", "decay_error")
        whole["clock"] = {name: [numbers(row) for row in getattr(clock, name)] for name in parts} | {
            "at_zero": clock.at_zero.tolist(),
            "decay_at_bound": clock.decay_at_bound.tolist(),
            "loglik": clock.loglik,
        }
    for pair in whole["pairs"]:
        for end in ("low", "high", "alpha_whole"):
            pair[end] = numbers([pair[end]])[0]
    return json.dumps(whole | {"verdict": verdict(found)}, ensure_ascii=False)


def numbers(values: Any) -> list[float | None]:
    """Numbers for JSON, which has no infinity."""
    return [float(value) if math.isfinite(value) else None for value in values]


def table(found: Coupling, clock: Excitation | None) -> Iterator[str]:
    """The table and what may be said."""
    from recount.assess.coupling import verdict

    names = [f"{pair.source} on {pair.target}" for pair in found.pairs]
    width = max(map(len, names))
    yield f"{'':<{width}}  {'size':>6}  {'low':>6}  {'high':>6}  {'within week':>11}  {'one way':>8}  word"
    for name, pair in zip(names, found.pairs, strict=True):
        tests = [("none" if w is None else f"{w.chance:.3f}") for w in (pair.causes.week, pair.causes.one_way)]
        yield (
            f"{name:<{width}}  {pair.alpha:>6.2f}  {pair.low:>6.2f}  {pair.high:>6.2f}  {tests[0]:>11}  {tests[1]:>8}  "
            f"{pair.word}"
        )
    for name, decay, is_known in zip(found.names, found.fit.decay, found.fit.decay_known, strict=True):
        wait = f"{1 / decay:.1f} days" if is_known else "not told by these days"
        yield f"mean wait of what {name} follows: {wait}"
    if clock is not None:
        yield from clock_lines(found, clock)
    yield ""
    yield from verdict(found)


def clock_lines(found: Coupling, clock: Excitation) -> Iterator[str]:
    """Sizes and waits from times of the day."""
    yield "by the clock, the background in months, as if nothing else moved both:"
    for k, target in enumerate(found.names):
        for j, source in enumerate(found.names):
            size = f"{clock.alpha[k, j]:.2f} ({clock.alpha_low[k, j]:.2f} to {clock.alpha_high[k, j]:.2f})"
            if clock.at_zero[k, j]:
                yield f"  {source} on {target}: at its bound of zero, at most {clock.alpha_high[k, j]:.2f}"
            else:
                bound = ", at the end of what can be told" if clock.decay_at_bound[k, j] else ""
                yield f"  {source} on {target}: {size}, mean wait {1 / clock.decay[k, j]:.2f} days{bound}"


def draw(found: Coupling, plot: Path) -> None:
    """The sizes on one scale, beside no coupling."""
    from recount.publish.figures.estimates import Row, estimates

    rows = [Row(f"{p.source} on {p.target}: {p.word}", p.alpha, p.low, p.high) for p in found.pairs]
    svg = estimates(rows, mark=0.0, marked="no coupling", title="Further events on later days for each event")
    plot.parent.mkdir(parents=True, exist_ok=True)
    plot.write_text(svg, encoding="utf-8")
    say(f"Written: {plot}")
