"""Commands over texts, without a campaign: `read`, `extract`, `mentions`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, BinaryIO, cast

import click

from recount.cli.options import pack_option, published_option
from recount.cli.rim import the_rim
from recount.cli.talk import say_skips, tell_who_types
from recount.records import Skip, UsageError
from recount.records.codec import dumps, to_json
from recount.streams import explain, extract_documents, extract_lines, mention_lines, read_all


def opened(file: str) -> AbstractContextManager[BinaryIO]:
    """A file or, for -, standard input, as bytes."""
    if file == "-":
        if sys.stdin is None:
            raise UsageError("standard input (-) is named, but it is closed; name a file, or send lines to it")
        tell_who_types(file)
        return nullcontext(sys.stdin.buffer)
    try:
        return cast("AbstractContextManager[BinaryIO]", Path(file).open("rb"))
    except FileNotFoundError:
        raise UsageError(f"no such file: {file!r}; give a file of JSON lines, or - for standard input") from None
    except IsADirectoryError:
        raise UsageError(f"{file!r} is a folder; give a file of JSON lines, or - for standard input") from None


def printed(items: Iterable[Any]) -> None:
    """Each item as a line as soon as it is there; what was skipped is counted at the end, also at a sudden one."""
    skipped: list[Skip] = []
    try:
        for item in items:
            if isinstance(item, Skip):
                skipped.append(item)
            else:
                click.echo(item if isinstance(item, str) else dumps(item) if isinstance(item, dict) else to_json(item))
    finally:
        say_skips(skipped)


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--manifest", type=click.Path(path_type=Path), help="CSV: path or sha256, title, publisher, published.")
@published_option
def read(paths: tuple[str, ...], manifest: Path | None, published: str | None) -> None:
    """Read files, folders or standard input (-) and print JSON lines of reports.

    Reads the same forms as build, archives, web archives, feeds and mailboxes among them.

    \b
    Example:
      recount read reports/ > reports.jsonl
    """
    tell_who_types(*paths)
    printed(read_all(paths, rim=the_rim(), manifest=manifest, published=published))


@click.command()
@click.argument("file", default="-", metavar="[FILE or -]")
@click.option("--jsonl", is_flag=True, help="Input is lines of {id, text, published?}; offsets index that text.")
@click.option("--explain", "explained", is_flag=True, help="Say which rules fired, and why nothing was coded.")
@published_option
@pack_option
def extract(file: str, jsonl: bool, explained: bool, published: str | None, pack: str) -> None:
    """Print the claims of a report, or of many, as JSON lines. No campaign is needed.

    With --jsonl each line is answered as soon as it is there, so that another program may keep the pipe open.

    \b
    Examples:
      recount extract report.html --published 2016-06-20
      recount extract --jsonl < texts.jsonl > claims.jsonl
    """
    rim = the_rim()
    if explained and jsonl:
        raise UsageError("--explain is for reading by eye: give it one report, without --jsonl.")
    if jsonl:
        with opened(file) as lines:
            printed(extract_lines(lines, rim=rim, pack=pack, published=published))
        return
    tell_who_types(file)
    if explained:
        printed(explain(file, rim=rim, pack=pack, published=published))
    else:
        printed(extract_documents([file], rim=rim, pack=pack, published=published))


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
    with opened(file) as lines:
        printed(mention_lines(lines, rim=the_rim(), pack=pack, published=published))
