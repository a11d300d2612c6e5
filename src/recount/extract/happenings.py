"""Triggers of a sentence grouped into happenings: "the strike hit the town, killing four" is one, not three."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from recount.extract.lexicon import Lexicon
from recount.extract.modality import ModalityReading
from recount.extract.splitting import Clause, clause_of
from recount.extract.syntax import Document, Sentence
from recount.extract.triggers import Trigger
from recount.records import Span
from recount.words.lists import word_set
from recount.words.vocabulary import vocabulary

GOVERNING = frozenset({"REQUEST", "REJECT", "THREATEN", "AGREE", "SANCTION", "CONCEDE"})
"""What follows these is their content: "called for a ceasefire" is no ceasefire."""
_REPORTING = frozenset({"ACCUSE", "SUPPORT", "CONSULT", "COOPERATE", "AID"})
_PERSON_WORDS = word_set(
    """
    militants militant insurgents insurgent fighters fighter soldiers soldier men man people suspects
    suspect commander leader terrorists terrorist members member persons individuals individual prisoners
    civilians hostages facilitator officer officers policemen women
    """
)
_PLACE_WORDS = word_set(
    """
    city town village villages towns cities district province area areas territory ground airport airbase
    base bases hill hills neighbourhood neighborhood neighbourhoods neighborhoods countryside region
    positions position border crossing dam post posts checkpoint checkpoints mountain peak control road
    highway refinery field fields building buildings hospital mosque farms
    """
)

Read = Callable[[Span], ModalityReading]


@dataclass(frozen=True, slots=True)
class Happening:
    """Triggers that tell of one thing, the telling one first. `span` covers their clauses."""

    triggers: tuple[Trigger, ...]
    span: Span
    reading: ModalityReading

    @property
    def head(self) -> Trigger:
        return self.triggers[0]


def happenings_in(
    sentence: Sentence,
    triggers: Sequence[Trigger],
    clauses: list[Clause],
    document: Document,
    lexicon: Lexicon,
    read: Read,
) -> list[Happening]:
    """Happenings in order of their first trigger."""
    settled = [s for t in triggers if (s := _settled(t, sentence, document, lexicon)) is not None]
    readings = {t.span: read(t.span) for t in settled}
    kept = _ungoverned(settled, clauses, readings, sentence)
    groups: list[list[Trigger]] = []
    for trigger in kept:
        home = next((g for g in groups if _together(g, trigger, clauses, readings)), None)
        if home is None:
            groups.append([trigger])
        else:
            home.append(trigger)
    made = [_happening(group, clauses, readings) for group in groups]
    return _without_weak(made, clauses)


def _settled(trigger: Trigger, sentence: Sentence, document: Document, lexicon: Lexicon) -> Trigger | None:
    """What "captured", "seized", "took" mean by what they take: a place, people or a thing; "engage" people only."""
    entry = trigger.entry
    if entry.words == "die" and _by_illness(trigger, sentence):
        return None
    if entry.words == "deny" and _denies_a_deed(trigger, sentence):
        return None
    if entry.words in ("engage", "target") and trigger.voice != "passive":
        following = _words_after(trigger, sentence, 2)
        return None if following[:1] in (["in"], ["with"]) else trigger
    if (
        entry.type == "PROTEST"
        and entry.sides == "subject"
        and " " not in entry.words
        and _takes_object(trigger, sentence)
    ):
        return None
    if trigger.voice == "participle" and entry.type != "ASSAULT" and not _follows_comma(trigger, sentence):
        return None
    if not entry.by_object or trigger.is_noun:
        return trigger
    kind = _object_kind(trigger, sentence, document)
    if kind is None or (kind == "thing" and entry.words in ("take", "secure", "overrun")):
        return None
    if kind == "person" and entry.words in ("take", "secure"):
        return None
    type_, mode = lexicon.by_object.get(kind, (entry.type, entry.mode))
    return replace(trigger, entry=replace(entry, type=type_, mode=mode))


_BEFORE_PLACE = word_set(
    "in on at against outside for over after to near around across and , . ; : peacefully demanding"
)


_WOUNDS = word_set(
    "wounds wound injuries injury bullet bullets gunshot shrapnel burns torture blast shelling fire blood"
)


def _by_illness(trigger: Trigger, sentence: Sentence) -> bool:
    """ "died of kidney failure": a death that nobody dealt, unless the cause is a wound."""
    following = _words_after(trigger, sentence, 6)
    return following[:1] in (["of"], ["from"]) and _WOUNDS.isdisjoint(following)


_ACCOUNT = word_set(
    "that it its it's any having being they their he she involvement responsibility carrying reports claims"
)


def _denies_a_deed(trigger: Trigger, sentence: Sentence) -> bool:
    """ "denied that it bombed": what is denied is the deed, by its speaker, and nothing is refused."""
    following = _words_after(trigger, sentence, 1)
    return bool(following) and (following[0] in _ACCOUNT or following[0].endswith("ing"))


def _takes_object(trigger: Trigger, sentence: Sentence) -> bool:
    """ "They demonstrated courage" is no demonstration."""
    following = _words_after(trigger, sentence, 1)
    return not trigger.is_noun and bool(following) and following[0] not in _BEFORE_PLACE


def _follows_comma(trigger: Trigger, sentence: Sentence) -> bool:
    """ ", condemning the attack" tells; "aimed at training" does not."""
    return trigger.first > 0 and sentence.tokens[trigger.first - 1].lower in (",", "-", "—", "and")


def _object_kind(trigger: Trigger, sentence: Sentence, document: Document) -> str | None:
    if trigger.voice == "passive":
        around = sentence.tokens[max(0, trigger.first - 8) : trigger.first]
    else:
        around = sentence.tokens[trigger.last + 1 : trigger.last + 7]
    words = [t.lower for t in around]
    if not words:
        return None
    span = Span(around[0].start, around[-1].end)
    if _PERSON_WORDS.intersection(words):
        return "person"
    if _PLACE_WORDS.intersection(words):
        return "place"
    places = [
        p for p in document.places_of(span) if p.precision != "country" and p.span and _direct(p.span, around, trigger)
    ]
    if places:
        return "place"
    if document.actors_of(span):
        return "person"
    return "thing"


def _direct(place: Span, around: Sequence[object], trigger: Trigger) -> bool:
    if trigger.voice == "passive":
        return True
    lead = [t for t in around if getattr(t, "end", 0) <= place.start]
    return not any(getattr(t, "lower", "") in ("in", "near", "at", "from", "on", "during") for t in lead)


def _words_after(trigger: Trigger, sentence: Sentence, count: int) -> list[str]:
    return [t.lower for t in sentence.tokens[trigger.last + 1 : trigger.last + 1 + count]]


def _ungoverned(
    triggers: Sequence[Trigger], clauses: list[Clause], readings: dict[Span, ModalityReading], sentence: Sentence
) -> list[Trigger]:
    kept: list[Trigger] = []
    for trigger in triggers:
        governor = _governor(trigger, kept, clauses)
        if (
            governor is None
            or _own_subject(trigger, governor, sentence)
            or _survives(trigger, governor, readings[trigger.span])
        ):
            kept.append(trigger)
    return kept


def _own_subject(trigger: Trigger, governor: Trigger, sentence: Sentence) -> bool:
    """ "warned the company, gunmen burned it": a finite verb with a subject after a comma is nobody's content."""
    lowers = [t.lower for t in sentence.tokens[governor.last + 1 : trigger.first]]
    if trigger.voice != "active" or "," not in lowers:
        return False
    subject = lowers[len(lowers) - lowers[::-1].index(",") :]
    return 0 < len(subject) <= 4 and subject[0] not in (
        "and",
        "or",
        "to",
        "but",
        "that",
        "who",
        "which",
        "will",
        '"',
        "”",
    )


