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
_IS = r"(?:is|are|was|were|has been|have been|had been|remains?|remained|stays?)"
_ROLE = re.compile(
    r"\b(?:role|mission|capacity|posture)\b[^.;]{0,60}?\b(?:advis\w+|assist\w*|train\w*|support\w*|combat|non-combat)\b"
    r"|\b(?:advis\w+|assist|support|training|combat|non-combat|advisory)[\"”’']?\s"
    r"(?:and assist[\"”’']?\s)?(?:role|mission|capacity)\b",
    re.IGNORECASE,
)


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
    if "role" not in sentence.text and "mission" not in sentence.text and "capacity" not in sentence.text:
        return None
    found = _ROLE.search(sentence.text)
    if found is None:
        return None
    if _NOT_YET.search(sentence.text[: found.start()]):
        return None
    span = Span(sentence.span.start + found.start(), sentence.span.start + found.end())
    return None if any(span.overlaps(other) for other in taken) else span


def status_in(sentence: Sentence, lexicon: Lexicon) -> tuple[Span, str] | None:
    """The words that give a status ("training is suspended"), and the status."""
    things, states = lexicon.levels.get("status_of", frozenset()), lexicon.levels.get("status", frozenset())
    lowers = [t.lower for t in sentence.tokens]
    for i, word in enumerate(lowers):
        if word not in things or i + 2 >= len(lowers) or not re.fullmatch(_IS, lowers[i + 1]):
            continue
        for length in (2, 1):
            state = " ".join(lowers[i + 2 : i + 2 + length])
            if state in states and not _has_agent(lowers, i + 2 + length):
                return Span(sentence.tokens[i].start, sentence.tokens[i + 1 + length].end), state
    return None


def _has_agent(lowers: Sequence[str], at: int) -> bool:
    return "by" in lowers[at : at + 2]
