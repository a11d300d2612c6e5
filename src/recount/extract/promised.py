"""What a vow, an order or an expectation takes: the cue, its content, and the event that it would be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from recount.extract.clauses import BE, DETERMINERS, STOPS, is_adverb
from recount.extract.outlooks import Coming, Promise, outlooks
from recount.words.lists import word_set

REACH = 9
"""Tokens between one who is told and what they are told to do; tokens of a content in which its act is looked for."""


_GOES_ON = word_set("continue begin start resume end stop proceed intensify expand cease")


NOT = frozenset({"not", "never", "no", "n't", "neither", "nor", "without", "won't", "wouldn't"})


_NO_OBJECT = word_set("to that on by for in with at from when where if as of and or but the_end")


@dataclass(frozen=True, slots=True)
class Outlook:
    """Something to come. Tokens `start` to `end` are the cue, those from `first` to `stop` the content, with its act at
    `head`; `type` is the event it would be, and `said` whether that is only the event of the saying."""

    kind: Coming
    type: str | None
    start: int
    end: int
    head: int
    stop: int
    said: bool
    first: int = 0


def said(lowers: list[str], i: int, known: dict[int, str]) -> Iterator[Outlook]:
    """What the longest cue at a token takes, by the frame that follows it."""
    if lowers[i - 1 : i] == ["in"] and lowers[i] == "order":
        return
    longest = 0
    for end, promise in outlooks().sayings.at(lowers, i):
        if end < longest or end >= len(lowers):
            continue
        found = _framed(lowers, i, end, promise, known)
        if found is not None:
            yield found
            longest = end


def _framed(lowers: list[str], i: int, end: int, promise: Promise, known: dict[int, str]) -> Outlook | None:
    k = end
    while k < len(lowers) and (is_adverb(lowers[k]) or lowers[k] in _DAYS or lowers[k].isdigit()):
        k += 1
    if lowers[k : k + 1] not in (["to"], ["that"]):
        k = end
    after = lowers[k] if k < len(lowers) else "the_end"
    cue = (i, end)
    if "infinitive" in promise.takes and (after == "to" or lowers[end - 1] in ("to", "be")):
        return with_content(promise.kind, promise.type, lowers, cue, k + (after == "to"), known)
    if "that" in promise.takes and after == "that":
        return with_content(promise.kind, promise.type, lowers, cue, k + 1, known)
    if "clause" in promise.takes:
        return with_content(promise.kind, promise.type, lowers, cue, end, known)
    if "hearer" in promise.takes and (to := _told(lowers, end)) is not None:
        found = with_content(promise.kind, promise.type, lowers, cue, to + 1, known)
        return found if found.type is not None else None  # "directed him to ensure": too little is told
    if promise.takes & {"noun", "known"} and after not in _NO_OBJECT and after[:1].isalnum() and k == end:
        if i and lowers[end - 1] != "of" and lowers[i - 1] in DETERMINERS | BE:
            return None  # "the demand", "is demanded"
        found = with_content(promise.kind, promise.type, lowers, cue, end, known, noun=True)
        told = "noun" in promise.takes and not lowers[i].endswith("ing")
        return found if told or not found.said else None
    return None


_DAYS = word_set(
    "january february march april may june july august september october november december morning evening night in of "
    "last this the year month week earlier later early late ago days weeks hours on "
    "monday tuesday wednesday thursday friday saturday sunday again publicly "
    "repeatedly"
)


def _told(lowers: list[str], end: int) -> int | None:
    """The "to" after someone who is told ("ordered the police to pursue")."""
    for k in range(end + 1, min(end + REACH, len(lowers) - 1)):
        if lowers[k] == "to" and lowers[k + 1].isalpha() and lowers[k + 1] not in DETERMINERS:
            return k
        if lowers[k] in STOPS or lowers[k] in {",", ".", "that", "who"}:
            return None
    return None


def with_content(
    kind: Coming,
    type_: str | None,
    lowers: list[str],
    cue: tuple[int, int],
    start: int,
    known: dict[int, str],
    *,
    noun: bool = False,
) -> Outlook:
    """An outlook with its content: the first words that say which event it would be, else the saying's own."""
    head = start
    while head < len(lowers) - 1 and (is_adverb(lowers[head]) or lowers[head] in NOT):
        head += 1
    stop = _content_end(lowers, head)
    contents = outlooks().contents
    spans = [*range(start, min(stop, head + REACH))]
    if lowers[head] in _GOES_ON:
        spans += range(max(0, cue[0] - 5), cue[0])  # "operations would continue": the subject says what
    for k in spans:
        if k > head and (lowers[k] in _ASKED or lowers[k - 1] in _POINTING):
            break  # "will never know how many it killed": what is asked is nothing to come
        if (lowers[k] == "left" and lowers[k - 1] in BE) or lowers[k : k + 2] == ["go", "on"]:
            continue  # "would not be left unavenged", "would go on"
        found = known.get(k) or contents.get(lowers[k])
        if found is not None and not (kind == "forecast" and found == "RETREAT" and k not in known):
            return Outlook(kind, found, *cue, k if not noun else cue[0], stop, False, head)
    at = cue[0] if type_ is not None or noun else min(head, len(lowers) - 1)
    return Outlook(kind, type_, *cue, at, stop, True, head)


_POINTING = frozenset({"those", "these", "ones"})
""" "Clarify those released by the ministry": what is described is not to come."""
_ASKED = word_set("how which who whose where what whether why")
_APART = word_set("until unless if because after before when although since")


def _content_end(lowers: list[str], start: int) -> int:
    k = start + 1
    while k < len(lowers) and lowers[k] not in STOPS and lowers[k] not in {".", '"', "”", "but", "while"} | _APART:
        if lowers[k] == "," and lowers[k + 1 : k + 2] != ["and"]:
            break
        k += 1
    return k
