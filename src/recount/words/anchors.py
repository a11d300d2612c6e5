"""Where judged words stand now: a selection of words made and found again, whatever a later reader makes of the text.

A selector holds the words, what stands before and after, and their position (W3C Web Annotation's TextQuoteSelector
and TextPositionSelector). Position decides in the same text version; in another the quote does, with its surroundings
where they are still there.
"""

from __future__ import annotations

from dataclasses import replace

from recount.records import Claim, DataError, Evidence, Report, Selector, Span
from recount.records.ids import claim_id

AROUND = 32
"""Code points kept before and after, so that a sentence said twice in a report is found where it was judged."""


def selector_of(report: Report, start: int, end: int) -> Selector:
    """The selector of `report.text[start:end]`."""
    text = report.text
    return Selector(
        report=report.id,
        text_version=report.text_version,
        exact=text[start:end],
        prefix=text[max(0, start - AROUND) : start],
        suffix=text[end : end + AROUND],
        start=start,
        end=end,
    )


def span_now(selector: Selector, report: Report | None) -> Span | None:
    """Where the selected words stand in the report's text as it is now; `None` where they are gone."""
    if report is None:
        return None
    if report.text_version == selector.text_version:
        return Span(selector.start, selector.end)
    for before, after in ((selector.prefix, selector.suffix), ("", selector.suffix), (selector.prefix, ""), ("", "")):
        at = report.text.find(before + selector.exact + after)
        if at >= 0:
            start = at + len(before)
            return Span(start, start + len(selector.exact))
    return None


def selected(report: Report, exact: str, start: int | None = None) -> Span:
    """The span of words that a person marked: at `start` where it is given, else where they stand, which must be one
    place. Raises `DataError` saying what stands there instead."""
    if not exact.strip():
        raise DataError("The selection is empty; mark the words that carry the claim.")
    if start is not None:
        if report.text[start : start + len(exact)] != exact:
            found = report.text[start : start + len(exact)]
            raise DataError(
                f"Report {report.id} holds {found!r} at {start}, not {exact!r}. Offsets are Unicode code points of the "
                "report's text; leave the start out to have the words looked up."
            )
        return Span(start, start + len(exact))
    times = report.text.count(exact)
    if times != 1:
        what = "does not hold these words" if times == 0 else f"holds these words {times} times"
        then = "copy them from the text as it is" if times == 0 else "say with start which of them, or mark more"
        raise DataError(f"Report {report.id} {what}: {exact!r}; {then}.")
    at = report.text.index(exact)
    return Span(at, at + len(exact))


def moved(claim: Claim, selector: Selector, report: Report | None) -> Claim | None:
    """A claim that a person read from a selection, as it stands in the report's text now; `None` where its words are
    gone. In the text that was marked it is the claim itself; in another it keeps what it says, quotes the words where
    they stand there, and takes the id of that place."""
    span = span_now(selector, report)
    if span is None or report is None:
        return None
    if report.text_version == claim.text_version:
        return claim
    id_ = claim_id(report.id, report.text_version, claim.kind, claim.type, span.start, span.end)
    evidence = (Evidence(span.start, span.end, selector.exact),)
    return replace(claim, id=id_, report=report.id, text_version=report.text_version, evidence=evidence)
