"""What befell the people counted: killed, wounded, arrested, displaced, joined to each number by position.

The word before a number wins where it is a verb that takes it ("killed 15, wounded 20"); else the state after it
("four people were killed", "six wounded"); else the number shares what the one before it in the list has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from recount.extract.clauses import AUXILIARIES, BE, DETERMINERS, HAVE, STOPS, SUBORDINATORS, is_adverb, is_finite_like
from recount.extract.counted import Item
from recount.extract.counts import counts
from recount.words.lists import word_set

_REACH = 12
_JOINS = word_set(", and or plus including among with as well also mostly notably both them ( — –")
_REACHES = word_set(
    "to at is was reached reaching hit hits exceeded exceeds passed topped of tops reaches stood reach become surpassed"
)
_BEFORE_DEATH = frozenset({"arrested", "captured", "abducted"})
_INLINE = frozenset({"including", "incl", "mostly", "mainly", "among"})
_BETWEEN = word_set(
    '" “ ” ‘ confirmed feared believed left reported presumed to among the also all estimated thought known'
)
_ENDS = (STOPS - {"(", ")"}) | {",", "and", "or", "by", "but", "."}
_BOTH = (["and"], ["or"], ["/"], ["&"], [","])
_OWN = frozenset({"his", "her", "its", "their"})
"""Five "of his": people who go with the one before them."""
_PARTS = frozenset({"including", "incl", "among", "whom", "them"})


@dataclass(frozen=True, slots=True)
class Harm:
    """What befell an item: the measure, the tokens of its cue, whether the item is part of the one before it, whether
    bodies are only found, and the class of people that the cue names ("civilian deaths")."""

    measure: str
    cue: tuple[int, int]
    part: bool = False
    total: bool = False
    found: bool = False
    whom: str | None = None


def harms_of(items: Sequence[Item], lowers: list[str]) -> list[Harm | None]:
    """What befell each item, `None` where nothing did."""
    found: list[Harm | None] = []
    spent: set[int] = set()
    starts = {item.start: item.end for item in items if item.how == "number"}
    for i, item in enumerate(items):
        harm = _harm_of(item, lowers, spent, starts)
        if harm is None or item.part or _joined_as_part(items, i, lowers):
            shared = _shared(items, i, found, lowers)
            harm = (
                shared
                if harm is None or (shared is not None and shared.part and shared.measure == harm.measure)
                else harm
            )
        if harm is not None and harm.cue[0] >= item.end:
            spent.update(range(*harm.cue))
        found.append(harm)
    return _joint_subjects(items, found, lowers)


def _joint_subjects(items: Sequence[Item], found: list[Harm | None], lowers: list[str]) -> list[Harm | None]:
    """ "A man and his two sons were killed": what follows the last of a list befell them all."""
    for i in range(len(items) - 2, -1, -1):
        harm, item = found[i + 1], items[i]
        between = lowers[item.end : items[i + 1].start]
        joined = all(w in {"and", ","} or w in DETERMINERS for w in between)  # headlines drop the comma too
        if found[i] is None and harm is not None and harm.cue[0] >= items[i + 1].end and joined and item.whom:
            found[i] = Harm(harm.measure, harm.cue)
    return found


def _harm_of(item: Item, lowers: list[str], spent: set[int], starts: Mapping[int, int]) -> Harm | None:
    noun = counts().noun.get(lowers[item.head]) if item.head is not None else None
    if noun is not None and item.measure == noun:
        return Harm(noun, (item.end - 1, item.end))
    if item.measure is not None and item.whom is None:
        return None
    before = _before(item, lowers, spent)
    toll = before or _toll(item, lowers)
    if (toll is None or toll.measure == "killed") and (hurt := _hurt(item, lowers, starts)) is not None:
        return hurt
    return toll or _after(item, lowers, starts)


def _hurt(item: Item, lowers: list[str], starts: Mapping[int, int]) -> Harm | None:
    """ "Child killed 9 civilians injured", "11 with serious injuries": a number with a state of its own after it is
    none of the dead."""
    if lowers[item.end : item.end + 1] == ["with"]:
        end = next((k for k in range(item.end + 1, min(item.end + 4, len(lowers))) if lowers[k] in _INJURIES), None)
        return Harm("wounded", (end, end + 1)) if end is not None else None
    end, measure = _state_at(lowers, item.end) or (0, None)
    if measure != "wounded" or end in starts or (end < len(lowers) and lowers[end] in counts().people):
        return None
    return Harm(measure, (item.end, end))


_INJURIES = frozenset({"injuries", "wounds", "burns"})


def _before(item: Item, lowers: list[str], spent: set[int]) -> Harm | None:
    """A verb that takes the item ("killing at least 12"), or a noun with "of" ("the deaths of nine")."""
    given = counts()
    j = item.start - 1
    while j >= 0 and (
        lowers[j] in DETERMINERS
        or lowers[j] in {'"', "“", "”", "reportedly", "also", "another", "some", "-", "up", "to", "dead"}
        or is_adverb(lowers[j])
    ):
        if lowers[j] == "dead" and next(given.active.ending(lowers, j), None) is not None:
            break  # "shot dead another two"
        if lowers[j] in {"to"} and (j == 0 or lowers[j - 1] != "up"):
            return None
        j -= 1
    if j < 0 or j in spent:
        return None
    if (
        lowers[j] in {"of", "to"}
        and j > 0
        and lowers[j - 1] in given.noun
        and lowers[j - 1] not in {"dead", "wounded", "injured"}
    ):
        return Harm(given.noun[lowers[j - 1]], (j - 1, j))
    for start, measure in given.active.ending(lowers, j):
        if start in spent or (start > 0 and _passive(lowers, start)):
            return None
        return _both(lowers, start, j + 1, measure)
    return None


def _passive(lowers: list[str], verb: int) -> bool:
    """Whether an auxiliary makes the verb passive ("were killed"), which then has no object."""
    j = verb - 1
    while j >= 0 and is_adverb(lowers[j]):
        j -= 1
    return j >= 0 and lowers[j] in BE and not lowers[verb].endswith("ing")


def _both(lowers: list[str], start: int, end: int, measure: str) -> Harm:
    """ "Killed and wounded ten" counts casualties, since it does not tell the two apart."""
    given = counts()
    if measure in {"wounded", "killed"} and start >= 2 and lowers[start - 1] in {"and", "or", "/"}:
        other = next((m for _, m in given.state.ending(lowers, start - 2)), None)
        if other in {"killed", "wounded"} and other != measure:
            return Harm("casualties", (start - 2, end))
    return Harm(measure, (start, end))


def _toll(item: Item, lowers: list[str]) -> Harm | None:
    """ "The death toll rose to 44", "the number of wounded stands at 30"."""
    if item.how != "number" or item.start == 0:
        return None
    if lowers[item.start - 1] not in _REACHES:
        return None
    for j in range(item.start - 1, max(-1, item.start - 24), -1):
        if lowers[j] in {";", "but"}:
            return None
        if lowers[j] == "toll" or (lowers[j] in {"count", "number"} and j > 0 and lowers[j - 1] in _OF_THE_DEAD):
            return Harm("killed", (j, j + 1), total=True)
        if lowers[j] == "number" and j + 2 < len(lowers) and lowers[j + 1] == "of":
            return _numbered(lowers, j, item.start)
    return None


_OF_THE_DEAD = frozenset({"death", "body", "its", "their"})
""""Its count stands at 1,600" is said of the dead; who counts anything else says what."""


def _numbered(lowers: list[str], number: int, stop: int) -> Harm | None:
    given = counts()
    for k in range(number + 2, min(stop, number + 14)):
        measure = next((m for _, m in given.state.at(lowers, k)), given.noun.get(lowers[k]))
        if measure is not None:
            return Harm(measure, (k, k + 1), total=True)
    return None


def _after(item: Item, lowers: list[str], starts: Mapping[int, int]) -> Harm | None:
    """The state that follows: next to the item, or after an auxiliary within its clause."""
    given = counts()
    k, helped, relative, had = item.end, False, False, False
    while k < len(lowers) and k - item.end <= _REACH:
        lower = lowers[k]
        happened = next(given.happens.at(lowers, k), None)
        if happened is not None and not (k > item.end and not helped and lower.endswith("ing")):
            return Harm(happened[1], (k, happened[0]))
        state = next(given.state.at(lowers, k), None)
        if state is not None:
            return None if had and not helped else _state(lowers, item, k, state, helped, starts)
        if (lower == "," and _aside_follows(lowers, k + 1)) or (lower in _INLINE and k == item.end):
            k = _past_aside(lowers, k)
            continue
        if lower in BE:
            helped = True
        elif lower in AUXILIARIES:
            had = had or lower in HAVE  # "has executed nine" is no passive: "been" would make it one
        elif lower in {"who", "which"}:
            relative = True
        elif k in starts or lower in given.putting or _ends_reach(lower, helped=helped, relative=relative):
            return None
        k += 1
    return None


def _state_at(lowers: list[str], k: int) -> tuple[int, str] | None:
    return next(counts().state.at(lowers, k), None) if k < len(lowers) else None


def _ends_reach(lower: str, *, helped: bool, relative: bool) -> bool:
    """Whether a word between the people and their state shows that the state is not theirs."""
    if lower in _BETWEEN or is_adverb(lower):
        return False
    if helped or lower in _ENDS or (lower in SUBORDINATORS and not relative):
        return True
    return is_finite_like(lower) and not relative


def _aside_follows(lowers: list[str], k: int) -> bool:
    """Whether a comma opens an aside about the item: "including ...", "three of them ...", "most of them ..."."""
    if k < len(lowers) and lowers[k] in {"including", "among", "most", "mostly", "all", "many", "some"}:
        return True
    return any(lowers[j] == "of" and lowers[j + 1] in {"them", "whom"} for j in range(k, min(k + 3, len(lowers) - 1)))


def _past_aside(lowers: list[str], comma: int) -> int:
    """One past ", including five children," — the token from which the main clause goes on."""
    for k in range(comma + 1, min(len(lowers), comma + 18)):
        if lowers[k] in BE or lowers[k] in {"have", "had", "has", "died"}:
            return k
        if lowers[k] in {";", "."}:
            break
    return comma + _REACH * 2


def _state(
    lowers: list[str], item: Item, k: int, state: tuple[int, str], helped: bool, starts: Mapping[int, int]
) -> Harm | None:
    end, measure = state
    if not helped and k > item.end + 1 and lowers[k] not in {"dead", "missing", "homeless"}:
        return None
    if (
        not helped
        and lowers[k] not in {"dead", "missing", "homeless"}
        and _takes_object(lowers, end, starts, bare=item.head is None)
    ):
        return None
    follows = end + 1 if lowers[end : end + 1] in _BOTH else end
    other = _state_at(lowers, follows)
    if follows == end or lowers[end] == ",":
        other = other if other is not None and _listed(lowers, other, measure, starts) else None
    if other is not None:
        if other[1] == "killed" and measure in _BEFORE_DEATH:
            return Harm("killed", (end + 1, other[0]))
        if {other[1], measure} == {"killed", "wounded"}:
            if not helped and _takes_object(lowers, other[0], starts, bare=False):
                return None
            return Harm("casualties", (k, other[0]))
    return Harm(measure, (k, end))


def _listed(lowers: list[str], other: tuple[int, str], measure: str, starts: Mapping[int, int]) -> bool:
    """ "175 killed, injured": a headline's list of states without "and", where the second has no number of its own."""
    end = other[0]
    alone = end not in starts and (end >= len(lowers) or lowers[end] not in counts().people)
    return {other[1], measure} == {"killed", "wounded"} and alone


