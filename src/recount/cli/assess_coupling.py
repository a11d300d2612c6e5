"""`recount assess coupling`: whether events of one kind are followed by events of another, or something moves both."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from recount.cli.assess_happenings import Dated, kind_of, of_campaign, of_counts, of_rows, period, within
from recount.cli.assess_tables import (
    csv_option,
    form_option,
    one_source,
    plot_option,
    refuse_options,
    table_named,
    words,
    written,
)
from recount.cli.options import day
from recount.cli.talk import shown, watching
from recount.records import UsageError

if TYPE_CHECKING:
    from recount.assess.coupling import Coupling
    from recount.assess.excitation import Excitation


FEWEST, MOST = 2, 6
"""Series of which coupling is asked at once."""


@click.command()
@click.argument("campaign", type=click.Path(path_type=Path), required=False, metavar="[CAMPAIGN]")
@csv_option
@click.option(
    "--measure",
    "measured",
    multiple=True,
    metavar="KEY[+ACTOR][@PLACE]",
    help="Of a campaign: a series each, two to six; a measure of the pack's outline, of an actor, at a place.",
)
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
    help="Most simulated series that tell the power; 0 for none.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="Decides what is drawn at random.")
@plot_option
@form_option
def coupling(
    campaign: Path | None, file: Path | None, measured: tuple[str, ...], dated: str | None, typed: str | None,
    chosen: str | None, counted: str | None, first: str | None, last: str | None, season: int, series: int, seed: int,
    plot: Path | None, form: str,
) -> None:  # fmt: skip
    """Ask whether events of one kind are followed by events of another, day by day.

    FILE has a row for each event, with a date (2007-03-01, 2007-03, 2007-W10, or with a clock time) and a kind; or a
    row for each day and columns of counts, named by --counts. A date that names a week or a month is used as one.
    Of a CAMPAIGN each --measure is a series; events that only their report dates are left out.

    "Coupled" is said only where two tests against a common cause and the fit agree; "cannot tell" where something else
    that moves both could look the same; and beside "not seen" stands what the record could have shown.

    \b
    Examples:
      recount assess coupling --csv events.csv --types raid,attack
      recount assess coupling --csv days.csv --counts raids,attacks --format json
      recount assess coupling campaign --measure coalition_strikes@Anbar --measure isis_attacks@Anbar
    """
    import numpy as np

    from recount.assess.coupling import coupling as estimated

    one_source(campaign, file)
    asked = list(measured) or words(chosen or counted or "")
    if asked and not FEWEST <= len(asked) <= MOST:
        raise UsageError(
            f"coupling of {len(asked):,} series was asked; expected {FEWEST} to {MOST}, named beforehand: among many "
            "pairs some follow one another by chance."
        )
    if campaign is not None:
        refuse_options("a campaign", "coupling", date=dated, type=typed, types=chosen, counts=counted)
        if not measured:
            raise UsageError("name two to six series of the campaign by --measure, as --measure violence@Iraq")
        kinds = [kind_of(one) for one in measured]
        events, names = of_campaign(campaign, kinds), [kind.name for kind in kinds]
    else:
        assert file is not None
        refuse_options("--csv", "coupling", measure=measured)
        sheet = table_named(file)
        events = of_counts(sheet, dated, words(counted)) if counted else of_rows(sheet, dated, typed)
        names = words(chosen or counted or "") or sorted(set(events.types))
    begin, end = period(events, first, last)
    kept = within(events, names, begin, end)
    with watching() as watch:
        found = estimated(
            np.array([(d - begin).days for d in kept.starts], dtype=np.int64),
            np.array([(d - begin).days for d in kept.stops], dtype=np.int64),
            np.array([names.index(t) for t in kept.types], dtype=np.int64),
            names,
            days=(end - begin).days,
            seed=seed,
            series=series,
            season_days=season,
            told=watch.step,
        )
    clock = by_the_clock(kept, names, begin, end)
    if plot is not None:
        written(plot, drawn(found))
    if form == "json":
        click.echo(as_json(found, clock))
        return
    for line in table(found, clock):
        click.echo(shown(line))


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
        "own_low": numbers(found.own[:, 0]),
        "own_high": numbers(found.own[:, 1]),
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
        for end in ("alpha", "low", "high", "alpha_whole"):
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
        ends = (pair.alpha, pair.low, pair.high)
        size = "  ".join(f"{end:>6.2f}" for end in ends) if pair.sized else f"{'not told':>22}"
        yield f"{name:<{width}}  {size}  {tests[0]:>11}  {tests[1]:>8}  {pair.word}"
    for name, decay, is_known in zip(found.names, found.fit.decay, found.fit.decay_known, strict=True):
        wait = f"{1 / decay:.1f} days" if is_known else "not told by these days"
        yield f"mean wait of what {name} follows: {wait}"
    yield from own_lines(found)
    if found.pairs[0].power:
        yield from power_lines(found, names)
    if clock is not None:
        yield from clock_lines(found, clock)
    yield ""
    yield from verdict(found)


def own_lines(found: Coupling) -> Iterator[str]:
    """How each series clusters by itself."""
    for name, size, (low, high) in zip(found.names, found.fit.alpha.diagonal(), found.own, strict=True):
        ends = f"{low:.2f} to {high:.2f}" if math.isfinite(low + high) else "its interval is open"
        if math.isnan(low):
            ends = "no interval: some days were drawn"
        yield f"after one of {name}, more of {name}: {size:.2f} ({ends}), its own followers or whatever else is quick"


def power_lines(found: Coupling, names: Sequence[str]) -> Iterator[str]:
    """What this record could have shown."""
    yield (
        "of 100 records like this, called coupled at a size (in brackets: found, were the background known to stand "
        "still):"
    )
    for name, pair in zip(names, found.pairs, strict=True):
        sizes = [f"{one.alpha:g}: {one.coupled * 100:.0f} ({one.still * 100:.0f})" for one in pair.power]
        yield f"  {name}: " + ", ".join(sizes)


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


def drawn(found: Coupling) -> str:
    """The sizes on one scale, beside no coupling."""
    from recount.publish.figures.estimates import Row, estimates

    rows = [Row(f"{p.source} on {p.target}: {p.word}", p.alpha, p.low, p.high) for p in found.pairs if p.sized]
    return estimates(rows, mark=0.0, marked="no coupling", title="Further events on later days for each event")
