"""The group of commands, and the one place where an error becomes a sentence and an exit status."""

from __future__ import annotations

import errno
import importlib
import io
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from keyword import iskeyword
from pathlib import Path

import click

from recount import __version__
from recount.records import RecountError

COMMANDS = {
    "build": "recount.cli.build",
    "import": "recount.cli.imports",
    "read": "recount.cli.texts",
    "extract": "recount.cli.texts",
    "mentions": "recount.cli.texts",
    "syntax": "recount.cli.syntax",
    "claims": "recount.cli.holdings",
    "events": "recount.cli.holdings",
    "reports": "recount.cli.holdings",
    "actors": "recount.cli.holdings",
    "totals": "recount.cli.totals",
    "search": "recount.cli.holdings",
    "verify": "recount.cli.holdings",
    "judge": "recount.cli.judge",
    "report": "recount.cli.report",
    "export": "recount.cli.export",
    "release": "recount.cli.release",
    "diff": "recount.cli.release",
    "assess": "recount.cli.assess",
    "pack": "recount.cli.packs",
    "serve": "recount.cli.serve",
    "accounts": "recount.cli.serve",
    "lexicon": "recount.cli.lexicons",
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
        command = getattr(importlib.import_module(home), cmd_name + "_" * iskeyword(cmd_name))
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
    speak_utf8()
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
        complain("Interrupted. What was kept before stays; the same command goes on from there.")
        return 128 + signal.SIGINT
    except (BrokenPipeError, SystemExit):
        # The reader of our output went away (`| head`): nothing is wrong. Click makes an exit of it; no command does.
        silence_output()
        return 0
    except RecountError as error:
        complain(f"recount: {error}")
        return error.exit_status
    except MemoryError:
        complain("recount: the memory of this machine is used up. Close other programs, or give less at a time.")
        return 1
    except OSError as error:
        complain(refusal(error))
        silence_output()
        return 1


def speak_utf8() -> None:
    """Let both streams carry any text whatever the terminal's own character set: a report in Arabic must not end a
    command under `LANG=C`, nor a file's name that is no UTF-8. A stream that was closed beforehand carries nothing."""
    sys.stdout = sys.stdout or Path(os.devnull).open("w")  # noqa: SIM115 - for as long as the process lives
    sys.stderr = sys.stderr or Path(os.devnull).open("w")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def complain(sentence: str) -> None:
    """One sentence on standard error, if anybody is there to read it."""
    with suppress(OSError):
        click.echo(sentence, err=True)


def silence_output() -> None:
    """Drop what standard output cannot carry: the interpreter would try once more while it ends, and fail again."""
    try:
        sys.stdout.flush()
    except OSError:
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def refusal(error: OSError) -> str:
    """What the system said, with what to try where that is known."""
    where = f" ({os.fsdecode(error.filename)})" if isinstance(error.filename, str | bytes) else ""
    said = f"recount: the system refused: {error.strerror or error}{where}."
    tries = {
        errno.ENOSPC: " Free some space on the disk, or write elsewhere.",
        errno.EACCES: " Ask its owner for permission, or choose another place.",
        errno.EROFS: " Choose a place that can be written.",
        errno.EISDIR: " Expected the name of a file; add one.",
        errno.ENOTDIR: " A part of the path is a file where a folder was expected; choose another path.",
        errno.EEXIST: " A file stands where a folder was expected; choose another path.",
        errno.ENAMETOOLONG: " Choose a shorter name.",
    }
    return said + tries.get(error.errno or 0, "")
