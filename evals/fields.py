"""Whether a claim's field is what the answer key states of it: one comparison a field."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from recount.records import Claim, Mention, Place, Quantity, Source
from recount.words.normalise import fold, name_key
from recount.words.pack import Pack

_SMALL = frozenset("a an the of in on at by to for and or that its their his her".split())  # noqa: SIM905
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Facts:
    """What comparisons need beside the two sides: the pack, and per claim id the words of the key that it answers."""

    pack: Pack
    answers: Mapping[str, str]


def agrees(field: str, wanted: Any, claim: Claim, facts: Facts) -> bool:
    """Whether the claim's field is what is wanted. An empty list or `None` wants nothing to be there."""
    return _TESTS[field](wanted, claim, facts)


def agree_all(fields: Mapping[str, Any], claim: Claim, facts: Facts) -> bool:
    """Whether a claim fits every field of a trap. A party that a trap names need only be among the claim's; a measure
    and a value must be those of one figure."""
    figure = {name: fields[name] for name in ("measure", "value") if name in fields}
    if figure and not any(_figure(figure, quantity) for quantity in claim.quantity):
        return False
    for name, wanted in fields.items():
        if name in figure:
            continue
        if name in ("actor", "target"):
            mentions = getattr(claim, name)
            if wanted and not any(_party(w, m, facts.pack) for w in wanted for m in mentions):
                return False
            if not wanted and mentions:
                return False
        elif not agrees(name, wanted, claim, facts):
            return False
    return True


def _plain(name: str) -> Callable[[Any, Claim, Facts], bool]:
    return lambda wanted, claim, _facts: bool(getattr(claim, name) == wanted)


def _parties(name: str) -> Callable[[Any, Claim, Facts], bool]:
    def test(wanted: Any, claim: Claim, facts: Facts) -> bool:
        mentions: Sequence[Mention] = getattr(claim, name)
        return all(any(_party(w, m, facts.pack) for m in mentions) for w in wanted) and all(
            any(_party(w, m, facts.pack) for w in wanted) for m in mentions
        )

    return test


def _party(wanted: str, mention: Mention, pack: Pack) -> bool:
    if wanted in pack.actors:
        return mention.id == wanted
    return same_words(wanted, mention.words)


def _certainty(wanted: Any, claim: Claim, _facts: Facts) -> bool:
    return bool(claim.actor) and all(mention.certainty == wanted for mention in claim.actor)


def _instrument(wanted: Any, claim: Claim, _facts: Facts) -> bool:
    wanted = [wanted] if isinstance(wanted, str) else wanted
    if not wanted:
        return not claim.instrument
    return all(any(_within(w, i) for i in claim.instrument) for w in wanted)


def _within(one: str, other: str) -> bool:
    a, b = fold(one).replace("-", " "), fold(other).replace("-", " ")
    return a in b or b in a


def _place(wanted: Any, claim: Claim, facts: Facts) -> bool:
    if not wanted:
        return not claim.place
    return bool(claim.place) and name_key(str(wanted)) in _names_of(claim.place[0], facts.pack)


def _names_of(place: Place, pack: Pack) -> set[str]:
    names = [place.words]
    if place.precision == "province" and place.province:
        names.append(place.province)
    if place.precision == "country" and place.country:
        names.append(place.country)
    entry = next((e for e in pack.places if e.id == place.id), None) if place.id else None
    if entry is not None:
        names += [entry.name, *entry.aliases]
    return {name_key(name) for name in names}


def _province(wanted: Any, claim: Claim, _facts: Facts) -> bool:
    found = claim.place[0].province if claim.place else None
    return found is None if wanted is None else found is not None and name_key(found) == name_key(str(wanted))


def _time(wanted: Any, claim: Claim, _facts: Facts) -> bool:
    time = claim.time
    if wanted in (None, "unresolved"):
        return time is None or not time.resolved
    return time is not None and (_cut(time.start), _cut(time.end, last=True)) == _bounds(wanted)


