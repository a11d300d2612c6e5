"""One telling of one happening inside a report: what is said at once, and what the next sentences add to it.

"Rockets hit the market on Monday, killing ten. Forty were wounded, the ministry said." tells of one attack in three
claims. A claim *leans* on an earlier one where it brings neither a doer, a place nor a day of its own that would make
another happening of it; or where it points back ("the strikes hit the town of ...") and says where, and the earlier one
said no more than the country. Claims that lean on one another make a thread; a thread is compared with the rest of the
record as one, so that an attack told in four clauses counts once and its figures are not added to themselves.

A claim with words that say that it is another one, with a figure that contradicts the thread's, at another place, on
another day, by another hand or of a manner that does not go with it starts a thread of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from recount.reconcile.days import Days
from recount.reconcile.facts import Facts, FigureKey
from recount.reconcile.weights import Weights
from recount.reconcile.where import RANK, relation
from recount.records import Decision, Place

REACH = 2
"""Sentences over which a claim that names nothing of its own still adds to what came before."""

TELLING = 3
"""From here up a figure said again is a sign of the same happening; ones and twos are said of everything."""

Range = tuple[float | None, float | None]


def threads_of(facts: Iterable[Facts], table: Weights) -> dict[str, str]:
    """For each claim the first claim of its thread (often itself). Only claims of one report and one family meet."""
    texts: dict[tuple[str, str], list[Facts]] = defaultdict(list)
    leads: dict[str, str] = {}
    for f in facts:
        leads[f.id] = f.id
        if f.family in table.carried and f.happened and not f.headline and f.row is None:
            texts[(f.report, f.family)].append(f)
    for told in texts.values():
        leads.update(_threaded(sorted(told, key=lambda f: (f.start, f.id)), table))
    return leads


def told_as_one(lead: Facts, others: Sequence[Facts]) -> Facts:
    """The thread as the comparison sees it: the first claim's words with everything that the others add."""
    made = lead
    for other in sorted(others, key=lambda f: (f.start, f.id)):
        made = replace(
            made,
            mode=made.mode or other.mode,
            days=_days(made, other),
            own_time=made.own_time or other.own_time,
            place=other.place if _finer(made, other) else made.place,
            actors=made.actors | other.actors,
            actor_lines=made.actor_lines | other.actor_lines,
            targets=made.targets | other.targets,
            target_lines=made.target_lines | other.target_lines,
            heads=made.heads | other.heads,
            instruments=made.instruments | other.instruments,
            figures=_figures(made.figures, other.figures),
        )
    return made


def thread_decisions(stands: Mapping[str, str], facts: Mapping[str, Facts], table: Weights) -> list[Decision]:
    """The threads as decisions, each claim with the one that stands for it."""
    return [
        Decision(
            min(claim, first),
            max(claim, first),
            table.weight["carried_on"],
            True,
            (f"{table.means['carried_on']} ({table.weight['carried_on']:+g})", f"weights {table.version}"),
        )
        for claim, first in sorted(stands.items())
        if claim != first and facts[claim].report == facts[first].report
    ]


def _threaded(told: Sequence[Facts], table: Weights) -> dict[str, str]:
    threads: list[list[Facts]] = []
    for f in told:
        home = None if f.another else _home(f, threads, table)
        if home is None:
            threads.append([f])
        else:
            home.append(f)
    return {f.id: thread[0].id for thread in threads for f in thread}


def _home(f: Facts, threads: Sequence[list[Facts]], table: Weights) -> list[Facts] | None:
    """The thread that the claim belongs to: one whose telling figure it repeats, else the latest that it leans on."""
    latest = sorted(threads, key=lambda thread: thread[-1].start, reverse=True)
    for thread in latest:
        if _repeats(f, thread) and _fits(f, thread, table):
            return thread
    for thread in latest:
        if _leans(f, thread[-1], table) and _fits(f, thread, table):
            return thread
    return None


