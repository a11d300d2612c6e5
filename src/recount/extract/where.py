"""Where it happened: the event's own place before places merely mentioned."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from recount.extract.places_again import elsewhere, named_again
from recount.extract.syntax import Document, Sentence
from recount.records import Place, Span
from recount.words.apposed import within
from recount.words.world import zones

_RANK = {"site": 0, "settlement": 1, "district": 2, "province": 3, "country": 4, "region": 5, None: 6}
_AT = re.compile(
    r"(?:\b(?:in|at|near|on|outside|around|inside|across|over|within|of|from|to|into|toward|towards|between|and|hit|hits|rocks|rocked|"
    r"targeting|targeted|north|south|east|west|bombed|struck|shelled|hitting|capital|city|town|village|province)\b|[,-])\s*"
    r"(?:the |a |an )?(?:[\w'’.-]+\s){0,5}$",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\b(?:from|based in|capital of|border with|returned? (?:to|from)|heading (?:to|for)|told .{0,30} in)\s(?:the )?$",
    re.I,
)
_LEFT = re.compile(
    r"\b(?:withdr\w+|pull\w* (?:out|back)|retreat\w*|depart\w*|evacuat\w+|expel\w*|driv\w+|drove|ousted"
    r"|fled|fle\w+|escap\w+|broke out)\b(?:\s[\w'’-]+){0,3}\sfrom\s(?:the )?$",
    re.I,
)
"""What is left happened at the place it is left from."""
_SPEAKS = re.compile(
    r"\s*(?:has |have |had )?(?:said|says|told|reported|announced|added|claimed|denied|accused|vowed|warned)\b"
)
_NAMED = re.compile(
    r"\b(?:(?:in|near|at|outside|of)\s(?:the\s)?|the\s)(?:(?:northern|southern|eastern|western|central)\s)?"
    r"(?P<kind>village|town|city|district|neighbou?rhood|suburb|area)s?\sof\s"
    r"(?P<name>[A-Z][\w'’ʿ-]+(?:[ -](?:[A-Z][\w'’-]+|al|el|ez|az|ash|ar))*)"
)
_PART = re.compile(
    r"\b(?:(?:in|near|at|outside|inside|into|of|on|to)\s(?:the\s)?|the\s)"
    r"(?P<name>(?:(?:a[ldnrstz]|ash|el)-)?[A-Z][\w'’ʿ-]+(?:[ -](?:[A-Z][\w'’-]+|al|el|ez|az|ash|ar)){0,2})"
    r"\s(?P<kind>(?:sub-?)?districts?|neighbou?rhoods?|quarter|suburbs?|markets?|souq|square|bridge|hospital|crossing)\b"
)
"""A part of a town that its kind gives away: "the Karrada district", "at Wuhailat market"."""
_SITES = frozenset({"market", "markets", "souq", "square", "bridge", "hospital", "crossing"})
_OLD_CITY = re.compile(r"\b(?:in|inside|into|from|of|to|around|across)\sthe\s(?P<name>Old (?:City|Town))\b")
_NEAR = re.compile(
    r"[-–•*\s]*Near\s(?P<name>(?:[A-Z][\w'’ʿ-]+|al|el|az|ez|ar|ash)(?:[ -](?:[A-Z][\w'’-]+|az|ez|al)){0,3}),"
)
"""A line that begins "Near X," names a place, known or not, whoever else bears the name."""


_DATELINE = re.compile(
    r"\s*[A-Z][A-Z .'’-]{2,}(?:, [A-Z][\w.]+(?: [A-Z]\w+)?)?\s*(?:\([^)\n]{2,30}\)\s*(?:[-–—]|\n|$)|[-–—]{1,2}\s)"
)
"""Where a report was written: "KABUL, Afghanistan (July 25, 2011) –", "BAGHDAD (AP) —"."""


@dataclass(frozen=True, slots=True)
class Where:
    """Places of a happening, its own first, and where they came from: own, again (a common noun in the clause points
    back to it), sentence, carried, lead, only or none."""

    places: tuple[Place, ...]
    origin: str
    reason: str


def where_of(clause: Span, trigger: Span, sentence: Sentence, document: Document, carried: Sequence[Place]) -> Where:
    """The place of the happening at `trigger`. Words that are plainly a place but unknown are kept, unresolved."""
    stated = own_place(clause, trigger, sentence, document)
    if stated.places:
        return stated
    if elsewhere(clause, sentence):
        return Where((), "none", "another place, not named")
    if carried:
        return Where(tuple(carried), "carried", f"place carried from before: {carried[0].words}")
    lead = lead_places(document)
    if lead:
        return Where(lead, "lead", f"place of the lead: {lead[0].words}")
    return Where((), "none", "no place given")


def own_place(clause: Span, trigger: Span, sentence: Sentence, document: Document) -> Where:
    """The place that the clause itself gives, else its sentence; nothing is carried over."""
    own = _own(clause, trigger, sentence, document)
    if own:
        return Where(own, "own", f"place in the clause: {own[0].words}")
    again = named_again(clause, sentence, document)
    if again is not None:
        return Where((again,), "again", f"place named again in the clause: {again.words}")
    near = _own(sentence.span, trigger, sentence, document)
    if near:
        return Where(near, "sentence", f"place in the sentence: {near[0].words}")
    return Where((), "none", "no place given")


def zone_of(places: Sequence[Place]) -> str | None:
    """The civil time zone of the first place's country, where the whole country keeps one."""
    return next((zone for p in places if (zone := zones().get(p.country or "")) is not None), None)


