"""`recount pack`: the theatres that there are, and what is wrong or missing in one."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator

import click
from rich.console import Console
from rich.table import Table

from recount import extract, publish, reconcile
from recount.cli.options import DEFAULT_PACK
from recount.cli.talk import plural, say, shown
from recount.records.codec import dumps, to_json
from recount.records.problem import Problem
from recount.words.coverage import Coverage, coverage_of
from recount.words.pack import Pack, load_pack, shipped_packs
from recount.words.pack_check import problems as problems_of_words
from recount.words.pack_draft import draft_of

SHOWN = 5
"""Gaps shown for each kind unless all are asked for; errors are always shown."""

form_option = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl"]),
    default="table",
    show_default=True,
    help="Form of the output.",
)


@click.group()
def pack() -> None:
    """Look at theatres: what there is, and what is wrong or missing in one.

    \b
    Examples:
      recount pack list
      recount pack check my-war
    """


@pack.command("list")
@form_option
def list_(form: str) -> None:
    """The packs that ship with Recount. Wherever a pack is named, the path of a folder does as well."""
    for name in shipped_packs():
        theatre = load_pack(name)
        if form == "jsonl":
            row = {"name": name, "title": theatre.title, "countries": list(theatre.countries)}
            click.echo(dumps(row | {"actors": len(theatre.actors), "places": len(theatre.places)}))
        else:
            click.echo(
                f"{name}: {theatre.title}; "
                f"{plural(len(theatre.actors), 'actor')}, {plural(len(theatre.places), 'place')}"
            )


@pack.command("check")
@click.argument("name", default=DEFAULT_PACK, metavar="NAME|FOLDER")
@form_option
@click.option("--all", "everything", is_flag=True, help="Every gap, not only the first few of each kind.")
@click.pass_context
def check(context: click.Context, name: str, form: str, everything: bool) -> None:
    """Check a pack: every error with its file and entry, then what it does not hold yet.

    Errors are what Recount refuses or would read wrongly; with any, the exit status is 1. Gaps are no errors: the pack
    works, and knows less than it could. Without a name the pack that ships is checked.

    \b
    Examples:
      recount pack check packs/my-war
      recount pack check packs/my-war --all
      recount pack check packs/my-war --format jsonl
    """
    theatre, found = checked(name)
    if form == "jsonl":
        for problem in found:
            click.echo(to_json(problem))
    else:
        show(theatre, found, everything)
    errors = sum(problem.level == "error" for problem in found)
    say(f"{plural(errors, 'error')}, {plural(len(found) - errors, 'gap')}.")
    context.exit(1 if errors else 0)


def checked(name: str) -> tuple[Pack, list[Problem]]:
    """A pack as far as it can be read, and everything that any stage has to say of it, errors first."""
    theatre, refused = draft_of(name)
    stages = (problems_of_words, extract.problems, reconcile.problems, publish.problems)
    found = dict.fromkeys([*refused, *(problem for stage in stages for problem in stage(theatre))])
    return theatre, sorted(found, key=lambda problem: problem.level != "error")


def show(theatre: Pack, found: Iterable[Problem], everything: bool) -> None:
    """The coverage, the errors, and the gaps by kind. On a terminal a drawn table, elsewhere plain lines."""
    draw(theatre, coverage_of(theatre))
    errors = [p for p in found if p.level == "error"]
    if errors:
        click.echo(f"\n{plural(len(errors), 'error')}:")
    for problem in errors:
        click.echo(f"  {shown(problem.sentence)}")
    for line in gap_lines([p for p in found if p.level == "gap"], everything):
        click.echo(line)


def gap_lines(found: list[Problem], everything: bool) -> Iterator[str]:
    """Gaps by kind: how many, what to try, and the first few or all of them."""
    if found:
        yield f"\n{plural(len(found), 'gap')}:"
    for kind, number in Counter(problem.kind for problem in found).most_common():
        rows = [problem for problem in found if problem.kind == kind]
        yield f"  {kind}: {number:,}. Try: {shown(rows[0].advice)}"
        for problem in rows if everything else rows[:SHOWN]:
            entry = f"{problem.entry}: " if problem.entry else ""
            yield f"    {shown(f'{problem.file}: {entry}{problem.found}')}"
        if number > SHOWN and not everything:
            yield f"    and {number - SHOWN:,} more (--all shows them)"


def draw(theatre: Pack, rows: Iterable[Coverage]) -> None:
    """What the pack holds, by kind."""
    header = ("part", "kind", "held", "in Arabic script", "verified or dated")
    click.echo(f"{theatre.name}: {shown(theatre.title)}")
    if not sys.stdout.isatty():
        for row in (header, *((r.part, r.kind, r.held, r.arabic, r.sure) for r in rows)):
            click.echo("\t".join(map(str, row)))
        return
    table = Table()
    for column, name in enumerate(header):
        table.add_column(name, justify="left" if column < 2 else "right")
    for r in rows:
        table.add_row(r.part, r.kind, f"{r.held:,}", f"{r.arabic:,}", f"{r.sure:,}")
    Console().print(table)