def _governor(trigger: Trigger, before: Sequence[Trigger], clauses: list[Clause]) -> Trigger | None:
    clause = clause_of(clauses, trigger.span.start)
    for other in reversed(before):
        if other.span.start < clause.span.start:
            return None
        if other.entry.type in GOVERNING | _REPORTING and trigger.first - other.last <= 10:
            return other
    return None


def _survives(trigger: Trigger, governor: Trigger, reading: ModalityReading) -> bool:
    if trigger.entry.type == "ASSAULT" and trigger.entry.harm == "killed":
        return True
    if governor.entry.type in GOVERNING:
        if trigger.is_noun or trigger.voice == "participle":
            return False
        return reading.becomes != "event" or trigger.voice == "passive"
    if trigger.is_noun:
        return not trigger.entry.weak and trigger.entry.type in ("ASSAULT", "COERCE", "RETREAT", "TERRITORY")
    return True


def _together(
    group: Sequence[Trigger], trigger: Trigger, clauses: list[Clause], readings: dict[Span, ModalityReading]
) -> bool:
    head = group[0]
    if head.entry.type != trigger.entry.type:
        return False
    left, right = readings[group[-1].span], readings[trigger.span]
    first, second = clause_of(clauses, group[-1].span.start), clause_of(clauses, trigger.span.start)
    if right.modality == "attempted" and left.modality == "actual" and head.entry.type == "ASSAULT":
        return first.index == second.index  # "an attack on the palace attempting to assassinate him" took place
    if (left.becomes, left.modality) != (right.becomes, right.modality):
        return False
    if first.index == second.index:
        return head.entry.type == "ASSAULT" or _same_mode(head, trigger)
    if head.entry.type != "ASSAULT" or second.index - first.index > 1:
        return False
    return _goes_on(second.opening, first_harm=head.entry.harm is not None, harm=trigger.entry.harm is not None)


