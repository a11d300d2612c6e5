"""Datasets by the hundred thousand rows: most rows meet no text, and each of those is an event of its own.

The few that may meet a text are found one chunk at a time and go to `reconcile` with the texts; the rest become events
at once, so that memory holds one chunk and what it has in common with the texts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from recount.reconcile.events import Ground, event_of
from recount.reconcile.facts import Facts, facts_of, happened
from recount.reconcile.gather import telling_of
from recount.reconcile.judge import active_in
from recount.reconcile.merging import merges_of
from recount.reconcile.mission import rules_of
from recount.reconcile.origins import groups_of, origins_of
from recount.reconcile.outcome import not_happened
from recount.reconcile.rows import Meeting, rows_among
from recount.reconcile.texts import Texts, texts_of
from recount.reconcile.weights import Weights, weights
from recount.records import Claim, Copy, Event, Judgement, Report
from recount.words.pack import Pack


class Sieve:
    """Knows the texts and the judgements, and tells the rows that stand alone from those that may not."""

    def __init__(
        self,
        claims: Sequence[Claim],
        reports: Sequence[Report],
        copies: Sequence[Copy],
        judgements: Sequence[Judgement],
        pack: Pack,
        *,
        table: Weights | None = None,
    ) -> None:
        self._pack, self._table = pack, table or weights()
        self._missions = rules_of(pack)
        by_id = {r.id: r for r in reports}
        groups = groups_of(list(by_id.values()), copies)
        self._merges = merges_of(active_in(judgements))
        self._sectors = {actor.id: actor.sector for actor in pack.actors.values()}
        spoken = [self._read(c) for c in claims if c.kind == "event"]
        texts = Texts(pack, self._table)
        texts.bring(texts_of(spoken, by_id, groups, ()))
        self._meeting = Meeting(_tellings(texts), self._table)
        self._judged = {target for judgement in judgements for target in judgement.targets}
        self._reports = {s.report for judgement in judgements for s in judgement.selectors if s is not None}

    def kin(self, rows: Sequence[Claim], reports: Mapping[str, Report]) -> set[str]:
        """Claims of rows that may speak of what a text tells, or of which a person has judged."""
        spoken = [c for c in rows if c.kind == "event"]
        found = {c.id for c in rows if c.id in self._judged or c.report in self._reports}
        if self._meeting:
            groups = {c.report: c.report for c in spoken}
            origins = origins_of(spoken, reports, groups, self._pack)
            facts = facts_of(spoken, reports, groups, origins, self._pack.ancestors, self._table)
            found |= {f.id for f in facts.values() if next(self._meeting.met(f), None) is not None}
        return found

    def alone(
        self, happenings: Iterable[Sequence[Claim]], reports: Mapping[str, Report]
    ) -> tuple[list[Event], list[tuple[str, str]]]:
        """An event for each row (with its other vintages), or the reason why each of its claims is none."""
        told = [[self._read(c) for c in claims] for claims in happenings]
        every = [claim for claims in told for claim in claims]
        groups = {c.report: c.report for c in every}
        origins = origins_of(every, reports, groups, self._pack)
        ground = Ground(reports, groups, origins, self._pack, self._table, rows_among(every, reports), self._missions)
        events: list[Event] = []
        aside: list[tuple[str, str]] = []
        for claims in told:
            if any(happened(c) for c in claims):
                events.append(event_of(claims, (), ground))
            else:
                aside += [(c.id, not_happened(c)) for c in claims]
        return events, aside

    def _read(self, claim: Claim) -> Claim:
        return self._merges.read(claim, self._sectors) if self._merges else claim


def _tellings(texts: Texts) -> list[Facts]:
    """What is compared: each telling of the texts, copies and threads told as one."""
    members: dict[str, list[str]] = defaultdict(list)
    for claim, first in texts.stands.items():
        members[first].append(claim)
    return [telling_of(first, members[first], texts.facts) for first in sorted(members)]
