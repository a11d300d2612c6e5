"""Commands over what a campaign holds: `claims`, `events`, `reports`, `actors`, `search`, `verify`."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from recount.cli.options import filters
from recount.cli.talk import plural, say
from recount.publish.exports.table import safe
from recount.publish.geojson import collection
from recount.records import UsageError
from recount.records.codec import dumps, to_dict
from recount.released import verify_releases
from recount.store import Campaign, Filters, Flat, Generation, query
from recount.store import search as search_in
from recount.store import verify as verify_campaign

campaign_argument = click.argument("campaign", type=click.Path(path_type=Path), metavar="CAMPAIGN")
kind_option = click.option("--kind", metavar="KIND", help="event, tally, level, trend, intent, forecast, ...")
mission_option = click.option(
    "--mission", type=click.Choice(["inside", "outside", "unknown"]), help="Only events with this place in the mission."
)


def format_option(*names: str) -> Callable[..., Any]:
    """How the answer is written."""
    return click.option(
        "--format", "form", type=click.Choice(names), default=names[0], show_default=True, help="Form of the output."
    )


Lines = Callable[[Generation, Filters], Iterator[str]]
Rows = Callable[[Generation, Filters], Flat]


def show(campaign: Path, wanted: Filters, form: str, lines: Lines, rows: Rows) -> None:
    """Print what a query finds, in the form that was asked for."""
    with Campaign.open(campaign).generation() as generation:
        if form == "csv":
            table = rows(generation, wanted)
            out = csv.writer(sys.stdout, lineterminator="\n")
            out.writerow(table.columns)
            out.writerows([safe(cell) for cell in row] for row in table.rows)
        elif form == "geojson":
            click.echo(dumps(collection(json.loads(line) for line in lines(generation, wanted))))
        else:
            for line in lines(generation, wanted):
                click.echo(line)


def made(
    *, type_: str | None, since: str | None, until: str | None, place: str | None, actor: str | None,
    report_: str | None, text: str | None, limit: int | None, kind: str | None = None, mission: str | None = None,
    dataset: str | None = None, vintage: str | None = None,
) -> Filters:  # fmt: skip
    """Filters from options."""
    if since and until and since >= until:
        raise UsageError(f"--since {since} is not before --until {until}; the period would be empty.")
    return Filters(
        kind=kind, type=type_, since=since, until=until, place=place, actor=actor, report=report_, text=text,
        mission=mission, limit=limit, dataset=dataset, vintage=vintage,
    )  # fmt: skip


@click.command()
@campaign_argument
@kind_option
@filters
@format_option("jsonl", "csv", "geojson")
def claims(campaign: Path, form: str, **options: Any) -> None:
    """Print claims: what reports say, with the words that carry it.

    \b
    Example:
      recount claims campaign --kind tally --since 2016-04-01 --until 2016-07-01
    """
    show(campaign, made(**options), form, query.claims, query.claims_flat)


@click.command()
@campaign_argument
@mission_option
@filters
@format_option("jsonl", "csv", "geojson")
def events(campaign: Path, form: str, **options: Any) -> None:
    """Print events: accounts side by side, figures with low, best and high.

    \b
    Example:
      recount events campaign --type ASSAULT --place Aleppo --format csv
    """
    show(campaign, made(**options), form, query.events, query.events_flat)


@click.command()
@campaign_argument
@filters
@format_option("jsonl", "csv")
def reports(campaign: Path, form: str, **options: Any) -> None:
    """Print reports, with their text, segments, and how their date was found.

    \b
    Example:
      recount reports campaign --since 2016-04-01 --format csv > reports.csv
    """
    show(campaign, made(**options), form, query.reports, query.reports_flat)


@click.command()
@campaign_argument
@click.option("--actor", metavar="ID", help="This actor and what is part of it.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many.")
@format_option("jsonl", "csv")
def actors(campaign: Path, actor: str | None, limit: int | None, form: str) -> None:
    """Print the catalogue's actors that the campaign holds, with their numbers of claims and events.

    \b
    Example:
      recount actors campaign --format csv > actors.csv
    """
    show(campaign, Filters(actor=actor, limit=limit), form, query.actors, query.actors_flat)


@click.command()
@campaign_argument
@click.argument("words")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="At most so many.")
def search(campaign: Path, words: str, limit: int) -> None:
    """Print sentences that hold WORDS, as JSON lines: "phrases", -exclusions, parts of words, Arabic folded.

    \b
    Example:
      recount search campaign '"air base" -embassy'
    """
    with Campaign.open(campaign).generation() as generation:
        found = 0
        for hit in search_in(generation, words, limit=limit):
            click.echo(dumps(to_dict(hit)))
            found += 1
    say(f"{plural(found, 'sentence')} found.")


@click.command()
@campaign_argument
def verify(campaign: Path) -> None:
    """Recompute hashes, quotes and ids, and files and figures of each release; name what does not hold (status 1 then).

    \b
    Example:
      recount verify campaign
    """
    opened = Campaign.open(campaign)
    problems = [*verify_campaign(opened), *verify_releases(opened)]
    for problem in problems:
        click.echo(problem)
    if problems:
        say(f"{plural(len(problems), 'thing')} in {campaign} do not hold.")
        raise click.exceptions.Exit(1)
    say(f"Everything in {campaign} holds.")