def _goes_on(opening: str, *, first_harm: bool, harm: bool) -> bool:
    """Whether the next clause tells on the same ASSAULT: its outcome ("an attack, which killed four", "and wounded
    six") or, after an outcome, its means ("four died when a bomb exploded")."""
    if opening == "when":
        return first_harm != harm
    return harm and (opening == "and" or (opening == "relative" and not first_harm))


def _same_mode(head: Trigger, trigger: Trigger) -> bool:
    return head.entry.mode == trigger.entry.mode or None in (head.entry.mode, trigger.entry.mode)


def _happening(group: Sequence[Trigger], clauses: list[Clause], readings: dict[Span, ModalityReading]) -> Happening:
    ordered = sorted(
        group, key=lambda t: (t.entry.harm is not None and not t.is_noun, t.entry.weak, t.entry.mode is None, t.first)
    )
    spans = [clause_of(clauses, t.span.start).span for t in group]
    span = Span(min(s.start for s in spans), max(s.end for s in spans))
    return Happening(tuple(ordered), span, readings[ordered[0].span])


def _without_weak(happenings: list[Happening], clauses: list[Clause]) -> list[Happening]:
    """A weak word beside a strong one of the same clause only colours it ("met for talks", "in fierce fighting")."""
    strong: dict[int, int] = {}
    for happening in happenings:
        if not happening.head.entry.weak and not (happening.head.is_noun and happening.head.entry.type != "ASSAULT"):
            strong.setdefault(clause_of(clauses, happening.head.span.start).index, happening.head.first)
    kept = []
    for happening in happenings:
        at = clause_of(clauses, happening.head.span.start).index
        if happening.head.entry.weak and at in strong and _only_colours(happening, strong[at]):
            continue
        kept.append(happening)
    return kept


def _only_colours(happening: Happening, strong: int) -> bool:
    """A weak noun, or a weak verb of the talking kind after the strong word; "condemned the raid" stands by itself."""
    talks = vocabulary().events[happening.head.entry.type].quad in (1, 3)
    return happening.head.is_noun or (talks and happening.head.first > strong)
