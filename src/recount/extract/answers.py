"""Who answers for a deed told before: "the group claimed it", "both denied involvement", "Washington blamed X"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from recount.extract.attribution import Attribution
from recount.extract.clauses import BE
from recount.extract.cues import Phrases
from recount.extract.drafts import Draft
from recount.extract.frame import Frame
from recount.extract.modality import ModalityReading
from recount.extract.parties import ARMED, Parties
from recount.extract.speakers import source_of
from recount.extract.subjects import subject_before
from recount.extract.when import When
from recount.extract.where import Where
from recount.records import Certainty, Mention, PackError, Source, Span, Stance
from recount.words.lists import word_set
from recount.words.yaml_text import yaml_of

_STANCE: dict[str, tuple[Stance, Certainty]] = {
    "claims": ("claims_responsibility", "claimed"),
    "denies": ("denies", "stated"),
    "blames": ("accuses", "suspected"),
}
_PARTS = frozenset({*_STANCE, "nobody"})
REACH = 5
"""Sentences between a deed and who answers for it."""
_NEAR = 3
"""Words between "blamed" and the party blamed."""
_PRONOUNS = word_set("it they both")
_DEFINITE = word_set("group militia faction movement organisation organization")


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything in answers.yaml: verbs and what they take, by what they do."""

    verbs: Phrases[str]
    objects: dict[str, Phrases[str]]
    nobody: frozenset[str]


@cache
def answers() -> Answers:
    """The words that ship with Recount, checked once."""
    text = resources.files("recount.extract").joinpath("answers.yaml").read_text(encoding="utf-8")
    return checked(yaml_of(text))


def checked(raw: dict[str, Any]) -> Answers:
    """Answers from their YAML; raises `PackError` naming the part that does not hold."""
    if raw.keys() != _PARTS:
        raise PackError(f"answers: expected the parts {sorted(_PARTS)}, found {sorted(raw)}")
    for part in _STANCE:
        if raw[part].keys() != {"verbs", "objects"}:
            raise PackError(f"answers: {part}: expected verbs and objects, found {sorted(raw[part])}")
    return Answers(
        verbs=Phrases((words, part) for part in _STANCE for words in raw[part]["verbs"]),
        objects={part: Phrases((words, words) for words in raw[part]["objects"]) for part in _STANCE},
        nobody=frozenset(raw["nobody"]),
    )


def answered(frame: Frame, made: Sequence[Draft]) -> list[Draft]:
    """The deed told before, once more, for each who claims or denies it and each who is blamed for it. Nothing where
    no deed was told, or where the sentence's own drafts already carry that stance."""
    deed = _deed(frame, made)
    if deed is None:
        return []
    lowers = [t.lower for t in frame.sentence.tokens]
    held = {d.attribution.stance for d in made if d.attribution and d.type == "ASSAULT" and not d.rests}
    found = [d for k, end, part in _cues(lowers) if (d := _draft(frame, deed, lowers, (k, end), part)) is not None]
    return [d for d in found if d.attribution is not None and d.attribution.stance not in held]


def _deed(frame: Frame, made: Sequence[Draft]) -> Draft | None:
    """The last assault of the sentence, else the last one told shortly before it."""
    own = [d for d in made if is_deed(d) and d.reading.modality == "actual" and not d.rests]
    if own:
        return own[-1]
    told = frame.carried.deed
    return told if told is not None and frame.sentence.index - told.sentence.index <= REACH else None


def is_deed(draft: Draft) -> bool:
    """Whether a draft tells of a deed for which someone may answer."""
    return draft.kind in ("event", "tally") and draft.type == "ASSAULT"


