"""What people should look at first: claims by doubt, by weight, in dispute; sentences from which nothing was taken."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from recount.records import Report
from recount.store.lines import from_json
from recount.store.pinned import Generation

Queue = Literal["doubt", "weight", "dispute"]

_ORDERED: dict[Queue, str] = {
    "doubt": """
        SELECT c.id FROM claims c LEFT JOIN set_aside a ON a.claim = c.id
        WHERE c.dataset IS NULL AND a.claim IS NULL AND NOT list_contains($done, c.id)
        ORDER BY c.reading_confidence, c.id LIMIT $most""",
    "weight": """
        SELECT c.id FROM claims c JOIN event_claims ec ON ec.claim = c.id JOIN events e ON e.id = ec.event
        LEFT JOIN (SELECT event, max(coalesce(best, low, 0)) AS dead FROM event_figures WHERE measure = 'killed'
                   GROUP BY event) f ON f.event = e.id
        WHERE c.dataset IS NULL AND NOT list_contains($done, c.id)
        ORDER BY coalesce(f.dead, 0) / e.claims DESC, c.reading_confidence, c.id LIMIT $most""",
    "dispute": """
        SELECT c.id FROM claims c JOIN event_claims ec ON ec.claim = c.id JOIN events e ON e.id = ec.event
        WHERE e.disputed AND c.dataset IS NULL AND NOT list_contains($done, c.id)
        ORDER BY c.reading_confidence, c.id LIMIT $most""",
}
"""doubt: what the reader is least sure of, of all that counts. weight: what moves a published number most, which is an
event's dead shared out over its claims. dispute: what one side of a dispute rests on."""

_LEFT: dict[Queue, str] = {
    name: f"SELECT count(*) FROM ({sql.replace('LIMIT $most', '')})" for name, sql in _ORDERED.items()
}


def first(generation: Generation, queue: Queue, *, done: Collection[str], most: int = 1) -> list[str]:
    """The claims to be looked at next."""
    rows = generation.duck.execute(_ORDERED[queue], {"done": list(done), "most": most}).fetchall()
    return [str(row[0]) for row in rows]


def left(generation: Generation, queue: Queue, *, done: Collection[str]) -> int:
    """How many wait in a queue."""
    row = generation.duck.execute(_LEFT[queue], {"done": list(done)}).fetchone()
    return int(row[0]) if row else 0


@dataclass(frozen=True, slots=True)
class Silent:
    """A sentence of a report from which nothing was taken."""

    report: str
    text_version: str
    start: int
    end: int
    text: str

    @property
    def key(self) -> str:
        """Names the sentence for as long as the text is read alike."""
        return f"{self.report}:{self.text_version}:{self.start}:{self.end}"


_TRIES = 400
_WORDS = 5
"""Shorter passages are headings, datelines and names: nobody's missed claim."""


def silent(generation: Generation, *, seed: int, done: Collection[str]) -> Silent | None:
    """The next sentence of the random audit. Drawn from all sentences alike, so that the share of them that held a
    claim after all is an estimate of what is missed; the same seed draws in the same order over one generation."""
    row = generation.search.execute("SELECT max(id) FROM passages").fetchone()
    if row is None or row[0] is None:
        return None
    for number in _drawn(int(row[0]), seed):
        found = _silent(generation, number)
        if found is not None and found.key not in done:
            return found
    return None


def _drawn(highest: int, seed: int) -> Iterator[int]:
    draw = random.Random(seed)
    for _ in range(_TRIES):
        yield draw.randint(1, highest)


def _silent(generation: Generation, number: int) -> Silent | None:
    passage = generation.search.execute(
        "SELECT report, start, stop, text FROM passages WHERE id = ?", (number,)
    ).fetchone()
    if passage is None or passage[1] == passage[2] or len(str(passage[3]).split()) < _WORDS:
        return None
    report, start, stop, text = passage
    held = generation.duck.execute(
        "SELECT r.json, (SELECT count(*) FROM claims c WHERE c.report = r.id AND c.sentence_start >= $start"
        " AND c.sentence_start < $stop) FROM reports r WHERE r.id = $report AND r.dataset IS NULL AND r.readable",
        {"report": report, "start": start, "stop": stop},
    ).fetchone()
    if held is None or held[1]:
        return None
    whole = from_json(Report, held[0])
    if not any(s.claimable and s.repeats is None and s.start <= start < s.end for s in whole.segments):
        return None
    return Silent(report, whole.text_version, start, stop, text)
