"""What an expression says, field by field, before any calendar is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from recount.words.dates_calendar import Stretch, day_of, month_of
from recount.words.dates_letters import MONTHS, ORDINALS, WEEKDAYS
from recount.words.dates_tokens import Found, Tokens
from recount.words.number_words import ALL, add_up

Token = tuple[str, str]

UNITS = {
    "day": "D", "week": "W", "fortnight": "2W", "weekend": "WE", "month": "M", "year": "Y", "decade": "DE",
    "century": "CE", "quarter": "Q", "hour": "TH", "minute": "TM", "second": "TS", "hr": "TH", "min": "TM",
}  # fmt: skip
_VAGUE_COUNTS = {"few": None, "several": None, "many": None, "couple": 2.0, "dozen": 12.0, "half": 0.5}


@dataclass(slots=True)
class Fields:
    """The parts of a calendar expression. `year` is astronomical (0 is 1 BC); `short_year` waits for its century;
    `refers` is the "that", "last" or "following" of "the end of that year"; `edge` narrows the rest."""

    year: int | None = None
    short_year: int | None = None
    month: int | None = None
    days: list[int] = field(default_factory=list)
    weekday: int | None = None
    season: str | None = None
    decade: int | None = None
    century: int | None = None
    feast: str | None = None
    part: str | None = None
    edge: str | None = None
    ordinal: str | None = None
    refers: str | None = None
    unit: str | None = None
    deictic: str | None = None
    fixed: Stretch | None = None
    count: float | None = None

    @property
    def named(self) -> bool:
        """Whether the calendar itself is named: a month, a weekday, a year, a feast."""
        return any(
            one is not None
            for one in (self.year, self.short_year, self.month, self.weekday, self.season, self.decade, self.century,
                        self.feast, self.fixed)
        )  # fmt: skip


def tokens_between(tokens: Tokens, first: int, last: int) -> Iterator[Token]:
    """Letters and words of a stretch of tokens."""
    return zip(tokens.letters[first:last], tokens.words[first:last], strict=True)


def fields_of(tokens: Tokens, found: Found) -> Fields:
    """The fields of a calendar expression."""
    fields = Fields()
    pairs = list(tokens_between(tokens, found.first, found.last))
    letters = "".join(letter for letter, _ in pairs)
    for at, (letter, word) in enumerate(pairs):
        _read(fields, letter, word, at, letters)
    if "B" in letters:
        _apply_era(fields, pairs, letters)
    elif letters == "n" or (letters == "d" and tokens.letters[found.first - 2 : found.first] in ("Y-", "Y/")):
        _bare(fields, tokens, found)
    elif "M" not in letters and letters.lstrip("T")[:1] in ("d", "o"):
        _borrow(fields, tokens, found)
    return fields


def _read(fields: Fields, letter: str, word: str, at: int, letters: str) -> None:
    if letter == "M":
        fields.month = MONTHS[word]
    elif letters == "Y-d" and letter == "d":
        fields.month = int(word)
    elif letter in "do" and "M" in letters:
        fields.days.append(int(word.rstrip("stndrh")))
    elif letter == "Y":
        fields.year = int(word)
    elif letter == "y":
        fields.short_year = int(word[1:])
    elif letter == "W":
        fields.weekday = WEEKDAYS[word]
    elif letter == "S":
        fields.season = word
    elif letter == "C":
        _read_decade(fields, word)
    elif letter == "h":
        fields.feast = word[-5:].strip(" -") if word.startswith("eid") else word
    else:
        _read_modifier(fields, letter, word, at, letters)


def _read_modifier(fields: Fields, letter: str, word: str, at: int, letters: str) -> None:
    """What stands around the named day, month or year."""
    if letter == "P":
        fields.part = word
    elif letter == "w":
        fields.deictic = word
    elif letter == "I":
        fields.fixed = numeric_date(word)
    elif letter in "eGbH":
        fields.edge = word if letter not in "eG" or fields.edge is None else fields.edge
    elif letter == "X":
        fields.ordinal = word
    elif letter in "tlx":
        _read_reference(fields, word, letters, at)
    elif letter in "oO":
        fields.ordinal = word
    elif letter in "AUK":
        _read_unit(fields, word, letters, at)
    elif letter == "N":
        fields.count = number_of_words([word])


def _read_decade(fields: Fields, word: str) -> None:
    digits = "".join(c for c in word if c.isdigit())
    value = int(digits)
    if len(digits) == 4 and value % 100 == 0:
        fields.century = value // 100
    else:
        fields.decade = value if len(digits) == 4 else 1900 + value if value > 20 else 2000 + value


def _read_reference(fields: Fields, word: str, letters: str, at: int) -> None:
    """ "the last week of March": "last" orders the weeks; "the end of last year": it refers to a year."""
    if (
        letters[at : at + 2] in ("lU", "xU")
        or letters[at : at + 3] in ("lNU", "xNU", "ldU")
        or letters[at + 1 : at + 2] == "b"
    ) and "f" in letters[at:]:
        fields.ordinal = word
        return
    fields.refers = word if fields.refers in (None, "the") or word == "same" else fields.refers


def _read_unit(fields: Fields, word: str, letters: str, at: int) -> None:
    if letters[at + 1 : at + 2] == "f" and at + 2 < len(letters) and letters[at] in "UA" and fields.edge is None:
        fields.edge = unit_of(word)
        return
    if letters[at : at + 2] in ("AY", "Af") and "Y" in letters[at:]:
        return
    fields.unit = unit_of(word)


def _apply_era(fields: Fields, pairs: list[Token], letters: str) -> None:
    numbers = [word for letter, word in pairs if letter in "Ynd" and word.isdecimal()]
    before = any(word.startswith("b") for letter, word in pairs if letter == "B")
    if fields.decade is not None:
        digits = int("".join(c for letter, word in pairs if letter == "C" for c in word if c.isdigit()))
        fields.decade = -digits - 9 if before else digits
        fields.century = None
    elif fields.century is not None or "K" in letters:
        fields.unit = "BCE" if before else "CE"
    elif numbers:
        if fields.days and letters.endswith(("dB", "nB")) and fields.days[-1:] == [int(numbers[-1])]:
            fields.days.pop()
        fields.year = 1 - int(numbers[-1]) if before else int(numbers[-1])


def _borrow(fields: Fields, tokens: Tokens, found: Found) -> None:
    """A day whose month stands with the other day: "6-7 January", "January 6-7"."""
    fields.ordinal = None
    at = found.first + (tokens.letters[found.first] == "T")
    fields.days = [int(tokens.words[at].rstrip("stndrh"))]
    for step in (-1, 1):
        near = found.first + step if step < 0 else found.last
        while 0 <= near < len(tokens.letters) and tokens.letters[near] in "do-&,Tf." and abs(near - at) < 12:
            near += step
        if 0 <= near < len(tokens.letters) and tokens.letters[near] == "M":
            fields.month = MONTHS[tokens.words[near]]
            return


def _bare(fields: Fields, tokens: Tokens, found: Found) -> None:
    """A number whose neighbour gives its era or its century: 499-493 BC, 2014-18."""
    word = tokens.words[found.first]
    before = tokens.words[found.first - 2] if found.first > 1 else ""
    if tokens.letters[found.first - 2 : found.first] in ("Y-", "Y/") and len(before) == 4:
        fields.year = int(before[:2] + word)
    else:
        fields.year = 1 - int(word)


def numeric_date(word: str) -> Stretch | None:
    """2016-06-20, 2016-06, 20/06/2016 where only one order is possible, 20.06.2016 (always day first)."""
    if word[4:5] == "-":
        numbers = [int(n) for n in word[:10].split("-") if n.isdecimal()]
        if len(numbers) == 2:
            return month_of(*numbers) if 1 <= numbers[1] <= 12 else None
        if len(numbers) != 3:
            return None
        return day_of(*numbers) if 1 <= numbers[1] <= 12 and 1 <= numbers[2] <= 31 else None
    mark = next(c for c in word if not c.isdigit())
    numbers = [int(n) for n in word.split(mark) if n.isdecimal()]
    if len(numbers) != 3:
        return None  # "35.0325" is a degree
    first, second, year = numbers
    year += 2000 if year < 100 else 0
    orders = [(first, second)] if mark == "." or first == second else [(first, second), (second, first)]
    valid = [(d, m) for d, m in orders if 1 <= m <= 12 and 1 <= d <= 31]
    return day_of(year, valid[0][1], valid[0][0]) if len(valid) == 1 else None


def number_of_words(words: list[str]) -> float | None:
    """The count of "three", "24", "a few" (None), "two and a half"."""
    total = 0.0
    plain = [w for w in words if w in ALL]
    if plain:
        total, _ = add_up(plain)
    for word in words:
        if word[:1].isdigit():
            total = float(word.replace(",", "")) if word.count(".") < 2 and len(word) < 12 else total
        elif word in ("few", "several", "many"):
            return None
        elif word in _VAGUE_COUNTS and word not in ALL:
            total += _VAGUE_COUNTS[word] or 0.0
    return total or (1.0 if set(words) & {"a", "an"} or not words else None)


def unit_of(word: str) -> str:
    """The singular of a unit of time."""
    if word == "centuries":
        return "century"
    singular = word.removesuffix("s")
    return {"hr": "hour", "min": "minute", "halve": "half"}.get(singular, singular)


def ordinal_of(word: str | None) -> int | None:
    """3 for "third" and "3rd"."""
    if word is None:
        return None
    return ORDINALS.get(word) or (int(word[:-2]) if word[:1].isdigit() else None)
