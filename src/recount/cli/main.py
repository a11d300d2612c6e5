"""The group of commands, and the one place where an error becomes a sentence and an exit status."""

from __future__ import annotations

import importlib
import os
import signal
import sys
from collections.abc import Sequence

import click

from recount import __version__
from recount.records import RecountError

COMMANDS = {
    "build": "recount.cli.build",
    "read": "recount.cli.texts",
    "extract": "recount.cli.texts",
    "mentions": "recount.cli.texts",
    "claims": "recount.cli.holdings",
    "events": "recount.cli.holdings",
    "reports": "recount.cli.holdings",
    "actors": "recount.cli.holdings",
    "search": "recount.cli.holdings",
    "verify": "recount.cli.holdings",
    "report": "recount.cli.report",
}
"""Where each command lives. A module is imported when its command is called: a question to a campaign should not
wait for the readers and the extractor to load."""


class Lazy(click.Group):
    """A group whose commands are imported when they are named."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        home = COMMANDS.get(cmd_name)
        if home is None:
            return None
        command = getattr(importlib.import_module(home), cmd_name)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="recount")
def cli() -> None:
    """Recount turns open reports about an armed conflict into one auditable record.

    \b
    The main job:
      recount build REPORTS... -o campaign
      recount report campaign --quarter 2016Q2 -o report.html

    Data goes to standard output, talk to standard error; `-` stands for the standard streams. Exit status: 0 done
    (skipped items are counted on standard error), 1 failed, 2 bad usage, 130 interrupted.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit status."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """The exit status of a call. Errors made on purpose become one clear sentence; others stay loud."""
    try:
        status = cli.main(args=arguments, prog_name="recount", standalone_mode=False)
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("Interrupted. What was kept before stays; the same command goes on from there.", err=True)
        return 128 + signal.SIGINT
    except BrokenPipeError:
        # The reader of our output went away (`| head`): nothing is wrong, and Python must not flush again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except RecountError as error:
        click.echo(f"recount: {error}", err=True)
        return error.exit_status
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        click.echo(f"recount: the system refused: {error.strerror or error}{where}.", err=True)
        return 1
