"""How many: numbers joined to what they count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from recount.extract.befell import befell, does
from recount.extract.clauses import DETERMINERS, STOPS, is_adverb
from recount.extract.counted import Item, items_in, lowers_of, span_of
from recount.extract.counts import counts
from recount.extract.harm import Harm, harms_of
from recount.extract.struck import Blow, alone_in, blows_in
from recount.extract.syntax import Document, Sentence
from recount.extract.trees import NOWHERE
from recount.records import Quantity, Span
from recount.words.lists import word_set
from recount.words.numbers import Number
from recount.words.shares import money_in, shares_in

What = Literal["harm", "count", "stock"]

_UNITS = {
    "day": "day",
    "week": "week",
    "month": "month",
    "year": "year",
    "night": "night",
    "hour": "hour",
    "quarter": "quarter",
}
_APART = frozenset({"after", "before", "earlier", "later", "ago", "of", "from"})
"""What makes "a day" a distance in time or a stretch, and no rate: "killed four a day after"."""
_PER = {"daily": "day", "weekly": "week", "monthly": "month", "yearly": "year", "annually": "year", "nightly": "night"}


@dataclass(frozen=True, slots=True)
class QuantityMention:
    """A quantity and where it stands.

    `span` covers the number and the noun that it counts; `whom` the people counted; `cue` the word that says what
    befell them or what is counted ("killed", "attacks"). `what`: harm to people, a count of happenings or things,
    or a stock at a time. `total` where the words say a running total or a total of a period; `repeated` where a rate
    or habit is given; `part_of_previous` where the number is part of one already given ("including five children");
    `found` where bodies are only found.
    """

    span: Span
    quantity: Quantity
    whom: Span | None
    cue: Span | None
    what: What
    total: bool = False
    repeated: bool = False
    part_of_previous: bool = False
    found: bool = False


def quantities_in(sentence: Sentence, document: Document) -> list[QuantityMention]:
    """Quantities of the sentence, in order of their spans.

    People count without a number only where harm befell them: "a child was killed" is one, "civilians were killed"
    has no value, "no casualties" is nought. Shares and sums of money stand beside the counts.
    """
    if not sentence.tokens:
        return []
    lowers = lowers_of(sentence)
    items, blows = items_in(sentence, document), blows_in(sentence, lowers)
    found = []
    last: Quantity | None = None
    for item, beside in zip(items, harms_of(items, lowers), strict=True):
        if beside is not None and does(item, beside, sentence, document.sayings_of(sentence)):
            beside = None
        harm = _better(beside, befell(item, sentence, lowers, blows), lowers[item.start : item.end])
        if harm is not None and item.how == "bare" and harm.part and (item.whom or harm.whom) is None:
            continue
        mention = _harmed(item, harm, sentence, lowers) if harm else _counted(item, last, sentence, lowers)
        if mention is not None:
            found.append(mention)
            last = mention.quantity
    for item, blow in alone_in(blows, items, sentence, lowers, document):
        found.append(_harmed(item, Harm(blow.measure, blow.cue, part=blow.part), sentence, lowers))
    found += sums_in(blows, found, sentence, lowers)
    found += _shares_and_money(sentence, document)
    return sorted(found, key=lambda mention: mention.span)


def _better(beside: Harm | None, by_tree: Harm | None, words: list[str]) -> Harm | None:
    """What the words beside a number say, unless only the tree says it, or says that bodies were found, or that those
    whom the noun calls wounded died."""
    if beside is None or (by_tree is not None and by_tree.found and beside.measure == "killed"):
        return by_tree
    if by_tree is not None and by_tree.measure == "killed" and beside.measure == "wounded" and "of" in words:
        return by_tree
    return beside


def _harmed(item: Item, harm: Harm, sentence: Sentence, lowers: list[str]) -> QuantityMention:
    whom = item.whom or harm.whom
    quantity = _quantity(item, harm.measure, whom, None, sentence)
    per = _per(lowers, item)
    if per is not None:
        quantity = _with_per(quantity, per)
    return QuantityMention(
        span=span_of(sentence, item.start, item.end),
        quantity=quantity,
        whom=span_of(sentence, item.head, item.end) if item.head is not None and item.whom else None,
        cue=span_of(sentence, *harm.cue),
        what="stock" if harm.measure == "displaced" and _still(lowers, harm.cue[0]) else "harm",
        total=harm.total or _total(lowers, item),
        repeated=per is not None or _habit(lowers, item),
        part_of_previous=harm.part,
        found=harm.found,
    )


_CIVIL = frozenset({"civilians", "children", "women", "journalists", "aid_workers", "medics", "prisoners"})
_ARMED = frozenset({"combatants", "soldiers", "militants", "police", "coalition"})
_SUMMED = frozenset({"killed", "wounded"})


def sums_in(
    blows: list[Blow], found: list[QuantityMention], sentence: Sentence, lowers: list[str]
) -> list[QuantityMention]:
    """The sum of those that one word befell together, where each of them has a number: "nine children and 14 others".

    A sum of the armed is of combatants, one of the unarmed of civilians, any other of people."""
    whole = [m for m in found if m.what == "harm" and not m.part_of_previous and m.quantity.measure in _SUMMED]
    made = []
    for cue in dict.fromkeys(m.cue for m in whole):
        parts = sorted((m for m in whole if m.cue == cue), key=lambda m: m.span)
        comparators = {m.quantity.comparator for m in parts}
        joined = all(_joined(a, b, blows, sentence, lowers) for a, b in pairwise(parts))
        if len(parts) > 1 and joined and comparators <= {"exact", "at_least", "over"}:
            made.append(_sum(parts, exact=comparators == {"exact"}, sentence=sentence))
    return made


_LISTED = word_set("and , & alongside along together with as well plus")


def _joined(
    first: QuantityMention, other: QuantityMention, blows: list[Blow], sentence: Sentence, lowers: list[str]
) -> bool:
    """Whether both are parts of one list: nothing but "and" between them, or the tree has one word befall both."""
    between = [lowers[k] for k, t in enumerate(sentence.tokens) if first.span.end <= t.start < other.span.start]
    if between and all(w in _LISTED or w in DETERMINERS for w in between):
        return True
    spans = [[sentence.tree.span(head) for head in blow.heads] for blow in blows]
    return any(
        any(first.span.overlaps(s) for s in heads) and any(other.span.overlaps(s) for s in heads) for heads in spans
    )


def _sum(parts: list[QuantityMention], *, exact: bool, sentence: Sentence) -> QuantityMention:
    first, last = parts[0], parts[-1]
    span = Span(first.span.start, last.span.end)
    value = sum(m.quantity.value or 0 for m in parts)
    classes = {m.quantity.of_whom for m in parts}
    whom = "civilians" if classes <= _CIVIL else "combatants" if classes <= _ARMED else "people"
    words = sentence.text[span.start - sentence.span.start : span.end - sentence.span.start]
    high = value if exact else None
    quantity = Quantity(first.quantity.measure, whom, value, "exact" if exact else "at_least", value, high, words=words)
    return replace(first, span=span, quantity=quantity, whom=None)


def _counted(item: Item, last: Quantity | None, sentence: Sentence, lowers: list[str]) -> QuantityMention | None:
    """A count of happenings or things, or a stock of people; `None` for people of whom nothing is told."""
    if item.how != "number":
        return None
    measure, end, whom = item.measure, item.end, item.whom
    times = item.head is None and end < len(lowers) and _is_times(lowers, item.end)
    part = _is_part(item, lowers)
    if times:
        measure, end = _times(lowers, item) or "other", _times_end(lowers, item.end)
    elif measure is None and item.whom is not None:
        measure = "people"
    elif measure is None and last is not None and (part or _goes_on(item, last, lowers)):
        measure, whom = last.measure, None if part else last.of_whom
    per = _per(lowers, item, end)
    if measure is None and last is not None and per is not None and item.head is None:
        measure, whom = last.measure, last.of_whom  # "last week the average was about 5,000 a day"
    if measure is None:
        return _other(item, sentence, lowers)
    if measure == "attackers" and item.whom == "civilians":
        measure = "people"
    held = _held(lowers, item)
    measure = "detainees" if held and measure in ("people", "fighters") else measure
    quantity = _quantity(item, measure, whom, per, sentence, end)
    return QuantityMention(
        span=span_of(sentence, item.start, end),
        quantity=quantity,
        whom=span_of(sentence, item.head, item.end) if item.head is not None and item.whom else None,
        cue=span_of(sentence, item.head, item.end) if item.head is not None else None,
        what="stock" if held or _stock(measure, lowers, item) else "count",
        total=_total(lowers, item),
        repeated=per is not None or times or _habit(lowers, item),
        part_of_previous=part and last is not None,
    )


_SHARED = counts().stock | frozenset({"attacks", "strikes", "raids", "operations", "clashes", "engagements", "sorties"})


def _goes_on(item: Item, last: Quantity, lowers: list[str]) -> bool:
    """ "2,500 in Iraq and 900 in Syria": a bare number after "and", counted at a place of its own."""
    before, after = lowers[item.start - 1 : item.start], lowers[item.end : item.end + 1]
    if item.head is not None or last.measure not in _SHARED:
        return False
    if before in (["say"], ["says"], ["said"]) and after in ([], ["."], [","]):
        return True  # "the coalition says 2,000 fighters, SDF officers say up to 5,000"
    return before in (["and"], [","], ["another"], ["with"], [":"], [";"]) and after in (
        ["in"],
        ["near"],
        ["at"],
        ["inside"],
        ["around"],
    )


def _held(lowers: list[str], item: Item) -> bool:
    """ "60,000 people are held": people who stand counted as held, not one taking of hostages."""
    k = item.end
    if lowers[k : k + 1] not in (["are"], ["remain"], ["remained"]):
        return False
    while k < len(lowers) and (lowers[k] in {"are", "remain", "remained"} or is_adverb(lowers[k])):
        k += 1
    return lowers[k : k + 1] in (["held"], ["detained"], ["imprisoned"], ["interned"]) and "by" not in lowers[k : k + 2]


def _still(lowers: list[str], cue: int) -> bool:
    """ "Remain displaced", "are still displaced": a stock of people, not a flight."""
    before = lowers[max(0, cue - 2) : cue]
    return "still" in before or bool({"remain", "remains", "remained"} & set(before))


def _other(item: Item, sentence: Sentence, lowers: list[str]) -> QuantityMention | None:
    """A plural noun that the vocabulary does not know: counted as `other`, in its own words."""
    end = _plural_end(item, sentence, lowers)
    if end is None or lowers[end - 1] in _UNCOUNTED:
        return None
    return QuantityMention(
        span=span_of(sentence, item.start, end),
        quantity=_quantity(item, "other", None, _per(lowers, item, end), sentence, end),
        whom=None,
        cue=span_of(sentence, end - 1, end),
        what="count",
        total=_total(lowers, item),
    )


_UNCOUNTED = word_set("years days hours weeks months minutes was this times percent")
_FAR_NOUN = 4
"""Tokens from a number to the noun that it counts ("202 mass graves")."""


def _plural_end(item: Item, sentence: Sentence, lowers: list[str]) -> int | None:
    """One past the plural noun that the tree has the number count, else the plural right after the number."""
    tree = sentence.tree
    at = tree.top(span_of(sentence, item.start, item.end))
    head = tree.head(at) if at is not None and tree.relation(at) == "nummod" else NOWHERE
    if head != NOWHERE and tree.words[head].upos == "NOUN" and "Number=Plur" in tree.words[head].feats:
        reach = range(item.end, min(item.end + _FAR_NOUN, len(lowers)))
        noun = next((k for k in reach if sentence.tokens[k].end == tree.words[head].end), None)
        if noun is not None and all(w.isalpha() for w in lowers[item.end : noun + 1]):
            return noun + 1
    after = lowers[item.end] if item.end < len(lowers) else ""
    return item.end + 1 if after.endswith("s") and len(after) > 3 and after.isalpha() else None


def _quantity(
    item: Item, measure: str, whom: str | None, per: str | None, sentence: Sentence, end: int | None = None
) -> Quantity:
    span = span_of(sentence, item.start, end or item.end)
    words = sentence.text[span.start - sentence.span.start : span.end - sentence.span.start]
    if item.number is not None:
        n = item.number
        return Quantity(measure, whom, n.value, n.comparator, n.low, n.high, per, None, words)
    if item.how == "article":
        return Quantity(measure, whom, 1.0, "exact", 1.0, 1.0, per, None, words)
    if item.how == "none":
        return Quantity(measure, whom, 0.0, "exact", 0.0, 0.0, per, None, words)
    return Quantity(measure, whom, None, "unknown", None, None, per, None, words)


def _with_per(quantity: Quantity, per: str) -> Quantity:
    q = quantity
    return Quantity(q.measure, q.of_whom, q.value, q.comparator, q.low, q.high, per, q.share, q.words)


_BEFORE_TIMES = frozenset({"of", "separate", "different", "more", "other", "distinct"})


def _is_times(lowers: list[str], end: int) -> bool:
    """ "10 times", "dozens of times", "three separate times"."""
    return lowers[end] == "times" or (
        lowers[end] in _BEFORE_TIMES and end + 1 < len(lowers) and lowers[end + 1] == "times"
    )


def _times_end(lowers: list[str], end: int) -> int:
    return end + (1 if lowers[end] == "times" else 2)


def _times(lowers: list[str], item: Item) -> str | None:
    """What happened so many times: the nearest verb or noun before, in the sentence."""
    times = counts().times
    return next((times[lowers[k]] for k in range(item.start - 1, -1, -1) if lowers[k] in times), None)


def _per(lowers: list[str], item: Item, end: int | None = None) -> str | None:
    """The unit of a rate: "a month", "per day", "each week", "/month", "daily"."""
    k = item.end if end is None else end
    for j in range(k, min(k + 7, len(lowers))):
        if lowers[j] in STOPS or lowers[j] in {",", "and", "."}:
            break
        if lowers[j] in _PER:
            return _PER[lowers[j]]
        if lowers[j] in {"a", "per", "each", "every", "/"} and j + 1 < len(lowers) and lowers[j + 1] in _UNITS:
            if lowers[j] == "a" and j + 2 < len(lowers) and (lowers[j + 2] in _APART or lowers[j + 2] == "-"):
                return None  # "a week ago", "in a week-long sweep"
            return _UNITS[lowers[j + 1]]
    return None


def _clause(lowers: list[str], item: Item) -> tuple[int, int]:
    start = item.start
    while start > 0 and lowers[start - 1] not in {";", "but", "while"}:
        start -= 1
    end = item.end
    while end < len(lowers) and lowers[end] not in {";", "but", "while"}:
        end += 1
    return start, end


def _total(lowers: list[str], item: Item) -> bool:
    """Whether a word in the clause makes the number a running total or the total of a period."""
    start, end = _clause(lowers, item)
    totals = counts().totals
    heads = (k for k in range(start, end) if lowers[k] in totals.firsts)
    return any(stop <= end for k in heads for stop, _ in totals.at(lowers, k))


def _habit(lowers: list[str], item: Item) -> bool:
    start, end = _clause(lowers, item)
    return any(lowers[k] in counts().habits for k in range(start, end))


def _is_part(item: Item, lowers: list[str]) -> bool:
    return item.part or (item.start > 0 and lowers[item.start - 1] in {"including", "among"})


def _stock(measure: str, lowers: list[str], item: Item) -> bool:
    given = counts()
    if measure not in given.stock:
        return False
    near = range(max(0, item.start - 6), min(item.end + 6, len(lowers)))
    return not any(lowers[k] in given.flow and not _posted(lowers, k) for k in near)


def _posted(lowers: list[str], k: int) -> bool:
    """ "Are (currently) deployed": where a stock stands, and nothing that moved it."""
    at = k - 1
    while at >= 0 and is_adverb(lowers[at]):
        at -= 1
    return lowers[k] == "deployed" and lowers[max(at, 0)] in {"are", "remain", "remained", "still"}


def _shares_and_money(sentence: Sentence, document: Document) -> Iterator[QuantityMention]:
    text = sentence.text
    if "%" in text or "cent" in text or " of " in text or "half" in text:
        for number, share in shares_in(document.text, sentence.span.start, sentence.span.end):
            yield _lone(
                number,
                Quantity("share", None, None, number.comparator, number.low, number.high, None, share, number.words),
            )
    if any(mark in text for mark in "$£€") or "dollars" in text or "euros" in text:
        for number in money_in(document.text, sentence.span.start, sentence.span.end):
            yield _lone(
                number,
                Quantity(
                    "money", None, number.value, number.comparator, number.low, number.high, None, None, number.words
                ),
            )


def _lone(number: Number, quantity: Quantity) -> QuantityMention:
    return QuantityMention(number.span, quantity, None, None, "count")