def finest(places: Sequence[Place]) -> list[Place]:
    """Places with the finest first; those of one fineness keep their order."""
    return sorted(places, key=lambda p: _RANK[p.precision])


_SETS = re.compile(
    r"\W*(?:(?:also|lastly|finally|meanwhile|elsewhere|earlier|later|separately|yesterday|today),? )?"
    r"(?:in|at|near|outside) (?:the )?(?:[\w’'-]+ ){0,3}?$",
    re.IGNORECASE,
)


def setting(sentence: Sentence, document: Document) -> tuple[Place, ...]:
    """Where a sentence that opens with a place sets what follows: "In Hit district last night, a force searched"."""
    for place in document.places_of(sentence.span):
        if place.span is not None and place.precision not in ("country", "region"):
            opens = _SETS.fullmatch(document.text, sentence.span.start, place.span.start)
            return (place,) if opens else ()
    return ()


def lead_places(document: Document) -> tuple[Place, ...]:
    """Places of the first two sentences, or the only settlement that the report has."""
    for sentence in document.sentences[:2]:
        found = [p for p in document.places_of(sentence.span) if p.precision not in ("country", "region")]
        if found := _beside_dateline(found, sentence.span, document.text):
            best = [p for p in found if _RANK[p.precision] == _RANK[finest(found)[0].precision]]
            if len({p.id or p.words for p in best}) == 1:
                return tuple(best[:1])
    settlements = {p.id: p for p in document.places if p.precision in ("site", "settlement") and p.id is not None}
    return tuple(settlements.values()) if len(settlements) == 1 else ()


def _own(span: Span, trigger: Span, sentence: Sentence, document: Document) -> tuple[Place, ...]:
    text = document.text
    found = [p for p in document.places_of(span) if p.span and not _SPEAKS.match(text, p.span.end)]
    found = [p for p in found if p.span and not _only_names(p, p.span, document)]
    found = _beside_dateline(found, span, text)
    found = within(sorted([*found, *_unresolved(span, found, sentence, document)], key=_start), text)
    at = [p for p in found if p.span and _stands_at(p.span, span, text)] or [p for p in found if p.span]
    if not at:
        return ()
    first = min(at, key=lambda p: _distance(p, trigger))
    group = [p for p in at if p is first or _same_phrase(first, p, text)]
    rest = [p for p in at if p not in group and _RANK[p.precision] <= _RANK["province"]]
    return tuple(_each_once([*finest(group), *rest]))


def _start(place: Place) -> int:
    return place.span.start if place.span is not None else -1


def _beside_dateline(found: list[Place], span: Span, text: str) -> list[Place]:
    """Without those of the dateline, unless it names the only ones."""
    head = _DATELINE.match(text, span.start, span.end)
    rest = [p for p in found if head is None or p.span is None or p.span.start >= head.end()]
    return rest or found


_COUNTRY_AT = re.compile(
    r"(?:\b(?i:in|inside|across|into|throughout|within|near|over|to|from|entered|invaded|through|both|hit|rocked|"
    r"outside|around|leave|left|eastern|western|northern|southern|central|north|south|east|west|"
    r"north-?eastern|north-?western|south-?eastern|south-?western)"
    r"|\b(?:parts|areas|regions|provinces|cities|towns|north|south|east|west|rest|most|all|much|half|swathes|"
    r"borders?) of"
    r"|\b(?:in|across|into|throughout|inside|from|to) (?:the )?[A-Z][\w'’.]+(?:, [A-Z][\w'’.]+)*,? (?:and|or)"
    r")\s*(?:the )?$|[,(\[:•*#/–—-]\s*$"
)
_SHORT = frozenset({"US", "U.S.", "U.S", "UK", "U.K."})
_NOUN_AFTER = re.compile(
    r"\s(?!(?:and|or|in|on|to|is|was|were|are|has|had|have|with|for|by|at|from|that|which|who|will|would|after|before|as|"
    r"said|says|since|during|when|while|but|because)\b)[a-z]"
)
_PAIRED = re.compile(r"\s(?:border|frontier|highway|road|crossing|pipeline|region)")


