"""`recount report`: the quarter's report."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from recount.cli.files import put
from recount.cli.talk import say
from recount.publish import FORMS, ReportForm, chosen
from recount.records import UsageError
from recount.reported import quarter_report


@click.command()
@click.argument("campaign", type=click.Path(path_type=Path), metavar="CAMPAIGN")
@click.option("--quarter", metavar="QUARTER", help="As 2016Q2, or FY2024Q1 for the US fiscal year.")
@click.option("--from", "first", metavar="DATE", help="First day of another period.")
@click.option("--to", "last", metavar="DATE", help="Its last day, included.")
@click.option("--pack", help="Another pack's outline and names; by default the campaign's own.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A .html, .pdf, .docx or .md file, or - for Markdown.",
)
def report(
    campaign: Path, quarter: str | None, first: str | None, last: str | None, pack: str | None, output: Path | None
) -> None:
    """Write the report of a quarter; every number in it opens onto its sentences.

    \b
    Examples:
      recount report campaign --quarter 2016Q2 -o report.html
      recount report campaign --quarter FY2024Q1 -o report.pdf
      recount report campaign --from 2016-06-06 --to 2016-07-05 -o - > ramadan.md
    """
    period = chosen(quarter=quarter, first=first, last=last)
    to_stdout = output is None or str(output) == "-"
    form = "md" if to_stdout or output is None else form_of(output)
    made = quarter_report(campaign, period, form=form, pack=pack)
    if to_stdout or output is None:
        sys.stdout.write(made.decode("utf-8"))
        return
    put(output, made)
    say(f"Written: {output}")


def form_of(output: Path) -> ReportForm:
    """The form that a file's ending names."""
    ending = output.suffix.lower().lstrip(".")
    form = {"htm": "html", "markdown": "md"}.get(ending, ending)
    if form not in FORMS:
        known = ", ".join(f".{known}" for known in FORMS)
        raise UsageError(f"{output.name}: cannot write the form {ending!r}; expected one of {known}.")
    return form
