"""`recount lexicon`: what a corpus tells that a pack has no words for."""

from __future__ import annotations

import click

from recount.cli.options import pack_option
from recount.cli.rim import the_rim
from recount.cli.talk import say_skips, shown, tell_who_types
from recount.records import Skip
from recount.records.codec import dumps
from recount.streams import Missing, missing

_SHOWN = 200
"""Characters of an example in the table."""


@click.group()
def lexicon() -> None:
    """Look at what a pack's lexicon and actors do not hold.

    \b
    Example:
      recount lexicon check reports/
    """


@lexicon.command("check")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl"]),
    default="table",
    show_default=True,
    help="Form.",
)
@click.option("--least", type=click.IntRange(min=1), default=2, show_default=True, help="Leave out what is rarer.")
@pack_option
def check(paths: tuple[str, ...], form: str, least: int, pack: str) -> None:
    """List verbs and actors of a corpus that the pack does not know, the most frequent first, each with a sentence.

    A verb is listed where a known party is its subject or object; a name where it is a person's or a body's.

    \b
    Examples:
      recount lexicon check reports/ --pack packs/my-war
      recount lexicon check reports/ --least 1 --format jsonl
    """
    tell_who_types(*paths)
    rows: list[Missing] = []
    skipped: list[Skip] = []
    for item in missing(paths, rim=the_rim(), pack=pack):
        if isinstance(item, Skip):
            skipped.append(item)
        elif item["times"] >= least:
            rows.append(item)
    for row in rows:
        line = dumps(dict(row)) if form == "jsonl" else _line(row)
        click.echo(line)
    say_skips(skipped)


def _line(row: Missing) -> str:
    example = " ".join(row["example"].split())[:_SHOWN]
    return "\t".join([row["what"], shown(row["words"]), str(row["times"]), str(row["reports"]), shown(example)])
