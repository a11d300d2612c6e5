"""Who is said to stand how to whom: the relations that claims tell, and the attacks of one known party on another."""

from __future__ import annotations

from dataclasses import dataclass

from recount.store.pinned import Generation

ATTACKS = "attacks"
"""Beside the relations of the vocabulary: claims of an attack whose doer and target are both in the catalogue."""


@dataclass(frozen=True, slots=True)
class Said:
    """One party is said to stand so to another. An end without an id is known by the words alone. `denied` of the
    `claims` deny or negate it."""

    tie: str
    one: str | None
    one_words: str
    other: str | None
    other_words: str
    claims: int
    denied: int
    reports: int


_PAIRS = """
SELECT CASE WHEN c.kind = 'relation' THEN c.type ELSE 'attacks' END AS tie, c.id AS claim, c.report,
       a.id AS one, a.words AS one_words, b.id AS other, b.words AS other_words,
       c.modality = 'negated' OR c.stance IN ('denies', 'doubts') AS denied
FROM claims c JOIN claim_parties a ON a.claim = c.id AND a.role = 'actor'
JOIN claim_parties b ON b.claim = c.id AND b.role = 'target'
WHERE c.dataset IS NULL AND c.id NOT IN (SELECT claim FROM set_aside)
  AND (a.id IS NOT NULL OR b.id IS NOT NULL) AND a.id IS DISTINCT FROM b.id
  AND (c.kind = 'relation' OR (c.kind = 'event' AND c.type = 'ASSAULT' AND a.id IS NOT NULL AND b.id IS NOT NULL))
"""


def said(generation: Generation, *, most: int = 400) -> list[Said]:
    """Every such pair, those that most reports tell of first."""
    rows = generation.duck.execute(
        f"""
        SELECT tie, one, min(one_words), other, min(other_words), count(DISTINCT claim),
               count(DISTINCT claim) FILTER (denied), count(DISTINCT report)
        FROM ({_PAIRS}) GROUP BY tie, one, other, CASE WHEN one IS NULL THEN lower(one_words) END,
                                 CASE WHEN other IS NULL THEN lower(other_words) END
        ORDER BY 8 DESC, 6 DESC, 1, 2, 4, 3, 5 LIMIT $most
        """,
        {"most": most},
    ).fetchall()
    return [Said(*row) for row in rows]


def claims_of(generation: Generation, tie: str, one: str, other: str, *, most: int = 200) -> list[str]:
    """The claims that say so; an end is an id, or the words of a party that has none."""
    rows = generation.duck.execute(
        f"""
        SELECT DISTINCT claim FROM ({_PAIRS})
        WHERE tie = $tie AND coalesce(one, lower(one_words)) = $one AND coalesce(other, lower(other_words)) = $other
        ORDER BY claim LIMIT $most
        """,
        {"tie": tie, "one": one, "other": other, "most": most},
    ).fetchall()
    return [str(row[0]) for row in rows]
