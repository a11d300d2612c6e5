"""`recount import`: structured event data in, each row a claim of its dataset."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from recount.cli.build import tell
from recount.cli.options import pack_option
from recount.cli.rim import hold_many_records, the_rim
from recount.cli.talk import say, watching
from recount.pipeline import import_dataset
from recount.records import UsageError
from recount.store import Campaign
from recount.words.decoding import decode
from recount.words.delimited import delimiter_of, header_of
from recount.words.mapping import RowMap, guess, map_from, shipped_map

files_argument = click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False), metavar="FILE..."
)


def shared(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options that every kind of import takes."""
    for option in (
        click.option(
            "--vintage", metavar="V", help="Which issue of the dataset this is, where the name does not tell."
        ),
        click.option("--name", metavar="NAME", help="What the campaign calls the dataset."),
        pack_option,
        click.option(
            *("-o", "--output", "campaign"),
            type=click.Path(path_type=Path),
            required=True,
            metavar="CAMPAIGN",
            help="The campaign's folder; it is made where there is none, and added to where it stands.",
        ),
        files_argument,
    ):
        command = option(command)
    return command


@click.group("import")
def import_() -> None:
    """Take structured event data in: each row becomes a claim of its dataset, with the row as its evidence.

    Vintages of one dataset stay apart: the same row in two vintages is one event with two accounts, and counts take
    the later one.

    \b
    Examples:
      recount import ged GEDEvent_v24_1.csv -o campaign
      recount import csv strikes.csv --map strikes.yaml -o campaign
    """


@import_.command()
@shared
def acled(**options: Any) -> None:
    """Import files of Armed Conflict Location & Event Data, as ACLED exports them."""
    run(shipped_map("acled"), **options)


@import_.command()
@shared
def ged(**options: Any) -> None:
    """Import files of the UCDP Georeferenced Event Dataset or of UCDP Candidate Events."""
    run(shipped_map("ged"), **options)


@import_.command()
@shared
def gtd(**options: Any) -> None:
    """Import files of the Global Terrorism Database, saved as CSV."""
    run(shipped_map("gtd"), **options)


@import_.command("recount")
@shared
def recount_(**options: Any) -> None:
    """Import events that `recount export --as csv` or `--as hxl` wrote."""
    run(shipped_map("recount"), **options)


@import_.command("csv")
@click.option(
    "--map",
    "map_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="MAP.yaml",
    help="How columns are read.",
)
@shared
def csv_(files: tuple[Path, ...], map_file: Path | None, name: str | None, **options: Any) -> None:
    """Import any delimited table, read as a map of your own says."""
    if map_file is None:
        raise UsageError(advice(files[0]))
    try:
        text = map_file.read_bytes()
    except OSError as error:
        raise UsageError(f"the map {map_file} cannot be read ({(error.strerror or 'error').lower()})") from error
    run(map_from(text, where=map_file.name, name=name or files[0].stem), files=files, name=name, **options)


def run(
    mapping: RowMap, *, files: tuple[Path, ...], campaign: Path, pack: str, name: str | None, vintage: str | None
) -> None:
    """Import, and say what came of it."""
    called = replace(mapping, name=name) if name else mapping
    hold_many_records()
    with watching() as watch:
        built = import_dataset(files, campaign, mapping=called, pack=pack, rim=the_rim(watch), vintage=vintage)
    tell(built, "sheet")
    issues = [issue for issue in Campaign.open(campaign).datasets() if issue[0] == called.name]
    if len(issues) > 1:
        say(
            f"{campaign} holds {called.name} in {len(issues)} vintages: {', '.join(v for _, v in issues)}. Counts take "
            "the latest that covers a country and day; rows with one id are one event."
        )


def advice(file: Path) -> str:
    """What to do with a table for which no map was given."""
    try:
        with file.open("rb") as handle:
            first = decode(handle.readline(1 << 20)).text
    except OSError as error:
        return f"{file} cannot be read ({(error.strerror or 'error').lower()})"
    header = header_of(first.strip("\r\n"), delimiter_of(first))
    known = guess(header)
    if known is not None:
        return f"{file.name} has the columns of {known}: use `recount import {known} {file.name} -o CAMPAIGN`"
    names = ", ".join(header[:12]) + (", ..." if len(header) > 12 else "")
    return (
        f"{file.name} needs --map MAP.yaml, which says how its columns ({names}) are read; "
        "docs/howto/import.md tells how to write one"
    )
