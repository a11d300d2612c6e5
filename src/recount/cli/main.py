"""The group of commands, and the one place where an error becomes a sentence and an exit status."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence

import click

from recount import __version__
from recount.cli.build import build
from recount.cli.holdings import actors, claims, events, reports, search, verify
from recount.cli.report import report
from recount.cli.texts import extract, mentions, read
from recount.records import RecountError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
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


for command in (build, read, extract, mentions, claims, events, reports, actors, search, report, verify):
    cli.add_command(command)


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