def _leans(f: Facts, last: Facts, table: Weights) -> bool:
    if f.sentence == last.sentence:
        return True
    if f.own_actor and (f.actors or last.actors) and f.actors != last.actors:
        return False
    if f.sentence_no - last.sentence_no > REACH or not _may_go_on(f, last):
        return False
    return f.mode is None or f.points_back or frozenset((f.mode, last.mode)) in table.alike


def _may_go_on(f: Facts, last: Facts) -> bool:
    """Whether the claim names no place and no day of its own; or points back ("the strikes hit the town of ...") and
    says more nearly where, or on the same day."""
    if not f.points_back:
        return not f.own_place and not f.own_time
    if f.pointed and last.mode and last.mode not in f.pointed:
        return False
    where = not f.own_place or (_coarse(last.place) and not _coarse(f.place))
    return where and (not f.own_time or (f.days is not None and f.days == last.days))


def _coarse(place: Place | None) -> bool:
    return place is None or RANK[place.precision] > RANK["province"]


def _repeats(f: Facts, thread: Sequence[Facts]) -> bool:
    """Whether the claim says again, of people of no contradicting class, a figure that the thread has given."""
    given = [(key, value) for told in thread for key, value in told.figures.items()]
    return any(
        value[0] is not None and value[0] >= TELLING and value == other and _one_class(key, told)
        for key, value in f.figures.items()
        for told, other in given
    )


def _one_class(a: FigureKey, b: FigureKey) -> bool:
    """Whether a figure of the one may be the figure of the other: people in all may be of any class."""
    return a[0] == b[0] and (a[1] == b[1] or "people" in (a[1], b[1]))


def _fits(f: Facts, thread: Sequence[Facts], table: Weights) -> bool:
    """Whether nothing that the claim says contradicts anything that the thread has said."""
    return all(_goes_with(f, told, table) for told in thread)


def _goes_with(f: Facts, told: Facts, table: Weights) -> bool:
    if f.own_time and told.own_time and f.days and told.days and not f.days.meets(told.days):
        return False
    if f.own_place and relation(f.place, told.place) not in ("same", "inside", "unknown"):
        return False
    if f.mode and told.mode and f.mode != told.mode and frozenset((f.mode, told.mode)) not in table.alike:
        return False
    return _parties_meet(f, told) and not (f.speaker == told.speaker and _clash(f.figures, told.figures))


def _parties_meet(f: Facts, told: Facts) -> bool:
    """Doers, and those done to, may be the same, parts of one another, unnamed, or the other side of one fight."""
    actors = _meet(f.actors, f.actor_lines, told.actors, told.actor_lines)
    targets = _meet(f.targets, f.target_lines, told.targets, told.target_lines)
    crossed = not f.actors.isdisjoint(told.target_lines) or not f.targets.isdisjoint(told.actor_lines)
    return (actors and targets) or crossed


def _meet(a: frozenset[str], a_lines: frozenset[str], b: frozenset[str], b_lines: frozenset[str]) -> bool:
    return not a or not b or not a.isdisjoint(b_lines) or not b.isdisjoint(a_lines)


def _clash(a: Mapping[FigureKey, Range], b: Mapping[FigureKey, Range]) -> bool:
    """Whether the two give one measure of one class two figures that cannot both be so."""
    for key in a.keys() & b.keys():
        (low, high), (other_low, other_high) = a[key], b[key]
        if high is not None and other_low is not None and high < other_low:
            return True
        if other_high is not None and low is not None and other_high < low:
            return True
    return False


def _finer(made: Facts, other: Facts) -> bool:
    if other.place is None or not other.own_place:
        return False
    return made.place is None or RANK[other.place.precision] < RANK[made.place.precision]


def _days(made: Facts, other: Facts) -> Days | None:
    if other.days is None or not other.own_time or made.own_time:
        return made.days
    return other.days


def _figures(a: Mapping[FigureKey, Range], b: Mapping[FigureKey, Range]) -> dict[FigureKey, Range]:
    """The largest figure per measure and class, as inside one claim."""
    found = dict(a)
    for key, value in b.items():
        if key not in found or (value[0] or 0.0) > (found[key][0] or 0.0):
            found[key] = value
    return found
