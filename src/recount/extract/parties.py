"""Who did it and to whom: the parties of a clause, by the side of the trigger on which they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from recount.extract.lexicon import Lexicon
from recount.extract.syntax import Document, Sentence
from recount.extract.triggers import Trigger
from recount.records import Certainty, Mention, Span
from recount.words.lists import word_set

ARMED = frozenset({"MIL", "REB", "ISM", "PRM", "UAF", "COP", "SPY", "IMG", "CRM"})
_SUSPECTED = re.compile(
    r"\b(?:suspected|alleged(?:ly)?|blamed (?:on|for)|accused of|believed to|tied to|linked to|attributed to|"
    r"purported(?:ly)?)\b",
    re.IGNORECASE,
)
_CLAIMED = re.compile(
    r"\bclaim(?:ed|s|ing)? (?:the )?(?:responsibility|credit)|\btook (?:responsibility|credit)\b", re.I
)
_TIED = re.compile(
    r"\b(?:tied to|linked to|blamed on|attributed to|"
    r"blam(?:ed|es|ing)|accus(?:ed|es|ing)|suspects?|pointed (?:the finger )?at)\s",
    re.IGNORECASE,
)
_SPEAKS = re.compile(
    r"\s*(?:has |have |had )?(?:said|says|told|reported|reports|"
    r"announced|added|claimed(?! (?:the )?(?:responsibility|credit|attack|lives))|according|stated|confirmed)\b"
)
_BY = re.compile(r"\bby (?:the |a |an |some |suspected |unidentified |unknown )?(?:\w+[- ]){0,3}$", re.IGNORECASE)
_AGAINST = re.compile(
    r"\b(?:on|against|at|targeting|upon|hitting|targeted|hit|toward|towards|to)\s"
    r"(?:the |an? |some )?(?:[\w'’-]+\s){0,4}$",
    re.I,
)
_OF = re.compile(r"^\s*of\s(?:the |an? |some )?(?:[\w'’,.-]+\s){0,6}$", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|with|and)\s(?:the |an? )?(?:[\w'’-]+\s){0,3}$", re.IGNORECASE)


_DEEDS = frozenset({"ASSAULT", "COERCE", "TERRITORY"})


@dataclass(frozen=True, slots=True)
class Parties:
    """Actors and targets of one happening, in order, each party once."""

    actor: tuple[Mention, ...]
    target: tuple[Mention, ...]


def parties_of(
    trigger: Trigger,
    span: Span,
    sentence: Sentence,
    document: Document,
    lexicon: Lexicon,
    *,
    subject: Sequence[Mention] = (),
) -> Parties:
    """Parties of a trigger within `span` (its clause). Nobody is named who is not on a side of it. `subject` is who
    stands for the subject where the clause has none of its own."""
    mentions = _outside_brackets(document.actors_of(span), trigger.span, span, document.text)
    mentions = _told_fully(mentions, document.text)
    before = [m for m in mentions if m.span is not None and m.span.end <= trigger.span.start] or list(subject)
    after = [m for m in mentions if m.span is not None and m.span.start >= trigger.span.end]
    inside = [m for m in mentions if m.span is not None and m.span.overlaps(trigger.span)]
    if trigger.is_noun:
        actor, target = _around_noun(trigger, before, after, sentence, document, lexicon)
    else:
        actor, target = _around_verb(trigger, before, after, inside, document.text)
    if trigger.entry.type in _DEEDS and not (trigger.is_noun and trigger.entry.type != "ASSAULT"):
        linked = [m for m in mentions if _people_of(m, span, document.text)]
        actor = [m for m in [*actor, *_blamed(mentions, span, document.text)] if m.span not in [x.span for x in linked]]
        target = [*target, *(m for m in linked if m not in target and trigger.voice == "passive")]
    return Parties(_each_once(_with_certainty(actor, span, document.text)), _each_once(target, apart=actor))


def _outside_brackets(found: Sequence[Mention], trigger: Span, span: Span, text: str) -> list[Mention]:
    """Mentions that may take part: no speakers, and none set apart by dashes or brackets from the trigger."""
    apart = [Span(m.start(), m.end()) for m in _BRACKETS.finditer(text, span.start, span.end)]
    apart = [b for b in apart if not b.overlaps(trigger)]
    return [m for m in found if m.span and not _is_speaker(m.span, text) and not any(b.holds(m.span) for b in apart)]


_BRACKETS = re.compile(r"—[^—]*—|\([^)]*\)|\[[^\]]*\]")


def _is_speaker(span: Span, text: str) -> bool:
    return _SPEAKS.match(text, span.end) is not None or text[max(0, span.start - 14) : span.start].lower().endswith(
        ("according to ", "according to the")
    )


def _around_verb(
    trigger: Trigger, before: list[Mention], after: list[Mention], inside: list[Mention], text: str
) -> tuple[list[Mention], list[Mention]]:
    if trigger.voice == "participle":
        leads = [(m, text[max(0, m.span.start - 40) : m.span.start]) for m in before if m.span]
        before = [m for m, lead in leads if not (_AGAINST.search(lead) or _SUFFERS.search(lead))]
    subject, object_ = _nearest_before(before, text), _run_after(after, trigger.span.end, text)
    agent = [m for m in after if m.span is not None and _BY.search(text[trigger.span.end : m.span.start])]
    sides = trigger.entry.sides
    if sides == "both":
        return _both([*subject, *object_])
    if sides == "thing":
        return agent, []
    if sides == "reverse":
        return (
            agent or [m for m in after if m.span and text[trigger.span.end : m.span.start].strip() in ("to", "to the")]
        ), subject
    if trigger.voice == "passive":
        return agent, [*subject, *inside]
    target = [m for m in [*inside, *object_] if m not in agent]
    return (agent if agent and trigger.voice == "participle" else subject), ([] if sides == "subject" else target)


def _around_noun(
    trigger: Trigger,
    before: list[Mention],
    after: list[Mention],
    sentence: Sentence,
    document: Document,
    lexicon: Lexicon,
) -> tuple[list[Mention], list[Mention]]:
    text, end = document.text, trigger.span.end
    agent = [m for m in after if m.span and _BY.search(text[end : m.span.start])]
    against = [m for m in after if m not in agent and m.span and _AGAINST.search(text[end : m.span.start])]
    of = [m for m in after if m not in agent and m.span and _OF.match(text[end : m.span.start])]
    owner = [m for m in before if m.span and _adjoins(m.span, trigger, sentence)][-1:]
    light = _light_subject(trigger, before, sentence, lexicon, text)
    if trigger.entry.of == "both":
        return _both([*owner, *[m for m in after if m.span and _BETWEEN.search(text[end : m.span.start])]] or [*light])
    if trigger.entry.of == "actor":
        return [*(of or owner or light), *agent], against
    actor = agent or owner or light
    target = against or (of if trigger.entry.of == "target" else []) or _harmed(trigger, after, text)
    return actor, [m for m in target if m not in actor]


def _harmed(trigger: Trigger, after: list[Mention], text: str) -> list[Mention]:
    """ "a car bomb killed four soldiers": who the harm verb after the noun takes as its object."""
    return [m for m in after[:2] if m.span and _HARM.search(text[trigger.span.end : m.span.start])]


_HARM = re.compile(
    r"\b(?:kill|wound|injur|target|hit|struck|martyr|destroy|strik)\w*\s(?:and \w+\s)?(?:[\w'’,-]+\s){0,6}$", re.I
)


def _adjoins(span: Span, trigger: Trigger, sentence: Sentence) -> bool:
    """ "Russian airstrikes", "the group's attack", "ISIS suicide car bombing": a party right before the noun."""
    between = [t.lower for t in sentence.tokens if span.end <= t.start and t.end <= trigger.span.start]
    return len(between) <= 2 and all(word not in _BREAKS and word.isalpha() for word in between)


_BREAKS = word_set(
    """
    in on at by of and or the a an to from for with was were is are has have had after that said who
    """
)


def _light_subject(
    trigger: Trigger, before: list[Mention], sentence: Sentence, lexicon: Lexicon, text: str
) -> list[Mention]:
    """ "Rebels carried out a raid": the subject of the light verb that stands within six words before the noun."""
    words = sentence.tokens[max(0, trigger.first - 7) : trigger.first]
    light = next((t for t in reversed(words) if t.lower in lexicon.light), None)
    if light is None:
        return []
    return _nearest_before([m for m in before if m.span and m.span.end <= light.start], text)


def _nearest_before(before: list[Mention], text: str) -> list[Mention]:
    """The subject: the last party before the verb and those joined to it by "and" or a comma."""
    before = _without_helpers(before, text)
    if not before:
        return []
    run = [before[-1]]
    for mention in reversed(before[:-1]):
        following = run[0].span
        if mention.span is None or following is None or not _joined(text[mention.span.end : following.start]):
            break
        run.insert(0, mention)
    return run


_HELPED = re.compile(
    r"\b(?:supported|backed|led|aided|assisted|accompanied|funded|joined|armed|trained) by (?:the )?$", re.I
)


_WHO = re.compile(r",? ?(?:who|which|that)\s\w+", re.IGNORECASE)


def _without_helpers(before: list[Mention], text: str) -> list[Mention]:
    """ "The militias, supported by A and B, have attacked": A and B help and are no subject of the attack; no more are
    those whom a relative clause names ("activists who criticised the militias were killed")."""
    kept: list[Mention] = []
    helping = False
    for n, mention in enumerate(before):
        if mention.span is None:
            continue
        previous = before[n - 1].span if n else None
        between = text[previous.end if previous else max(0, mention.span.start - 30) : mention.span.start]
        helping = bool(_HELPED.search(between)) or (helping and _joined(between) and "," not in between)
        if kept and _WHO.match(between):
            continue
        if not helping:
            kept.append(mention)
    return kept


_SUFFERS = re.compile(r",\s\w+ing\s(?:[\w'’-]+\s){0,3}$")
_APART = re.compile(r";|,\s(?!and\b|or\b|including\b|among\b)(?:the |a |an |some )?\w*$")
"""Before a party that begins a clause of its own ("warned the company, gunmen burned it")."""
_BELONGS = re.compile(r"\s*(?:members? )?(?:of|from|belonging to|loyal to|affiliated with)\s(?:the )?", re.IGNORECASE)


def _told_fully(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """ "eleven terrorists of the Front" are the Front's, "Prime Minister X" is X: the name stands for both."""
    kept: list[Mention] = []
    for mention in mentions:
        before = kept[-1] if kept else None
        if before is not None and before.span and mention.span and before.id is None and mention.id is not None:
            between = text[before.span.end : mention.span.start]
            armed = before.sector in ARMED and mention.sector in ARMED
            if (between == " " and before.words.istitle()) or (armed and _BELONGS.fullmatch(between)):
                kept.pop()
        kept.append(mention)
    return kept


