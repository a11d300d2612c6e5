"""The one page that joins the stages: collect, read, extract, reconcile, store, assess, publish."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from recount import __version__
from recount.assess.series import monthly
from recount.collect import captures_of, collect, tables
from recount.datasets import RowStream, extract_rows, light, refuse_mixing, try_out
from recount.extract import EXTRACTOR_VERSION, ROWS_VERSION, Extractor, RowReader
from recount.hands import claims_of_all, where_of
from recount.publish import ReportForm, compose, render
from recount.read import READER_VERSION, copies_among, read
from recount.reconcile import RECONCILER_VERSION, Sieve, reconcile
from recount.records import Capture, Claim, Report, Skip, Span
from recount.records.ids import digest, report_id
from recount.records.publication import Quarter
from recount.rim import Rim, Watch
from recount.spared import AGAIN, Mishap, spared
from recount.store import Campaign, Contents, Run, Writer, query, stage_key
from recount.store.measures import Measures
from recount.store.shapes import capture_key
from recount.words.mapping import RowMap
from recount.words.pack import Pack, load_pack
from recount.words.sentences import sentence_of, sentences_in


@dataclass(slots=True)
class Built:
    """What a build came to. `fresh` is false where there was nothing new and the last generation stands."""

    campaign: Path
    fresh: bool = False
    seen: int = 0
    new: int = 0
    again: int = 0
    extracted: int = 0
    reports: int = 0
    unread: int = 0
    claims: int = 0
    events: int = 0
    copies: int = 0
    fullest_quarter: str | None = None
    skipped: list[Skip] = field(default_factory=list)


def build(
    paths: Sequence[str],
    campaign: Path,
    *,
    pack: str,
    rim: Rim,
    published: str | None = None,
    manifest: Path | None = None,
    workers: int = 1,
) -> Built:
    """The main job: reports in, one auditable record out. A rerun adds only what is new.

    `published` (a civil date) and `manifest` (a CSV) state days of publication and publishers. Items that cannot be
    taken are in `skipped`, with the reason; the rest goes on. With more `workers`, processes share the reading of
    claims; whoever asks for them guards its main module, as multiprocessing wants it.
    """
    theatre = load_pack(pack)
    # Slips of the hand in paths, dates and manifest are told here, before a campaign is made.
    captures = collect(
        paths,
        stdin=rim.stdin,
        clock=rim.clock,
        collector=rim.collector,
        manifest=manifest,
        published=published,
        exclude=[campaign, *([manifest] if manifest else [])],
    )
    holdings = Campaign.open_or_create(campaign, pack=theatre.name, clock=rim.clock)
    settings = {"pack": pack, "published": published, "manifest": manifest.name if manifest else None}
    return _built(captures, holdings, theatre, rim, inputs=paths, settings=settings, workers=workers)


def import_dataset(
    files: Sequence[Path],
    campaign: Path,
    *,
    mapping: RowMap,
    pack: str,
    rim: Rim,
    vintage: str | None = None,
    workers: int = 1,
) -> Built:
    """Structured event data in: each row a claim of its dataset, with the row as its evidence. A rerun adds only what
    is new, and vintages of one dataset stay apart.

    `mapping` says how the columns are read; `vintage` which issue this is, where the file's name does not tell. A map
    that does not fit raises `UsageError` before a campaign is made; rows that cannot be read are in `skipped`.
    """
    theatre = load_pack(pack)
    found = tables(files, mapping=mapping, vintage=vintage)
    publisher = mapping.raw.get("publisher")
    cut = [partial(captures_of, t, clock=rim.clock, collector=rim.collector, publisher=publisher) for t in found]
    reader = RowReader(theatre)
    for table, captures in zip(found, cut, strict=True):
        try_out(table, captures(), reader, today=rim.clock().date())
    holdings = Campaign.open_or_create(campaign, pack=theatre.name, clock=rim.clock)
    refuse_mixing(found, holdings)
    settings = {"pack": pack, "dataset": mapping.name, "vintages": sorted({t.vintage for t in found})}
    arriving = chain.from_iterable(captures() for captures in cut)
    inputs = [table.address for table in found]
    return _built(arriving, holdings, theatre, rim, inputs=inputs, settings=settings, workers=workers, reader=reader)


def _built(
    captures: Iterable[Capture | Skip],
    holdings: Campaign,
    theatre: Pack,
    rim: Rim,
    *,
    inputs: Sequence[str],
    settings: Mapping[str, Any],
    workers: int,
    reader: RowReader | None = None,
) -> Built:
    """The stages that reports and rows share, from captures to a generation."""
    built = Built(holdings.path)
    with (
        holdings.writing() as writer,
        writer.run(inputs=inputs, settings=settings, versions=versions(theatre)) as run,
    ):
        _take_in(captures, holdings, writer, run, built, rim)
        writer.commit()
        untold = any(skip.code in AGAIN for skip in holdings.skips())
        if untold or holdings.fingerprint(*versions(theatre).values()) != holdings.published_inputs():
            read = partial(claims_of_all, pack=str(settings["pack"]), workers=workers)
            _extract_all(holdings, writer, run, built, Extractor(theatre), read, rim.watch)
            _extract_rows(holdings, writer, run, built, theatre, reader, rim.watch)
            _publish(holdings, writer, run, built, theatre, rim.watch)
        _count(holdings, built)
    return built


def versions(pack: Pack) -> dict[str, str]:
    """What besides the reports decides a campaign's content: stage versions, and the pack as a whole."""
    return {
        "read": READER_VERSION,
        "extract": EXTRACTOR_VERSION,
        "rows": ROWS_VERSION,
        "reconcile": RECONCILER_VERSION,
        "pack": digest(*(f"{part}={sha}" for part, sha in sorted(pack.hashes.items()))),
    }


