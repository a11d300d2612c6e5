"""`recount release` and `recount diff`: numbered folders that are frozen, and how two of them differ."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import click

from recount.cli.options import day
from recount.cli.rim import the_rim
from recount.cli.talk import plural, say
from recount.publish import chosen
from recount.publish.releases import hold_back_of, told
from recount.records.codec import to_dict, to_json
from recount.released import differences
from recount.released import release as freeze

campaign_argument = click.argument("campaign", type=click.Path(path_type=Path), metavar="CAMPAIGN")


@click.command()
@campaign_argument
@click.option("--quarter", metavar="QUARTER", help="As 2016Q2, or FY2024Q1; by default the one with the most events.")
@click.option("--from", "first", metavar="DATE", help="First day of another period.")
@click.option("--to", "last", metavar="DATE", help="Its last day, included.")
@click.option(
    "--hold-back",
    metavar="DAYS",
    help="Days for which recent material stays out, by type of place, as site=30,settlement=14 (the usual), or none.",
)
@click.option(
    "--as-of", callback=day, metavar="DATE", help="Day from which they count; by default that of the last capture."
)
@click.option("--pack", help="Another pack's outline and names; by default the campaign's own.")
def release(
    campaign: Path,
    quarter: str | None,
    first: str | None,
    last: str | None,
    hold_back: str | None,
    as_of: str | None,
    pack: str | None,
) -> None:
    """Freeze a numbered release: the report in all forms, with events, claims, evidence, sources, queries and hashes.

    The folder is CAMPAIGN/releases/0001 and is never touched again; the same campaign gives the same bytes. Private
    names are left out everywhere, and so is recent material, by type of place.

    \b
    Examples:
      recount release campaign --quarter 2016Q2
      recount release campaign --from 2016-06-06 --to 2016-07-05 --hold-back site=90,settlement=30
    """
    period = None if (quarter, first, last) == (None, None, None) else chosen(quarter=quarter, first=first, last=last)
    made = freeze(campaign, rim=the_rim(), period=period, hold_back=hold_back_of(hold_back), as_of=as_of, pack=pack)
    if not made.fresh:
        say(f"Release {made.number} holds these very bytes already: {made.path}")
        return
    held = made.held
    say(f"Release {made.number}: {made.path}")
    say(
        f"Held back: {plural(held.events, 'event')}, {plural(held.claims, 'statement')}, and "
        f"{plural(held.reports, 'report')} of which nothing else was left."
    )


@click.command()
@campaign_argument
@click.argument("before", type=click.IntRange(min=1), metavar="A")
@click.argument("after", type=click.IntRange(min=1), metavar="B")
@click.option(
    "--format",
    "form",
    type=click.Choice(["words", "jsonl", "csv"]),
    default="words",
    show_default=True,
    help="Form of the output.",
)
def diff(campaign: Path, before: int, after: int, form: str) -> None:
    """Say how release B differs from release A: numbers, events, statements and sources.

    \b
    Examples:
      recount diff campaign 1 2
      recount diff campaign 1 2 --format csv > changes.csv
    """
    found = differences(campaign, before, after)
    if form == "words":
        for line in told(found, before=before, after=after):
            click.echo(line)
    elif form == "jsonl":
        for change in found:
            click.echo(to_json(change))
    else:
        out = csv.writer(sys.stdout, lineterminator="\n")
        out.writerow(("what", "id", "change", "name", "before", "after"))
        out.writerows(to_dict(change).values() for change in found)
