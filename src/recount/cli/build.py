"""`recount build`: the main job."""

from __future__ import annotations

import os
from pathlib import Path

import click

from recount.built import Built
from recount.cli.options import pack_option, published_option
from recount.cli.rim import hold_many_records, the_rim
from recount.cli.talk import plural, say, say_skips, tell_who_types, watching
from recount.pipeline import build as build_campaign


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "-o",
    "--output",
    "campaign",
    type=click.Path(path_type=Path),
    required=True,
    metavar="CAMPAIGN",
    help="The campaign's folder; it is made where there is none, and added to where it stands.",
)
@pack_option
@published_option
@click.option(
    "--manifest",
    type=click.Path(path_type=Path),
    metavar="FILE.csv",
    help="States facts about files: path or sha256, title, publisher, published, url, language.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=lambda: min(4, os.cpu_count() or 1),
    show_default="the processors there are, at most 4",
    help="Processes that read claims, where there are more than a few hundred reports to read.",
)
def build(
    paths: tuple[str, ...], campaign: Path, pack: str, published: str | None, manifest: Path | None, workers: int
) -> None:
    """Read reports into a campaign folder; a rerun adds only what is new.

    PATH is a file, a folder, or - for standard input. Reads text, Markdown, HTML, PDF, Word, OpenDocument, RTF, EPUB,
    spreadsheets, subtitles, letters (.eml, .mbox), saved pages (.mhtml), feeds (RSS, Atom), JSON Lines, CSV, and what
    lies in web archives (WARC, WACZ), zip, tar, gzip, bzip2 and xz. From a row it reads title, text, source and date,
    and nothing else. Nothing is ever fetched.

    \b
    Example:
      recount build reports/ more.jsonl -o campaign
    """
    tell_who_types(*paths)
    hold_many_records()
    with watching() as watch:
        built = build_campaign(
            paths, campaign, pack=pack, rim=the_rim(watch), published=published, manifest=manifest, workers=workers
        )
    tell(built)


def tell(built: Built, unit: str = "report") -> None:
    """What came of it, and where to look. `unit` is what arrived: reports, or sheets of a dataset."""
    say_skips(built.skipped)
    if not built.fresh:
        say(f"Nothing new in {plural(built.seen, unit)}; {built.campaign} stands as it was.")
    elif built.rows:
        say(f"{plural(built.rows, 'row')} new.")
    else:
        say(f"{plural(built.new, 'report')} new of {built.seen:,} seen; claims read anew from {built.extracted:,}.")
    if built.again:
        say(f"Of these, {built.again:,} have the bytes of another: one report, kept with each place of finding.")
    unread = f", {built.unread:,} kept unread (no reader for the language)" if built.unread else ""
    held = plural(built.reports, "report") + unread
    if built.sheets:
        held = f"{plural(built.sheets, 'sheet')} of datasets" + (f", {held}" if built.reports else "")
    say(
        f"{built.campaign} holds {held}, {plural(built.claims, 'claim')}, "
        f"{plural(built.events, 'event')}, {plural(built.copies, 'copy', 'copies')} linked."
    )
    if built.fullest_quarter is not None:
        say(f"Next: recount report {built.campaign} --quarter {built.fullest_quarter} -o report.html")