def _takes_object(lowers: list[str], end: int, starts: Mapping[int, int], *, bare: bool) -> bool:
    """Whether the verb after an item goes on to an object: then the item did it ("four gunmen killed 12")."""
    if end >= len(lowers):
        return False
    if end in starts:
        if _state_at(lowers, starts[end]) is not None:
            return False  # "57 civilians killed, more than 150 injured": each number has its own state
        return not any(w in counts().harm_words for w in lowers[end + 1 : end + (3 if bare else 2)])
    if lowers[end] in counts().people and _state_at(lowers, end + 1) is not None:
        return False  # "eight civilians killed, others injured", as headlines have it
    return lowers[end] in DETERMINERS or lowers[end] in counts().people or lowers[end] in {"its", "their", "one"}


_FAR = 8
"""Tokens from one part to the next: "18 of them members of the front and 12 soldiers"."""


def _broken_down(harm: Harm, between: list[str], start: int) -> bool:
    """ "53 dead: 46 civilians and seven soldiers": a colon opens the parts."""
    told = set(range(*harm.cue))
    return ":" in between and all(w in {":", ","} or start + n in told for n, w in enumerate(between))


def _joined_as_part(items: Sequence[Item], i: int, lowers: list[str]) -> bool:
    between = lowers[items[i - 1].end : items[i].start] if i else []
    return bool(set(between) & _PARTS) and len(between) <= 8


