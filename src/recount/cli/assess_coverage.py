"""`recount assess coverage`: how many there are in all, from incomplete lists; of a campaign, on whom it rests."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from recount.cli.assess_tables import (
    campaign_options,
    csv_option,
    form_option,
    one_source,
    plot_option,
    refuse_options,
    table_named,
    words,
    written,
)
from recount.cli.talk import plural, say, shown
from recount.collect.table import Table, listed
from recount.records import DataError, UsageError

if TYPE_CHECKING:
    from recount.assess.coverage import Coverage
    from recount.assess.lists import Lists
    from recount.cli.assess_witnesses import Witnesses

COUNTS = ("count", "counts", "frequency", "freq", "n", "number", "times")
"""Names by which a column of counts is known, if it is not named."""


@click.command()
@click.argument("campaign", type=click.Path(path_type=Path), required=False, metavar="[CAMPAIGN]")
@csv_option
@click.option(
    "--lists",
    "named",
    metavar="A,B,...",
    help="Columns that are lists, else all that hold only 0 and 1; of a campaign, origins, else those that tell most.",
)
@click.option("--count", "counted", metavar="COLUMN", help="The column that says how many cases a row stands for.")
@click.option(
    "--joined", multiple=True, metavar="A,B", help="Lists of which one draws on the other: they count as one list."
)
@click.option(
    "--prior",
    type=click.Choice(["1/N", "1/unseen", "flat"]),
    default="1/N",
    show_default=True,
    help="Prior on the total in the averages over graphs.",
)
@click.option("--draws", type=click.IntRange(200), default=4000, show_default=True, help="Draws of latent classes.")
@click.option("--seed", type=int, default=1, show_default=True, help="Decides the draws, and nothing else.")
@campaign_options
@plot_option
@form_option
def coverage(
    campaign: Path | None, file: Path | None, named: str | None, counted: str | None, joined: tuple[str, ...],
    prior: str, draws: int, seed: int, form: str, plot: Path | None, **of_campaign: Any,
) -> None:  # fmt: skip
    """Estimate how many cases there are in all, from two to five incomplete lists of them.

    FILE has a column for each list that holds 1 where the case stands on it and 0 where not: a row for each case, or
    a row for each pattern with a column of counts (called count, n, frequency, or named by --count).

    Of a CAMPAIGN the lists are the independent origins of its events, as the reconciliation found them. Period by
    period stands on how few the record rests; announced totals are set against the events that they cover.

    Several methods answer, with what each takes for granted: log-linear models averaged, latent classes, averages
    over graphs under several priors, a lower bound; with two lists, Chapman's. No single number is given.

    \b
    Examples:
      recount assess coverage --csv lists.csv
      recount assess coverage --csv lists.csv --joined ngo,press --format json
      recount assess coverage campaign --measure coalition_strikes --by month
    """
    # The compiler and scipy load here, so that a page of help does not wait for them.
    from recount.assess.coverage import coverage as estimated
    from recount.assess.lists import joined as as_one

    one_source(campaign, file)
    held: Witnesses | None = None
    lists: Lists | None
    if file is not None:
        refuse_options("--csv", "coverage", **of_campaign)
        lists, why = lists_in(table_named(file), named, counted), ""
    else:
        from recount.cli.assess_witnesses import witnesses

        assert campaign is not None
        refuse_options("a campaign", "coverage", count=counted)
        held = witnesses(campaign, words(named or ""), **of_campaign)
        lists, why = held.lists, held.why
    found = None
    if lists is not None:
        if joined:
            lists = as_one(lists, [words(group) for group in joined])
        found = estimated(lists, seed=seed, draws=draws, prior=prior)  # type: ignore[arg-type]
    if plot is not None and found is not None:
        written(plot, drawn(found))
    if form == "json":
        click.echo(as_json(found, why, held))
        return
    for line in [*(() if held is None else held.table()), *((why,) if found is None else table(found))]:
        click.echo(shown(line))


def lists_in(sheet: Table, named: str | None, counted: str | None) -> Lists:
    """The lists that a table holds."""
    from recount.assess.lists import MOST, lists_of

    count = counted or next((name for name in sheet.header if name.casefold() in COUNTS), None)
    if named is not None:
        chosen = words(named)
    else:
        binary = {n for n in set(sheet.header) if sheet.header.count(n) > 1 or set(sheet.column(n)) <= {"0", "1"}}
        chosen = [n for n in sheet.header if n and n != count and n in binary]
        unused = [n for n in sheet.header if n not in chosen and n != count]
        if unused:
            say(f"Not used, since they hold more than 0 and 1: {', '.join(unused)}.")
        if len(chosen) > MOST:
            raise UsageError(
                f"{sheet.name} has {len(chosen):,} lists ({listed(chosen)}); choose up to five by --lists."
            )
    if len(chosen) < 2:
        raise DataError(
            f"found {len(chosen)} lists in {sheet.name}; expected two to five columns that hold 1 where a case stands "
            "on the list and 0 where not."
        )
    twice = sorted({name for name in chosen if sheet.header.count(name) > 1})
    if twice:
        raise DataError(f"{sheet.name} has two columns called {twice[0]!r}; rename one.")
    times = None if count is None else sheet.numbers(count)
    rows = list(zip(*(sheet.numbers(name) for name in chosen), strict=True))
    if named is not None:
        # Cases of the lists that were not chosen are no cases here.
        here = [any(row) for row in rows]
        times = None if times is None else [n for n, kept in zip(times, here, strict=True) if kept]
        rows = [row for row in rows if any(row)]
        if not all(here):
            say(f"Left out, since they stand on none of {named}: {plural(here.count(False), 'row')}.")
    return lists_of(rows, chosen, times)


def as_json(found: Coverage | None, why: str, held: Witnesses | None) -> str:
    """Everything that was found, one object."""
    from recount.assess.coverage import verdict

    whole: dict[str, Any] = {} if held is None else held.as_dict()
    if found is None:
        return json.dumps(whole | {"lists": [], "refused": [why], "verdict": [why]}, ensure_ascii=False)
    whole |= {
        "lists": list(found.lists.names),
        "seen": found.lists.seen,
        "sizes": found.lists.sizes.tolist(),
        "on_exactly": found.lists.by_lists[1:].tolist(),
    }
    for name in ("bound", "independent", "loglinear", "latent", "two"):
        part = getattr(found, name)
        whole[name] = None if part is None else asdict(part)
    whole["graphs"] = [asdict(average) for average in found.graphs]
    return json.dumps(whole | {"refused": found.refused, "verdict": verdict(found)}, ensure_ascii=False)


def rows_of(found: Coverage) -> Iterator[tuple[str, float, float | None, float | None]]:
    """Each method with its total and interval; an open end is None."""
    if found.two is not None:
        yield "Chapman, independent lists", found.two.total, found.two.low, found.two.high
        for odds, total in found.two.if_dependent:
            if odds != 1:
                yield f"if one list multiplies the other's odds by {odds:g}", total, None, None
    if found.bound is not None:
        yield "lower bound (unequal visibility)", found.bound.total, found.bound.low, None
    if found.independent is not None:
        yield "independent lists", found.independent.total, found.independent.low, found.independent.high
    if found.loglinear is not None:
        yield "log-linear, averaged by BIC", found.loglinear.total, found.loglinear.low, found.loglinear.high
    if found.latent is not None:
        yield "latent classes", found.latent.total, found.latent.low, found.latent.high
    for one in found.graphs:
        yield f"graphs averaged, delta {one.delta:g}, prior {one.prior}", one.mean, one.low, one.high


def table(found: Coverage) -> Iterator[str]:
    """The table and what may be said."""
    from recount.assess.coverage import verdict

    rows = list(rows_of(found))
    width = max(len(row[0]) for row in rows)
    yield f"{'method':<{width}}  {'total':>9}  {'low':>9}  {'high':>9}"
    for name, total, low, high in rows:
        ends = ("" if end is None else f"{end:,.0f}" for end in (low, high))
        yield f"{name:<{width}}  {total:>9,.0f}  {'  '.join(f'{end:>9}' for end in ends)}".rstrip()
    yield ""
    yield from verdict(found)


def drawn(found: Coverage) -> str:
    """The estimates on one scale, beside what was seen."""
    from recount.publish.figures.estimates import Row, estimates

    rows = [Row(*row) for row in rows_of(found)]
    return estimates(rows, mark=found.lists.seen, marked="seen on some list", title="How many there are in all")
