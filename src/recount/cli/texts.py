"""Commands over texts, without a campaign: `read`, `extract`, `mentions`."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO, cast

import click

from recount.cli.options import pack_option, published_option
from recount.cli.rim import the_rim
from recount.cli.talk import say_skips
from recount.records import Skip, UsageError
from recount.records.codec import dumps, to_json
from recount.streams import explain, extract_documents, extract_lines, mention_lines, read_all


def opened(file: str) -> AbstractContextManager[BinaryIO]:
    """A file or, for -, standard input, as bytes."""
    return cast("AbstractContextManager[BinaryIO]", click.open_file(file, "rb"))


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--manifest", type=click.Path(path_type=Path), help="CSV: path or sha256, title, publisher, published.")
@published_option
def read(paths: tuple[str, ...], manifest: Path | None, published: str | None) -> None:
    """Read files, folders or standard input (-) and print JSON lines of reports.

    \b
    Example:
      recount read reports/ > reports.jsonl
    """
    skipped = []
    for item in read_all(paths, rim=the_rim(), manifest=manifest, published=published):
        if isinstance(item, Skip):
            skipped.append(item)
        else:
            click.echo(to_json(item))
    say_skips(skipped)


@click.command()
@click.argument("file", default="-", metavar="[FILE or -]")
@click.option("--jsonl", is_flag=True, help="Input is lines of {id, text, published?}; offsets index that text.")
@click.option("--explain", "explained", is_flag=True, help="Say which rules fired, and why nothing was coded.")
@published_option
@pack_option
def extract(file: str, jsonl: bool, explained: bool, published: str | None, pack: str) -> None:
    """Print the claims of a report, or of many, as JSON lines. No campaign is needed.

    \b
    Examples:
      recount extract report.html --published 2016-06-20
      recount extract --jsonl < texts.jsonl > claims.jsonl
    """
    rim = the_rim()
    if explained and jsonl:
        raise UsageError("--explain is for reading by eye: give it one report, without --jsonl.")
    if explained:
        for text in explain(file, rim=rim, pack=pack, published=published):
            click.echo(text)
        return
    skipped = []
    if jsonl:
        with opened(file) as lines:
            items = extract_lines(lines, rim=rim, pack=pack, published=published)
            for item in items:
                if isinstance(item, Skip):
                    skipped.append(item)
                else:
                    click.echo(to_json(item))
    else:
        for item in extract_documents([file], rim=rim, pack=pack, published=published):
            if isinstance(item, Skip):
                skipped.append(item)
            else:
                click.echo(to_json(item))
    say_skips(skipped)


@click.command()
@click.argument("file", default="-", metavar="[FILE or -]")
@click.option("--jsonl", is_flag=True, required=True, help="Input is lines of {id, text, published?}.")
@published_option
@pack_option
def mentions(file: str, jsonl: bool, published: str | None, pack: str) -> None:  # noqa: ARG001 - the contract names --jsonl
    """Print actor, place and time mentions as JSON lines.

    \b
    Example:
      recount mentions --jsonl < texts.jsonl
    """
    skipped = []
    with opened(file) as lines:
        for item in mention_lines(lines, rim=the_rim(), pack=pack, published=published):
            if isinstance(item, Skip):
                skipped.append(item)
            else:
                click.echo(dumps(item))
    say_skips(skipped)
    sys.stdout.flush()
