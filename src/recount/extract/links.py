"""What led to, hindered, enabled or went with what: the words that join two clauses, and the claims on either side.

A link is read last, when the other claims of the report are known, since its two ends are claims of the same report.
Where a side tells none, its end stays empty and its words stay in the evidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from recount.extract.attribution import attribution_of, attributions_in
from recount.extract.claiming import claim_of
from recount.extract.clauses import BE, DETERMINERS, PREPOSITIONS
from recount.extract.coding import Coded
from recount.extract.drafts import NOBODY, Draft
from recount.extract.judgements import Found, judgements
from recount.extract.modality import ModalityReading, modality_of
from recount.extract.splitting import clause_of, clauses_in
from recount.extract.syntax import Document, Sentence, tokens_in
from recount.extract.when import When
from recount.extract.where import Where
from recount.records import Claim, Evidence, Span
from recount.words.lists import word_set

_STOPS = frozenset({";", "—", "–", ".", "”", '"'})
_BESIDE = frozenset({"as", "when", "while", "whereas"})
_JOINS = word_set(", which that and has have had also")
_LOOSE = word_set(", and but that while when")
_POINTS = word_set("this that which it these")
_NOT_BEFORE_VERB = DETERMINERS | PREPOSITIONS | frozenset({"-"})


@dataclass(frozen=True, slots=True)
class Told:
    """A claim of the report and where in the text the words stand that carry it."""

    trigger: Span
    claim: Claim


@dataclass(frozen=True, slots=True)
class _Joined:
    """Two stretches of text and how they are joined. A side of `None` is told nowhere."""

    type: str
    cue: Span
    cause: Span | None
    effect: Span | None
    alone: bool
    before: Sentence | None = None
    verb: bool = False


def links_in(coded: Sequence[Coded], told: Sequence[Told], document: Document) -> list[Claim]:
    """Links of a report in order; `told` are its other claims."""
    found: list[Claim] = []
    last: Sentence | None = None
    for item in coded:
        sentence = item.sentence
        before = last if last is not None and last.segment == sentence.segment else None
        last = sentence
        here = [t for t in told if sentence.span.holds(t.trigger)]
        for joined in (*_joined_in(sentence, before), *_together(sentence, here)):
            made = _link(joined, sentence, told, document)
            if made is not None and not any(made.id == other.id for other in found):
                found.append(made)
    return found


def _joined_in(sentence: Sentence, before: Sentence | None) -> list[_Joined]:
    lowers = [t.lower for t in sentence.tokens]
    if judgements().link_firsts.isdisjoint(lowers):
        return []
    found = []
    for hit in judgements().found_in(lowers):
        name = hit.first > 0 and bool(hit.cue.form) and sentence.tokens[hit.first].text[0].isupper()
        if hit.cue.family == "link" and not name and not _is_noun(hit, lowers):
            made = _sides(hit, sentence, lowers, before)
            if made is not None:
                found.append(replace(made, verb=bool(hit.cue.form)))
    return found


def _is_noun(hit: Found, lowers: Sequence[str]) -> bool:
    """A verb's form that is a noun or an adjective here ("the cause", "limited resources")."""
    before = lowers[hit.first - 1] if hit.first else ""
    after = lowers[hit.last + 1] if hit.last + 1 < len(lowers) else ""
    if hit.cue.sides == "before" and not judgements().outcomes.isdisjoint(lowers[hit.last + 1 : hit.last + 4]):
        return True  # "caused material damage": the outcome of one happening, and nothing it led to
    if hit.cue.words == ("due", "to"):
        return before in BE and after not in DETERMINERS  # "is due to arrive"
    if not hit.cue.form:
        return hit.gap is not None and before in BE
    if hit.cue.form in ("base", "s") and len(hit.cue.words) == 1 and after not in DETERMINERS:
        return True
    if hit.cue.form == "base" and before in ("and", "or"):
        return True  # "will clear the town and enable a return": the mood stands too far off to be read
    passive = hit.cue.form == "past" and before in BE
    return passive or before in _NOT_BEFORE_VERB or (hit.cue.form == "ing" and before not in BE | {",", "and"})


