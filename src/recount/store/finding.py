"""Sentences that hold words, within reports and claims that are narrowed: by an actor, a place, days, a publisher."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from recount.records import UsageError
from recount.store.pinned import Generation
from recount.store.search import Hit, search

_MOST_READ = 5_000
"""Sentences that are looked at where a filter leaves few of them."""


@dataclass(frozen=True, slots=True)
class Within:
    """What narrows a search; `None` lets all through. An actor (or anything that is part of it) and a place (its id or
    a name of it, of its province or country) are those of claims taken from the very sentence; days (`until` excluded)
    and publisher are the report's."""

    actor: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None
    publisher: str | None = None

    def __bool__(self) -> bool:
        return any((self.actor, self.place, self.since, self.until, self.publisher))


def found(generation: Generation, text: str, within: Within, limit: int) -> list[Hit]:
    """The sentences, best first, at most `limit`."""
    if not within:
        return search(generation, text, limit)
    hits = search(generation, text, _MOST_READ)
    since, until = _day(within.since, "since"), _day(within.until, "until")
    kept = [
        hit
        for hit in hits
        if (within.publisher is None or hit.publisher == within.publisher)
        and (since is None or (hit.published or "") >= since)
        and (until is None or (hit.published is not None and hit.published < until))
    ]
    if within.actor or within.place:
        held = _sentences(generation, within, sorted({hit.report for hit in kept}))
        kept = [hit for hit in kept if any(a < hit.end and hit.start < b for a, b in held.get(hit.report, ()))]
    return kept[:limit]


def _day(text: str | None, name: str) -> str | None:
    try:
        return None if text is None else date.fromisoformat(text).isoformat()
    except ValueError:
        raise UsageError(f"{name}: {text!r} is no date; write it as 2016-06-20.") from None


_SENTENCES = """
SELECT c.report, list((c.sentence_start, c.sentence_start + length(c.sentence))) FROM claims c
WHERE c.report IN (SELECT unnest($reports))
  AND ($place IS NULL OR c.place_id = $place OR lower(c.place) = lower($place) OR lower(c.province) = lower($place)
       OR lower(c.country) = lower($place))
  AND ($actor IS NULL OR c.id IN (
      SELECT p.claim FROM claim_parties p
      WHERE p.id = $actor OR p.id IN (SELECT actor FROM ancestors WHERE ancestor = $actor)))
GROUP BY c.report
"""


def _sentences(generation: Generation, within: Within, reports: list[str]) -> dict[str, list[tuple[int, int]]]:
    """Where the sentences with such a claim begin and end, by report."""
    values = {"reports": reports, "place": within.place, "actor": within.actor}
    return {str(report): spans for report, spans in generation.duck.execute(_SENTENCES, values).fetchall()}