def _take_in(
    items: Iterable[Capture | Skip], holdings: Campaign, writer: Writer, run: Run, built: Built, rim: Rim
) -> None:
    """Keep what arrives and read what is new. The first capture of the same bytes in a run speaks for them."""
    texts, done, taken = holdings.ledger("texts"), set[str](), set[str]()
    for number, item in enumerate(items, 1):
        rim.watch.step("Collecting and reading", number, None)
        if isinstance(item, Skip):
            _skip(item, writer, run, built)
            continue
        built.seen += 1
        subject = report_id(item.custody.sha256, *(item.given.dataset.issue if item.given.dataset else ()))
        taken.update(places_of(item))
        writer.add_capture(item)
        key = stage_key(stage="read", version=READER_VERSION, inputs=capture_key(item))
        if subject in done:
            built.again += 1
            continue
        done.add(subject)
        if (state := texts.state(subject, key)) == "current":
            _note_unread(texts.extra(subject), item, built, run)
            continue
        if state == "earlier":
            writer.restore("texts", subject, key=key)
            continue
        built.new += 1
        outcome = spared(partial(read, item, today=rim.clock().date()), places_of(item)[0])
        if isinstance(outcome, Mishap):
            taken.difference_update(places_of(item))
            _mishap(outcome, writer, run, built)
        elif isinstance(outcome, Skip):
            writer.add_unread(subject, outcome, key=key)
            run.skip(outcome)
            built.skipped.append(outcome)
        else:
            writer.add_report(outcome, key=key)
    writer.taken(taken)
    run.count("collect", taken=built.seen + len(built.skipped), given=built.seen)
    run.count("read", taken=built.new, given=built.new)


def _mishap(mishap: Mishap, writer: Writer, run: Run, built: Built) -> None:
    """Said aloud like any skip, with the trace in the run's manifest; nothing is kept under a key, so that the next
    build tries again."""
    run.trace(mishap.skip.where, mishap.trace)
    _skip(mishap.skip, writer, run, built)


def _skip(item: Skip, writer: Writer, run: Run, built: Built) -> None:
    writer.add_skip(item)
    run.skip(item)
    built.skipped.append(item)


def _note_unread(extra: Mapping[str, Any], item: Capture, built: Built, run: Run) -> None:
    """A capture that could not be read before cannot be read now: say so again, so that nobody forgets it."""
    if extra.get("skip"):
        skip = Skip(
            places_of(item)[0], "unread", "Could not be read when it first came, and nothing has changed since."
        )
        run.skip(skip)
        built.skipped.append(skip)


def places_of(item: Capture) -> list[str]:
    """The names by which a skip may have spoken of where this capture stands."""
    address, locator = item.custody.address, item.custody.locator
    return [address] if locator is None else [f"{address}, {locator}", f"{address}, {locator.split(', id ')[0]}"]