def _run_after(after: list[Mention], end: int, text: str) -> list[Mention]:
    run: list[Mention] = []
    at = end
    for mention in after:
        if mention.span is None:
            continue
        between = text[at : mention.span.start]
        if run and not _joined(between):
            break
        if not run and (len(between.split()) > 9 or _BY.search(between) or _APART.search(between)):
            break
        run.append(mention)
        at = mention.span.end
    return run


def _joined(between: str) -> bool:
    return between.strip(" ,").lower() in (
        "",
        "and",
        "and the",
        "or",
        "the",
        "backed by",
        "and other",
        "as well as",
        "and its",
        "along with",
    )


def _both(parties: Sequence[Mention]) -> tuple[list[Mention], list[Mention]]:
    return list(parties[:1]), list(parties[1:])


_PEOPLE_OF = re.compile(
    r"\b(?:people|persons|men|man|members?|fighters?|militants?|militiamen|suspects?|individuals|civilians|officers?|"
    r"commanders?|leaders?|gunmen|terrorists?|prisoners?|\d+|others)\s(?:\w+ly\s)?(?:linked|tied|affiliated|loyal|close|allied)\s"
    r"(?:to|with)\s(?:the |an? )?(?:[\w-]+\s){0,2}$",
    re.IGNORECASE,
)


