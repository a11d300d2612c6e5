"""`recount export`: a campaign in the forms of other tools."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from recount.cli.files import put
from recount.cli.talk import plural, say
from recount.exported import ENDINGS, FORMS
from recount.exported import export as exported
from recount.publish.releases import hold_back_of


@click.command()
@click.argument("campaign", type=click.Path(path_type=Path), metavar="CAMPAIGN")
@click.option("--as", "form", type=click.Choice(sorted(FORMS)), required=True, help="The form of the file.")
@click.option(
    "--hold-back", metavar="DAYS", help="Leave recent material out, by type of place, as for a release (site=30)."
)
@click.option("--pack", help="Another pack's names; by default the campaign's own.")
@click.option(
    *("-o", "--output"), type=click.Path(path_type=Path), required=True, metavar="PATH", help="The file, or - ."
)
def export(campaign: Path, form: str, hold_back: str | None, pack: str | None, output: Path) -> None:
    """Write what a campaign holds with the columns and codes of other tools; private names are left out.

    What a form cannot hold is left out and counted on standard error; docs/howto/export.md says what each can hold.

    \b
    Examples:
      recount export campaign --as acled -o acled.csv
      recount export campaign --as geoparquet -o events.parquet
    """
    made = exported(campaign, form, hold_back=hold_back_of(hold_back) if hold_back else None, pack=pack)
    if str(output) == "-":
        sys.stdout.buffer.write(made.data)
    else:
        if output.is_dir():
            output = output / f"events.{ENDINGS[form]}"
        put(output, made.data)
        say(f"Written: {output}")
    for reason, number in made.left_out.items():
        if number:
            say(f"{plural(number, 'event')} left without a place in this form: {reason}.")
