"""Claims of a campaign's reports, read anew where something that decides them has changed: extract over a campaign."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from recount.built import Built, note_mishap, note_skip
from recount.datasets import extract_rows
from recount.extract import Extractor, RowReader, extractor_version
from recount.hands import where_of
from recount.records import Claim, Report, Span
from recount.records.ids import digest
from recount.rim import Watch
from recount.spared import Mishap
from recount.store import Campaign, Run, Writer, stage_key
from recount.words.pack import Pack
from recount.words.sentences import sentence_of, sentences_in


def extract_all(
    holdings: Campaign,
    writer: Writer,
    run: Run,
    built: Built,
    extractor: Extractor,
    read_all: Callable[..., Iterator[tuple[Report, list[Claim] | Mishap]]],
    watch: Watch,
) -> None:
    """Claims of every report whose key has changed: its text, its date, the extractor, or what it sees of the pack."""
    ledger, done, keys = holdings.ledger("claims"), set[str](), dict[str, str]()

    def stale() -> Iterator[Report]:
        reports = list(holdings.reports(rows=False))
        for number, report in enumerate(reports, 1):
            watch.step("Reading claims", number, len(reports))
            done.add(where_of(report))
            key = claims_key(report, extractor)
            state = ledger.state(report.id, key)
            if state == "earlier":
                writer.restore("claims", report.id, key=key)
            elif state != "current":
                keys[report.id] = key
                yield report

    for report, claims in read_all(stale(), own=extractor):
        if isinstance(claims, Mishap):
            done.discard(where_of(report))
            writer.withdraw("claims", report.id)
            note_mishap(claims, writer, run, built)
            continue
        writer.add_claims(report.id, claims, key=keys[report.id], sentences=sentences_of(report, claims))
        built.extracted += 1
        run.count("extract", taken=1, given=len(claims))
    writer.taken(done)
    writer.commit()


def extract_datasets(
    holdings: Campaign, writer: Writer, run: Run, built: Built, theatre: Pack, reader: RowReader | None, watch: Watch
) -> None:
    """Claims of every table of a dataset whose key has changed."""
    if not holdings.datasets():
        return
    for skipped in extract_rows(holdings, writer, run, reader or RowReader(theatre), watch):
        if isinstance(skipped, Mishap):
            note_mishap(skipped, writer, run, built)
        else:
            note_skip(skipped, writer, run, built)
    built.extracted += built.new if reader is not None else 0


def claims_key(report: Report, extractor: Extractor) -> str:
    """Under which a report's claims are kept: with it they would come out the same."""
    return stage_key(
        stage="extract",
        version=extractor_version(),
        inputs=digest(report.text_version, report.published.date or "", str(report.readable), segments_key(report)),
        pack=extractor.slice_key(report.text),
    )


def segments_key(report: Report) -> str:
    """What the cut into segments adds to the text: another cut of the same text can give other claims."""
    return digest(*(f"{s.kind} {s.start} {s.end} {s.claimable} {s.repeats}" for s in report.segments))


def sentences_of(report: Report, claims: Sequence[Claim]) -> dict[str, tuple[int, str]]:
    """Per claim, where the sentence of its first evidence starts, and the sentence (longer where the evidence is)."""
    spans = [
        span
        for segment in report.segments
        if segment.claimable
        for span in sentences_in(report.text, segment.start, segment.end)
    ]
    placed = {}
    for claim in claims:
        first = claim.evidence[0]
        held = sentence_of(spans, first.start) or Span(first.start, first.end)
        placed[claim.id] = (held.start, report.text[held.start : max(held.end, first.end)])
    return placed