def _extract_all(
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
            _mishap(claims, writer, run, built)
            continue
        writer.add_claims(report.id, claims, key=keys[report.id], sentences=sentences_of(report, claims))
        built.extracted += 1
        run.count("extract", taken=1, given=len(claims))
    writer.taken(done)
    writer.commit()


def _extract_rows(
    holdings: Campaign, writer: Writer, run: Run, built: Built, theatre: Pack, reader: RowReader | None, watch: Watch
) -> None:
    """Claims of every table of a dataset whose key has changed."""
    if not holdings.datasets():
        return
    for skipped in extract_rows(holdings, writer, run, reader or RowReader(theatre), watch):
        if isinstance(skipped, Mishap):
            _mishap(skipped, writer, run, built)
        else:
            _skip(skipped, writer, run, built)
    built.extracted += built.new if reader is not None else 0


def claims_key(report: Report, extractor: Extractor) -> str:
    """Under which a report's claims are kept: with it they would come out the same."""
    return stage_key(
        stage="extract",
        version=EXTRACTOR_VERSION,
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


def _publish(holdings: Campaign, writer: Writer, run: Run, built: Built, pack: Pack, watch: Watch) -> None:
    """Copies, events, and a generation that readers see from then on."""
    watch.step("Bringing accounts together", 0, None)
    reports = list(holdings.reports(rows=False))
    texts = {report.id for report in reports}
    held = list(holdings.all_claims(of=texts))
    copies = copies_among(reports)
    writer.set_copies(copies)
    claims = [claim for one in held for claim in one.claims]
    judgements = holdings.judgements()
    sheets = [light(report) for report in holdings.reports(rows=True)]
    stream = RowStream(holdings, Sieve(claims, reports, copies, judgements, pack), sheets) if sheets else None

    def more() -> Iterator[Contents]:
        """Tables of datasets one by one, then what the texts tell, with the rows that may tell it too."""
        kin, kin_reports = [], []
        if stream is not None:
            yield from stream.parts()
            kin, kin_reports = stream.kin, stream.kin_reports()
            run.count("reconcile", taken=stream.claims - len(kin), given=stream.events)
        outcome = reconcile([*claims, *kin], [*reports, *kin_reports], copies, judgements, pack)
        run.count("reconcile", taken=len(claims) + len(kin), given=len(outcome.events))
        yield Contents(reports=(), claims=(), events=outcome.events, set_aside=outcome.set_aside)

    writer.commit()
    watch.step("Writing the tables", 0, None)
    info = writer.publish(
        Contents(
            reports=reports,
            claims=claims,
            sentences={claim: sentence for one in held for claim, sentence in one.sentences.items()},
            copies=copies,
            ancestors={actor: pack.ancestors(actor) for actor in pack.actors},
            skips=holdings.skips(),
            issues={report.id: report.dataset.issue for report in sheets if report.dataset is not None},
            more=more(),
        ),
        inputs=holdings.fingerprint(*versions(pack).values()),
    )
    run.generation = info.number
    built.fresh = info.fresh


def _count(holdings: Campaign, built: Built) -> None:
    """What the campaign holds now, from the tables that readers see."""
    with holdings.generation() as generation:
        rows = generation.manifest["rows"]
        built.reports, built.claims = rows["reports"], rows["claims"]
        built.events, built.copies = rows["events"], rows["copies"]
        built.unread = query.unread(generation)
        built.fullest_quarter = query.fullest_quarter(generation)


def quarter_report(campaign: Path, period: Quarter, *, form: ReportForm, pack: str | None = None) -> str:
    """The report of a period in one of the forms of `publish.FORMS`, from the generation that stands now."""
    holdings = Campaign.open(campaign)
    theatre = load_pack(pack or holdings.pack)
    with holdings.generation() as generation:
        measures = Measures(generation.duck)
        report = compose(
            measures,
            quarter=period,
            outline=_with_vintages(theatre.outline, measures.revised_datasets()),
            theatre=theatre.title,
            actors={actor.id: actor.name for actor in theatre.actors.values()},
            monthly=monthly,
            shapes=shapes_of(theatre),
            credits=theatre.about.get("credits") or (),
            made_by=f"Recount {__version__}",
            generation=str(generation.number),
        )
    return render(report, form)


def _with_vintages(outline: dict[str, Any], datasets: Sequence[str]) -> dict[str, Any]:
    """The outline whose rules say which rows of a dataset give way, where that happens in this campaign."""
    if not datasets or not isinstance(outline.get("measures"), dict):
        return outline
    words = f"Of {' and '.join(datasets)}, rows of an earlier vintage are left out where a later one covers their days."
    measures = {
        key: {**row, "rule": f"{row['rule']} {words}"} if isinstance(row, dict) and "rule" in row else row
        for key, row in outline["measures"].items()
    }
    return {**outline, "measures": measures}


def shapes_of(pack: Pack) -> dict[str, Any] | None:
    """The pack's outlines of provinces; without them maps become tables."""
    return None if pack.shapes is None else json.loads(pack.shapes.read_text(encoding="utf-8"))
