"""What the head of a column says that its figures count, by the same words as in prose; nothing where it is open."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from recount.extract.counted import head_from
from recount.extract.counts import counts
from recount.extract.syntax import tokens_in
from recount.words.lists import word_set

_OPEN = word_set(
    "% percent percentage per share rate average mean median ratio change difference increase decrease rank index cost "
    "costs price score confidence source sources reference notes remarks than planned expected families households "
    "thousand thousands million millions 000"
)
"""Words that make a figure something other than a plain count."""
_ALSO = {
    "idp": "displaced",
    "idps": "displaced",
    "kia": "killed",
    "wia": "wounded",
    "mia": "missing",
    "people": "people",
    "persons": "people",
    "incident": "other",
    "incidents": "other",
    "events": "other",
}
"""What tables write short, and what they count whatever its kind."""
_CUT = word_set("in by on from during against at across within since between near over under for to with after")
_LEADS = word_set("number numbers no nos count total sum of the # all reported confirmed recorded documented")
_FLOW_WORDS = word_set("newly new fled arrivals departures cumulative cumulatively since")
_RECORDED = word_set("recorded documented found identified registered discovered logged reported")
"""After a plural noun of no known measure: such things were counted."""
_PEOPLE = frozenset({"troops", "fighters", "attackers", "detainees", "refugees", "population", "members", "people"})
"""Measures that only say who was harmed where harm is named beside them ("troops killed")."""
_BOTH = {"killed", "wounded"}
_AND = frozenset({"and", "or", "&", "/", "+"})


@dataclass(frozen=True, slots=True)
class Head:
    """What a head settles: the measure, the class of people, and whether the figures are a stock."""

    measure: str | None
    of_whom: str | None
    stock: bool
    plain: bool = True
    """Whether the head speaks of plain counts at all (not of shares, rates or changes)."""


@lru_cache(maxsize=2048)
def head_of(words: str) -> Head:
    """What a column's head, or a caption, says that is counted.

    >>> head_of("Civilians killed"), head_of("Share of attacks").measure
    (Head(measure='killed', of_whom='civilians', stock=False, plain=True), None)
    """
    lowers = [token.lower for token in tokens_in(words)]
    if _OPEN.intersection(lowers):
        return Head(None, None, False, plain=False)
    measure = _measure(lowers)
    stock = measure in counts().stock and counts().flow.isdisjoint(lowers)
    if measure in ("displaced", "people"):
        stock = _FLOW_WORDS.isdisjoint(lowers)
    if measure is None and len(lowers) > 1 and lowers[-1] in _RECORDED and lowers[-2].endswith("s"):
        measure, stock = "other", True
    return Head(measure, _whom(lowers), stock)


def _measure(lowers: list[str]) -> str | None:
    """The measure of the noun phrase that heads the words: before the first preposition, after "number of"."""
    start = next((i for i, word in enumerate(lowers) if word not in _LEADS), len(lowers))
    stop = next((i for i in range(start, len(lowers)) if lowers[i] in _CUT), len(lowers))
    found = _measures(lowers[start:stop])
    if any(measure in harms() for measure in found):
        found = [m for m in found if m not in _PEOPLE]
    kinds = set(found)
    if len(kinds) == 1:
        return found[0]
    joined = not _AND.isdisjoint(lowers[start:stop])
    if kinds == _BOTH and joined:
        return "casualties"
    if kinds and not joined:
        return found[-1]
    return None


def _measures(lowers: list[str]) -> list[str]:
    given = counts()
    found: list[str] = []
    k = 0
    while k < len(lowers):
        end, measure = k + 1, None
        for stop, name in (*given.counted.at(lowers, k), *given.state.at(lowers, k), *given.active.at(lowers, k)):
            if measure is None or stop > end:
                end, measure = stop, name
        measure = _ALSO.get(lowers[k]) or measure or given.noun.get(lowers[k])
        if measure is not None:
            found.append(measure)
        k = end
    return found


def _whom(lowers: list[str]) -> str | None:
    for k in range(len(lowers)):
        if lowers[k] in counts().harm_words or lowers[k] in counts().noun:
            continue
        whom = head_from(lowers, k)[2]
        if whom is not None:
            return whom
    return None


def is_number(words: str) -> bool:
    """Whether a head says only that figures stand below ("Number"): what they count is then said by each row.

    >>> is_number("Number"), is_number("Number of raids")
    (True, False)
    """
    lowers = [token.lower for token in tokens_in(words)]
    return bool(lowers) and _NUMBERS.issuperset(lowers)


_NUMBERS = word_set("number numbers count total figure figures")


def harms() -> frozenset[str]:
    """Measures of what befalls people."""
    return frozenset(counts().noun.values()) | {"captured", "missing", "displaced"}
