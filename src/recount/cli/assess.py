"""`recount assess`: what the record can tell, and whether it could have told."""

from __future__ import annotations

import importlib

import click

PARTS = {
    "effect": "recount.cli.assess_effect",
    "changes": "recount.cli.assess_effect",
    "series": "recount.cli.assess_effect",
    "coverage": "recount.cli.assess_coverage",
    "coupling": "recount.cli.assess_coupling",
}
"""Where each part lives; a part is imported when it is called."""


class Parts(click.Group):
    """A group whose parts are imported when they are named."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(PARTS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        home = PARTS.get(cmd_name)
        if home is None:
            return None
        command = getattr(importlib.import_module(home), cmd_name)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=Parts)
def assess() -> None:
    """Measure what the record can tell, with what it takes for granted said beside each number.

    \b
    Examples:
      recount assess effect --csv deaths.csv --at 2020-01-01
      recount assess effect campaign --measure isis_attacks --at 2019-10-27 --by week
      recount assess coverage --csv lists.csv
      recount assess coupling --csv events.csv
    """