_AT = frozenset({"in", "near", "at", "around", "outside"})


def _by_place(first: Item, item: Item, between: list[str], lowers: list[str]) -> bool:
    """ "Killed 45 civilians in Aleppo and 22 in Idlib": a bare number with its own place, after one with its own."""
    bare = item.how == "number" and item.head is None and first.how == "number"
    placed = bool(_AT & set(between)) and item.end < len(lowers) and lowers[item.end] in _AT
    return bare and placed and between[-1] in {"and", ","} and not {";", "but", "."} & set(between)


def _shared(items: Sequence[Item], i: int, found: list[Harm | None], lowers: list[str]) -> Harm | None:
    """What the item shares with the one before it in a list or an "including"."""
    before = next((h for h in range(i - 1, -1, -1) if found[h] is not None), None)
    if before is None:
        return None
    harm, item = found[before], items[i]
    assert harm is not None
    between = lowers[items[before].end : item.start]
    part = item.part or bool(set(between) & _PARTS) or _broken_down(harm, between, items[before].end)
    part = part or (harm.part and between[-1:] == ["and"] and len(between) <= _FAR and item.how == "number")
    if part:
        return Harm(harm.measure, harm.cue, part=True)
    if before == i - 1 and _by_place(items[before], item, between, lowers):
        return Harm(harm.measure, harm.cue)
    theirs = item.how == "number" and item.head is None and lowers[item.end - 1] in _OWN
    if before != i - 1 or (item.head is None and item.how == "number" and not theirs) or not between:
        return None
    if all(w in _JOINS or w in DETERMINERS for w in between) and (item.whom is not None or theirs):
        return Harm(harm.measure, harm.cue, part=harm.part)
    return None
