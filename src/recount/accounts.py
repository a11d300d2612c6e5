"""Copies, events and the generation that readers see: reconcile and store over a campaign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recount.built import Built
from recount.datasets import RowStream, light
from recount.read import copies_among
from recount.reconcile import Sieve, reconcile
from recount.rim import Watch
from recount.store import Campaign, Contents, Run, Writer, query
from recount.words.pack import Pack


def publish(
    holdings: Campaign, writer: Writer, run: Run, built: Built, pack: Pack, watch: Watch, *, versions: Sequence[str]
) -> None:
    """Copies, events, and a generation that readers see from then on. `versions` go into its fingerprint."""
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
        inputs=holdings.fingerprint(*versions),
    )
    run.generation = info.number
    built.fresh = info.fresh


def count(holdings: Campaign, built: Built) -> None:
    """What the campaign holds now, from the tables that readers see."""
    with holdings.generation() as generation:
        rows = generation.manifest["rows"]
        built.sheets = query.sheets(generation)
        built.reports, built.claims = rows["reports"] - built.sheets, rows["claims"]
        built.events, built.copies = rows["events"], rows["copies"]
        built.unread = query.unread(generation)
        built.fullest_quarter = query.fullest_quarter(generation)
