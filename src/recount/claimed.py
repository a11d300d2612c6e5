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
    pack: Pack,
    read_all: Callable[..., Iterator[tuple[Report, list[Claim] | Mishap]]],
    watch: Watch,
) -> None:
    """Claims of every report whose key has changed: its text, its date, the extractor, or what it sees of the pack.

    What it sees of the pack takes a look at every word of a text. So the key is kept with what it was worked out
    under: the text, the extractor and the pack as a whole. Where these are as before, so is the key.
    """
    ledger, texts, done, keys = holdings.ledger("claims"), holdings.ledger("texts"), set[str](), dict[str, str]()
    whole = pack_key(pack)

    def under(report_id: str) -> str:
        return read_under(texts.key(report_id) or "", whole)

    def stale() -> Iterator[Report]:
        reports = holdings.report_ids(rows=False)
        for number, report_id in enumerate(reports, 1):
            watch.step("Reading claims", number, len(reports))
            if ledger.extra(report_id).get("under") == under(report_id):
                continue
            report = holdings.report(report_id)
            if report is None:
                continue
            done.add(where_of(report))
            key = claims_key(report, extractor)
            if ledger.state(report_id, key) == "new":
                keys[report_id] = key
                yield report
            else:
                writer.restore("claims", report_id, key=key, under=under(report_id))

    for report, claims in read_all(stale(), own=extractor):
        if isinstance(claims, Mishap):
            done.discard(where_of(report))
            writer.withdraw("claims", report.id)
            note_mishap(claims, writer, run, built)
            continue
        sentences = sentences_of(report, claims)
        writer.add_claims(report.id, claims, key=keys[report.id], sentences=sentences, under=under(report.id))
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


def read_under(text_key: str, whole_pack: str) -> str:
    """All that decides a report's claims: its text, the extractor, and the pack as a whole."""
    return digest(extractor_version(), whole_pack, text_key)


def pack_key(pack: Pack) -> str:
    """Changes with anything in the pack."""
    return digest(*(f"{part}={sha}" for part, sha in sorted(pack.hashes.items())))


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
