"""Copies, events and the generation that readers see: reconcile and store over a campaign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from recount.built import Built
from recount.datasets import RowStream, light
from recount.read import copies_among
from recount.reconcile import Reconciled, Sieve, Standing, merged_actors
from recount.records import Claim, Copy, Effect, Judged, Judgement, Report
from recount.rim import Watch
from recount.store import Campaign, Contents, Run, Writer, query
from recount.words.pack import Pack
from recount.words.sentences import sentence_of, sentences_in


@dataclass(frozen=True, slots=True)
class Held:
    """What a campaign holds for reconciling: the texts with their claims and copies, the tables of datasets as sheets
    without text, and of their rows `kin`, the claims that may tell of what a text tells or that a person has judged."""

    reports: list[Report]
    claims: list[Claim]
    sentences: dict[str, tuple[int, str]]
    copies: list[Copy]
    sheets: list[Report]
    kin: tuple[Claim, ...] = ()
    kin_reports: tuple[Report, ...] = ()

    def reconciled(self, judgements: Sequence[Judgement], standing: Standing) -> Reconciled:
        """What a run believes under these judgements; `standing` spares what it has done before."""
        return standing.reconciled(
            [*self.claims, *self.kin], [*self.reports, *self.kin_reports], self.copies, judgements
        )  # fmt: skip


def held_by(holdings: Campaign) -> Held:
    """The texts of a campaign, without the kin among rows."""
    reports = list(holdings.reports(rows=False))
    kept = list(holdings.all_claims(of={report.id for report in reports}))
    return Held(
        reports=reports,
        claims=[claim for one in kept for claim in one.claims],
        sentences={claim: sentence for one in kept for claim, sentence in one.sentences.items()},
        copies=copies_among(reports),
        sheets=[light(report) for report in holdings.reports(rows=True)],
    )


def rows_beside(held: Held, holdings: Campaign, judgements: Sequence[Judgement], pack: Pack) -> RowStream | None:
    """The rows of datasets on their way into events; `None` where the campaign holds none."""
    if not held.sheets:
        return None
    sieve = Sieve(held.claims, held.reports, held.copies, judgements, pack)
    return RowStream(holdings, sieve, held.sheets)


def publish(
    holdings: Campaign,
    writer: Writer,
    run: Run,
    built: Built,
    pack: Pack,
    watch: Watch,
    *,
    versions: Sequence[str],
    held: Held | None = None,
    standing: Standing | None = None,
) -> None:
    """Copies, events, and a generation that readers see from then on. `versions` go into its fingerprint; `held`
    spares a caller who has gathered it the second reading, `standing` one who has reconciled it the second run."""
    watch.step("Bringing accounts together", 0, None)
    held = held or held_by(holdings)
    writer.set_copies(held.copies)
    judgements = holdings.judgements()
    stream = rows_beside(held, holdings, judgements, pack)

    def more() -> Iterator[Contents]:
        """Tables of datasets one by one, then what the texts tell, with the rows that may tell it too."""
        kin, kin_reports = [], []
        if stream is not None:
            yield from stream.parts()
            kin, kin_reports = stream.kin, stream.kin_reports()
            run.count("reconcile", taken=stream.claims - len(kin), given=stream.events)
        seen = replace(held, kin=tuple(kin), kin_reports=tuple(kin_reports))
        outcome = seen.reconciled(judgements, standing or Standing(pack))
        run.count("reconcile", taken=len(held.claims) + len(kin), given=len(outcome.events))
        run.effects.extend(Effect(*effect) for effect in outcome.judged)
        yield told(outcome, held, judgements)

    writer.commit()
    watch.step("Writing the tables", 0, None)
    info = writer.publish(
        Contents(
            reports=held.reports,
            claims=held.claims,
            sentences=held.sentences,
            copies=held.copies,
            ancestors=_ancestors(pack, judgements),
            skips=holdings.skips(),
            issues={report.id: report.dataset.issue for report in held.sheets if report.dataset is not None},
            more=more(),
        ),
        inputs=holdings.fingerprint(*versions),
    )
    run.generation = info.number
    built.fresh = info.fresh


def told(outcome: Reconciled, held: Held, judgements: Sequence[Judgement]) -> Contents:
    """What reconciling came to, for the tables: events, claims that people added, what was set aside, and what became
    of each judgement."""
    effects = dict(outcome.judged)
    known = {claim.id for claim in held.claims}
    added = [claim for claim in outcome.added if claim.id not in known]
    return Contents(
        claims=added,
        sentences=sentences_around(added, {report.id: report for report in held.reports}),
        events=outcome.events,
        set_aside=outcome.set_aside,
        judged=[Judged(judgement, effects.get(judgement.id, "")) for judgement in judgements],
    )


def sentences_around(claims: Iterable[Claim], reports: Mapping[str, Report]) -> dict[str, tuple[int, str]]:
    """Per claim, where the sentence of its first evidence starts, and the sentence (longer where the evidence is)."""
    placed = {}
    for claim in claims:
        first, text = claim.evidence[0], reports[claim.report].text
        sentence = sentence_of(list(sentences_in(text)), first.start)
        start = min(sentence.start, first.start) if sentence else first.start
        placed[claim.id] = (start, text[start : max(sentence.end if sentence else 0, first.end)])
    return placed


def _ancestors(pack: Pack, judgements: Sequence[Judgement]) -> dict[str, frozenset[str]]:
    """What each actor is part of. One that people hold to be another is found under that other, as its members are."""
    merged = {actor: pack.ancestors(actor) | pack.ancestors(into) for actor, into in merged_actors(judgements).items()}
    return {actor: pack.ancestors(actor) for actor in pack.actors} | merged


def count(holdings: Campaign, built: Built) -> None:
    """What the campaign holds now, from the tables that readers see."""
    with holdings.generation() as generation:
        rows = generation.manifest["rows"]
        built.sheets = query.sheets(generation)
        built.reports, built.claims = rows["reports"] - built.sheets, rows["claims"]
        built.events, built.copies = rows["events"], rows["copies"]
        built.unread = query.unread(generation)
        built.fullest_quarter = query.fullest_quarter(generation)
