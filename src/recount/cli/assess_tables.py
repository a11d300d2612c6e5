"""What the commands of `recount assess` share: the table that is named, its names, the form of the output, pictures."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from recount.cli.options import day
from recount.cli.talk import say
from recount.collect.table import Table, table_in
from recount.records import UsageError

form_option = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="Form of the output.",
)
csv_option = click.option(
    "--csv", "file", type=click.Path(path_type=Path), metavar="FILE", help="A table, or - for standard input."
)


def drawing(_context: click.Context, _parameter: click.Parameter, value: Path | None) -> Path | None:
    """A file for a drawing."""
    if value is not None and value.suffix.lower() != ".svg":
        raise UsageError(f"{value.name}: drawings are written as .svg; choose that ending")
    return value


plot_option = click.option(
    "--plot", type=click.Path(path_type=Path), callback=drawing, metavar="FILE.svg", help="Draw it into this file."
)


def campaign_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options that say which events of a campaign are meant."""
    option = click.option
    options = (
        option("--measure", metavar="KEY", help="Of a campaign: a measure of the pack's outline, as isis_attacks."),
        option("--place", metavar="NAME", help="Of a campaign: place, province or country, by name or gazetteer id."),
        option("--actor", metavar="ID", help="Of a campaign: actor id of the pack, on either side."),
        option("--from", "first", callback=day, metavar="DATE", help="Of a campaign: first day taken."),
        option("--to", "last", callback=day, metavar="DATE", help="Of a campaign: last day taken, included."),
        option(
            "--by",
            type=click.Choice(["week", "month", "quarter", "year"]),
            help="Of a campaign: unit of the periods; by default months.",
        ),
    )
    for one in reversed(options):
        command = one(command)
    return command


def table_named(file: Path) -> Table:
    """The table in a file, or on standard input where that is `-`."""
    return table_in(file, None if sys.stdin is None else sys.stdin.buffer)


def words(joined: str) -> list[str]:
    """Names parted by commas."""
    return [name.strip() for name in joined.split(",") if name.strip()]


def written(path: Path, svg: str) -> None:
    """Write a drawing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(svg, encoding="utf-8")
    say(f"Written: {path}")


def one_source(campaign: Path | None, table: Path | None) -> None:
    """Refuse to guess what is asked about."""
    if (campaign is None) == (table is None):
        raise UsageError("name either a campaign or a table with --csv FILE, and not both")


def refuse_options(what: str, command: str, **given: object) -> None:
    """Refuse options that mean nothing beside another."""
    for name, value in given.items():
        if value:
            raise UsageError(f"--{name} means nothing with {what}; see `recount assess {command} --help`")
