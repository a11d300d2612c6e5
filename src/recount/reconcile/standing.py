"""A record that is kept up: reports come and go, people judge, and only what they touch is brought together anew.

What a run believes follows from its inputs alone, and every step of it depends on little: facts on one text, whether
two claims are compared on the two, a cluster on what links reach, an event on its claims. So each step is kept, and
done again only where what it depends on has changed. `reconcile` is the first run of an empty record; a later run over
other inputs gives what a first run over them would, whatever came before (the tests hold that as a property).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from recount.reconcile.events import Ground, regraded
from recount.reconcile.facts import Facts
from recount.reconcile.gather import Gathered, gathered, stands_under, telling_of
from recount.reconcile.judge import Orders, orders_from
from recount.reconcile.likeness import Cluster, Likeness
from recount.reconcile.mission import rules_of
from recount.reconcile.operations import with_parts
from recount.reconcile.origins import groups_of
from recount.reconcile.outcome import Outcome, Reconciled, outcome_of, summed
from recount.reconcile.rows import rows_among
from recount.reconcile.sums import only_summing, parts_told
from recount.reconcile.texts import Texts, texts_of
from recount.reconcile.ties import tied
from recount.reconcile.weights import Weights, weights
from recount.records import Claim, Copy, Decision, Event, Judgement, Report
from recount.words.pack import Pack


class Standing:
    """A record under one pack and one table of weights. Not for use by two threads at once."""

    def __init__(self, pack: Pack, *, table: Weights | None = None) -> None:
        self._pack, self._table = pack, table or weights()
        self._sectors = {actor.id: actor.sector for actor in pack.actors.values()}
        self._missions = rules_of(pack)
        self._forget()

    def _forget(self) -> None:
        self._texts = Texts(self._pack, self._table)
        self._likeness = Likeness(self._table)
        self._stands: dict[str, str] = {}
        self._clusters: dict[Cluster, Gathered] = {}
        self._outcomes: dict[Cluster, Outcome] = {}
        self._home: dict[str, str] = {}
        self._members: dict[str, set[str]] = {}
        self._parts: dict[str, dict[str, tuple[float, ...]]] = {}

    def reconciled(
        self,
        claims: Sequence[Claim],
        reports: Sequence[Report],
        copies: Sequence[Copy],
        judgements: Sequence[Judgement],
    ) -> Reconciled:
        """What a run over exactly these inputs believes; their order does not matter. The cost is that of what differs
        from the run before, and a look at each claim to see whether it does."""
        with self._undivided():
            by_id = {r.id: r for r in reports}
            held = {c.id: c for c in claims}
            orders = orders_from(judgements, [held[i] for i in sorted(held)], by_id)
            every = held | orders.added
            known = {i: every[i] for i in sorted(every)}
            if orders.merges:
                known = {i: orders.merges.read(claim, self._sectors) for i, claim in known.items()}
            groups = groups_of(list(by_id.values()), copies)
            spoken = [c for c in known.values() if c.kind == "event" and c.id not in orders.removed]
            touched = self._texts.bring(texts_of(spoken, by_id, groups, orders.kept_apart))
            rows = rows_among(spoken, by_id)
            ground = Ground(by_id, groups, self._texts.origins, self._pack, self._table, rows, self._missions)
            anew = self._clustered(touched.claims, orders, ground)
            self._sum(touched.reports, anew)
            events, aside = self._told(known, ground)
            events = regraded(events, orders.regrades, orders.effects.__setitem__)
            events = with_parts(sorted(events, key=_when), self._pack.ancestors, self._table)
            events = tied(events, orders.ties, orders.effects.__setitem__)
            aside = {**orders.removed, **aside}
            decisions = [*(d for e in events for d in e.decisions), *self._likeness.misses()]
            return Reconciled(
                events=tuple(events),
                set_aside=tuple(sorted(aside.items())),
                standing=tuple((c.id, c.kind) for c in known.values() if c.id not in aside),
                decisions=tuple(sorted(decisions, key=_pair)),
                judged=tuple(sorted(orders.effects.items())),
                added=tuple(orders.added[i] for i in sorted(orders.added)),
            )

    @contextmanager
    def _undivided(self) -> Iterator[None]:
        """A run that is broken off half-way leaves nothing that a later one could build upon."""
        try:
            yield
        except BaseException:
            self._forget()
            raise

    def _clustered(self, touched: set[str], orders: Orders, ground: Ground) -> list[Cluster]:
        """Bring the clusters up to date; those that are new, or whose claims were touched."""
        stands, word = stands_under(orders, self._texts.stands, ground.rows)
        touched = touched | {claim for claim, _ in stands.items() ^ self._stands.items()}
        gone, come = self._retold(touched, stands)
        was, now = self._likeness.change(gone, come, word)
        before = {cluster: self._clusters.pop(cluster) for cluster in was}
        for made in before.values():
            for claim in made.claims:
                del self._home[claim]
        anew = []
        for cluster in sorted(now):
            made = gathered(cluster, self._members, stands, self._likeness, self._texts.facts, ground.rows)
            self._clusters[cluster] = made
            self._home.update(dict.fromkeys(made.claims, cluster[0]))
            if before.get(cluster) != made or not touched.isdisjoint(made.claims):
                anew.append(cluster)
        for cluster in (was - now).union(anew):
            self._outcomes.pop(cluster, None)
        return anew

    def _retold(self, touched: set[str], stands: dict[str, str]) -> tuple[set[str], dict[str, Facts]]:
        """Tellings that are gone, and those of which a claim was touched as they are now."""
        firsts = set()
        for claim in touched & self._stands.keys():
            firsts.add(self._stands[claim])
            self._members[self._stands[claim]].discard(claim)
        for claim in touched & stands.keys():
            firsts.add(stands[claim])
            self._members.setdefault(stands[claim], set()).add(claim)
        self._stands = stands
        gone = {first for first in firsts if not self._members[first]}
        for first in gone:
            del self._members[first]
        told = sorted(firsts - gone)
        return gone, {first: telling_of(first, self._members[first], self._texts.facts) for first in told}

    def _sum(self, touched: Iterable[str], anew: Iterable[Cluster]) -> None:
        """Look again for sums in the reports of which a claim stands elsewhere than before."""
        facts = self._texts.facts
        moved = {facts[claim].report for cluster in anew for claim in self._clusters[cluster].claims}
        for report in moved.union(touched):
            self._parts.pop(report, None)
            if found := parts_told(self._texts.told.get(report, ()), self._home):
                self._parts[report] = found

    def _told(self, known: Mapping[str, Claim], ground: Ground) -> tuple[list[Event], dict[str, str]]:
        """Events, and the reason for each claim of which none is made."""
        facts = self._texts.facts
        parts = {claim: found for told in self._parts.values() for claim, found in told.items()}
        sums = only_summing(parts, facts, self._home, self._claims_of)
        events: list[Event] = []
        aside = {claim: summed(found) for claim, found in sums.items()}
        for cluster, made in self._clusters.items():
            if made.claims[0] in sums:
                continue
            if cluster not in self._outcomes:
                self._outcomes[cluster] = outcome_of(made, known, facts, ground)
            outcome = self._outcomes[cluster]
            events += [outcome.event] if outcome.event is not None else []
            aside.update(outcome.empty)
        return events, aside

    def _claims_of(self, name: str) -> Sequence[str]:
        return self._clusters[self._likeness.home[name]].claims


def _when(event: Event) -> tuple[str, str]:
    time = event.time
    return (time.start or time.end or "9999") if time else "9999", event.id


def _pair(d: Decision) -> tuple[str, str, float]:
    return d.left, d.right, d.score
