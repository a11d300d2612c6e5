"""Expressions that refer ("last week", "two days later", "that spring") and lengths ("three years")."""

from __future__ import annotations

from recount.words.dates_anchors import Anchors, around, deictic, rolling, shifted
from recount.words.dates_calendar import Stretch, civil, weekday
from recount.words.dates_fields import UNITS, Fields, number_of_words, tokens_between, unit_of
from recount.words.dates_letters import MONTHS, WEEKDAYS
from recount.words.dates_narrow import narrowed
from recount.words.dates_resolve import calendar
from recount.words.dates_tokens import Found, Tokens


def length_of(count: float | None, unit: str) -> str:
    code = UNITS[unit]
    number = "X" if count is None else f"{count:g}"
    if code == "2W":
        return f"{2 * count:g}W" if count is not None else "XW"
    return f"T{number}{code[1]}" if code.startswith("T") else f"{number}{code}"


def plain_length(one: Found, tokens: Tokens) -> str | None:
    counts, unit = [], None
    for letter, word in tokens_between(tokens, one.first, one.last):
        if letter in "NdnYa":
            counts.append(word)
        elif letter in "AUK":
            unit = unit_of(word)
        elif letter == "H":
            counts.append("half")
    return length_of(number_of_words(counts), unit) if unit in UNITS else None


def referred(one: Found, tokens: Tokens, anchors: Anchors) -> tuple[Stretch | None, Stretch | None, str | None]:
    pairs = list(tokens_between(tokens, one.first, one.last))
    by = dict(pairs)
    fields = Fields(edge=by.get("e") or by.get("G"))
    counts = [word for letter, word in pairs if letter in "NdnYa" or letter == "H"]
    unit = next((unit_of(word) for letter, word in pairs if letter in "AUK"), None)
    if one.what == "shifted":
        word = by.get("g") or by.get("L") or by.get("G") or ""
        base = shifted(unit or "", number_of_words(counts) if counts else None, word, anchors)
        return base, base, None
    if "w" in by:
        base = deictic(by["w"], anchors)
        return base, base, None
    word = _reference(pairs, anchors)
    base, length = _unit_of_reference(by, unit, counts, word, anchors)
    stretch = None if base is None else narrowed(base, fields, anchors)
    return base, stretch, length


def _reference(pairs: list[tuple[str, str]], anchors: Anchors) -> str:
    """The word that refers: "same" and "following" outweigh "that"; "the next" tells on, "next" looks ahead."""
    words = [word for letter, word in pairs if letter in "tlxR"]
    if not words:
        return ""
    if "same" in words:
        return "same"
    if words[-1] == "next" and any(letter == "T" for letter, _ in pairs):
        return "following" if not any(letter in "NdnY" for letter, _ in pairs) and anchors.last is not None else "next"
    if words[-1] == "next" and "U" not in "".join(letter for letter, _ in pairs):
        return "coming"
    return words[-1]


def _unit_of_reference(
    by: dict[str, str], unit: str | None, counts: list[str], word: str, anchors: Anchors
) -> tuple[Stretch | None, str | None]:
    if unit is not None and unit in UNITS:
        plural = (
            (counts and word != "same")
            or word in ("past", "recent", "these")
            or by.get("U", "").endswith("s")
            or by.get("A") == "years"
        )
        if plural:
            back = "past" if word in ("recent", "these") else word
            count = number_of_words(counts) if counts else None if by.get("U", by.get("A", "")).endswith("s") else 1.0
            return rolling(unit, count, back, anchors), length_of(count, unit)
        return around(unit, word, anchors), None
    if "P" in by and "W" not in by and "M" not in by and "S" not in by:
        return around("part", word, anchors), None
    if "S" in by and by.get("G") == "earlier" and word == "this" and anchors.today is not None:
        return _named({"S": by["S"]}, "earlier this", anchors), None
    return _named(by, word, anchors), None


def _named(by: dict[str, str], word: str, anchors: Anchors) -> Stretch | None:
    """ "last Friday", "next summer", "that July": the named day, season or month on that side of the anchor."""
    base = anchors.of(word)
    if base is None or base.start is None or base.end is None:
        return None
    back, on = (
        word in ("last", "past", "previous", "preceding", "prior"),
        word in ("next", "coming", "following", "upcoming", "subsequent"),
    )
    if "W" in by:
        wanted = WEEKDAYS[by["W"]]
        if on:
            at = base.start + 1 + (wanted - weekday(base.start + 1)) % 7
        else:
            from_ = base.start - 1 if back else base.start
            at = from_ - (weekday(from_) - wanted) % 7
        return Stretch(at, at + 1, "day")
    fields = Fields(month=MONTHS.get(by.get("M", "")), season=by.get("S"))
    return _named_long(fields, base.start, base.end, back, on, past=word == "earlier this")


def _named_long(fields: Fields, start: int, end: int, back: bool, on: bool, *, past: bool) -> Stretch | None:
    year = civil(start)[0]
    for one in (year - 1, year, year + 1) if on else (year + 1, year, year - 1, year - 2):
        found, _ = calendar(_in_year(fields, one), Anchors(None))
        if found is None or found.start is None or found.end is None:
            return None
        if on and found.start >= end:
            return found
        if back and found.end <= start:
            return found
        if past and found.start <= start:
            return found
        if not (on or back or past) and one == year:
            return found
    return None


def _in_year(fields: Fields, year: int) -> Fields:
    return Fields(year=year, month=fields.month, season=fields.season)
