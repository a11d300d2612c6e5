"""`recount assess effect`, `changes` and `series`."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import numpy as np

from recount.assess.breaks import breaks
from recount.assess.effect import Asked
from recount.assess.effect import effect as effect_of
from recount.assess.periods import Calendar
from recount.assess.refusals import refuse_values
from recount.assess.shapes import Question
from recount.assess.tipping import PLAUSIBLE
from recount.cli.assess_tables import form_option, one_source, plot_option, refuse_options, written
from recount.cli.options import day
from recount.cli.talk import shown
from recount.counted import Columns, Wanted, Window, of_campaign, of_table
from recount.publish.effects import break_words, rows, verdict
from recount.publish.figures.course import effect_figure, series_figure
from recount.records import UsageError
from recount.records.assessed import Series
from recount.records.codec import dumps, to_dict
from recount.store import Campaign
from recount.store.measures import Measures
from recount.words.pack import load_pack


def days(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Civil dates."""
    return tuple(str(day(context, parameter, value)) for value in values)


def stretches(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[Any, ...]:
    """Stretches of days as FROM..TO, the last day included; either may be left out."""
    found = []
    for value in values:
        first, dots, last = value.partition("..")
        if not dots:
            raise UsageError(
                f"{value!r} is no stretch; expected FROM..TO, as in 2018-01-01.. or 2018-01-01..2018-06-30"
            )
        begin = day(context, parameter, first) if first else "0001-01-01"
        end = day(context, parameter, last) if last else "9999-12-30"
        found.append((begin, str(np.datetime64(end, "D") + np.timedelta64(1, "D"))))
    return tuple(found)


def pairs(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> tuple[Any, ...]:
    """Column and cell as COLUMN=CELL."""
    for value in values:
        if "=" not in value:
            raise UsageError(f"{value!r} is no filter; expected COLUMN=CELL, as in country=Iraq")
    return tuple(tuple(value.split("=", 1)) for value in values)


def source(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options that say which series is meant."""
    option = click.option
    options = (
        click.argument("campaign", type=click.Path(path_type=Path), required=False, metavar="[CAMPAIGN]"),
        option(
            "--csv", "table", type=click.Path(path_type=Path), metavar="FILE", help="A table, or - for standard input."
        ),
        option("--date", "day_column", metavar="COLUMN", help="Its column of dates; the first, if not given."),
        option("--count", metavar="COLUMN", help="Its column of counts; the only one left, if not given."),
        option("--low", metavar="COLUMN", help="Lower bounds of the counts."),
        option("--high", metavar="COLUMN", help="Upper bounds of the counts."),
        option("--reporting", metavar="COLUMN", help="What was being reported, to doubt with."),
        option("--where", multiple=True, callback=pairs, metavar="COLUMN=CELL", help="Only rows with this cell."),
        option("--without", multiple=True, callback=pairs, metavar="COLUMN=CELL", help="No rows with this cell."),
        option("--order", type=click.Choice(["dmy", "mdy"]), help="How 5/6/2016 is read."),
        option("--gaps", type=click.Choice(["zero", "nothing"]), help="Periods without a row: none, or not reported."),
        option("--measure", metavar="KEY", help="Of a campaign: a measure of the pack's outline, as isis_attacks."),
        option("--place", metavar="NAME", help="Of a campaign: place, province or country, by name or gazetteer id."),
        option("--actor", metavar="ID", help="Of a campaign: actor id of the pack, on either side."),
        option("--exposure", metavar="NAME", help="What counts were counted from: a column; reports or publishers."),
        option("--comparison", multiple=True, metavar="NAME", help="What should not have changed: a column; a place."),
        option("--from", "first", callback=day, metavar="DATE", help="First day taken."),
        option("--to", "last", callback=day, metavar="DATE", help="Last day taken, included."),
        option("--by", type=click.Choice(["day", "week", "month", "quarter", "year"]), help="Unit of the periods."),
        option(
            "--unreported",
            multiple=True,
            callback=stretches,
            metavar="FROM..TO",
            help="Days of which nothing was reported, whatever the table says.",
        ),
    )
    for one in reversed(options):
        command = one(command)
    return command


season_option = click.option(
    "--season", type=click.IntRange(0, 3), help="Yearly waves; by default 1 from two years on."
)


def asked_for(
    *, campaign: Path | None, table: Path | None, day_column: str | None, count: str | None, low: str | None,
    high: str | None, reporting: str | None, where: Any, without: Any, order: Any, gaps: str | None,
    measure: str | None, place: str | None, actor: str | None, exposure: str | None, comparison: tuple[str, ...],
    first: str | None, last: str | None, by: Any, unreported: Any,
) -> tuple[Asked, Calendar]:  # fmt: skip
    """The series that the options mean."""
    one_source(campaign, table)
    stop = None if last is None else str(np.datetime64(last, "D") + np.timedelta64(1, "D"))
    window = Window(first, stop, by, unreported)
    if table is not None:
        refuse_options("--csv", "effect", measure=measure, place=place, actor=actor)
        columns = Columns(
            count, day_column, low, high, exposure, reporting, comparison, where, without, order, gaps
        )  # fmt: skip
        return of_table(table, columns, window, stdin=None if sys.stdin is None else sys.stdin.buffer)
    assert campaign is not None
    refuse_options(
        "a campaign", "effect", count=count, date=day_column, low=low, high=high, reporting=reporting, order=order
    )
    refuse_options("a campaign", "effect", where=where, without=without, gaps=gaps)
    if exposure not in (None, "reports", "publishers"):
        raise UsageError(f"--exposure {exposure!r}: of a campaign, reports or publishers are known")
    holdings = Campaign.open(campaign)
    wanted = Wanted(measure, place, actor, comparison, exposure)
    with holdings.generation() as generation:
        return of_campaign(Measures(generation.duck), load_pack(holdings.pack), wanted, window)


@click.command()
@source
@click.option(
    "--at",
    multiple=True,
    required=True,
    callback=days,
    metavar="DATE",
    help="First day after; several dates pay for it.",
)
@click.option(
    "--shape",
    type=click.Choice(["step", "ramp", "pulse"]),
    default="step",
    show_default=True,
    help="A lasting change, one that grows, or one that passes.",
)
@click.option("--over", type=click.IntRange(min=1), metavar="N", help="Periods that a ramp grows or a pulse lasts.")
@click.option(
    "--anticipation", type=click.IntRange(min=0), default=0, metavar="N", help="Periods before the date set aside."
)
@season_option
@click.option("--trend", is_flag=True, help="Add a steady growth or decline.")
@click.option(
    "--plausible",
    type=click.FloatRange(min=1),
    default=PLAUSIBLE,
    show_default=True,
    help="Factor by which reporting may have moved, where nothing tells.",
)
@form_option
@plot_option
def effect(
    at: tuple[str, ...], shape: Any, over: int | None, anticipation: int, season: int | None, trend: bool,
    plausible: float, form: str, plot: Path | None, **options: Any,
) -> None:  # fmt: skip
    """Say whether a series changed at a date, by how much, and whether it could have shown it.

    Counts are fitted over a climate that moves slowly by itself, so that a run of bad weeks is no evidence. Beside the
    change stand the smallest change that the record would have shown, the same question asked of placebo dates, and
    how far reporting must have moved to explain it. Weeks begin on Monday; a date within a period counts by its share.

    \b
    Examples:
      recount assess effect --csv deaths.csv --count Iraq --at 2020-01-01 --from 2016-01-01 --plot iraq.svg
      recount assess effect --csv strikes.csv --date day --count number --by week --gaps zero --at 2016-06-06
      recount assess effect campaign --measure isis_attacks --at 2019-10-27 --by week --format json
    """
    asked, calendar = asked_for(**options)
    asked = replace(asked, dates=at)
    answers = []
    for date in at:
        question = Question(date, shape, over, anticipation, season, trend)
        answers.append(effect_of(asked, calendar, question, plausible=plausible))
    for number, answer in enumerate(answers):
        if form == "json":
            click.echo(dumps({**to_dict(answer), "verdict": list(verdict(answer))}))
            continue
        click.echo("\n" * (number > 0) + "\n".join(shown(sentence) for sentence in verdict(answer)) + "\n")
        width = max(len(name) for name, _ in rows(answer))
        for name, value in rows(answer):
            click.echo(f"  {shown(name):<{width}}  {shown(value)}")
    if plot is not None:
        for answer in answers:
            written(plot if len(answers) == 1 else plot.with_stem(f"{plot.stem}-{answer.at}"), effect_figure(answer))


@click.command()
@source
@season_option
@form_option
@plot_option
def changes(season: int | None, form: str, plot: Path | None, **options: Any) -> None:
    """Find lasting changes of level without being told when; every date that is looked at pays for it.

    \b
    Example:
      recount assess changes --csv deaths.csv --count Iraq --from 2016-01-01
    """
    asked, calendar = asked_for(**options)
    found = breaks(asked.counts, calendar, exposure=asked.exposure, season=season)
    series = series_of(asked, calendar)
    words = break_words(found, series)
    if form == "json":
        click.echo(dumps({"breaks": [to_dict(one) for one in found], "verdict": list(words)}))
    else:
        for sentence in words:
            click.echo(shown(sentence))
    if plot is not None:
        written(plot, series_figure(series))


@click.command()
@source
@click.option(
    "--format", "form", type=click.Choice(["csv", "json"]), default="csv", show_default=True, help="Form of output."
)
@plot_option
def series(form: str, plot: Path | None, **options: Any) -> None:
    """Print a measure by period: low, best and high, an empty cell where nothing was reported, and what was reported.

    \b
    Example:
      recount assess series campaign --measure isis_attacks --by month --plot attacks.svg
    """
    asked, calendar = asked_for(**options)
    refuse_values(asked.counts, calendar, name=asked.measure)
    found = series_of(asked, calendar)
    if form == "json":
        click.echo(dumps(to_dict(found)))
    else:
        out = csv.writer(sys.stdout, lineterminator="\n")
        out.writerow(["start", "low", "best", "high", "reporting"])
        for row in zip(found.starts, found.low, found.best, found.high, found.reporting, strict=True):
            out.writerow(["" if cell is None else cell if isinstance(cell, str) else f"{cell:g}" for cell in row])
    if plot is not None:
        written(plot, series_figure(found))


def series_of(asked: Asked, calendar: Calendar) -> Series:
    """The series as it leaves Recount."""

    def told(values: Any) -> tuple[float | None, ...]:
        if values is None:
            return (None,) * len(calendar)
        return tuple(None if np.isnan(value) else float(value) for value in values)

    best = asked.counts
    low, high = (best if bound is None else bound for bound in (asked.low, asked.high))
    reporting = asked.reporting if asked.reporting is not None else asked.exposure
    return Series(
        asked.measure, calendar.unit, calendar.names(), told(low), told(best), told(high), told(reporting)
    )  # fmt: skip
