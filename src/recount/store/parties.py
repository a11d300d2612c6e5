"""Actors as sources name them: spellings with a sentence for each, activity over time, and names without an actor."""

from __future__ import annotations

from dataclasses import dataclass

from recount.store.pinned import Generation


@dataclass(frozen=True, slots=True)
class Spelling:
    """Words by which sources name a party, in how many claims and reports, with one claim as its example."""

    words: str
    claims: int
    reports: int
    claim: str
    report: str
    sentence: str


_SPELLINGS = """
SELECT p.words, count(DISTINCT p.claim) AS claims, count(DISTINCT c.report) AS reports,
       arg_min(c.id, c.id) AS claim, arg_min(c.report, c.id) AS report, arg_min(c.sentence, c.id) AS sentence
FROM claim_parties p JOIN claims c ON c.id = p.claim
WHERE {wanted} AND c.dataset IS NULL
GROUP BY p.words ORDER BY claims DESC, p.words LIMIT $most
"""


def spellings(generation: Generation, actor: str, *, most: int = 60) -> list[Spelling]:
    """How sources name one actor."""
    rows = generation.duck.execute(_SPELLINGS.format(wanted="p.id = $actor"), {"actor": actor, "most": most})
    return [Spelling(*row) for row in rows.fetchall()]


def unlinked(generation: Generation, *, words: str | None = None, most: int = 60) -> list[Spelling]:
    """Names that sources give and that no actor of the catalogue bears, most claims first."""
    wanted = "p.id IS NULL AND ($words IS NULL OR contains(lower(p.words), lower($words)))"
    rows = generation.duck.execute(_SPELLINGS.format(wanted=wanted), {"words": words, "most": most}).fetchall()
    return [Spelling(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class Listed:
    """An actor in the list: events as the one who acts, and as the one who is met."""

    id: str
    sector: str | None
    claims: int
    acts: int
    met: int


_LISTED = """
WITH said AS (SELECT id, mode(sector) AS sector, count(DISTINCT claim) AS claims FROM claim_parties
              WHERE id IS NOT NULL GROUP BY id),
told AS (SELECT id, count(DISTINCT event) FILTER (role = 'actor') AS acts,
                count(DISTINCT event) FILTER (role = 'target') AS met
         FROM event_parties WHERE id IS NOT NULL GROUP BY id)
SELECT s.id, s.sector, s.claims, coalesce(t.acts, 0), coalesce(t.met, 0)
FROM said s LEFT JOIN told t ON t.id = s.id ORDER BY s.claims DESC, s.id
"""


def listed(generation: Generation) -> list[Listed]:
    """Every actor that some claim names."""
    return [Listed(*row) for row in generation.duck.execute(_LISTED).fetchall()]


def activity(generation: Generation, actor: str) -> list[tuple[str, int, int]]:
    """Per quarter of the calendar: events in which the actor, or what is part of it, acts, and is met."""
    rows = generation.duck.execute(
        "SELECT year(e.start) || 'Q' || quarter(e.start) AS quarter,"
        " count(DISTINCT e.id) FILTER (p.role = 'actor'), count(DISTINCT e.id) FILTER (p.role = 'target')"
        " FROM event_parties p JOIN events e ON e.id = p.event WHERE e.start IS NOT NULL AND (p.id = $actor OR p.id IN"
        " (SELECT actor FROM ancestors WHERE ancestor = $actor)) GROUP BY quarter ORDER BY quarter",
        {"actor": actor},
    ).fetchall()
    return [(str(row[0]), int(row[1]), int(row[2])) for row in rows]


def relation_claims(generation: Generation, actor: str, *, most: int = 60) -> list[str]:
    """Claims on how the actor stands to others."""
    rows = generation.duck.execute(
        "SELECT DISTINCT c.id FROM claims c JOIN claim_parties p ON p.claim = c.id"
        " WHERE c.kind = 'relation' AND p.id = $actor ORDER BY c.id LIMIT $most",
        {"actor": actor, "most": most},
    ).fetchall()
    return [str(row[0]) for row in rows]


def events_of(generation: Generation, actor: str, *, most: int = 30) -> list[tuple[str, str, str | None, str | None]]:
    """The latest events of the actor: id, role, first day, place."""
    rows = generation.duck.execute(
        "SELECT e.id, min(p.role), e.start, e.place FROM event_parties p JOIN events e ON e.id = p.event"
        " WHERE p.id = $actor GROUP BY e.id, e.start, e.place ORDER BY e.start DESC NULLS LAST, e.id LIMIT $most",
        {"actor": actor, "most": most},
    ).fetchall()
    return [(str(r[0]), str(r[1]), None if r[2] is None else str(r[2])[:10], r[3]) for r in rows]
