"""The words of "if" and "unless", and by when an intent or forecast falls due."""

from __future__ import annotations

import re

from recount.extract.clauses import STOPS, is_finite_like
from recount.extract.cues import cues
from recount.extract.syntax import Document, Sentence

_UNIT = (
    r"(?:hours?|days?|weeks?|months?|years?|quarters?|summer|winter|spring|autumn|future|weekend|night|morning|\d{4}"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|(?-i:May)|june|july|august|september|october"
    r"|november|december)"
)
_DUE = re.compile(
    r"\b(?:immediately|soon|tomorrow|from now on|at (?:the|a) (?:\w+ ){0,3}time|"
    r"(?:(?:by|within|before|until|in|over|at)\s+)?(?:(?:the|a|an|this)\s+)?"
    r"(?:(?:end|start|beginning|middle)\s+of\s+)?(?:(?:the|this|next|coming|near|later|following)\s+)*"
    rf"(?:(?:\d{{1,3}}|two|three|four|five|six|few|several)\s+)?{_UNIT})\b",
    re.IGNORECASE,
)


_LACKING = re.compile(
    r"\bwithout\s(?!a\b|any\b|delay|further|warning|giving|saying|naming)[^,.;:\u201d\"]{3,60}?"
    r"(?=[,.;:\u201d\"]|$| and | but | they | it | he | she )"
    r"|\b(?:on (?:its|their|his|her) own|by (?:itself|themselves)|(?<!let )alone)\b",
    re.IGNORECASE,
)


def lacking(sentence: Sentence) -> str | None:
    """Without what, or left to whom, something is judged or foretold: "without American aircraft", "on their own"."""
    found = _LACKING.search(sentence.text)
    return " ".join(found.group().split()) if found else None


def condition_of(sentence: Sentence, lowers: list[str], at: int) -> tuple[bool, str] | None:
    """(whether the token stands inside the condition, the words of the condition); `None` where there is none.

    >>> # "If the troops stay, the militia will attack": ("will attack" is outside, "stay" inside)
    """
    conditions = cues().conditions
    for i, lower in enumerate(lowers):
        if lower not in conditions.firsts and not _inverted(sentence, lowers, i):
            continue
        end = next((stop for stop, _ in conditions.at(lowers, i)), None) or (
            i + 1 if _inverted(sentence, lowers, i) else None
        )
        if end is None or _no_condition(lowers, i):
            continue
        stop = _condition_end(lowers, end)
        words = sentence.text[
            sentence.tokens[i].start - sentence.span.start : sentence.tokens[stop - 1].end - sentence.span.start
        ]
        words = " ".join(words.split())
        if i <= at < stop:
            return True, words
        if not any(w in STOPS - {":"} or w == "but" for w in lowers[min(at, i) : max(at, i)]):
            return False, words
    return None


def _inverted(sentence: Sentence, lowers: list[str], i: int) -> bool:
    """ "Should it leave, ...": the condition of an inverted "should"."""
    return lowers[i] == "should" and (i == 0 or lowers[i - 1] in {",", ";", "that"}) and sentence.text[-1:] != "?"


def _no_condition(lowers: list[str], i: int) -> bool:
    """ "As if", "what if", "asked if", "if not" and "provided" as a verb state no condition."""
    before = lowers[i - 1] if i else ""
    after = lowers[i + 1] if i + 1 < len(lowers) else ""
    if lowers[i] == "provided":
        return after != "that" or before in {"has", "have", "had", "was", "were", "is"}
    if lowers[i] in {"as", "so"}:
        return before in {"for", "least"} and False
    return lowers[i] == "if" and (
        before in {"as", "what", "asked", "ask", "unclear", "clear", "only", "know", "wonder"}
        or after in {"not", "any", "anything"}
    )


def _condition_end(lowers: list[str], start: int) -> int:
    """A condition runs to the next comma or stop, or to the end of the sentence without its mark."""
    j = start
    while j < len(lowers) and lowers[j] not in STOPS and lowers[j] not in {",", "”", '"', "then"}:
        j += 1
    return j - 1 if j == len(lowers) and j > start and lowers[j - 1] in {".", "?", "!"} else j


def horizon_of(sentence: Sentence, document: Document, at: int, end: int) -> str | None:
    """By when, in the report's words: a time after the trigger in its clause, else a phrase such as "within days"."""
    start = sentence.tokens[end].end
    stop_token = end + 1
    while stop_token < len(sentence.tokens) and sentence.tokens[stop_token].lower not in {";", "—", "but"}:
        stop_token += 1
    stop = sentence.tokens[stop_token - 1].end
    for mention in document.times_of(sentence.span):
        if start <= mention.span.start < stop and mention.kind != "set" and not _past(sentence, mention.span.start):
            return document.text[mention.span.start : mention.span.end]
    found = _DUE.search(sentence.text, start - sentence.span.start, stop - sentence.span.start)
    return found.group().strip() if found and at < len(sentence.tokens) else None


def _past(sentence: Sentence, start: int) -> bool:
    """Whether the time belongs to something already past: a finite verb stands between, or "since", "after"."""
    before = [t.lower for t in sentence.tokens if t.end <= start][-3:]
    return bool(before) and (
        before[-1] in {"since", "after", "from"} or (is_finite_like(before[-1]) and before[-1].endswith("ed"))
    )
