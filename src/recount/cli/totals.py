"""`recount totals`: what a campaign holds beside events."""

from __future__ import annotations

from pathlib import Path

import click

from recount.cli.holdings import campaign_argument
from recount.cli.talk import plural, say
from recount.records.codec import dumps
from recount.totals import SORTS
from recount.totals import totals as totals_in


@click.command()
@campaign_argument
@click.option("--sort", "sorts", multiple=True, type=click.Choice(SORTS), help="Only this sort; may be repeated.")
@click.option("--pack", help="The theatre, where the campaign was made with a pack of your own.")
def totals(campaign: Path, sorts: tuple[str, ...], pack: str | None) -> None:
    """Print what stands beside events, as JSON lines: totals, levels, statuses, disputes, dependence.

    \b
    tallies       each announced total with the events that it covers, or why the two cannot be compared
    against       two totals of one thing: agree, differ, or the shorter period exceeds the longer
    levels        stocks by date; a stretch of which nobody told is a gap, never zero
    statuses      by date, declared apart from described
    propositions  disputed practices and effects, with who holds which side
    dependence    which report copies which, rests on whose word, or cannot be told

    \b
    Example:
      recount totals campaign --sort tallies --sort against
    """
    found = 0
    for record in totals_in(campaign, sorts or SORTS, pack=pack):
        click.echo(dumps(record))
        found += 1
    say(f"{plural(found, 'record')}.")