def _cues(lowers: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """(first token, one past the verb and its object, what it does)."""
    given = answers()
    for k in range(len(lowers)):
        verb = next(given.verbs.at(lowers, k), None) if lowers[k] in given.verbs.firsts else None
        if verb is None:
            continue
        end, part = verb
        if part == "blames":
            yield k, end, part
        elif end < len(lowers) and (taken := next(given.objects[part].at(lowers, end), None)) is not None:
            yield k, taken[0], part


def _draft(frame: Frame, deed: Draft, lowers: list[str], cue: tuple[int, int], part: str) -> Draft | None:
    tokens = frame.sentence.tokens
    start, end = cue
    subject, group = subject_before(tokens, lowers, start)
    first = subject[0] if subject is not None else group
    if not answers().nobody.isdisjoint(lowers[max(0, first - 1) : start]) or not BE.isdisjoint(lowers[group:start]):
        return None
    who = _mentions(frame, Span(tokens[first].start, tokens[start].start)) if subject else []
    speaker = _speaker(frame, deed, subject, who)
    parties = _blamed(frame, end) if part == "blames" else speaker[0]
    if not parties or (part == "blames" and _otherwise(lowers, end)):
        return None
    stance, certainty = _STANCE[part]
    trigger = Span(tokens[start].start, tokens[end - 1].end)
    source = (speaker[1],) if speaker[1] is not None else ()
    ends = [m.span.end for m in parties if m.span is not None and part == "blames"]
    clause = Span(tokens[first].start, max(trigger.end, *ends, trigger.end))
    negated = part == "denies"
    return Draft(
        kind="event",
        type="ASSAULT",
        mode=deed.mode if deed.mode != "destroy" else None,
        trigger=trigger,
        span=clause,
        sentence=frame.sentence,
        reading=ModalityReading(modality="negated" if negated else "actual"),
        parties=Parties(tuple(Mention(m.words, m.span, m.id, m.sector, certainty) for m in parties), ()),
        where=Where(deed.where.places, "carried" if deed.where.places else "none", "place of the deed told before"),
        when=When(deed.when.time, "carried" if deed.when.time else "none", "time of the deed told before"),
        quantity=(),
        instrument=(),
        attribution=Attribution((clause,), source, stance, False, None, None, trigger),
        reasons=(f"{part} the deed told before",),
    )


def _mentions(frame: Frame, span: Span) -> list[Mention]:
    return [m for m in frame.document.actors_of(span) if m.span is not None]


def _speaker(
    frame: Frame, deed: Draft, subject: tuple[int, int] | None, who: list[Mention]
) -> tuple[list[Mention], Source | None]:
    """Who answers, as a party and as a source. "Both" and "the group" are those last blamed, else the last subject."""
    if subject is None:
        return [], None
    phrase = frame.sentence.tokens[subject[0] : subject[1]]
    if phrase[0].lower in _PRONOUNS or (phrase[-1].lower in _DEFINITE and not any(m.id for m in who)):
        last = [m for m in deed.parties.actor if m.certainty == "suspected"]
        before = frame.carried.subject
        meant = last or ([before] if before is not None and before.sector in ARMED else [])
        named = meant[0] if len(meant) == 1 else None
        source = Source(named.words, None, None, None, True, None, False, named.id) if named is not None else None
        return list(meant), source
    joined = len(who) == 2 and any(t.lower == "and" for t in phrase)
    return who[: 2 if joined else 1], source_of(phrase, frame.sentence, frame.document, verb=None)


def _blamed(frame: Frame, end: int) -> list[Mention]:
    """The parties right after the verb, joined by "and"."""
    found: list[Mention] = []
    tokens = frame.sentence.tokens
    at = tokens[end].start if end < len(tokens) else frame.sentence.span.end
    for mention in _mentions(frame, Span(at, frame.sentence.span.end)):
        between = [t for t in tokens if mention.span is not None and at <= t.start and t.end <= mention.span.start]
        if len(between) > _NEAR or any(t.lower not in _LEADS for t in between if found or not t.text[0].isupper()):
            break
        found.append(mention)
        at = mention.span.end if mention.span is not None else at
    return found


_LEADS = word_set("the a an , and both \" “ ‘ ' suspected alleged iran backed armed terrorist us american -")


def _otherwise(lowers: Sequence[str], end: int) -> bool:
    """ "Blamed the party for the delay": something else than the deed, unless it is named as the deed."""
    rest = lowers[end : end + 12]
    for word in ("for", "of"):
        if word in rest:
            what = rest[rest.index(word) + 1 :]
            return _DEEDS.isdisjoint(what[:4])
    return False


_DEEDS = word_set(
    "attack attacks bombing bombings it blast explosion strike strikes killing killings assault raid deaths"
)
