"""A stock or a status at a time: troops in a country, members of a coalition, a role, a campaign that is suspended."""

from __future__ import annotations

import re
from collections.abc import Sequence

from recount.extract.lexicon import Lexicon
from recount.extract.quantities import QuantityMention
from recount.extract.syntax import Sentence
from recount.records import Span

TYPES = {
    "troops": "troops",
    "fighters": "fighters",
    "members": "members",
    "detainees": "detainees",
    "displaced": "displaced",
    "refugees": "displaced",
    "share": "control",
    "area": "control",
    "population": "other",
    "bases": "other",
    "money": "price",
}
_STANDS = re.compile(r"is|are|was|were|has|have|had|been|remains?|remained|stays?|stayed")
_ROLE = re.compile(
    r"\b(?:role|mission|capacity|posture)\b[^.;]{0,60}?\b(?:advis\w+|assist\w*|train\w*|support\w*|combat|non-combat)\b"
    r"|\b(?:advis\w+|assist|support|training|combat|non-combat|noncombat|advisory)[\"”’']?\s"
    r"(?:and assist[\"”’']?\s)?(?:role|mission|capacity|posture|duties|function)s?\b"
    r"|\bto (?=[^.;]{0,40}\b(?:advise|assist)\b)(?:train|advise|assist|enable|support|accompany)"
    r"(?:(?:,|,? and|,? or) (?:train|advise|assist|enable|support|equip|mentor|accompany))+\b",
    re.IGNORECASE,
)
"""A role by its name, or by the two or more things that a force is there to do."""


_NOT_YET = re.compile(
    r"(?:\b(?:to|would|will) (?:end|conclude|complete)|\btransition to) (?:\S+ ){0,4}$", re.IGNORECASE
)
"""What comes before a role that is told only as to be ended, or in passing ("the transition to the role")."""


def level_type(mention: QuantityMention) -> str:
    """The level that a stock is: troops, fighters, members, detainees, displaced, control, price or other."""
    return TYPES.get(mention.quantity.measure, "other")


def is_level(mention: QuantityMention) -> bool:
    """Whether a figure tells of a stock and not of what befell anyone."""
    return mention.what == "stock" and not mention.part_of_previous


def role_in(sentence: Sentence, taken: Sequence[Span]) -> Span | None:
    """The words that give a force's role ("an advise and assist role"), where nothing else took them."""
    found = _ROLE.search(sentence.text)
    if found is None:
        return None
    if _NOT_YET.search(sentence.text[: found.start()]):
        return None
    span = Span(sentence.span.start + found.start(), sentence.span.start + found.end())
    return None if any(span.overlaps(other) for other in taken) else span


def status_in(sentence: Sentence, lexicon: Lexicon) -> tuple[Span, str] | None:
    """The words that give a status ("training is suspended", "the crossing at X remains closed"), and the status."""
    told = _ENDED.search(sentence.text) or _PAUSED.search(sentence.text)
    if told is not None:
        start = sentence.span.start
        return Span(start + told.start(), start + told.end()), " ".join(told.group().split())
    things, states = lexicon.levels.get("status_of", frozenset()), lexicon.levels.get("status", frozenset())
    lowers = [t.lower for t in sentence.tokens]
    for i, word in enumerate(lowers):
        if word not in things:
            continue
        verb = _verb_of(lowers, i)
        if verb is None:
            continue
        for length in (4, 3, 2, 1):
            state = " ".join(lowers[verb : verb + length])
            if state in states and not _has_agent(lowers, verb + length):
                return Span(sentence.tokens[i].start, sentence.tokens[verb + length - 1].end), state
    return None


_ENDED = re.compile(
    r"\b(?:battle|fight|fighting|war|combat|siege|offensive|mission|campaign)\b"
    r"(?: (?:in|for|against|of|to) [^,.;]{1,30}?)?"
    r" (?:is|are|was|were) (?:not |now |officially |almost |nearly |yet )*(?:over|won|finished|at an end)\b"
    r"|\bdeclar\w+ (?:the |its |their )(?:\w+ ){0,2}(?:battle|war|mission|operation|campaign|fight|siege|offensive)"
    r" (?:over|complete|completed|won|ended|finished)\b"
    r"|(?<=[a-zA-Z] )(?:is|are) (?:not |now |militarily |finally |completely |fully |yet )*defeated\b"
)
"""A fight that is over, or is declared so; a party that is defeated. "Not" is left to the mood."""
_PAUSED = re.compile(
    r"\b(?:has|have|had) (?:now |also |temporarily )?(?:suspended|stopped|halted|paused|frozen|ceased|resumed) "
    r"(?:(?:all|its|their|most|some|of|the|any|joint|ground|military|combat|anti-\w+) ){0,4}"
    r"(?:operations|cooperation|training|patrols|missions|activities|coordination)\b"
)
"""The perfect tells how things stand; "suspended its patrols on Monday" tells an act."""
_FAR = 9
"""Tokens of a phrase ("at al-Qaim", "of the Iraqi army") between what has a status and its verb."""
_STEPS = frozenset({"still", "now", "currently", "also", "largely", "effectively", "all", "already"})


def _verb_of(lowers: Sequence[str], i: int) -> int | None:
    """Where the status would begin after the verb whose subject stands at a token; `None` without such a verb."""
    k = i + 1
    if lowers[k : k + 1] and lowers[k] in ("of", "at", "in", "on", "for", "against", "with", "between", "near", "to"):
        while k < min(i + _FAR, len(lowers)) and not _STANDS.fullmatch(lowers[k]):
            if lowers[k] in (",", ".", ";", "and", "that", "who", "which"):
                return None
            k += 1
    if k >= len(lowers) or not _STANDS.fullmatch(lowers[k]):
        return None
    while k < len(lowers) and (_STANDS.fullmatch(lowers[k]) or lowers[k] in _STEPS):
        k += 1
    return k


_CONTROL = re.compile(
    r"\b(?:is|are|was|were|remains?|remained|still|now|stays?|been|being|area|areas|territory|town|city|village)\s"
    r"(?:(?:still|now|largely|firmly|currently|mostly|partly|again)\s)*"
    r"(?:under\s(?:the\s|full\s|firm\s|partial\s)*control\sof|in\sthe\shands\sof|controlled\sby|held\sby)\s",
    re.IGNORECASE,
)


def control_in(sentence: Sentence) -> Span | None:
    """The words that say in whose hands a place is."""
    found = _CONTROL.search(sentence.text) if " of " in sentence.text or " by " in sentence.text else None
    return Span(sentence.span.start + found.start(), sentence.span.start + found.end() - 1) if found else None


def _has_agent(lowers: Sequence[str], at: int) -> bool:
    return "by" in lowers[at : at + 2]
