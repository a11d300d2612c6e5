"""What a second reader may propose, and how what it answers becomes proposals: field by field, found or refused.

An answer is `{"proposals": [{"kind": ..., "sentence": 1, "type": ..., "fields": {...}}, ...]}`; sentences are counted
from 1 as they were shown. Nothing of an answer passes into a proposal but names of this table and offsets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from recount.language.analysis import Labelled
from recount.language.grounding import Ground
from recount.language.optional import UNSCORED, Proposal, Reason, Tally
from recount.records import Span
from recount.words.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Slot:
    """A field that is words of the sentence. `nests`: it may stand inside another ("12" in "12 soldiers")."""

    means: str
    needed: bool = False
    longest: int = 160
    number: bool = False
    nests: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of proposal: the names that its type may be (none: it has no type), and its fields."""

    means: str
    slots: Mapping[str, Slot]
    types: Mapping[str, str] | None = None


_CLAUSE = 2000
"""Code points of a field that may be a whole clause; other fields are names and phrases."""

_MENTIONS = {
    "person": "a named person", "organisation": "a named body, force or group", "place": "a named place",
    "nationality": "a people or nationality", "weapon": "a weapon or munition", "vehicle": "a vehicle or craft",
    "date": "a day or time", "quantity": "an amount with its unit", "facility": "a named building or site",
    "money": "a sum of money", "product": "a named product", "misc": "another name",
}  # fmt: skip

KINDS: Mapping[str, Kind] = {
    "event": Kind(
        "something that happened",
        {
            "trigger": Slot("the words that tell of it", needed=True),
            "actor": Slot("who did it"),
            "target": Slot("whom or what it was done to"),
            "instrument": Slot("with what"),
            "place": Slot("where", nests=True),
            "time": Slot("when", nests=True),
            "number": Slot("how many", number=True, nests=True),
        },
        {name: event.means for name, event in vocabulary().events.items()},
    ),
    "attribution": Kind(
        "somebody is said to have said something",
        {
            "cue": Slot("the words for saying", needed=True),
            "content": Slot("what is said", needed=True, longest=_CLAUSE),
            "source": Slot("who says it"),
        },
    ),
    "cause": Kind(
        "one thing led to another",
        {
            "cause": Slot("what led to it", needed=True, longest=_CLAUSE),
            "effect": Slot("what it led to", needed=True, longest=_CLAUSE),
            "signal": Slot("the words that join them"),
        },
    ),
    "mention": Kind("a name or phrase", {"words": Slot("the words", needed=True)}, _MENTIONS),
}
MEASURE = "measure"
"""What the number of an event counts: a name of the vocabulary, which becomes the label of the number."""

MOST = 16
"""Proposals that are looked at for each sentence shown. Dense sentences hold half as many."""

_KEYS = frozenset({"kind", "type", "sentence", "fields"})


def sift(answer: object, ground: Ground, shown: Sequence[int], reader: str, tally: Tally) -> list[Proposal]:
    """The proposals of one answer that hold, in its own order; what does not is added to the tally.

    `shown` are the sentences that were asked about, as indices into those of the ground.
    """
    rows = answer.get("proposals") if isinstance(answer, dict) and answer.keys() == {"proposals"} else None
    if not isinstance(rows, list):
        tally.add("wrong_shape", answer)
        return []
    most = MOST * len(shown)
    if len(rows) > most:
        tally.add("too_many", f"{len(rows)} proposals for {len(shown)} sentences", count=len(rows) - most)
    kept: list[Proposal] = []
    for row in rows[:most]:
        made = _proposal(row, ground, shown, reader, tally)
        if made is not None:
            refused = _beside(made, kept)
            if refused is None:
                kept.append(made)
            else:
                tally.add(refused, _words_of(made, ground.text), where=made.kind)
    return kept


def _proposal(row: object, ground: Ground, shown: Sequence[int], reader: str, tally: Tally) -> Proposal | None:
    if not isinstance(row, dict) or not row.keys() <= _KEYS or not isinstance(row.get("fields"), dict):
        tally.add("wrong_shape", row)
        return None
    kind = KINDS.get(row["kind"]) if isinstance(row.get("kind"), str) else None
    if kind is None:
        tally.add("not_in_vocabulary", row.get("kind"), where="kind")
        return None
    type_ = row.get("type")
    if not _allowed(type_, kind):
        tally.add("not_in_vocabulary", type_, where=f"type of {row['kind']}")
        return None
    at = row.get("sentence")
    if isinstance(at, bool) or not isinstance(at, int) or not 1 <= at <= len(shown):
        tally.add("no_such_sentence", at)
        return None
    fields = _fields(row["fields"], kind, type_, ground, shown[at - 1], tally)
    lacking = [name for name, slot in kind.slots.items() if slot.needed and name not in fields]
    if lacking:
        tally.add("lacks_field", lacking[0], where=row["kind"])
        return None
    return Proposal(row["kind"], type_, fields, shown[at - 1], reader)


def _allowed(type_: object, kind: Kind) -> bool:
    if kind.types is None:
        return type_ is None
    return isinstance(type_, str) and type_ in kind.types


def _fields(
    given: dict[str, object], kind: Kind, type_: str | None, ground: Ground, sentence: int, tally: Tally
) -> dict[str, Labelled]:
    """The fields that stand in the sentence, in the order of the table; an absent field may also be null."""
    known = {*kind.slots, MEASURE} if "number" in kind.slots else {*kind.slots}
    for name in (name for name in given if name not in known):
        tally.add("unknown_field", name)
    fields: dict[str, Labelled] = {}
    for name, slot in kind.slots.items():
        value = given.get(name)
        if value is None:
            continue
        find = ground.number if slot.number else ground.words
        place = find(value, sentence, longest=slot.longest)
        if isinstance(place, Span) and any(_clash(slot, place, kind.slots[other], fields[other]) for other in fields):
            place = "overlapping"
        if isinstance(place, Span):
            label = _measure(given, tally) if slot.number else type_ if kind is KINDS["mention"] else None
            fields[name] = Labelled(place.start, place.end, label or name, UNSCORED)
        else:
            tally.add(place, value, where=name)
    return fields


def _measure(given: dict[str, object], tally: Tally) -> str | None:
    measure = given.get(MEASURE)
    if measure is None or (isinstance(measure, str) and measure in vocabulary().names["measures"]):
        return measure
    tally.add("not_in_vocabulary", measure, where=MEASURE)
    return None


def _clash(slot: Slot, place: Span, other: Slot, words: Labelled) -> bool:
    """Whether two fields of one proposal share words in a way that cannot be meant."""
    there = Span(words.start, words.end)
    if not place.overlaps(there):
        return False
    return not (slot.nests and there.holds(place)) and not (other.nests and place.holds(there))


def _beside(made: Proposal, kept: list[Proposal]) -> Reason | None:
    """Why a proposal cannot stand beside those before it: it is one of them, or gives their words another meaning.

    Two of one type may share their first field and differ in the rest: in "A and B attacked" each did.
    """
    if made in kept:
        return "duplicate"
    anchor = _anchor(made)
    for other in kept:
        there = _anchor(other)
        if other.kind == made.kind and anchor.overlaps(there) and (anchor != there or made.type != other.type):
            return "overlapping"
    return None


def _anchor(made: Proposal) -> Span:
    first = next(made.fields[name] for name, slot in KINDS[made.kind].slots.items() if slot.needed)
    return Span(first.start, first.end)


def _words_of(made: Proposal, text: str) -> str:
    return ", ".join(f"{name} {text[words.start : words.end]}" for name, words in made.fields.items())
