"""Options that several commands share, and how their values are checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import click

from recount.records import UsageError

DEFAULT_PACK = "inherent-resolve"


def day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """A civil date as YYYY-MM-DD."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise UsageError(f"{value!r} is not a date; expected year, month and day, as in 2016-06-20.") from None


pack_option = click.option(
    "--pack", default=DEFAULT_PACK, show_default=True, help="The theatre: a pack's name, or a folder that holds one."
)
published_option = click.option(
    "--published", callback=day, metavar="DATE", help="Day of publication of reports that nothing else dates surely."
)


def filters(command: Callable[..., Any]) -> Callable[..., Any]:
    """Filters over what a campaign holds."""
    options: Iterable[Callable[..., Any]] = (
        click.option("--type", "type_", metavar="TYPE", help="PLOVER event type, as ASSAULT."),
        click.option("--since", callback=day, metavar="DATE", help="Not ended before this day."),
        click.option("--until", callback=day, metavar="DATE", help="Begun before this day (exclusive)."),
        click.option("--place", metavar="NAME", help="Place, province or country, by name or gazetteer id."),
        click.option("--actor", metavar="ID", help="Actor id of the pack; members and parts are included."),
        click.option("--report", "report_", metavar="ID", help="Only from this report."),
        click.option("--dataset", metavar="NAME", help="Only what rows of this dataset say."),
        click.option("--vintage", metavar="V", help="Only what rows of this issue of a dataset say."),
        click.option("--text", metavar="WORDS", help="Only where these words stand."),
        click.option("--limit", type=click.IntRange(min=1), help="At most so many."),
    )
    for option in reversed(list(options)):
        command = option(command)
    return command
