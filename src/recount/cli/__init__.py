"""The command line: thin commands over plain functions. Data on standard output, talk on standard error."""

from recount.cli.main import cli, main

__all__ = ["cli", "main"]
