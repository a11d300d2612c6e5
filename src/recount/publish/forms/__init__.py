"""One composed report in every form that people file: a page, a PDF, a Word document, Markdown.

All of them are written from the same tree of blocks (`records.publication.QuarterReport`): what a section says and how
its numbers are made is decided once, when the report is composed, and no form can say it otherwise.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from recount.publish.forms.docx import docx_of
from recount.publish.forms.html import html_of
from recount.publish.forms.markdown import markdown_of
from recount.publish.forms.pdf import pdf_of
from recount.records import UsageError
from recount.records.publication import QuarterReport

ReportForm = Literal["html", "pdf", "docx", "md"]
FORMS: tuple[ReportForm, ...] = ("html", "pdf", "docx", "md")
"""The forms in which a report can be written, named by the endings of their files."""

_WRITERS: dict[ReportForm, Callable[[QuarterReport], str | bytes]] = {
    "html": html_of,
    "pdf": pdf_of,
    "docx": docx_of,
    "md": markdown_of,
}


def render(report: QuarterReport, form: ReportForm) -> bytes:
    """The whole document as the bytes of its file. The same report gives the same bytes."""
    if form not in _WRITERS:
        known = ", ".join(f".{known}" for known in FORMS)
        raise UsageError(f"cannot write a report as {form!r}; expected a file that ends in one of {known}")
    made = _WRITERS[form](report)
    return made.encode("utf-8", "backslashreplace") if isinstance(made, str) else made