def _sides(hit: Found, sentence: Sentence, lowers: list[str], before: Sentence | None) -> _Joined | None:
    """Which stretches the words join, and which of them is the cause."""
    first, after, cue = hit.first, hit.last + 1, hit.cue
    span = _span(sentence, first, after)
    if cue.back:
        return _back(hit, sentence, lowers, before, span)
    if cue.sides == "attributed" and hit.gap is not None:
        return _joined(cue.type, span, _right(sentence, lowers, after), _span(sentence, *hit.gap), cue.alone)
    start = _start(sentence, lowers, first)
    if cue.sides == "after":
        cause = _right(sentence, lowers, after)
        opens = first - start <= 1 and first < 3
        comma = next((i for i in range(after, len(lowers)) if lowers[i] == ","), None) if opens else None
        if opens and comma is None:
            return None
        if comma is not None:
            cause, effect = _span(sentence, after, comma), _right(sentence, lowers, comma + 1)
        else:
            effect = _span(sentence, start, first) if first > start else None
        return _joined(cue.type, span, cause, effect, cue.alone)
    left = _span(sentence, start, first) if first > start else None
    points = [w for w in lowers[start:first] if w in _POINTS]
    if points and first - start <= 2 and before is not None:
        made = _joined(cue.type, span, before.span, _right(sentence, lowers, after), cue.alone)
        return replace(made, before=before) if made is not None else None
    return _joined(cue.type, span, left, _right(sentence, lowers, after), cue.alone)


def _back(hit: Found, sentence: Sentence, lowers: list[str], before: Sentence | None, span: Span) -> _Joined | None:
    """ "As a result, ...": what stands before it is the sentence before, or this sentence up to it."""
    first, after = hit.first, hit.last + 1
    closes = after >= len(lowers) or lowers[after] in _STOPS
    if first > 2 and not closes and lowers[first - 1] in ("and", ",", ";") and lowers[after] == ",":
        return _joined(hit.cue.type, span, _span(sentence, 0, first), _right(sentence, lowers, after), hit.cue.alone)
    if before is None or not ((first <= 1 and lowers[after : after + 1] == [","]) or closes):
        return None
    effect = _span(sentence, 0, first) if closes else _right(sentence, lowers, after + 1)
    made = _joined(hit.cue.type, span, before.span, effect, hit.cue.alone)
    return replace(made, before=before) if made is not None else None


def _joined(type_: str, cue: Span, cause: Span | None, effect: Span | None, alone: bool) -> _Joined | None:
    return _Joined(type_, cue, cause, effect, alone) if cause is not None and effect is not None else None


def _start(sentence: Sentence, lowers: Sequence[str], first: int) -> int:
    """Where the stretch before a cue begins: with its clause, or with the one before where this has no subject."""
    if first == 0:
        return 0
    clauses = clauses_in(sentence)
    clause = clause_of(clauses, sentence.tokens[first - 1].start)
    start = _index(sentence, clause.span.start)
    if all(w in _JOINS for w in lowers[start:first]) and clause.index > 0:
        start = _index(sentence, clauses[clause.index - 1].span.start)
    while start < first and lowers[start] in _LOOSE:
        start += 1
    return max(start, next((i + 1 for i in range(first - 1, -1, -1) if lowers[i] in _STOPS), 0))


def _right(sentence: Sentence, lowers: Sequence[str], at: int) -> Span | None:
    """From a token to the end of its clause, or the next stop."""
    if at >= len(lowers):
        return None
    clause = clause_of(clauses_in(sentence), sentence.tokens[at].start)
    end = next((i for i in range(at, len(lowers)) if lowers[i] in _STOPS), len(lowers))
    end = min(end, next((i for i in range(at, len(lowers)) if sentence.tokens[i].start >= clause.span.end), end))
    while end > at and lowers[end - 1] in _LOOSE:
        end -= 1
    return _span(sentence, at, end) if end > at else None


def _index(sentence: Sentence, offset: int) -> int:
    return next(i for i, t in enumerate(sentence.tokens) if t.start >= offset)


def _together(sentence: Sentence, here: Sequence[Told]) -> list[_Joined]:
    """ "As raids fell, attacks rose": two movements told by one sentence as of one time."""
    moved = sorted((t for t in here if t.claim.kind == "trend"), key=lambda t: t.trigger)
    if len(moved) != 2:
        return []
    one, two = moved
    inside = [t for t in sentence.tokens if t.start < two.trigger.start and not one.trigger.holds(t.span)]
    joint = next((t for t in inside if t.lower in _BESIDE), None)
    if joint is None or (joint.start < one.trigger.start and not any(t.lower == "," for t in inside)):
        return []
    return [_Joined("coincides", joint.span, one.trigger, two.trigger, True)]


