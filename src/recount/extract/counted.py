"""Counted noun phrases: a number, an article or a bare plural, and the noun that says what is counted."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from recount.extract.clauses import AUXILIARIES, BE, PREPOSITIONS, PRONOUNS, SUBORDINATORS, is_adverb
from recount.extract.counts import Counts, counts
from recount.extract.syntax import Document, Sentence, Token
from recount.extract.trees import NOWHERE
from recount.records import Span
from recount.words.lists import word_set
from recount.words.numbers import Number

_HEAD_REACH = 7
_VAGUE = {("a", "number", "of"), ("an", "unknown", "number", "of"), ("an", "unspecified", "number", "of")}
_MANY = frozenset({"many", "some", "numerous", "various", "multiple", "countless"})
_KILLING = frozenset({"killing", "killed"})
_NOBODY = frozenset({"nobody", "none"})
_GROUPS = frozenset({"family", "crew"})
""""A family of five" counts people."""
_OLDEST = 110
_NO_MODIFIER = PREPOSITIONS | AUXILIARIES | SUBORDINATORS | PRONOUNS | BE | {"a", "an", "the"}


@dataclass(frozen=True, slots=True)
class Item:
    """A counted noun phrase at tokens `start` to `end` (exclusive).

    `head` is its noun; `whom` the class of people, `measure` what the noun counts by itself ("attacks", "deaths").
    `how` is number, article ("a child"), bare ("civilians", "many others") or none ("no casualties"). `part` where
    the words make it part of what came before ("three of them").
    """

    start: int
    end: int
    number: Number | None
    head: int | None
    whom: str | None
    measure: str | None
    how: str
    part: bool = False


def items_in(sentence: Sentence, document: Document) -> list[Item]:
    """Counted noun phrases of a sentence, in order; none overlaps another."""
    tokens = sentence.tokens
    lowers = lowers_of(sentence)
    starts = [t.start for t in tokens]
    found = [
        item
        for number in document.numbers_of(sentence.span)
        if (item := _of_number(number, tokens, lowers, starts)) is not None
    ]
    taken = {k for item in found for k in range(item.start, item.end)}
    bare = [item for item in _without_number(lowers) if not taken & set(range(item.start, item.end))]
    found += [item for item in bare if item.how != "bare" or not _acts(item, sentence)]
    return sorted(found, key=lambda item: item.start)


def _acts(item: Item, sentence: Sentence) -> bool:
    """Whether a bare plural does it and suffers nothing ("guards killed two"), or ends a name ("Border Guards")."""
    tokens, tree = sentence.tokens, sentence.tree
    if item.start and all(t.text[0].isupper() for t in tokens[item.start - 1 : item.start + 1]):
        return True
    at = tree.top(tokens[item.start].span)
    verb = tree.head(at) if at is not None and tree.relation(at) == "nsubj" else NOWHERE
    return verb != NOWHERE and any(o > verb for o in tree.children(verb, "obj"))


def lowers_of(sentence: Sentence) -> list[str]:
    """The words in lower case, the group "IS" and the state "US" told from verb and pronoun by their capitals."""
    if sentence.text.isupper():
        return [t.lower for t in sentence.tokens]
    return [_CAPITALS.get(t.text, t.lower) for t in sentence.tokens]


_CAPITALS = {"IS": "isis", "US": "u.s."}


def _of_number(number: Number, tokens: tuple[Token, ...], lowers: list[str], starts: list[int]) -> Item | None:
    first = bisect_left(starts, number.span.start)
    after = bisect_left(starts, number.span.end)
    if first >= len(tokens) or after <= first:
        return None
    if after < len(lowers) and lowers[after] in {"%", "percent", "year", "years", "day", "days", "hours", "mm"}:
        return None
    if (
        after + 1 < len(lowers)
        and lowers[after] == "-"
        and lowers[after + 1] in {"year", "day", "hour", "month", "week", "mm"}
    ):
        return None
    if _is_age(tokens, lowers, first, after):
        return None
    begin, of_them = _after_of(lowers, after)
    head, end, whom, measure = head_from(lowers, begin)
    if head is not None and (other := _next_number(lowers, begin, head)) is not None:
        end, whom = other, _qualified(counts(), lowers, begin, other, whom)  # "three coalition and two Iraqi soldiers"
        return Item(first, end, number, end - 1, whom, measure, "number")
    if not of_them and head is None and first > 0 and lowers[first - 1] == "whom":
        of_them, begin = True, after
    if head is None and first > 1 and lowers[first - 1] == "of" and lowers[first - 2] in _GROUPS:
        whom = counts().people.get(lowers[first - 2], (None, False))[0]
        return Item(first - 2, after, number, first - 2, whom, None, "number")
    if of_them and head is None:
        whom, end = _predicate(lowers, begin)
    return Item(first, max(end, after), number, head, whom, measure, "number", of_them)


def _is_age(tokens: tuple[Token, ...], lowers: list[str], first: int, after: int) -> bool:
    """ "A girl aged seven", "Ahmed Ali, 34, was killed"."""
    if first and lowers[first - 1] in {"aged", "age"}:
        return True
    between_commas = first > 1 and lowers[first - 1] == "," and lowers[after : after + 1] == [","]
    if not between_commas or after - first > 1 or not lowers[first].isdigit() or int(lowers[first]) > _OLDEST:
        return False
    return tokens[first - 2].text[0].isupper() or counts().people.get(lowers[first - 2], ("", False))[1]


def _next_number(lowers: list[str], begin: int, head: int) -> int | None:
    """The "and" after which another number stands before the noun that both count."""
    return next((k for k in range(begin + 1, head - 1) if lowers[k] == "and" and is_number(lowers[k + 1])), None)


def is_number(lower: str) -> bool:
    """Whether a token is a number in digits or a small one in words."""
    return lower[0].isdigit() or lower in _WORDS


_WORDS = word_set("one two three four five six seven eight nine ten eleven twelve dozen dozens several")


def _after_of(lowers: list[str], after: int) -> tuple[int, bool]:
    """Where the noun may begin after a number, and whether "of them" or "of whom" makes the number a part."""
    if after + 1 >= len(lowers) or lowers[after] != "of":
        return after, False
    if lowers[after + 1] in {"them", "whom", "these", "those"}:
        return after + 2, True
    while after + 1 < len(lowers) and (
        lowers[after + 1] in {"the", "its", "their", "his", "our"} or lowers[after + 1].endswith("'s")
    ):
        after += 1
    return after + 1, False


def _predicate(lowers: list[str], start: int) -> tuple[str | None, int]:
    """ "Three of them (were) children": the class that follows, and where it ends."""
    k = start
    while k < len(lowers) and (lowers[k] in BE or is_adverb(lowers[k])):
        k += 1
    if k < len(lowers) and lowers[k] in counts().people:
        return counts().people[lowers[k]][0], k + 1
    return None, start


def head_from(lowers: list[str], start: int) -> tuple[int | None, int, str | None, str | None]:
    """(head token, one past the phrase, class of people, measure) of the noun phrase that starts at a token."""
    given = counts()
    best: tuple[int, int, str | None, str | None] | None = None
    k = start
    while k < min(len(lowers), start + _HEAD_REACH):
        lower = lowers[k]
        stop = _noun_at(given, lowers, k)
        if stop is not None:
            best = (stop[0] - 1, stop[0], stop[1], stop[2])
            k = stop[0]
        elif (
            lower in {"-", "/"} or (lower in _MARKS and best is None) or (lower == "and" and best is None and k > start)
        ):
            k += 1
        elif (
            not any(map(str.isalpha, lower))
            or lower in _NO_MODIFIER
            or lower in given.harm_words
            or lower in {"and", "or"}
        ) or best is not None:
            break
        else:
            k += 1
    if best is None:
        return None, start, None, None
    head, end, whom, measure = best
    if measure is not None and whom is None and lowers[head] not in given.noun:
        return head, end, None, measure  # "two ISIL vehicles": things, whoever owns them
    return head, end, _qualified(given, lowers, start, head, whom), measure


def _noun_at(given: Counts, lowers: list[str], k: int) -> tuple[int, str | None, str | None] | None:
    """(one past the noun, class of people, measure) where a known noun starts at a token."""
    for stop, measure in given.counted.at(lowers, k):
        whom = given.people.get(lowers[stop - 1], (None, False))[0]
        return stop, whom, measure
    if lowers[k] in given.people and not (lowers[k] == "other" or lowers[k] in {"national", "human", "minor"}):
        return k + 1, given.people[lowers[k]][0], None
    harm = given.noun.get(lowers[k])
    houses = lowers[k + 1 : k + 2]
    if harm is not None and houses and houses[0] in _HOUSES:
        return None  # "20 detention centers"
    if harm is not None and lowers[k] not in given.harm_words and lowers[k] not in {"dead", "killing", "murder"}:
        return k + 1, None, harm
    return None


_MARKS = frozenset({'"', "“", "‘", "'"})
"""What may stand between a number and its noun: 13 "terrorists"."""
_HOUSES = word_set(
    "center centers centre centres camp camps facility facilities site sites cell cells squad squads bag bags"
)


def _qualified(given: Counts, lowers: list[str], start: int, head: int, whom: str | None) -> str | None:
    if whom is not None and whom not in given.yielding:
        return whom
    if lowers[head] in {"women", "woman"} or (whom == "police" and lowers[head].startswith("police")):
        return whom
    for k in range(head - 1, start - 1, -1):
        found = given.qualifiers.get(lowers[k])
        if found is not None:
            return found
        if given.people.get(lowers[k], ("people", False))[0] != "people":
            return given.people[lowers[k]][0]
    if whom == "police" and lowers[head].startswith("officer"):
        return "police" if "police" in lowers[max(0, start) : head] else "officials"
    return whom


def _without_number(lowers: list[str]) -> Iterator[Item]:
    """ "A child", "no casualties", "a number of others", "civilians": people and harm without a number."""
    given = counts()
    k = 0
    while k < len(lowers):
        item = None
        if lowers[k : k + 2] == ["no", "one"] or lowers[k] in _NOBODY:
            item = Item(k, k + (2 if lowers[k] == "no" else 1), None, k, "people", None, "none")
        elif lowers[k] in {"a", "an", "no", "another"} or lowers[k] in _MANY:
            item = _opened(given, lowers, k)
        elif lowers[k : k + 2] == ["one", "of"] and lowers[k + 2 : k + 3] and lowers[k + 2] in _WHOSE:
            item = _one_of(lowers, k)
        elif lowers[k] == "him" and k and lowers[k - 1] in _KILLING:
            item = Item(k, k + 1, None, k, "people", None, "article")
        elif k == 0 and _headline_victim(given, lowers):
            item = Item(0, 1, None, 0, given.people[lowers[0]][0], None, "article")
        elif lowers[k] in given.people and not given.people[lowers[k]][1] and lowers[k] not in {"police", "crew"}:
            item = Item(
                k, k + 1, None, k, _qualified(given, lowers, max(0, k - 2), k, given.people[lowers[k]][0]), None, "bare"
            )
        if item is not None:
            yield item
        k = item.end if item is not None else k + 1


_WHOSE = frozenset({"the", "its", "their", "his", "her", "our", "those", "these"})


def _one_of(lowers: list[str], k: int) -> Item | None:
    """ "One of the soldiers"."""
    head, end, whom, _ = head_from(lowers, k + 3)
    return Item(k, end, None, head, whom, None, "article") if head is not None and whom is not None else None


def _headline_victim(given: Counts, lowers: list[str]) -> bool:
    """ "Child killed in shelling": a headline drops the article."""
    if len(lowers) < 2 or not given.people.get(lowers[0], (None, False))[1]:
        return False
    return next(given.state.at(lowers, 1), None) is not None


def _opened(given: Counts, lowers: list[str], k: int) -> Item | None:
    for size in (3, 4):
        if tuple(lowers[k : k + size]) in _VAGUE:
            head, end, whom, measure = head_from(lowers, k + size)
            return Item(k, end, None, head, whom, measure, "bare") if head is not None else None
    head, end, whom, measure = head_from(lowers, k + 1)
    if head is None or "and" in lowers[k + 1 : head]:
        return None
    if lowers[k] == "no":
        return Item(k, end, None, head, whom, measure, "none")
    if lowers[k] in _MANY:
        return Item(k, end, None, head, whom, measure, "bare")
    singular = given.people.get(lowers[head], (None, False))[1]
    return Item(k, end, None, head, whom, None, "article") if singular else None


def span_of(sentence: Sentence, start: int, end: int) -> Span:
    """The characters of tokens `start` to `end` (exclusive)."""
    return Span(sentence.tokens[start].start, sentence.tokens[end - 1].end)
