"""Who depends on whom for what they say: a graph over reports, their originals and the voices that they name.

copies
    the report repeats another, whole or edited.
rests_on
    claims of it are said on the word of a named voice ("according to the monitor"); reports that share one share it.
unknown
    it says the rest in its own voice, and nothing shows on whom that rests. Independence is counted, never proved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from recount.reconcile.origins import Origin
from recount.records import Claim, Copy

How = Literal["copies", "rests_on", "unknown"]


@dataclass(frozen=True, slots=True)
class Dependence:
    """One edge. `on` is a report's id for copies, an origin's id for a named voice, `None` where it cannot be told;
    `why` says it in words. `similarity` is that of the copy; `claims` are those that carry the edge."""

    report: str
    on: str | None
    how: How
    why: str
    similarity: float | None
    claims: tuple[str, ...]


def dependence_of(claims: Iterable[Claim], copies: Iterable[Copy], origins: Mapping[str, Origin]) -> list[Dependence]:
    """The edges, by report."""
    held: dict[tuple[str, How, str, str], list[str]] = defaultdict(list)
    for claim in claims:
        origin = origins[claim.id]
        if not origin.own:
            held[claim.report, "rests_on", origin.id, f"on the word of {origin.speaker}"].append(claim.id)
        elif origin.hidden is not None:
            held[claim.report, "unknown", "", origin.hidden].append(claim.id)
    found = [
        Dependence(report, on or None, how, why, None, tuple(sorted(ids)))
        for (report, how, on, why), ids in held.items()
    ]
    found += [
        Dependence(
            c.report,
            c.of,
            "copies",
            "the same words" if c.how == "exact" else "nearly the same words",
            c.similarity,
            (),
        )
        for c in copies
    ]
    return sorted(found, key=lambda d: (d.report, d.how, d.on or "", d.why))