def _link(joined: _Joined, sentence: Sentence, told: Sequence[Told], document: Document) -> Claim | None:
    cause, effect = _told_in(joined.cause, told), _told_in(joined.effect, told)
    cause = tuple(i for i in cause if i not in effect) or _pointed_at(joined.cause, effect, told, document)
    if not _told_enough(joined, cause, effect, document):
        return None
    if joined.type == "causes" and _own_harm(joined, effect, told, document):
        return None
    reading = _mood(joined, sentence, document)
    if reading.becomes != "event" or reading.modality == "conditional":
        return None
    own = [s for s in (joined.cause, joined.effect, joined.cue) if s is not None and sentence.span.holds(s)]
    span = Span(min(s.start for s in own), max(s.end for s in own))
    words = " ".join(document.text[joined.cue.start : joined.cue.end].split())
    draft = Draft(
        kind="link",
        type=joined.type,
        mode=None,
        trigger=joined.cue,
        span=span,
        sentence=sentence,
        reading=reading,
        parties=NOBODY,
        where=Where((), "none", "no place asked for"),
        when=When(None, "none", "no time asked for"),
        quantity=(),
        instrument=(),
        attribution=attribution_of(joined.cue, attributions_in(sentence, document)),
        weak=not (cause and effect),
        reasons=(f"{words} joins {len(cause)} and {len(effect)} claims",),
    )
    made = replace(claim_of(draft, document), cause=cause, effect=effect)
    if joined.before is None:
        return made
    other = joined.before.span
    return replace(
        made, evidence=(*made.evidence, Evidence(other.start, other.end, document.text[other.start : other.end]))
    )


def _mood(joined: _Joined, sentence: Sentence, document: Document) -> ModalityReading:
    """How the joining is meant: a verb as any verb; other words are as the sentence has them, unless "not" or "partly"
    stands right before."""
    if joined.verb:
        return modality_of(joined.cue, sentence, document)
    before = next((t.lower for t in reversed(sentence.tokens) if t.end <= joined.cue.start), "")
    if before in ("not", "n't", "never"):
        return ModalityReading("negated", cue=before)
    return ModalityReading("possible", cue=before) if before in _PERHAPS else ModalityReading()


_PERHAPS = word_set("possibly perhaps probably likely apparently presumably maybe")
_DEEDS = word_set(
    "attack attacks strike strikes raid raids bombing killing assault shelling ambush assassination airstrike"
)


def _pointed_at(
    span: Span | None, effect: tuple[str, ...], told: Sequence[Told], document: Document
) -> tuple[str, ...]:
    """ "in response to the attack": the attack told last before these words, close by."""
    words = [t.lower for t in tokens_in(document.text, span.start, span.end)] if span is not None else []
    if span is None or not 2 <= len(words) <= 4 or words[0] not in ("the", "that", "this") or words[-1] not in _DEEDS:
        return ()
    near = [t for t in told if t.trigger.end <= span.start and span.start - t.trigger.end < _NEAR]
    near = [t for t in near if t.claim.type == "ASSAULT" and t.claim.kind in ("event", "tally")]
    near = [t for t in near if t.claim.id not in effect]
    return (max(near, key=lambda t: t.trigger).claim.id,) if near else ()


_NEAR = 300
"""Characters back in which "the attack" is looked for: about two sentences."""


def _told_enough(joined: _Joined, cause: tuple[str, ...], effect: tuple[str, ...], document: Document) -> bool:
    """A claim on one side, and for words that tell of outcomes too a happening on the other. Words that can only link
    need no claim where they join a happening to another or to what a party does."""
    if cause or effect:
        return joined.alone or _both(joined, cause, effect, document)
    if not joined.alone or not _names_happening(joined.cause, document) or joined.effect is None:
        return False
    return _names_happening(joined.effect, document) or any(m.id for m in document.actors_of(joined.effect))


def _both(joined: _Joined, cause: tuple[str, ...], effect: tuple[str, ...], document: Document) -> bool:
    """Whether each side is told by a claim, or at least names a happening."""
    return all(
        ids or _names_happening(side, document) for ids, side in ((cause, joined.cause), (effect, joined.effect))
    )


def _names_happening(span: Span | None, document: Document) -> bool:
    if span is None:
        return False
    words = {t.lower for t in tokens_in(document.text, span.start, span.end)}
    return not judgements().happenings.isdisjoint(words)


def _own_harm(joined: _Joined, effect: tuple[str, ...], told: Sequence[Told], document: Document) -> bool:
    """ "Four were injured due to the shelling": who was hurt by an attack is told with it, and is nothing it led to."""
    if document.text[joined.cue.start : joined.cue.end].casefold() in _ANSWERS:
        return False
    claims = [t.claim for t in told if t.claim.id in effect]
    hurt = [c for c in claims if c.type == "ASSAULT" and any(q.measure in _HARMS for q in c.quantity)]
    return bool(hurt) and len(hurt) == len(claims)


_HARMS = frozenset({"killed", "wounded", "casualties", "other"})
_ANSWERS = frozenset(
    {"in response to", "in retaliation for", "in revenge for", "in reprisal for", "in response", "in retaliation"}
)


def _told_in(span: Span | None, told: Sequence[Told]) -> tuple[str, ...]:
    """The ids of the claims whose words stand in a stretch."""
    return tuple(dict.fromkeys(t.claim.id for t in told if span is not None and span.holds(t.trigger)))


def _span(sentence: Sentence, first: int, end: int) -> Span:
    return Span(sentence.tokens[first].start, sentence.tokens[end - 1].end)
