"""Relations between two mentions (re3d, reports of Iraq and Syria): read from the extractor's claims and mentions.

Of the data's relations the five that a claim can tell are asked: FightingAgainst, AlliesOf, BelongsTo, InChargeOf and
CoLocated. Answers are

fights      relations `fights` and `opposes`; who assaults whom in an event or tally that took place
allied      relations `allied_with` and `supports`; who supports, aids or works with whom
belongs     relations `part_of`
in_charge   relations `commands` and `controls`; who takes a place
co_located  relations `located_in`; whom an assault strikes, and its place; a mention with a place that hangs on it or
            on its verb by "in", "at" or "near"

An answer is right where its two ends overlap those of a relation of its type that is not matched yet; fighting, being
allied and being at one place have no direction. Baseline: every two mentions of one sentence, two parties as fighting,
a party and a place or two places as co-located.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from evals.line import Line
from evals.shape import report_of, rows_in
from recount.extract.cascade import Extractor
from recount.extract.syntax import Document, Sentence
from recount.records import Claim, Mention, Place, Span
from recount.words.pack import load_pack

DEFAULT = "re3d/dev.jsonl"
_TYPES = {
    "FightingAgainst": "fights",
    "AlliesOf": "allied",
    "BelongsTo": "belongs",
    "InChargeOf": "in_charge",
    "CoLocated": "co_located",
}
_RELATIONS = {
    "fights": "fights",
    "opposes": "fights",
    "allied_with": "allied",
    "supports": "allied",
    "part_of": "belongs",
    "commands": "in_charge",
    "controls": "in_charge",
    "located_in": "co_located",
}
_EVENTS = {"ASSAULT": "fights", "SUPPORT": "allied", "AID": "allied", "COOPERATE": "allied"}
_ONE_WAY = frozenset({"belongs", "in_charge"})
_AT = ("in", "at", "near", "inside", "outside", "around", "across")


class Pair(NamedTuple):
    """Two ends and how they stand; `first` is who fights, belongs or is in charge."""

    type: str
    first: Span
    second: Span


def run(data: Path) -> Iterator[Line]:
    rows = list(rows_in(data))
    extractor = Extractor(load_pack("inherent-resolve"))
    gold = [_gold(row) for row in rows]
    said, plain = [], []
    for row in rows:
        report = report_of(str(row["doc"]["text"]))
        document = extractor.document(report)
        said.append(pairs_in(extractor.claims_in(report), document))
        plain.append(_baseline(document))
    yield from _lines(gold, said, "")
    yield from _lines(gold, plain, "_baseline", whole=True)


def _gold(row: dict[str, Any]) -> list[Pair]:
    return [
        Pair(
            _TYPES[r["type"]],
            Span(int(r["sourceBegin"]), int(r["sourceEnd"])),
            Span(int(r["targetBegin"]), int(r["targetEnd"])),
        )
        for r in row["relations"]
        if r["type"] in _TYPES
    ]


def pairs_in(claims: Sequence[Claim], document: Document) -> list[Pair]:
    """Answers from claims and mentions, each once."""
    found = [pair for claim in claims if claim.modality == "actual" for pair in _told(claim)]
    for sentence in document.sentences:
        found += _by_tree(sentence, document)
    return list(dict.fromkeys(found))


def _told(claim: Claim) -> Iterator[Pair]:
    actors, targets, places = _spans(claim.actor), _spans(claim.target), _spans(claim.place[:1])
    if claim.relation is not None:
        type_ = _RELATIONS.get(claim.relation.type)
        if type_ is not None:
            yield from (Pair(type_, a, b) for a in actors for b in (*targets, *places))
        return
    type_ = _EVENTS.get(claim.type or "") if claim.kind in ("event", "tally") else None
    if type_ is not None:
        yield from (Pair(type_, a, b) for a in actors for b in targets)
    if claim.type == "ASSAULT":
        yield from (Pair("co_located", b, p) for b in targets for p in places)
    if claim.type == "TERRITORY" and claim.mode == "gain":
        yield from (Pair("in_charge", a, b) for a in actors for b in places)


def _spans(items: Sequence[Mention | Place]) -> list[Span]:
    return [item.span for item in items if item.span is not None]


def _by_tree(sentence: Sentence, document: Document) -> Iterator[Pair]:
    """ "Fighters in Raqqa", "near Mosul, strikes hit a unit": mentions and the place where the tree puts them."""
    tree = sentence.tree
    labels: dict[Span, str] = {Span(m.start, m.end): m.label for m in document.named_of(sentence.span)}
    deeds = [Span(t.start, t.end) for t in document.events_of(sentence.span)]
    labels = {span: label for span, label in labels.items() if not any(span == deed for deed in deeds)}
    labels |= dict.fromkeys(_spans(document.actors_of(sentence.span)), "organisation")
    labels |= dict.fromkeys(_spans(document.places_of(sentence.span)), "place")
    heads: dict[int, Span] = {}
    for span in sorted(labels, key=lambda s: s.start - s.end):
        top = tree.top(span)
        if top is not None:
            heads.setdefault(top, span)
    for at, span in heads.items():
        if labels[span] in ("date", "quantity", "money"):
            continue
        above = tree.head(at)
        verb = above if above >= 0 and tree.relation(at) in _CORE and tree.words[above].upos == "VERB" else None
        spots = [*tree.obliques(at, *_AT), *(tree.obliques(verb, *_AT) if verb is not None else ())]
        for spot in spots:
            for place in tree.joined(spot):
                if place in heads and labels[heads[place]] in ("place", "facility") and place != at:
                    yield Pair("co_located", span, heads[place])


_CORE = ("nsubj", "nsubj:pass", "obj")


def _baseline(document: Document) -> list[Pair]:
    found = []
    for sentence in document.sentences:
        parties = _spans(document.actors_of(sentence.span))
        places = _spans(document.places_of(sentence.span))
        found += [Pair("fights", a, b) for n, a in enumerate(parties) for b in parties[n + 1 :]]
        found += [Pair("co_located", a, b) for a in parties for b in places]
        found += [Pair("co_located", a, b) for n, a in enumerate(places) for b in places[n + 1 :]]
    return found


def _lines(gold: Sequence[list[Pair]], said: Sequence[list[Pair]], name: str, *, whole: bool = False) -> Iterator[Line]:
    hits = [_matched(g, s) for g, s in zip(gold, said, strict=True)]
    for type_ in () if whole else dict.fromkeys(_TYPES.values()):
        yield _f1(f"{type_}_f1{name}", gold, said, [[p for p in h if p.type == type_] for h in hits], type_)
    yield _f1(f"f1{name}", gold, said, hits, None)


def _f1(
    name: str,
    gold: Sequence[list[Pair]],
    said: Sequence[list[Pair]],
    hits: Sequence[list[Pair]],
    type_: str | None,
) -> Line:
    wanted = sum(type_ in (None, p.type) for g in gold for p in g)
    told = sum(type_ in (None, p.type) for s in said for p in s)
    right = sum(map(len, hits))
    return Line("relations", name, 2 * right / max(1, wanted + told), wanted)


def _matched(gold: Sequence[Pair], said: Sequence[Pair]) -> list[Pair]:
    """Relations that an answer meets, one answer each."""
    left, found = list(said), []
    for pair in gold:
        hit = next((s for s in left if _meets(pair, s)), None)
        if hit is not None:
            left.remove(hit)
            found.append(pair)
    return found


def _meets(gold: Pair, said: Pair) -> bool:
    if gold.type != said.type:
        return False
    straight = gold.first.overlaps(said.first) and gold.second.overlaps(said.second)
    crossed = gold.first.overlaps(said.second) and gold.second.overlaps(said.first)
    return straight or (crossed and gold.type not in _ONE_WAY)