def _people_of(mention: Mention, span: Span, text: str) -> bool:
    """ "Nine people linked to the groups were killed": the groups are theirs, and did not kill them."""
    return mention.span is not None and _PEOPLE_OF.search(text[span.start : mention.span.start]) is not None


def _blamed(mentions: Sequence[Mention], span: Span, text: str) -> list[Mention]:
    """Parties named by "blamed on", "tied to", "claimed responsibility"."""
    found = []
    for mention in mentions:
        if mention.span is None:
            continue
        lead = text[max(span.start, mention.span.start - 24) : mention.span.start]
        tail = text[mention.span.end : min(span.end, mention.span.end + 40)]
        tied = _TIED.search(lead + "")
        if tied and len(lead[tied.end() :].split()) <= 2:
            found.append(replace(mention, certainty="suspected"))
        elif _CLAIMED.match(tail.lstrip().removeprefix("has ").removeprefix("have ").removeprefix("later ")):
            found.append(replace(mention, certainty="claimed"))
    return found


def _with_certainty(mentions: Sequence[Mention], span: Span, text: str) -> list[Mention]:
    return [replace(m, certainty=certainty_of(m, span, text)) for m in mentions]


def certainty_of(mention: Mention, span: Span, text: str) -> Certainty:
    """How the clause puts the role: suspected where such a word stands right before the party."""
    if mention.certainty != "stated" or mention.span is None:
        return mention.certainty
    lead = text[max(span.start, mention.span.start - 22) : mention.span.start]
    hit = _SUSPECTED.search(lead)
    return "suspected" if hit and len(lead[hit.end() :].split()) <= 2 else "stated"


def _each_once(mentions: Sequence[Mention], apart: Sequence[Mention] = ()) -> tuple[Mention, ...]:
    """Each party once, by its id or its words; the least certain naming wins, since a rule that doubts had a reason."""
    kept: dict[str, Mention] = {}
    barred = {(m.span.start if m.span else -1) for m in apart}
    for mention in mentions:
        if mention.span is not None and mention.span.start in barred:
            continue
        key = mention.id or mention.words.casefold()
        if key not in kept or mention.certainty != "stated":
            kept[key] = mention
    return tuple(kept.values())
