"""`recount assess`: did it change, and could the record have shown it?"""

from __future__ import annotations

import click

from recount.cli.assess_effect import changes, effect, series


@click.group()
def assess() -> None:
    """Measure change, with what could be known: on a table of dates and counts, or on a campaign.

    \b
    Examples:
      recount assess effect --csv deaths.csv --at 2020-01-01
      recount assess effect campaign --measure isis_attacks --at 2019-10-27 --by week
    """


for part in (effect, changes, series):
    assess.add_command(part)