def _only_names(place: Place, span: Span, document: Document) -> bool:
    """Whether a country's name only says whose: "U.S. troops", "the Israel-Hamas war", a government that acts; such a
    country is no place of an event. A compound that names a border or road is a place."""
    text = document.text
    if place.precision not in ("country", "region"):
        return False
    after = text[span.end : span.end + 2]
    joined = (span.start > 1 and text[span.start - 1] in "-–/" and not text[span.start - 2].isspace()) or (
        after[:1] in "-–/" and after[1:2].isalnum()
    )
    if joined:
        rest = re.compile(r"[\w.'’–/-]*").match(text, span.end)
        return _PAIRED.match(text, rest.end() if rest else span.end) is None
    if place.words in _SHORT and _NOUN_AFTER.match(text, span.end):
        return True
    if any(m.span and m.span.holds(span) and m.span != span for m in document.actors_of(_around(span, text))):
        return True
    if span.start == 0 or text[span.start - 1] == "\n" or after in ("'s", "’s") or after[:1] == ":":
        return False
    return _COUNTRY_AT.search(text[max(0, span.start - 40) : span.start]) is None


def _around(span: Span, text: str) -> Span:
    return Span(max(0, span.start - 60), min(len(text), span.end + 60))


def _stands_at(span: Span, clause: Span, text: str) -> bool:
    lead = text[max(clause.start, span.start - 60) : span.start]
    possessive = text[span.end : span.end + 2] in ("'s", "’s")
    elsewhere = _FROM.search(lead) is not None and _LEFT.search(lead) is None
    return (possessive or _AT.search(lead) is not None or span.start == clause.start) and not elsewhere


def _distance(place: Place, trigger: Span) -> tuple[bool, int]:
    """Countries last; after the trigger is nearer than before it, since "in X" mostly follows."""
    if place.span is None:
        return True, 10**6
    gap = place.span.start - trigger.end if place.span.start >= trigger.end else (trigger.start - place.span.end) + 12
    return place.precision in ("country", "region"), gap


def _same_phrase(first: Place, other: Place, text: str) -> bool:
    """ "Sarmin in Idlib province", "Sumaria area in the capital Damascus": one place told at several finenesses."""
    if first.span is None or other.span is None:
        return False
    left, right = sorted((first.span, other.span))
    between = text[left.end : right.start]
    return len(between) <= 60 and not re.search(r"[.;]| and ", between)


def _unresolved(span: Span, known: Sequence[Place], sentence: Sentence, document: Document) -> list[Place]:
    found: list[Place] = []
    text = document.text
    for match in _NAMED.finditer(text, span.start, span.end):
        at = Span(match.start("name"), match.end("name"))
        if not any(p.span and p.span.overlaps(at) for p in known):
            wide = match.group("kind") in ("district", "area")
            found.append(Place(words=match.group("name"), span=at, precision="district" if wide else "settlement"))
    for match in (*_PART.finditer(text, span.start, span.end), *_OLD_CITY.finditer(text, span.start, span.end)):
        kind = match.groupdict().get("kind")
        at = Span(match.start("name"), match.end("kind") if kind in _SITES else match.end("name"))
        if any(p.span and p.span.overlaps(at) for p in (*known, *found)):
            continue
        if kind is None or not _of_people(at, sentence, document):
            words = text[at.start : at.end]
            found.append(Place(words=words, span=at, precision="site" if kind in _SITES else "settlement"))
    near = _NEAR.match(text, span.start, span.end)
    if near is not None and not found:
        at = Span(near.start("name"), near.end("name"))
        if not any(p.span and p.span.overlaps(at) for p in known):
            found.append(Place(words=near.group("name"), span=at, precision="settlement"))
    return found


def _of_people(at: Span, sentence: Sentence, document: Document) -> bool:
    """ "The Kurdish district", "the ISIS quarter": whose it is, and not what it is called."""
    near = document.actors_of(_around(at, document.text))
    return any(m.span is not None and m.span.overlaps(at) for m in near) or any(
        sentence.tree.words[i].upos == "ADJ" for i in sentence.tree.within(at)
    )


def _each_once(places: Sequence[Place]) -> list[Place]:
    kept: dict[str, Place] = {}
    for place in places:
        kept.setdefault(place.id or place.words.casefold(), place)
    return list(kept.values())
