"""The rows behind numbers, with their sentences: what a reader sees on opening a number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from recount.publish.phrases import day, span
from recount.publish.withhold import Withheld
from recount.records import Claim, Event, Mention, Party, Place, Skip
from recount.records.publication import Cited, Quoted, Row, Statement

LONGEST_SIDE = 220
"""Code points of a sentence kept at either side of the exact quote: enough to judge it by, no republication."""
LONGEST_QUOTE = 360
ELLIPSIS = "…"
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Names:
    """What the page calls things: catalogue ids, and event types (`ASSAULT` or `ASSAULT/aerial`) and claim kinds."""

    actors: Mapping[str, str] = field(default_factory=dict)
    nouns: Mapping[str, str] = field(default_factory=dict)
    withheld: Withheld = field(default_factory=Withheld)

    def party(self, party: Party | Mention) -> str:
        """The catalogue's name where the party is known to it, else the words of the report."""
        name = self.actors.get(party.id or "") or self.withheld.hide(party.words)
        return name if party.certainty == "stated" else f"{name} ({party.certainty})"

    def noun(self, type_: str | None, mode: str | None, kind: str = "event") -> str:
        """The page's noun for an event, or for a claim of another kind."""
        if kind != "event":
            return self.nouns.get(kind, kind)
        for key in (f"{type_}/{mode}", type_ or ""):
            if key in self.nouns:
                return self.nouns[key]
        return (type_ or "event of no type").lower()


def event_row(event: Event, statements: Iterable[Statement], names: Names, *, mission_note: bool = False) -> Row:
    """An event with every sentence that speaks of it, each sentence once."""
    start, stop = (event.time.start, event.time.end) if event.time is not None else (None, None)
    return Row(
        key=f"e-{event.id}",
        kind="event",
        what=names.noun(event.type, event.mode),
        who=_unique(names.party(p) for p in event.actors if p.role == "actor"),
        whom=_unique(names.party(p) for p in event.actors if p.role == "target"),
        where=_where(event.place, names),
        when=span(start, stop),
        note=event.mission_reason if mission_note else None,
        quoted=tuple(_unique_quotes(quoted(s, names) for s in statements)),
    )


def claim_row(statement: Statement, names: Names) -> Row:
    """A statement that is no event: a total, a level, a plan."""
    claim = statement.claim
    place = claim.place[0] if claim.place else None
    return Row(
        key=f"c-{claim.id}",
        kind="claim",
        what=names.noun(claim.type, claim.mode, claim.kind),
        who=_unique(names.party(m) for m in claim.actor),
        whom=_unique(names.party(m) for m in claim.target),
        where=_where(place, names),
        when=span(claim.time.start, claim.time.end) if claim.time is not None and claim.time.resolved else None,
        quoted=(quoted(statement, names),),
    )


def report_row(cited: Cited, names: Names) -> Row:
    """A report as a row of its own; its facts stand in the list of sources."""
    when = day(cited.published) if cited.published else "publication date not known"
    return Row(f"r-{cited.id}", "report", names.withheld.hide(cited.title or "untitled", cited.id), when=when)


def skip_row(index: int, skip: Skip) -> Row:
    """An input that was left out, with its reason."""
    return Row(f"s-{index}", "skip", skip.where, note=skip.sentence)


def quoted(statement: Statement, names: Names) -> Quoted:
    """The sentence with the exact words of the evidence marked, cut to what evidence needs. Pieces of evidence in one
    sentence are marked as one stretch, so that the words of a claim's every figure stand in it."""
    claim, sentence = statement.claim, statement.sentence
    first, begins = claim.evidence[0], statement.sentence_start
    inside = [e for e in claim.evidence if begins <= e.start and e.end <= begins + len(sentence)]
    if first in inside and sentence[first.start - begins : first.end - begins] == first.quote:
        span = (min(e.start for e in inside) - begins, max(e.end for e in inside) - begins)
    else:
        sentence, span = first.quote, (0, len(first.quote))
    pieces = names.withheld.pieces(sentence, span, claim.report)
    before, exact, after = (names.withheld.hide(piece, claim.report) for piece in pieces)
    return Quoted(
        claim=claim.id,
        report=claim.report,
        before=_tidy(_keep_end(before)),
        exact=_tidy(_keep_start(exact, LONGEST_QUOTE)),
        after=_tidy(_keep_start(after, LONGEST_SIDE)),
        speaker=speaker(claim, names),
        stance=claim.stance,
        modality=claim.modality,
    )


def speaker(claim: Claim, names: Names) -> str | None:
    """Who says so, nearest first, or `None` for the report's own voice."""
    chain = [names.actors.get(s.id or "") or s.name or s.description or s.kind for s in claim.source]
    return ", citing ".join(names.withheld.hide(words, claim.report) for words in chain if words) or None


def _unique(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _unique_quotes(quotes: Iterable[Quoted]) -> Iterable[Quoted]:
    seen = set()
    for quote in quotes:
        key = (quote.report, quote.before, quote.exact, quote.after)
        if key not in seen:
            seen.add(key)
            yield quote


def _where(place: Place | None, names: Names) -> str | None:
    if place is None:
        return None
    return names.withheld.hide(_place(place.words, place.province, place.country))


def _place(words: str, province: str | None, country: str | None) -> str:
    parts = [words, *(p for p in (province, country) if p and p.casefold() not in words.casefold())]
    return ", ".join(dict.fromkeys(parts))


def _tidy(text: str) -> str:
    return _SPACE.sub(" ", text)


def _keep_start(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    return text[:longest].rsplit(" ", 1)[0] + " " + ELLIPSIS


def _keep_end(text: str) -> str:
    if len(text) <= LONGEST_SIDE:
        return text
    return ELLIPSIS + " " + text[-LONGEST_SIDE:].split(" ", 1)[-1]