def _bounds(wanted: Any) -> tuple[str | None, str | None]:
    """A day, a month ("2023-10"), a year (2023) or {start, end} as civil dates, half open."""
    if isinstance(wanted, dict):
        start, end = wanted.get("start"), wanted.get("end")
        return (str(start) if start else None, str(end) if end else None)
    words = str(wanted)
    if len(words) == 4:
        return f"{words}-01-01", f"{int(words) + 1}-01-01"
    if len(words) == 7:
        year, month = map(int, words.split("-"))
        return f"{words}-01", date(year + month // 12, month % 12 + 1, 1).isoformat()
    return words, (date.fromisoformat(words) + timedelta(days=1)).isoformat()


def _cut(bound: str | None, *, last: bool = False) -> str | None:
    """An instant as the day that holds it; as an end, the day after."""
    if bound is None or len(bound) == 10:
        return bound
    day = date.fromisoformat(bound[:10])
    return (day + timedelta(days=1)).isoformat() if last and bound[11:19] != "00:00:00" else day.isoformat()


def _quantity(wanted: Any, claim: Claim, _facts: Facts) -> bool:
    if not wanted:
        return not claim.quantity
    return all(any(_figure(w, q) for q in claim.quantity) for w in wanted)


def _figure(wanted: Mapping[str, Any], quantity: Quantity) -> bool:
    return all(_same(value, getattr(quantity, name, None)) for name, value in wanted.items() if name != "words")


def _same(wanted: Any, found: Any) -> bool:
    if isinstance(wanted, int | float) and isinstance(found, int | float):
        return abs(wanted - found) < 0.5 if wanted > 1 else abs(wanted - found) < 0.01
    return bool(wanted == found)


def _source(wanted: Any, claim: Claim, facts: Facts) -> bool:
    return len(wanted) == len(claim.source) and all(
        _speaker(w, s, facts.pack) for w, s in zip(wanted, claim.source, strict=True)
    )


def _speaker(wanted: str, source: Source, pack: Pack) -> bool:
    if wanted in pack.actors:
        if source.id == wanted:
            return True
        wanted = pack.actors[wanted].name
    return any(same_words(wanted, words) for words in (source.name, source.description, source.role) if words)


def _relation(wanted: Any, claim: Claim, _facts: Facts) -> bool:
    return claim.relation is not None and claim.relation.type == wanted


def _words(name: str) -> Callable[[Any, Claim, Facts], bool]:
    def test(wanted: Any, claim: Claim, _facts: Facts) -> bool:
        found = getattr(claim, name)
        return found is None if wanted is None else found is not None and same_words(str(wanted), found)

    return test


def _linked(name: str) -> Callable[[Any, Claim, Facts], bool]:
    def test(wanted: Any, claim: Claim, facts: Facts) -> bool:
        wanted = [wanted] if isinstance(wanted, str) else wanted
        said = [facts.answers.get(id_, "") for id_ in getattr(claim, name)]
        return all(any(same_words(w, s) for s in said) for w in wanted or ()) and bool(wanted) == bool(said)

    return test


def same_words(wanted: str, found: str) -> bool:
    """Whether two descriptions are of one thing: half of all their words of meaning are shared, or one holds the
    other whole."""
    a, b = _meaning(wanted), _meaning(found)
    if not a or not b:
        return fold(wanted) == fold(found)
    return a <= b or b <= a or len(a & b) / len(a | b) >= _HALF


def _meaning(words: str) -> set[str]:
    tokens = "".join(c if c.isalnum() else " " for c in fold(words).replace(".", "").replace("'s", "")).split()
    return {t.removesuffix("s") if len(t) > 3 else t for t in tokens if t not in _SMALL}


_TESTS: dict[str, Callable[[Any, Claim, Facts], bool]] = {
    **{name: _plain(name) for name in ("kind", "type", "mode", "direction", "verdict", "stance", "modality")},
    **{name: _parties(name) for name in ("actor", "target")},
    **{name: _words(name) for name in ("about", "condition", "horizon", "contradicts")},
    **{name: _linked(name) for name in ("cause", "effect")},
    "actor_certainty": _certainty,
    "instrument": _instrument,
    "place": _place,
    "province": _province,
    "time": _time,
    "quantity": _quantity,
    "source": _source,
    "relation": _relation,
}
