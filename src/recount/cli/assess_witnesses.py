"""On whom the events of a campaign rest, in rows and in JSON: `recount assess coverage CAMPAIGN`."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from recount.assess.lists import Lists
from recount.assess.origins import Support
from recount.cli.talk import plural
from recount.counted import Wanted, Window
from recount.reconcile import Covered, Refused
from recount.records import DataError
from recount.store import Campaign
from recount.store.measures import Measures
from recount.witnessed import Told, lists_of_origins, support_of, tallies_of, told
from recount.words.pack import load_pack

SHOWN = 10
"""Origins and totals shown in the table; JSON holds all."""
QUOTED = 70
INDEPENDENT = (
    "Origins are taken for independent as far as reports show them to be: an outlet that does not name the agency it "
    "draws on counts as its own, and tells less than its number says."
)


@dataclass(frozen=True, slots=True)
class Witnesses:
    """What a campaign says of its own witnesses; `lists` for an estimate, with the number of events that are
    `outside` all of them, or `why` there is none."""

    told: Told
    support: Support
    tallies: list[tuple[str, Covered | Refused]]
    lists: Lists | None
    outside: int
    why: str

    def table(self) -> Iterator[str]:
        """Shares by period, origins, totals."""
        events = len(self.told.events)
        yield f"{plural(events, 'event')}, told by {plural(len(self.told.origins), 'independent origin')}."
        yield f"{'from':<10}  {'events':>6}  {'one report':>10}  {'one origin':>10}  {'(95 %)':>12}  {'repeats':>8}"
        part = self.support
        for at, start in enumerate(self.told.calendar.names()):
            if part.events[at]:
                ends = f"{part.single_origin_low[at]:.0%} to {part.single_origin_high[at]:.0%}"
                yield (
                    f"{start:<10}  {part.events[at]:>6}  {part.single_report[at]:>10.0%}  "
                    f"{part.single_origin[at]:>10.0%}  {ends:>12}  {part.repeated[at]:>8.0%}"
                )
        empty = int((part.events == 0).sum())
        if empty:
            unit = plural(empty, self.told.calendar.unit)
            yield f"{unit} without an event: no share there, which is not a share of zero."
        yield "events by origin: " + "; ".join(f"{name} {n}" for name, n in self.sizes()[:SHOWN])
        yield from self._totals()
        yield ""
        if self.lists is not None:
            if self.outside:
                yield f"Told by none of the lists used, and so no case here: {plural(self.outside, 'event')}."
            yield INDEPENDENT
            yield ""

    def _totals(self) -> Iterator[str]:
        covered = [(words, one) for words, one in self.tallies if isinstance(one, Covered)]
        for words, one in covered[:SHOWN]:
            share = " to ".join("?" if s is None else f"{s:.0%}" for s in (one.share_low, one.share_high))
            said = "" if one.said_low is None else f"{one.said_low:g}"
            yield (
                f"announced: {quoted(words)!r} ({one.measure} {said}); held {len(one.events)}, perhaps "
                f"{len(one.doubtful)} more: {share} of it"
            )
        why = Counter(one.reason.partition(":")[0] for _, one in self.tallies if isinstance(one, Refused))
        for reason, number in why.most_common(SHOWN):
            yield f"not set against events: {plural(number, 'announced total')}, since {reason}"

    def sizes(self) -> list[tuple[str, int]]:
        """Events that each origin tells, most first."""
        return list(zip(self.told.names, (self.told.reports > 0).sum(axis=0).tolist(), strict=True))

    def as_dict(self) -> dict[str, Any]:
        """All of it for JSON; a share where there is no event is null."""
        part = self.support
        shares = ("single_report", "single_origin", "single_origin_low", "single_origin_high", "repeated")
        return {
            "periods": list(self.told.calendar.names()),
            "unit": self.told.calendar.unit,
            "events": part.events.tolist(),
            **{name: [none(value) for value in getattr(part, name)] for name in shares},
            "origins": [{"name": name, "events": number} for name, number in self.sizes()],
            "outside": self.outside,
            "totals": [_total(words, one) for words, one in self.tallies],
        }


def witnesses(
    campaign: Path, chosen: Sequence[str], *, measure: str | None, place: str | None, actor: str | None,
    first: str | None, last: str | None, by: Any,
) -> Witnesses:  # fmt: skip
    """Ask a campaign."""
    stop = None if last is None else str(np.datetime64(last, "D") + np.timedelta64(1, "D"))
    holdings = Campaign.open(campaign)
    theatre = load_pack(holdings.pack)
    with holdings.generation() as generation:
        measures = Measures(generation.duck)
        record = told(measures, theatre, Wanted(measure, place, actor), Window(first, stop, by))
        tallies = tallies_of(measures, theatre, record.calendar)
    lists, outside, why = None, 0, ""
    try:
        lists, outside = lists_of_origins(record, chosen)
    except DataError as error:
        why = f"How many there are in all cannot be estimated: {error}"
    return Witnesses(record, support_of(record), tallies, lists, outside, why)


def quoted(words: str) -> str:
    """Words on one line, not longer than a person reads."""
    line = " ".join(words.split())
    return line if len(line) <= QUOTED else line[:QUOTED].rsplit(" ", 1)[0] + " ..."


def none(value: float) -> float | None:
    """A number for JSON, which has no NaN."""
    return float(value) if math.isfinite(value) else None


def _total(words: str, one: Covered | Refused) -> dict[str, Any]:
    if isinstance(one, Refused):
        return {"words": words, "claim": one.tally, "refused": one.reason}
    return {
        "words": words, "claim": one.tally, "measure": one.measure, "said": [one.said_low, one.said_high],
        "held": len(one.events), "perhaps": len(one.doubtful), "elsewhere": one.elsewhere,
        "share": [one.share_low, one.share_high], "rule": one.rule,
    }  # fmt: skip
