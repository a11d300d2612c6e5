"""One capture in, one report or one skip out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from recount.read.dataset import read_dataset
from recount.read.docx import read_docx
from recount.read.draft import Draft, UnreadableError
from recount.read.epub import read_epub
from recount.read.feed import read_feed
from recount.read.html import read_html
from recount.read.language import READABLE, language_of
from recount.read.mail import read_mail
from recount.read.markdown import read_markdown
from recount.read.mhtml import read_mhtml
from recount.read.odt import read_odt
from recount.read.parts import CLAIMABLE, segments_of
from recount.read.pdf import read_pdf
from recount.read.plain import read_row, read_text
from recount.read.published import published_of
from recount.read.repeats import repeats_among
from recount.read.rtf import read_rtf
from recount.read.sheet import read_sheet
from recount.read.threads import with_posts
from recount.read.transcript import read_transcript
from recount.read.turns import with_turns
from recount.records import Capture, Dataset, Form, Published, Report, Skip
from recount.records.ids import report_id, text_version
from recount.words.decoding import fit

READER_VERSION = "read-5"
"""Changes whenever the same bytes may give another text, segment or date."""

_READERS: dict[Form, Callable[[Capture], Draft]] = {
    "txt": read_text,
    "md": read_markdown,
    "html": read_html,
    "pdf": read_pdf,
    "jsonl": read_row,
    "csv": read_row,
    "sheet": read_sheet,
    "transcript": read_transcript,
    "dataset": read_dataset,
    "docx": read_docx,
    "odt": read_odt,
    "rtf": read_rtf,
    "epub": read_epub,
    "eml": read_mail,
    "mhtml": read_mhtml,
    "feed": read_feed,
}


def read(capture: Capture, *, today: date) -> Report | Skip:
    """The report that a capture holds, or the reason why it holds none. Whatever the bytes, nothing is raised.
    `today` bounds the day of publication from above."""
    where = capture.custody.address
    if capture.custody.locator is not None:
        where = f"{where}, {capture.custody.locator}"
    reader = _READERS.get(capture.form)
    if reader is None:
        return Skip(where, "unknown_form", f"The form {capture.form!r} has no reader.")
    try:
        draft = reader(capture)
        if capture.form != "dataset":  # whose rows are cut by its delimiter and by nothing else
            draft = with_turns(with_posts(draft))
    except UnreadableError as reason:
        return Skip(where, reason.code, reason.sentence)
    if not any(c.isalnum() for c in draft.text):
        return Skip(where, "no_text", "Nothing is written here: no letters and no digits were found.")
    return _report(capture, draft, where, today)


def _report(capture: Capture, draft: Draft, where: str, today: date) -> Report:
    given = capture.given
    if given.dataset is not None:
        return _rows(capture, draft, given.dataset)
    url = given.url or draft.url
    published, refuted = published_of(draft.text, draft.parts, given, draft.dates, url, today=today)
    own = " ".join(draft.text[p.start : p.end] for p in draft.parts[:40] if p.kind in CLAIMABLE)
    language, readable = language_of(own or draft.text)
    if language is None and (stated := given.language or draft.language):
        language = stated.split("-")[0].split("_")[0].lower()[:3]
        readable = language in READABLE
    return Report(
        id=report_id(capture.custody.sha256),
        sha256=capture.custody.sha256,
        form=capture.form,
        text=draft.text,
        text_version=text_version(draft.text),
        segments=segments_of(draft.parts, repeats_among(draft.text, draft.parts)),
        published=published,
        title=_clean(given.title) or draft.title,
        publisher=_clean(given.publisher) or draft.publisher,
        author=draft.author,
        url=_clean(url),
        language=language,
        readable=readable,
        address=where,
        reader=READER_VERSION,
        notes=(*draft.notes, *refuted),
        dataset=given.dataset,
    )


def _rows(capture: Capture, draft: Draft, dataset: Dataset) -> Report:
    """Rows of a dataset: nothing is guessed, neither a day of publication nor a language, and all can be read."""
    given = capture.given
    return Report(
        id=report_id(capture.custody.sha256, *dataset.issue),
        sha256=capture.custody.sha256,
        form=capture.form,
        text=draft.text,
        text_version=text_version(draft.text),
        segments=segments_of(draft.parts, {}),
        published=Published(given.published, given.published_found),
        title=_clean(given.title),
        publisher=_clean(given.publisher) or dataset.name,
        url=_clean(given.url),
        address=capture.custody.address,
        reader=READER_VERSION,
        notes=draft.notes,
        dataset=dataset,
    )


def _clean(words: str | None) -> str | None:
    return (fit(words).text.strip() or None) if words is not None else None
