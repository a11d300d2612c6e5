"""Numbers as reports write them: plain counts, each with its comparator and range."""

from __future__ import annotations

import re
from dataclasses import dataclass

from recount.records import Span
from recount.words.normalise import fold_keep
from recount.words.number_context import comparator_after, comparator_before
from recount.words.number_find import Core, cores_in
from recount.words.number_words import SCALES
from recount.words.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text, with the comparator around it.

    `span` covers the comparator too ("at least 12", "as many as 33"); `core` covers the digits or number words
    alone. `value` is the number as said (None for "dozens"); `low` and `high` are the inclusive range, None unbounded.
    """

    span: Span
    core: Span
    words: str
    value: float | None
    comparator: str
    low: float | None
    high: float | None


_JOIN = re.compile(r"\s?-\s?|\s+to\s+|\s+and\s+|\s+or\s+")
NOT_A_COUNT = re.compile(
    r"\s?(?:%|percent\b|per cent\b|pct\b|\s(?:(?:u\.?s\.?|american|iraqi|syrian|turkish)\s)?"
    r"(?:dollars|euros|pounds|dinars|liras?|usd|rials|tomans)\b)"
)


def numbers_in(text: str, start: int = 0, end: int | None = None) -> list[Number]:
    """Plain counts of `text[start:end]`, in order of span, offsets into `text`.

    Dates, clock times, lengths of time, ages, ordinals, calibres, labels (Resolution 2254), telephone numbers,
    shares and money are not counts. "a dozen" is about 12; "one" counts only before a countable noun.

    >>> [(n.words, n.value, n.low, n.high) for n in numbers_in("At least 12 dead and dozens hurt on June 20, 2016.")]
    [('At least 12', 12.0, 12.0, None), ('dozens', None, 24.0, 99.0)]
    """
    stop = len(text) if end is None else end
    low = fold_keep(text)
    cores = sorted(cores_in(text, low, start, stop), key=lambda c: (c.start, -c.end))
    return numbers_of(text, low, [c for c in cores if not NOT_A_COUNT.match(low, c.end)], start, stop)


def numbers_of(text: str, low: str, cores: list[Core], start: int, stop: int) -> list[Number]:
    """Numbers of ordered cores: ranges joined, comparators read, overlaps left out."""
    found: list[Number] = []
    at = 0
    while at < len(cores):
        core = cores[at]
        pair = _range(low, core, cores[at + 1]) if at + 1 < len(cores) else None
        at += 1 if pair is None else 2
        if found and core.start < found[-1].span.end:
            continue
        found.append(number_of(text, low, pair or core, start, stop))
    return found


def _range(low: str, left: Core, right: Core) -> Core | None:
    """Two numbers that a report gives as one range: "30-40", "30 to 40", "between 20 and 30", "two or three"."""
    if left.value is None or right.value is None or not left.value < right.value:
        return None
    joint = low[left.end : right.start]
    if not _JOIN.fullmatch(joint):
        return None
    word = joint.strip()
    before = low[max(0, left.start - 8) : left.start]
    begin = left.start
    if before == "between ":
        begin -= 8
    elif word == "and" or (before.endswith("from ") and right.value > 4 * left.value):
        return None
    if word == "or" and right.value > left.value + max(1.0, left.value / 4):
        return None
    small = left.value
    if right.value >= 1000 and left.value < 1000 and right.value % 1000 == 0 and left.value * 1000 < right.value:
        small = _lent(low, left, right)
    return Core(begin, right.end, None, low=small, high=right.value)


def _lent(low: str, left: Core, right: Core) -> float:
    """ "20 to 30 thousand": the scale of the second number is lent to the first."""
    assert left.value is not None
    for scale in ("thousand", "million", "billion"):
        if low[right.start : right.end].endswith(scale):
            return left.value * SCALES[scale]
    return left.value


def number_of(text: str, low: str, core: Core, start: int, stop: int, *, whole: bool = True) -> Number:
    """A core with the comparator that stands before or after it inside `text[start:stop]`."""
    begin, end = core.start, core.end
    comparator = "exact"
    before = comparator_before(low, core.start)
    after = comparator_after(low, core.end)
    if after is not None and after[1] <= stop:
        comparator, end = after
    if before is not None and before[1] >= start:
        comparator, begin = before
    lowest, highest, comparator = _bounds(core, comparator, whole)
    return Number(
        Span(begin, end), Span(core.start, core.end), text[begin:end], core.value, comparator, lowest, highest
    )


def _bounds(core: Core, comparator: str, whole: bool) -> tuple[float | None, float | None, str]:
    if core.scaled is not None:
        rule = core.scaled
        lowest, highest = vocabulary().range_of(rule, None)
        assert lowest is not None and highest is not None
        if core.times != 1.0:
            return lowest * core.times, highest * core.times, "range"
        return (lowest, None, rule) if comparator in ("at_least", "over") else (lowest, highest, rule)
    if core.low is not None or core.high is not None:
        return _stretched(core, comparator)
    if comparator == "exact" and core.round:
        comparator = "about"
    fractional = core.value is not None and core.value != int(core.value)
    lowest, highest = vocabulary().range_of(comparator, core.value, whole=whole and not fractional)
    return lowest, highest, comparator


def _stretched(core: Core, comparator: str) -> tuple[float | None, float | None, str]:
    """A range that is itself bent: "at least 20 to 30" has no upper bound, "up to 20-30" no lower one but 0."""
    if comparator in ("at_least", "over"):
        return core.low, None, "range"
    if comparator in ("at_most", "as_many_as", "under"):
        return 0.0, core.high, "range"
    return core.low, core.high, "range"
